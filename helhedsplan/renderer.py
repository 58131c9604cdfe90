"""Form widgets of our own are drawn from templates/, Django's from Django: with an engine of their own."""

from pathlib import Path

import django.forms
from django.conf import settings
from django.forms.renderers import DjangoTemplates
from django.utils.functional import cached_property


class FormRenderer(DjangoTemplates):
    """Django's renderer, which also finds our widgets' templates."""

    @cached_property
    def engine(self):
        theirs = Path(django.forms.__file__).parent / self.backend.app_dirname
        return self.backend(
            {"APP_DIRS": True, "DIRS": [theirs, settings.BASE_DIR / "templates"], "NAME": "formularer", "OPTIONS": {}}
        )
