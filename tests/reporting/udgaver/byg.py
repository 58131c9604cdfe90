"""What the tests of editions begin with."""

from uuid import uuid4

from django.core.files.base import ContentFile
from django.db import connection

from plans.services.noegle import uuid_under
from reporting.papirer.arter import PAPIRER
from reporting.papirer.periode import HELE_PLANEN, Periode
from reporting.udgaver.models import Udgave
from reporting.udgaver.opgave import faerdiggoer
from reporting.udgaver.udsted import frys
from tests.plans.factories import UserFactory
from tests.reporting.skemaplan import plan_med_alt


def udgave(plan=None, art="budget", periode=HELE_PLANEN, **said):
    """An edition of a paper of the plan, today's facts."""
    plan = plan or plan_med_alt()
    said = {"by": None, "noegle": uuid4(), "as_of": plan.default_as_of(), **said}
    waits = frys(PAPIRER[art], plan, periode, **said)
    return faerdiggoer(waits) if waits else Udgave.objects.get(uuid=uuid_under(said["noegle"], Udgave, by=said["by"]))


def skemaudgave(plan=None, **said):
    """An edition of the målopfyldelsesskema for 2019."""
    return udgave(plan, "maalopfyldelse", Periode(2019), **said)


def nogen():
    """Somebody who issues."""
    return UserFactory()


def odelaeg(fil, content=b"%PDF-1.7 Noget andet"):
    """Somebody writes another file in the storage."""
    fil.file.storage.delete(fil.file.name)
    fil.file.storage.save(fil.file.name, ContentFile(content))


def forfalsk(udgave, **values):
    """What only the owner of the database can do: put the refusal aside and change what is issued."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Udgave.objects.filter(pk=udgave.pk).update(**values)
        cursor.execute("SET LOCAL session_replication_role = origin")
