"""An edition is made in the background: of what was said at the click, once, and without holding anybody up."""

import threading
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections, transaction
from django.test import Client
from django.urls import reverse

from indsatser.models import Aarslaas
from plans.baggrund import annuller
from plans.baggrund.koe import toem_koen
from plans.baggrund.udfoer import UDEN_RET, udfoer
from plans.choices import Opgavetilstand, Rolle
from plans.models import Baggrundsopgave, Budgetbeloeb, Helhedsplan, Medlemskab
from plans.services import AlleredeAendret
from reporting.indberetning.indsend import indsend
from reporting.indberetning.models import Indberetning, Kontrolsvar
from reporting.indberetning.skriv import gem_svar
from reporting.indberetning.valg import Indberetningstilstand as T
from reporting.indberetning.valg import Trinart
from reporting.models import Udgave, Udgavefil, Udstedelse
from reporting.papirer.arter import PAPIRER
from reporting.papirer.lav import byg
from reporting.papirer.periode import HELE_PLANEN
from reporting.pdf import PdfIkkeMulig
from reporting.udgaver.laest import laes
from reporting.udgaver.opgave import faerdiggoer, opgiv
from reporting.udgaver.udsted import frys
from tests.filer import pdf
from tests.plans.factories import MedlemskabFactory
from tests.reporting.indberetning.conftest import SENDT, art, kriterium, report, take  # noqa: F401
from tests.reporting.skemaplan import plan_med_alt
from tests.samtidig import mens, paa_en_gang

BUDGET = PAPIRER["budget"]
PRINT = "reporting.papirer.lav.render_pdf"
samtidigt = pytest.mark.django_db(transaction=True)  # on each: the mark that every test has is nearer than a class's


@pytest.fixture
def plan(log_in, hurtigt):
    plan = plan_med_alt()
    plan.leder = log_in(plan, Rolle.PLANLEDER)
    return plan


def vent(plan, **said):
    """What waits for its files."""
    said = {"by": None, "noegle": uuid4(), "as_of": plan.default_as_of(), **said}
    return frys(BUDGET, plan, HELE_PLANEN, **said)


def url(plan):
    return reverse("reporting:udgave_udsted", args=[plan.uuid, "budget"])


def bestil(client, plan):
    """The job of one click."""
    client.post(url(plan), {"noegle": str(uuid4())})
    return Baggrundsopgave.objects.latest("pk")


def tekst(answer):
    return " ".join(answer.content.decode().split())


class TestWhatIsMade:
    def test_it_says_what_the_plan_said_at_the_click_whatever_it_says_when_it_is_printed(self, client, plan):
        papir = byg(BUDGET, plan, HELE_PLANEN, plan.default_as_of())
        bestil(client, plan)
        Budgetbeloeb.objects.update(amount=Decimal(9_000_000))
        toem_koen()
        made = Udgave.objects.get()
        assert laes(made).papir == papir
        assert (made.issued_by, made.issued_by_title) == (plan.leder, "Planleder")
        assert not Udstedelse.objects.exists()

    def test_the_job_tells_the_files_and_leads_to_the_edition_when_it_is_done(self, client, plan, monkeypatch):
        told = []
        monkeypatch.setattr("plans.baggrund.udfoer.Fremdrift", lambda row: lambda *said: told.append(said))
        job = bestil(client, plan)
        toem_koen()
        job.refresh_from_db()
        assert told == [(1, 4, "PDF-filen"), (2, 4, "Excel-filen"), (3, 4, "Word-filen"), (4, 4, "Udgaven gemmes")]
        assert job.resultat_url == reverse("reporting:udgave_detail", args=[Udgave.objects.get().uuid])
        assert "Se Budget, udgave nr. 1" in tekst(client.get("/mit-overblik/")), "the notice"

    def test_a_number_is_taken_at_the_click(self, plan):
        first, second = vent(plan), vent(plan)
        faerdiggoer(second)
        faerdiggoer(first)
        assert (first.nummer, second.nummer) == (1, 2)
        assert list(Udgave.objects.order_by("nummer").values_list("uuid", flat=True)) == [first.uuid, second.uuid]

    def test_what_waits_and_was_altered_meanwhile_is_not_issued(self, client, plan):
        job = bestil(client, plan)
        waits = Udstedelse.objects.get()
        waits.udgave["fakta"]["periode"] = "2031"
        waits.save()
        toem_koen()
        job.refresh_from_db()
        assert "kan ikke læses mere" in job.failure
        assert not Udgave.objects.exists()


class TestWhatGoesWrong:
    def test_a_refusal_is_told_nothing_is_lost_and_it_is_made_when_asked_for_again(self, client, plan, monkeypatch):
        with monkeypatch.context() as broken:

            def impossible(*args, **kwargs):
                raise PdfIkkeMulig("PDF kan ikke laves på denne maskine.")

            broken.setattr(PRINT, impossible)
            job = bestil(client, plan)
            toem_koen()
        job.refresh_from_db()
        assert (job.state, job.failure) == (Opgavetilstand.FEJLET, "PDF kan ikke laves på denne maskine.")
        page = tekst(client.get(reverse("reporting:papir", args=[plan.uuid, "budget"])))
        assert "er ikke lavet. PDF kan ikke laves på denne maskine. Det, der blev bestilt, er gemt." in page
        client.post(reverse("reporting:udstedelse_igen", args=[Udstedelse.objects.get().uuid]))
        toem_koen()
        assert (Udgave.objects.get().nummer, Udstedelse.objects.count()) == (1, 0)

    def test_a_file_that_cannot_be_kept_leaves_nothing_behind(self, client, plan, settings):
        settings.FIL_MAX_MB = 0
        job = bestil(client, plan)
        toem_koen()
        job.refresh_from_db()
        assert "for stor" in job.failure
        assert (Udgave.objects.count(), Udgavefil.objects.count(), Udstedelse.objects.count()) == (0, 0, 1)

    def test_one_that_was_stopped_waits_until_it_is_given_up(self, client, plan):
        job = bestil(client, plan)
        waits = Udstedelse.objects.get()
        give_up = reverse("reporting:udstedelse_opgiv", args=[waits.uuid])
        assert "Udgaven bliver lavet nu. Stop den først." in tekst(client.post(give_up, follow=True))
        annuller(job, by=plan.leder)
        assert "Arbejdet blev stoppet." in tekst(client.get(url(plan)))
        assert "er opgivet. Intet er udstedt." in tekst(client.post(give_up, follow=True))
        assert not Udstedelse.objects.exists()
        client.post(reverse("plans:opgave_retry", args=[job.uuid]))
        toem_koen()
        job.refresh_from_db()
        assert "Udstedelsen er opgivet" in job.failure

    def test_who_has_lost_the_right_leaves_it_to_a_colleague(self, client, plan, log_in):
        job = bestil(client, plan)
        Medlemskab.objects.filter(user=plan.leder).update(rolle=Rolle.LAESER)
        toem_koen()
        job.refresh_from_db()
        assert job.failure == UDEN_RET
        log_in(plan, Rolle.PLANLEDER)
        client.post(reverse("reporting:udstedelse_igen", args=[Udstedelse.objects.get().uuid]))
        toem_koen()
        assert Udgave.objects.get().issued_by == plan.leder, "who said yes"

    def test_where_nobody_works_the_page_of_the_job_says_so(self, client, plan):
        job = bestil(client, plan)
        Baggrundsopgave.objects.update(created_at="2020-01-01T00:00Z")
        assert "Der er ingen til at lave den lige nu" in tekst(client.get(job.get_absolute_url()))


class TestTogether:
    @pytest.fixture
    def plan(self, hurtigt):
        plan = plan_med_alt()
        plan.leder = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
        return plan

    def klienter(self, *users):
        found = []
        for user in users:
            found.append(Client())
            found[-1].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return found

    @samtidigt
    def test_a_double_click_and_a_colleague_are_two_jobs_and_two_editions(self, plan):
        colleague = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
        key, other = str(uuid4()), str(uuid4())
        clients = self.klienter(plan.leder, plan.leder, colleague)
        clicks = [
            lambda client=client, noegle=noegle: client.post(url(plan), {"noegle": noegle})
            for client, noegle in zip(clients, (key, key, other), strict=True)
        ]
        places = [answer["Location"] for answer in paa_en_gang(*clicks)]
        assert places[0] == places[1] != places[2]
        toem_koen()
        assert sorted(Udgave.objects.values_list("nummer", flat=True)) == [1, 2]

    @samtidigt
    def test_two_workers_with_the_same_edition_make_one(self, plan):
        waits = vent(plan)
        made = paa_en_gang(*[lambda: faerdiggoer(Udstedelse.objects.get(pk=waits.pk))] * 2)
        assert made[0] == made[1] == Udgave.objects.get()
        assert Udgavefil.objects.count() == 3

    @samtidigt
    def test_a_worker_that_is_told_to_end_in_the_middle_leaves_it_to_the_next(self, plan, monkeypatch):
        client, *_ = self.klienter(plan.leder)
        job = bestil(client, plan)
        with monkeypatch.context() as dying:

            def dies(*args, **kwargs):
                raise SystemExit

            dying.setattr(PRINT, dies)
            with pytest.raises(SystemExit):
                udfoer(job.uuid)
        job.refresh_from_db()
        assert (job.state, Udgave.objects.count(), Udstedelse.objects.count()) == (Opgavetilstand.VENTER, 0, 1)
        toem_koen()
        assert Udgave.objects.count() == 1

    @samtidigt
    def test_nobody_waits_while_it_prints(self, plan, monkeypatch):
        printing, printed = threading.Event(), threading.Event()

        def slowly(*args, **kwargs):
            printing.set()
            assert printed.wait(20)
            return pdf()

        monkeypatch.setattr(PRINT, slowly)
        job = bestil(self.klienter(plan.leder)[0], plan)

        def work():
            try:
                udfoer(job.uuid)
            finally:
                connections.close_all()

        thread = threading.Thread(target=work)
        thread.start()
        try:
            assert printing.wait(20)
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
                Helhedsplan.objects.select_for_update().get(pk=plan.pk)
                Budgetbeloeb.objects.update(amount=Decimal(1))
                other = vent(plan)
                assert other.nummer == 2, "a colleague issues meanwhile"
        finally:
            printed.set()
            thread.join(timeout=30)
        assert Udgave.objects.get().nummer == 1


class TestReportsTogether:
    """The same for a report: `report` is approved, and two do something with it at once."""

    @pytest.fixture
    def plan(self, hurtigt):
        from tests.plans.factories import HelhedsplanFactory

        plan = HelhedsplanFactory(short_name="Åparken")
        plan.leder = MedlemskabFactory(helhedsplan=plan, rolle=Rolle.PLANLEDER).user
        return plan

    @pytest.fixture
    def approved(self, report):  # noqa: F811
        return take(report, Trinart.TIL_GODKENDELSE, Trinart.GODKEND)

    def som(self, report, user):  # noqa: F811
        """The report with its plan as it came through the door."""
        row = Indberetning.objects.get(pk=report.pk)
        row.helhedsplan = Helhedsplan.objects.visible_to(user).get(pk=report.helhedsplan_id)
        return row

    @samtidigt
    def test_of_two_who_send_it_one_does_and_the_other_is_told(self, plan, approved):
        def first():
            with transaction.atomic():
                indsend(self.som(approved, plan.leder), by=plan.leder, key=uuid4())
                yield

        (second,) = mens(first, lambda: indsend(self.som(approved, plan.leder), by=plan.leder, key=uuid4()))
        assert isinstance(second, ValidationError)
        assert "er ved at blive sendt" in second.messages[0]
        toem_koen()
        assert (Udgave.objects.count(), approved.trin.filter(kind=Trinart.INDSEND).count()) == (1, 1)

    @samtidigt
    def test_of_sending_and_opening_again_the_first_holds(self, approved):
        def first():
            with transaction.atomic():
                take(approved, Trinart.GENAABN)
                yield

        row = Indberetning.objects.get(pk=approved.pk)
        (second,) = mens(first, lambda: indsend(row, by=None, key=uuid4(), seen_version=row.version))
        assert isinstance(second, ValidationError)
        assert not Udstedelse.objects.exists()
        assert not Aarslaas.objects.exists()

    @samtidigt
    def test_while_it_is_being_sent_nothing_else_is_done_with_it(self, approved):
        indsend(approved, by=None)
        with pytest.raises(ValidationError, match="er ved at blive sendt"):
            take(approved, Trinart.GENAABN)
        assert approved.state == T.GODKENDT
        assert Aarslaas.objects.filter(retired_on=None).exists(), "the figures stand as they are sent"

    @samtidigt
    def test_given_up_it_is_approved_still_and_the_year_is_open(self, plan, approved):
        indsend(approved, by=None)
        opgiv(Udstedelse.objects.get(), by=plan.leder)
        lock = Aarslaas.objects.get()
        assert (lock.is_retired, lock.retired_reason) == (
            True,
            "Afsendelsen af Målopfyldelsesskema 2019 blev opgivet.",
        )
        take(approved, Trinart.INDSEND)
        assert approved.state == T.INDSENDT

    @samtidigt
    @pytest.mark.parametrize(
        ("before", "one", "other"),
        [
            ((Trinart.TIL_GODKENDELSE,), Trinart.GODKEND, Trinart.AFVIS),
            ((Trinart.TIL_GODKENDELSE,), Trinart.HENT_TILBAGE, Trinart.GODKEND),
            (SENDT, Trinart.RETUR, Trinart.GENAABN),
        ],
    )
    def test_of_two_who_take_a_step_at_once_the_second_is_told(self, report, before, one, other):  # noqa: F811
        take(report, *before)
        first, second = (Indberetning.objects.get(pk=report.pk) for _ in range(2))

        def half():
            with transaction.atomic():
                take(first, one)
                yield

        (answer,) = mens(half, lambda: take(second, other, seen_version=second.version))
        assert "en anden har været her imens" in answer.messages[0]
        assert report.trin.latest("pk").kind == one

    @samtidigt
    def test_of_two_who_answer_a_warning_at_once_the_second_is_told(self, report):  # noqa: F811
        said = {"key": "maaling:1", "text": "Ikke målt.", "seen": None, "by": None}

        def half():
            with transaction.atomic():
                gem_svar(report, reason="Den kommer i maj.", **said)
                yield

        (answer,) = mens(half, lambda: gem_svar(report, reason="Den laves ikke.", **said))
        assert isinstance(answer, AlleredeAendret)
        assert Kontrolsvar.objects.get().reason == "Den kommer i maj."
