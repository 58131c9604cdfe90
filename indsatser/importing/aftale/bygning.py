"""Sorts the strip into sections and fields.

A label goes to the innermost open section that can have it; a heading closes what is as deep or deeper. What has no
place stays in a field of its own and is listed as not understood.
"""

from typing import Final

from indsatser.importing.aftale.etiketvalg import choose, is_foreign_row, is_subtitle
from indsatser.importing.aftale.formular import has_form, next_label
from indsatser.importing.aftale.kvartaler import quarter_of
from indsatser.importing.aftale.led import TABELTITEL, Etiket, Hoved, Linje, Overskrift, Pengetabel, Rad, Skel, Stykke
from indsatser.importing.aftale.navne import (
    activity_name,
    annex_name,
    area_name,
    clean_name,
    delaftale_name,
    has_organ_word,
)
from indsatser.importing.aftale.normal import same_words, without_number
from indsatser.importing.aftale.ordbog import Navn, Sikkerhed, find_area, find_labels
from indsatser.importing.aftale.organlinjer import field_in_organ, is_in_list, organ_in_line
from indsatser.importing.aftale.sektioner import FORSIDE, UKENDT, Felt, Sektion, Slags
from indsatser.importing.aftale.stak import Stak
from indsatser.importing.aftale.tabt_tabel import TABT

SECTION_NUMBERS: Final = {
    "1": "formaal", "2": "organisering", "3": "problem", "4": "maalinger", "6": "evaluering", "7": "ressourcer",
    "8": "samspil", "9": "underretning", "10": "konflikt", "11": "revision",
}  # fmt: skip
"""The numbers of the agreement's sections from 2015 on: what tells a typed heading from a numbered list."""


class Bygger(Stak):
    """Goes through the strip once."""

    def byg(self) -> Sektion:
        """The plan with everything in it."""
        self.stak = [self.plan]
        for index, part in enumerate(self.led):
            if index <= self._skip:
                continue
            match part:
                case Overskrift():
                    self._overskrift(index, part)
                case Etiket():
                    self._etiket(index, part)
                case Linje():
                    self._linje(index, part)
                case Rad():
                    self._tag(part)
                case Skel():
                    self._skel(part)
                case Pengetabel():
                    self._penge(part)
                case Hoved():
                    pass
        return self.plan

    # --- headings
    def _overskrift(self, index: int, part: Overskrift) -> None:
        text, level = part.stykke.text, part.niveau
        if self._is_milestone(text, level):
            self._tag(Linje(part.stykke))
        elif (name := delaftale_name(text)) is not None:
            self._aaben_delaftale(index, part, name)
        elif name := activity_name(text):
            self._aaben_aktivitet(part.stykke, name, min(level, TABELTITEL), part.sikkerhed, part.nummer)
        elif name := area_name(text):
            self._aaben_omraade(part, name)
        elif self._is_organ(part):
            self._aaben(Sektion(Slags.ORGAN, clean_name(without_number(text)), part.stykke, level, part.nummer))
        elif has_form(self.led, index, level, in_plan=self.stak[-1] is self.plan):
            self._aaben_aktivitet(part.stykke, clean_name(without_number(text)), level, part.sikkerhed, part.nummer)
        elif self._is_inside("indsatsomraader", level) and level == ((self.kapitel and self.kapitel.niveau) or 0) + 1:
            self._aaben_omraade(part, without_number(text))
        elif self._is_sibling(part):
            self._aaben_aktivitet(
                part.stykke, clean_name(without_number(text)), level, part.sikkerhed.og(Sikkerhed.LIKELY), part.nummer
            )
        elif (annex := annex_name(text)) is not None and (labels := find_labels(annex)):
            self._luk(level)
            self._etiket(index, Etiket(part.stykke, labels, level))
        else:
            self._ukendt(part)

    def _is_milestone(self, text: str, level: int) -> bool:
        """A heading in the milestone plan: a quarter, however it is numbered, or anything deeper than the plan's."""
        if self.kapitel is None or self.kapitel.key != "milepaele" or self.stak[-1] is not self.plan:
            return False
        return quarter_of(text) is not None or (level > (self.kapitel.niveau or 0) and delaftale_name(text) is None)

    def _ukendt(self, part: Overskrift) -> None:
        """A sub-heading in running text is part of it; any other opens a field nobody has a name for."""
        if self.felt and self.felt.key != FORSIDE and part.niveau > (self.felt.niveau or self.stak[-1].niveau):
            self._tag(Linje(part.stykke))
            return
        if self.stak[-1] is self.plan and not self.plan.felter and not self.plan.boern:
            self._aaben_felt(Felt(FORSIDE, None, Sikkerhed.LIKELY, niveau=part.niveau))
            self._tag(Linje(part.stykke))
            return
        if self.stak[-1].slags is Slags.PLAN and self.felt and self.felt.key == FORSIDE and not part.nummer:
            self._tag(Linje(part.stykke))
            return
        self._luk(part.niveau)
        self._aaben_felt(Felt(UKENDT, part.stykke, Sikkerhed.GUESSED, niveau=part.niveau))

    def _is_organ(self, part: Overskrift) -> bool:
        inside = self._is_organisation(part.niveau)
        return inside and has_organ_word(part.stykke.text) and len(part.stykke.text) <= 100

    def _is_sibling(self, part: Overskrift) -> bool:
        """A numbered sub-chapter of an indsatsområde in a narrative plan is an activity, with or without a box."""
        area = next((each for each in reversed(self.stak) if each.slags is Slags.OMRAADE), None)
        number = part.nummer
        if area is None or not area.nummer or not number.startswith(f"{area.nummer}."):
            return False
        return number.count(".") == area.nummer.count(".") + 1 and "." in area.nummer

    # --- labels
    def _etiket(self, index: int, part: Etiket) -> None:
        if part.niveau is not None and self._is_organisation(part.niveau) and has_organ_word(part.stykke.text):
            self._overskrift(index, Overskrift(part.stykke, part.niveau))
            return
        if part.may_be(TABT):
            self._aaben_felt(Felt(UKENDT, part.stykke, Sikkerhed.GUESSED))
            return
        chosen = None if self._is_listed(part) else choose(part, self.stak)
        if chosen is None:
            self._homeless(part)
            return
        navn, section = chosen
        if is_subtitle(part, navn):
            self._tag(Linje(part.stykke))
            return
        if is_foreign_row(part, navn, self.stak[-1]):
            self._aaben_felt(Felt(UKENDT, part.stykke, Sikkerhed.GUESSED))
            return
        if navn.key in ("aktivitetsnavn", "omraade"):
            self._named(index, part, navn)
            return
        while self.stak[-1] is not section:
            self.stak.pop()
        if self.felt and self.felt in section.felter and self.felt.key == navn.key and not self.felt.indhold:
            return
        felt = Felt(navn.key, part.stykke, navn.sikkerhed, navn.aar, part.niveau)
        felt.kolonner = navn.key == "kriterier" and "datakilde" in part.stykke.text.casefold()
        if navn.key == "datakilde" and self.felt and self.felt.key == "kriterier" and not self.felt.indhold:
            self.felt.kolonner = True
            return
        if navn.key == "aktivitetsskemaer":
            section.felter.append(felt)
            self.felt = None
            return
        self._aaben_felt(felt)
        if section is self.plan:
            is_chapter = part.niveau is not None or not part.stykke.tabel
            self.kapitel = felt if is_chapter else self.kapitel

    def _homeless(self, part: Etiket) -> None:
        """A label that nothing open can have: text in a list or a form; elsewhere it must not become a value."""
        if self._is_listed(part) or self.stak[-1].slags in (Slags.AKTIVITET, Slags.ORGAN):
            self._tag(Linje(part.stykke))
            return
        self._aaben_felt(Felt(UKENDT, part.stykke, Sikkerhed.GUESSED))

    def _is_listed(self, part: Etiket) -> bool:
        """A name in a list of annexes, activities, tasks or members that happens to be a label."""
        if self.felt is None or self.felt.key not in ("bilag", "aktiviteter", "opgaver", "medlemmer", "partnere"):
            return False
        stykke = part.stykke
        is_item = stykke.is_item and not stykke.start and not stykke.is_bold and stykke.afsnit.level is None
        return is_item and SECTION_NUMBERS.get(part.nummer) not in [navn.key for navn in part.navne]

    def _named(self, index: int, part: Etiket, navn: Navn) -> None:
        """ "Aktivitetsnavn" and "Indsatsområde": the next line is the name."""
        at = index + 1
        while at < len(self.led) and isinstance(self.led[at], Skel | Hoved):
            at += 1
        follows = self.led[at] if at < len(self.led) else None
        if not isinstance(follows, Linje | Overskrift) or len(follows.stykke.text) > 160:
            self.uden_navn.append(part.stykke)
            self.felt = None
            return
        self._skip = at
        name = clean_name(follows.stykke.text)
        if navn.key == "aktivitetsnavn":
            self._aaben_aktivitet(follows.stykke, activity_name(name) or name, TABELTITEL, navn.sikkerhed)
        elif (
            self.stak[0] is not self.stak[-1]
            and self.stak[-1].slags is Slags.OMRAADE
            and not same_words(self.stak[-1].navn, name)
        ):
            self._delaftale(follows.stykke, name, 2, navn.sikkerhed)
        else:
            self._delaftale(follows.stykke, area_name(name) or name, 2, navn.sikkerhed)

    # --- text
    def _linje(self, index: int, part: Linje) -> None:
        if not part.stykke.tabel and self.efter_tabel and self.felt and self.felt.tabel:
            self.felt = None
        if heading := self._plain_heading(index, part.stykke):
            self._overskrift(index, heading)
            return
        if self._run_in_organ(part):
            return
        if self.stak[-1].slags is Slags.ORGAN and (felt := field_in_organ(part.stykke, self.felt)):
            self._aaben_felt(felt)
            if felt.etiket:
                return
        self._tag(part)

    def _plain_heading(self, index: int, stykke: Stykke) -> Overskrift | None:
        """A line without any look of a heading that is one for what it says or for what follows it: a text file."""
        text = stykke.text
        if (
            (stykke.tabel and not self._is_planned(text))
            or stykke.is_item
            or not 2 < len(text) <= 110
            or text[-1] in ".;:,?"
            or not text[0].isupper()
        ):
            return None
        top = self.stak[-1]
        if self.felt and self.felt.etiket and not self.felt.indhold and self.felt.etiket.afsnit is stykke.afsnit:
            return None
        in_chapter = self.kapitel is not None and self.kapitel.key == "indsatsomraader"
        if find_area(text) and (in_chapter or top.slags is Slags.OMRAADE) and top.slags is not Slags.DELAFTALE:
            return Overskrift(stykke, 2, Sikkerhed.LIKELY)
        label = next_label(self.led, index)
        if label is None or not label.may_be("indhold", "formaal", "maalgruppe", "aktivitetstype", "kriterier"):
            return None
        if not has_form(self.led, index, TABELTITEL - 1, in_plan=top is self.plan):
            return None
        planned = self._is_planned(text)
        if not planned:
            if top.slags is Slags.PLAN or (top.slags is not Slags.AKTIVITET and self.felt and not self.felt.indhold):
                return None
            if top.slags is Slags.AKTIVITET and not any(top.har(navn.key) for navn in label.navne):
                return None
        return Overskrift(stykke, TABELTITEL, Sikkerhed.EXACT if planned else Sikkerhed.LIKELY)

    def _run_in_organ(self, part: Linje) -> bool:
        """In the chapter on organisation a line that names an organ, or the words before its colon, begin it."""
        if not self._is_organisation(TABELTITEL) or is_in_list(part.stykke, self.felt):
            return False
        found = organ_in_line(part.stykke)
        if found is None:
            return False
        name, rest = found
        self._aaben(Sektion(Slags.ORGAN, clean_name(name.text), name, TABELTITEL, "", Sikkerhed.LIKELY))
        if rest and rest.text:
            self._tag(Linje(rest))
        return True

    def _skel(self, part: Skel) -> None:
        if part.begynder:
            if self.felt and self.felt.tabel and self.efter_tabel and part.har_navn:
                self.felt = None
        else:
            self.efter_tabel = True
