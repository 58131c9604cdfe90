"""Danish numbers, dates and plain text in templates. Thin: all rounding lives in helhedsplan.numbers."""

from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe

from helhedsplan import datoer, numbers, rigtekst

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
def kroner_praecis(value):
    """1250000.5 → 1.250.000,50 kr.; øre only where there are some."""
    return "" if value in (None, "") else numbers.kroner_praecis(_exact(value))


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


@register.filter
def tekst(value, heading_level=None):
    """A long text with its paragraphs, lists, bold and headings, as `helhedsplan.rigtekst` reads it.

    `{{ afsnit.text|tekst:4 }}` where the text stands under an h3 of its own: its headings become h4 and h5. Without a
    level they are paragraphs that look like headings. Nothing in the text is taken as HTML, not even if marked safe.
    """
    return mark_safe(rigtekst.til_html(None if value is None else str(value), heading_level))
