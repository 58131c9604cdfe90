"""How the portfolio is written on paper."""

from django import template

from reporting.portefoelje.ark import opgjort

register = template.Library()

register.filter("opgjort", opgjort)


@register.filter
def i_ord(stykker) -> str:
    """The states that occur, counted in words: "15 opfyldt, 7 bagud"."""
    return ", ".join(f"{each.antal} {each.label.lower()}" for each in stykker)
