"""What reports print of a line, as filters: thin, the words are made in reporting/formulering.py."""

from django import template

from reporting import formulering

register = template.Library()

register.filter("udgangspunkt", formulering.udgangspunkt)
register.filter("maalt_udgangspunkt", formulering.maalt_udgangspunkt)
register.filter("maal", formulering.maal)
register.filter("frist", formulering.frist)
register.filter("resultat", formulering.resultat)
register.filter("data", formulering.data)
register.filter("forventet", formulering.forventet)
register.filter("reference", formulering.reference)
register.filter("medfinansiering", formulering.medfinansiering)
register.filter("flyttet", formulering.bevaegelse_i_tid)
register.filter("perioden", formulering.perioden)
