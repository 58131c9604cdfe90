"""Which of the times in a sentence is the deadline, the window, the day of the baseline."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from indsatser.importing.kriterielaesning.relationer import Led, Rolle
from indsatser.importing.kriterielaesning.tid import Tid, months_from
from indsatser.importing.kriterielaesning.typer import Tillid

if TYPE_CHECKING:
    from indsatser.importing.kriterielaesning.enkelt import Uddrag

_YEAR_ALONE: Final = re.compile(r"^(?:i|for|år|året|siden)?\s*(?:år\s+)?((?:19|20)[0-9]{2})$", re.IGNORECASE)
_AGAINST: Final = re.compile(
    r"\b(?:end|som|(?:over|under)\s+niveauet"
    r"|i forhold til|ift\.?|sammenlignet med|siden|målt i|kontra|startmåling|nulpunktsmåling|førmåling"
    r"|nulpunkt|startpunkt)\s*(?:\w*niveauet\s+)?(?:i\s*)?$"
)
NO_TIMES: Final[dict[str, Any]] = {
    "deadline": None, "deadline_text": "", "window_from": None, "window_to": None, "window_months": None,
    "window_derived": False,
}  # fmt: skip


def as_written(x: Uddrag, time: Tid, limit: int) -> str:
    """The words for a time: "2020" for "i 2020", otherwise as it stands."""
    text = x.whole.quote(time.start, time.end).strip(" (),")
    alone = _YEAR_ALONE.match(text)
    return (alone.group(1) if alone else text)[:limit]


def is_against(x: Uddrag, time: Tid) -> bool:
    """ "færre end i 2012", "i forhold til 2009": the time of what is compared with."""
    return time.text.startswith("siden") or bool(_AGAINST.search(x.whole.work[max(0, time.start - 40) : time.start]))


def _is_cohort(x: Uddrag, time: Tid) -> bool:
    """ "80 % af deltagerne fra 2018": who is counted, and not when."""
    return time.art == "punkt" and bool(re.search(r"\w\s+fra\s+$", x.whole.work[: time.start]))


def _owned_by(x: Uddrag, time: Tid) -> Led | None:
    return next((led for led in x.whole.led if time in led.tider), None)


def when_started(x: Uddrag, led: Led | None) -> dict[str, Any]:
    """The day of the baseline and the words for it."""
    found: dict[str, Any] = {"baseline_on": None, "baseline_text": ""}
    times = [time for time in (led.tider if led else []) if time.art in ("punkt", "spaend", "nu")]
    times += [
        time
        for time in x.times
        if time.art == "punkt" and is_against(x, time) and (x.is_part or x.start <= time.start < x.end)
    ]
    if not times and (led is not None or x.goal is None):
        times = [time for time in x.times if time.art == "spaend" and _is_from_to(x, time)]
    for time in times:
        found["baseline_text"] = as_written(x, time, 120)
        found["baseline_on"] = _first_year_end(time) if time.art == "spaend" else time.last
        x.found("baseline_on", time.start, time.end)
        return found
    if led is not None and (note := re.match(r"\s*(?:[^\W\d_]+\s+)?\(([^()]{3,118})\)", x.whole.text[led.end :])):
        found["baseline_text"] = x.whole.quote(led.end + note.start(1), led.end + note.end(1))
    return found


def _is_from_to(x: Uddrag, time: Tid) -> bool:
    return x.whole.text[time.start : time.end].startswith("fra")


def _first_year_end(time: Tid) -> date | None:
    return date(time.first.year, 12, 31) if time.first else None


def when_due(x: Uddrag, *, is_level: bool) -> dict[str, Any]:
    """Deadline and window. A count within a year is counted there; a level is due at the end of it."""
    found = dict(NO_TIMES)
    for time in x.times:
        owner = _owned_by(x, time)
        if owner is not None and owner is not x.goal and owner is not x.change_led:
            is_mine = owner.rolle in (Rolle.MAAL, Rolle.AENDRING, Rolle.TILVAEKST) and not x.is_part
            if not is_mine or owner.rolle in (Rolle.FRA, Rolle.REFERENCE):
                continue
        if x.is_part and owner is not x.goal:
            continue
        if is_against(x, time) or _is_cohort(x, time):
            continue
        _take(x, time, found, is_level=is_level)
    if x.rammer.aar and 1900 <= x.rammer.aar <= 2100 and not _has_time(found) and not x.is_part:
        year = x.rammer.aar
        found |= {"deadline": date(year, 12, 31), "deadline_text": str(year)}
        if not is_level:
            found |= {"window_from": date(year, 1, 1), "window_to": date(year, 12, 31)}
    return found


def _has_time(found: dict[str, Any]) -> bool:
    return bool(found["deadline"] or found["deadline_text"] or found["window_from"] or found["window_months"])


def _take(x: Uddrag, time: Tid, found: dict[str, Any], *, is_level: bool) -> None:
    text = as_written(x, time, 80)
    is_head = time.art == "opfoelgning" and "follow_up_months" not in x.fund and not x.whole.work[: time.start].strip()
    if (time.art == "vindue" or is_head) and time.months and found["window_months"] is None:
        found["window_months"] = time.months
        x.found("window_months", time.start, time.end)
        start = x.rammer.plan_from
        if start is not None and not found["window_from"]:
            end = months_from(start, time.months)
            found |= {"window_from": start, "window_to": end, "window_derived": True}
            found["deadline"] = found["deadline"] or end
    elif time.art == "planperiode":
        begins, ends = x.rammer.plan_from, x.rammer.plan_to
        if begins and ends and begins <= ends and not is_level and not found["window_from"]:
            found |= {"window_from": begins, "window_to": ends, "window_derived": True}
        if not found["deadline"]:
            found |= {"deadline": ends, "deadline_text": text}
            x.found("deadline", time.start, time.end, Tillid.SANDSYNLIG)
    elif time.art == "planslut" and not found["deadline"]:
        found |= {"deadline": x.rammer.plan_to, "deadline_text": text}
        x.found("deadline", time.start, time.end, Tillid.SANDSYNLIG)
    elif time.art in ("punkt", "spaend") and time.last is not None and not found["deadline_text"]:
        found |= {"deadline": time.last, "deadline_text": text}
        x.found("deadline", time.start, time.end, Tillid.SIKKER if time.is_sure else Tillid.SANDSYNLIG)
        is_window = time.art == "spaend" or (not time.is_limit and not is_level)
        if is_window and not (time.art == "spaend" and is_level and _is_from_to(x, time)):
            found |= {"window_from": time.first, "window_to": time.last, "window_derived": False}
            x.found("window_from", time.start, time.end)
