"""Danish numbers, dates and plain text in templates. Thin: all rounding lives in helhedsplan.numbers."""

import re
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from helhedsplan import datoer, numbers

register = template.Library()


def _exact(value):
    """Whole numbers and figures from elsewhere as Decimal, exactly as they are written."""
    return value if isinstance(value, Decimal) else Decimal(str(value))


@register.filter
def tal(value, decimals=None):
    """1234.5 → 1.234,5; empty for nothing, so that a missing figure is never a zero."""
    return "" if value in (None, "") else numbers.tal(_exact(value), decimals=decimals)


@register.filter
def procent(value, decimals=1):
    """18.4 → 18,4 %; `procent:2` when two decimals matter: 28,79 %."""
    return "" if value in (None, "") else numbers.procent(_exact(value), decimals)


@register.filter
def kroner(value):
    """1250000 → 1.250.000 kr."""
    return "" if value in (None, "") else numbers.kroner(_exact(value))


@register.filter
def maengde(value, unit=""):
    """A value in its unit: 18.4 and "%" → 18,4 %; 35 and "unge" → 35 unge."""
    return "" if value in (None, "") else numbers.maengde(_exact(value), unit)


def _local(value):
    """A moment as Danish time; a date stays a date; anything else is nothing."""
    if isinstance(value, datetime):
        return timezone.localtime(value) if timezone.is_aware(value) else value
    return value if isinstance(value, date) else None


@register.filter
def dato(value):
    """08.03.2019."""
    return datoer.dato(_local(value))


@register.filter
def dato_lang(value):
    """8. marts 2019."""
    return datoer.dato_lang(_local(value))


@register.filter
def tidspunkt(value):
    """08.03.2019 kl. 14.05, in Danish time."""
    moment = _local(value)
    if not isinstance(moment, datetime):
        return dato(moment)
    return f"{dato(moment)} kl. {moment.hour:02}.{moment.minute:02}"


@register.filter
def klokken(value):
    """A moment as the time of day: kl. 14.05, in Danish time."""
    moment = _local(value)
    return f"kl. {moment.hour:02}.{moment.minute:02}" if isinstance(moment, datetime) else ""


@register.filter
def kvartal(value, year=None):
    """A date → 1. kvartal 2019; a quarter's number with its year: `{{ 3|kvartal:2019 }}` → 3. kvartal 2019."""
    day = _local(value)
    if day:
        return f"{(day.month - 1) // 3 + 1}. kvartal {day.year}"
    if value in (None, ""):
        return ""
    return f"{value}. kvartal {year}" if year else f"{value}. kvartal"


_BULLET = re.compile(r"^\s*[-–•*]\s+")


def _block(lines: list[str]) -> SafeString:
    """One paragraph, or a list where lines begin with a bullet; every line is escaped before it becomes HTML."""
    parts: list[SafeString] = []
    prose: list[str] = []
    bullets: list[list[str]] = []

    def close_prose():
        if prose:
            text = "<br>".join(escape(line) for line in prose)
            parts.append(mark_safe(f"<p>{text}</p>"))
            prose.clear()

    def close_bullets():
        if bullets:
            items = "".join(f"<li>{escape(' '.join(words))}</li>" for words in bullets)
            parts.append(mark_safe(f"<ul>{items}</ul>"))
            bullets.clear()

    for line in lines:
        if _BULLET.match(line):
            close_prose()
            bullets.append([_BULLET.sub("", line).strip()])
        elif bullets and line[:1] in " \t":
            bullets[-1].append(line.strip())
        else:
            close_bullets()
            prose.append(line.strip())
    close_prose()
    close_bullets()
    return mark_safe("".join(parts))


@register.filter
def tekst(value):
    """Plain text as people type it: blank lines part paragraphs, lines that begin with "- " are a list.

    Nothing in the text is ever taken as HTML, not even when it claims to be safe.
    """
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\r", "\n")
    blocks = [block for block in re.split(r"\n[ \t]*\n", text.strip("\n")) if block.strip()]
    return mark_safe("".join(_block([line for line in block.split("\n") if line.strip()]) for block in blocks))
