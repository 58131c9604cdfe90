"""The text of a read agreement is kept for a while, and then not."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from indsatser.models import Aftalelaesning
from tests.indsatser.factories import AftalelaesningFactory, LaestvaerdiFactory


@pytest.fixture
def gammel():
    row = LaestvaerdiFactory().laesning
    Aftalelaesning.objects.filter(pk=row.pk).update(changed_at=timezone.now() - timedelta(days=91))
    return row


def test_a_reading_nobody_has_touched_for_three_months_is_emptied_with_its_file(
    gammel, capsys, django_capture_on_commit_callbacks
):
    young = AftalelaesningFactory()
    storage, name = gammel.file.storage, gammel.file.name
    with django_capture_on_commit_callbacks(execute=True):
        call_command("ryd_aftalelaesninger")
    gammel.refresh_from_db()
    young.refresh_from_db()
    assert (gammel.blocks, gammel.case, gammel.vaerdier.count(), bool(gammel.file)) == ([], {}, 0, False)
    assert not gammel.is_open
    assert not storage.exists(name)
    assert young.blocks
    assert "1 læsninger" in capsys.readouterr().out


def test_one_that_somebody_answers_in_is_left_alone(gammel):
    gammel.vaerdier.update(decided_at=timezone.now() - timedelta(days=3))
    call_command("ryd_aftalelaesninger", verbosity=0)
    gammel.refresh_from_db()
    assert gammel.blocks
