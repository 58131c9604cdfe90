"""The agreement: plan, delaftaler, money, organs, people and the trail."""

from plans.models.adgang import Medlemskab, User
from plans.models.aftale import Afsnit, Bilag, Fravalg, Part, Uoverensstemmelse
from plans.models.baggrund import Baggrundsopgave
from plans.models.base import PlanScopedQuerySet, Retirable, RetirableQuerySet, Tracked, UdenCpr
from plans.models.delaftale import Delaftale
from plans.models.dokument import Dokumentfelt, Dokumentfil
from plans.models.haendelse import Feltaendring, Haendelse
from plans.models.helhedsplan import Afdelingsdeltagelse, Helhedsplan
from plans.models.indlaesning import Indlaest
from plans.models.kladde import Kladde, Tilstedevaerelse
from plans.models.moede import Kalenderadresse, Opfoelgning, Punktbilag
from plans.models.moedemateriale import Moedemateriale
from plans.models.oekonomi import Budgetbeloeb, Budgetpost, Finansieringskilde, Forbrug, Omdisponering
from plans.models.organ import Beslutning, Dagsordenspunkt, Moede, Organ, Organmedlem
from plans.models.regnskab import Importprofil, Overfoersel, Regnskabsaar, Regnskabsimport
from plans.models.runde import Afsnitsskabelon, Bevillingsrunde, Bilagskrav, Indsatsomraade
from plans.models.steder import Boligafdeling, Boligomraade, Boligorganisation, Kommune

__all__ = [
    "Afdelingsdeltagelse",
    "Afsnit",
    "Afsnitsskabelon",
    "Baggrundsopgave",
    "Beslutning",
    "Bevillingsrunde",
    "Bilag",
    "Bilagskrav",
    "Boligafdeling",
    "Boligomraade",
    "Boligorganisation",
    "Budgetbeloeb",
    "Budgetpost",
    "Dagsordenspunkt",
    "Delaftale",
    "Dokumentfelt",
    "Dokumentfil",
    "Feltaendring",
    "Finansieringskilde",
    "Forbrug",
    "Fravalg",
    "Haendelse",
    "Helhedsplan",
    "Importprofil",
    "Indlaest",
    "Indsatsomraade",
    "Kalenderadresse",
    "Kladde",
    "Kommune",
    "Medlemskab",
    "Moede",
    "Moedemateriale",
    "Omdisponering",
    "Opfoelgning",
    "Organ",
    "Organmedlem",
    "Overfoersel",
    "Part",
    "PlanScopedQuerySet",
    "Punktbilag",
    "Regnskabsaar",
    "Regnskabsimport",
    "Retirable",
    "RetirableQuerySet",
    "Tilstedevaerelse",
    "Tracked",
    "UdenCpr",
    "Uoverensstemmelse",
    "User",
]
