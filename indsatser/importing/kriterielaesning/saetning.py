"""One sentence taken apart: its clauses, times and amounts, each amount with its role and its own times."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from indsatser.choices import Operator
from indsatser.importing.kriterielaesning import relationer as r
from indsatser.importing.kriterielaesning.delsaetninger import clauses_of
from indsatser.importing.kriterielaesning.enheder import noun_after, noun_before
from indsatser.importing.kriterielaesning.relationer import Led, Rolle
from indsatser.importing.kriterielaesning.tal import Maengde, find_amounts
from indsatser.importing.kriterielaesning.tekst import MAX_LENGTH, blank, ens, without_names
from indsatser.importing.kriterielaesning.tid import Tid, find_times

_EVENT: Final = (
    r"(?:forløb|kursus|kurser|møde|arrangement|workshop|seminar|konference|event|fest|lejr|uddannelse"
    r"|hold|aften|netværk|dag|tur|café)"
)
_COUNTED_ARTICLE: Final = re.compile(
    rf"^\s+(?:ny\w*\s+|årlig\w*\s+|lokal\w*\s+|fælles\s+)?[\wæøå-]*{_EVENT}\b[^;.]*?\b(?:med|à|og\s+ete?t?n?)\s"
    rf"|^\s+(?:for|i|på|til)\s"
)
_HEAD: Final = re.compile(
    r"(?:[,:(•]|(?:(?<=¤)|(?<=[a-zæøå]{4}))\.|\bog|\bmen|\bmål(?:et|tal)?|\bbaseline|\budgangspunkt\w*)\s*(?:i|ved|pr\.?|d\.)?\s*$"
)
_BEFORE_COUNTED: Final = re.compile(
    r"(?:hvoraf|heraf|deraf|herunder|mindst|højst|kun|minimum|min\.|præcis|ca\.|op til)\s+$"
)


_WHOLE: Final = re.compile(r"\b(?:de|disse|vores)\s+$|^\W*(?:ud\s+af|blandt|af)\s+(?:i\s+alt\s+)?$")
_ORDINAL: Final = re.compile(r"(?<![0-9.,])(?P<number>[0-9]{1,2}\.)(?=\s+[a-zæøå])")
_ADDRESS: Final = re.compile(
    r"\b[A-ZÆØÅ][\wæøåÆØÅ]+(?:vej|vejen|gade|gaden|parken|vænget|stræde|alle|allé|bakken|haven|gården|toften|lunden)\s+"
    r"(?P<number>[0-9]+[A-Z]?(?:\s?[-–]\s?[0-9]+)?)(?=\s*(?:[,.;)]|$|(?:er|får|har|skal|bliver|deltager|og)\b))"
)
MAX_AMOUNTS: Final = 60  # more than that is a table, not a sentence


@dataclass(slots=True)
class Saetning:
    """What was written, and what was found in it. `work` has names and times blanked; all texts are equally long."""

    raw: str
    text: str
    work: str
    times: list[Tid]
    clauses: list[tuple[int, int]]
    led: list[Led]

    def quote(self, start: int, end: int) -> str:
        return self.raw[start:end]

    def clause_of(self, at: int) -> tuple[int, int]:
        return next((clause for clause in self.clauses if clause[0] <= at < clause[1]), (0, len(self.text)))


def take_apart(sentence: str, plan_from: date | None = None) -> Saetning:
    """Find everything; nothing is interpreted yet beyond the role of each amount."""
    raw = sentence[:MAX_LENGTH]
    text = ens(raw)
    times, work = find_times(without_names(text))
    for pattern in (_ORDINAL, _ADDRESS):
        for name in pattern.finditer(raw):
            if work[name.start("number")].isdigit():
                work = blank(work, *name.span("number"))
    clauses = clauses_of(raw, work)
    whole = Saetning(raw, text, work, times, clauses, [])
    found = find_amounts(work)
    amounts = [
        one for one in (found if len(found) <= MAX_AMOUNTS else []) if not one.is_article or _counts(raw, work, one)
    ]
    if len(amounts) == 1 and amounts[0].is_article and not _is_stressed(raw, work, amounts[0]):
        amounts = []
    for start, end in clauses:
        whole.led += _roles(work, [one for one in amounts if start <= one.start < end], start, end)
    _add_change_words(whole)
    _attach_times(whole)
    _mend_places(whole)
    _mend_levels(whole, plan_from)
    _second_look(whole)
    return whole


def _counts(raw: str, work: str, one: Maengde) -> bool:
    """Whether an "en" or "et" is a number here and not the article."""
    before, after = work[: one.start], work[one.end :]
    if re.match(r"\s+(?:par|håndfuld|række|del\b|vis|gruppe|masse|eller|anden|andet)", after):
        return False
    if _is_stressed(raw, work, one):
        return True
    if re.search(
        r"(?:^|[;.:•-]\s*|\b(?:afholdes?|gennemføres?|gennemført|afholdt|holdes?|holdt|udbydes|udbudt"
        r"|og)\s+)(?:der\s+\w+\s+)?$",
        before,
    ):
        return bool(_COUNTED_ARTICLE.match(after)) and bool(
            re.search(r"[0-9]|\bto\b|\btre\b|\bet\s+for\b", after) or "og " in before[-4:]
        )
    return False


def _is_stressed(raw: str, work: str, one: Maengde) -> bool:
    return "é" in raw[one.start : one.end].lower() or bool(_BEFORE_COUNTED.search(work[: one.start]))


def _roles(work: str, amounts: Sequence[Maengde], start: int, end: int) -> list[Led]:
    found: list[Led] = []
    for index, amount in enumerate(amounts):
        operator, span = r.operator_at(work, amount)
        begins = span[0] if operator and span[0] < amount.start else amount.start
        previous = found[-1].end if found else start
        begins = max(begins, previous)
        ends = amounts[index + 1].start if index + 1 < len(amounts) else end
        led = Led(amount, begins, amount.end, operator=operator, operator_span=span)
        before, clause_before, after = work[previous:begins], work[start:begins], work[amount.end : ends]
        led.in_parens = clause_before.count("(") > clause_before.count(")")
        led.enhed = noun_after(work, amount.end) if not amount.unit else None
        if led.enhed is None and not amount.unit:
            led.enhed = noun_before(work, begins) or noun_before(work, amount.start)
        has_rival = len(amounts) > 1
        if r.is_reference(work[start:end], begins - start, previous - start, after, has_rival=has_rival):
            led.rolle = Rolle.REFERENCE
        else:
            led.rolle, led.is_explicit = r.role_of(led, before, clause_before, after, work[slice(*span)])
        compared = re.search(r"\b(?:flere|færre)\s+(?=[^;.]*\bend\b[^;.]*$)", clause_before)
        if led.rolle == Rolle.FRA and led.enhed is None and compared and not amount.unit:
            led.enhed = noun_after(work, start + compared.end())
        if work[amount.start : amount.end] == "begge":
            led.rolle = Rolle.REFERENCE if clause_before.rstrip().endswith(" af") else Rolle.MAAL
        if re.search(r"\bsig\s+op\s+til\s*$", work[: amount.start]) and amount.value == 1:
            led.rolle, led.operator = Rolle.REFERENCE, None  # "skriver sig op til en bolig" counts nothing
        if _is_old_level(work, led, after):
            led.rolle, led.operator = Rolle.FRA, None
        found.append(led)
    return found


def _is_old_level(work: str, led: Led, after: str) -> bool:
    """ "lavere end de 98", "færre end 13 (1. december 2012)": more or less than a level that was, not a threshold."""
    said = work[slice(*led.operator_span)]
    if led.operator not in (Operator.OVER, Operator.UNDER) or " end" not in said:
        return False
    return bool(re.search(r"\b(?:de|det)$", said) or re.match(r"[^,;.]{0,30}\(\s*¤", after))


def _add_change_words(whole: Saetning) -> None:
    """ "halveres", "fordobles": a change with its per cent in the word itself."""
    for pattern, value in r.AENDRINGSORD:
        found = pattern.search(whole.work)
        if found and not any(led.start < found.end() and found.start() < led.end for led in whole.led):
            amount = Maengde(*found.span(), abs(value), unit="%", sign=1 if value > 0 else -1, is_word=True)
            whole.led.append(Led(amount, amount.start, amount.end, Rolle.AENDRING))
    whole.led.sort(key=lambda led: led.start)


def _attach_times(whole: Saetning) -> None:
    """A time belongs to the amount before it in the clause; at the head of a phrase, to the one after it."""
    for time in whole.times:
        start, end = whole.clause_of(time.start)
        inside = [led for led in whole.led if start <= led.start < end]
        before = [led for led in inside if led.end <= time.start]
        after = [led for led in inside if led.start >= time.end]
        if not inside:
            continue
        lead = whole.work[before[-1].end if before else start : time.start]
        trail = whole.work[time.end : after[0].start] if after else ""
        is_head = bool(_HEAD.search(lead)) or (
            not before and bool(re.fullmatch(r"\W*(?:(?:i|ved|pr|at)\b\W*)*", lead))
        )
        closed = ")" in trail and "(" not in trail
        target = next((led for led in after if led.is_explicit and led.rolle == Rolle.MAAL), None)
        if is_head and target and after[0].rolle == Rolle.FRA and re.search(r"\bfra\b", trail):
            target.tider.append(time)
        elif re.match(r"\s*:", trail) or (is_head and after and not closed and "," not in trail):
            after[0].tider.append(time)
        elif before and time.is_limit and before[-1].rolle == Rolle.FRA and _year(before[-1]):
            continue
        elif before and ("(" in lead or not (before[-1].in_parens and ")" in lead)):
            before[-1].tider.append(time)
        elif before:
            outer = next((led for led in reversed(before) if not led.in_parens), before[-1])
            outer.tider.append(time)
        elif after and not closed and re.match(r"^[^,;]*$", trail):
            after[0].tider.append(time)


def _second_look(whole: Saetning) -> None:
    """What can only be told from the other amounts: the older of two levels is where it starts."""
    goals = [led for led in whole.led if led.rolle == Rolle.MAAL]
    has_change = any(led.rolle == Rolle.AENDRING for led in whole.led)
    for one, other in pairwise(goals):
        if r.is_arrow(whole.work[one.end : other.start]):
            one.rolle, other.is_explicit = Rolle.FRA, True
    for led in goals:
        rivals = [other for other in goals if other is not led and other.rolle == Rolle.MAAL]
        previous = max((other.end for other in whole.led if other.end <= led.start), default=0)
        before = whole.work[max(previous, whole.clause_of(led.start)[0]) : led.start]
        is_now = any(time.art == "nu" for time in led.tider)
        alike = [other for other in rivals if other.unit == led.unit or not led.unit or not other.unit]
        if led.rolle != Rolle.MAAL or led.is_explicit or not (rivals or has_change or is_now):
            continue
        if (
            r.is_compared_with(before)
            or (is_now and (rivals or has_change))
            or (alike and r.was(before) and led.operator is None)
            or (has_change and not rivals and _belongs_to_change(whole, led))
        ):
            led.rolle = Rolle.FRA
        elif (
            has_change
            and rivals
            and _belongs_to_change(whole, led)
            and all(_belongs_to_change(whole, o) for o in rivals)
        ):
            for other in (led, *rivals):
                other.rolle = Rolle.FRA
        elif (alike and (_is_earlier(led, alike) or _was_said_before(whole, led, alike))) or (
            alike and _leads_to(whole, led, alike)
        ):
            led.rolle = Rolle.FRA


def _mend_places(whole: Saetning) -> None:
    """ "40 børn fra 3 skoler" and "frivillige fra 5 lande" start nowhere; "de to viceværter" are not a target."""
    for led in whole.led:
        start, end = whole.clause_of(led.start)
        others = [other for other in whole.led if other is not led and other.rolle == Rolle.MAAL]
        later = [other for other in others if other.start > led.start]
        clause = whole.work[start:end]
        noun = led.enhed if led.enhed and led.enhed.start >= led.end else None
        is_place = (
            led.rolle == Rolle.FRA
            and noun
            and not led.tider
            and re.search(r"\bfra\s+$", whole.work[start : led.start])
        )
        is_set = (
            led.rolle == Rolle.FRA
            and noun
            and not led.tider
            and re.search(r"\bfra\s+de\s+$", whole.work[start : led.start])
        )
        if is_set and later and not any(other.is_explicit for other in later):
            led.rolle = Rolle.UDEN
        moves = r.direction_of_words(clause)[0] is not None or r.FLERE.search(clause) or r.FAERRE.search(clause)
        if is_place and not later and not moves and "op fra" not in clause:
            led.rolle = Rolle.MAAL
        if led.rolle == Rolle.MAAL and others and _WHOLE.search(whole.work[start : led.start]):
            led.rolle = Rolle.UDEN


def _mend_levels(whole: Saetning, plan_from: date | None) -> None:
    """In brackets: the second of two starting points; and, where only a direction is said, the level there was."""
    for one, other in pairwise(whole.led):
        gap = whole.work[one.end : other.start]
        is_second = one.rolle == Rolle.FRA and other.rolle == Rolle.MAAL and one.in_parens and other.in_parens
        if (
            is_second
            and ")" not in gap
            and (one.unit == other.unit or not other.unit)
            and not other.is_explicit
            and other.operator is None
        ):
            other.rolle = Rolle.FRA
    goals = [led for led in whole.led if led.rolle == Rolle.MAAL]
    for one, other in pairwise(goals):
        before_plan = plan_from is not None and (_year(one) or 9999) < plan_from.year <= (_year(other) or 0)
        if len(goals) == 2 and before_plan and one.unit == other.unit and not one.is_explicit:
            one.rolle = Rolle.FRA
    for led in goals:
        start, _ = whole.clause_of(led.start)
        before = whole.work[start : led.start]
        opens = before.rfind("(")
        if not led.in_parens or led.is_explicit or any(other is not led and not other.in_parens for other in goals):
            continue
        outside = before[:opens]
        moves = r.direction_of_words(outside)[0] or r.FLERE.search(outside) or r.FAERRE.search(outside)
        is_start = r.was(before[opens:]) or _is_past(led, plan_from)
        if (moves and is_start) or r.SAMME.search(outside):
            led.rolle = Rolle.FRA


def _is_past(led: Led, plan_from: date | None) -> bool:
    """A level of one exact day, or of a time before the plan, is what there was."""
    time = next((one for one in led.tider if one.last is not None), None)
    if time is None or time.last is None:
        return False
    return time.last < plan_from if plan_from else time.first == time.last


def _belongs_to_change(whole: Saetning, led: Led) -> bool:
    """Beside "halveres" or "øges med 25 %", a bare level in brackets or before the verb is where it starts."""
    if led.operator is not None and led.operator != Operator.CIRKA:
        return False
    changes = [other.start for other in whole.led if other.rolle == Rolle.AENDRING]
    before = whole.work[whole.clause_of(led.start)[0] : led.start]
    from_said = bool(re.search(r"\bfra\b|\bift\b|\bi forhold til\b", before)) and led.start > min(changes)
    return (
        led.in_parens or from_said or (led.start < min(changes) and bool(re.search(r"\bpå\s+(?:ca\.?\s+)?$", before)))
    )


def _is_earlier(led: Led, alike: list[Led]) -> bool:
    """Of an earlier year than the other, in brackets or beside an outright goal: 70 % i 2020 (52,9 % i 2017)."""
    year = _year(led)
    return (
        (led.in_parens or alike[0].is_explicit)
        and led.operator is None
        and year is not None
        and len(alike) == 1
        and not alike[0].in_parens
        and (_year(alike[0]) or 9999) > year
    )


_SAYS_MORE: Final = re.compile(r"\.\s+(?:[^.]*\b)?(?:andelen|antallet|tallet|niveauet|det|den|gennemsnittet)\b")


def _was_said_before(whole: Saetning, led: Led, alike: list[Led]) -> bool:
    """ "86,6 % gik i dagtilbud i 2015. I 2022 er andelen 90 %": the level of a sentence that the next one is about."""
    goal, year = alike[0], _year(led)
    is_next = len(alike) == 1 and led.end <= goal.start and bool(_SAYS_MORE.search(whole.text[led.end : goal.start]))
    return is_next and year is not None and (_year(goal) or 0) > year


def _leads_to(whole: Saetning, led: Led, alike: list[Led]) -> bool:
    """ "Andelen på 30 % falder til 20 %": the amount before the verb, where an outright target follows."""
    goal = alike[0]
    return (
        len(alike) == 1
        and goal.is_explicit
        and led.end <= goal.start
        and led.operator is None
        and r.direction_of_words(whole.work[led.end : goal.start])[0] is not None
        and not re.search(r"\bog\b|;", whole.work[led.end : goal.start])
    )


def _year(led: Led) -> int | None:
    return next((time.last.year for time in led.tider if time.last is not None), None)
