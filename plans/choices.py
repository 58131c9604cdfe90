"""The closed lists of the agreement. Values are stored; labels are what users read."""

from django.db.models import IntegerChoices, TextChoices


class Rolle(IntegerChoices):
    """What a member may do in a plan (domain.md §1.2). Ordered by power: a higher number includes the lower ones."""

    LAESER = 10, "Læser"  # bestyrelse, styregruppe, revisor
    MEDARBEJDER = 20, "Medarbejder"  # boligsocial medarbejder: own activities
    REDAKTOER = 30, "Redaktør"  # sekretariat
    PLANLEDER = 40, "Planleder"  # koordinator, sekretariatsleder


class Plantype(TextChoices):
    """A plan of its own, or one that others hang under."""

    HELHEDSPLAN = "helhedsplan", "Boligsocial helhedsplan"
    FAELLESSEKRETARIAT = "faellessekretariat", "Fællessekretariat"
    KOMMUNAL_INDSATS = "kommunal_indsats", "Kommunal indsats på tværs af planer"


class Planstatus(TextChoices):
    """The life cycle of domain.md §2. Attested words: prækvalificeret, afslag, tilsagn, forlængelse."""

    FORBEREDES = "forberedes", "Under forberedelse"
    PRAEKVALIFIKATION_INDSENDT = "praekvalifikation_indsendt", "Prækvalifikation indsendt"
    PRAEKVALIFICERET = "praekvalificeret", "Prækvalificeret"
    AFSLAG = "afslag", "Afslag"
    I_DIALOG = "i_dialog", "I dialog med Landsbyggefonden"
    AFTALE_INDSENDT = "aftale_indsendt", "Aftale indsendt"
    TILSAGN = "tilsagn", "Tilsagn"
    IGANGVAERENDE = "igangvaerende", "Igangværende"
    REVISION = "revision", "Revision under godkendelse"
    FORLAENGELSE_ANSOEGT = "forlaengelse_ansoegt", "Forlængelse ansøgt"
    FORLAENGET = "forlaenget", "Forlænget"
    AFSLUTTET = "afsluttet", "Afsluttet"
    REGNSKAB_GODKENDT = "regnskab_godkendt", "Regnskab godkendt"


class Deltagelse(TextChoices):
    """How a boligafdeling stands to a plan. LBF may drop one between prequalification and tilsagn (domain.md §1.4)."""

    MED = "med", "Med i planen"
    PRAEKVALIFICERET = "praekvalificeret", "Prækvalificeret"
    UDGAAET = "udgaaet", "Udgået før tilsagn"


class Partsart(TextChoices):
    KOMMUNE = "kommune", "Kommune"
    BOLIGORGANISATION = "boligorganisation", "Boligorganisation"
    FOND = "fond", "Fond"
    ANDEN = "anden", "Anden"


class Bilagstilstand(TextChoices):
    MANGLER = "mangler", "Mangler"
    KLADDE = "kladde", "Kladde"
    VEDLAGT = "vedlagt", "Vedlagt"
    IKKE_RELEVANT = "ikke_relevant", "Ikke relevant"


class Finansieringsart(TextChoices):
    """Who pays (domain.md §3.4)."""

    LBF = "lbf", "Landsbyggefonden"
    KOMMUNE = "kommune", "Kommune"
    BOLIGORGANISATION = "boligorganisation", "Boligorganisation"
    FOND = "fond", "Fond"
    ANDEN = "anden", "Anden"
    LOKAL = "lokal", "Lokal medfinansiering (ikke fordelt på parter)"


class Bidragsform(TextChoices):
    KONTANT = "kontant", "Kontant"
    TIMER = "timer", "Arbejdstid"


class Tilsagnstilstand(TextChoices):
    UOPLYST = "uoplyst", "Ikke oplyst"
    LOVET = "lovet", "Lovet"
    BEKRAEFTET = "bekraeftet", "Bekræftet"
    BETALT = "betalt", "Betalt"
    UBRUGT = "ubrugt", "Afsat, ikke brugt"


class Postart(TextChoices):
    """Rows of Landsbyggefondens budget (domain.md §3.4)."""

    PROJEKTORGANISATION = "projektorganisation", "Projektorganisation"
    DELAFTALE = "delaftale", "Delaftale"
    EVALUERING = "evaluering", "Evaluering"
    ANDEN = "anden", "Anden post"


class Niveau(TextChoices):
    """How serious something found is, the most serious first."""

    FEJL = "fejl", "Fejl"
    ADVARSEL = "advarsel", "Advarsel"
    OPLYSNING = "oplysning", "Oplysning"


class Udgiftsart(TextChoices):
    """Kinds of cost that a budget may be divided on; the fund's own list is not public (domain.md §3.4)."""

    LOEN = "loen", "Løn"
    AKTIVITETSMIDLER = "aktivitetsmidler", "Aktivitetsmidler"
    LOKALER = "lokaler", "Lokaler og drift"
    TRANSPORT = "transport", "Transport"
    MATERIALER = "materialer", "Materialer"
    UDDANNELSE = "uddannelse", "Kurser og kompetenceudvikling"
    REVISION = "revision", "Revision og administration"
    ANDET = "andet", "Andet"


class Organart(TextChoices):
    BESTYRELSE = "bestyrelse", "Bestyrelse"
    STYREGRUPPE = "styregruppe", "Styregruppe"
    FOELGEGRUPPE = "foelgegruppe", "Følgegruppe"
    ARBEJDSGRUPPE = "arbejdsgruppe", "Arbejdsgruppe"
    LEDELSE = "ledelse", "Ledelse"
    FORUM = "forum", "Forum"
    SEKRETARIAT = "sekretariat", "Sekretariat"
    AFDELINGSBESTYRELSE = "afdelingsbestyrelse", "Afdelingsbestyrelse"


class Medlemsart(TextChoices):
    MEDLEM = "medlem", "Medlem"
    FORMAND = "formand", "Formand"
    OBSERVATOER = "observatoer", "Observatør"
    AD_HOC = "ad_hoc", "Efter behov"


class Beslutningsart(TextChoices):
    TILTRAADT = "tiltraadt", "Tiltrådt"
    AFVIST = "afvist", "Afvist"
    UDSAT = "udsat", "Udsat"
    ORIENTERING = "orientering", "Taget til efterretning"


class Moedetilstand(TextChoices):
    """How far a meeting has come. A cancelled one stays where it was, so that nobody comes."""

    PLANLAGT = "planlagt", "Planlagt"
    INDKALDT = "indkaldt", "Indkaldt"
    AFHOLDT = "afholdt", "Afholdt"
    AFLYST = "aflyst", "Aflyst"


class Punktart(TextChoices):
    """What an item on an agenda asks of the meeting."""

    ORIENTERING = "orientering", "Orientering"
    DROEFTELSE = "droeftelse", "Drøftelse"
    BESLUTNING = "beslutning", "Beslutning"


class Handling(TextChoices):
    """What somebody did to an object."""

    OPRETTET = "oprettet", "Oprettet"
    AENDRET = "aendret", "Ændret"
    UDGAAET = "udgaaet", "Taget ud"
    GENINDSAT = "genindsat", "Genindsat"
    SLETTET = "slettet", "Slettet"


class Alvor(TextChoices):
    """How serious an inconsistency in the document is."""

    HOEJ = "hoej", "Høj"
    MIDDEL = "middel", "Middel"
    LAV = "lav", "Lav"
    IKKE_VURDERET = "", "Ikke vurderet"


class Godkendelse(TextChoices):
    """An answer that is needed before money on the reguleringskonto is used."""

    IKKE_SOEGT = "ikke_soegt", "Ikke søgt endnu"
    SOEGT = "soegt", "Søgt, afventer svar"
    GODKENDT = "godkendt", "Godkendt"
    AFSLAAET = "afslaaet", "Afslået"


class Importart(TextChoices):
    """What an export from another system is read as."""

    FORBRUG = "forbrug", "Forbrug fra regnskabet"
    OMRAADETAL = "omraadetal", "Områdetal fra en tabel"


class Importtilstand(TextChoices):
    """How far an import has come. What is discarded or undone is retired besides."""

    LAEST = "laest", "Læst, ikke gemt"
    GEMT = "gemt", "Gemt"


class Opgavetilstand(TextChoices):
    """How far a piece of background work has come."""

    VENTER = "venter", "Venter"
    I_GANG = "i_gang", "I gang"
    FAERDIG = "faerdig", "Færdig"
    FEJLET = "fejlet", "Fejlet"
    ANNULLERET = "annulleret", "Annulleret"
