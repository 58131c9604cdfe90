"""The states of a report, the steps between them, and what may be judged in it."""

from django.db.models import TextChoices

from indsatser.choices import Milepaeltilstand, Tilstand


class Indberetningstilstand(TextChoices):
    """Where a report is on its road."""

    KLADDE = "kladde", "Kladde"
    TIL_GODKENDELSE = "til_godkendelse", "Til godkendelse"
    GODKENDT = "godkendt", "Godkendt"
    INDSENDT = "indsendt", "Indsendt"
    RETUR = "retur", "Sendt retur"
    GENINDSENDT = "genindsendt", "Genindsendt"


T = Indberetningstilstand
SKRIVES = frozenset({T.KLADDE, T.RETUR})
"""The states in which its texts can be changed."""
SENDT = frozenset({T.INDSENDT, T.GENINDSENDT})
FAST = frozenset({T.GODKENDT, *SENDT})
"""The states somebody with the right has answered for."""


MILEPAELSPLAN = "milepaelsplan"
"""The report that goes a road of its own: it never stands as sent here, it is approved elsewhere."""


class Trinart(TextChoices):
    """What can be done with a report. The value stands in the address."""

    TIL_GODKENDELSE = "til-godkendelse", "Sendt til godkendelse"
    HENT_TILBAGE = "hent-tilbage", "Hentet tilbage"
    AFVIS = "afvis", "Ikke godkendt"
    GODKEND = "godkend", "Godkendt"
    INDSEND = "indsend", "Indsendt"
    RETUR = "retur", "Kommet retur"
    GENAABN = "genaabn", "Åbnet igen"


class Omfang(TextChoices):
    """What is open again after a report was sent."""

    TEKST = "tekst", "Kun teksterne"
    ALT = "alt", "Tekster og tal"


class Vurderingsart(TextChoices):
    """What a text in a report is about."""

    RAPPORT = "rapport", "Rapporten som helhed"
    KRITERIUM = "kriterium", "Succeskriterium"
    AKTIVITET = "aktivitet", "Aktivitet"
    MILEPAEL = "milepael", "Milepæl"
    POST = "post", "Post i budgettet"


class Vurderet(TextChoices):
    """What a person may judge: the states that say how it goes, in the words the computed ones have."""

    OPFYLDT = Tilstand.OPFYLDT.value, Tilstand.OPFYLDT.label
    PAA_VEJ = Tilstand.PAA_VEJ.value, Tilstand.PAA_VEJ.label
    BAGUD = Tilstand.BAGUD.value, Tilstand.BAGUD.label
    IKKE_OPFYLDT = Tilstand.IKKE_OPFYLDT.value, Tilstand.IKKE_OPFYLDT.label


class Milepaelsvurderet(TextChoices):
    """What a person may judge of a milestone. That one is dropped is a step of its own, with its reason."""

    NAAET = Milepaeltilstand.NAAET.value, Milepaeltilstand.NAAET.label
    I_GANG = Milepaeltilstand.I_GANG.value, Milepaeltilstand.I_GANG.label
    FORSINKET = Milepaeltilstand.FORSINKET.value, Milepaeltilstand.FORSINKET.label
    IKKE_STARTET = Milepaeltilstand.IKKE_STARTET.value, Milepaeltilstand.IKKE_STARTET.label


VURDERINGER = [*Vurderet.choices, *Milepaelsvurderet.choices]
"""Whatever may be judged of anything. No value stands in both."""
BEREGNEDE = [*Tilstand.choices, *Milepaeltilstand.choices]
"""Whatever may be computed of anything, and so proposed."""
NAVNE = dict(BEREGNEDE)
"""What each state is called."""


def valg_for(kind: str) -> list[tuple[str, str]]:
    """What may be judged of a kind of thing; none where words are all there is."""
    found: dict[str, list[tuple[str, str]]] = {
        Vurderingsart.KRITERIUM: Vurderet.choices,
        Vurderingsart.AKTIVITET: Vurderet.choices,
        Vurderingsart.MILEPAEL: Milepaelsvurderet.choices,
    }
    return found.get(kind, [])
