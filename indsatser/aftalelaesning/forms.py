"""The forms around the review: the file, one answer or many, and the last yes."""

import re
from dataclasses import dataclass
from typing import Any, Final

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q

from helhedsplan.filer import ValideretFil
from indsatser.aftalelaesning.valg import under
from indsatser.importing.dokument.laes import afvisning_af_navn
from indsatser.models import Gennemsynsvalg, Laesesikkerhed

FORAELDET: Final = "Valget kunne ikke læses. Åbn siden igen, og vælg på ny."
_EN: Final = re.compile(r"(uset|godkendt|afvist):(\d{1,15}):(\d{1,9})")
_MANGE: Final = re.compile(r"(godkendt|afvist|igen):(sikre|del|raekke):(.{0,240})")
IGEN: Final = "igen"


class Aftalefil(ValideretFil):
    """A file of a kind that an agreement can be read from; of others it is told what to do with them."""

    def to_python(self, data: Any) -> Any:
        if data and (sentence := afvisning_af_navn(data.name)):
            raise ValidationError(sentence, code="extension")
        return super().to_python(data)


class FilForm(forms.Form):
    """The agreement."""

    fil = Aftalefil(
        label="Aftalen",
        help_text="Word (docx), PDF med tekst eller ren tekst. Intet kommer i en plan, før du har set det igennem.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx,.pdf,.txt"}),
    )

    @property
    def helper(self) -> FormHelper:
        """Crispy prints the fields; the page owns the form element and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


@dataclass(frozen=True, slots=True)
class EtValg:
    """One value's answer, and the version that was seen."""

    valg: Gennemsynsvalg
    pk: int
    seen: int


@dataclass(frozen=True, slots=True)
class MangeValg:
    """One answer for many values."""

    valg: Gennemsynsvalg
    where: Q
    igen: bool = False


def et_valg(text: str) -> EtValg:
    """What a value's button says: "godkendt:17:1". Raises ValidationError."""
    found = _EN.fullmatch(text)
    if not found:
        raise ValidationError(FORAELDET)
    return EtValg(Gennemsynsvalg(found[1]), int(found[2]), int(found[3]))


def mange_valg(text: str) -> MangeValg:
    """What a button for many says: "godkendt:del:delaftaler[0]"; "igen" proposes what was rejected before once more.
    Raises ValidationError."""
    found = _MANGE.fullmatch(text)
    if not found:
        raise ValidationError(FORAELDET)
    scope, name = found[2], found[3]
    where = {
        "sikre": Q(sikkerhed=Laesesikkerhed.SIKKER),
        "del": Q(part=name) | Q(part__startswith=f"{name}."),
        "raekke": under(name),
    }[scope]
    if found[1] == IGEN:
        return MangeValg(Gennemsynsvalg.USET, where, igen=True)
    return MangeValg(Gennemsynsvalg(found[1]), where)


class GemForm(forms.Form):
    """The last yes; where something is not answered yet, what becomes of it."""

    MED, UDE = "med", "ude"
    uafklaret = forms.ChoiceField(
        label="Det, ingen har taget stilling til",
        choices=[(MED, "Tag det med, som det er læst"), (UDE, "Lad det blive ude")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg, om det skal med eller blive ude."},
    )

    def __init__(self, data: Any = None, *, undecided: int) -> None:
        super().__init__(data)
        if not undecided:
            del self.fields["uafklaret"]

    @property
    def with_undecided(self) -> bool:
        """Whether what nobody has answered goes in."""
        return self.cleaned_data.get("uafklaret") == self.MED

    @property
    def helper(self) -> FormHelper:
        """Crispy prints the fields; the page owns the form element and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper
