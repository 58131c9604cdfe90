"""Out and in again: whatever a budget holds, an untouched file says it all and changes nothing."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plans.budget import kroner_for_timer
from plans.choices import Bidragsform, Finansieringsart, Postart, Udgiftsart
from plans.models import Budgetbeloeb, Budgetpost, Finansieringskilde
from plans.penge.ark import opstilling as o
from plans.penge.ark import sammenlign
from plans.penge.ark.gem import delaftalenavne
from tests.plans import factories as f
from tests.plans.penge.ark import budgetplan as b

pytestmark = pytest.mark.django_db

AMOUNTS = st.decimals(0, Decimal("999999999999.99"), places=2)
HOURS = st.decimals(0, Decimal("9999999.99"), places=2)
LETTERS = st.characters(blacklist_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))
NAMES = st.one_of(
    st.text(LETTERS, min_size=1, max_size=160),
    st.text("æøåÆØÅ =+-@.,0123456789", min_size=1, max_size=160),
    st.sampled_from(["I alt i Åparken", "Aftalens ramme 2", "=SUM(A1)", "x" * 160, "1.392", "31.12.2019", "sand"]),
).filter(lambda text: text.strip() and text.strip().casefold() != o.I_ALT_RAEKKE.casefold())
RETIRED = st.sampled_from([None, None, date(2020, 1, 1), date(2999, 1, 1)])


@st.composite
def budgets(draw):
    """Sources and posts by name, and what stands where they meet."""
    fold = lambda text: " ".join(text.casefold().split())  # noqa: E731
    kilder = [
        (name.strip(), draw(st.sampled_from(Finansieringsart)), draw(st.booleans()),
         draw(st.none() | st.decimals(Decimal("0.01"), 999_999, places=2)), draw(st.none() | AMOUNTS))
        for name in draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=fold))
    ]  # fmt: skip
    poster = [
        (title.strip(), draw(st.sampled_from([Postart.PROJEKTORGANISATION, Postart.EVALUERING, Postart.ANDEN])),
         draw(st.sampled_from(["", *Udgiftsart])), draw(RETIRED))
        for title in draw(st.lists(NAMES, min_size=1, max_size=3, unique_by=fold))
    ]  # fmt: skip
    places = st.tuples(
        st.integers(0, len(poster) - 1), st.integers(0, len(kilder) - 1), st.sampled_from([None, *range(2018, 2023)])
    )
    cells = draw(st.dictionaries(places, st.tuples(AMOUNTS, HOURS, st.booleans()), max_size=8))
    return kilder, poster, cells


def build(plan, budget):
    kilder, poster, cells = budget
    sources = [
        Finansieringskilde(
            helhedsplan=plan, name=name, kind=kind, order=n, amount=amount, note=f"Om {name}\n{name}",
            form=Bidragsform.TIMER if gives_hours else Bidragsform.KONTANT, hour_rate=rate if gives_hours else None,
        )
        for n, (name, kind, gives_hours, rate, amount) in enumerate(kilder)
    ]  # fmt: skip
    posts = [
        Budgetpost(
            helhedsplan=plan, title=title, kind=kind, udgiftsart=udgiftsart, order=n,
            retired_on=gone, retired_reason="Slut" if gone else "",
        )
        for n, (title, kind, udgiftsart, gone) in enumerate(poster)
    ]  # fmt: skip
    Finansieringskilde.objects.bulk_create(sources)
    Budgetpost.objects.bulk_create(posts)
    rows = []
    for (post, kilde, year), (amount, hours, states_hours) in cells.items():
        source = sources[kilde]
        is_hours = source.form == Bidragsform.TIMER and states_hours
        worth = kroner_for_timer(hours, source.hour_rate) if is_hours else amount
        if worth < 10**12:
            rows.append(
                Budgetbeloeb(
                    budgetpost=posts[post], kilde=source, year=year, amount=worth, hours=hours if is_hours else None
                )
            )
    Budgetbeloeb.objects.bulk_create(rows)


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(budget=budgets(), counts_hours=st.booleans())
def test_an_untouched_file_says_all_that_the_budget_says_whoever_saved_it(budget, counts_hours):
    plan = f.HelhedsplanFactory(counts_hours=counts_hours)
    build(plan, budget)
    ours = b.hent(plan)
    for content in (ours, b.aendr(ours, lambda book: None)):
        found = b.laes(content, plan)
        assert found.indhold == b.nu(plan)
        assert sammenlign(found, b.nu(plan), delaftalenavne(plan)).er_tom


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(budget=budgets())
def test_every_cell_that_goes_out_is_a_number_a_text_or_a_formula_of_ours(budget):
    plan = f.HelhedsplanFactory(frame_lbf=Decimal(3_000_000), frame_lokal=Decimal(1_000_000))
    build(plan, budget)
    for sheet in openpyxl.load_workbook(io.BytesIO(b.hent(plan))):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    assert OURS.fullmatch(cell.value), cell.value
                elif cell.data_type == "s" and isinstance(cell.value, str):
                    assert cell.hyperlink is None
                    assert cell.quotePrefix == cell.value.lstrip(" \xa0").startswith(RISKY), cell.value


RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\u2212", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PLACE = r"(?:(?:Budget|Finansiering)!)?\$?[A-Z]{1,2}\$?[0-9]+"
OURS = re.compile(rf'=(?:SUMIF|SUM|ROUND|{PLACE}|"i alt"|[0-9]+|[-+*/:,()])+')
