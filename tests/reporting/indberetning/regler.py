"""The named constraints of a report on its road (tests/reporting/test_rules.py tries them)."""

from reporting.indberetning.valg import Trinart
from tests.plans.factories import BeslutningFactory
from tests.reporting import factories as f
from tests.rules import Rule

WHY, OPENS = "Skriv hvorfor.", "Vælg, om kun teksterne eller også tallene åbnes."
OTHERWISE = {"judgement": "opfyldt", "computed": "bagud"}

INDBERETNINGSREGLER = [
    Rule(
        "reporting_indberetning_one_a_period",
        f.IndberetningFactory,
        "Planen har allerede den indberetning for perioden.",
        refused=lambda row: {"year": f.IndberetningFactory(helhedsplan=row.helhedsplan, year=2020).year},
        allowed=lambda row: {"year": f.IndberetningFactory(year=2020).year},
        at="year",
    ),
    Rule(
        "reporting_indberetning_decision_only_when_approved",
        f.IndberetningFactory,
        "Kun en godkendt indberetning hviler på en beslutning.",
        refused=lambda row: {"beslutning": BeslutningFactory(helhedsplan=row.helhedsplan)},
        allowed=lambda row: {"beslutning": BeslutningFactory(helhedsplan=row.helhedsplan), "state": "godkendt"},
        at="beslutning",
    ),
    Rule(
        "reporting_indberetningstrin_says_why",
        f.IndberetningstrinFactory,
        WHY,
        refused={"kind": Trinart.AFVIS},
        allowed={"kind": Trinart.AFVIS, "note": "Et tal mangler."},
        at="note",
    ),
    Rule(
        "reporting_indberetningstrin_says_what_opens",
        f.IndberetningstrinFactory,
        OPENS,
        refused={"kind": Trinart.GENAABN, "note": "Et tal mangler."},
        allowed={"kind": Trinart.GENAABN, "note": "Et tal mangler.", "scope": "tekst"},
        at="scope",
    ),
    Rule(
        "reporting_indberetningstrin_sent_as_an_edition",
        f.IndberetningstrinFactory,
        "Det, der er indsendt, ligger som en udgave.",
        refused={"kind": Trinart.INDSEND},
        allowed=lambda row: {"kind": Trinart.INDSEND, "udgave": f.UdgaveFactory()},
        at="udgave",
    ),
    Rule(
        "reporting_vurdering_one_of_each",
        f.VurderingFactory,
        "En anden har skrevet om det samme, mens du skrev. Åbn siden igen.",
        refused=lambda row: {"target_uuid": f.VurderingFactory(indberetning=row.indberetning).target_uuid},
        allowed=lambda row: {"target_uuid": f.VurderingFactory().target_uuid},
        at="target_uuid",
    ),
    Rule(
        "reporting_vurdering_otherwise_says_why",
        f.VurderingFactory,
        "Skriv, hvorfor det vurderes anderledes end beregnet.",
        refused=OTHERWISE,
        allowed=OTHERWISE | {"reason": "Resten kom i januar."},
        at="reason",
    ),
    Rule(
        "reporting_vurdering_judges_what_can_be",
        f.VurderingFactory,
        "Det kan ikke vurderes sådan. Rapporten som helhed og poster vurderes i ord.",
        refused={"kind": "milepael", "judgement": "opfyldt"},
        allowed={"kind": "milepael", "judgement": "naaet"},
        at="judgement",
    ),
    Rule(
        "reporting_kontrolsvar_one_a_warning",
        f.KontrolsvarFactory,
        "En anden har svaret på advarslen, mens du skrev. Åbn siden igen.",
        refused=lambda row: {"key": f.KontrolsvarFactory(indberetning=row.indberetning).key},
        allowed=lambda row: {"key": f.KontrolsvarFactory().key},
        at="key",
    ),
]
