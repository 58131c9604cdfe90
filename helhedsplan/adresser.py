"""Addresses of rows by their uuid: a page makes hundreds of the same few shapes."""

from functools import lru_cache
from uuid import UUID

from django.urls import get_script_prefix, reverse

_STAND_IN = UUID(int=0)


def row_url(name: str, uuid: UUID, **kinds: str) -> str:
    """What `reverse` answers for the name, the uuid and any `kinds` (art, under); each shape is looked up once.

    Raises NoReverseMatch as `reverse` does.
    """
    if not isinstance(uuid, UUID):
        return reverse(name, kwargs={"uuid": uuid, **kinds})
    return _shape(name, get_script_prefix(), **kinds).replace(str(_STAND_IN), str(uuid))


@lru_cache(maxsize=1024)
def _shape(name: str, prefix: str, **kinds: str) -> str:
    """The address with a stand-in for the uuid. `prefix` is where the application is mounted: `reverse` reads it."""
    return reverse(name, kwargs={"uuid": _STAND_IN, **kinds})
