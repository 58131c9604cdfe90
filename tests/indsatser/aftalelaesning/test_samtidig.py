"""Two who read the same agreement at the same moment, each on a connection of their own: a plan gets one reading."""

import pytest
from django.core.files.base import ContentFile
from django.db import transaction

from indsatser.aftalelaesning.laesning import read_agreement
from indsatser.models import Aftalelaesning
from tests.plans.factories import HelhedsplanFactory, MedlemskabFactory
from tests.samtidig import mens

AFTALE = """Delaftale 1: Tryghed
Formål
Færre skal flytte.
Aktivitet: Bydelsmødre
Formål
Flere taler sammen.
"""


@pytest.mark.django_db(transaction=True)
def test_the_same_file_read_by_two_into_one_plan_is_one_reading():
    plan = HelhedsplanFactory()
    one, other = (MedlemskabFactory(helhedsplan=plan).user for _ in range(2))

    def read(user):
        return read_agreement(ContentFile(AFTALE.encode(), name="Aftale.txt"), by=user, plan=plan)

    kept = []

    def first():
        with transaction.atomic():
            kept.append(read(one))
            yield

    (found,) = mens(first, lambda: read(other))
    assert found == kept[0]
    assert Aftalelaesning.objects.get().begun_by == one
    assert found.vaerdier.exists()
