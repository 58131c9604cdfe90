"""A long paper from HTML to file: cut, laid out by several processes at once, joined."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import accumulate

from reporting.pdf import LONG, VARIANT, trykkeri
from reporting.tryk.dele import Del, del_op
from reporting.tryk.gemt import gem, hent, noegle
from reporting.tryk.hold import hold
from reporting.tryk.saml import CIFRE_HTML, saml
from reporting.tryk.sats import Sats

LINJER_PR_SIDE = 45
"""Of a table of contents; only the first guess at how many pages it takes."""
PAA_EN_GANG = 3
"""Papers under way at once: one more than there are processes, because the parts of one may be laid out already."""
FORSOEG = 4
"""The numbers in a table of contents do not decide its length, so the second time they fit."""


def tryk(html: str, *, variant: str = VARIANT) -> bytes:
    """The document as PDF; whole, as ever, when it has no borders to be cut at. Raises PdfIkkeMulig.

    The result depends on the HTML alone, not on what was kept nor on which process laid out what.
    """
    parts = del_op(html)
    if parts is None:
        return trykkeri().print_html(html, variant=variant)
    contents = [place for place, part in enumerate(parts) if part.viser_sidetal]
    documents = {place: part.html for place, part in enumerate(parts) if not part.viser_sidetal}
    done = _saet({**documents, -1: CIFRE_HTML}, variant)
    digits = done.pop(-1)
    lengths = {place: 1 + len(parts[place].henviser) // LINJER_PR_SIDE for place in contents}
    for _ in range(FORSOEG):
        if not contents:
            break
        pages = _pages(parts, done, lengths)
        done |= _saet({place: parts[place].med_sidetal(pages) for place in contents}, variant)
        if lengths == (found := {place: done[place].sider for place in contents}):
            break
        lengths = found
    return saml([done[place] for place in range(len(parts))], digits)


def som_pdf(html: str, variant: str = VARIANT) -> bytes:
    """As `render_pdf` prints it, the same bytes, but by the printing processes also when it is short."""
    if len(html) >= LONG and del_op(html) is not None:
        return tryk(html, variant=variant)
    return hold().helt(html, variant).result().pdf


class Trykkoe:
    """Papers printed behind one's back: begin some, do something else, and fetch them.

    The printing is done by other processes; the threads here wait for them and join.
    """

    def __enter__(self) -> "Trykkoe":
        self.threads = ThreadPoolExecutor(PAA_EN_GANG, thread_name_prefix="mange")
        return self

    def __exit__(self, *wrong: object) -> None:
        self.threads.shutdown(cancel_futures=True)

    def begynd(self, html: str) -> "Future[bytes]":
        """The paper, as it will be. Its result raises PdfIkkeMulig."""
        return self.threads.submit(som_pdf, html)


def tryk_mange(documents: Iterable[str]) -> Iterator[bytes]:
    """Many papers in one go, in their order. While some are printed the next one's HTML is fetched, and no more of
    them: so the processes always have work, and memory holds a handful of papers however many there are."""
    with Trykkoe() as queue:
        waiting: deque[Future[bytes]] = deque()
        for html in documents:
            waiting.append(queue.begynd(html))
            if len(waiting) > PAA_EN_GANG:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _saet(documents: dict[int, str], variant: str) -> dict[int, Sats]:
    """Each document laid out: from what is kept, or by the processes, the longest first so that they end together."""
    keys = {place: noegle(html, variant) for place, html in documents.items()}
    done = {place: kept for place, key in keys.items() if (kept := hent(key))}
    missing = sorted(documents.keys() - done.keys(), key=lambda place: (-len(documents[place]), place))
    waiting = hold().saet_alle(((documents[place], _name(keys[place])) for place in missing), variant)
    try:
        for place, future in zip(missing, waiting, strict=True):
            done[place] = future.result()
            gem(keys[place], done[place])
    finally:
        _give_up(waiting)
    return done


def _give_up(waiting: Iterable[object]) -> None:
    for future in waiting:
        future.cancel()  # type: ignore[attr-defined]


def _name(key: str) -> str:
    """What is named inside the part begins with this; two parts of a document differ in it."""
    return key[:16]


def _pages(parts: tuple[Del, ...], done: dict[int, Sats], lengths: dict[int, int]) -> dict[str, int]:
    """The page of each place, counted through the whole paper. `lengths`: of the parts that are not laid out yet."""
    counts = [lengths[place] if place in lengths else done[place].sider for place in range(len(parts))]
    before = [0, *accumulate(counts)]
    found: dict[str, int] = {}
    for place in sorted(done):
        for mark in done[place].ankre:
            found.setdefault(mark.navn, before[place] + mark.side + 1)
    return found
