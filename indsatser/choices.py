"""The closed lists of the work: what a criterion can look like, what state it can be in.

Values are stored; labels are what users read. Sources: domain.md §5.1 (forms), design.md §4 (states).
"""

from django.db.models import TextChoices


class Kriterieform(TextChoices):
    """The sixteen forms a succeskriterium takes in real agreements (F1-F16)."""

    ANDEL = "andel", "Andel fra–til"  # F1: 21,3 % (2016) → 15 % (2022)
    ANDEL_MINDST = "andel_mindst", "Andel, mindst/højst"  # F2: mindst 70 % i 2020
    RELATIV = "relativ", "Ændring i procent af udgangspunktet"  # F3: +25 % i forhold til snit af sidste fem møder
    HALVERING = "halvering", "Halvering"  # F4: udgiften til hærværk halveres
    ANTAL_I_VINDUE = "antal_i_vindue", "Antal inden for et tidsrum"  # F5: 1.750 samtaler på 17 mdr.
    ANTAL_PR_AAR = "antal_pr_aar", "Antal hvert år"  # F6: 35 unge hvert år
    GENNEMSNIT = "gennemsnit", "Gennemsnit pr. gang, uge eller forløb"  # F7: 12 deltagere pr. kursus
    SAMMENSAT = "sammensat", "Sammensat af flere delmål"  # F8: 8 arrangementer med i snit 18
    JA_NEJ = "ja_nej", "Ja/nej – er det sket?"  # F9: en fælles strategi foreligger
    RETNING = "retning", "Kun retning"  # F10: færre ledige boliger end 137
    FASTHOLDELSE = "fastholdelse", "Fastholdelse efter en tid"  # F11: 75 % har job efter 1 år
    SPOERGESKEMA = "spoergeskema", "Andel i spørgeskema"  # F12: 50 % af beboerne er tilfredse
    RELATIV_FRA_FOERSTE_MAALING = "relativ_foerste", "Ændring i procent fra første måling"  # F13: frafald -10 %
    LOVGRAENSE = "lovgraense", "Grænse fastsat ved lov"  # F14: ikke på ghettolisten; under 40 %
    KVALITATIV = "kvalitativ", "Vurderes i ord"  # F15: bedre samarbejde
    VISION = "vision", "Vision, scores ikke"  # F16: nærmer sig kommunens gennemsnit


class Retning(TextChoices):
    """Which way is better."""

    STIGE = "stige", "skal stige"
    FALDE = "falde", "skal falde"
    NAA = "naa", "skal nås"
    FASTHOLDE = "fastholde", "skal fastholdes"


class Operator(TextChoices):
    """How the value is held against the target."""

    MINDST = "mindst", "mindst"
    HOEJST = "hoejst", "højst"
    LIG = "lig", "præcis"
    OVER = "over", "over"
    UNDER = "under", "under"
    MELLEM = "mellem", "mellem"
    CIRKA = "cirka", "ca."


class Sammenlaegning(TextChoices):
    """How several measurements become the one value that is judged."""

    SUM = "sum", "lægges sammen i tidsrummet"
    SENESTE = "seneste", "den seneste gælder"
    MIDDEL = "middel", "vægtet gennemsnit"
    AARLIG = "aarlig", "begynder forfra hvert år"


class Tilstand(TextChoices):
    """The state of a criterion on a given day. Ours, not Landsbyggefondens."""

    OPFYLDT = "opfyldt", "Opfyldt"
    PAA_VEJ = "paa_vej", "På vej"
    BAGUD = "bagud", "Bagud"
    IKKE_OPFYLDT = "ikke_opfyldt", "Ikke opfyldt"
    IKKE_MAALT = "ikke_maalt", "Ikke målt endnu"
    KAN_IKKE_OPGOERES = "kan_ikke_opgoeres", "Kan ikke opgøres"
    VURDERES = "vurderes", "Vurderes"
    UDGAAET = "udgaaet", "Udgået"


class Skoen(TextChoices):
    """A person's judgement of something that cannot be counted."""

    NAAET = "naaet", "Nået"
    DELVIST = "delvist", "Delvist nået"
    IKKE_NAAET = "ikke_naaet", "Ikke nået"


class Maalingsart(TextChoices):
    """Why a measurement was made (BolivVejle: start, midtvejs, slut)."""

    START = "start", "Startmåling"
    LOEBENDE = "loebende", "Løbende"
    MIDTVEJS = "midtvejs", "Midtvejsmåling"
    SLUT = "slut", "Slutmåling"


class Logart(TextChoices):
    """What a line in the counting log counts."""

    UNIKKE = "unikke", "forskellige personer"
    BESOEG = "besoeg", "fremmøder"
    ANTAL = "antal", "stk."


class Milepaeltilstand(TextChoices):
    """domain.md §3.5."""

    IKKE_STARTET = "ikke_startet", "Ikke startet"
    I_GANG = "i_gang", "I gang"
    NAAET = "naaet", "Nået"
    FORSINKET = "forsinket", "Forsinket"
    BORTFALDET = "bortfaldet", "Bortfaldet"


class Milepaelsskiftart(TextChoices):
    """What a step of a milestone changed."""

    FLYTTET = "flyttet", "Flyttet"
    TILSTAND = "tilstand", "Ny tilstand"


class Milepaelsplantilstand(TextChoices):
    """How far next year's milestones have come; domain.md §1.4: made and approved in the fourth quarter."""

    KLADDE = "kladde", "Kladde"
    TIL_BESTYRELSEN = "til_bestyrelsen", "Til bestyrelsen"
    GODKENDT = "godkendt", "Godkendt"
    SENDT = "sendt", "Sendt"


class Planlinjeart(TextChoices):
    """Where a line of a milepælsplan comes from."""

    PLANLAGT = "planlagt", "Står allerede i året"
    FLYTTES = "flyttes", "Flyttes med"
    GENTAGES = "gentages", "Gentages"
    NY = "ny", "Ny"


class Ressourceenhed(TextChoices):
    """How staffing is stated in the agreement."""

    AARSVAERK = "aarsvaerk", "årsværk"
    TIMER_PR_UGE = "timer_pr_uge", "timer pr. uge"
    TIMER = "timer", "timer i alt"
    ANTAL = "antal", "personer"


class Stillingsart(TextChoices):
    """Which staff a role belongs to (domain.md §7.1: the boligsociale årsværk are counted by themselves)."""

    BOLIGSOCIAL = "boligsocial", "boligsocial medarbejder"
    ANDEN = "anden", "anden medarbejder"
