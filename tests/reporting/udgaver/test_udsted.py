"""Issuing: what is kept, what is numbered, what is refused, and that none of it is changed by anybody."""

import hashlib
import threading
from datetime import date
from decimal import Decimal
from io import BytesIO
from uuid import uuid4

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.utils import timezone
from pypdf import PdfReader

from indsatser.models import Succeskriterium
from plans.models import Budgetbeloeb
from reporting.models import Udgave, Udgavefil
from reporting.papirer.arter import PAPIRER
from reporting.papirer.lav import byg, fuld_titel
from reporting.papirer.periode import HELE_PLANEN, Periode
from reporting.udgaver.frosset import kontrolsum
from reporting.udgaver.laest import laes
from reporting.udgaver.udsted import maerke_af
from tests.indsatser.factories import MaalaendringFactory
from tests.plans.factories import UserFactory
from tests.reporting.pdfa import pdfa_fejl
from tests.reporting.skemaplan import plan_med_alt
from tests.reporting.udgaver.byg import skemaudgave, udgave


@pytest.fixture
def plan(hurtigt):
    return plan_med_alt()


@pytest.mark.parametrize("slug", {art.pdf: slug for slug, art in reversed(PAPIRER.items())}.values())
def test_every_kind_of_paper_is_issued_whole_and_read_back_as_it_was(slug):
    plan, art = plan_med_alt(), PAPIRER[slug]
    periode = art.perioder(plan)[-1]
    papir = byg(art, plan, periode, plan.default_as_of())
    made = Udgave.objects.get(pk=udgave(plan, slug, periode).pk)
    assert laes(made).papir == papir
    assert made.kontrolsum == kontrolsum(made.fakta)
    assert (made.title, made.as_of, made.nummer) == (fuld_titel(papir), papir.as_of, 1)
    files = {fil.endelse: fil for fil in made.filer.all()}
    assert "pdf" in files
    assert {endelse: fil.sha256 for endelse, fil in files.items()} == made.filsummer
    kept = {endelse: fil.file.read() for endelse, fil in files.items()}
    printed = PdfReader(BytesIO(kept["pdf"])).pages[-1].extract_text().replace("\n", " ")
    assert maerke_af(made).fod in printed
    assert "Udkast" not in printed
    assert list(pdfa_fejl(kept["pdf"], pikepdf.open(BytesIO(kept["pdf"])))) == []
    for endelse, fil in files.items():
        assert (hashlib.sha256(kept[endelse]).hexdigest(), len(kept[endelse])) == (fil.sha256, fil.size)


def test_the_paper_carries_its_number_and_checksum_in_the_footer_of_every_page_and_is_no_draft():
    made = skemaudgave()
    pages = [page.extract_text() for page in PdfReader(BytesIO(made.filer.get(endelse="pdf").file.read())).pages]
    assert len(pages) > 2
    for page in pages:
        assert maerke_af(made).fod in page.replace("\n", " ")
        assert "Udkast" not in page
    assert f"/udgave/{made.vist_kontrolnummer}/" in pages[0].replace("\n", "")
    assert made.kontrolsum in pages[0].replace("\n", "").replace("\u00ad", "")


class TestNumbers:
    def test_each_paper_and_period_has_its_own(self, plan):
        assert [udgave(plan).nummer, udgave(plan).nummer, udgave(plan, "budgetopfoelgning").nummer] == [1, 2, 1]
        assert skemaudgave(plan).nummer == udgave(plan, "maalopfyldelse", Periode(2018)).nummer == 1

    def test_the_same_key_again_gives_the_edition_it_made(self, plan):
        by, key = UserFactory(), uuid4()
        first = udgave(plan, by=by, noegle=key)
        assert udgave(plan, by=by, noegle=key) == first
        assert udgave(plan, by=UserFactory(), noegle=key) != first

    def test_the_public_number_has_no_signs_that_look_alike(self, plan):
        made = udgave(plan)
        assert len(made.kontrolnummer) == 8
        assert not set(made.kontrolnummer) & set("01OIL")

    @pytest.mark.django_db(transaction=True)
    def test_two_at_once_get_a_number_each_and_a_double_click_gets_one(self, hurtigt):
        plan, by, key = plan_med_alt(), UserFactory(), uuid4()
        together, made = threading.Barrier(3), []

        def click(noegle):
            together.wait()
            try:
                made.append(udgave(plan, by=by, noegle=noegle))
            finally:
                connections.close_all()

        clicks = [threading.Thread(target=click, args=(each,)) for each in (key, key, uuid4())]
        for thread in clicks:
            thread.start()
        for thread in clicks:
            thread.join()
        assert sorted({row.pk: row.nummer for row in made}.values()) == [1, 2]
        assert len(made) == 3


class TestTargets:
    def test_it_is_kept_which_version_of_each_target_applied(self, plan):
        row = Succeskriterium.objects.get(code="P6")
        change = MaalaendringFactory(kriterium=row, changed_on=date(2019, 5, 1))
        made = skemaudgave(plan)
        found = {each["kriterium"]: each for each in made.maalversion}
        assert found[str(row.uuid)] == {
            "kriterium": str(row.uuid),
            "kode": "P6",
            "saetning": row.statement,
            "version": 2,
            "siden": "2019-05-01",
            "aendring": str(change.uuid),
        }
        later = [each["saetning"] for each in found.values() if each["version"] != 1]
        assert later == [row.statement, "Færre unge uden uddannelse"], "itself, and the line that repeats it"
        assert "ændret undervejs, senest den 01.05.2019" in made.maalversion_said

    def test_a_paper_without_criteria_says_nothing_of_them(self, plan):
        assert (udgave(plan).maalversion, udgave(plan).maalversion_said) == ([], "")


class TestRefusals:
    def test_a_year_outside_the_plan(self, plan):
        with pytest.raises(ValueError, match="der er intet skema for 2031"):
            udgave(plan, "maalopfyldelse", Periode(2031))

    def test_a_text_that_looks_like_a_cpr_number_is_not_frozen(self, plan):
        Succeskriterium.objects.filter(code="P6").update(note="Ring om 010190-1234")
        with pytest.raises(ValidationError, match="ligner et CPR-nummer") as refused:
            skemaudgave(plan)
        assert "1234" not in str(refused.value)
        assert not Udgave.objects.exists()

    def test_a_paper_whose_own_checks_find_errors(self, plan):
        Budgetbeloeb.objects.update(amount=Decimal(9_000_000))
        with pytest.raises(ValidationError, match="Papiret har fejl og er ikke udstedt"):
            udgave(plan)
        assert not Udgave.objects.exists()

    def test_a_file_that_cannot_be_kept_leaves_nothing_behind(self, plan, settings):
        settings.FIL_MAX_MB = 0
        with pytest.raises(ValidationError, match="for stor"):
            udgave(plan)
        assert not Udgave.objects.exists()


class TestCorrections:
    def test_it_names_what_it_replaces_and_says_why(self):
        plan = plan_med_alt()
        first = udgave(plan)
        Budgetbeloeb.objects.filter(pk=Budgetbeloeb.objects.first().pk).update(amount=Decimal(1000))
        second = udgave(plan, erstatter=first, grund=" Beløbet var forkert. ")
        assert (second.erstatter, second.reason, second.nummer) == (first, "Beløbet var forkert.", 2)
        assert second.forskelle["grupper"]
        pdf = PdfReader(BytesIO(second.filer.get(endelse="pdf").file.read())).pages[0].extract_text()
        assert "Den retter og erstatter udgave nr. 1." in pdf.replace("\n", " ")
        with pytest.raises(ValidationError, match=r"nr\. 1 er allerede rettet af nr\. 2"):
            udgave(plan, erstatter=first, grund="Igen.")

    def test_it_asks_why_and_for_a_difference(self, plan):
        first = udgave(plan)
        with pytest.raises(ValidationError, match="Skriv, hvad der er rettet"):
            udgave(plan, erstatter=first)
        with pytest.raises(ValidationError, match="ingen forskel"):
            udgave(plan, erstatter=first, grund="Rettet.")

    def test_it_corrects_only_the_same_paper(self, plan):
        with pytest.raises(ValidationError, match="kun rette en udgave af det samme papir"):
            udgave(plan, erstatter=skemaudgave(plan), grund="Rettet.")


class TestFrozen:
    @pytest.mark.parametrize("table", ["reporting_udgave", "reporting_udgavefil"])
    @pytest.mark.parametrize("sql", ["UPDATE {0} SET uuid = gen_random_uuid()", "DELETE FROM {0}"])
    def test_the_database_refuses_to_change_or_remove_what_is_issued(self, plan, table, sql):
        udgave(plan)
        with pytest.raises(IntegrityError, match="udstedt og ændres ikke"), transaction.atomic():
            connection.cursor().execute(sql.format(table))

    @pytest.mark.parametrize("table", ["reporting_udgave", "reporting_udgavefil"])
    def test_nor_is_it_emptied(self, plan, table):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_not_emptied")
            with pytest.raises(IntegrityError, match="udstedt og ændres ikke"), transaction.atomic():
                cursor.execute(f"TRUNCATE {table} CASCADE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_not_emptied")

    def test_not_by_the_application_either(self, plan):
        made = udgave(plan)
        made.title = "Et andet navn"
        with pytest.raises(IntegrityError, match="udstedt og ændres ikke"), transaction.atomic():
            made.save()
        with pytest.raises(IntegrityError, match="udstedt og ændres ikke"), transaction.atomic():
            made.filer.all().delete()

    def test_a_role_that_may_write_everything_cannot_put_the_refusal_aside(self, plan):
        udgave(plan)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("CREATE ROLE skriver; GRANT ALL ON ALL TABLES IN SCHEMA public TO skriver")
            cursor.execute("SET LOCAL ROLE skriver")
            with pytest.raises(IntegrityError, match="udstedt og ændres ikke"), transaction.atomic():
                cursor.execute("UPDATE reporting_udgave SET title = 'x'")
            with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
                cursor.execute("ALTER TABLE reporting_udgave DISABLE TRIGGER ALL")
            cursor.execute("RESET ROLE")
            transaction.set_rollback(True)

    def test_an_edition_gets_no_other_files_than_those_it_was_issued_with(self, plan):
        made = udgave(plan)
        other = Udgavefil(udgave=made, endelse="docx", sha256="0" * 64, size=1, file="udgaver/x.docx", file_name="x")
        with pytest.raises(IntegrityError, match="ikke en af dem"), transaction.atomic():
            other.save()

    def test_facts_that_were_built_before_are_the_ones_issued(self, plan):
        papir = byg(PAPIRER["budget"], plan, HELE_PLANEN, date(2019, 6, 1))
        Budgetbeloeb.objects.all().update(amount=Decimal(1))
        made = udgave(plan, as_of=timezone.localdate(), papir=papir)
        assert laes(made).papir == papir
        assert made.as_of == date(2019, 6, 1)
