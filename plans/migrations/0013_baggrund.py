
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('plans', '0012_meeting_packs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Baggrundsopgave',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True, verbose_name='id')),
                ('kind', models.SlugField(max_length=60, verbose_name='slags')),
                ('title', models.CharField(max_length=200, verbose_name='hvad')),
                ('args', models.JSONField(blank=True, default=dict, verbose_name='oplysninger')),
                ('fingerprint', models.CharField(editable=False, max_length=64, verbose_name='det bestilte, kort')),
                ('task_id', models.UUIDField(blank=True, editable=False, null=True, verbose_name='nummer i køen')),
                ('state', models.CharField(choices=[('venter', 'Venter'), ('i_gang', 'I gang'), ('faerdig', 'Færdig'), ('fejlet', 'Fejlet'), ('annulleret', 'Annulleret')], default='venter', max_length=12, verbose_name='tilstand')),
                ('step', models.PositiveIntegerField(default=0, verbose_name='del nu')),
                ('steps', models.PositiveIntegerField(default=0, verbose_name='dele i alt')),
                ('step_text', models.CharField(blank=True, max_length=200, verbose_name='hvad der laves')),
                ('attempts', models.PositiveSmallIntegerField(default=0, verbose_name='forsøg')),
                ('cancel_requested', models.BooleanField(default=False, verbose_name='bedt om at holde op')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='bestilt')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='begyndt')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='sluttet')),
                ('seen_at', models.DateTimeField(blank=True, null=True, verbose_name='set')),
                ('failure', models.TextField(blank=True, verbose_name='hvorfor det ikke lykkedes')),
                ('file', models.FileField(blank=True, upload_to='baggrund/', verbose_name='fil')),
                ('file_name', models.CharField(blank=True, editable=False, max_length=150, verbose_name='filens navn')),
                ('link', models.CharField(blank=True, max_length=300, verbose_name='side med resultatet')),
                ('link_text', models.CharField(blank=True, max_length=200, verbose_name='sidens navn')),
                ('helhedsplan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='baggrundsopgaver', to='plans.helhedsplan', verbose_name='helhedsplan')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='baggrundsopgaver', to=settings.AUTH_USER_MODEL, verbose_name='for hvem')),
            ],
            options={
                'verbose_name': 'baggrundsopgave',
                'verbose_name_plural': 'baggrundsopgaver',
                'ordering': ['-created_at', '-pk'],
                'indexes': [models.Index(fields=['user', '-created_at'], name='plans_baggrund_of_user'), models.Index(condition=models.Q(('seen_at__isnull', True), ('state__in', ['faerdig', 'fejlet'])), fields=['user'], name='plans_baggrund_news'), models.Index(condition=models.Q(('state__in', ['venter', 'i_gang'])), fields=['state'], name='plans_baggrund_open')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['venter', 'i_gang'])), fields=('user', 'fingerprint'), name='plans_baggrundsopgave_ordered_once', violation_error_message='Opgaven er allerede bestilt.'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['venter', 'i_gang'])), models.Q(models.Q(('state__in', ['venter', 'i_gang']), _negated=True), ('finished_at__isnull', False)), _connector='OR'), name='plans_baggrundsopgave_ended_with_time', violation_error_message='En opgave, der er slut, skal have et sluttidspunkt.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'fejlet'), models.Q(('failure', ''), _negated=True)), models.Q(models.Q(('state', 'fejlet'), _negated=True), ('failure', '')), _connector='OR'), name='plans_baggrundsopgave_failed_with_reason', violation_error_message='En opgave, der er fejlet, skal sige hvorfor, og kun den.')],
            },
        ),
    ]
