import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, HttpResponseRedirect
from django.test import RequestFactory
from django_htmx.middleware import HtmxMiddleware

from helhedsplan.middleware import CONTENT_SECURITY_POLICY, content_security_policy, htmx_login, private_pages
from tests.plans.factories import UserFactory

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/planer/7/?side=2"}


def answer_to_htmx(response, **headers):
    request = RequestFactory().get("/planer/7/note/", headers={**HTMX, **headers})
    return HtmxMiddleware(htmx_login(lambda _: response))(request)


@pytest.mark.no_db
def test_an_expired_session_sends_the_whole_page_to_log_in_and_back_to_the_page_itself():
    response = answer_to_htmx(HttpResponseRedirect("/konto/log-ind/?next=/planer/7/note/"))
    assert response.status_code == 200
    assert response.headers["HX-Redirect"] == "/konto/log-ind/?next=%2Fplaner%2F7%2F%3Fside%3D2"


@pytest.mark.no_db
def test_what_the_page_asks_by_itself_does_not_take_the_writer_away_from_it():
    response = answer_to_htmx(HttpResponseRedirect("/konto/log-ind/?next=/x/"), **{"X-Background": "1"})
    assert response.status_code == 204
    assert "HX-Redirect" not in response.headers


@pytest.mark.no_db
def test_a_page_on_another_host_is_not_a_place_to_come_back_to():
    response = answer_to_htmx(HttpResponseRedirect("/konto/log-ind/"), **{"HX-Current-URL": "https://evil.example/x"})
    assert response.headers["HX-Redirect"] == "/konto/log-ind/?next=%2F"


@pytest.mark.no_db
@pytest.mark.parametrize("response", [HttpResponseRedirect("/planer/7/"), HttpResponse("fragment")])
def test_other_answers_to_htmx_are_left_alone(response):
    assert answer_to_htmx(response) is response


@pytest.mark.no_db
def test_without_htmx_the_redirect_is_left_alone():
    redirect = HttpResponseRedirect("/konto/log-ind/")
    assert HtmxMiddleware(htmx_login(lambda _: redirect))(RequestFactory().get("/")) is redirect


def test_the_session_really_runs_out_that_way(client):
    response = client.get("/konto/adgangskode/", headers=HTMX)
    assert response.headers["HX-Redirect"].startswith("/konto/log-ind/?next=")


@pytest.mark.no_db
def test_no_inline_script_or_style_runs():
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    for directive in ("default-src 'self'", "script-src 'self'", "object-src 'none'", "frame-ancestors 'none'"):
        assert directive in CONTENT_SECURITY_POLICY


def test_every_answer_carries_the_rules_for_the_browser(client):
    for path in ("/sundhed/", "/findes-ikke/", "/static/fonts/IBMPlexSans-Regular.ttf"):
        response = client.get(path)
        assert response.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY, path
        assert response.headers["X-Content-Type-Options"] == "nosniff", path
        assert response.headers["Referrer-Policy"] == "same-origin", path
        assert "camera=()" in response.headers["Permissions-Policy"], path
        response.close()


@pytest.mark.no_db
def test_a_view_may_be_stricter():
    strict = HttpResponse(headers={"Content-Security-Policy": "sandbox"})
    assert content_security_policy(lambda _: strict)(RequestFactory().get("/")).headers["Content-Security-Policy"] == (
        "sandbox"
    )


@pytest.mark.no_db
def test_what_a_logged_in_person_sees_is_kept_by_nobody_else():
    request = RequestFactory().get("/")
    request.user = UserFactory.build()
    assert private_pages(lambda _: HttpResponse())(request).headers["Cache-Control"] == "private, no-cache"
    request.user = AnonymousUser()
    assert "Cache-Control" not in private_pages(lambda _: HttpResponse())(request).headers
