"""The paper *Milepælsplan*: the milestones of a coming year, and how those of the year before have gone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from helhedsplan.datoer import dato
from helhedsplan.numbers import tal
from indsatser.choices import Milepaeltilstand
from indsatser.milepaele import MilepaelLinje, antal_pr_tilstand, milepaele_for
from indsatser.milepaelsplan.fakta import Planlinje, Planside, build_planside
from plans.models import Helhedsplan
from reporting.facts.emner import Afsnit, Raekke, hele_rapporten, milepaelsemne
from reporting.facts.papirdele import kolonner, raekke, samle_tabeller
from reporting.facts.pengepapir import (
    Papirraekke,
    Papirtabel,
    Papirvaerdi,
    Pengepapir,
    Slags,
    papirhoved,
    underskrifter,
)
from reporting.facts.vurderinger import Skrevet, build_vurderinger, om_rapporten
from reporting.formularer import Formdel, Formular, formular
from reporting.indberetning.models import indberetning_uuid
from reporting.indberetning.valg import Vurderingsart
from reporting.papirer.periode import Periode

SLUG = "milepaelsplan"
KOLONNESLAGS = {
    "milepael": Slags.NAVN,
    "naaet": Slags.DATO,
    **dict.fromkeys(("kvartal", "sted", "antal", "tilstand"), Slags.TEKST),
}


@dataclass(frozen=True, slots=True)
class Milepaelspapir:
    """The plan of the year `side.aar`, or what stands in it while none is approved, and the year before it.

    `papir` is the same as it is printed: page, PDF and Excel have nothing else.
    """

    side: Planside
    i_aaret: tuple[MilepaelLinje, ...]
    aaret_foer: tuple[MilepaelLinje, ...]
    papir: Pengepapir

    @property
    def naaet(self) -> int:
        """How many of the year before are reached."""
        return sum(1 for line in self.aaret_foer if line.state == Milepaeltilstand.NAAET)


def build_milepaelspapir(plan: Helhedsplan, aar: int, *, as_of: date) -> Milepaelspapir:
    """All that the paper says on the day. A fixed number of queries."""
    lines = milepaele_for(plan, as_of=as_of)
    side = build_planside(plan, aar, today=as_of)
    coming = tuple(line for line in lines if line.year == aar and line.state != Milepaeltilstand.BORTFALDET)
    before = tuple(line for line in lines if line.year == aar - 1)
    said = build_vurderinger(plan, SLUG, Periode(aar))
    rapport = indberetning_uuid(plan.uuid, SLUG, Periode(aar))
    layout = _layout(plan, aar)
    papir = Pengepapir(
        titel=_titel(layout, side),
        hoved=papirhoved(plan),
        as_of=as_of,
        saetninger=tuple(filter(None, (side.revideret, _about(side, as_of), _status(before, aar - 1)))),
        tabeller=samle_tabeller(
            layout,
            {
                "kommende": lambda part: _coming(part, side, coming, said),
                "status": lambda part: _before(part, before, aar - 1, said),
            },
        ),
        bemaerkninger=(),
        underskrifter=underskrifter(plan, as_of=as_of),
        rapporten=om_rapporten(said),
        emner=_emner(layout, rapport, tuple(_kommende_emner(side, coming)), before),
    )
    return Milepaelspapir(side, coming, before, papir)


def _kommende_emner(side: Planside, lines: tuple[MilepaelLinje, ...]) -> Iterator[Raekke]:
    """The milestones of the year as the paper has them: none has a state yet that could be judged."""
    if side.plan is None:
        yield from (milepaelsemne(line, kan_vurderes=False) for line in lines)
        return
    for line in (line for quarter in side.kvartaler for line in quarter.linjer):
        if line.om is not None:
            of = line.aktivitet or line.delaftale or "Hele planen"
            yield Raekke(Vurderingsart.MILEPAEL, line.om, line.tekst, of, forklaring=f"{line.kvartal}. kvartal.")


def _emner(
    layout: Formular, rapport: UUID, coming: tuple[Raekke, ...], before: tuple[MilepaelLinje, ...]
) -> tuple[Afsnit, ...]:
    """The plan as a whole, the year before's milestones, which are judged, and the year's own, which are told of."""
    found = (
        Afsnit("rapporten", "Milepælsplanen som helhed", (hele_rapporten(rapport),)),
        Afsnit("status", layout.del_("status").overskrift, tuple(milepaelsemne(line) for line in before)),
        Afsnit("kommende", layout.del_("kommende").overskrift, coming),
    )
    return tuple(one for one in found if one.raekker and one.titel)


def _about(side: Planside, as_of: date) -> str:
    plan = side.plan
    if plan is None:
        return f"Der er ingen milepælsplan for {side.aar}. Her står de milepæle, der er planlagt i året."
    if plan.decided_on is None or plan.beslutning is None or plan.decided_on > as_of:
        return f"Milepælsplanen for {side.aar} er ikke godkendt den {dato(as_of)}."
    who = str(plan.beslutning.organ or plan.beslutning.decided_by)
    sent = f" Sendt {dato(plan.sent_on)}." if plan.sent_on and plan.sent_on <= as_of else ""
    return f"Godkendt {dato(plan.decided_on)}{f' af {who}' if who else ''}.{sent}"


def _status(lines: tuple[MilepaelLinje, ...], year: int) -> str:
    if not lines:
        return f"Der er ingen milepæle i {year}."
    counted = ", ".join(f"{each.number} {each.label.lower()}" for each in antal_pr_tilstand(lines))
    return f"Milepæle i {year}: {counted}."


def _layout(plan: Helhedsplan, aar: int) -> Formular:
    """The round's layout, with the years in its headings."""
    found = formular(SLUG, plan.bevillingsrunde.code if plan.bevillingsrunde else "")
    years = {"kommende": aar, "status": aar - 1}
    return found.med(
        kaldt={key: found.del_(key).overskrift.replace("{aar}", str(year)) for key, year in years.items()}
    )


def _titel(layout: Formular, side: Planside) -> str:
    """ "Milepælsplan 2027", "Revideret milepælsplan 2027", in the round's words."""
    revised = side.plan is not None and side.plan.is_revision
    return (
        f"Revideret {layout.titel[:1].lower()}{layout.titel[1:]} {side.aar}"
        if revised
        else f"{layout.titel} {side.aar}"
    )


def _coming(
    part: Formdel, side: Planside, lines: tuple[MilepaelLinje, ...], said: Mapping[UUID, Skrevet]
) -> Papirtabel:
    if side.plan is not None:
        rows = [_planned(part, line, said) for quarter in side.kvartaler for line in quarter.linjer]
    else:
        rows = [_linje(part, line, said, line.afviger) for line in lines]
    tom = f"Der er ingen milepæle i {side.aar} endnu."
    return Papirtabel(part.noegle, part.overskrift, kolonner(part, KOLONNESLAGS), tuple(rows), tom=tom)


def _linje(part: Formdel, line: MilepaelLinje, said: Mapping[UUID, Skrevet], note: str) -> Papirraekke:
    values: dict[str, Papirvaerdi] = {
        "milepael": line.text,
        "kvartal": line.tid,
        "sted": _of(line),
        "antal": None,
        "tilstand": line.state_label,
        "naaet": line.reached_on,
    }
    return raekke(part, values, note=note, uuid=line.uuid, skrevet=said.get(line.uuid))


def _planned(part: Formdel, line: Planlinje, said: Mapping[UUID, Skrevet]) -> Papirraekke:
    values = {
        "milepael": line.tekst,
        "kvartal": f"{line.kvartal}. kvartal",
        "sted": line.aktivitet or line.delaftale or "Hele planen",
        "antal": tal(line.antal) if line.antal is not None else None,
    }
    return raekke(
        part, values, note=" ".join(line.aendringer), uuid=line.om, skrevet=said.get(line.om) if line.om else None
    )


def _before(part: Formdel, lines: tuple[MilepaelLinje, ...], year: int, said: Mapping[UUID, Skrevet]) -> Papirtabel:
    rows = tuple(_linje(part, line, said, _note(line)) for line in lines)
    tom = f"Der er ingen milepæle i {year}."
    return Papirtabel(part.noegle, part.overskrift, kolonner(part, KOLONNESLAGS), rows, tom=tom)


def _of(line: MilepaelLinje) -> str:
    return line.aktivitet or line.delaftale or "Hele planen"


def _note(line: MilepaelLinje) -> str:
    moved = f"{line.flyttet_text}: {line.flyttet_hvorfor}".strip(": ") if line.flyttet_text else ""
    counted = ""
    if line.talt is not None and line.talt.tal is not None:
        counted = f"{tal(line.talt.tal)} af {tal(line.talt.maal)} ({line.talt.kilde})."
    dropped = f"Bortfaldet: {line.bortfaldet_hvorfor}" if line.bortfaldet_hvorfor else ""
    return " ".join(part for part in (moved, counted, dropped, line.comment) if part)


def paper_years(plan: Helhedsplan, today: date | None = None) -> tuple[int, ...]:
    """The years a paper can be had of, the last first: the plan's own, next year while it runs. One query."""
    coming = plan.default_as_of(today).year + 1
    made = plan.milepaelsplaner.filter(retired_on=None).order_by().values_list("year", flat=True)
    years = {*plan.calendar_years, *made}
    return tuple(sorted({*years, coming} if plan.end_date is None else years, reverse=True))
