"""A measurement in words, and when it was saved. Numbers and dates come from helhedsplan."""

from datetime import datetime

from django import template
from django.utils import timezone

from helhedsplan.datoer import periode
from indsatser.models import Maaling
from indsatser.registrering.services import vaerdi_of
from indsatser.registrering.vaerdier import felt_for, in_words

register = template.Library()


@register.filter
def maalt(maaling: Maaling) -> str:
    """What was measured: "12 samtaler", "56,2 % (118 af 210)", "Ja"."""
    row = maaling.kriterium
    return in_words(vaerdi_of(maaling), felt_for(row.form, row.unit), row.unit)


@register.filter
def data_om(maaling: Maaling) -> str:
    """The period the data are about: "oktober 2019"."""
    return periode(maaling.data_from, maaling.data_to)


@register.filter
def klokken(moment: datetime) -> str:
    """ "kl. 10.42", in Danish time."""
    return f"kl. {timezone.localtime(moment):%H.%M}"
