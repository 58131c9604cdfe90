"""Who may begin a new plan, and which plan it builds on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("plans", "0002_drafts_and_stored_values")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="may_create_plans",
            field=models.BooleanField(
                default=False,
                help_text="Kan begynde en ny helhedsplan uden at være planleder et andet sted.",
                verbose_name="må oprette planer",
            ),
        ),
        migrations.AddField(
            model_name="helhedsplan",
            name="forgaenger",
            field=models.ForeignKey(
                blank=True,
                help_text="Planen for perioden før, som denne begyndte som en kopi af.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="efterfoelgere",
                to="plans.helhedsplan",
                verbose_name="bygger på planen",
            ),
        ),
        migrations.AddConstraint(
            model_name="helhedsplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("forgaenger__isnull", True),
                    models.Q(("forgaenger", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="plans_helhedsplan_not_after_itself",
                violation_error_code="forgaenger",
                violation_error_message="En plan kan ikke bygge på sig selv.",
            ),
        ),
    ]
