"""Which kinds of rows can be edited in the browser, and what there is to know of each.

plans declares its kinds in `plans.redigering.arter`, indsatser its own in `indsatser.redigering`, when the
applications are ready. The address names a kind by its model: /ret/aktivitet/<uuid>/.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models
from django.http import Http404, QueryDict
from django.utils.http import urlencode

from plans import services
from plans.models import Helhedsplan, PlanScopedQuerySet, Retirable, RetirableQuerySet
from plans.permissions import Ret, get_or_deny
from plans.services.raekkefoelge import move

if TYPE_CHECKING:
    from plans.redigering.formular import RowForm
    from plans.redigering.tilbage import TilbageForm


@dataclass(frozen=True, slots=True)
class Under:
    """Where a new row can stand: under a row of `model`, which goes into `field`.

    `inherits` are further fields of the new row with the path to their value on the row above.
    """

    model: type[models.Model]
    field: str
    inherits: dict[str, str] = dataclass_field(default_factory=dict)

    @property
    def art(self) -> str:
        return str(self.model._meta.model_name)


@dataclass(frozen=True, slots=True)
class Redigerbar:
    """A kind of row that can be edited.

    `page` gives the address where a row is read, with an anchor. `order_field` names the field that drag and the arrow
    buttons change, `siblings` the rows it is ordered among. `menu` is the entry of the plan's menu it belongs to.
    `presets` are references (years, short texts) that the address of a new row may fill in: the round's section 3.
    `laes` is what it takes to read a row's history. `belongs` names the rows above it that it lives and dies with,
    when they are others than those of `under`; () for a row that is edited whatever became of its plan.
    `put_back_form` asks for what belongs to putting fields back from history, where that is more than which.
    `take_out` and `take_in` take a row out of use and in again, where more follows than that; `arrange` gives it
    another place, where its place can be fixed.
    """

    model: type[models.Model]
    form: "type[RowForm]"
    page: Callable[[Any], str]
    under: tuple[Under, ...] = ()
    ret: Ret = Ret.REDIGER
    laes: Ret = Ret.LAES
    menu: str = "aftale"
    order_field: str = ""
    siblings: Callable[[Any], models.QuerySet] | None = None
    related: tuple[str, ...] = ()
    defaults: Callable[[Any], dict[str, Any]] | None = None
    presets: tuple[str, ...] = ()
    belongs: tuple[str, ...] | None = None
    put_back_form: "type[TilbageForm] | None" = None
    take_out: Callable[..., Any] = services.retire
    take_in: Callable[..., Any] = services.change
    arrange: Callable[..., bool] = move

    @property
    def art(self) -> str:
        """The kind's name in addresses: the model's, in lower case."""
        return str(self.model._meta.model_name)

    @property
    def label(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def owners(self) -> tuple[str, ...]:
        """The fields that hold the rows it lives and dies with."""
        return tuple(dict.fromkeys(u.field for u in self.under)) if self.belongs is None else self.belongs

    @property
    def can_retire(self) -> bool:
        return issubclass(self.model, Retirable)

    def rows(self) -> PlanScopedQuerySet:
        """The kind's rows with their plan and what their names are made of, in one query."""
        queryset: Any = self.model._default_manager.all()
        path = queryset.plan_path
        joins = [f"{path}__bevillingsrunde" if path else "bevillingsrunde", *self.related]
        return queryset.select_related(*joins)

    def open(self, user: Any, uuid: UUID, ret: Ret | None = None) -> Any:
        """The row through the door: 404 for a stranger, 403 for a member without the right."""
        return get_or_deny(self.rows(), user, ret or self.ret, uuid=uuid)

    def plan_of(self, row: Any) -> Helhedsplan:
        """The row's plan, stamped with the user's rolle as the row was."""
        path = type(row)._default_manager.all().plan_path
        plan = attrgetter(path.replace("__", "."))(row) if path else row
        if getattr(row, "my_rolle", None) is not None:
            plan.my_rolle = row.my_rolle
        return plan

    def under_of(self, art: str) -> Under:
        """How a new row stands under a row of kind `art`; 404 when it cannot."""
        for under in self.under:
            if under.art == art:
                return under
        raise Http404(f"{self.label} kan ikke stå under {art}.")

    def preset(self, query: QueryDict) -> str:
        """The part of an address that fills in references of a new row, in their declared order; "" for none."""
        return urlencode([(name, str(query[name])) for name in self.presets if name in query])

    def new_under(self, under: Under, above: Any, query: QueryDict | None = None) -> Any:
        """An unsaved row in its place under another. 404 when the address names what there is not in the plan."""
        row = self.model(**{under.field: above})
        for name, path in under.inherits.items():
            setattr(row, name, attrgetter(path)(above) if path else above)
        for name in self.presets:
            if query and name in query:
                plan = kind_or_404(under.art).plan_of(above)
                setattr(row, name, _preset_value(self.model, name, str(query[name]), plan))
        for name, value in (self.defaults(row) if self.defaults else {}).items():
            setattr(row, name, value)
        return row


def _preset_value(model: type[models.Model], name: str, typed: str, plan: Helhedsplan) -> Any:
    """What an address fills in: the row a reference points to, a number, a short text. 404 when it is none."""
    field = model._meta.get_field(name)
    if isinstance(field, models.CharField):
        return typed[: field.max_length]
    number = int(typed) if typed.isdecimal() and len(typed) < 19 else None
    if not field.is_relation:
        if number is None or number > 9999:
            raise Http404(f"«{typed}» kan ikke stå i {name}.")
        return number
    related: Any = field.related_model
    offered = _of_plan(related._default_manager.all(), plan)
    chosen = offered.filter(pk=number).first() if number is not None else None
    if chosen is None:
        raise Http404(f"Der er ingen {related._meta.verbose_name} med det nummer.")
    return chosen


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the fields of a form and says what they come to: `template` prints what `build` finds.

    `build` gets a form that has been checked as if it were to be saved.
    """

    template: str
    build: Callable[[Any], Any]


_REGISTER: dict[str, Redigerbar] = {}
_PANELER: dict[str, Panel] = {}


def add_panel(art: str, panel: Panel) -> None:
    """Give the forms of a kind a panel. An application further up may do that: it sees more than the kind's own."""
    _PANELER[art] = panel


def panel_of(kind: Redigerbar) -> Panel | None:
    """The kind's panel, or None."""
    return _PANELER.get(kind.art)


def register(*kinds: Redigerbar) -> None:
    """Make kinds of rows editable; a kind registered again replaces the former (the autoreloader does that)."""
    for kind in kinds:
        _REGISTER[kind.art] = kind


def kinds() -> Iterator[Redigerbar]:
    """All kinds that can be edited, in the order they were declared."""
    return iter(_REGISTER.values())


def kind_or_404(art: str) -> Redigerbar:
    """The kind that the address names."""
    try:
        return _REGISTER[art]
    except KeyError:
        raise Http404(f"«{art}» kan ikke rettes her.") from None


def kind_of(row: models.Model | type[models.Model]) -> Redigerbar | None:
    """The kind of a row or a model, or None when it is not edited here."""
    return _REGISTER.get(str(row._meta.model_name))


def find_above(under: Under, user: Any, uuid: UUID, ret: Ret) -> Any:
    """The row above, through the door."""
    return get_or_deny(_REGISTER[under.art].rows(), user, ret, uuid=uuid)


def _of_plan(rows: models.QuerySet, plan: Helhedsplan) -> models.QuerySet:
    """The rows that an address may name for a plan: its own in use, or its round's; nothing of another plan's."""
    if isinstance(rows, RetirableQuerySet):
        rows = rows.current()
    if isinstance(rows, PlanScopedQuerySet):
        return rows.in_plan(plan)
    has_runde = any(field.name == "runde" for field in rows.model._meta.concrete_fields)
    return rows.filter(runde=plan.bevillingsrunde_id) if has_runde else rows
