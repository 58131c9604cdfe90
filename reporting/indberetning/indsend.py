"""Sending a report: what was checked is frozen at the click, and it is sent when its edition is made."""

from datetime import date
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.utils import timezone

from indsatser.registrering.services import holding
from plans import services
from plans.baggrund import OpgaveFejl
from plans.models import Baggrundsopgave, User
from reporting.indberetning import kontrol
from reporting.indberetning.arter import arter
from reporting.indberetning.livsloeb import (
    OVERGANGE,
    er_sendt_foer,
    flyt,
    hold,
    laas_aaret,
    laas_aaret_op,
    refuse_unless,
)
from reporting.indberetning.models import Indberetning, Indberetningstrin
from reporting.indberetning.rapport import med_forbehold
from reporting.indberetning.valg import Indberetningstilstand, Trinart
from reporting.papirer.arter import PAPIRER, Papir
from reporting.udgaver.bestilling import bestil_udgave
from reporting.udgaver.models import Udgave, Udstedelse
from reporting.udgaver.udsted import frys


def indsend(
    indberetning: Indberetning,
    *,
    by: User | None,
    note: str = "",
    key: UUID | None = None,
    seen_version: int | None = None,
    day: date | None = None,
) -> Baggrundsopgave | None:
    """Check the report, freeze what it says, lock its year, and order its edition. Returns the job that makes it.

    It stands as approved until the edition is there. The same form sent twice (`key`) is one edition and one step.
    The report's plan came through the door. Without a person nothing is ordered: what is frozen waits to be asked for.

    Raises ValidationError with why not: a colleague has taken the report on meanwhile, or the check found errors.
    """
    noegle, today = key or uuid4(), day or timezone.localdate()
    plan = indberetning.helhedsplan
    with holding(indberetning.helhedsplan_id):  # nobody writes results between the check and the lock
        row = hold(indberetning)
        row.helhedsplan.my_rolle = getattr(plan, "my_rolle", None)  # type: ignore[attr-defined]
        waits = _taken(row, key)
        if waits is None:
            refuse_unless(row, OVERGANGE[Trinart.INDSEND], seen_version)
            waits = _frys(row, by=by, noegle=noegle, note=note, key=key, today=today)
        if by is None:
            return None
        return bestil_udgave(plan, waits, by=by, titel=f"Indsend {row}", noegle=noegle)


def indsendt(udstedelse: Udstedelse, udgave: Udgave) -> Indberetningstrin:
    """The edition is made: take the step. In the transaction that makes it."""
    row, said = hold_nr(udstedelse.indberetning_id or 0), udstedelse.afsendelse or {}
    if row.state != Indberetningstilstand.GODKENDT:
        raise OpgaveFejl(f"Indberetningen er {row.get_state_display().lower()}, så den sendes ikke.")
    again = er_sendt_foer(row)
    step = Indberetningstrin(
        indberetning=row,
        kind=Trinart.INDSEND,
        from_state=row.state,
        to_state=Indberetningstilstand.GENINDSENDT if again else Indberetningstilstand.INDSENDT,
        by=udstedelse.by,
        day=date.fromisoformat(said["dag"]),
        note=said["note"],
        key=UUID(said["noegle"]) if said["noegle"] else None,
        udgave=udgave,
        kontrol=said["kontrol"],
    )
    flyt(row, step, None, by=udstedelse.by)
    return services.create(step, by=udstedelse.by, note=step.note)


def opgivet(udstedelse: Udstedelse, row: Indberetning, *, by: User | None) -> None:
    """It is not sent after all: the year that was locked for it is open again."""
    if udstedelse.laaste_aaret:
        laas_aaret_op(row, by=by, reason=f"Afsendelsen af {row} blev opgivet.")


def hold_nr(pk: int) -> Indberetning:
    """The report of this number, held until the transaction is over."""
    return hold(Indberetning.objects.get(pk=pk))


def _taken(row: Indberetning, key: UUID | None) -> UUID | None:
    """The edition that this very form has ordered or made before."""
    if key is None:
        return None
    made = Indberetningstrin.objects.filter(indberetning=row, key=key, udgave__isnull=False).select_related("udgave")
    step = made.first()
    if step is not None and step.udgave is not None:
        return step.udgave.uuid
    waits = Udstedelse.objects.filter(indberetning=row, afsendelse__noegle=str(key)).first()
    return waits.uuid if waits else None


def _frys(row: Indberetning, *, by: User | None, noegle: UUID, note: str, key: UUID | None, today: date) -> UUID:
    papir = kontrol.papir_til_kontrol(row)
    checked = kontrol.build_kontrol(row, papir)
    if checked.fejl or papir is None:
        raise ValidationError(checked.afvisning)
    locked = laas_aaret(row, by=by, today=today)
    waits = _udgaven(row, med_forbehold(papir, checked), by=by, noegle=noegle, note=note)
    if waits is None:
        raise ValidationError("Formularen er allerede brugt. Åbn siden igen.")
    waits.indberetning, waits.laaste_aaret = row, locked
    waits.afsendelse = {
        "noegle": str(key) if key else "",
        "dag": today.isoformat(),
        "note": note.strip(),
        "kontrol": checked.som_json(),
    }
    waits.full_clean()
    waits.save()
    return waits.uuid


def _udgaven(row: Indberetning, papir: Papir, *, by: User | None, noegle: UUID, note: str) -> Udstedelse | None:
    """The paper that was checked; one that was sent before is replaced by it, with the reason.

    Where somebody has corrected the sent edition meanwhile, the correction is what is replaced.
    """
    art = arter()[row.art]
    before, why = sidste_udgave(row), note.strip()
    while before is not None and (later := Udgave.objects.filter(erstatter=before).first()) is not None:
        before = later
    if before is not None and not why:
        back = row.trin.filter(kind__in=[Trinart.RETUR, Trinart.GENAABN]).order_by("-pk").first()
        why = back.note if back else ""
    return frys(
        PAPIRER[art.papir],
        row.helhedsplan,
        art.papirperiode(row.periode),
        as_of=papir.as_of,
        by=by,
        noegle=noegle,
        erstatter=before,
        grund=why,
        papir=papir,
    )


def sidste_udgave(indberetning: Indberetning) -> Udgave | None:
    """The edition that was last sent, if any. One query."""
    steps = indberetning.trin.filter(kind=Trinart.INDSEND).select_related("udgave__helhedsplan")
    last = steps.order_by("-pk").first()
    return last.udgave if last else None
