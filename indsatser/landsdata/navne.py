# ruff: noqa: SIM905 - a long list of names reads better as one string
"""Invented names, with æ, ø and å, and some that are very long."""

import random

FIRST = tuple(
    "Ærø Åle Øster Sønder Nørre Vester Brå Skæring Køge Løgstør Bøge Hør Mølle Sø Bæk Grå Blå Tårn Gæs Ræve Åkande "
    "Ørne Lærke Rødkælk Kær Fjæster Hyld Pære Æble Kirsebær Birke Elme Lønne Rønne Egå Vejgård Snæbum Tølløse".split()
)
LAST = tuple("parken gården haven vænget toften marken bakken lunden engen højen kæret bredden stien".split())
LONG = (
    "Den fælles boligsociale indsats i {0}, {1} og de omkringliggende almene afdelinger langs Åbredden, "
    "Øresundsvænget og Søndre Fælledgårds Allé"
)
FIELDS = (
    ("Uddannelse og livschancer", "Flere børn og unge klarer sig godt i skolen og tager en uddannelse"),
    ("Beskæftigelse", "Flere voksne får fast tilknytning til arbejdsmarkedet"),
    ("Kriminalitetsforebyggelse", "Færre børn og unge begår kriminalitet, og flere føler sig trygge"),
    ("Sammenhængskraft og medborgerskab", "Flere beboere tager del i fællesskabet og demokratiet"),
)
ACTIVITIES = (
    "Åben rådgivning",
    "Lektiecafé for hele familien",
    "Fritidsjob og lommepenge",
    "Bydelsmødre",
    "Fædregruppe",
    "Foreningsguider",
    "Jobambassadører",
    "Naboskab og fællesspisning",
    "Ungeråd",
    "Brobygning til kommunens tilbud",
    "Sundhed i gården",
    "Beboerblad og image",
    "Gældsrådgivning",
    "Sprogcafé",
    "Kreative værksteder på tværs af generationer, afdelinger og sprog",
    "Byhaver",
)
UNITS = ("beboere", "børn", "unge", "familier", "samtaler", "kvinder", "arrangementer", "frivillige", "forløb")
COUNTED = (
    "{n} {unit} har deltaget i aktiviteten",
    "{n} {unit} er hjulpet videre til et relevant tilbud",
    "{n} {unit} er stadig med efter opfølgningen",
    "{n} {unit} har fået et stærkere netværk på tværs af afdelingerne og oplever, at de selv kan gøre en forskel",
)
SHARES = (
    ("Flere beboere føler sig trygge i området", "stige", 60, 75, "Tryghedsmåling"),
    ("Færre 20-24-årige er uden uddannelse", "falde", 22, 15, "Landsbyggefondens boligsociale data"),
    ("Færre voksne er uden for arbejdsmarkedet", "falde", 48, 41, "Landsbyggefondens boligsociale data"),
    ("Flere 1-5-årige går i dagtilbud", "stige", 84, 91, "Landsbyggefondens boligsociale data"),
    ("Mindre skolefravær", "falde", 9, 7, "Kommunens statistik"),
    ("Flere børn går til noget i en forening", "stige", 55, 68, "Forældreundersøgelse"),
    ("Flere stemmer ved kommunalvalget", "stige", 49, 56, "Valgsted"),
)
MILESTONES = (
    "Samarbejdet om {0} er aftalt med partnerne",
    "Første forløb i {0} er gennemført",
    "{0} er evalueret, og næste års plan er lagt",
    "Frivillige til {0} er fundet og klædt på",
    "Styregruppen har drøftet status for {0}",
)
ROLES = ("Boligsocial medarbejder", "Familiekoordinator", "Ungekoordinator", "Beskæftigelsesmentor", "Beboerrådgiver")
PARTNERS = ("Jobcenteret", "Sundhedsplejen", "Biblioteket", "Ungdomsskolen", "Røde Kors", "Den lokale idrætsforening")
TEXT = (
    "Området er kendetegnet ved mange børn og unge, lave indkomster og en del beboere uden fast tilknytning til "
    "arbejdsmarkedet. Samtidig er der stærke fællesskaber, frivillige kræfter og en boligforening, der vil noget. "
    "Indsatsen bygger på det, der allerede virker, og lægges til rette sammen med beboerne. "
)


def place(rng: random.Random) -> str:
    """An invented place: "Ørnevænget"."""
    return f"{rng.choice(FIRST)}{rng.choice(LAST)}"


def plan_names(number: int, rng: random.Random) -> tuple[str, str]:
    """The full name and the short name of plan no. `number`; every seventeenth is very long."""
    here, there = place(rng), place(rng)
    short = f"{here} {number}"
    if number % 17 == 5:
        return LONG.format(here, there)[:200], f"{here} og {there} {number} – fælles indsats"[:80]
    return f"Den boligsociale helhedsplan for {here} {number}", short
