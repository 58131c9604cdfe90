from helhedsplan.settings.base import *

SECRET_KEY = "not-secret"
ALLOWED_HOSTS = ["*"]
