"""What is open while the strip is sorted: the plan at the bottom, the innermost section on top, and the field that
takes the text. Sections are opened and closed here."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from indsatser.importing.aftale.led import TABELTITEL, Etiket, Led, Linje, Overskrift, Pengetabel, Rad, Stykke
from indsatser.importing.aftale.navne import area_name
from indsatser.importing.aftale.normal import same_name, same_words
from indsatser.importing.aftale.ordbog import Sikkerhed
from indsatser.importing.aftale.sektioner import UKENDT, Felt, Sektion, Slags, default_field


@dataclass
class Stak:
    """The sections that are open. `stak` has the plan at the bottom; `felt` takes the text."""

    led: Sequence[Led]
    plan: Sektion = field(default_factory=lambda: Sektion(Slags.PLAN))
    stak: list[Sektion] = field(default_factory=list)
    felt: Felt | None = None
    kapitel: Felt | None = None
    """The plan's chapter that is open, so that its sub-chapters are known for what they are."""
    efter_tabel: bool = False
    uden_navn: list[Stykke] = field(default_factory=list)
    _skip: int = -1

    def _luk(self, level: int) -> None:
        while len(self.stak) > 1 and self.stak[-1].niveau >= level:
            self.stak.pop()
        self.felt = None
        if self.kapitel and level <= (self.kapitel.niveau or 0):
            self.kapitel = None

    def _aaben(self, sektion: Sektion) -> Sektion:
        self._luk(sektion.niveau)
        if sektion.stykke:
            sektion.steder.append(sektion.stykke)
        self.stak[-1].boern.append(sektion)
        self.stak.append(sektion)
        self.efter_tabel = False
        return sektion

    def _aaben_delaftale(self, index: int, part: Overskrift, name: str) -> None:
        """A delaftale; one that is begun again (a title page and a heading) goes on."""
        stykke = part.stykke
        if not name:
            follows = self.led[index + 1] if index + 1 < len(self.led) else None
            if isinstance(follows, Etiket) and follows.may_be("omraade"):
                return
            if isinstance(follows, Linje | Overskrift) and area_name(follows.stykke.text):
                stykke, name, self._skip = follows.stykke, area_name(follows.stykke.text) or "", index + 1
        while len(self.stak) > 1:
            self.stak.pop()
        self.kapitel = None
        self._delaftale(stykke, name, min(part.niveau, 2), part.sikkerhed)

    def _delaftale(self, stykke: Stykke, name: str, level: int, sure: Sikkerhed) -> None:
        known = [each for each in self.plan.boern if each.slags is Slags.DELAFTALE]
        again = next((each for each in known if same_words(each.navn, name)), None)
        if again:
            again.steder.append(stykke)
            self.stak, self.felt = [self.plan, again], None
        elif known and known[-1] is self.stak[-1] and not known[-1].navn:
            known[-1].navn, known[-1].stykke = name, stykke
            known[-1].steder.append(stykke)
        else:
            self.stak = [self.plan]
            self._aaben(Sektion(Slags.DELAFTALE, name, stykke, level, "", sure))

    def _aaben_omraade(self, part: Overskrift, name: str) -> None:
        delaftale = next((each for each in self.stak if each.slags is Slags.DELAFTALE), None)
        if delaftale and (not delaftale.navn or same_words(delaftale.navn, name)):
            delaftale.navn = delaftale.navn or name
            delaftale.steder.append(part.stykke)
            self._luk(max(part.niveau, delaftale.niveau + 1))
            return
        self._aaben(Sektion(Slags.OMRAADE, name.strip(), part.stykke, part.niveau, part.nummer, part.sikkerhed))

    def _aaben_aktivitet(self, stykke: Stykke, name: str, level: int, sure: Sikkerhed, number: str = "") -> None:
        """A new activity, or the same one again: its form goes on on the next page, or says its heading's name."""
        top = self.stak[-1]
        if top.slags is Slags.AKTIVITET and (same_name(top.navn, name) or not _begun(top, level)):
            if stykke is not top.stykke:
                top.steder.append(stykke)
            if not same_name(top.navn, name) and stykke.tabel and top.stykke and not top.stykke.tabel:
                top.navn, top.stykke = name, stykke
            self.felt = None
            return
        if level >= TABELTITEL:
            level = max(
                level, 1 + max((each.niveau for each in self.stak if each.slags is not Slags.AKTIVITET), default=0)
            )
        inside = next((each.niveau + 1 for each in self.stak if each.slags is Slags.DELAFTALE), level)
        self._luk(max(level, inside))
        level = max(level, inside)
        while self.stak[-1].slags in (Slags.AKTIVITET, Slags.ORGAN):
            self.stak.pop()
        again = next(
            (each for each in self.stak[-1].boern if each.slags is Slags.AKTIVITET and same_name(each.navn, name)),
            None,
        )
        if again:
            again.steder.append(stykke)
            self.stak.append(again)
            self.felt = None
            return
        self._aaben(Sektion(Slags.AKTIVITET, name, stykke, level, number, sure))

    # --- fields and questions
    def _aaben_felt(self, felt: Felt) -> None:
        self.stak[-1].felter.append(felt)
        self.felt, self.efter_tabel = felt, False

    def _tag(self, part: Linje | Rad) -> None:
        if self.felt is None:
            self._aaben_felt(default_field(self.stak[-1]))
        assert self.felt is not None
        self.felt.indhold.append(part)

    def _penge(self, part: Pengetabel) -> None:
        """A budget belongs to the delaftale or the plan that is open: an activity and an organ have none."""
        mine = next(each for each in reversed(self.stak) if each.slags not in (Slags.AKTIVITET, Slags.ORGAN))
        mine.penge.append(part.budget)

    def _is_inside(self, key: str, level: int) -> bool:
        return (
            self.kapitel is not None and self.kapitel.key == key and level > (self.kapitel.niveau or 0)
            and self.stak[-1].slags in (Slags.PLAN, Slags.OMRAADE, Slags.AKTIVITET)
        )  # fmt: skip

    def _is_organisation(self, level: int) -> bool:
        if self.kapitel is None or self.kapitel.key != "organisering":
            return False
        return level > (self.kapitel.niveau or 0) and self.stak[-1].slags in (Slags.PLAN, Slags.ORGAN)

    def _is_planned(self, text: str) -> bool:
        """Whether the delaftale's own list has an activity of that name."""
        area = next((each for each in reversed(self.stak) if each.slags in (Slags.DELAFTALE, Slags.OMRAADE)), None)
        lists = area.felter_med("aktiviteter") if area else []
        return any(same_name(line.text, text) for felt in lists for line in felt.stykker)


def _begun(section: Sektion, level: int) -> bool:
    """Whether an activity has more than its heading and running text: then another name is another activity."""
    if level < TABELTITEL:
        return True
    return any(felt.key not in ("indhold", UKENDT) or felt.etiket for felt in section.felter)
