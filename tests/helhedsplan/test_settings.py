"""Production as a stranger would start it: a process of its own, with an environment and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_db
ROOT = Path(__file__).resolve().parents[2]
MUST = {
    "DJANGO_SECRET_KEY": "q8Zr2-vLx0Tn5_BwKd7yPs1HgMj4UcFa9EoRi6XtNzWbVlCkQe",
    "DJANGO_ALLOWED_HOSTS": "helhedsplan.example.dk",
    "DATABASE_URL": "postgresql://helhedsplan:secret@127.0.0.1:1/helhedsplan",
}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess:
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "helhedsplan.settings.base", **variables}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_django_has_nothing_to_say_about_deploying_it():
    checked = run("-W", "error", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **MUST)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout


@pytest.mark.parametrize("name", sorted(MUST))
def test_it_does_not_start_without_what_it_must_be_told(name):
    started = run("-c", "import helhedsplan.wsgi", **{key: value for key, value in MUST.items() if key != name})
    assert started.returncode != 0
    assert f"ImproperlyConfigured: {name} is not set." in started.stderr.splitlines()[-1]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DJANGO_SECRET_KEY", "secret"),
        ("DJANGO_ALLOWED_HOSTS", "a.dk,,b.dk"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("DJANGO_CSRF_TRUSTED_ORIGINS", "helhedsplan.example.dk"),
        ("DJANGO_SECURE_SSL_REDIRECT", "perhaps"),
        ("DJANGO_BEHIND_PROXY", "nginx"),
        ("DJANGO_HSTS_SECONDS", "a year"),
        ("DJANGO_SESSION_HOURS", "0"),
        ("DJANGO_LOG_FORMAT", "xml"),
        ("DJANGO_LOG_LEVEL", "LOUD"),
        ("EMAIL_PORT", "smtp"),
        ("EMAIL_USE_TLS", "maybe"),
    ],
)
def test_a_bad_value_stops_the_start_and_is_named(name, value):
    started = run("-c", "import helhedsplan.settings.base", **{**MUST, name: value})
    assert started.returncode != 0
    last_line = started.stderr.splitlines()[-1]
    assert f"ImproperlyConfigured: {name} is " in last_line
    assert "but must be" in last_line


@pytest.mark.parametrize(("name", "value"), [("PORT", "http"), ("WEB_CONCURRENCY", "0"), ("WEB_THREADS", "many")])
def test_a_bad_value_for_gunicorn_is_named_too(name, value):
    started = run("-c", "import helhedsplan.gunicorn", **{name: value})
    assert f"ImproperlyConfigured: {name} is " in started.stderr.splitlines()[-1]


def test_debug_cannot_be_switched_on_in_production():
    program = "from django.conf import settings; print(settings.DEBUG)"
    assert run("-c", program, **MUST, DJANGO_DEBUG="true").stdout.strip() == "False"


def test_a_proxy_is_believed_only_when_there_is_one():
    program = "from django.conf import settings; print(settings.SECURE_PROXY_SSL_HEADER)"
    assert run("-c", program, **MUST).stdout.strip() == "None"
    assert "HTTP_X_FORWARDED_PROTO" in run("-c", program, **MUST, DJANGO_BEHIND_PROXY="true").stdout


def test_a_log_line_is_json_when_asked_for():
    program = (
        "import django, logging; django.setup()\n"
        "try: 1 / 0\n"
        "except ZeroDivisionError: logging.getLogger('x').exception('Det gik galt på %s', 'Ærø')"
    )
    line = json.loads(run("-c", program, **MUST, DJANGO_LOG_FORMAT="json").stdout)
    assert (line["level"], line["logger"], line["message"]) == ("ERROR", "x", "Det gik galt på Ærø")
    assert "ZeroDivisionError" in line["traceback"]


def test_development_keeps_its_secret_between_starts_and_only_loosens_transport():
    program = (
        "from django.conf import settings as s\n"
        "print(s.SECRET_KEY, s.DEBUG, s.SESSION_COOKIE_SECURE, s.STORAGES['staticfiles']['BACKEND'])"
    )
    first, second = (run("-c", program, DJANGO_SETTINGS_MODULE="helhedsplan.settings.dev").stdout for _ in range(2))
    assert first == second
    secret, *rest = first.split()
    assert len(secret) >= 50
    assert rest == ["False", "False", "whitenoise.storage.CompressedManifestStaticFilesStorage"]
