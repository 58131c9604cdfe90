"""The plan's organs as the boxes of their diagram."""

from plans.choices import Organart
from plans.organer import Organlinje
from reporting.charts import Organboks

LEADS = frozenset({Organart.BESTYRELSE, Organart.STYREGRUPPE})


def organboks(line: Organlinje) -> Organboks:
    """The box of an organ, with those under it."""
    words = filter(None, [line.organ.get_kind_display(), line.pladser_text])
    return Organboks(
        navn=line.organ.name,
        linje=", ".join(words),
        leder=line.organ.kind in LEADS,
        under=tuple(organboks(under) for under in line.under),
    )
