"""The year's papers in the background: one job for each piece of the plans, and one that puts the pieces together.

The pieces stand before it in the queue, so every worker makes some. The last job waits only for pieces that others are
making just then; one that nobody has (its worker died) it makes itself, so it never waits for its own worker.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from plans.baggrund import Fil, Fremdrift, bestil, opgave, oplysninger
from plans.choices import Opgavetilstand
from plans.models import Baggrundsopgave, User
from plans.services.noegle import uuid_under
from reporting.aarsskemaer.lav import Udeladt, i_stykker, saml, skriv_del

DEL, SAMLET = "aarsskemaer_del", "aarsskemaer"
I_STYKKET = 10
"""Plans in a piece: half a minute's work or so."""
PAUSE = 0.5


@opgave(DEL, titel="Årets skemaer, en del", felter={"aar": int, "planer": list})
def lav_del(row: Baggrundsopgave, fremdrift: Fremdrift) -> Fil:
    """PDF and Word of the plans of a piece."""
    asked = oplysninger(row)
    return Fil(f"{row.title}.zip", _fil(lambda out: _skriv_del(out, asked, row.user, fremdrift)))


@opgave(SAMLET, titel="Årets skemaer", felter={"aar": int, "dele": list}, samlet=False, minutter=120)
def lav_samlet(row: Baggrundsopgave, fremdrift: Fremdrift) -> Fil:
    """The pieces in one ZIP. Without a transaction of its own, so that it sees how far the others have come."""
    asked = oplysninger(row)
    not_made: list[Udeladt] = []
    pieces = _dele(asked["dele"], row, fremdrift, not_made)
    content = _fil(lambda out: saml(out, pieces, not_made, aar=asked["aar"], dag=timezone.now()))
    return Fil(f"Målopfyldelsesskemaer {asked['aar']}.zip", content)


def bestil_aarsskemaer(planer: Sequence[UUID], aar: int, *, by: User, noegle: UUID) -> Baggrundsopgave:
    """Order the year's papers of these plans: the pieces, then what puts them together, which is returned."""
    ordered = Baggrundsopgave.objects.filter(uuid=uuid_under(noegle, Baggrundsopgave, by=by)).first()
    if ordered is not None:
        return ordered
    pieces, made = i_stykker(planer, I_STYKKET), []
    with transaction.atomic():
        for number, piece in enumerate(pieces, start=1):
            titel = f"Målopfyldelsesskemaer {aar}, del {number} af {len(pieces)}"
            made.append(bestil(DEL, by=by, titel=titel, aar=aar, planer=[str(uuid) for uuid in piece]).uuid)
        # One notice is enough: that of the whole.
        Baggrundsopgave.objects.filter(uuid__in=made).update(seen_at=timezone.now())
        titel = f"Målopfyldelsesskemaer {aar} for {len(planer)} {'plan' if len(planer) == 1 else 'planer'}"
        return bestil(SAMLET, by=by, titel=titel, noegle=noegle, aar=aar, dele=[str(uuid) for uuid in made])


def _dele(
    uuids: Sequence[str], row: Baggrundsopgave, fremdrift: Fremdrift, not_made: list[Udeladt]
) -> Iterator[IO[bytes]]:
    """Each piece's ZIP, when it is there. The plans of a piece that failed go into `not_made`."""
    for number, uuid in enumerate(uuids, start=1):
        told = partial(fremdrift, number, len(uuids), f"Del {number}")
        piece = _ventet(uuid, row.user, told)
        if piece is not None and piece.state == Opgavetilstand.FAERDIG:
            with piece.file.storage.open(str(piece.file.name), "rb") as content:
                yield content
        elif piece is not None and piece.er_undervejs:
            asked = oplysninger(piece)
            with TemporaryFile() as out:
                _skriv_del(out, asked, row.user, partial(_sig, told))
                yield out  # type: ignore[misc]
        else:
            why = (piece.failure if piece else "") or "Den del af arbejdet blev stoppet."
            not_made.append((f"Planerne i del {number}", why))


def _ventet(uuid: str, user: Any, told: Callable[[], None]) -> Baggrundsopgave | None:
    """The piece as it stands when nobody is making it any more. None for one that was removed."""
    while True:
        told()
        piece = Baggrundsopgave.objects.filter(uuid=uuid, user=user).first()
        if piece is None or piece.state != Opgavetilstand.I_GANG:
            return piece
        time.sleep(PAUSE)


def _sig(told: Callable[[], None], nu: int, i_alt: int, tekst: str) -> None:
    """A plan of a piece is told as the piece it is in."""
    told()


def _skriv_del(out: IO[bytes], asked: dict[str, Any], user: Any, sig: Callable[[int, int, str], None]) -> None:
    skriv_del(out, asked["planer"], asked["aar"], user, sig, timezone.now())


def _fil(write: Callable[[IO[bytes]], object]) -> File:
    """An open file of what is written: without a name, so it is gone when the worker is."""
    out = TemporaryFile()  # noqa: SIM115  # whoever keeps it closes it
    try:
        write(out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return File(out, name="skemaer.zip")
