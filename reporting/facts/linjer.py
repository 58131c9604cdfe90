"""The line that pages and papers are made of: a criterion with its result."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from indsatser.choices import Kriterieform
from indsatser.maalaendringer import TidligereMaal, tidligere_maal
from indsatser.maalopfyldelse.sammensat import med_rammer
from indsatser.maalopfyldelse.typer import Kriterium, Maalopfyldelse, Punkt, Reference
from indsatser.models import Succeskriterium
from indsatser.opgoerelse import Opgjort, kriterium_fra, punkter_fra


@dataclass(frozen=True, slots=True)
class KriterieLinje:
    """A criterion as every document prints it. Decimals are exact; rounding happens at print.

    It says what was to be reached on the day of the result; `tidligere` what it was before that.
    """

    uuid: UUID
    kode: str
    saetning: str
    maal: str
    maal_er_udledt: bool
    form: str
    form_navn: str
    enhed: str
    udgangspunkt: Decimal | None
    udgangspunkt_tid: str
    udgangspunkt_note: str
    frist: date | None
    frist_tekst: str
    kilde: str
    note: str
    er_gengivelse: bool
    resultat: Maalopfyldelse
    regel: Kriterium
    punkter: tuple[Punkt, ...]
    referencer: tuple[Reference, ...]
    dele: tuple["KriterieLinje", ...] = ()
    tidligere: tuple[TidligereMaal, ...] = ()

    @property
    def har_eksempeltal(self) -> bool:
        """Whether anything printed on the line rests on example figures."""
        return self.resultat.uses_eksempeltal or any(del_.har_eksempeltal for del_ in self.dele)

    @property
    def kan_maales(self) -> bool:
        """Whether a number can be measured at all (a judged or vision criterion cannot)."""
        return self.form not in (Kriterieform.KVALITATIV, Kriterieform.VISION)


def kriterielinje(opgjort: Opgjort) -> KriterieLinje:
    """The line of a criterion that has been computed."""
    row = opgjort.row
    source = row.measured_in
    dele = source.parts_on(opgjort.resultat.as_of) if opgjort.resultat.parts else []
    return _linje(
        row,
        source,
        opgjort.resultat,
        opgjort.kriterium,
        opgjort.punkter,
        tuple(
            _linje(part, part, result, _part_rule(part, row, opgjort), punkter_fra(part), (), row.source)
            for part, result in zip(dele, opgjort.resultat.parts, strict=True)
        ),
    )


def _part_rule(part: Succeskriterium, whole: Succeskriterium, opgjort: Opgjort) -> Kriterium:
    """A part's rule with what it borrows from the whole, as the result was computed."""
    part.helhedsplan = whole.helhedsplan
    return med_rammer(kriterium_fra(part, as_of=opgjort.resultat.as_of), opgjort.kriterium)


def _linje(
    row: Succeskriterium,
    source: Succeskriterium,
    resultat: Maalopfyldelse,
    regel: Kriterium,
    punkter: tuple[Punkt, ...],
    dele: tuple[KriterieLinje, ...],
    whole_source: str = "",
) -> KriterieLinje:
    """`whole_source` is the data source of the compound criterion that a part belongs to: it is the part's too."""
    maal = row.maal if row.maal_id else None
    written, said = row.as_on(resultat.as_of), source.as_on(resultat.as_of)
    return KriterieLinje(
        uuid=row.uuid,
        kode=row.code,
        saetning=written.statement,
        maal=maal.letter if maal else "",
        maal_er_udledt=row.maal_derived,
        form=said.form,
        form_navn=said.get_form_display(),
        enhed=said.unit,
        udgangspunkt=said.baseline_value,
        udgangspunkt_tid=said.baseline_text,
        udgangspunkt_note=source.baseline_note,
        frist=said.deadline,
        frist_tekst=said.deadline_text,
        kilde=row.source or source.source or whole_source,
        note=row.note,
        er_gengivelse=source is not row,
        resultat=resultat,
        regel=regel,
        punkter=punkter,
        referencer=regel.references,
        dele=dele,
        tidligere=tidligere_maal(source, as_of=resultat.as_of),
    )
