# Search: words of names and of whole rows, in Danish word forms.

import django.contrib.postgres.indexes
import helhedsplan.soegevektor
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('indsatser', '0003_registering'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='aktivitet',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'alias'), fastupdate=False, name='soegnavn_aktivitet'),
        ),
        migrations.AddIndex(
            model_name='aktivitet',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'alias', 'content', 'purpose', 'target_group', 'organisation', 'local_evaluation', 'anchoring', 'goals_note', 'partners_note', 'note'), fastupdate=False, name='soeg_aktivitet'),
        ),
        migrations.AddIndex(
            model_name='evaluering',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('title'), fastupdate=False, name='soegnavn_evaluering'),
        ),
        migrations.AddIndex(
            model_name='evaluering',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('title', 'method', 'findings', 'done_by', 'note'), fastupdate=False, name='soeg_evaluering'),
        ),
        migrations.AddIndex(
            model_name='initiativ',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('code', 'title'), fastupdate=False, name='soegnavn_initiativ'),
        ),
        migrations.AddIndex(
            model_name='initiativ',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('code', 'title', 'purpose', 'problem', 'target_group', 'work', 'governance', 'documentation', 'expected_effect', 'host', 'area', 'status_text', 'period_note', 'note'), fastupdate=False, name='soeg_initiativ'),
        ),
        migrations.AddIndex(
            model_name='lokalprojekt',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name'), fastupdate=False, name='soegnavn_lokalprojekt'),
        ),
        migrations.AddIndex(
            model_name='lokalprojekt',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'purpose', 'description', 'participants_text', 'applicant', 'applicant_note', 'co_organiser', 'responsible_note', 'format_text', 'communication_before', 'communication_after', 'hours_note', 'budget_note', 'note'), fastupdate=False, name='soeg_lokalprojekt'),
        ),
        migrations.AddIndex(
            model_name='maal',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('letter', 'text'), fastupdate=False, name='soeg_maal'),
        ),
        migrations.AddIndex(
            model_name='milepael',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('text', 'time_text', 'comment', 'postponed_reason', 'note'), fastupdate=False, name='soeg_milepael'),
        ),
        migrations.AddIndex(
            model_name='succeskriterium',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('code', 'statement', 'source', 'responsible', 'baseline_note', 'note'), fastupdate=False, name='soeg_succeskriterium'),
        ),
    ]
