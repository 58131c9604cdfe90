"""What each value of a reading is: which column of which row it becomes, what people call it, how it is corrected.

One table, and everything goes by it: the review's labels and forms, the passages, and what a new reading changes.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db import models

from indsatser.models import (
    Aktivitet,
    Aktivitetsmaal,
    Lokalprojekt,
    Lokalprojektopgave,
    Lokalprojekttrin,
    Lokalprojektudgift,
    Maal,
    Medarbejderressource,
    Milepael,
    PlanlagtAktivitet,
    Samarbejdsrelation,
    Succeskriterium,
)
from plans.choices import Finansieringsart
from plans.models import (
    Afdelingsdeltagelse,
    Afsnit,
    Bilag,
    Budgetbeloeb,
    Budgetpost,
    Delaftale,
    Finansieringskilde,
    Fravalg,
    Helhedsplan,
    Organ,
    Organmedlem,
    Part,
)

KODER: Final[dict[str, dict[str, str]]] = {
    "retning": {"increase": "skal stige", "decrease": "skal falde", "reach": "skal nås", "hold": "skal fastholdes"},
    "forhold": {
        ">=": "mindst", "<=": "højst", "gt": "over", "lt": "under", "=": "præcis", "between": "mellem", "ca.": "ca.",
    },
    "kriterieart": {
        "share": "andel", "count": "antal", "average": "gennemsnit", "relative_change": "ændring i procent",
        "event": "ja/nej: er det sket?", "qualitative": "vurderes i ord",
    },
    "bemandingsenhed": {"fte": "årsværk", "hours_per_week": "timer pr. uge", "persons": "personer"},
    "kildeart": dict(Finansieringsart.choices),
    "organart": {
        "board": "bestyrelse", "steering_group": "styregruppe", "management": "ledelse", "forum": "forum",
        "working_group": "arbejdsgruppe", "follow_up_group": "følgegruppe", "sekretariat": "sekretariat",
    },
}  # fmt: skip
"""Values the reader writes as codes, in the words of the program."""


@dataclass(frozen=True, slots=True)
class Felt:
    """What a value becomes. `column` "" : it decides something else, and has no column of its own.

    `koder` names the table of codes it is one of; `art` says how it is typed where no column tells: "tal", "heltal",
    "dato", "tid" or "tekst". `is_hidden`: nobody is asked, it follows its row.
    """

    label: str
    model: type[models.Model] | None = None
    column: str = ""
    koder: str = ""
    art: str = ""
    is_hidden: bool = False


def _skjult() -> Felt:
    return Felt("", is_hidden=True)


_KRITERIUM: Final = {
    "statement": Felt("kriterium", Succeskriterium, "statement"),
    "kind": Felt("art", Succeskriterium, "form", koder="kriterieart"),
    "unit": Felt("enhed", Succeskriterium, "unit"),
    "direction": Felt("retning", Succeskriterium, "retning", koder="retning"),
    "target.comparator": Felt("forhold", Succeskriterium, "operator", koder="forhold"),
    "target.value": Felt("måltal", Succeskriterium, "target_value"),
    "target.value_to": Felt("måltal, til", Succeskriterium, "target_to"),
    "target.year": Felt("målår", Succeskriterium, "deadline_text", art="tid"),
    "target.date": Felt("frist", Succeskriterium, "deadline_text", art="tid"),
    "target.after_years": Felt("måles efter, år", Succeskriterium, "follow_up_months", art="heltal"),
    "target.within_years": Felt("inden for, år", Succeskriterium, "window_months", art="heltal"),
    "baseline.value": Felt("udgangspunkt", Succeskriterium, "baseline_value"),
    "baseline.of": Felt("udgangspunkt, ud af", Succeskriterium, "baseline_of"),
    "baseline.year": Felt("udgangspunktets år", Succeskriterium, "baseline_text", art="tid"),
    "baseline.date": Felt("udgangspunktets tid", Succeskriterium, "baseline_text", art="tid"),
    "period": Felt("tælles i", Succeskriterium, "window_from", art="tid"),
    "horizon_months": Felt("tidsrum i måneder", Succeskriterium, "window_months"),
    "source": Felt("datakilde", Succeskriterium, "source"),
    "goal": Felt("mål", Succeskriterium, "maal", art="tekst"),
    "note": Felt("bemærkning", Succeskriterium, "note"),
    "benchmark.label": Felt("holdes op imod", art="tekst"),
    "benchmark.value": Felt("holdes op imod, tal", art="tal"),
    "benchmark.year": Felt("holdes op imod, år", art="heltal"),
    "cumulative": _skjult(),
    "target.comparator_stated": _skjult(),
    "target.relative_to": _skjult(),
    "baseline.approx": _skjult(),
    "baseline.unit": _skjult(),
    "baseline.label": _skjult(),
    "goal_derived": _skjult(),
}
_PERSONALE: Final = {
    "role": Felt("rolle", Medarbejderressource, "role"),
    "employer": Felt("ansat hos", Medarbejderressource, "employer"),
    "amount": Felt("timer eller årsværk", Medarbejderressource, "amount"),
    "amount_min": Felt("mindst", Medarbejderressource, "amount"),
    "amount_max": Felt("højst", Medarbejderressource, "amount_to"),
    "unit": Felt("enhed", Medarbejderressource, "unit", koder="bemandingsenhed"),
    "note": Felt("bemærkning", Medarbejderressource, "note"),
    "unit_stated": _skjult(),
}
_AKTIVITET: Final = {
    "name": Felt("aktivitetens navn", Aktivitet, "name"),
    "alias": Felt("kaldes også", Aktivitet, "alias"),
    "section": Felt("afsnit", Aktivitet, "section"),
    "content": Felt("indhold", Aktivitet, "content"),
    "purpose": Felt("formål", Aktivitet, "purpose"),
    "target_group": Felt("målgruppe", Aktivitet, "target_group"),
    "organisation": Felt("organisering", Aktivitet, "organisation"),
    "local_evaluation": Felt("lokal evaluering", Aktivitet, "local_evaluation"),
    "anchoring": Felt("forankring", Aktivitet, "anchoring"),
    "schedule": Felt("tidsplan", Aktivitet, "note", art="tekst"),
    "note": _skjult(),
    "cfbu_types[]": Felt("CFBU-aktivitetstype", art="tekst"),
    "partners[]": Felt("samarbejdspartner", Samarbejdsrelation, "organisation"),
    "goals[]": Felt("tjener mål", art="tekst"),
    "goals_as_printed[].letter": Felt("mål på skemaet, bogstav", Aktivitetsmaal, "letter_as_printed"),
    "goals_as_printed[].text": Felt("mål på skemaet", Aktivitetsmaal, "text_as_printed"),
    **{f"staffing[].{key}": felt for key, felt in _PERSONALE.items()},
    **{f"criteria[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"criteria[].sub_targets[].{key}": felt for key, felt in _KRITERIUM.items()},
}
_BUDGETRAEKKE: Final = {
    "label": Felt("post", Budgetpost, "title"),
    "group": _skjult(),
    "is_total": _skjult(),
    "lbf": Felt("fra Landsbyggefonden", Budgetbeloeb, "amount"),
    "local": Felt("lokal medfinansiering", Budgetbeloeb, "amount"),
    "total": _skjult(),
    "total_as_printed": _skjult(),
    "amounts[].amount": Felt("beløb, kr.", Budgetbeloeb, "amount"),
    "amounts[].amount_as_printed": Felt("beløb, som det er trykt", art="tekst"),
    "amounts[].year": _skjult(),
    "amounts[].period": _skjult(),
    "amounts[].source": _skjult(),
    "totals[].amount": _skjult(),
    "totals[].amount_as_printed": _skjult(),
    "totals[].year": _skjult(),
    "totals[].period": _skjult(),
    "totals[].source": _skjult(),
}
_PARTER: Final = {"organisation": Felt("part", Part, "organisation"), "title": Felt("titel", Part, "title")}
_OMRAADE: Final = {
    "focus_area": Felt("indsatsområde", Delaftale, "title"),
    "name": Felt("indsatsområde", Delaftale, "title"),
    "focus_area_as_printed": Felt("titel, hvor dokumentet skriver andet", Delaftale, "title_as_printed"),
    "section": Felt("afsnit", Delaftale, "section"),
    "valid_from": Felt("gælder fra", Delaftale, "start_date"),
    "valid_to": Felt("gælder til", Delaftale, "end_date"),
    "problem": Felt("problemkompleks", Delaftale, "problem"),
    "purpose": Felt("formål", Delaftale, "purpose"),
    "municipal_context": Felt("sammenhæng med den kommunale indsats", Delaftale, "municipal_context"),
    "notification": Felt("underretning", Delaftale, "notification"),
    "conflict_handling": Felt("konflikthåndtering", Delaftale, "conflict_handling"),
    "revision_rule": Felt("revision", Delaftale, "revision_rule"),
    "budget.lbf": Felt("fra Landsbyggefonden", Budgetbeloeb, "amount"),
    "budget.local": Felt("lokal medfinansiering", Budgetbeloeb, "amount"),
    "budget.total": Felt("i alt", art="tal"),
    "budget.total_as_printed": Felt("i alt, som det er trykt", Delaftale, "total_as_printed"),
    **{f"budget.rows[].{key}": felt for key, felt in _BUDGETRAEKKE.items()},
    "goals[].letter": Felt("bogstav", Maal, "letter"),
    "goals[].letter_in_agreement": Felt("bogstav i aftalen", Maal, "letter_in_agreement"),
    "goals[].text": Felt("mål", Maal, "text"),
    "planned_activities[].name": Felt("på listen over aktiviteter", PlanlagtAktivitet, "name"),
    "planned_activities[].form_name": _skjult(),
    "planned_activities[].parent": _skjult(),
    **{f"parties[].{key}": felt for key, felt in _PARTER.items()},
    **{f"criteria[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"criteria[].sub_targets[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"activities[].{key}": felt for key, felt in _AKTIVITET.items()},
}
_ORGAN: Final = {
    "name": Felt("organ", Organ, "name"),
    "kind": Felt("art", Organ, "kind", koder="organart"),
    "mandate": Felt("mandat", Organ, "mandate"),
    "tasks[]": Felt("opgave", Organ, "tasks", art="tekst"),
    "secretariat": Felt("sekretariat", Organ, "secretariat"),
    "meetings_per_year": Felt("møder om året", Organ, "meetings_min"),
    "meetings_per_year.min": Felt("møder om året, mindst", Organ, "meetings_min"),
    "meetings_per_year.max": Felt("møder om året, højst", Organ, "meetings_max"),
    "members[]": Felt("medlem", Organmedlem, "title"),
    "members[].title": Felt("medlem", Organmedlem, "title"),
    "members[].organisation": Felt("organisation", Organmedlem, "organisation"),
    "members[].count": Felt("antal pladser", Organmedlem, "count"),
    "chair": Felt("formand", Organmedlem, "title"),
}
TEKSTER: Final = {
    "purpose": "formål",
    "background": "baggrund",
    "strategy_context": "strategi",
    "organisation": "organisering",
    "problem": "problemkompleks",
    "cross_cutting_measurements": "fælles tværgående målinger",
    "vision": "vision",
    "local_evaluation": "lokal evaluering",
    "evaluation": "evaluering",
    "reporting": "indberetning",
    "interplay": "samspil med øvrige tiltag",
    "notification": "underretning",
    "conflict_handling": "konflikthåndtering",
    "revision_rule": "revision af samarbejdsaftalen",
}
"""The agreement's own texts: each becomes a section."""
_PROJEKT: Final = {
    "project.name": Felt("projektets navn", Lokalprojekt, "name"),
    "project.applicant_body": Felt("ansøger", Lokalprojekt, "applicant"),
    "project.responsible_count": Felt("antal ansvarlige", Lokalprojekt, "responsible_count"),
    "project.working_group_count": Felt("deltagere fra arbejdsgruppen", Lokalprojekt, "note", art="heltal"),
    "project.purpose": Felt("formål", Lokalprojekt, "purpose"),
    "project.target_group": Felt("målgruppe", Lokalprojekt, "participants_text"),
    "project.description": Felt("beskrivelse", Lokalprojekt, "description"),
    "project.activities[]": Felt("aktivitet", Lokalprojekt, "description", art="tekst"),
    "project.date.as_printed": Felt("dato, som den står", Lokalprojekt, "date_as_printed"),
    "project.date.from": Felt("afholdes fra", Lokalprojekt, "date_from", art="tid"),
    "project.date.to": Felt("afholdes til", Lokalprojekt, "date_to", art="tid"),
    "communication.before.what": Felt("kommunikation før", Lokalprojekt, "communication_before"),
    "communication.during_after.what": Felt("kommunikation under og efter", Lokalprojekt, "communication_after"),
    "hours[].value": Felt("timer", Lokalprojekt, "hours"),
    "hours[].scope": Felt("hvad timerne går til", Lokalprojekt, "hours_note", art="tekst"),
    "hours[].unit": _skjult(),
    "hours[].approx": _skjult(),
    "partners[]": Felt("samarbejdspartner", Samarbejdsrelation, "organisation"),
    "steps[].label": Felt("tid", Lokalprojekttrin, "label"),
    "steps[].from": Felt("fra", Lokalprojekttrin, "date_from", art="tid"),
    "steps[].to": Felt("til", Lokalprojekttrin, "date_to", art="tid"),
    "steps[].tasks[]": Felt("opgave", Lokalprojekttrin, "tasks", art="tekst"),
    "cells[].task": _skjult(),
    "cells[].party": _skjult(),
    "cells[].mark": Felt("mærke", Lokalprojektopgave, "mark"),
    "budget.lines[].label": Felt("post", Lokalprojektudgift, "label"),
    "budget.lines[].amount": Felt("beløb, kr.", Lokalprojektudgift, "amount"),
    "budget.lines[].qualifier": Felt("forbehold", Lokalprojektudgift, "note", art="tekst"),
    "budget.lines[].is_ceiling": _skjult(),
    "budget.total.label": _skjult(),
    "budget.total.amount": _skjult(),
    "success_criteria[].label": Felt("punkt i skemaet", Succeskriterium, "note", art="tekst"),
    **{f"success_criteria[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"success_criteria[].sub_targets[].{key}": felt for key, felt in _KRITERIUM.items()},
}
FELTER: Final = {
    **{f"projects[].{key}": felt for key, felt in _PROJEKT.items()},
    "name": Felt("planens navn", Helhedsplan, "name"),
    "journal_number": Felt("journalnummer", Helhedsplan, "journalnummer"),
    "funding_round": Felt("bevillingsrunde", Helhedsplan, "bevillingsrunde", art="runde"),
    "period.start": Felt("gælder fra", Helhedsplan, "start_date"),
    "period.end": Felt("gælder til", Helhedsplan, "end_date"),
    "municipality": Felt("kommune", Helhedsplan, "kommune", art="kommune"),
    "housing_area": Felt("boligområde", art="tekst"),
    "housing_organisations[]": Felt("boligorganisation", art="tekst"),
    "departments[].number": Felt("afdelingens nummer", art="tekst"),
    "departments[].name": Felt("boligafdeling", art="tekst"),
    "departments[].dwellings": Felt("boliger", Afdelingsdeltagelse, "dwellings"),
    "departments[].households": Felt("husstande", Afdelingsdeltagelse, "households"),
    "summary": Felt("resumé", Helhedsplan, "summary"),
    "budget.lbf": Felt("rammen fra Landsbyggefonden", Helhedsplan, "frame_lbf"),
    "budget.local": Felt("rammen, lokal medfinansiering", Helhedsplan, "frame_lokal"),
    "budget.total": Felt("rammen i alt", art="tal"),
    **{f"budget.rows[].{key}": felt for key, felt in _BUDGETRAEKKE.items()},
    "funding_sources[].name": Felt("finansieringskilde", Finansieringskilde, "name"),
    "funding_sources[].kind": Felt("art", Finansieringskilde, "kind", koder="kildeart"),
    "objectives[]": Felt("målsætning", Afsnit, "text", art="tekst"),
    "annexes_required[]": Felt("bilag", Bilag, "title"),
    "focus_areas_not_used[].focus_area": Felt("fravalgt indsatsområde", art="tekst"),
    "focus_areas_not_used[].section": Felt("afsnit", Fravalg, "section"),
    "focus_areas_not_used[].reason": Felt("hvorfor fravalgt", Fravalg, "reason"),
    "milestones[].title": Felt("milepæl", Milepael, "text"),
    "milestones[].year": Felt("år", Milepael, "year"),
    "milestones[].quarter": Felt("kvartal", Milepael, "quarter"),
    "milestones[].activity": Felt("aktivitet", Milepael, "aktivitet", art="tekst"),
    "responsibilities[].role": Felt("rolle", Afsnit, "text", art="tekst"),
    "responsibilities[].tasks[]": Felt("opgave", Afsnit, "text", art="tekst"),
    **{key: Felt(label, Afsnit, "text") for key, label in TEKSTER.items()},
    **{f"parties[].{key}": felt for key, felt in _PARTER.items()},
    **{f"bodies[].{key}": felt for key, felt in _ORGAN.items()},
    **{f"criteria[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"criteria[].sub_targets[].{key}": felt for key, felt in _KRITERIUM.items()},
    **{f"delaftaler[].{key}": felt for key, felt in _OMRAADE.items()},
    **{f"focus_areas[].{key}": felt for key, felt in _OMRAADE.items()},
    **{f"activities[].{key}": felt for key, felt in _AKTIVITET.items()},
}
"""By the path under "plan", with `[]` for any place in a list."""

HOVEDER: Final = ("name", "focus_area", "statement", "organisation", "title", "role", "text")
"""The value that a row in a list cannot be without, first of these that it has."""
SAMLET: Final = frozenset({"baseline", "target", "benchmark", "budget", "period", "meetings_per_year"})
"""Tables that are no row of their own: their values belong to the row above."""


def nummerloes(path: str) -> str:
    """The path with `[]` for every place in a list: "plan.delaftaler[0].purpose" is "plan.delaftaler[].purpose"."""
    return re.sub(r"\[\d+\]", "[]", path)


@cache
def felt_of(pattern: str) -> Felt:
    """What the values of a pattern are. Those the table does not know are shown under their own name."""
    key = pattern.removeprefix("plan.")
    return FELTER.get(key) or Felt(key.rpartition(".")[2].removesuffix("[]").replace("_", " "), art="tekst")


def felt_paa(path: str) -> Felt:
    """What the value at a path is."""
    return felt_of(nummerloes(path))


def raekke_af(path: str) -> str:
    """The path of the row the value belongs to: "plan", "plan.delaftaler[0]", "plan.delaftaler[0].criteria[1]"."""
    at = path.rfind("]")
    return path[: at + 1] if at >= 0 else "plan"


def del_af(path: str) -> str:
    """The part of the review the value is shown in: an activity, a delaftale, or a part of the plan."""
    if found := re.match(r"plan\.((?:delaftaler|focus_areas)\[\d+\](?:\.activities\[\d+\])?)", path):
        return found[1]
    if found := re.match(r"plan\.((?:activities|projects)\[\d+\])", path):
        return found[1]
    if path.startswith("plan.budget.rows["):
        return "budget"
    first = re.split(r"[.\[]", path.removeprefix("plan."), maxsplit=1)[0]
    return _DELE.get(first, "plan")


_DELE: Final = {
    "parties": "parter",
    "bodies": "organer",
    "annexes_required": "bilag",
    "focus_areas_not_used": "bilag",
    "milestones": "milepaele",
    "criteria": "kriterier",
    "funding_sources": "budget",
    "objectives": "afsnit",
    "responsibilities": "afsnit",
    **dict.fromkeys(TEKSTER, "afsnit"),
}
DELNAVNE: Final = {
    "plan": "Planen",
    "parter": "Parter",
    "organer": "Organer",
    "afsnit": "Aftalens afsnit",
    "bilag": "Bilag og fravalg",
    "kriterier": "Planens egne kriterier",
    "milepaele": "Milepæle",
    "budget": "Budget, år for år",
}
"""The parts that are none of the document's own delaftaler and activities, in the order they are shown."""


def laes_plads(case: Any, path: str) -> Any:
    """The value at a path of a case. Raises KeyError or IndexError where there is none."""
    found = case
    for name, number in re.findall(r"([^.\[\]]+)|\[(\d+)\]", path):
        found = found[int(number)] if number else found[name]
    return found
