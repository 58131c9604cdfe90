"""The door: a document that has been read into blocks becomes the plan it describes."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from indsatser.importing.aftale.bygning import Bygger
from indsatser.importing.aftale.led import Stykke
from indsatser.importing.aftale.planudtraek import Planudtraekker
from indsatser.importing.aftale.projekt.laes import Projektudtraekker
from indsatser.importing.aftale.projekt.skema import Skema, find_skemaer
from indsatser.importing.aftale.rester import Rester
from indsatser.importing.aftale.sektioner import Sektion, Slags
from indsatser.importing.aftale.strimmel import strimmel
from indsatser.importing.aftale.vaerdi import Traee, kilder, plain, sted_som_json
from indsatser.importing.dokument.blokke import Dokument


@dataclass
class Laesning:
    """What was read: the tree of values, what was not understood, and what was left out on purpose."""

    dokument: Dokument
    traee: Traee
    ikke_forstaaet: list[dict[str, Any]] = field(default_factory=list)
    udeladt: list[dict[str, Any]] = field(default_factory=list)
    modsigelser: list[dict[str, Any]] = field(default_factory=list)

    def som_json(self, *, kun_vaerdier: bool = False) -> dict[str, Any]:
        """The plain values under the keys of the case files. Beside them, unless `kun_vaerdier`: `_kilder` (by path:
        sikkerhed, steder, beregnet), `_ikke_forstaaet` and `_udeladt` (lines with their place),
        `_selvmodsigelser`, `_bemaerkninger`."""
        values: dict[str, Any] = {
            "source": {"file": self.dokument.navn, "document_type": str(self.dokument.art)},
            **plain(self.traee),
        }
        if kun_vaerdier:
            return values
        return {
            **values,
            "_kilder": kilder(self.traee),
            "_ikke_forstaaet": self.ikke_forstaaet,
            "_udeladt": self.udeladt,
            "_selvmodsigelser": self.modsigelser,
            "_bemaerkninger": list(self.dokument.bemaerkninger),
        }


def laes_aftale(dokument: Dokument, sig: Callable[[str], None] = lambda text: None) -> Laesning:
    """Read an agreement or a narrative plan. Never raises for any document; what cannot be read is listed.

    `sig` is told, in Danish, what is being read now.
    """
    forms, over = find_skemaer(dokument)
    if forms:
        return _laes_projekter(dokument, forms, over)
    strip = strimmel(dokument)
    builder = Bygger(strip.led)
    root = builder.byg()
    reader = Planudtraekker(sig=sig)
    tree: Traee = {"plan": reader.plan(root)}
    reader.rester.blev_ikke(builder.uden_navn, "et navn mangler efter dette")
    return Laesning(
        dokument,
        tree,
        reader.rester.ikke_forstaaet(root, tree),
        [{**sted_som_json(line), "hvorfor": reason} for line, reason in (*strip.udeladt, *reader.rester.til_side)],
        reader.rester.modsigelser,
    )


def _laes_projekter(dokument: Dokument, forms: list[Skema], over: list[Stykke]) -> Laesning:
    """One project's form under the keys of the case files; where there are more, each under "projects"."""
    rester = Rester()
    reader = Projektudtraekker(rester)
    found = [reader.projekt(form) for form in forms]
    tree: Traee = found[0] if len(found) == 1 else {"projects": found}
    rester.bruges(over, "står over skemaet")
    return Laesning(
        dokument,
        tree,
        rester.ikke_forstaaet(Sektion(Slags.PLAN), tree),
        [{**sted_som_json(line), "hvorfor": reason} for line, reason in rester.til_side],
        rester.modsigelser,
    )
