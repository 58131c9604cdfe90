"""The constraints of milestones' steps and of milepælsplaner, as `tests/indsatser/test_rules.py` tries them."""

from datetime import date
from decimal import Decimal

from indsatser.choices import Milepaelsskiftart, Milepaeltilstand
from tests.indsatser import factories as f
from tests.plans.factories import BeslutningFactory
from tests.rules import Rule


def _approved(row):
    return {
        "state": "godkendt",
        "decided_on": date(2018, 12, 1),
        "beslutning": BeslutningFactory(helhedsplan=row.helhedsplan),
        "frozen": {"linjer": []},
        "checksum": "0" * 64,
    }


def _approved_plan(row):
    return f.MilepaelsplanFactory(helhedsplan=row.helhedsplan, year=2020, godkendt=True)


def _revises(was):
    return {"helhedsplan": was.helhedsplan, "year": was.year, "revises": was, "revision_reason": "Konsulenten er syg."}


def _source(row):
    return f.MilepaelFactory(helhedsplan=row.milepaelsplan.helhedsplan)


def _counted(row):
    kriterium = f.SucceskriteriumFactory(aktivitet__delaftale__helhedsplan=row.helhedsplan)
    return {"kriterium": kriterium, "aktivitet": kriterium.aktivitet, "target_number": Decimal(10)}


MILEPAELSREGLER = [
    Rule(
        "indsatser_milepael_counted_once",
        f.MilepaelFactory,
        "Antallet tælles enten af et kriterium eller af loggen, ikke af begge.",
        refused=lambda row: _counted(row) | {"log_kind": "antal"},
        allowed=lambda row: _counted(row) | {"kriterium": None, "log_kind": "antal"},
        at="log_kind",
    ),
    Rule(
        "indsatser_milepael_log_has_activity",
        f.MilepaelFactory,
        "Vælg den aktivitet, hvis log der tælles i.",
        refused={"log_kind": "antal", "target_number": Decimal(10)},
        allowed=lambda row: _counted(row) | {"kriterium": None, "log_kind": "antal"},
        at="log_kind",
    ),
    Rule(
        "indsatser_milepael_counted_to_a_number",
        f.MilepaelFactory,
        "Skriv det antal, der skal nås, når det skal tælles.",
        refused=lambda row: _counted(row) | {"target_number": None},
        allowed=_counted,
        at="target_number",
    ),
    Rule(
        "indsatser_milepael_not_split_from_itself",
        f.MilepaelFactory,
        "En milepæl kan ikke være delt fra sig selv.",
        refused=lambda row: {"split_from": row},
        allowed=lambda row: {"split_from": f.MilepaelFactory(helhedsplan=row.helhedsplan)},
        at="split_from",
    ),
    Rule(
        "indsatser_milepaelsskift_move_says_why",
        f.MilepaelsskiftFactory,
        "Skriv, hvorfor milepælen flyttes.",
        refused={"reason": ""},
        allowed={"reason": "", "from_quarter": None},
        at="reason",
    ),
    Rule(
        "indsatser_milepaelsskift_dropping_says_why",
        f.MilepaelsskiftFactory,
        "Skriv, hvorfor milepælen bortfalder.",
        start={"kind": Milepaelsskiftart.TILSTAND, "from_state": "i_gang", "to_state": "i_gang"},
        refused={"to_state": Milepaeltilstand.BORTFALDET, "reason": ""},
        allowed={"to_state": Milepaeltilstand.BORTFALDET, "reason": "Løst på anden måde."},
        at="reason",
    ),
    Rule(
        "indsatser_milepaelsskift_state_has_day",
        f.MilepaelsskiftFactory,
        "En ny tilstand har en dag, den gælder fra.",
        refused={"kind": Milepaelsskiftart.TILSTAND, "to_state": Milepaeltilstand.I_GANG, "day": None},
        allowed={
            **dict.fromkeys(("from_year", "from_quarter", "to_year", "to_quarter")),
            "kind": Milepaelsskiftart.TILSTAND,
            "to_state": Milepaeltilstand.I_GANG,
        },
        at="day",
    ),
    Rule(
        "indsatser_milepaelsplan_one_a_year",
        f.MilepaelsplanFactory,
        "Planen har allerede en milepælsplan for det år.",
        refused=lambda row: {"year": f.MilepaelsplanFactory(helhedsplan=row.helhedsplan, year=2020).year},
        allowed={"year": 2021},
        at="year",
    ),
    Rule(
        "indsatser_milepaelsplan_revised_once",
        f.MilepaelsplanFactory,
        "Der er allerede en revision af den milepælsplan.",
        refused=lambda row: _revises(f.MilepaelsplanFactory(**_revises(_approved_plan(row))).revises),
        allowed=lambda row: _revises(_approved_plan(row)),
        at="revises",
    ),
    Rule(
        "indsatser_milepaelsplan_revision_says_why",
        f.MilepaelsplanFactory,
        "En revideret milepælsplan siger, hvad den erstatter og hvorfor.",
        refused=lambda row: _revises(_approved_plan(row)) | {"revision_reason": ""},
        allowed=lambda row: _revises(_approved_plan(row)),
        at="revision_reason",
    ),
    Rule(
        "indsatser_milepaelsplan_frozen_whole",
        f.MilepaelsplanFactory,
        "En godkendt milepælsplan har dato, beslutning og sine linjer.",
        refused=lambda row: _approved(row) | {"frozen": None},
        allowed=_approved,
        at="state",
    ),
    Rule(
        "indsatser_milepaelsplan_sent_has_day",
        f.MilepaelsplanFactory,
        "Skriv, hvilken dag milepælsplanen er sendt.",
        refused=lambda row: _approved(row) | {"state": "sendt"},
        allowed=lambda row: _approved(row) | {"state": "sendt", "sent_on": date(2018, 12, 5)},
        at="sent_on",
    ),
    Rule(
        "indsatser_milepaelsplanlinje_source_once",
        f.MilepaelsplanlinjeFactory,
        "Milepælen står allerede i milepælsplanen.",
        refused=lambda row: {
            "kind": "planlagt",
            "source": f.MilepaelsplanlinjeFactory(
                milepaelsplan=row.milepaelsplan, kind="planlagt", source=_source(row)
            ).source,
        },
        allowed=lambda row: {"kind": "planlagt", "source": _source(row)},
        at="source",
    ),
    Rule(
        "indsatser_milepaelsplanlinje_new_or_from",
        f.MilepaelsplanlinjeFactory,
        "Kun en ny linje kommer ikke fra en milepæl.",
        refused={"kind": "planlagt"},
        allowed=lambda row: {"kind": "planlagt", "source": _source(row)},
        at="source",
    ),
    Rule(
        "indsatser_milepaelsplanlinje_move_says_why",
        f.MilepaelsplanlinjeFactory,
        "Skriv, hvorfor milepælen flyttes med.",
        refused=lambda row: {"kind": "flyttes", "source": _source(row)},
        allowed=lambda row: {"kind": "flyttes", "source": _source(row), "reason": "Ikke nået i 2018."},
        at="reason",
    ),
]
