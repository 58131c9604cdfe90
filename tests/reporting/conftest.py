"""The report of one plan, built once. It is a value, so the database is closed again before anything is printed."""

import pytest


@pytest.fixture(scope="session")
def skema(django_db_setup, django_db_blocker):
    from django.db import transaction

    from reporting.facts.maalopfyldelsesskema import build_maalopfyldelsesskema
    from tests.reporting.skemaplan import plan_med_alt

    with django_db_blocker.unblock(), transaction.atomic():
        rapport = build_maalopfyldelsesskema(plan_med_alt(), year=2019)
        transaction.set_rollback(True)
    return rapport


@pytest.fixture(scope="session")
def pdf_bytes(skema) -> bytes:
    from reporting.pdf import render_pdf

    return render_pdf("reporting/pdf/maalopfyldelse.html", {"papir": skema})
