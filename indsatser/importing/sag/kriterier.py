"""Success criteria: the sentence, its structured fields, its parts and the figures beside it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from indsatser.choices import Kriterieform, Operator, Retning, Sammenlaegning
from indsatser.importing.sag.kriterieform import OPERATORER, RETNINGER, form_of, sammenlaegning_of
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, labelled, lines, spell_line
from indsatser.importing.sag.tid import months_from, read_time
from indsatser.models import Maal, Referencevaerdi, Succeskriterium
from plans.models import Boligafdeling, Helhedsplan

EXCEEDED = {True: "Grænsen er overskredet.", False: "Grænsen er ikke overskredet."}


@dataclass
class Kriterielaeser:
    """Loads the criteria of one plan; remembers them by id, so that others can repeat them."""

    skriver: Skriver
    plan: Helhedsplan
    departments: dict[str, Boligafdeling]
    known: dict[str, Succeskriterium]

    def load(self, node: Knude, *, goals: dict[str, Maal] | None = None, **owner: Any) -> Succeskriterium:
        """One criterion with its parts."""
        form = self._form(node)
        fields = self._own_fields(node, form) | self._goal(node, goals or {}) | self._same_as(node)
        baselines = node.children("baseline") if isinstance(node.raw("baseline"), list) else []
        if not baselines:
            fields |= self._numbers(node, form)
        else:
            fields |= _deadline(node.child("target")) | {"operator_stated": _stated(node.child("target"))}
        kriterium = self.skriver.row(Succeskriterium, node.path, helhedsplan=self.plan, **fields, **owner)
        self._benchmark(node, kriterium)
        for department in baselines:
            self._department_part(node, department, kriterium, owner)
        for part in node.children("sub_targets"):
            self._part(part, kriterium, owner, self._form(part))
        for part in node.children("list_criteria"):
            self._part(part, kriterium, owner, Kriterieform.LOVGRAENSE)
        if "id" in node:
            self.known[node.text("id")] = kriterium
        return kriterium

    def _form(self, node: Knude) -> Kriterieform:
        """The criterion's form; one that does not say of what kind it is is judged in words."""
        if self.skriver.is_lenient and "kind" not in node and "sub_targets" not in node:
            return Kriterieform.KVALITATIV
        return form_of(node)

    def _part(self, node: Knude, parent: Succeskriterium, owner: dict[str, Any], form: Kriterieform) -> None:
        fields = self._own_fields(node, form) | self._numbers(node, form)
        if form != Kriterieform.LOVGRAENSE:
            fields |= self._window_of(parent)
        area = node.text("area")
        fields["statement"] = f"{area}: {fields['statement']}" if area else fields["statement"]
        self.skriver.row(Succeskriterium, node.path, helhedsplan=self.plan, parent=parent, **fields, **owner)

    def _department_part(self, node: Knude, base: Knude, parent: Succeskriterium, owner: dict[str, Any]) -> None:
        """A relative change that the document states for two departments: one part for each, with its own baseline."""
        number = base.text("department")
        target = node.child("target")
        fields = _relative_target(target) | _deadline(target) | _baseline(base)
        fields |= {
            "form": Kriterieform.HALVERING if target.raw("value") == -50 else Kriterieform.RELATIV,
            "statement": f"Afdeling {self.departments.get(number, number)}".replace("Afdeling afd.", "Afdeling"),
            "unit": "" if "of" in base else base.text("unit"),
            "retning": parent.retning,
            "operator": parent.operator,
            "operator_stated": parent.operator_stated,
            "order": self.skriver.next_order("kriterier"),
        }
        self.skriver.row(Succeskriterium, base.path, helhedsplan=self.plan, parent=parent, **fields, **owner)

    def _own_fields(self, node: Knude, form: Kriterieform) -> dict[str, Any]:
        """The sentence and what stands beside it."""
        return {
            "code": node.text("id"),
            "order": self.skriver.next_order("kriterier"),
            "statement": node.text("statement"),
            "form": form,
            "unit": _unit(node, form),
            "retning": RETNINGER.get(_taken(node, "direction"), Retning.NAA),
            "operator": OPERATORER.get(node.child("target").take("comparator", ">="), Operator.MINDST),
            "sammenlaegning": _aggregation(node, form),
            "source": node.text("source"),
            "note": _note(node),
        } | self._window(node)

    def _numbers(self, node: Knude, form: Kriterieform) -> dict[str, Any]:
        target = node.child("target")
        relative = form in (Kriterieform.RELATIV, Kriterieform.HALVERING, Kriterieform.RELATIV_FRA_FOERSTE_MAALING)
        fields = _relative_target(target) if relative else _absolute_target(target)
        after = target.integer("after_years")
        return {
            **fields,
            **_deadline(target),
            **_baseline(node.child("baseline")),
            "operator_stated": _stated(target),
            "follow_up_months": None if after is None else 12 * after,
        }

    def _goal(self, node: Knude, goals: dict[str, Maal]) -> dict[str, Any]:
        letter = node.text("goal")
        if letter and letter not in goals and self.skriver.is_lenient:
            self.skriver.afvis(node.at("goal"), f"Delaftalen har intet mål ({letter}).")
        return {"maal": goals.get(letter), "maal_derived": bool(node.take("goal_derived"))}

    def _same_as(self, node: Knude) -> dict[str, Any]:
        return {"samme_som": self.known[node.text("same_as")] if "same_as" in node else None}

    def _window(self, node: Knude) -> dict[str, Any]:
        """Where a count is added up: so many months from the plan's start, or the stated years."""
        months = node.integer("horizon_months")
        if months and self.plan.start_date:
            end = months_from(self.plan.start_date, months)
            return _window_fields(self.plan.start_date, end, months, derived=True) | {"deadline": end}
        if period := read_time(node.take("period")):
            return _window_fields(period.first, period.last, None, derived=False)
        years = node.child("target").integer("within_years")
        return {"window_months": 12 * years} if years else {}

    @staticmethod
    def _window_of(parent: Succeskriterium) -> dict[str, Any]:
        names = ("window_from", "window_to", "window_months", "window_derived", "deadline", "deadline_text")
        return {name: getattr(parent, name) for name in names}

    def _benchmark(self, node: Knude, kriterium: Succeskriterium) -> None:
        if "benchmark" not in node:
            return
        mark = node.child("benchmark")
        time = read_time(mark.take("date"))
        self.skriver.row(
            Referencevaerdi,
            mark.path,
            kriterium=kriterium,
            label=mark.text("label"),
            value=mark.number("value"),
            unit=mark.text("unit"),
            year=mark.integer("year"),
            time_text=time.text if time else "",
        )


def _taken(node: Knude, key: str) -> str:
    return node.text(key)


def _aggregation(node: Knude, form: Kriterieform) -> Sammenlaegning:
    node.take("cumulative")
    return sammenlaegning_of(node, form)


def _unit(node: Knude, form: Kriterieform) -> str:
    """The unit of what is measured: for a relative change that of the baseline, not the change's per cent."""
    node.take("kind")
    stated = node.text("unit")
    if form in (Kriterieform.RELATIV, Kriterieform.HALVERING, Kriterieform.RELATIV_FRA_FOERSTE_MAALING):
        return node.child("baseline").text("unit")
    return "" if form == Kriterieform.SAMMENSAT else stated


def _stated(target: Knude) -> bool:
    return bool(target.take("comparator_stated"))


def _absolute_target(target: Knude) -> dict[str, Any]:
    target.take("relative_to")
    return {"target_value": target.number("value"), "target_to": target.number("value_to")}


def _relative_target(target: Knude) -> dict[str, Any]:
    return {"change_pct": target.number("value")}


def _deadline(target: Knude) -> dict[str, Any]:
    time = read_time(target.take("date", target.raw("year")))
    target.take("year")
    return {"deadline": time.last, "deadline_text": time.text} if time else {}


def _baseline(node: Knude) -> dict[str, Any]:
    """The starting value, what it is out of, and when it was."""
    if not node.names():
        return {}
    time = read_time(node.take("date", node.raw("year")))
    node.take("year")
    label = node.text("label")
    when = time.text if time else ""
    of = node.number("of")
    return {
        "baseline_value": node.number("value"),
        "baseline_of": of,
        "baseline_of_unit": node.text("unit") if of is not None else "",
        "baseline_on": time.last if time else None,
        "baseline_text": f"{when} ({label})" if when and label else when or label,
        "baseline_note": lines("Cirkatal." if node.take("approx") else "", node.text("note")),
    }


def _note(node: Knude) -> str:
    """The document's remark and the small facts that have no field of their own."""
    return lines(
        node.text("note"),
        labelled("Punkt i skemaet", node.text("label")),
        labelled("Måles", node.text("measured")),
        bullets(node.words("examples"), "Eksempler"),
        bullets((spell_line(point) for point in node.children("measurements")), "Målepunkter"),
        EXCEEDED.get(node.take("exceeded"), ""),
    )


def _window_fields(first: date, last: date, months: int | None, *, derived: bool) -> dict[str, Any]:
    return {"window_from": first, "window_to": last, "window_months": months, "window_derived": derived}
