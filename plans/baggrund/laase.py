"""Who is at work: locks of PostgreSQL's own that its server lets go of the moment a process is gone.

A worker holds one lock for each job it does (`hold`) and one that says it is there (`meld_til`). Both belong to a
connection, so a worker that is killed has let go before anybody looks, and nobody has to guess from a clock.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, connections

OPGAVE = 0x48504F50
ARBEJDER = 0x48504152
"""The first half of our locks' numbers. Others who use the same database choose theirs."""

_egen: list[Any] = []


def aaben_egen() -> None:
    """In a worker: a connection beside the job's own, for its lock and for telling how far it has come.

    The job's connection is inside its transaction, of which nobody else sees anything until it is over.
    """
    luk_egen()
    wrapper: Any = connections["default"].copy("default")  # type: ignore[attr-defined]
    wrapper.connect()
    with wrapper.cursor() as cursor:  # a machine that vanishes without a word is missed after half a minute
        for setting, value in (("idle", 10), ("interval", 5), ("count", 4)):
            cursor.execute(f"SET tcp_keepalives_{setting} = {value}")
    _egen.append(wrapper)


def luk_egen() -> None:
    """Close it again; what it held is let go of."""
    while _egen:
        _egen.pop().close()


def er_arbejder() -> bool:
    """Whether this process is a worker with a connection for its locks; elsewhere the ordinary one serves."""
    return bool(_egen)


def er_afbrudt() -> bool:
    """Whether this process's locks are lost, because the connection that held them is."""
    return er_arbejder() and not forbindelse().is_usable()


def forbindelse() -> Any:
    """The connection that holds the locks of this process's jobs."""
    return _egen[-1] if _egen else connection


@contextmanager
def hold(pk: int) -> Iterator[bool]:
    """Hold a job's lock while it is done. False: somebody else holds it, so leave the job alone."""
    if er_afbrudt():
        aaben_egen()
    with forbindelse().cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [OPGAVE, _half(pk)])
        held = bool(cursor.fetchone()[0])
    try:
        yield held
    finally:
        if held and not er_afbrudt():
            with forbindelse().cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [OPGAVE, _half(pk)])


def er_forladt(pk: int) -> bool:
    """Inside a transaction: whether nobody holds the job's lock. Then it is held until the transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [OPGAVE, _half(pk)])
        return bool(cursor.fetchone()[0])


def meld_til() -> None:
    """Say that a worker is there, for as long as this thread's connection lives."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock_shared(%s, 0)", [ARBEJDER])


def antal_arbejdere() -> int:
    """How many workers are there now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = %s AND objid = 0"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            [ARBEJDER],
        )
        return int(cursor.fetchone()[0])


def _half(pk: int) -> int:
    return pk & 0x7FFFFFFF
