"""An amount in a cell of somebody's file, refused with what it can mean where its grouping is malformed."""

from decimal import Decimal

from helhedsplan.regneark import Arkfejl, Celle, som_beloeb
from plans.budget import er_fejltrykt, laes_beloeb


def laest_beloeb(celle: Celle) -> Decimal | None:
    """Kroner as `som_beloeb` reads them; "10.944.00" is refused with its readings. Raises Arkfejl with the place."""
    try:
        return som_beloeb(celle)
    except Arkfejl:
        if isinstance(celle.value, str) and er_fejltrykt(celle.value):
            try:
                laes_beloeb(celle.value)
            except ValueError as refused:
                raise Arkfejl(str(refused), celle.sted) from refused
        raise
