"""The request as these views know it: somebody who has logged in, perhaps through htmx."""

from helhedsplan.middleware import Request
from plans.models import User


class Besoeg(Request):
    """LoginRequiredMiddleware has seen to it that `user` is a User."""

    user: User
