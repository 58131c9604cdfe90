"""What has been answered about money that is to be carried over: one state of the two answers, and its sentence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from helhedsplan.datoer import dato
from plans.choices import Godkendelse


@dataclass(frozen=True, slots=True)
class Svar:
    """One approver's answer."""

    hvem: str
    state: Godkendelse
    on: date | None

    @property
    def text(self) -> str:
        """ "Kommunalbestyrelsen: godkendt 14.03.2020"."""
        when = f" {dato(self.on)}" if self.on else ""
        return f"{_first_up(self.hvem)}: {self.state.label.lower()}{when}"


def samlet(states: Iterable[Godkendelse]) -> Godkendelse:
    """Both must say yes; one no is a no; otherwise the one who has got least far."""
    found = set(states)
    order = (Godkendelse.AFSLAAET, Godkendelse.IKKE_SOEGT, Godkendelse.SOEGT)
    return next((state for state in order if state in found), Godkendelse.GODKENDT)


def mangler(svar: Iterable[Svar]) -> str:
    """What has still to happen before the money may be used; "" when nothing has."""
    svar = tuple(svar)
    said_no = [each.hvem for each in svar if each.state == Godkendelse.AFSLAAET]
    if said_no:
        return f"{_first_up(' og '.join(said_no))} har sagt nej. Pengene bliver på reguleringskontoen."
    waits = [each.hvem for each in svar if each.state != Godkendelse.GODKENDT]
    return f"Må ikke bruges endnu: {' og '.join(waits)} skal godkende det først." if waits else ""


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
