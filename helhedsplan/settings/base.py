"""Production. Every variable it reads is described in docs/drift.md. dev.py and test.py may only loosen it."""

from datetime import timedelta
from pathlib import Path

from helhedsplan.env import env_bool, env_database, env_int, env_list, env_secret, env_str

BASE_DIR = Path(__file__).resolve().parents[2]

SECRET_KEY = env_secret("DJANGO_SECRET_KEY")
SECRET_KEY_FALLBACKS = env_list("DJANGO_SECRET_KEY_FALLBACKS", [])
DEBUG = False
DEMO = False  # demo plans, demo logins and example figures may be loaded only where this is True
ALLOWED_HOSTS = env_list("DJANGO_ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = env_list("DJANGO_CSRF_TRUSTED_ORIGINS", [], must_start_with=["https://", "http://"])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "helhedsplan",
    "plans",
    "indsatser",
    "reporting",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "helhedsplan.middleware.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "helhedsplan.middleware.htmx_login",
    "helhedsplan.middleware.private_pages",
    "helhedsplan.middleware.keep_typed",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "helhedsplan.urls"
WSGI_APPLICATION = "helhedsplan.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# Database

DATABASES = {"default": {**env_database("DATABASE_URL"), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Work in the background (plans.baggrund): the queue is a table of the same database

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}
BACKGROUND_WAIT_SECONDS = 1.0  # an order that is done within this is answered with its result
BACKGROUND_KEEP_DAYS = env_int("BACKGROUND_KEEP_DAYS", 30, minimum=1, maximum=3650)

# Login

AUTH_USER_MODEL = "plans.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
SESSION_COOKIE_AGE = env_int("DJANGO_SESSION_HOURS", 12, minimum=1, maximum=24 * 31) * 60 * 60

# Ten wrong passwords for one e-mail from one place close that pair for a quarter of an hour. Not the place alone: a
# whole town hall may share one address. Not the e-mail alone: then anybody could shut anybody out.
AXES_ENABLE_ADMIN = False  # its pages are in English; attempts are in the log
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "helhedsplan.login.typed_email"
AXES_CLIENT_IP_CALLABLE = "helhedsplan.login.client_address"
AXES_LOCKOUT_CALLABLE = "helhedsplan.login.locked_out"

# Transport and browser

BEHIND_PROXY = env_bool("DJANGO_BEHIND_PROXY", False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env_bool("DJANGO_SECURE_SSL_REDIRECT", True)
SECURE_REDIRECT_EXEMPT = [r"^sundhed/$"]
SECURE_HSTS_SECONDS = env_int("DJANGO_HSTS_SECONDS", 31_536_000)
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
# W021 asks for HSTS "preload". That speaks for the whole domain, which is not ours to promise.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

# Paper: processes that print for each of ours (0: print in the process that is asked), and how much of what they
# made is kept for the next time (0: nothing). What is kept has no address and can always be made again.

PRINT_PROCESSES = env_int("PRINT_PROCESSES", 2, minimum=0, maximum=32)
PRINT_CACHE_MB = env_int("PRINT_CACHE_MB", 200, minimum=0, maximum=100_000)
PRINT_CACHE_ROOT = env_str("PRINT_CACHE_ROOT", str(BASE_DIR / ".data" / "tryk"))

# Files and forms

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Uploaded files have no address of their own: a view hands them out, through the door.
MEDIA_ROOT = env_str("DJANGO_MEDIA_ROOT", str(BASE_DIR / ".data" / "media"))
FIL_MAX_MB = env_int("DJANGO_MAX_UPLOAD_MB", 20, minimum=1, maximum=500)  # one file
FILE_UPLOAD_HANDLERS = [
    "helhedsplan.filer.modtag.Loft",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FORM_RENDERER = "helhedsplan.renderer.FormRenderer"
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

# Language

LANGUAGE_CODE = "da"
TIME_ZONE = "Europe/Copenhagen"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["helhedsplan.formats"]
# Off, or a year in a template becomes 2.024 and an id in an address 1.234. The filters of `dansk` group amounts.
USE_THOUSAND_SEPARATOR = False

# Mail. Without a server nothing is sent, and nothing is printed where a stranger may read it.

EMAIL_HOST = env_str("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'dummy'}.EmailBackend"
EMAIL_PORT = env_int("EMAIL_PORT", 587, minimum=1, maximum=65535)
EMAIL_HOST_USER = env_str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env_str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env_bool("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env_str("DEFAULT_FROM_EMAIL", "helhedsplan@localhost")
# Links in mails: there is no request to take the address from.
SITE_URL = env_str("SITE_URL", "").rstrip("/") or f"https://{ALLOWED_HOSTS[0].lstrip('.')}"
REMINDERS_FROM_HOUR = env_int("REMINDERS_FROM_HOUR", 6, maximum=23)

# Log: to standard output, and from there wherever the machine keeps its logs

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "class": "helhedsplan.logs.PlainFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        "json": {"()": "helhedsplan.logs.JsonFormatter"},
    },
    "handlers": {
        "stdout": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": env_str("DJANGO_LOG_FORMAT", "plain", choices=["plain", "json"]),
        }
    },
    "root": {
        "handlers": ["stdout"],
        "level": env_str("DJANGO_LOG_LEVEL", "INFO", choices=["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
    # Django's own handlers would print under DEBUG only, and mail to nobody.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        # It would warn at every HEAD request that Django's body was dropped.
        "gunicorn.http.wsgi": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},  # it greets at every start
        # Each job has its lines from plans.baggrund; these would say the same once more.
        "django_tasks": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},
    },
}
