# Search: words of names and of whole rows, in Danish word forms.

import django.contrib.postgres.indexes
import helhedsplan.soegevektor
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0004_file_names'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='afsnit',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('heading'), fastupdate=False, name='soegnavn_afsnit'),
        ),
        migrations.AddIndex(
            model_name='afsnit',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('heading', 'text'), fastupdate=False, name='soeg_afsnit'),
        ),
        migrations.AddIndex(
            model_name='delaftale',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('title', 'title_as_printed'), fastupdate=False, name='soegnavn_delaftale'),
        ),
        migrations.AddIndex(
            model_name='delaftale',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('title', 'title_as_printed', 'problem', 'purpose', 'content', 'municipal_context', 'conflict_handling', 'notification', 'revision_rule', 'period_note', 'budget_note', 'note'), fastupdate=False, name='soeg_delaftale'),
        ),
        migrations.AddIndex(
            model_name='helhedsplan',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'short_name', 'journalnummer'), fastupdate=False, name='soegnavn_helhedsplan'),
        ),
        migrations.AddIndex(
            model_name='helhedsplan',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'short_name', 'journalnummer', 'district', 'summary', 'tovholder', 'period_note', 'note'), fastupdate=False, name='soeg_helhedsplan'),
        ),
        migrations.AddIndex(
            model_name='organ',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'short_name'), fastupdate=False, name='soegnavn_organ'),
        ),
        migrations.AddIndex(
            model_name='organ',
            index=django.contrib.postgres.indexes.GinIndex(helhedsplan.soegevektor.Soegevektor('name', 'short_name', 'mandate', 'tasks', 'secretariat', 'reports_to', 'note'), fastupdate=False, name='soeg_organ'),
        ),
    ]
