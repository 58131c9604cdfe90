"""Budgets that were read as values under the keys of the case files: rows with their amounts and printed sums."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from indsatser.importing.aftale.budget.efterregn import efterregn, passer
from indsatser.importing.aftale.budget.maerker import Kilde
from indsatser.importing.aftale.budget.tabel import Budgettabel, Tal
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.normal import even
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.vaerdi import Traee, Vaerdi, uden_tomme

SAMLET: Final = "I alt"


@dataclass(frozen=True)
class Tabelpost:
    """A table with the post that all of it is about, where its rows name none: what it is called and where."""

    tabel: Budgettabel
    post: Vaerdi | None = None


def raekker(tables: Iterable[Tabelpost]) -> list[dict[str, Traee]]:
    """The rows of the budget: a post with its amounts and printed sums, and rows that are the sums of all posts."""
    found: list[dict[str, Traee]] = []
    for one in tables:
        found += _of_table(one)
    return found


def _of_table(one: Tabelpost) -> Iterator[dict[str, Traee]]:
    tal = one.tabel.tal
    whole = one.post.vaerdi if one.post else ""
    keys: dict[tuple[str, str], None] = dict.fromkeys((t.gruppe, t.post) for t in tal if t.post or not t.is_sum)
    if whole and any(not t.post for t in tal):
        keys.setdefault(("", ""), None)
    for group, post in keys:
        mine = [t for t in tal if (t.gruppe, t.post) == (group, post)]
        label = Vaerdi(post, one.tabel.poster.get(post) or mine[0].steder[:1], _sure(one.tabel)) if post else one.post
        yield uden_tomme({
            "label": label,
            "group": Vaerdi(group, mine[0].steder[-1:], Sikkerhed.LIKELY) if group and group != post else None,
            "amounts": [_amount(t, one.tabel) for t in mine if not t.is_sum],
            "totals": [_amount(t, one.tabel) for t in mine if t.is_sum],
        })  # fmt: skip
    sums = [t for t in tal if t.is_sum and not t.post and ("", "") not in keys]
    if sums:
        yield {
            "label": Vaerdi(SAMLET, sums[0].steder[-1:], Sikkerhed.EXACT, beregnet=True),
            "is_total": Vaerdi(True, sums[0].steder[:1], Sikkerhed.EXACT, beregnet=True),
            "totals": [_amount(t, one.tabel) for t in sums],
        }


def _sure(table: Budgettabel) -> Sikkerhed:
    return Sikkerhed.EXACT if table.enhed_kendt else Sikkerhed.LIKELY


def _amount(tal: Tal, table: Budgettabel) -> dict[str, Traee]:
    where, sure = tal.steder[:1], _sure(table)
    found: dict[str, Traee | None] = {}
    if tal.kilde:
        found["source"] = Vaerdi(tal.kilde.navn, where, sure, beregnet=True)
    if tal.tid:
        found["year" if tal.tid.aar else "period"] = Vaerdi(tal.tid.aar or tal.tid.trykt, where, sure, beregnet=True)
    if tal.vaerdi is None:
        found["amount_as_printed"] = Vaerdi(tal.trykt, where, sure)
    else:
        found["amount"] = Vaerdi(tal.vaerdi, where, sure, beregnet=tal.er_omregnet)
    return uden_tomme(found)


def kilder(tables: Iterable[Budgettabel]) -> list[Traee]:
    """The sources that amounts come from, each once."""
    found: dict[str, dict[str, Traee]] = {}
    for table in tables:
        for tal in table.tal:
            if tal.kilde and not tal.is_sum and even(tal.kilde.navn) not in found:
                found[even(tal.kilde.navn)] = {
                    "name": Vaerdi(tal.kilde.navn, _head_of(tal, tal.kilde), Sikkerhed.EXACT, beregnet=True),
                    "kind": Vaerdi(tal.kilde.art, _head_of(tal, tal.kilde), Sikkerhed.LIKELY, beregnet=True),
                }
    return list(found.values())


def _head_of(tal: Tal, kilde: Kilde) -> tuple[Stykke, ...]:
    """The head or label that names the source."""
    words = even(kilde.navn) if kilde.art != "lbf" else ""
    for line in tal.steder[1:]:
        text = even(line.text)
        if (words and words in text) or (not words and ("lbf" in text or "landsbyggefond" in text)):
            return (line,)
    return tal.steder[:1]


def helheder(table: Budgettabel, posts: Sequence[str]) -> dict[str, Traee]:
    """The whole amounts a table prints for one of these posts ("" for all): from Landsbyggefonden, local, together.

    One that is not the sum of its parts is left out.
    """
    found: dict[str, Traee] = {}
    local = {even(t.kilde.navn) for t in table.tal if t.kilde and t.kilde.art != "lbf" and not t.is_sum}
    for tal in table.tal:
        if not tal.is_sum or tal.tid or tal.vaerdi is None or even(tal.post) not in posts:
            continue
        if tal.kilde is None:
            key = "total"
        elif tal.kilde.art == "lbf":
            key = "lbf"
        elif tal.kilde.art == "lokal" or local == {even(tal.kilde.navn)}:
            key = "local"
        else:
            continue
        if passer(tal, table.tal):
            found.setdefault(key, Vaerdi(tal.vaerdi, tal.steder, _sure(table), beregnet=tal.er_omregnet))
    return found


def fordelt(rows: Sequence[dict[str, Traee]], *, lbf: bool) -> Decimal | None:
    """What the amounts of rows come to, from Landsbyggefonden or from all others; None where one has no source or
    cannot be read."""
    found: list[Decimal] = []
    for row in rows:
        for one in row.get("amounts", []):  # type: ignore[union-attr]
            source, amount = one.get("source"), one.get("amount")  # type: ignore[union-attr]
            if not isinstance(source, Vaerdi) or not isinstance(amount, Vaerdi):
                return None
            if (source.vaerdi == "Landsbyggefonden") is lbf:
                found.append(Decimal(str(amount.vaerdi)))
    return sum(found, Decimal()) if found else None


def sumfejl(table: Budgettabel) -> Iterator[tuple[str, tuple[Stykke, ...]]]:
    """Printed sums that do not fit: the sentence, and where the sum stands."""
    for fault in efterregn(table.tal):
        yield (
            f"Summen {_name(fault.trykt)} er trykt {kr(fault.trykt.vaerdi or Decimal())}; "
            f"tallene giver {kr(fault.regnet)}{_rounding(fault.trykt)}",
            fault.trykt.steder[:1],
        )


def _name(tal: Tal) -> str:
    words = [tal.post, tal.kilde.navn if tal.kilde else "", tal.tid.trykt if tal.tid else ""]
    return f"for {', '.join(filter(None, words))}" if any(words) else "for det hele"


def _rounding(tal: Tal) -> str:
    return " (beløbene er afrundet)" if tal.er_omregnet else ""


def kr(amount: Decimal) -> str:
    """An amount as people write it: 1.250.000 kr."""
    whole = f"{amount:,.2f}".removesuffix(".00")
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".") + " kr."
