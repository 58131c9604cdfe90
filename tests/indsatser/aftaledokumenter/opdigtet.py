"""Plans that do not exist, so that the reader is not tried on the demo plans alone. All words are ours."""

import random

from tests.indsatser.aftaledokumenter.fakta import Aktivitet, Kriterium, Omraade, Organ, Plan

OMRAADER = {
    "2019": (
        "Uddannelse og livschancer",
        "Beskæftigelse",
        "Kriminalitetsforebyggelse",
        "Sammenhængskraft og medborgerskab",
    ),
    "2015": (
        "Tryghed og trivsel",
        "Kriminalpræventiv indsats",
        "Uddannelse og beskæftigelse",
        "Forebyggelse og forældreansvar",
    ),
    "2011": ("Børn, unge og familie", "Sundhed", "Udsatte grupper", "Kultur og fritid", "Image og kommunikation"),
}
NAVNE = (
    "Sprogcaféen Torvet",
    "Fritidspas til alle",
    "Cykelværkstedet",
    "Familiehuset",
    "Unge i front",
    "Byhaven ved Søen",
    "Mentorkorpset",
    "Jobklub 2. sal",
    "Naboer & nye venner",
    "Legestuen",
    "Ungeråd",
    "Fædregruppen",
    "Gældsrådgivning",
    "Læsevenner",
    "Beboerambassadører",
    "Motion på recept",
    "Sommerferie hjemme",
    "Håndværkerlinjen",
    "Kulturnatten",
    "Bro til foreningslivet",
    "Den grønne patrulje",
    "Opgangsværter",
    "Iværksætterkontoret",
    "Mad på tværs",
)
ROLLER = (
    "Projektmedarbejder",
    "Familiekonsulent",
    "Ungemedarbejder",
    "Beboerrådgiver",
    "Sekretariatsleder",
    "Jobvejleder",
)
PARTNERE = (
    "Folkeskolen ved Engen",
    "Biblioteket",
    "Jobcentret",
    "Sundhedsplejen",
    "Ungdomsklubben",
    "Sport og Fritid",
    "Frivilligcentret",
    "Boligkontoret",
    "Politiet",
    "Lokalrådet",
    "Afdelingsbestyrelsen",
    "Musikskolen",
)
KILDER = (
    "Egne registreringer",
    "Spørgeskema til deltagerne",
    "Skolens data",
    "Referater",
    "Landsbyggefondens boligsociale data",
)
HVEM = ("unge", "familier", "beboere", "kvinder", "børn", "forældre", "fædre", "frivillige")
HVAD = (
    "har deltaget i forløbet",
    "er kommet i fritidsjob",
    "er blevet medlem af en forening",
    "har fået vejledning",
    "har gennemført et kursus",
    "er fast tilknyttet en arbejdsgruppe",
    "har haft kontakt med rådgiveren",
)
MAAL = (
    "Flere børn møder klar til skole",
    "Flere unge er i gang med en uddannelse",
    "Beboerne kender deres naboer",
    "Færre unge er i berøring med politiet",
    "Flere voksne har et arbejde",
    "Flere tager del i beboerdemokratiet",
)


def opdigt(seed: int, runde: str) -> Plan:
    """A plan with this many surprises: names, numbers and sizes are drawn from the seed."""
    draw = random.Random(seed)
    names = draw.sample(NAVNE, len(NAVNE))
    areas = draw.sample(OMRAADER[runde], 3)
    left_out = [area for area in OMRAADER[runde] if area not in areas][:1] if runde != "2011" else []
    omraader = tuple(_area(draw, name, [names.pop() for _ in range(draw.randint(2, 4))], runde) for name in areas)
    total = [sum(area.beloeb[i] for area in omraader if area.beloeb) for i in (0, 1)]
    place = draw.choice(("Engparken", "Birkebakken", "Søkvarteret", "Nordbyen"))
    start = {"2019": 2021, "2015": 2017, "2011": 2013}[runde]
    return Plan(
        f"opdigtet-{seed}",
        f"Boligsocial helhedsplan for {place} {start}-{start + 4}",
        omraader,
        fra=f"{start}-05-01",
        til=f"{start + 4}-04-30",
        boligomraade=place,
        parter=("Boligselskabet Fjorden", "Havneby Kommune"),
        afsnit={
            "purpose": f"Planen skal gøre {place} til et sted, hvor flere lykkes med skole, job og naboskab.",
            "organisation": "Bestyrelsen har ansvaret, og sekretariatet driver planen til daglig.",
            "problem": f"I {place} står mange uden job, og flere børn end ellers i kommunen vokser op med få midler.",
            "cross_cutting_measurements": "Bestyrelsen følger de fælles målinger to gange om året.",
            "evaluation": "Hvert år undersøges ét emne nærmere, og bestyrelsen drøfter resultatet.",
            "local_evaluation": "Hvert år undersøges ét emne nærmere, og bestyrelsen drøfter resultatet.",
            "interplay": "Renoveringen af blokkene følges tæt, og byggepladsen bruges til praktik.",
            "notification": "Sekretariatslederen giver besked, når noget ændrer sig for en af parterne.",
            "conflict_handling": "Uenighed løses ved samtale; ellers afgør bestyrelsen sagen.",
            "revision_rule": "Ændringer af samarbejdsaftalen skal godkendes af Landsbyggefonden.",
            "summary": "Planen samler kommune, boligselskab og beboere om tre indsatsområder.",
            "background": "Området har haft en helhedsplan før, og meget af arbejdet føres videre.",
            "vision": "Et kvarter, som folk vælger til.",
        },
        organer=(
            Organ(
                "Bestyrelsen",
                "Har det overordnede ansvar for økonomi og fremdrift.",
                draw.choice((2, 4)),
                (),
                (("Direktør", "Boligselskabet Fjorden", 1), ("Velfærdschef", "Havneby Kommune", 1)),
            ),
            Organ(
                "Styregruppen",
                "Følger planens aktiviteter tæt.",
                6,
                ("Godkende ændringer", "Følge økonomien"),
                (("Afdelingsformand", "Afdeling 3", 2), ("Skoleleder", "Folkeskolen ved Engen", 1)),
            ),
        ),
        fravalgt=tuple((area, "Området er ikke valgt, fordi kommunen selv løser opgaven.") for area in left_out),
        ramme=(total[0] + 2_500_000, total[1] + 900_000),
        bilag=("Organisationsdiagram", "Milepælsplan", "Budget", "Kommissorium for bestyrelsen"),
        milepaele=tuple(
            (start + 1, quarter, f"{area.aktiviteter[0].navn} er {word}")
            for quarter, word in ((1, "planlagt"), (2, "begyndt"), (3, "evalueret"), (4, "justeret"))
            for area in omraader
        ),
        maalsaetninger=("Flere i job", "Færre kriminelle", "Et stærkt naboskab"),
        kriterieaar=str(start + 1) if runde == "2011" else "",
    )


def _area(draw: random.Random, name: str, activities: list[str], runde: str) -> Omraade:
    goals = tuple(zip("abc", draw.sample(MAAL, 3), strict=True))
    shares = []
    for letter, _text in goals[: draw.randint(2, 3)]:
        low, up = draw.randint(20, 50), draw.randint(3, 15)
        start = f"Andelen af {draw.choice(HVEM)}, som trives, stiger fra {low},{draw.randint(1, 9)} % i 2019"
        sentence = f"{start} til {low + up} % i 2024"
        shares.append(Kriterium(sentence, (float(low + up),), draw.choice(KILDER), letter))
    return Omraade(
        name,
        tuple(_activity(draw, each) for each in activities),
        problem=f"Der er for få tilbud om {name.lower()}, og dem, der er, når ikke ud til alle.",
        formaal=f"Beboerne skal mærke en forskel, når det gælder {name.lower()}.",
        kommunal="Kommunens egne tilbud fortsætter, og planen bygger bro til dem.",
        maal=goals if runde != "2011" else (),
        kriterier=tuple(shares) if runde != "2011" else (),
        parter=(("Centerchef", "Havneby Kommune"), ("Direktør", "Boligselskabet Fjorden")),
        beloeb=(draw.randint(20, 90) * 100_000, draw.randint(8, 40) * 50_000) if runde != "2011" else None,
    )


def _activity(draw: random.Random, name: str) -> Aktivitet:
    criteria = []
    for _index in range(draw.randint(2, 4)):
        value = draw.randint(5, 220)
        criteria.append(
            Kriterium(f"{value} {draw.choice(HVEM)} {draw.choice(HVAD)}", (float(value),), draw.choice(KILDER))
        )
    staff = []
    for role in draw.sample(ROLLER, draw.randint(1, 2)):
        hours = draw.randint(2, 30)
        staff.append((role, f"{hours} timer/uge", float(hours), None))
    who = draw.choice(HVEM)
    return Aktivitet(
        name,
        {
            "content": f"{name} holder åbent to eftermiddage om ugen. Medarbejderen taler med {who} og følger op.",
            "purpose": f"At {who} får mere at stå imod med og flere at være sammen med.",
            "target_group": f"{who.capitalize()} i området, som ikke selv finder vej til andre tilbud.",
            "organisation": "Sekretariatslederen har ansvaret, og medarbejderen står for det daglige.",
            "anchoring": "Frivillige tager over, når planen slutter.",
            "local_evaluation": "Styregruppen drøfter aktiviteten hvert år.",
        },
        tuple(criteria),
        tuple(staff),
        tuple(draw.sample(PARTNERE, draw.randint(2, 4))),
    )
