"""Where a row is mended: the address of its form, or of the page where it is read when it has none for this user."""

from uuid import UUID

from helhedsplan.adresser import row_url
from plans.redigering import register


def editable_kinds() -> frozenset[str]:
    """The kinds of rows ("aktivitet", "part", …) that the editing engine has a form for."""
    return frozenset(kind.art for kind in register.kinds())


def ret_url(
    art: str,
    uuid: UUID,
    *,
    felt: str = "",
    side: str,
    side_uuid: UUID,
    may_edit: bool,
    under: str = "",
    kinds: frozenset[str] | None = None,
) -> str:
    """The address to send somebody to who is to mend a row.

    `art` and `uuid` name the row and `felt` the field to begin in. With `under` the row is not there yet: `uuid` is
    then that of the row above it, of the kind `under`. `side` and `side_uuid` are the page where it is read; it is the
    answer for those who may not edit. Give `kinds` (`editable_kinds()`) where many addresses are made at once.
    """
    known = editable_kinds() if kinds is None else kinds
    if may_edit and art in known:
        if under:
            return row_url("plans:row_create", uuid, art=art, under=under)
        address = row_url("plans:row_update", uuid, art=art)
        return f"{address}#id_{felt}" if felt else address
    return row_url(side, side_uuid)
