"""Looks into a PDF or a picture, in a process of its own: what is wrong with a file never costs the application more
than this process's memory and seconds. Run as a script with the kind as its argument and the file on standard input;
answers with one of the words of `helhedsplan.filer.proces.SVAR`.

It imports nothing of ours, so that it starts quickly and sees no settings and no secrets.
"""

import resource
import sys
from typing import Any, BinaryIO

MEMORY = 1024 * 1024 * 1024  # bytes
SECONDS = 15  # of the processor
MAX_PIXELS = 50_000_000
UNSEEN = "error decoding stream data"
CODE_KEYS = ("/JS", "/JavaScript")
CODE_ACTIONS = ("/JavaScript", "/Launch")


def pdf(file: BinaryIO) -> str:
    """ "ok", or what speaks against it: locked, code inside, or no PDF at all."""
    import pikepdf

    try:
        with pikepdf.open(file) as document:
            if document.is_encrypted:
                return "laast"
            if len(document.pages) == 0:
                return "ulaeselig"
            if any(_has_code(each) for each in document.objects):
                return "kode"
            # Packed objects that could not be unpacked were not looked at; another reader may have more memory.
            return "ulaeselig" if any(UNSEEN in warning for warning in document.get_warnings()) else "ok"
    except pikepdf.PasswordError:
        return "laast"
    except pikepdf.PdfError:
        return "ulaeselig"


def _has_code(found: Any) -> bool:
    """Whether an object, or anything written inside it, is a script or starts a program."""
    import pikepdf

    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, pikepdf.Array):
            inside: list[Any] = list(value)
        elif isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            keys = list(value.keys())
            if any(key in CODE_KEYS for key in keys) or str(value.get("/S", "")) in CODE_ACTIONS:
                return True
            inside = [value.get(key) for key in keys]
        else:
            continue
        # What stands elsewhere in the file is in the list of objects itself.
        waiting += [each for each in inside if isinstance(each, pikepdf.Object) and not each.is_indirect]
    return False


def billede(file: BinaryIO, kind: str) -> str:
    """ "ok", too many pixels, or no picture of that kind."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # the limit is ours, and is held below before anything is unpacked
    try:
        with Image.open(file, formats=[kind]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return "pixels"
            picture.load()
    except (OSError, SyntaxError, ValueError):
        return "ulaeselig"
    return "ok"


def main() -> None:
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    kind = sys.argv[1]
    sys.stdout.write(pdf(sys.stdin.buffer) if kind == "PDF" else billede(sys.stdin.buffer, kind))


if __name__ == "__main__":
    main()
