"""Initiatives beside the delaftaler: what they are, who pays, who does them and what went before."""

from dataclasses import dataclass, field

from indsatser.choices import Ressourceenhed
from indsatser.importing.sag.aktivitet import load_partners
from indsatser.importing.sag.kriterier import Kriterielaeser
from indsatser.importing.sag.laeser import Knude, SagAfvist
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, label_of, labelled, lines, plain
from indsatser.models import Bevilling, Evaluering, Evalueringsart, Initiativ, Medarbejderressource, Samarbejdsrelation
from plans.models import Finansieringskilde, Helhedsplan


@dataclass
class Initiativlaeser:
    """Loads the initiatives of one plan. Predecessors first: others build on them."""

    skriver: Skriver
    plan: Helhedsplan
    names: dict[str, str]
    kilder: dict[str, Finansieringskilde]
    plans: dict[str, Helhedsplan]
    known: dict[str, Initiativ] = field(default_factory=dict)

    def load_all(self, root: Knude) -> None:
        nodes = root.children("predecessors") + root.children("initiatives")
        for node in nodes:
            self._load(node)
        for node in nodes:
            self._check_children(node)
        self._allocations(root, nodes)

    def _load(self, node: Knude) -> Initiativ:
        code, target, period = node.text("id"), node.child("target_group"), node.child("period")
        initiativ = self.skriver.row(
            Initiativ,
            node.path,
            helhedsplan=self.plan,
            for_plan=self.plans.get(node.text("plan")),
            parent=self._earlier(node, "parent"),
            forgaenger=self._earlier(node, "predecessor"),
            code=code,
            title=node.text("title"),
            status_text=node.text("status") or node.text("kind"),
            purpose=node.text("purpose"),
            problem=node.text("problem"),
            target_group=target.text("description"),
            age_from=target.integer("age_from"),
            age_to=target.integer("age_to"),
            years=period.integer("years"),
            start_year=period.integer("start_year"),
            end_year=period.integer("end_year"),
            period_note=node.text("period_note"),
            host=self._name(node.text("host")),
            area=node.text("area"),
            work=lines(node.text("work"), labelled("Tilbud", node.words("offer_types"))),
            governance=lines(node.text("adjustments"), self._governance(node.child("governance"))),
            documentation=node.text("documentation_duty"),
            expected_effect=node.text("expected_effect"),
            total_aarsvaerk=node.number("total_fte"),
            note=self._note(node),
            order=self.skriver.next_order("initiativer"),
        )
        self.known[code] = initiativ
        self._around(node, initiativ)
        return initiativ

    def _around(self, node: Knude, initiativ: Initiativ) -> None:
        """Staff, partners, criteria and the evaluation of one initiative."""
        for order, post in enumerate(node.children("staffing"), start=1):
            self.skriver.row(
                Medarbejderressource,
                post.path,
                helhedsplan=self.plan,
                initiativ=initiativ,
                role=post.text("role"),
                amount=post.number("fte"),
                unit=Ressourceenhed.AARSVAERK,
                order=order,
            )
        load_partners(self.skriver, node, self.plan, initiativ=initiativ)
        for order, partner in enumerate(node.children("cooperation"), start=1):
            self.skriver.row(
                Samarbejdsrelation,
                partner.path,
                helhedsplan=self.plan,
                initiativ=initiativ,
                organisation=self._name(partner.text("party")),
                about=partner.text("about"),
                order=order,
            )
        for criterion in node.children("criteria"):
            Kriterielaeser(self.skriver, self.plan, {}, {}).load(criterion, initiativ=initiativ)
        if "evaluation" in node:
            self._evaluation(node.child("evaluation"), initiativ)

    def _evaluation(self, node: Knude, initiativ: Initiativ) -> None:
        self.skriver.row(
            Evaluering,
            node.path,
            helhedsplan=self.plan,
            kind=Evalueringsart.SLUT,
            title=node.text("title"),
            year=node.integer("year"),
            done_by=node.text("by"),
            method=node.text("kind"),
            findings=lines(
                bullets(node.words("strengths"), "Styrker"), bullets(node.words("weaknesses"), "Svagheder")
            ),
            note=labelled("Om", initiativ.title),
        )

    def _allocations(self, root: Knude, nodes: list[Knude]) -> None:
        """What each source gives to each initiative; one may refer to what it and its parts are given, no more."""
        given: dict[str, set[str]] = {}
        for node in root.children("allocations"):
            code, source, initiative = node.text("id"), node.text("source"), node.text("initiative")
            given.setdefault(initiative, set()).add(code)
            self.skriver.row(
                Bevilling,
                node.path,
                initiativ=self.known[initiative],
                kilde=self.kilder[source],
                code=code,
                amount=node.number("amount"),
                aarsvaerk=node.number("fte"),
            )
        for node in nodes:
            parts = [str(node.raw("id")), *(node.raw("sub_initiatives") or [])]
            expected = set().union(*(given.get(part, set()) for part in parts))
            if set(node.words("funding")) != expected:
                raise SagAfvist(f"{node.at('funding')}: bevillingerne er {plain(sorted(expected))}.")

    def _check_children(self, node: Knude) -> None:
        """The parts that an initiative lists are those that say they belong to it."""
        parts = {code for code, row in self.known.items() if row.parent_id == self.known[node.raw("id")].pk}
        if set(node.words("sub_initiatives")) != parts:
            raise SagAfvist(f"{node.at('sub_initiatives')}: dokumentets delinitiativer er {plain(sorted(parts))}.")

    def _earlier(self, node: Knude, key: str) -> Initiativ | None:
        code = node.text(key)
        return self.known[code] if code else None

    def _name(self, code: str) -> str:
        return self.names.get(code, code)

    def _names(self, node: Knude, key: str) -> str:
        return ", ".join(self._name(code) for code in node.words(key))

    def _note(self, node: Knude) -> str:
        return lines(
            node.text("note"),
            node.text("assessment"),
            labelled("Udviklet af", self._names(node, "developed_by")),
            labelled("Hørt undervejs", self._names(node, "consulted")),
            labelled("Finansieret af", self._name(node.text("funder"))),
        )

    def _governance(self, node: Knude) -> str:
        steering, reporting = node.child("steering"), node.child("reporting")
        body, advisory, meetings = (
            reporting.child("body"),
            node.child("advisory_group"),
            node.child("coordination_meetings"),
        )
        per_year = meetings.child("per_year")
        report = [
            reporting.text("to"),
            reporting.text("frequency"),
            body.text("kind"),
            labelled("reguleret af", self._name(body.text("regulated_by"))),
            labelled("medlemmer", body.words("members")),
            body.text("level"),
        ]
        meeting = [
            ", ".join(meetings.words("parties")),
            f"{per_year.take('min')}-{per_year.take('max')} om året" if per_year.names() else "",
            meetings.text("purpose"),
        ]
        return lines(
            labelled("Styring", _joined(steering.text("kind"), self._names(steering, "shared_by"))),
            labelled(label_of("reporting"), _joined(*report)),
            labelled("Følgegruppe", _joined(advisory.text("name"), plain(advisory.words("members")))),
            labelled("Koordinerende møder", _joined(*meeting)),
        )


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))
