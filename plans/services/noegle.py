"""The key of a form that makes one row, however often it is sent."""

from uuid import UUID, uuid5

from django.db import models

from plans.models import User


def uuid_under(key: UUID, model: type[models.Model], *, by: User | None) -> UUID:
    """The uuid of the row of a model that a form with this key makes for a person: the same each time it is sent.

    The key is the browser's word, and the trail is found by the uuid. Made from the key and not taken over from it,
    the uuid cannot be chosen to be that of somebody else's row.
    """
    return uuid5(key, f"{model._meta.label_lower}:{by.pk if by else ''}")
