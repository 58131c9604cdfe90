"""What every import does the same way: the table it keeps, the look through, what is remembered, the file."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile

from helhedsplan.regneark import Arkfejl, Sted
from plans.choices import Importart
from plans.indlaesning.fil import behold, tabel_of
from plans.indlaesning.forms import FilForm
from plans.indlaesning.gem import Aendret, refuse_unseen
from plans.indlaesning.gennemsyn import Gennemset, Hvad
from plans.indlaesning.profil import last_profile, remember
from plans.indlaesning.skridt import Kolonneskridt
from plans.indlaesning.tabel import Tabel, find_header
from plans.models import Regnskabsimport
from tests.plans import factories as f

ROWS = [["Udtræk 2019"], ["Post", "Beløb", "Beløb"], ["Fest", {"n": "12.5"}, {"e": "#REF!"}], ["x" * 90, None]]


@dataclass(frozen=True)
class Linje:
    hvad: Hvad
    stored: Any = None
    kendetegn: str = "a"


@pytest.mark.no_db
class TestTheTable:
    def test_finds_its_headings_and_tells_two_alike_apart(self):
        tabel = Tabel("Ark1", ROWS, find_header(ROWS))
        assert tabel.header_row == 2
        assert tabel.overskrifter == {"Post": 1, "Beløb": 2, "Beløb (C)": 3}

    def test_shows_the_first_rows_cut_short_and_what_is_an_error(self):
        shown = Tabel("Ark1", ROWS, 2).eksempel
        assert shown == [["Post", "Beløb", "Beløb"], ["Fest", "12,5", "fejl i cellen"], ["x" * 60, "", ""]]

    def test_a_cell_outside_it_is_empty(self):
        assert Tabel("Ark1", ROWS, 2).tekst(99, 99) == ""


@pytest.mark.no_db
class TestTheLookThrough:
    def test_counts_what_becomes_of_the_lines(self):
        found = Gennemset((Linje(Hvad.NY), Linje(Hvad.NY), Linje(Hvad.AENDRES), Linje(Hvad.SPRINGES_OVER)), ())
        assert (found.nye, found.aendrede, found.findes, found.sprunget_over) == (2, 1, 0, 1)

    def test_what_is_saved_is_what_was_seen(self):
        seen = Gennemset((Linje(Hvad.NY),), ())
        refuse_unseen(seen, seen.aftryk)
        with pytest.raises(Aendret):
            refuse_unseen(Gennemset((Linje(Hvad.NY, kendetegn="b"),), ()), seen.aftryk)

    def test_with_an_error_nothing_is_saved(self):
        found = Gennemset((Linje(Hvad.NY),), (Arkfejl("Ikke et tal.", Sted("Ark1", 2)),))
        with pytest.raises(ValidationError, match="fejl i filen"):
            refuse_unseen(found, found.aftryk)


@pytest.mark.no_db
class TestTheFileForm:
    @pytest.mark.parametrize("both", [True, False])
    def test_wants_a_file_or_rows_and_not_both(self, both):
        files = {"fil": ContentFile(b"a;b", name="a.csv")} if both else {}
        form = FilForm({"indsat": "a;b" if both else " "}, files)
        assert ("ikke begge dele" in form.errors["fil"][0]) is both

    def test_reads_pasted_rows_as_a_file_and_says_there_what_is_wrong(self):
        form = FilForm({"indsat": "a;b\n1;2\n"})
        assert form.is_valid()
        assert form.file.read() == b"a;b\n1;2"
        form.refuse(Arkfejl("Kan ikke læses."))
        assert "Kan ikke læses." in form.errors["indsat"][0]


@pytest.fixture
def plan():
    return f.HelhedsplanFactory()


@pytest.fixture
def user(plan):
    return f.MedlemskabFactory(helhedsplan=plan).user


def read(plan, user, text, **how):
    file = ContentFile(text.encode(), name="Udtræk.csv")
    return behold(Regnskabsimport(helhedsplan=plan), file, max_rows=how.get("max_rows", 50), by=user)


class TestTheFile:
    def test_is_kept_as_rows_and_not_as_a_file(self, plan, user):
        row = read(plan, user, "Post;Beløb\nFest;12,50")
        assert (row.file_name, row.is_saved) == ("Udtræk.csv", False)
        assert tabel_of(row).tekst(2, 1) == "Fest"

    def test_with_a_cpr_number_is_not_kept_and_says_where_it_stands(self, plan, user):
        with pytest.raises(Arkfejl, match="CPR") as refused:
            read(plan, user, "Post;Tekst\nFest;Til 010190-1234")
        assert refused.value.sted is not None
        assert not Regnskabsimport.objects.exists()

    @pytest.mark.parametrize("text", ["", "Post;Beløb"])
    def test_without_rows_is_refused(self, plan, user, text):
        with pytest.raises(Arkfejl):
            read(plan, user, text)

    def test_longer_than_its_kind_allows_is_refused(self, plan, user):
        with pytest.raises(Arkfejl):
            read(plan, user, "Post\n" + "Fest\n" * 60)


class TestWhatIsRemembered:
    def test_comes_on_top_of_what_was_known(self, plan, user):
        row = read(plan, user, "Post;Beløb\nFest;12,50")
        row.columns = {"post": "Post"}
        for values in ({"post": {"Fest": "1"}, "sted": "A"}, {"post": {"Tur": "2"}, "sted": "B"}):
            remember(row, plan, Importart.FORBRUG, values=values, options={"fortegn": "positiv"}, by=user)
        profile = last_profile(plan, user, Importart.FORBRUG)
        assert profile.values == {"post": {"Fest": "1", "Tur": "2"}, "sted": "B"}
        assert profile.columns == {"post": "Post"}
        assert last_profile(plan, user, Importart.OMRAADETAL) is None


@pytest.mark.parametrize(
    ("posted", "sheet", "header"),
    [
        (None, "Data", 2),
        ({}, "Data", 2),
        ({"ark": "Andet", "header_row": "1"}, "Andet", 1),
        ({"ark": "Findes ikke", "header_row": "99"}, "Data", 2),
        ({"header_row": "²"}, "Data", 2),
        ({"header_row": "-1"}, "Data", 2),
    ],
)
def test_the_step_reads_the_sheet_and_the_headings_that_were_said(posted, sheet, header):
    sheets = {"Data": ROWS, "Andet": [["Post"], ["Fest"]]}
    row = f.RegnskabsimportFactory.build(table={"sheets": sheets}, sheet="Data", options={})
    tabel = Kolonneskridt(row, None, posted).tabel
    assert (tabel.ark, tabel.header_row) == (sheet, header)
