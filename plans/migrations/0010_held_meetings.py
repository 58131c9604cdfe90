"""Meetings whose day is over were held: until now nobody could say otherwise."""

from django.db import migrations
from django.utils import timezone


def say_held(apps, schema_editor):
    apps.get_model("plans", "Moede").objects.filter(held_on__lt=timezone.localdate(), state="planlagt").update(
        state="afholdt"
    )


class Migration(migrations.Migration):
    dependencies = [("plans", "0009_meetings")]

    operations = [migrations.RunPython(say_held, migrations.RunPython.noop, elidable=True)]
