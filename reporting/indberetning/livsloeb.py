"""The steps of a report: what may be done when and by whom, and what each does. The table is OVERGANGE."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone

from indsatser.models import Aarslaas, Milepaelsplan
from indsatser.models.milepaelsplan import FROSSET
from indsatser.registrering.services import holding, laas, laas_op
from plans import services
from plans.models import Beslutning, Helhedsplan, User
from plans.permissions import Ret, may
from reporting.indberetning import kontrol
from reporting.indberetning.arter import Indberetningsart, arter, hvorfor_ikke, refuse_not_begun
from reporting.indberetning.models import Indberetning, Indberetningstrin, indberetning_uuid
from reporting.indberetning.valg import SENDT, SKRIVES, Indberetningstilstand, Omfang, Trinart
from reporting.papirer.periode import Periode
from reporting.udgaver.models import Udstedelse

T = Indberetningstilstand
EGEN_VEJ = "Milepælsplanen har sin egen vej. Godkend og send den under Milepæle."


@dataclass(frozen=True, slots=True)
class Overgang:
    """A step: from which states, to which, the right it takes, what its button says, and what it asks.

    `laaser`: it locks the year's results, for a kind of report that does.
    """

    fra: frozenset[str]
    til: str
    ret: Ret
    knap: str
    om: str
    spoerger_hvorfor: bool = False
    spoerger_omfang: bool = False
    kontrolleres: bool = False
    laaser: bool = False


OVERGANGE: dict[Trinart, Overgang] = {
    Trinart.TIL_GODKENDELSE: Overgang(
        SKRIVES,
        T.TIL_GODKENDELSE,
        Ret.REDIGER,
        "Send til godkendelse",
        "Teksterne kan ikke ændres, mens indberetningen ligger til godkendelse. Den kan hentes tilbage.",
        kontrolleres=True,
    ),
    Trinart.GODKEND: Overgang(
        frozenset({T.TIL_GODKENDELSE}),
        T.GODKENDT,
        Ret.GODKEND,
        "Godkend",
        "Når indberetningen er godkendt, er teksterne låst. Så kan den sendes.",
    ),
    Trinart.AFVIS: Overgang(
        frozenset({T.TIL_GODKENDELSE}),
        T.KLADDE,
        Ret.GODKEND,
        "Godkend ikke",
        "Indberetningen bliver en kladde igen, og den, der skriver, kan se hvorfor.",
        spoerger_hvorfor=True,
    ),
    Trinart.HENT_TILBAGE: Overgang(
        frozenset({T.TIL_GODKENDELSE}),
        T.KLADDE,
        Ret.REDIGER,
        "Hent tilbage",
        "Indberetningen bliver en kladde igen, så der kan skrives videre.",
    ),
    Trinart.INDSEND: Overgang(
        frozenset({T.GODKENDT}),
        T.INDSENDT,
        Ret.GODKEND,
        "Indsend",
        "Der udstedes en udgave, som aldrig ændres. Indberetningen er indsendt, når udgaven er lavet. Send selv "
        "udgaven til modtageren.",
        kontrolleres=True,
        laaser=True,
    ),
    Trinart.RETUR: Overgang(
        SENDT,
        T.RETUR,
        Ret.GODKEND,
        "Den er kommet retur",
        "Modtageren har sendt indberetningen retur. Den sendte udgave bliver liggende; når det er rettet, godkendes "
        "og sendes en ny.",
        spoerger_hvorfor=True,
        spoerger_omfang=True,
    ),
    Trinart.GENAABN: Overgang(
        frozenset({T.GODKENDT, *SENDT}),
        T.KLADDE,
        Ret.GODKEND,
        "Åbn igen",
        "Indberetningen bliver en kladde igen. En udgave, der er sendt, bliver liggende.",
        spoerger_hvorfor=True,
        spoerger_omfang=True,
    ),
}


def mulige(indberetning: Indberetning, plan: Helhedsplan) -> Iterator[tuple[Trinart, Overgang]]:
    """The steps that can be taken now by the member whose rolle the plan carries (it came through the door)."""
    for trin, overgang in OVERGANGE.items():
        if indberetning.state in overgang.fra and may(plan, overgang.ret):
            yield trin, overgang


def find(plan: Helhedsplan, art: Indberetningsart, periode: Periode) -> Indberetning | None:
    """The report, if anybody has touched it. One query."""
    row = Indberetning.objects.in_plan(plan).of(art.slug, periode).first()
    if row is not None:
        row.helhedsplan = plan
    return row


def ny(plan: Helhedsplan, art: Indberetningsart, periode: Periode) -> Indberetning:
    """The report as it is before anybody has touched it: not stored, and known by its uuid already."""
    uuid, year = indberetning_uuid(plan.uuid, art.slug, periode), periode.aar or 0
    return Indberetning(helhedsplan=plan, art=art.slug, year=year, quarter=periode.kvartal, uuid=uuid)


def begynd(
    plan: Helhedsplan,
    art: Indberetningsart,
    periode: Periode,
    *,
    by: User | None,
    today: date | None = None,
    til_ord: bool = False,
) -> Indberetning:
    """The report's row: the one that is there, or made now. Two at once get the same one.

    `til_ord`: only to write in it; what goes its own road takes no steps here, and is written of all the same.
    Raises ValidationError for a period the plan does not owe it for, and for one that has not begun.
    """
    day = today or timezone.localdate()
    row = find(plan, art, periode)
    if row is None and (why := hvorfor_ikke(art, plan, periode) or refuse_not_begun(art, periode, today=day)):
        raise ValidationError(why)
    if art.egen_vej and not til_ord:
        raise ValidationError(EGEN_VEJ)
    if row is not None:
        return row
    _refuse_closed(plan)
    try:
        return services.create(ny(plan, art, periode), by=by)
    except ValidationError:
        row = find(plan, art, periode)
        if row is None:
            raise
        return row


def laast_fordi(indberetning: Indberetning) -> str:
    """Why nothing can be written in the report now; "" when it can. At most one query."""
    art = art_af(indberetning)
    if not indberetning.can_be_written:
        label = indberetning.get_state_display().lower()
        return f"Indberetningen er {label}, så teksterne kan ikke ændres. Åbn den igen, eller hent den tilbage."
    if art is None or not art.egen_vej:
        return ""
    made = Milepaelsplan.objects.filter(
        helhedsplan=indberetning.helhedsplan, year=indberetning.year, retired_on=None
    ).values_list("state", flat=True)
    states = set(made)
    if states and states <= set(FROSSET):
        return f"{indberetning} er godkendt, så teksterne kan ikke ændres. Revidér den, hvis der skal skrives mere."
    return ""


def hold(indberetning: Indberetning) -> Indberetning:
    """The report as it stands, held until the transaction is over."""
    rows = Indberetning.objects.select_for_update(of=("self",)).select_related("helhedsplan__bevillingsrunde")
    row = rows.get(pk=indberetning.pk)
    _refuse_closed(row.helhedsplan)
    return row


def tag_trin(
    indberetning: Indberetning,
    trin: Trinart,
    *,
    by: User | None,
    note: str = "",
    scope: str = "",
    key: UUID | None = None,
    seen_version: int | None = None,
    beslutning: Beslutning | None = None,
    day: date | None = None,
) -> Indberetningstrin:
    """Take a step, other than sending it (`indsend`). The same form sent twice (`key`) is one step.

    Raises ValidationError with why not: a colleague has taken the report on meanwhile, the check found errors, nothing
    is said of why or of what opens.
    """
    overgang, today = OVERGANGE[trin], day or timezone.localdate()
    if trin == Trinart.INDSEND:
        raise TypeError("A report is sent by making its edition: reporting.indberetning.indsend.")
    with holding(indberetning.helhedsplan_id):
        row = hold(indberetning)
        taken = Indberetningstrin.objects.filter(indberetning=row, key=key).first() if key else None
        if taken is not None:
            return taken
        refuse_unless(row, overgang, seen_version)
        _refuse_unsaid(overgang, note, scope)
        checked = kontrol.build_kontrol(row) if overgang.kontrolleres else None
        if checked is not None and checked.fejl:
            raise ValidationError(checked.afvisning)
        step = Indberetningstrin(
            indberetning=row,
            kind=trin,
            from_state=row.state,
            to_state=overgang.til,
            by=by,
            day=today,
            note=note.strip(),
            scope=scope if overgang.spoerger_omfang else "",
            key=key,
        )
        if overgang.spoerger_omfang and scope == Omfang.ALT:
            laas_aaret_op(row, by=by, reason=note.strip())
        flyt(row, step, beslutning, by=by)
        services.create(step, by=by, note=note.strip())
    indberetning.refresh_from_db()
    return step


def er_sendt_foer(indberetning: Indberetning) -> bool:
    """Whether it has been sent before. One query."""
    return indberetning.trin.filter(kind=Trinart.INDSEND).exists()


def flyt(row: Indberetning, step: Indberetningstrin, beslutning: Beslutning | None, *, by: User | None) -> None:
    """Let the report stand where the step leads."""
    row.state = step.to_state
    if step.kind == Trinart.GODKEND:
        row.beslutning = beslutning
    elif step.to_state in (T.KLADDE, T.RETUR, T.TIL_GODKENDELSE):
        row.beslutning = None
    if step.scope:
        row.reopened = step.scope
    elif step.kind == Trinart.INDSEND:
        row.reopened = ""
    services.change(row, by=by, note=step.note, keeps={"state", "reopened", "beslutning"})


def refuse_unless(row: Indberetning, overgang: Overgang, seen_version: int | None) -> None:
    """Refused when the report stands elsewhere, another version of it was seen, or it is being sent."""
    refuse_while_sent(row)
    if row.state not in overgang.fra or (seen_version is not None and seen_version != row.version):
        label = row.get_state_display().lower()
        raise ValidationError(f"Indberetningen er {label} nu; en anden har været her imens. Se den igen, og vælg så.")


def refuse_while_sent(row: Indberetning) -> None:
    """Refused while the edition it is sent as is being made. One query."""
    if Udstedelse.objects.filter(indberetning=row).exists():
        raise ValidationError(f"{row} er ved at blive sendt. Vent, til udgaven er lavet, eller opgiv afsendelsen.")


def _refuse_unsaid(overgang: Overgang, note: str, scope: str) -> None:
    said: dict[str, str] = {}
    if overgang.spoerger_hvorfor and not note.strip():
        said["note"] = "Skriv hvorfor."
    if overgang.spoerger_omfang and scope not in Omfang.values:
        said["scope"] = "Vælg, om kun teksterne eller også tallene åbnes."
    if said:
        raise ValidationError(said)


def _refuse_closed(plan: Helhedsplan) -> None:
    if plan.is_retired:
        raise ValidationError(f"«{plan}» er taget ud af brug, så indberetningen kan ikke ændres.")


def laas_aaret(row: Indberetning, *, by: User | None, today: date) -> bool:
    """What is sent stands: the results of the year are locked with it. Whether it was this that locked them."""
    art = art_af(row)
    if art is None or not art.laaser_aaret or _year_lock(row) is not None:
        return False
    laas(row.helhedsplan, row.year, by=by, note=f"{row} er indsendt.", today=today)
    return True


def laas_aaret_op(row: Indberetning, *, by: User | None, reason: str) -> None:
    """The results of the year can be changed again, where the report locks them."""
    art, lock = art_af(row), _year_lock(row)
    if art is not None and art.laaser_aaret and lock is not None:
        laas_op(lock, by=by, reason=reason)


def _year_lock(row: Indberetning) -> Aarslaas | None:
    return Aarslaas.objects.filter(helhedsplan=row.helhedsplan, year=row.year, retired_on=None).first()


def art_af(indberetning: Indberetning) -> Indberetningsart | None:
    """The kind of a report; None for one whose paper is made no more."""
    return arter().get(indberetning.art)
