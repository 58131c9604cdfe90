"""A form on its way: opened from the row, a draft or what the login cut off; bound; saved or sorted out."""

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.dateparse import parse_datetime

from helhedsplan.middleware import KEPT_POSTS
from plans.models import Helhedsplan, Kladde
from plans.redigering import kladder, konflikt
from plans.redigering.formular import HIDDEN, RowForm, can_be_empty, form_data
from plans.redigering.register import Redigerbar
from plans.services import AlleredeAendret
from plans.services.noegle import uuid_under


def mark(saved_at: datetime) -> str:
    """A draft's mark for the browser, which only asks whether two are the same: its time by the server's clock."""
    return f"{saved_at.timestamp():.6f}"


@dataclass
class Skema:
    """One person's form for one row. `only` narrows it to a few fields, as when one is edited in place.

    `above` is the stored row that a new one is to stand under.
    """

    request: HttpRequest
    kind: Redigerbar
    row: Any
    plan: Helhedsplan
    draft_of: UUID
    is_new: bool = False
    only: Sequence[str] = ()
    preset: str = ""
    above: Any = None
    form: RowForm = field(init=False)
    draft: Kladde | None = field(init=False, default=None)
    fetched_at: datetime | None = field(init=False, default=None)
    conflicts: list[konflikt.Feltkonflikt] = field(init=False, default_factory=list)

    @property
    def stands_on(self) -> Any:
        """The stored row that must be in use for the form to be saved."""
        return self.row if self.above is None else self.above

    @property
    def draft_key(self) -> dict[str, Any]:
        """What a draft is found by. New rows with different things filled in are different forms; so are a row's
        whole form and a few of its fields in place, whose draft must not take the place of the whole form's."""
        target = uuid5(self.draft_of, self.query) if self.query else self.draft_of
        return {"art": self.kind.art, "target": target, "is_new": self.is_new}

    @property
    def query(self) -> str:
        """What belongs to the form's address beside its path: the fields it is narrowed to, what is filled in."""
        query = QueryDict(mutable=True)
        query.setlist("felt", list(self.only))
        return query.urlencode() if self.only else self.preset

    @property
    def address(self) -> str:
        """The form's own address, without where it was opened from."""
        return self._with_query("row_create" if self.is_new else "row_update")

    @property
    def page(self) -> str:
        """The path of the whole form, also when this is an answer from one of the addresses beside it."""
        return self._path("row_create" if self.is_new else "row_update")

    @property
    def draft_address(self) -> str:
        """Where the browser sends the form while one writes."""
        return self._with_query("kladde_ny" if self.is_new else "kladde")

    @property
    def preview_address(self) -> str:
        """Where the form is sent to be shown again, unsaved."""
        return self._with_query("vis_ny" if self.is_new else "vis")

    def _with_query(self, url_name: str) -> str:
        path = self._path(url_name)
        return f"{path}?{self.query}" if self.query else path

    def _path(self, url_name: str) -> str:
        kwargs: dict[str, Any] = {"art": self.kind.art, "uuid": self.draft_of}
        if self.is_new and self.request.resolver_match:
            kwargs["under"] = self.request.resolver_match.kwargs["under"]
        return reverse(f"plans:{url_name}", kwargs=kwargs)

    @property
    def browser_key(self) -> str:
        """What the browser calls the copy it keeps of this person's form."""
        return f"kladde:{self.request.user.pk}:{self.address}"

    @property
    def fetched_mark(self) -> str:
        """What tells the browser which draft it was given; "" for none."""
        return mark(self.fetched_at) if self.fetched_at else ""

    # --- Opening -------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """The form as it is first shown: with what was typed and not saved, if there is any."""
        kept = self._kept_at_login()
        chosen = self.request.GET.get("kladde", "")
        if kept is not None:
            data, seen, self.fetched_at = kept["data"], kept["seen"], parse_datetime(kept["at"])
        else:
            self.draft = self._wanted_draft(chosen)
            data = self.draft.data if self.draft else {}
            seen = self.draft.seen_version if self.draft else None
            self.fetched_at = self.draft.saved_at if self.draft else None
        self.form = self._unbound(data)
        if seen is not None and "seen_version" in self.form.fields:
            self.form.initial["seen_version"] = seen

    def _wanted_draft(self, chosen: str) -> Kladde | None:
        mine = kladder.drafts_of(self.request.user, **self.draft_key)  # type: ignore[arg-type]
        if chosen.isdecimal():
            return mine.filter(pk=int(chosen)).first() if len(chosen) < 19 else None
        return mine.filter(is_done=False).first()

    def _kept_at_login(self) -> dict[str, Any] | None:
        kept = self.request.session.get(KEPT_POSTS, {}).get(self.address)
        mine = kept is not None and kept["author"] == str(self.request.user.pk)
        return kept if mine else None

    def earlier(self) -> list[Kladde]:
        """Drafts that were left or replaced, to be fetched again."""
        rows = kladder.drafts_of(self.request.user, **self.draft_key)  # type: ignore[arg-type]
        return [row for row in rows if self.draft is None or row.pk != self.draft.pk]

    def show_again(self) -> None:
        """The form as it was sent, neither checked nor saved; the fields may be others now."""
        typed = {name: self.request.POST.getlist(name) for name in self._typed_names()}
        self.form = self._unbound(self.kind.form.retyped(typed, self.request.POST, plan=self.plan))
        seen = self.request.POST.get("seen_version", "")
        if seen.isdecimal() and len(seen) < 9 and "seen_version" in self.form.fields:
            self.form.initial["seen_version"] = int(seen)

    def attempt(self) -> RowForm:
        """The form as it would be saved, to say what is wrong with it and what it would mean. Nothing is saved."""
        form = self._make(self.request.POST)
        form.is_valid()
        return form

    def _typed_names(self) -> list[str]:
        """The fields that were on the form: those sent, and those of which silence says that nothing is ticked."""
        fields = self._make().fields
        sent = self.request.POST
        return [name for name in fields if name not in HIDDEN and (name in sent or can_be_empty(fields[name]))]

    def _unbound(self, typed: Mapping[str, Sequence[str]]) -> RowForm:
        shaping = (self.kind.form.shaped_by, *self.kind.form.shaped_also)
        form = self._make(initial={name: typed[name][-1] for name in shaping if typed.get(name)} or None)
        for name, typed_in in form.fields.items():
            # A browser sends nothing for boxes without a mark: then none was marked.
            is_unmarked = typed and name not in typed and not typed_in.widget.value_omitted_from_data({}, {}, name)
            if name not in HIDDEN and (name in typed or is_unmarked):
                values = typed.get(name, ())
                multiple = getattr(typed_in.widget, "allow_multiple_selected", False)
                form.initial[name] = list(values) if multiple else (values[-1] if values else "")
        return form

    # --- Saving --------------------------------------------------------------------------------------------------

    def save(self) -> Any | None:
        """The saved row; None when something must be mended or chosen first, which then stands on the form."""
        data, undecided = konflikt.decided(self.request.POST, form_data(self._make()))
        self.form = self._make(data)
        self._ask_for_chosen_files(data)
        if not self.form.is_valid():
            self.conflicts = konflikt.again(self.form, self.row, data.getlist("konfliktfelter"))
            return None
        if self.is_new:
            return self._made_before() or self._written(self._create)
        seen = self.form.cleaned_data.get("seen_version") or 0
        if seen != self.row.version:
            return self._merge(data, seen, undecided)
        if undecided:
            self._ask(undecided)
            return None
        return self._written(self._change)

    def _create(self) -> Any:
        return self.form.write(by=self._by)

    def _made_before(self) -> Any | None:
        """The row this very form made, when it is sent a second time: a double click is not a second row.

        With other words in it, as after the browser's Back, it is another row.
        """
        key = self.form.cleaned_data.get("nyt_id")
        if not key:
            return None
        uuid = uuid_under(key, self.kind.model, by=self._by)
        made = self.kind.rows().filter(uuid=uuid).first()  # asked once: the other may come in between
        if made is None:
            self.form.instance.uuid = uuid
        is_here = made is not None and self.kind.plan_of(made) == self.plan
        if not is_here or not konflikt.says_the_same(self.form, made) or not self.form.is_all_there(made):
            return None
        kladder.finish(self._by, **self.draft_key)
        return made

    def _change(self) -> Any:
        return self.form.write(by=self._by, expected_version=self.row.version)

    def _merge(self, data: QueryDict, seen: int, undecided: list[str]) -> Any | None:
        """Take over what only the other has changed; save if that settles it, else ask."""
        found, only_theirs = konflikt.sort_out(self.form, self.row, seen)
        merged, standing = data.copy(), form_data(self._make())
        for name in only_theirs:
            merged.setlist(name, standing.get(name, []))
        merged["seen_version"] = str(self.row.version)
        self.form, self.conflicts = self._make(merged), found
        if not self.form.is_valid() or found:
            names = {conflict.name for conflict in found}
            self.conflicts += konflikt.again(self.form, self.row, [name for name in undecided if name not in names])
            return None
        if undecided:
            self._ask(undecided)
            return None
        return self._written(self._change)

    def _ask_for_chosen_files(self, data: QueryDict) -> None:
        """A browser does not send a file a second time by itself: who keeps hers must choose it again."""
        for name in konflikt.mine_chosen(data):
            field = self.form.fields.get(name)
            if isinstance(field, forms.FileField) and name not in self.request.FILES and f"{name}-clear" not in data:
                self.form.add_error(name, "Vælg din fil igen, eller brug den anden udgave.")

    def _ask(self, undecided: list[str]) -> None:
        """The choice was not made: show the same conflicts once more, and say so."""
        self.conflicts = konflikt.again(self.form, self.row, undecided)
        for conflict in self.conflicts:
            self.form.add_error(conflict.name, "Vælg, hvilken af de to udgaver der skal gælde.")

    def _written(self, write: Any) -> Any | None:
        try:
            row = write()
        except AlleredeAendret as late:
            self.row = self.kind.rows().visible_to(self._by).get(pk=late.current.pk)
            return self.save()
        except ValidationError as refused:
            if self.is_new and (made := self._made_before()):  # the first click was under way and came first
                return made
            self.form.add_error(None, refused)
            return None
        kladder.finish(self._by, **self.draft_key)
        self.forget_kept()
        return row

    def keep_draft(self) -> Kladde:
        """Keep what stands in the form as a draft, whether or not it could be saved. Raises ValidationError."""
        seen = self.request.POST.get("seen_version", "")
        return kladder.save_draft(
            self._by,
            data={name: self.request.POST.getlist(name) for name in self._typed_names()},
            seen_version=int(seen) if seen.isdecimal() and len(seen) < 9 else None,
            **self.draft_key,
        )

    def forget_kept(self) -> None:
        kept = self.request.session.get(KEPT_POSTS, {})
        if kept.pop(self.address, None) is not None:
            self.request.session[KEPT_POSTS] = kept

    def _make(self, data: QueryDict | None = None, *, initial: dict[str, Any] | None = None) -> RowForm:
        files = self.request.FILES.copy() if data is not None else None
        for name in konflikt.theirs_chosen(data) if data is not None else ():
            files.pop(name, None)  # type: ignore[union-attr]
        return self.kind.form(
            data,
            files,
            instance=copy(self.row),
            initial=initial,
            plan=self.plan,
            user=self.request.user,
            only=self.only,
        )

    @property
    def _by(self) -> Any:
        return self.request.user
