"""The small vocabulary that grammar rests on: verbs, words that end a noun phrase, adjectives that matter."""

import re
from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Infinitives that form -er, -es, -ede, -et; irregular forms are listed below.
_REGULAR: Final = _words(
    """
    tilbyde deltage gennemføre afholde etablere oprette uddanne rekruttere tilknytte fastholde kontakte vejlede
    rådgive guide hjælpe støtte besøge opnå opleve føle vurdere svare angive mene kende bruge benytte anvende læse
    modtage starte begynde påbegynde afslutte fuldføre indgå indfri opfylde udarbejde lave udvikle udgive udsende
    bringe omtale udkomme engagere involvere inddrage henvise introducere præsentere klare forbedre mindske reducere
    nedbringe øge styrke følge passe løse arbejde ansætte ansøge søge skabe danne åbne indvie anlægge bygge plante
    gøre flytte bo mødes samle samles tilmelde melde indmelde udmelde optage indskrive indsluse henvende tage holde
    komme lære cykle svømme aktivere motivere medvirke bidrage planlægge arrangere udføre varetage drive lede
    igangsætte implementere formulere beskrive vedtage godkende nedsætte stifte hjemtage bevilge uddele visitere
    screene teste måle registrere tælle forlade overgå udsluse udskrive bestå stige falde vokse ligge udgøre omfatte
    rumme nå sikre forpligte oplyse udtrykke rapportere tilkendegive anbefale trives synes tro vide ønske forvente
    fungere overtage videreføre forankre mestre fremmøde stemme vælge opsøge opstarte realisere forhindre forebygge
    undgå sigte dømme anmelde sende gå køre låne handle sælge dyrke spise lege spille danse synge træne løbe bade
    passere konfirmere tilslutte orientere informere aktualisere annoncere lokke opfordre oplære certificere omskole
    afklare matche afprøve bortvise rykke brobygge betjene bemande mentor gavne lykkes stå hedde
    """
)
_IRREGULAR: Final = _words(
    """
    er have få nå være se finde var været blive bliver blev blevet har havde haft får fik fået kan kunne skal skulle
    vil ville må måtte bør kommer kom kommet går gik gået tager tog taget deltog holder holdt afholdt fastholdt
    indgik indgået ser så set siger sagde giver gav givet finder fandt fundet står stod stået ligger lå ligget
    sidder gør gjorde gjort hjulpet hjalp bragt bringer nåede nået når skrevet skriver skrev valgt valgte lært læst
    løst brugt kendt søgt solgt bygget anlagt ansat nedsat nedbragt mødes mødtes mødt modtog modtaget tilbudt
    tilbydes vundet bor boet flyttet begyndt tilknyttet uddannet gennemført afsluttet fuldført trives ved vidste
    lyder bestod bestået består drives drevet stiftet stiger steg steget falder faldt faldet løber oplever føler
    mener kender passer indfriet opstartet stemmer siges faar overgået rykket rykker
    """
)
# What also is a noun or an adjective, more often than a verb.
_NOUNS: Final = _words(
    """
    løbe mål handle leder lege lånet møde kender start støtte besøg hold arbejde arbejdet bo brug pas følge bade
    passet lån træt spil dans guider mentor guide lavt lave stemmer tilbud svar rådgiver samlet samlede
    """
)


def _forms(infinitive: str) -> set[str]:
    stem = infinitive[:-1] if infinitive.endswith("e") else infinitive
    if infinitive.endswith("s"):
        return {infinitive}
    ends = ("e", "er", "es", "ede", "et", "te", "t") if stem != infinitive else ("", "r", "s", "ede", "et")
    return {stem + end for end in ends}


VERBUM: Final = _IRREGULAR | (frozenset(form for verb in _REGULAR for form in _forms(verb)) - _NOUNS)
STOP: Final = _words(
    """
    i på til fra for med af om ved under over efter inden hos mellem blandt gennem igennem uden omkring mod imod
    siden som der og eller samt men hvor hvoraf heraf deraf herunder at end når hvis så derudover udover pr per hver
    hvert ikke også mindst højst kun ca cirka à a hvorved idet da fordi mens igen videre ud ind op ned hjem væk hen
    sammen stadig fortsat jævnligt årligt ugentligt månedligt dagligt gennemsnitligt regelmæssigt løbende via
    vedrørende vedr inkl incl ekskl bl dvs fx f.eks det den de dem sig sin sit sine deres hendes hans vores man vi
    jeg du alle min minimum max maks foruden henover maksimum nu dag allerede mere oftere alene forud
    """
)
# Nominalised adjectives: words that look like adjectives and name people.
PERSONER: Final = _words(
    """
    aktive ansatte arbejdsløse besøgende dansktalende deltagende dømte døve engagerede enlige fastboende flygtede
    fremmødte frivillige ikke-voksne indsatte kriminelle langtidsledige ledige nyankomne pårørende sigtede
    småbørnsforældre spillende studerende syge tilmeldte udefrakommende udsatte udviklingshæmmede unge voksne ældre
    """
)
KEPT_ADJECTIVES: Final = _words("ledige unikke forskellige frivillige tomme kriminelle")
_ADJECTIVE_END: Final = re.compile(
    r"(?:ige|ske|ede|ende|nye|nyt|ige|lige|iske|elle|ale|ære|ive|bare|parate|løse|somme|aktive|store|små|gode)$"
)
_ADJECTIVES: Final = _words(
    """
    ny nye nyt lokal lokale lokalt aktiv aktive unik unikke udsat udsatte fast faste stor store små større mindre
    god gode positiv positive personlig personlige fælles social sociale selvkørende socialøkonomiske private privat
    offentlige offentlig kommunale ordinær ordinære ordinært relevant relevante ekstra flere færre hele halve
    tidligere kommende yderligere øvrige andre svage stærke ressourcestærke ressourcesvage sårbare isolerede ensomme
    etniske danske nydanske somaliske arabiske tosprogede ikke-uddannelsesparate uddannede konkrete interne eksterne
    åbne lukkede grønne sunde kreative kulturelle boligsociale arbejdsparate forskellige samlede enkelte
    individuelle årlige ugentlige månedlige årlig ugentlig månedlig tværgående hjemmeboende nyindflyttede velbesøgte
    beboerdrevne beboerdrevet frivilligt almene stk
    """
)


def is_adjective(word: str) -> bool:
    """Whether the word is likely to describe the noun after it."""
    return word in _ADJECTIVES or bool(_ADJECTIVE_END.search(word))


def is_verb(word: str) -> bool:
    """Whether the word is a verb: listed, or in the passive ("rekrutteres")."""
    if word in VERBUM:
        return True
    return len(word) > 5 and word.endswith(("eres", "tes", "des", "ges")) and not word.endswith(("ernes", "enes"))
