"""Issuing a paper: its facts are frozen when somebody says yes, and the files are made of those (ADR 0062).

`frys` is the short transaction of the click, `tryk` makes the files and holds nothing, `udgiv` makes the edition in a
short transaction. A worker does the last two (`reporting.udgaver.opgave`).
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from plans import services
from plans.choices import Niveau, Rolle
from plans.models import Helhedsplan, User
from plans.services.noegle import uuid_under
from reporting.exports import skriv_pengepapir
from reporting.facts.pengepapir import Pengepapir
from reporting.indberetning.rapport import byg_rapport
from reporting.papirer.arter import Papir, Papirart
from reporting.papirer.lav import INDHOLDSTYPER, IngenSaadanFil, filnavn, fuld_titel, som_fil
from reporting.papirer.periode import Periode
from reporting.udgaver.frosset import SKEMAVERSION, KanIkkeLaeses, fra_json, kontrolsum, som_json
from reporting.udgaver.gennemgang import maalversion, refuse_cpr
from reporting.udgaver.kontrol import SLAGS
from reporting.udgaver.maerke import Udgavemaerke, nyt_kontrolnummer
from reporting.udgaver.models import Udgave, Udgavefil, Udstedelse
from reporting.udgaver.sammenlign.lav import KanIkkeSammenlignes, sammenlign_papirer, side_af
from reporting.udgaver.sammenlign.typer import Sammenligning

Sig = Callable[[int, int, str], None]


def frys(
    art: Papirart,
    plan: Helhedsplan,
    periode: Periode,
    *,
    as_of: date,
    by: User | None,
    noegle: UUID,
    erstatter: Udgave | None = None,
    grund: str = "",
    papir: Papir | None = None,
    kilde: dict[str, str] | None = None,
) -> Udstedelse | None:
    """Keep what the paper says now as its next edition, whose files are still to be made. None: it is made already.

    The same key again gives the same. `papir` is the facts where they were made before (those that were approved);
    otherwise they are made now. `erstatter` is the edition this one corrects, `grund` why; `kilde` what is frozen
    elsewhere that the paper prints. Two at once get a number each.

    Raises ValueError for a period the paper cannot be made for, ValidationError for a paper whose own checks find
    errors, for a correction that may not be or changes nothing, and for a text that looks like a CPR number.
    """
    with transaction.atomic():
        # The plan's editions wait for each other here, and not while they are printed.
        Helhedsplan.objects.select_for_update(no_key=True, of=("self",)).only("pk").get(pk=plan.pk)
        uuid = uuid_under(noegle, Udgave, by=by)
        if (waits := Udstedelse.objects.filter(uuid=uuid).first()) is not None:
            return waits
        if Udgave.objects.filter(uuid=uuid).exists():
            return None
        facts = papir if papir is not None else byg_rapport(art, plan, periode, as_of)
        refuse_cpr(facts)
        _refuse_errors(facts)
        fakta = konvolut(art, plan, periode, facts, kilde)
        row = _row(art, plan, periode, facts, fakta, by=by)
        row.uuid = uuid
        if erstatter is not None:
            _correct(row, erstatter, grund, art, facts)
        row.full_clean(exclude=["filsummer"])
        waits = Udstedelse.af(row)
        waits.full_clean()
        waits.save(force_insert=True)
        return waits


def ens_udgave(art: Papirart, plan: Helhedsplan, periode: Periode, papir: Papir) -> Udgave | None:
    """The last edition of the paper, where it says what the paper says now and of the same day. One query."""
    rows = Udgave.objects.of(plan, art.slug, periode.kode).filter(erstattet_af=None).order_by("nummer")
    last = rows.defer("fakta", "maalversion", "forskelle").last()
    return last if last and last.kontrolsum == kontrolsum(konvolut(art, plan, periode, papir)) else None


def tryk(udstedelse: Udstedelse, art: Papirart, *, sig: Sig = lambda nu, i_alt, tekst: None) -> list["Lavet"]:
    """Make the edition's files from the facts that were frozen. Holds no row; `sig` is told "part 2 of 4" of it.

    Raises KanIkkeLaeses for facts that are not those that were frozen, or that this version cannot read; PdfIkkeMulig
    when the machine cannot print.
    """
    row = udstedelse.som_udgave()
    if not udstedelse.kontrolsum == row.kontrolsum == kontrolsum(row.fakta):
        raise KanIkkeLaeses("The facts are not those that were frozen.")
    return list(_filer(art, udstedelse.helhedsplan, laes_papir(art, row.fakta), row, sig))


def udgiv(udstedelse: Udstedelse, filer: Sequence["Lavet"]) -> Udgave:
    """Make the edition with its files, and let what waited for them go; the caller's transaction holds that row."""
    row = udstedelse.som_udgave()
    row.filsummer = {one.endelse: one.sha256 for one in filer}
    services.create(row, by=udstedelse.by, note=row.reason)
    for one in filer:
        services.create(one.som_fil(row), by=udstedelse.by)
    udstedelse.delete()
    return row


def konvolut(
    art: Papirart, plan: Helhedsplan, periode: Periode, papir: Papir, kilde: dict[str, str] | None = None
) -> dict[str, Any]:
    """The facts as an edition keeps them, with what they are facts about."""
    return {
        "version": SKEMAVERSION,
        "art": art.slug,
        "plan": str(plan.uuid),
        "periode": periode.kode,
        "papir": som_json(papir, art.fakta, sted=art.slug),
    } | ({"kilde": kilde} if kilde else {})


def laes_papir(art: Papirart, fakta: dict[str, Any]) -> Papir:
    """The facts of an edition as they were. Raises KanIkkeLaeses when this version of the program cannot read them."""
    papir: Papir = fra_json(fakta.get("papir"), art.fakta)
    return papir


def maerke_af(udgave: Udgave) -> Udgavemaerke:
    """What the edition's papers print of it."""
    return Udgavemaerke(
        nummer=udgave.nummer,
        udstedt=timezone.localdate(udgave.issued_at),
        kontrolnummer=udgave.vist_kontrolnummer,
        kontrolsum=udgave.kontrolsum,
        retter=udgave.erstatter.nummer if udgave.erstatter else None,
    )


def _refuse_errors(papir: Papir) -> None:
    """A paper about money whose own checks found errors is mended first, not issued."""
    found = papir.bemaerkninger if isinstance(papir, Pengepapir) else ()
    if errors := [one.tekst for one in found if one.niveau == Niveau.FEJL.label]:
        raise ValidationError(["Papiret har fejl og er ikke udstedt. Ret dem først.", *errors])


def _row(
    art: Papirart, plan: Helhedsplan, periode: Periode, papir: Papir, fakta: dict[str, Any], *, by: User | None
) -> Udgave:
    taken = [
        rows.of(plan, art.slug, periode.kode).aggregate(last=Max("nummer"))["last"] or 0
        for rows in (Udgave.objects.all(), Udstedelse.objects.all())
    ]
    versions, said = maalversion(papir)
    rolle = getattr(plan, "my_rolle", None)
    return Udgave(
        helhedsplan=plan,
        art=art.slug,
        periode=periode.kode,
        periode_said=str(periode)[:200],
        nummer=max(taken) + 1,
        kontrolnummer=nyt_kontrolnummer(),
        title=fuld_titel(papir)[:200],
        as_of=papir.as_of,
        issued_at=timezone.now(),
        issued_by=by,
        issued_by_title=str(Rolle(rolle).label) if rolle is not None else "",
        fakta=fakta,
        kontrolsum=kontrolsum(fakta),
        maalversion=versions,
        maalversion_said=said,
    )


def _correct(row: Udgave, erstatter: Udgave, grund: str, art: Papirart, papir: Papir) -> None:
    """Make it a correction. Raises ValidationError when it may not be one."""
    if not grund.strip():
        raise ValidationError({"reason": "Skriv, hvad der er rettet, og hvorfor."})
    if (later := Udgave.objects.filter(erstatter=erstatter).only("nummer").first()) is not None:
        raise ValidationError(
            {"erstatter": f"Udgave nr. {erstatter.nummer} er allerede rettet af nr. {later.nummer}. Ret den i stedet."}
        )
    if (coming := Udstedelse.objects.filter(erstatter=erstatter).only("nummer").first()) is not None:
        raise ValidationError(
            {"erstatter": f"Udgave nr. {erstatter.nummer} er ved at blive rettet af nr. {coming.nummer}. Vent på den."}
        )
    if row.kontrolsum == erstatter.kontrolsum:
        raise ValidationError(
            {"erstatter": f"Der er ingen forskel på papiret nu og udgave nr. {erstatter.nummer}, så intet er rettet."}
        )
    row.erstatter, row.reason = erstatter, grund.strip()
    row.forskelle = _forskelle(row, erstatter, art, papir)


def _forskelle(row: Udgave, erstatter: Udgave, art: Papirart, papir: Papir) -> dict[str, Any] | None:
    """What the correction changed; None for a kind of paper that nobody has said how to compare."""
    try:
        before = laes_papir(art, erstatter.fakta)
        found = sammenlign_papirer(before, papir, foer_side=side_af(erstatter), nu_side=side_af(row))
    except (KanIkkeLaeses, KanIkkeSammenlignes):
        return None
    forskelle: dict[str, Any] = som_json(found, Sammenligning)
    return forskelle


# --- The files -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Lavet:
    """A file that was made and is to be kept."""

    endelse: str
    navn: str
    indhold: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.indhold).hexdigest()

    def som_fil(self, udgave: Udgave) -> Udgavefil:
        """The row that keeps it."""
        content = ContentFile(self.indhold, name=self.navn)
        return Udgavefil(udgave=udgave, endelse=self.endelse, sha256=self.sha256, size=len(self.indhold), file=content)


def _filer(art: Papirart, plan: Helhedsplan, papir: Papir, row: Udgave, sig: Sig) -> Iterator[Lavet]:
    """Every kind of file the paper is made in; its tables as Excel also where the plan's Excel is another file."""
    if art.excel is None and art.fakta is Pengepapir:
        art = replace(art, excel=skriv_pengepapir)
    made_at: datetime = timezone.localtime(row.issued_at)
    kinds = [endelse for endelse in INDHOLDSTYPER if endelse != "xlsx" or art.excel is not None]
    for number, endelse in enumerate(kinds, start=1):
        sig(number, len(kinds) + 1, f"{SLAGS[endelse]}-filen")
        try:
            content = som_fil(art, papir, endelse, made_at=made_at, maerke=maerke_af(row))
        except IngenSaadanFil:
            continue
        name = filnavn(plan, papir, endelse).removesuffix(f".{endelse}").replace("/", "-")[:110]
        yield Lavet(endelse, f"{name} udgave {row.nummer}.{endelse}", content)
    sig(len(kinds) + 1, len(kinds) + 1, "Udgaven gemmes")
