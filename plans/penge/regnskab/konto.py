"""The reguleringskonto as facts: per source and year what went in and out, and what awaits an answer."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from helhedsplan.numbers import kroner
from plans.choices import Godkendelse
from plans.models import Finansieringskilde, Overfoersel
from plans.penge.regnskab.godkendelse import Svar, mangler, samlet
from plans.penge.regnskab.regler import NOUGHT, Aarstal, Kontoaar, Rest, kontoudvikling


@dataclass(frozen=True, slots=True)
class Overfoerselslinje:
    """A carrying-over with its two answers. `mangler` says what has to happen first; "" when it may be used."""

    uuid: UUID
    kilde: str
    from_year: int
    to_year: int
    amount: Decimal
    reason: str
    note: str
    state: Godkendelse
    svar: tuple[Svar, Svar]
    mangler: str
    beslutning: str

    @property
    def is_approved(self) -> bool:
        return self.state == Godkendelse.GODKENDT

    @property
    def er_bagefter(self) -> bool:
        """Whether a yes came only after the year the money was for: it was to be had beforehand."""
        return any(
            each.on and each.state == Godkendelse.GODKENDT and each.on.year > self.to_year for each in self.svar
        )


@dataclass(frozen=True, slots=True)
class Kildekonto:
    """A source's account: year by year, what each final year left, and the carryings.

    `is_undated`: part of the source's budget has no year, so what a year left unspent cannot be known.
    """

    uuid: UUID
    navn: str
    aar: tuple[Kontoaar, ...]
    rester: tuple[Rest, ...]
    overfoersler: tuple[Overfoerselslinje, ...]
    is_undated: bool = False

    @property
    def staar(self) -> Decimal:
        """What stands on the account now (kroner)."""
        return self.aar[-1].ultimo if self.aar else NOUGHT

    @property
    def afventer(self) -> Decimal:
        """What is asked for or meant to be carried over, and has no answer yet."""
        waits = (Godkendelse.SOEGT, Godkendelse.IKKE_SOEGT)
        return sum((row.amount for row in self.overfoersler if row.state in waits), NOUGHT)

    @property
    def has_movements(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.overfoersler) or any(row.indsat or row.primo for row in self.aar)

    def _rests_on_final(self, year: int) -> bool:
        """Whether all that was carried into the year came from years whose accounts are final."""
        final = {rest.year for rest in self.rester}
        return all(row.from_year in final for row in self.overfoersler if row.to_year == year and row.is_approved)

    @property
    def bemaerkninger(self) -> tuple[str, ...]:
        """What does not add up, or was not done in the right order."""
        found = [
            f"Der er overført {kroner(row.frigivet)} til {row.year}, men der stod kun"
            f" {kroner(max(row.primo, NOUGHT))} på kontoen."
            for row in self.aar
            if row.is_overdrawn and self._rests_on_final(row.year)
        ]
        found += [
            f"Af det, der ikke blev brugt i {rest.year} ({kroner(max(rest.ikke_brugt, NOUGHT))}), er der overført"
            f" eller søgt {kroner(rest.overfoert)}"
            for rest in self.rester
            if rest.tilbage < 0 and rest.overfoert
        ]
        found += [
            f"Overførslen {row.from_year} → {row.to_year} er først godkendt efter {row.to_year}; den skal være"
            " godkendt, før pengene bruges."
            for row in self.overfoersler
            if row.er_bagefter
        ]
        final = {rest.year for rest in self.rester}
        found += [
            f"Overførslen {row.from_year} → {row.to_year} hviler på et regnskab for {row.from_year}, der ikke er"
            " endeligt endnu."
            for row in self.overfoersler
            if not self.is_undated and row.from_year not in final and row.state != Godkendelse.AFSLAAET
        ]
        return tuple(found)


def overfoerselslinje(row: Overfoersel, *, as_of: date | None = None) -> Overfoerselslinje:
    """A carrying-over as it is read, or as it stood on the day: an answer that came later was not there yet."""
    svar = (
        _svar("kommunalbestyrelsen", Godkendelse(row.kommune_state), row.kommune_on, as_of),
        _svar("Landsbyggefonden", Godkendelse(row.lbf_state), row.lbf_on, as_of),
    )
    return Overfoerselslinje(
        uuid=row.uuid,
        kilde=row.kilde.name,
        from_year=row.from_year,
        to_year=row.to_year,
        amount=row.amount,
        reason=row.reason,
        note=row.note,
        state=samlet(each.state for each in svar),
        svar=svar,
        mangler=mangler(svar),
        beslutning=str(row.beslutning) if row.beslutning else "",
    )


def _svar(hvem: str, state: Godkendelse, on: date | None, as_of: date | None) -> Svar:
    if as_of is not None and on is not None and on > as_of and state in (Godkendelse.GODKENDT, Godkendelse.AFSLAAET):
        return Svar(hvem, Godkendelse.SOEGT, None)
    return Svar(hvem, state, on)


def byg_konti(
    kilder: Iterable[Finansieringskilde],
    overfoersler: Sequence[Overfoersel],
    budget: Mapping[tuple[int, int], Decimal],
    brugt: Mapping[tuple[int, int], Decimal],
    final_years: Iterable[int],
    years: Iterable[int],
    undated: Collection[int] = (),
    as_of: date | None = None,
) -> tuple[Kildekonto, ...]:
    """The account of each source. `budget` and `brugt` are by (source, year). No queries.

    Only money that may be used counts as carried; what is asked for is listed and takes from what can be asked for.
    `undated` are the sources with budget that has no year: nothing is put on their account. With `as_of`, answers
    that came later are not there yet.
    """
    final, all_years = set(final_years), sorted(set(years))
    by_kilde: dict[int, list[Overfoersel]] = defaultdict(list)
    for row in overfoersler:
        by_kilde[row.kilde_id].append(row)
    found = []
    for kilde in kilder:
        linjer = tuple(overfoerselslinje(row, as_of=as_of) for row in by_kilde[kilde.pk])
        frigivet: dict[int, Decimal] = defaultdict(Decimal)
        for linje in linjer:
            if linje.is_approved:
                frigivet[linje.to_year] += linje.amount
        tal = [
            Aarstal(
                year,
                budget.get((kilde.pk, year), NOUGHT),
                brugt.get((kilde.pk, year), NOUGHT),
                is_final=year in final and kilde.pk not in undated,
            )
            for year in all_years
        ]
        aar = kontoudvikling(tal, frigivet)
        found.append(Kildekonto(kilde.uuid, kilde.name, aar, _rester(aar, linjer), linjer, kilde.pk in undated))
    return tuple(found)


def _rester(aar: Iterable[Kontoaar], linjer: Sequence[Overfoerselslinje]) -> tuple[Rest, ...]:
    """What each final year left, and how much of it is carried or asked for (a no gives it back)."""
    return tuple(
        Rest(
            row.year,
            row.indsat,
            sum(
                (each.amount for each in linjer if each.from_year == row.year and each.state != Godkendelse.AFSLAAET),
                NOUGHT,
            ),
        )
        for row in aar
        if row.indsat is not None
    )


def netto_overfoert(konti: Iterable[Kildekonto], year: int) -> Decimal:
    """What was carried into a year with approval, less what was carried out of it, from all sources (kroner).

    Over all the years it is nought: what is carried is there once, in the year it may be used.
    """
    approved = [row for konto in konti for row in konto.overfoersler if row.is_approved]
    into = sum((row.amount for row in approved if row.to_year == year), NOUGHT)
    return into - sum((row.amount for row in approved if row.from_year == year), NOUGHT)


def dag_i_aar(day: date | None, year: int) -> date | None:
    """A day as the accounts of a year can run to it: what is booked after New Year belongs to its last day."""
    return None if day is None or day.year < year else min(day, date(year, 12, 31))
