"""Every kind of paper answers on screen and as each file it is made in; what is not there is a 404."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Rolle
from reporting.arkivform import ARKIV
from reporting.papirer.arter import ARKIVFIL, PAPIRER
from reporting.papirer.lav import byg, som_fil
from reporting.papirer.periode import HELE_PLANEN, Periode
from reporting.pdf import VARIANT
from reporting.udgaver.maerke import Udgavemaerke
from tests.reporting.papirer.plan import plan_med_papirer


@pytest.fixture
def plan(log_in):
    plan = plan_med_papirer()
    log_in(plan, Rolle.LAESER)
    return plan


@pytest.mark.parametrize("slug", PAPIRER)
def test_a_paper_is_read_and_every_file_of_it_fetched(client, plan, slug):
    art = PAPIRER[slug]
    periode = art.perioder(plan)[-1]
    page = client.get(art.url(plan, periode))
    assert page.status_code == 200
    links = [url for _, url in page.context["filer"]]
    assert len(links) == 2 + art.has_excel
    assert f'href="{art.url(plan, periode, ARKIVFIL)}"' in page.content.decode()
    for url in links[1:]:  # the PDF is printed in test_samme.py
        answer = client.get(url)
        assert answer.status_code == 200, url
        assert answer["Content-Disposition"].startswith("attachment"), url


def test_the_first_and_the_last_of_each_kind_in_the_list_of_papers_are_answered(client, plan):
    page = client.get(reverse("reporting:rapport_list", args=[plan.uuid]))
    found = {line["url"] for _, lines in page.context["andre"] for line in (*lines[:1], *lines[-1:])}
    assert len(found) >= len(PAPIRER) - 1
    assert {client.get(url).status_code for url in found} == {200}


@pytest.mark.parametrize(
    ("art", "periode", "endelse"),
    [
        ("ukendt", "", ""),
        ("budget", "2019", ""),  # the budget is of the whole plan
        ("maalopfyldelse", "", ""),  # the skema is of a year
        ("maalopfyldelse", "2019-2", ""),
        ("milepaelsplan", "1989", ""),
        ("budget", "", "exe"),
        ("delaftale", "2019", ""),  # a delaftale is not a year
        ("delaftale", "00000000-0000-4000-8000-000000000000", ""),  # of another plan, or of none
        ("aktivitetsskema", "00000000-0000-4000-8000-000000000000", "pdf"),
    ],
)
def test_what_is_not_there_is_a_404(client, plan, art, periode, endelse):
    name = f"reporting:papir{'fil' if endelse else ''}{'_periode' if periode else ''}"
    args = [plan.uuid, art, *filter(None, [periode, endelse])]
    assert client.get(reverse(name, args=args)).status_code == 404


def test_a_kind_of_paper_is_not_made_for_another_kind_of_period(plan):
    with pytest.raises(ValueError, match="Budget laves ikke for 2019"):
        byg(PAPIRER["budget"], plan, Periode(2019), plan.default_as_of())
    with pytest.raises(ValueError, match="Målopfyldelsesskema laves ikke for hele planen"):
        byg(PAPIRER["maalopfyldelse"], plan, HELE_PLANEN, plan.default_as_of())


def test_the_paper_for_archives_is_a_pdf_of_its_own_name(client, plan, monkeypatch):
    variants = []
    monkeypatch.setattr(
        "reporting.papirer.lav.render_pdf", lambda *args, variant: variants.append(variant) or b"%PDF-1.7"
    )
    for ending in ("pdf", ARKIVFIL):
        answer = client.get(PAPIRER["budget"].url(plan, endelse=ending))
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].endswith(f"{' til arkiv' if ending == ARKIVFIL else ''}.pdf") or (
            answer["Content-Disposition"].endswith(f"{'%20til%20arkiv' if ending == ARKIVFIL else ''}.pdf")
        )
    assert variants == [VARIANT, ARKIV]


def test_what_is_issued_is_made_to_last(plan, monkeypatch):
    variants = []
    monkeypatch.setattr("reporting.papirer.lav.render_pdf", lambda *args, variant: variants.append(variant))
    som_fil(PAPIRER["budget"], None, "pdf", made_at=None, maerke=Udgavemaerke(1, date(2026, 1, 1), "K7QF-3MPA", "ab"))
    assert variants == [ARKIV]
