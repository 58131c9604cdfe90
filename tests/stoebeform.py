"""The mould: a database in which every migration has been run; each test process begins with a copy of it.

Running the migrations takes half a minute, copying what they made a second. The mould is named after what the
migrations say, so a changed migration makes a new mould and the old one is thrown away.
"""

import hashlib
import inspect
import re
from importlib import import_module, metadata
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

NAME = "helhedsplan_stoebeform_"
BEING_MADE = NAME + "under_arbejde"
LOCK = 7_240_331
"""An advisory lock: the number means nothing, and nothing else in the test server locks it."""


def copy_the_mould() -> None:
    """Have Django make the test database as a copy of the mould, which is made first if it is not there.

    Of test processes that arrive at once the first makes it and the others wait.
    """
    mould = NAME + _what_the_migrations_say()
    with connection._nodb_cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [NAME])
        there = {name for (name,) in cursor.fetchall()}
        for old in there - {mould}:
            cursor.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
        if mould not in there:
            cursor.execute(f'CREATE DATABASE "{BEING_MADE}"')
            _migrate(BEING_MADE)
            # Only what is whole bears the name: a run that was killed on the way leaves nothing to copy.
            cursor.execute(f'ALTER DATABASE "{BEING_MADE}" RENAME TO "{mould}"')
        cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])
    connection.settings_dict["TEST"]["TEMPLATE"] = mould


def _migrate(database: str) -> None:
    ordinary = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        call_command("migrate", verbosity=0, interactive=False)
    finally:
        connection.close()
        connection.settings_dict["NAME"] = ordinary


def _what_the_migrations_say() -> str:
    """A name for all the migrations together: their text, that of ours they import, and the Django that runs them."""
    said = hashlib.sha256(metadata.version("django").encode())
    for app in sorted({app for app, _ in MigrationLoader(None).disk_migrations}):
        package = import_module(MigrationLoader.migrations_module(app)[0])
        for file in sorted(Path(package.__path__[0]).glob("*.py")):
            text = file.read_text(encoding="utf-8")
            said.update(f"{app}/{file.name}\n{text}".encode())
            for module in re.findall(r"^import ((?:helhedsplan|plans|indsatser|reporting)\.\S+)", text, re.MULTILINE):
                said.update(inspect.getsource(import_module(module)).encode())
    return said.hexdigest()[:20]
