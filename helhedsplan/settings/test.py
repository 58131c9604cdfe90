"""The tests: no variable has to be set, and the database is an embedded one of their own that does not wait for the
disk. With DATABASE_URL set they use that server instead, and make their own database there."""

import tempfile
from pathlib import Path
from urllib.parse import quote

from helhedsplan.env import fall_back_on

DATA = Path(__file__).resolve().parents[2] / ".data"

fall_back_on(
    DJANGO_SECRET_KEY="only-for-tests-0123456789-abcdefghijklmnopqrstuvwxyz",
    DJANGO_ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
    DATABASE_URL=f"embedded://{quote(str(DATA / 'postgres-test'))}?durable=false",
    DJANGO_SECURE_SSL_REDIRECT="false",
    DJANGO_HSTS_SECONDS="0",
    DJANGO_MEDIA_ROOT=str(Path(tempfile.gettempdir()) / "helhedsplan-test-media"),
    DJANGO_LOG_LEVEL="WARNING",
)

from helhedsplan.settings.base import *

# A connection that a live server's thread kept open would keep the test database from being removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0
DEMO = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Paper is printed in the test's own process and not kept; the tests of that switch it on.
PRINT_PROCESSES = PRINT_CACHE_MB = 0
# Static files straight from their folders: nothing has been collected.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CRISPY_FAIL_SILENTLY = False  # a field that a layout names and the form has not is a mistake
