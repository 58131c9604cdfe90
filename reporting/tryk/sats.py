"""A part as it was laid out: its PDF, and what only the whole document can settle."""

import json
import struct
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO

HEAD = struct.Struct(">II")


@dataclass(frozen=True, slots=True)
class Bogmaerke:
    """A heading that becomes a bookmark: its level, and its place in points from the lower left of the part's page."""

    niveau: int
    tekst: str
    side: int
    x: float
    y: float
    aaben: bool


@dataclass(frozen=True, slots=True)
class Anker:
    """A place that can be linked to."""

    navn: str
    side: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Sats:
    """A part on its own pages. `sidetal` is, for each page, where its number ends: right edge and baseline, in points.

    A page whose margin holds no page number has None.
    """

    pdf: bytes
    sidetal: tuple[tuple[float, float] | None, ...]
    bogmaerker: tuple[Bogmaerke, ...]
    ankre: tuple[Anker, ...]

    @property
    def sider(self) -> int:
        return len(self.sidetal)


def pak(sats: Sats) -> tuple[dict[str, Any], bytes]:
    """What `pak_ud` makes the same part of again: plain data, and the PDF."""
    data = {
        "sidetal": sats.sidetal,
        "bogmaerker": [asdict(one) for one in sats.bogmaerker],
        "ankre": [asdict(one) for one in sats.ankre],
    }
    return data, sats.pdf


def pak_ud(data: dict[str, Any], pdf: bytes) -> Sats:
    """Raises KeyError or TypeError for data that is no part's."""
    return Sats(
        pdf,
        tuple(None if place is None else (float(place[0]), float(place[1])) for place in data["sidetal"]),
        tuple(Bogmaerke(**one) for one in data["bogmaerker"]),
        tuple(Anker(**one) for one in data["ankre"]),
    )


def skriv(stream: BinaryIO, data: dict[str, Any], body: bytes) -> None:
    """A message: data and bytes, each with its length before it."""
    text = json.dumps(data).encode()
    stream.write(HEAD.pack(len(text), len(body)) + text + body)
    stream.flush()


def laes(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next message, or None when there is none. Raises EOFError for one that stops in the middle."""
    head = stream.read(HEAD.size)
    if not head:
        return None
    if len(head) < HEAD.size:
        raise EOFError
    lengths = HEAD.unpack(head)
    text, body = (stream.read(length) for length in lengths)
    if (len(text), len(body)) != lengths:
        raise EOFError
    return json.loads(text), body
