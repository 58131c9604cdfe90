"""`make run` and the command line on one's own machine: as production, except that no variable has to be set, the
database is the embedded one, and plain http on this machine is enough. `DJANGO_DEBUG=true` with `manage.py runserver`
shows tracebacks in the browser."""

import os
import secrets
from pathlib import Path
from urllib.parse import quote

from helhedsplan.env import env_bool, fall_back_on

DATA = Path(__file__).resolve().parents[2] / ".data"


def _kept_secret(path: Path) -> str:
    """Made once, so that a restart logs nobody out."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f"{path.name}.new-{os.getpid()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(60))
        try:
            os.link(new, path)
        except FileExistsError:  # another process was first
            pass
        finally:
            new.unlink()
    return path.read_text()


fall_back_on(
    DJANGO_SECRET_KEY=_kept_secret(DATA / "secret_key"),
    DJANGO_ALLOWED_HOSTS="127.0.0.1,localhost,[::1]",
    DATABASE_URL=f"embedded://{quote(str(DATA / 'postgres'))}",
    DJANGO_SECURE_SSL_REDIRECT="false",
    DJANGO_HSTS_SECONDS="0",
)

from helhedsplan.settings.base import *

DEBUG = env_bool("DJANGO_DEBUG", False)
DEMO = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
if not EMAIL_HOST:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
