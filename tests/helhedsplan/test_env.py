import pytest
from django.core.exceptions import ImproperlyConfigured

from helhedsplan import env

pytestmark = pytest.mark.no_db
SECRET = "q8Zr2-vLx0Tn5_BwKd7yPs1HgMj4UcFa9EoRi6XtNzWbVlCkQe"


@pytest.fixture(autouse=True)
def no_fallbacks(monkeypatch):
    monkeypatch.setattr(env, "_fallbacks", {})


def reads(monkeypatch, value, function, *args, **kwargs):
    monkeypatch.setenv("X", value)
    return function("X", *args, **kwargs)


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("ON", True), ("0", False), ("No", False)])
def test_a_switch_reads_what_people_write(monkeypatch, value, expected):
    assert reads(monkeypatch, value, env.env_bool, not expected) is expected
    assert reads(monkeypatch, "", env.env_bool, expected) is expected, "empty is unset"


@pytest.mark.parametrize("value", ["maybe", "ja", "2", "truee"])
def test_a_switch_refuses_what_it_does_not_know_and_says_what_it_knows(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match=rf"^X is '{value}', but must be one of true, 1, yes, on, false"):
        reads(monkeypatch, value, env.env_bool, True)


@pytest.mark.parametrize("value", ["many", "-1", "0", "65536", "8000.5", "1e3", "٣", "8 000"])
def test_a_number_outside_its_range_is_refused(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match=f"X is '{value}', but must be a whole number from 1 to 65535"):
        reads(monkeypatch, value, env.env_int, 8000, minimum=1, maximum=65535)


def test_a_number_is_read_and_an_empty_variable_is_unset(monkeypatch):
    assert reads(monkeypatch, " 81 ", env.env_int, 8000) == 81
    assert reads(monkeypatch, "", env.env_int, 8000) == 8000


def test_a_text_may_be_one_of_a_few(monkeypatch):
    assert reads(monkeypatch, "json", env.env_str, "plain", choices=["plain", "json"]) == "json"
    with pytest.raises(ImproperlyConfigured, match="X is 'xml', but must be one of plain, json"):
        reads(monkeypatch, "xml", env.env_str, "plain", choices=["plain", "json"])
    with pytest.raises(ImproperlyConfigured, match="X is not set"):
        reads(monkeypatch, "", env.env_str)


def test_a_list_has_no_empty_entries(monkeypatch):
    assert reads(monkeypatch, "a.dk, b.dk", env.env_list) == ["a.dk", "b.dk"]
    assert reads(monkeypatch, "", env.env_list, []) == []
    for value in ("a.dk,,b.dk", ","):
        with pytest.raises(ImproperlyConfigured, match="without empty entries"):
            reads(monkeypatch, value, env.env_list)
    with pytest.raises(ImproperlyConfigured, match="each beginning with https://"):
        reads(monkeypatch, "a.dk", env.env_list, must_start_with=["https://"])
    with pytest.raises(ImproperlyConfigured, match="X is not set"):
        reads(monkeypatch, "", env.env_list)


@pytest.mark.parametrize("value", ["", "too-short", "a" * 60])
def test_a_secret_is_long_varied_and_never_shown(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match="at least 50 characters") as refused:
        reads(monkeypatch, value, env.env_secret)
    assert not value or value not in str(refused.value)


def test_a_secret_is_read(monkeypatch):
    assert reads(monkeypatch, SECRET, env.env_secret) == SECRET


def test_a_database_is_read_from_its_address(monkeypatch):
    read = reads(monkeypatch, "postgresql://me:p%40ss@db.example:5433/plans?sslmode=require", env.env_database)
    assert read == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "plans",
        "USER": "me",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "OPTIONS": {"sslmode": "require"},
    }


def test_a_database_may_be_behind_a_socket_or_embedded(monkeypatch):
    assert reads(monkeypatch, "postgres:///plans?host=/run/postgresql", env.env_database)["HOST"] == "/run/postgresql"
    embedded = reads(monkeypatch, "embedded:///srv/a%20b?durable=false", env.env_database)
    assert embedded["EMBEDDED"] == {"DIRECTORY": "/srv/a b", "DURABLE": False}


@pytest.mark.parametrize(
    "value",
    [
        "",
        "plans",
        "mysql://me:secret@db/plans",
        "sqlite:///secret.db",
        "postgresql://me:secret@db",
        "postgresql://me:secret@db:port/plans",
        "postgresql://me:secret@db/plans?sslmode",
        "embedded://secret/plans",
    ],
)
def test_another_database_is_refused_without_showing_the_password(monkeypatch, value):
    with pytest.raises(ImproperlyConfigured, match=r"X .*postgresql://") as refused:
        reads(monkeypatch, value, env.env_database)
    assert "secret" not in str(refused.value)


def test_what_a_settings_module_falls_back_on_gives_way_to_the_environment(monkeypatch):
    monkeypatch.delenv("X", raising=False)
    env.fall_back_on(X="7")
    assert env.env_int("X", 1) == 7
    assert reads(monkeypatch, "8", env.env_int, 1) == 8
