"""The plan's organs, their seats and their meetings."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from indsatser.importing.sag.laeser import Knude
from indsatser.importing.sag.skriver import Skriver
from indsatser.importing.sag.tekst import bullets, labelled, lines
from plans.choices import Medlemsart, Moedetilstand, Organart
from plans.models import Delaftale, Helhedsplan, Moede, Organ, Organmedlem

ARTER = {
    "board": Organart.BESTYRELSE,
    "steering_group": Organart.STYREGRUPPE,
    "management": Organart.LEDELSE,
    "working_group": Organart.ARBEJDSGRUPPE,
    "follow_up_group": Organart.FOELGEGRUPPE,
    "forum": Organart.FORUM,
    "styregruppe": Organart.STYREGRUPPE,
    "politisk styregruppe": Organart.STYREGRUPPE,
    "formandsforum": Organart.FORUM,
    "administrativt forum": Organart.FORUM,
    "kommunal følgegruppe": Organart.FOELGEGRUPPE,
    "arbejdsgruppe": Organart.ARBEJDSGRUPPE,
    "sekretariat": Organart.SEKRETARIAT,
}


class Organlaeser:
    """Loads the organs of one plan; remembers them by id and name, so that others can report to them."""

    def __init__(self, skriver: Skriver, plan: Helhedsplan) -> None:
        self.skriver, self.plan = skriver, plan
        self.known: dict[str, Organ] = {}
        self.delaftaler: dict[str, Delaftale] = {row.title: row for row in plan.delaftaler.all()}

    def load_all(self, nodes: Iterable[Knude]) -> None:
        nodes = list(nodes)
        names = {node.raw("id"): node.raw("name") for node in nodes if "id" in node}
        for node in nodes:
            self.load(node, names)

    def load(self, node: Knude, names: dict[Any, Any]) -> Organ:
        name = node.text("name")
        reports_to = node.text("reports_to")
        superior = names.get(reports_to, reports_to)
        low, high = _range(node, "meetings_per_year")
        organ = self.skriver.row(
            Organ,
            node.path,
            helhedsplan=self.plan,
            kind=self._kind(node, name),
            name=name,
            short_name=node.text("short_name"),
            parent=self.known.get(superior),
            reports_to=superior,
            delaftale=self.delaftaler.get(name.removeprefix("Følgegruppen for ")),
            mandate=node.text("mandate"),
            tasks=bullets(node.words("tasks")),
            secretariat=lines(node.text("secretariat"), node.text("support")),
            meetings_min=low,
            meetings_max=high,
            note=_note(node, names),
            order=self.skriver.next_order("organer"),
        )
        self.known[name] = organ
        if "id" in node:
            self.known[node.text("id")] = organ
        self._seats(node, organ)
        return organ

    def _kind(self, node: Knude, name: str) -> str:
        """What kind of organ it is. A forum, where the document does not say and the writer may list that."""
        stated = node.text("kind")
        if stated not in ARTER:
            self.skriver.afvis(node.at("kind"), f"organets art «{stated}» kendes ikke.")
        if name.startswith("Afdelingsbestyrelse"):
            return Organart.AFDELINGSBESTYRELSE
        if stated == "management" and "sekretariat" in name:
            return Organart.SEKRETARIAT
        return ARTER.get(stated, Organart.FORUM)

    def _seats(self, node: Knude, organ: Organ) -> None:
        members = [each for each in node.raw("members") or [] if each is not None]
        if members and isinstance(members[0], dict):
            for seat in node.children("members"):
                self._seat(organ, seat.path, _seat_fields(seat, node))
            return
        self._named_seats(node, organ)

    def _named_seats(self, node: Knude, organ: Organ) -> None:
        """Seats that the document lists in words; the chair may be one of them or stand beside them."""
        members, chair = node.words("members"), node.text("chair")
        count = node.integer("members_count")
        for i, title in node.numbered("members"):
            kind = Medlemsart.FORMAND if title == chair else Medlemsart.MEDLEM
            seats = count if len(members) == 1 else None
            called = title.removeprefix(f"{seats} ")  # "18 chefer" with 18 seats is 18 of "chefer"
            self._seat(organ, f"{node.at('members')}[{i}]", {"title": called, "kind": kind, "count": seats})
        if chair and chair not in members:
            self._seat(organ, node.at("chair"), {"title": chair, "kind": Medlemsart.FORMAND, "count": 1})
        if count and not members:
            self._seat(organ, node.at("members_count"), {"organisation": organ.name, "count": count})
        for i, title in enumerate(node.words("occasional_members")):
            self._seat(organ, f"{node.at('occasional_members')}[{i}]", {"title": title, "kind": Medlemsart.AD_HOC})

    def _seat(self, organ: Organ, path: str, fields: dict[str, Any]) -> None:
        self.skriver.row(Organmedlem, path, organ=organ, order=self.skriver.next_order("pladser"), **fields)

    def load_meeting(self, node: Knude) -> None:
        """A meeting that a document attests."""
        self.skriver.row(
            Moede,
            node.path,
            organ=self.known[node.text("body")],
            held_on=node.day("date"),
            start_time=_clock(node.text("start")),
            end_time=_clock(node.text("end")),
            place=node.text("place"),
            state=Moedetilstand.AFHOLDT,
            note=node.text("note"),
        )


def _seat_fields(seat: Knude, body: Knude) -> dict[str, Any]:
    title = seat.text("title")
    return {
        "title": title,
        "organisation": seat.text("organisation"),
        "kind": _seat_kind(title, [row.get("title") for row in body.raw("members") if row]),
        "count": seat.integer("count"),
    }


def _seat_kind(title: str, titles: list[str | None]) -> str:
    """The seat's kind as its title says. "Formand" beside a "Næstformand" chairs another body, not this one."""
    if "(observatør)" in title:
        return Medlemsart.OBSERVATOER
    if "(ad hoc)" in title:
        return Medlemsart.AD_HOC
    if title == "Formand" and "Næstformand" not in titles:
        return Medlemsart.FORMAND
    return Medlemsart.MEDLEM


def _range(node: Knude, key: str) -> tuple[int | None, int | None]:
    """A number, or a range written {min, max}."""
    if isinstance(node.raw(key), dict):
        span = node.child(key)
        return span.integer("min"), span.integer("max")
    number = node.integer(key)
    return number, number


def _note(node: Knude, names: dict[Any, Any]) -> str:
    kind, low_high = str(node.raw("kind")), _range(node, "occasional_meetings_per_year")
    pool = node.child("pool")
    return lines(
        node.text("note"),
        labelled("Art, som kilden skriver den", kind if " " in kind or kind == "formandsforum" else ""),
        labelled("Møder om året med de lejlighedsvise deltagere", "-".join(str(n) for n in low_high if n is not None)),
        bullets(node.words("meeting_formats"), "Mødeformer"),
        labelled("Knyttet til", node.words("linked_to")),
        labelled("Medlemmer også i", [names.get(key, key) for key in node.words("also_in")]),
        labelled("Afløser", node.text("replaces")),
        lines("Der er en pulje." if pool.take("exists") else "", pool.text("note")),
    )


def _clock(text: str) -> time | None:
    """ "16.00" or "13" as a time of day."""
    if not text:
        return None
    hour, _, minute = text.partition(".")
    return time(int(hour), int(minute or 0))
