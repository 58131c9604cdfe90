"""What the library's queue calls. One task for every kind: which one it is, the job's own row says."""

from uuid import UUID

from django_tasks import task


@task()
def udfoer_opgave(uuid: str) -> None:
    """Do the job of this uuid, unless it is done, stopped, or in somebody else's hands."""
    from plans.baggrund.udfoer import udfoer

    udfoer(UUID(uuid))
