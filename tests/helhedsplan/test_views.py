from unittest import mock

import pytest
from django.db import OperationalError, connection


def test_the_health_page_needs_no_login_and_asks_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/sundhed/")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.no_db
def test_a_database_that_does_not_answer_is_said_and_nothing_more(client, caplog):
    with mock.patch.object(connection, "cursor", side_effect=OperationalError("password of helhedsplan is wrong")):
        response = client.get("/sundhed/")
    assert (response.status_code, response.json()) == (503, {"status": "database svarer ikke"})
    assert "The database does not answer" in caplog.text


@pytest.mark.no_db
def test_the_health_page_is_only_read(client):
    assert client.post("/sundhed/").status_code == 405


@pytest.mark.no_db
def test_monitoring_may_ask_without_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    with mock.patch.object(connection, "cursor"):
        assert client.get("/sundhed/").status_code == 200
    assert client.get("/konto/log-ind/").status_code == 301


def test_everything_else_asks_for_a_login(client):
    for path in ("/konto/adgangskode/", "/admin/"):
        assert client.get(path).status_code == 302


@pytest.mark.no_db
def test_a_page_without_an_icon_of_its_own_gets_ours(client):
    assert client.get("/favicon.ico").headers["Location"] == "/static/img/maerke.svg"
