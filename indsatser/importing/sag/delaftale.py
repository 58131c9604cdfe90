"""A delaftale (before 2015: a chapter) with its goals, criteria, planned activities and activity forms."""

from dataclasses import dataclass, field

from indsatser.importing.sag.aftale import load_parties, official_field
from indsatser.importing.sag.aktivitet import Aktivitetslaeser
from indsatser.importing.sag.budgetraekker import Budgetlaeser, has_amounts
from indsatser.importing.sag.indikatorer import Indikatorlaeser
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.oekonomi import check_total, load_delaftale_budget
from indsatser.importing.sag.skriver import Skriver
from indsatser.models import Aktivitet, Maal, PlanlagtAktivitet
from plans.models import Delaftale, Helhedsplan


@dataclass
class Delaftalelaeser:
    """Loads the delaftaler of one plan."""

    skriver: Skriver
    plan: Helhedsplan
    kriterier: Kriterielaeser
    indikatorer: Indikatorlaeser
    budget: Budgetlaeser
    in_the_plans_table: set[str] = field(default_factory=set)
    """The titles that the plan's own budget table has amounts for by source or year."""
    numbers: set[int] = field(default_factory=set)
    loaded: dict[str, Delaftale] = field(default_factory=dict)
    with_own_table: set[str] = field(default_factory=set)

    def load(self, node: Knude, number: int = 1) -> dict[str, Aktivitet]:
        """One delaftale; its activities by name. `number` is its own where the document gives it none."""
        delaftale = self._row(node, number)
        self.loaded[delaftale.title] = delaftale
        if "parties" in node:
            load_parties(self.skriver, node.children("parties"), self.plan, delaftale)
        for figure in node.children("problem_figures"):
            self.indikatorer.load(figure, delaftale)
        if "budget" in node:
            self._budget(node.child("budget"), delaftale)
        goals = {row.letter: row for row in self._goals(node, delaftale)}
        for criterion in node.children("criteria"):
            self.kriterier.load(criterion, goals=goals, delaftale=delaftale)
        forms = Aktivitetslaeser(self.skriver, delaftale, self.kriterier, goals)
        activities = {}
        for number, activity in enumerate(node.children("activities"), start=1):
            row = forms.load(activity, number)
            # By the file's name: in a plan that is read into, somebody may have given it another.
            activities[activity.text("name")] = row
        self._planned(node, delaftale, activities)
        return activities

    def _budget(self, budget: Knude, delaftale: Delaftale) -> None:
        """Its amounts by source and year where a table has them, else the whole amounts: never both."""
        is_divided = has_amounts(budget)
        if is_divided or " ".join(delaftale.title.casefold().split()) in self.in_the_plans_table:
            check_total(self.skriver, budget, budget.number("lbf"), budget.number("local"))
            if is_divided:
                self.budget.of_delaftale(budget, delaftale)
                self.with_own_table.add(delaftale.title)
            return
        load_delaftale_budget(self.skriver, budget, delaftale, self.budget.kilder)

    def _row(self, node: Knude, number: int) -> Delaftale:
        title = node.text("focus_area") or node.text("name")
        section = node.text("section")
        budget = node.child("budget")
        return self.skriver.row(
            Delaftale,
            node.path,
            helhedsplan=self.plan,
            indsatsomraade=official_field(self.plan, title),
            nummer=self._number(section, number),
            title=title,
            title_as_printed=node.text("focus_area_as_printed"),
            section=section,
            start_date=node.day("valid_from"),
            end_date=node.day("valid_to"),
            period_note=node.text("validity_note"),
            problem=node.text("problem"),
            purpose=node.text("purpose"),
            municipal_context=node.text("municipal_context"),
            notification=node.text("notification"),
            conflict_handling=node.text("conflict_handling"),
            revision_rule=node.text("revision_rule"),
            total_as_printed=budget.text("total_as_printed"),
            budget_note=budget.text("note"),
            note=node.text("note"),
        )

    def _number(self, section: str, number: int) -> int:
        """The delaftale's number as its section has it ("5.2" is 2), unless that is taken or there is none."""
        last = section.rstrip(".").rpartition(".")[2] if "." in section.rstrip(".") else ""
        wanted = int(last) if last.isdecimal() and len(last) < 3 else number
        while wanted in self.numbers:
            wanted += 1
        self.numbers.add(wanted)
        return wanted

    def _goals(self, node: Knude, delaftale: Delaftale) -> list[Maal]:
        return [
            self.skriver.row(
                Maal,
                goal.path,
                helhedsplan=self.plan,
                delaftale=delaftale,
                letter=goal.text("letter"),
                letter_in_agreement=goal.text("letter_in_agreement"),
                text=goal.text("text"),
                order=order,
            )
            for order, goal in enumerate(node.children("goals"), start=1)
        ]

    def _planned(self, node: Knude, delaftale: Delaftale, activities: dict[str, Aktivitet]) -> None:
        """The delaftale's own list of activities: names may differ from the forms', and some have no form."""
        lines: dict[str, PlanlagtAktivitet] = {}
        for order, line in enumerate(node.children("planned_activities"), start=1):
            form = line.text("form_name")
            row = self.skriver.row(
                PlanlagtAktivitet,
                line.path,
                delaftale=delaftale,
                name=line.text("name"),
                parent=lines.get(line.text("parent")),
                aktivitet=self._activity(line, form, activities),
                note=line.text("note"),
                order=order,
            )
            if row is not None:  # a lenient writer lists what cannot be kept
                lines[line.text("name")] = row

    def _activity(self, line: Knude, form: str, activities: dict[str, Aktivitet]) -> Aktivitet | None:
        """The activity form that the line means."""
        if form and form not in activities:
            self.skriver.afvis(line.at("form_name"), f"Delaftalen har intet skema for «{form}».")
        return activities.get(form)
