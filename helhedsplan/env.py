"""Settings from environment variables. A bad value stops the start and is named; an empty value counts as unset.

`dev.py` and `test.py` put in their own values for what production must say, by `fall_back_on`, before they import
`base.py`. That leaves the environment itself alone, so a process started from here does not inherit them.
"""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = ("true", "1", "yes", "on")
FALSE = ("false", "0", "no", "off")

_fallbacks: dict[str, str] = {}


def fall_back_on(**values: str) -> None:
    """For a settings module that may run without these variables being set."""
    _fallbacks.update(values)


def _read(name: str) -> str:
    return os.environ.get(name, "").strip() or _fallbacks.get(name, "")


def _refused(name: str, read: str, accepted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is {read!r}, but must be {accepted}.")


def _unset(name: str, accepted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} is not set. It must be {accepted}.")


def env_str(name: str, default: str | None = None, *, choices: Sequence[str] = ()) -> str:
    accepted = f"one of {', '.join(choices)}" if choices else "a text"
    value = _read(name)
    if not value:
        if default is None:
            raise _unset(name, accepted)
        return default
    if choices and value not in choices:
        raise _refused(name, value, accepted)
    return value


def env_bool(name: str, default: bool) -> bool:
    value = _read(name)
    if not value:
        return default
    if value.lower() not in TRUE + FALSE:
        raise _refused(name, value, f"one of {', '.join(TRUE + FALSE)}")
    return value.lower() in TRUE


def env_int(name: str, default: int, *, minimum: int = 0, maximum: int = 2**31 - 1) -> int:
    value = _read(name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and minimum <= int(value) <= maximum):
        raise _refused(name, value, f"a whole number from {minimum} to {maximum}")
    return int(value)


def env_list(name: str, default: Sequence[str] | None = None, *, must_start_with: Sequence[str] = ()) -> list[str]:
    accepted = "a list separated by commas, without empty entries"
    if must_start_with:
        accepted += f", each beginning with {' or '.join(must_start_with)}"
    value = _read(name)
    if not value:
        if default is None:
            raise _unset(name, accepted)
        return list(default)
    entries = [entry.strip() for entry in value.split(",")]
    if not all(entries) or (
        must_start_with and not all(entry.startswith(tuple(must_start_with)) for entry in entries)
    ):
        raise _refused(name, value, accepted)
    return entries


def env_secret(name: str, *, min_length: int = 50) -> str:
    """Never shows what it read."""
    accepted = f"a secret of at least {min_length} characters, at least 10 of them different"
    value = _read(name)
    if not value:
        raise _unset(name, accepted)
    if len(value) < min_length or len(set(value)) < 10:
        raise _refused(name, f"a text of {len(value)} characters", accepted)
    return value


def env_database(name: str) -> dict[str, Any]:
    """An address as an entry of DATABASES. Never shows what it read: there is a password in it.

    `embedded:///a/directory` is the embedded PostgreSQL with its data there; `?durable=false` is for tests.
    """
    accepted = (
        "an address like postgresql://user:password@host:5432/name, with ?sslmode=require and the like if need be"
    )
    value = _read(name)
    if not value:
        raise _unset(name, accepted)
    refused = _refused(name, "an address that cannot be used", accepted)
    try:
        parts = urlsplit(value)
        port = parts.port
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError:
        raise refused from None
    path = unquote(parts.path)
    if parts.scheme == "embedded" and path.startswith("/") and not parts.netloc:
        embedded = {"DIRECTORY": path, "DURABLE": options.pop("durable", "true") == "true"}
        return {"ENGINE": "helhedsplan.embedded_postgres", "NAME": "helhedsplan", "EMBEDDED": embedded}
    database = path.removeprefix("/")
    if parts.scheme not in ("postgresql", "postgres") or not database or "/" in database:
        raise refused
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": database,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or ""),
        "OPTIONS": options,
    }
