import pytest
from django.conf import settings
from django.test import RequestFactory
from django.urls import reverse

from helhedsplan.login import client_address, typed_email
from tests.plans.factories import UserFactory

PASSWORD = "korrekt hest batteri hæfteklamme"


@pytest.fixture
def user():
    user = UserFactory(email="mette@example.dk")
    user.set_password(PASSWORD)
    user.save()
    return user


def try_to_log_in(client, password, email="mette@example.dk", **kwargs):
    return client.post(reverse("login"), {"username": email, "password": password}, **kwargs)


def test_the_right_password_logs_in(client, user):
    assert try_to_log_in(client, PASSWORD).status_code == 302
    assert client.get(reverse("password_change")).status_code == 200


def test_capital_letters_in_the_email_do_not_matter(client, user):
    assert try_to_log_in(client, PASSWORD, email="Mette@Example.dk").status_code == 302


def test_after_ten_wrong_passwords_even_the_right_one_waits_and_the_page_says_so(client, user):
    for number in range(settings.AXES_FAILURE_LIMIT):
        email = "METTE@example.dk" if number % 2 else "mette@example.dk"
        last = try_to_log_in(client, "forkert", email=email)
    assert last.status_code == 429
    refused = try_to_log_in(client, PASSWORD)
    assert refused.status_code == 429
    assert "15 minutter" in refused.content.decode()
    assert try_to_log_in(client, PASSWORD, REMOTE_ADDR="192.0.2.7").status_code == 302, "another place is not closed"


def test_one_right_password_clears_the_count(client, user):
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            assert try_to_log_in(client, "forkert").status_code == 200
        assert try_to_log_in(client, PASSWORD).status_code == 302
        client.post(reverse("logout"))


def test_logging_out_takes_a_post(client, user):
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("logout")).status_code == 405
    assert client.post(reverse("logout")).status_code == 302


@pytest.mark.no_db
def test_behind_a_proxy_only_what_the_proxy_itself_added_is_believed(settings):
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "10.0.0.1, 198.51.100.4"})
    settings.BEHIND_PROXY = False
    assert client_address(request) == "127.0.0.1"
    settings.BEHIND_PROXY = True
    assert client_address(request) == "198.51.100.4"
    assert client_address(RequestFactory().get("/")) == "127.0.0.1"


@pytest.mark.no_db
def test_the_email_counted_is_the_one_typed():
    request = RequestFactory().post("/", {"username": " Mette@Example.DK "})
    assert typed_email(request) == typed_email(request, {"username": "mette@example.dk"}) == "mette@example.dk"
