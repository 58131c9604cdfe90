"""The demo, read from its documents once and copied in after that: reading takes seconds, copying a fraction.

The copy is made by the first worker that needs it and lies in the run's own temporary folder. It is what `seed` wrote,
row by row; tests/indsatser/test_demo.py holds it against `seed` itself.
"""

import os
import pickle
from io import BytesIO
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import connection, models

from indsatser.demo import seed

OWN = ("plans", "indsatser", "reporting")


def load_demo(folder: Path) -> None:
    """Put the demo in the database, inside the transaction that is open. `folder` is the run's own."""
    copy = folder / "demo.copy"
    if not copy.exists():
        seed()
        _save(copy)
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")  # rows refer to each other both ways
        for table, rows in pickle.loads(copy.read_bytes()).items():
            cursor.execute(f'DELETE FROM "{table}"')
            cursor.copy_expert(f'COPY "{table}" FROM STDIN (FORMAT binary)', BytesIO(rows))
        cursor.execute("SET LOCAL session_replication_role = origin")
        _count_on(cursor)


def _models() -> list[Any]:
    found: list[Any] = [m for m in apps.get_models(include_auto_created=True) if m._meta.app_label in OWN]
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def _tables() -> list[str]:
    return sorted(model._meta.db_table for model in _models())


def _save(copy: Path) -> None:
    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            out = BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT (FORMAT binary)', out)
            rows[table] = out.getvalue()
    half = copy.with_suffix(f".{os.getpid()}")
    half.write_bytes(pickle.dumps(rows))
    half.replace(copy)  # another worker sees all of it or nothing


def _count_on(cursor: Any) -> None:
    """New rows are numbered after those that were copied in."""
    for model in _models():
        if isinstance(model._meta.pk, models.AutoField):
            table = model._meta.db_table
            cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [f'"{table}"'])
            (sequence,) = cursor.fetchone()
            last = f'(SELECT max(id) FROM "{table}"), (SELECT last_value FROM {sequence})'
            cursor.execute(f"SELECT setval(%s, greatest({last}, 1))", [sequence])
