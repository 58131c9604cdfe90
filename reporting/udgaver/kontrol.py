"""Whether what is kept is what was issued: files against their checksums, facts against theirs."""

import hashlib
import logging
from collections.abc import Iterable, Iterator
from typing import IO

from reporting.udgaver.frosset import kontrolsum
from reporting.udgaver.models import Udgave, Udgavefil

logger = logging.getLogger(__name__)
BLOK = 1024 * 1024
SLAGS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
"""What people call a file by its ending."""


def sum_af(content: IO[bytes]) -> str:
    """SHA-256 of a file, read a block at a time."""
    found = hashlib.sha256()
    while block := content.read(BLOK):
        found.update(block)
    return found.hexdigest()


def fundet_sum(fil: Udgavefil) -> str | None:
    """SHA-256 of the file in the storage; None when it is not there."""
    try:
        with fil.file.storage.open(str(fil.file.name), "rb") as content:
            return sum_af(content)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None


def fejl_ved(fil: Udgavefil) -> str:
    """Why the file may not be handed out, in Danish, and into the log; "" for the genuine one."""
    found = fundet_sum(fil)
    if found == fil.sha256:
        return ""
    logger.error("File %s of edition %s is %s", fil.uuid, fil.udgave_id, "missing" if found is None else "altered")
    return "ligger ikke i arkivet" if found is None else "er ændret, siden udgaven blev udstedt"


def maa_ikke_udleveres(fil: Udgavefil) -> str:
    """The sentence that stands in place of a file that is not the one that was issued; "" for the genuine one."""
    found = fejl_ved(fil)
    return f"«{fil}» {found}, så den udleveres ikke." if found else ""


def _told_otherwise(udgave: Udgave) -> str:
    """What its columns tell otherwise than the facts, which are whole; "" where nothing is. Only what facts keep."""
    fakta = udgave.fakta if isinstance(udgave.fakta, dict) else {}
    kept = fakta.get("papir")
    papir = kept if isinstance(kept, dict) else {}
    titel = ": ".join(filter(None, [papir.get("titel"), papir.get("undertitel")]))[:200]
    pairs = {
        "papiret": (fakta.get("art"), udgave.art),
        "planen": (fakta.get("plan"), str(udgave.helhedsplan.uuid)),
        "perioden": (fakta.get("periode"), udgave.periode),
        "dagen": (papir.get("as_of"), udgave.as_of.isoformat()),
        "titlen": (titel or None, udgave.title),
    }
    return ", ".join(name for name, (said, told) in pairs.items() if said is not None and said != told)


def fejl_i(udgave: Udgave, filer: Iterable[Udgavefil]) -> Iterator[str]:
    """Everything that is not as it was issued, a sentence each. Reads all of the edition's files."""
    rows = {fil.endelse: fil for fil in filer}
    if kontrolsum(udgave.fakta) != udgave.kontrolsum:
        logger.error("The facts of edition %s are altered", udgave.pk)
        yield "Fakta svarer ikke til kontrolsummen."
    elif told := _told_otherwise(udgave):
        logger.error("Edition %s tells otherwise than its facts: %s", udgave.pk, told)
        yield f"Det, der står om udgaven ({told}), svarer ikke til dens fakta."
    for endelse in sorted(udgave.filsummer):
        if endelse not in rows:
            logger.error("Edition %s has lost its .%s", udgave.pk, endelse)
            yield f"Filen .{endelse} mangler helt."
        elif rows[endelse].sha256 != udgave.filsummer[endelse]:
            logger.error("Edition %s has another .%s than it was issued with", udgave.pk, endelse)
            yield f"Filen «{rows[endelse]}» er en anden end den, udgaven blev udstedt med."
        elif found := fejl_ved(rows[endelse]):
            yield f"Filen «{rows[endelse]}» {found}."
