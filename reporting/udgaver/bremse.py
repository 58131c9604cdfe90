"""A brake on a page that anybody can reach: so many visits a minute from one place, counted per server process."""

from django.core.cache import cache
from django.http import HttpRequest

from helhedsplan.login import client_address

SEKUNDER = 60


def for_mange(request: HttpRequest, hvad: str, *, loft: int) -> bool:
    """Whether this visit is one too many of its kind in the minute from the visitor's address. It counts the visit."""
    key = f"bremse:{hvad}:{client_address(request) or ''}"
    cache.add(key, 0, SEKUNDER)
    try:
        return cache.incr(key) > loft
    except ValueError:  # the minute ran out just now
        return False
