"""The editions with their files, each held against the checksum it was issued with."""

from collections.abc import Callable, Iterable, Iterator

from django.utils import timezone

from helhedsplan.datoer import dato
from reporting.dossier.valg import Valg
from reporting.pakke import Post, Udeladt, af_fil
from reporting.pakke.fyld import AENDRET
from reporting.pakke.navne import navn_af
from reporting.udgaver.models import Udgave, Udgavefil


def udgaverne(valg: Valg, mappe: str) -> Iterator[Post]:
    """Every file of every edition issued by the day, the first issued first. A file the edition lacks is named."""
    rows = Udgave.objects.for_list().filter(helhedsplan=valg.plan, issued_at__lte=valg.slut)
    for udgave in rows.prefetch_related("filer").order_by("issued_at", "pk"):
        filer = {fil.endelse: fil for fil in udgave.filer.all()}
        for endelse in sorted(udgave.filsummer):
            fil = filer.get(endelse)
            yield Post(
                (mappe,),
                str(fil) if fil else navn_af(f"{udgave}.{endelse}"),
                str(udgave),
                _indhold(fil, udgave.filsummer[endelse]),
                om=_om(udgave, valg),
                sha256=udgave.filsummer[endelse],
            )


def _om(udgave: Udgave, valg: Valg) -> str:
    said = [
        f"Udstedt {dato(timezone.localdate(udgave.issued_at))}, opgjort pr. {dato(udgave.as_of)}. "
        f"Kontrolnummer {udgave.vist_kontrolnummer}."
    ]
    if udgave.erstatter:
        said.append(f"Retter udgave nr. {udgave.erstatter.nummer}: {udgave.reason}")
    if udgave.er_erstattet and udgave.erstattet_af.issued_at <= valg.slut:
        said.append(f"Er rettet af udgave nr. {udgave.erstattet_af.nummer}.")
    return " ".join(said)


def _indhold(fil: Udgavefil | None, sha256: str) -> Callable[[], Iterable[bytes]]:
    """The file; a row that no longer names the edition's own checksum is not read at all."""
    if fil is not None and fil.sha256 == sha256:
        return af_fil(fil.file)

    def wrong() -> Iterable[bytes]:
        raise Udeladt(AENDRET if fil else "udgaven har ikke længere filen")

    return wrong
