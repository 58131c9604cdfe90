"""What a plan owes and what is there, counted from its rows. The rule is reporting.udfyldelse."""

from indsatser.selvmodsigelser import Grundlag, Niveau
from indsatser.selvmodsigelser.dele import MOEDENDE, SKEMAFELTER
from indsatser.selvmodsigelser.kriterier import lacks
from plans.choices import Bilagstilstand, Plantype
from plans.models import Helhedsplan
from reporting.udfyldelse import Udfyldelse, udfyldelse

STAMDATA = (
    ("journalnummer", "Landsbyggefondens journalnummer"),
    ("bevillingsrunde_id", "Bevillingsrunde"),
    ("kommune_id", "Kommune"),
    ("administrator_id", "Administrerende boligorganisation"),
    ("start_date", "Startdato"),
    ("end_date", "Slutdato"),
    ("tovholder", "Tovholder"),
)
"""The facts on a plan's front page that every plan has, with their names."""

Counts = tuple[int, int]


def build_udfyldelse(g: Grundlag) -> Udfyldelse:
    """The plan's completeness. No queries."""
    return udfyldelse(
        [
            _whole(bool(getattr(g.plan, name)) for name, _ in STAMDATA),
            _sections(g),
            _whole(row.signed_on is not None for row in g.parter),
            _whole(row.state != Bilagstilstand.MANGLER for row in g.bilag),
            _at_least_one(g.plan, _delaftaler(g)),
            _at_least_one(g.plan, _activities(g)),
            _at_least_one(g.plan, _whole(not _cannot_be_measured(g, row) for row in g.top)),
            _at_least_one(
                g.plan, (sum(row.daterede for row in g.milepaelstal), sum(row.antal for row in g.milepaelstal))
            ),
            _money(g),
            _at_least_one(g.plan, _whole([True] if any(row.kind in MOEDENDE for row in g.organer) else [])),
        ]
    )


def _whole(each) -> Counts:
    """(how many are whole, how many there are)."""
    flags = list(each)
    return sum(flags), len(flags)


def _at_least_one(plan: Helhedsplan, counts: Counts) -> Counts:
    """A plan owes at least one of these. A municipal effort across plans has its work in initiatives, so none."""
    if plan.kind == Plantype.KOMMUNAL_INDSATS:
        return counts
    return counts[0], max(1, counts[1])


def _sections(g: Grundlag) -> Counts:
    written = {row.skabelon_id for row in g.afsnit if row.text}
    return _whole(skabelon.pk in written for skabelon in g.skabeloner)


def _delaftaler(g: Grundlag) -> Counts:
    """Whole with a purpose and, where the plan's period is known, with both dates or the plan's own for all."""
    dated = any(row.start_date or row.end_date for row in g.delaftaler)
    return _whole(bool(row.purpose and (not dated or (row.start_date and row.end_date))) for row in g.delaftaler)


def _activities(g: Grundlag) -> Counts:
    """Those that have a form of their own, whole when its fields are filled in."""
    forms = [akt for akt in g.aktiviteter if akt.has_form]
    return _whole(all(getattr(akt, felt) for felt, _ in SKEMAFELTER) for akt in forms)


def _cannot_be_measured(g: Grundlag, row) -> bool:
    return any(niveau != Niveau.OPLYSNING for niveau, _, _ in lacks(g, row))


def _money(g: Grundlag) -> Counts:
    """The frame's two parts and every post's amount; a plan without posts lacks one."""
    with_amount = {row.budgetpost_id for row in g.beloeb}
    posts = [post.pk in with_amount for post in g.poster] or [False]
    return _whole([g.plan.frame_lbf is not None, g.plan.frame_lokal is not None, *posts])
