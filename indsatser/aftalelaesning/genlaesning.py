"""Reading into a plan that is there: every row that is read is found in the plan, and only what differs is told."""

from typing import Any

from indsatser.aftalelaesning.skrivere import Gennemsynsskriver
from indsatser.models import Aftalelaesning


class Genlaesningsskriver(Gennemsynsskriver):
    def __init__(self, reading: Aftalelaesning, by: Any = None, *, apply: set[str] | None = None) -> None:
        super().__init__(f"aftalelaesning/{reading.uuid}", by)
