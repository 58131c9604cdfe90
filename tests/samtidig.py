"""Two at once, each on a connection of its own: begun together, or one half done while the other begins."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection, connections

WAITS = 0.5
"""Seconds the first stays half done after the other has begun: time enough to come to what the first holds."""


def mens(first: Callable[[], Iterator[None]], *others: Callable[[], Any]) -> list[Any]:
    """Run `first` to its `yield`, begin the others, and let it go on to its end: their answers, or what they raised.

    `first` does what it does inside a transaction and yields while it still holds it.
    """
    half_done, answers = first(), [None] * len(others)
    next(half_done)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '15s'")
            answers[number] = act()
        except Exception as refused:
            answers[number] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(others)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=WAITS)
    for _ in half_done:
        raise AssertionError("it yields once")
    for thread in threads:
        thread.join(timeout=20)
    return answers


def paa_en_gang(*acts: Callable[[], Any]) -> list[Any]:
    """Run each in a thread of its own, all begun at one moment: their answers in order, or what they raised."""
    together, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        try:
            together.wait(timeout=10)
            answers[number] = act()
        except Exception as refused:
            answers[number] = refused
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return answers
