"""The file that waits to be read: kept where only its job finds it, and removed when that has read or refused it."""

import hashlib
from datetime import timedelta
from typing import Final

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.utils import timezone

from plans.models import Baggrundsopgave, Helhedsplan, User

MAPPE: Final = "aftaler/venter"
LAENGST: Final = timedelta(days=1)
"""A file that no job waits for any more (it was stopped before it began) goes after this."""


def fingeraftryk(file: File) -> str:
    """SHA-256 of the whole file, which is left at its beginning."""
    found = hashlib.sha256(file.read()).hexdigest()
    file.seek(0)
    return found


def laeg(file: File, sha256: str, *, by: User, plan: Helhedsplan | None) -> None:
    """Keep a file for this person's job. The same file for the same plan is kept once."""
    name = _navn(sha256, by.pk, plan.pk if plan else None)
    if not default_storage.exists(name):
        stored = default_storage.save(name, file)
        if stored != name:  # chosen twice at the same moment: the other one is there
            default_storage.delete(stored)


def hent(sha256: str, navn: str, *, by: User, plan: Helhedsplan | None) -> ContentFile | None:
    """The file that waits, under the name the person has for it; None when it is no longer there."""
    try:
        with default_storage.open(_navn(sha256, by.pk, plan.pk if plan else None)) as kept:
            return ContentFile(kept.read(), name=navn)
    except FileNotFoundError:
        return None


def er_her(sha256: str, *, by: User, plan: Helhedsplan | None) -> bool:
    """Whether it waits still."""
    return default_storage.exists(_navn(sha256, by.pk, plan.pk if plan else None))


def fjern(sha256: str, *, by: User, plan: Helhedsplan | None) -> None:
    """Take it away. Again does nothing."""
    default_storage.delete(_navn(sha256, by.pk, plan.pk if plan else None))


def ryd_op(longest: timedelta = LAENGST) -> int:
    """Remove the files that have waited longer than this and that no job will read. How many."""
    try:
        _folders, names = default_storage.listdir(MAPPE)
    except FileNotFoundError:
        return 0
    undervejs = Baggrundsopgave.objects.undervejs()  # type: ignore[attr-defined]
    jobs = undervejs.values_list("user", "helhedsplan", "args")
    awaited = {_navn(args.get("sha256", ""), user, plan) for user, plan, args in jobs}
    before = timezone.now() - longest
    old = [
        f"{MAPPE}/{name}"
        for name in names
        if f"{MAPPE}/{name}" not in awaited and default_storage.get_modified_time(f"{MAPPE}/{name}") < before
    ]
    for name in old:
        default_storage.delete(name)
    return len(old)


def _navn(sha256: str, user: int, plan: int | None) -> str:
    """Of one person, one plan and one file: a job that is done takes no other job's file away."""
    return f"{MAPPE}/{user}-{plan or 'ny'}-{sha256}"
