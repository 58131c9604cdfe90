"""What nobody touched stays as it is stored, and what somebody else wrote is not overwritten in silence."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.choices import Bilagstilstand, Rolle
from plans.models import Bilag, Delaftale, Helhedsplan
from plans.redigering.formular import form_data
from plans.redigering.tilbage import proposals, put_back
from plans.services import change, trail_of
from tests.plans import factories as f
from tests.plans.redigering.formularer import errors, ret, send, shown


@pytest.fixture
def plan():
    return f.HelhedsplanFactory(start_date=date(2018, 8, 1), end_date=date(2022, 7, 31))


@pytest.fixture
def editor(plan, log_in):
    return log_in(plan, Rolle.REDAKTOER)


@pytest.fixture
def delaftale(plan):
    return f.DelaftaleFactory(helhedsplan=plan, title="Tryghed", purpose="Tryggere opgange.")


@pytest.fixture
def mette():
    return f.UserFactory(name="Mette Holm")


class TestAmounts:
    def set(self, plan, amount, by):
        plan = Helhedsplan.objects.get(pk=plan.pk)
        plan.frame_lbf = Decimal(amount)
        change(plan, by=by)

    def test_one_that_only_the_other_changed_is_no_conflict(self, client, editor, plan, mette):
        self.set(plan, "10", mette)
        data = shown(client, ret(plan))
        self.set(plan, "20", mette)
        assert send(client, ret(plan), data, district="Nord").status_code == 302
        assert Helhedsplan.objects.get().frame_lbf == 20

    def test_one_that_nobody_has_changed_since_is_put_back_without_a_warning(self, plan, mette):
        self.set(plan, "10", mette)
        self.set(plan, "20", mette)
        (found,) = proposals(Helhedsplan.objects.get(), trail_of(plan).for_list()[0])
        assert not found.is_changed_since


class TestTextFromBeforeTheForm:
    OLD = (
        "• punkt et\n• punkt to",
        "Et afsnit.\n\n\n\nEt til.",
        "  indrykket ",
        "a <b>fed</b> & b",
        "slut  \nny linje",
    )

    @pytest.mark.parametrize("old", OLD)
    def test_sent_back_untouched_stays_as_it_is_stored(self, client, editor, delaftale, old):
        Delaftale.objects.update(purpose=old, budget_note=old)
        data = shown(client, ret(delaftale))
        as_browsers_do = {name: value[0].replace("\n", "\r\n") for name, value in data.items()}
        assert send(client, ret(delaftale), as_browsers_do).status_code == 302
        row = Delaftale.objects.get()
        assert (row.version, row.purpose, row.budget_note) == (1, old, old)

    def test_is_no_conflict_when_only_the_other_changed_it(self, client, editor, delaftale, mette):
        Delaftale.objects.update(purpose="• punkt et")
        data = shown(client, ret(delaftale))
        delaftale = Delaftale.objects.get()
        delaftale.purpose = "Mettes"
        change(delaftale, by=mette)
        assert send(client, ret(delaftale), data, title="Min titel").status_code == 302
        assert Delaftale.objects.get().purpose == "Mettes"


def test_a_choice_that_was_not_made_is_asked_for_again_though_a_third_has_saved_something_else(
    client, editor, delaftale, mette
):
    data = shown(client, ret(delaftale))
    delaftale.purpose = "Mettes formål"
    change(delaftale, by=mette)
    page = send(client, ret(delaftale), data, purpose="Mit formål")
    data = form_data(page.context["form"])
    delaftale.title = "Mettes titel"
    change(delaftale, by=mette)
    undecided = send(client, ret(delaftale), data, konfliktfelter="purpose")
    assert errors(undecided) == {"purpose": ["Vælg, hvilken af de to udgaver der skal gælde."]}
    assert [conflict.theirs for conflict in undecided.context["skema"].conflicts] == ["Mettes formål"]
    assert Delaftale.objects.get().purpose == "Mettes formål"
    data = form_data(undecided.context["form"])
    assert (
        send(client, ret(delaftale), data, konfliktfelter="purpose", **{"konflikt-purpose": "min"}).status_code == 302
    )
    assert (Delaftale.objects.get().purpose, Delaftale.objects.get().title) == ("Mit formål", "Mettes titel")


class TestFiles:
    @pytest.fixture
    def bilag(self, plan):
        return f.BilagFactory(helhedsplan=plan, state=Bilagstilstand.VEDLAGT, file=fil("Første udgave"))

    @pytest.fixture
    def conflict(self, client, editor, bilag, mette):
        data = shown(client, ret(bilag))
        self.replace(bilag, "Mettes udgave", mette)
        page = send(client, ret(bilag), data, file=fil("Min udgave"))
        assert [each.name for each in page.context["skema"].conflicts] == ["file"]
        return form_data(page.context["form"]) | {"konfliktfelter": "file"}

    def replace(self, bilag, name, by):
        row = Bilag.objects.get(pk=bilag.pk)
        row.file = fil(name)
        change(row, by=by)

    def test_who_keeps_hers_must_choose_it_again_as_no_browser_sends_it_twice(self, client, bilag, conflict):
        mine = conflict | {"konflikt-file": "min"}
        assert errors(send(client, ret(bilag), mine)) == {"file": ["Vælg din fil igen, eller brug den anden udgave."]}
        assert Bilag.objects.get().file_name == "Mettes udgave.txt"
        assert send(client, ret(bilag), mine, file=fil("Min udgave")).status_code == 302
        assert Bilag.objects.get().file_name == "Min udgave.txt"

    def test_one_chosen_in_a_form_that_is_refused_must_be_chosen_again_and_the_field_says_so(
        self, client, editor, bilag
    ):
        page = send(client, ret(bilag), shown(client, ret(bilag)) | {"title": [""]}, file=fil("Min udgave"))
        assert "title" in errors(page)
        assert errors(page)["file"] == ["Filen «Min udgave.txt» er ikke gemt endnu. Vælg den igen, før du gemmer."]
        assert send(client, ret(bilag), shown(client, ret(bilag)), file=fil("Min udgave")).status_code == 302

    def test_who_chooses_the_others_gets_the_others(self, client, bilag, conflict):
        theirs = conflict | {"konflikt-file": "deres"}
        assert send(client, ret(bilag), theirs, file=fil("Min udgave")).status_code == 302
        assert Bilag.objects.get().file_name == "Mettes udgave.txt"

    def test_one_that_is_put_back_gets_its_name_back_with_it(self, client, editor, bilag, mette):
        self.replace(bilag, "Anden udgave", mette)
        event = trail_of(bilag).for_list()[0]
        assert [each.name for each in proposals(Bilag.objects.get(), event)] == ["file"]
        put_back(Bilag.objects.get(), event, ["file"], by=editor)
        row = Bilag.objects.get()
        assert (row.file_name, row.file.read().decode()) == ("Første udgave.txt", "Første udgave")


def fil(name):
    return SimpleUploadedFile(f"{name}.txt", name.encode())


def test_an_area_in_another_kommune_stays_chosen_when_something_else_is_saved(client, editor, plan):
    Helhedsplan.objects.update(kommune=f.KommuneFactory())
    area = f.BoligomraadeFactory(kommune=f.KommuneFactory(name="Nabokøbing Kommune"))
    plan.boligomraader.set([area])
    data = shown(client, ret(plan))
    offered = [str(key) for key, _ in client.get(ret(plan)).context["form"].fields["boligomraader"].choices]
    ticked = [key for key in data["boligomraader"] if key in offered]
    assert send(client, ret(plan), data, boligomraader=ticked or None, district="Nord").status_code == 302
    assert list(plan.boligomraader.all()) == [area]
