"""One row of every kind that can be edited, all in one plan, and how a new one of each is filled in."""

from collections.abc import Callable
from typing import Any

from indsatser.models import Succeskriterium
from tests.indsatser import factories as i
from tests.plans import factories as p

Maker = Callable[[Any], Any]


def _delaftale(plan: Any) -> Any:
    return plan.delaftaler.first() or p.DelaftaleFactory(helhedsplan=plan)


def _aktivitet(plan: Any) -> Any:
    delaftale = _delaftale(plan)
    return delaftale.aktiviteter.first() or i.AktivitetFactory(delaftale=delaftale)


def _kriterium(plan: Any) -> Any:
    found = Succeskriterium.objects.filter(helhedsplan=plan).first()
    return found or i.SucceskriteriumFactory(aktivitet=_aktivitet(plan))


def _projekt(plan: Any) -> Any:
    return plan.lokalprojekter.first() or i.LokalprojektFactory(helhedsplan=plan)


def _initiativ(plan: Any) -> Any:
    return plan.initiativer.first() or i.InitiativFactory(helhedsplan=plan)


def _organ(plan: Any) -> Any:
    return plan.organer.first() or p.OrganFactory(helhedsplan=plan)


def _moede(plan: Any) -> Any:
    return p.MoedeFactory(organ=_organ(plan))


RAEKKER: dict[str, Maker] = {
    "helhedsplan": lambda plan: plan,
    "afsnit": lambda plan: p.AfsnitFactory(helhedsplan=plan),
    "part": lambda plan: p.PartFactory(helhedsplan=plan),
    "bilag": lambda plan: p.BilagFactory(helhedsplan=plan),
    "fravalg": lambda plan: p.FravalgFactory(
        helhedsplan=plan, indsatsomraade=p.IndsatsomraadeFactory(runde=plan.bevillingsrunde)
    ),
    "afdelingsdeltagelse": lambda plan: p.AfdelingsdeltagelseFactory(helhedsplan=plan),
    "delaftale": _delaftale,
    "uoverensstemmelse": lambda plan: p.UoverensstemmelseFactory(helhedsplan=plan),
    "organ": _organ,
    "organmedlem": lambda plan: p.OrganmedlemFactory(organ=_organ(plan)),
    "moede": _moede,
    "dagsordenspunkt": lambda plan: p.DagsordenspunktFactory(moede=_moede(plan)),
    "punktbilag": lambda plan: p.PunktbilagFactory(dagsordenspunkt__moede=_moede(plan)),
    "opfoelgning": lambda plan: p.OpfoelgningFactory(moede=_moede(plan)),
    "beslutning": lambda plan: p.BeslutningFactory(helhedsplan=plan),
    "finansieringskilde": lambda plan: p.FinansieringskildeFactory(helhedsplan=plan),
    "budgetpost": lambda plan: p.BudgetpostFactory(helhedsplan=plan),
    "budgetbeloeb": lambda plan: p.BudgetbeloebFactory(
        budgetpost=p.BudgetpostFactory(helhedsplan=plan), kilde=p.FinansieringskildeFactory(helhedsplan=plan)
    ),
    "forbrug": lambda plan: p.ForbrugFactory(budgetpost=p.BudgetpostFactory(helhedsplan=plan)),
    "regnskabsaar": lambda plan: p.RegnskabsaarFactory(helhedsplan=plan),
    "overfoersel": lambda plan: p.OverfoerselFactory(helhedsplan=plan),
    "omdisponering": lambda plan: p.OmdisponeringFactory(helhedsplan=plan),
    "medlemskab": lambda plan: p.MedlemskabFactory(helhedsplan=plan),
    "maal": lambda plan: i.MaalFactory(delaftale=_delaftale(plan)),
    "aktivitet": _aktivitet,
    "aktivitetsmaal": lambda plan: i.AktivitetsmaalFactory(aktivitet=_aktivitet(plan)),
    "planlagtaktivitet": lambda plan: i.PlanlagtAktivitetFactory(delaftale=_delaftale(plan)),
    "medarbejderressource": lambda plan: i.MedarbejderressourceFactory(helhedsplan=plan, aktivitet=_aktivitet(plan)),
    "stilling": lambda plan: i.StillingFactory(helhedsplan=plan),
    "samarbejdsrelation": lambda plan: i.SamarbejdsrelationFactory(helhedsplan=plan, aktivitet=_aktivitet(plan)),
    "succeskriterium": _kriterium,
    "referencevaerdi": lambda plan: i.ReferencevaerdiFactory(kriterium=_kriterium(plan)),
    "maalaendring": lambda plan: i.MaalaendringFactory(kriterium=_kriterium(plan)),
    "milepael": lambda plan: i.MilepaelFactory(helhedsplan=plan, aktivitet=_aktivitet(plan)),
    "milepaelsplan": lambda plan: i.MilepaelsplanFactory(helhedsplan=plan),
    "milepaelsplanlinje": lambda plan: i.MilepaelsplanlinjeFactory(milepaelsplan__helhedsplan=plan),
    "evaluering": lambda plan: i.EvalueringFactory(helhedsplan=plan),
    "indikatorvaerdi": lambda plan: i.IndikatorvaerdiFactory(helhedsplan=plan),
    "lokalprojekt": _projekt,
    "lokalprojekttrin": lambda plan: i.LokalprojekttrinFactory(lokalprojekt=_projekt(plan)),
    "lokalprojektopgave": lambda plan: i.LokalprojektopgaveFactory(lokalprojekt=_projekt(plan)),
    "lokalprojektudgift": lambda plan: i.LokalprojektudgiftFactory(lokalprojekt=_projekt(plan)),
    "initiativ": _initiativ,
    "bevilling": lambda plan: i.BevillingFactory(initiativ=_initiativ(plan)),
}
"""How a row of each kind is made in a plan."""


def raekke(art: str, plan: Any) -> Any:
    """A row of the kind in the plan."""
    return RAEKKER[art](plan)
