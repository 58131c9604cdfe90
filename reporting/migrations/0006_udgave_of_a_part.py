"""A paper can be about one delaftale, activity or project: its period is then a uuid."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reporting", "0003_udgave")]

    operations = [
        migrations.AlterField(
            model_name="udgave",
            name="periode",
            field=models.CharField(blank=True, max_length=36, verbose_name="periode"),
        ),
    ]
