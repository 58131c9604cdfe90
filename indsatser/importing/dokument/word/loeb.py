"""What stands inside a paragraph: runs of text, fields, links, notes, changes, text boxes, pictures."""

from collections.abc import Callable
from typing import Any, Final

from indsatser.importing.dokument.samler import SUPERSCRIPT, Samler
from indsatser.importing.dokument.word.navne import DGM, MC, PIC, VML, W14, A, M, R, W, child_val, switch, val
from indsatser.importing.dokument.word.stile import Stil
from indsatser.importing.dokument.word.tilstand import Felt, Tilstand

_SYMBOLS: Final = {
    0xFE: "☒", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x70: "☐", 0xFC: "✓", 0xFB: "☒", 0x78: "☒", 0x71: "☐",
    0xA7: "•", 0xD8: "•", 0xB7: "•", 0xE0: "→",
}  # fmt: skip
"""What Word's symbol fonts show for a number, as far as forms and lists use it."""
_OPEN: Final = frozenset({W + name for name in ("smartTag", "customXml", "dir", "bdo", "rt", "ruby", "rubyBase")})
_DELETED: Final = frozenset({W + "del", W + "moveFrom"})
_INSERTED: Final = frozenset({W + "ins", W + "moveTo"})


class Loeb:
    """Reads what is inside one paragraph into its `Samler`. `boxes` are text boxes and drawings met on the way."""

    def __init__(self, tilstand: Tilstand, stil: Stil, samler: Samler) -> None:
        self.t = tilstand
        self.stil = stil
        self.samler = samler
        self.boxes: list[Any] = []
        self.size: float | None = None
        self.page = tilstand.page
        self._blank = True

    def indhold(self, element: Any) -> None:
        """Everything inside a paragraph, a link, an inserted change …"""
        for each in element.iterchildren():
            tag = each.tag
            if tag == W + "r":
                self._run(each)
            elif tag == W + "hyperlink":
                self._hyperlink(each)
            elif tag in _INSERTED:
                self.t.sprunget["indsat"] += 1
                self.indhold(each)
            elif tag in _DELETED:
                self.t.sprunget["slettet"] += 1
            elif tag == W + "sdt":
                self._sdt(each)
            elif tag == W + "fldSimple":
                self._simple_field(each)
            elif tag in _OPEN:
                self.indhold(each)
            elif tag == MC + "AlternateContent":
                self.indhold(chosen(each))
            elif tag in (M + "oMath", M + "oMathPara"):
                self.samler.tekst("".join(text.text or "" for text in each.iter(M + "t")))

    def _hyperlink(self, element: Any) -> None:
        start = self.samler.length
        self.indhold(element)
        relation = self.t.relationer.get(element.get(R + "id", ""))
        if relation is not None:
            self.samler.link(start, relation.target)

    def _sdt(self, element: Any) -> None:
        """A control of a form. What it shows before anybody has filled it in is no content."""
        if is_placeholder(element):
            self.t.sprunget["ikke_udfyldt"] += 1
            return
        for each in element.iterchildren(W + "sdtContent"):
            self.indhold(each)

    def _simple_field(self, element: Any) -> None:
        self.t.felter.append(Felt(element.get(W + "instr", ""), True, self.samler.length))
        self.indhold(element)
        self._end_field()

    def _run(self, run: Any) -> None:
        properties = run.find(W + "rPr")
        bold, italic, hidden, raised, size = self._look(properties)
        if hidden:
            self.t.sprunget["skjult"] += any((text.text or "").strip() for text in run.iter(W + "t"))
        for each in run.iterchildren():
            tag = each.tag
            if tag == W + "t":
                if self._shows and not hidden and each.text:
                    self._text(each.text.translate(SUPERSCRIPT) if raised else each.text, bold, italic, size)
            elif tag == W + "rPr":
                continue
            elif tag == MC + "AlternateContent":
                self._parts(chosen(each))
            elif handler := _PARTS.get(tag):
                handler(self, each)

    def _parts(self, element: Any) -> None:
        for each in element.iterchildren():
            if handler := _PARTS.get(each.tag):
                handler(self, each)

    def _look(self, properties: Any) -> tuple[bool, bool, bool, bool, float | None]:
        stil = self.stil
        if properties is None:
            return stil.bold, stil.italic, stil.hidden, False, stil.size
        sign = self.t.stile.tegnstil(child_val(properties, "rStyle"))
        bold, italic, hidden = switch(properties, "b"), switch(properties, "i"), switch(properties, "vanish")
        size = child_val(properties, "sz")
        own = sign or stil
        is_underlined = child_val(properties, "u") not in ("", "none")
        return (
            is_underlined or ((stil.bold or own.bold) if bold is None else bold),
            (stil.italic or own.italic) if italic is None else italic,
            own.hidden if hidden is None else hidden,
            child_val(properties, "vertAlign") == "superscript",
            int(size) / 2 if size.isascii() and size.isdigit() and len(size) < 5 else stil.size,
        )

    @property
    def _shows(self) -> bool:
        """Whether text here is seen: not the instruction of a field."""
        return all(felt.shows for felt in self.t.felter)

    def _text(self, text: str, bold: bool, italic: bool, size: float | None) -> None:
        if self._blank and text.strip():
            self._blank = False
            self.page, self.size = self.t.page, size
        self.samler.tekst(text, bold=bold, italic=italic)

    def _mark(self, text: str) -> None:
        if self._shows:
            self.samler.tekst(text)

    def _break(self, element: Any) -> None:
        if element.get(W + "type", "textWrapping") == "textWrapping":
            self._mark("\n")

    def _symbol(self, element: Any) -> None:
        try:
            number = int(element.get(W + "char", ""), 16) & 0xFFFF
        except ValueError:
            return
        font = element.get(W + "font", "").lower()
        is_symbol = "dings" in font or "symbol" in font
        self._mark(_SYMBOLS.get(number & 0xFF, "•") if is_symbol else chr(number))

    def _field(self, element: Any) -> None:
        kind = element.get(W + "fldCharType", "")
        if kind == "begin":
            self.t.felter.append(Felt())
            self._form_field(element)
        elif kind == "separate" and self.t.felter:
            self.t.felter[-1].shows = True
            self.t.felter[-1].at = self.samler.length
        elif kind == "end" and self.t.felter:
            self._end_field()

    def _form_field(self, element: Any) -> None:
        """Word's old form fields keep a tick or a choice outside the text."""
        tick = element.find(f"{W}ffData/{W}checkBox")
        if tick is not None:
            is_on = switch(tick, "checked")
            self._before_field("☒" if (switch(tick, "default") if is_on is None else is_on) else "☐")
        choices = element.find(f"{W}ffData/{W}ddList")
        if choices is not None:
            entries = [val(each) for each in choices.iterchildren(W + "listEntry")]
            number = child_val(choices, "result") or child_val(choices, "default") or "0"
            if number.isascii() and number.isdigit() and int(number[:4]) < len(entries):
                self._before_field(entries[int(number[:4])])

    def _before_field(self, text: str) -> None:
        if all(felt.shows for felt in self.t.felter[:-1]):
            self.samler.tekst(text)

    def _end_field(self) -> None:
        felt = self.t.felter.pop()
        if felt.kind == "HYPERLINK":
            parts = felt.instruction.split('"')
            if len(parts) > 1 and "\\l" not in parts[0]:
                self.samler.link(min(felt.at, self.samler.length), parts[1])

    def _instruction(self, element: Any) -> None:
        if self.t.felter and not self.t.felter[-1].shows:
            self.t.felter[-1].instruction += element.text or ""

    def _note(self, element: Any) -> None:
        kind = "fod" if element.tag == W + "footnoteReference" else "slut"
        note = f"{kind}{element.get(W + 'id', '')}"
        self.t.noter.setdefault(note, str(len(self.t.noter) + 1))
        self.samler.note(note)

    def _page(self, element: Any) -> None:
        if self.t.page is not None:
            self.t.page += 1

    def _drawing(self, element: Any) -> None:
        """Text boxes are read after the paragraph they hang on; what is only seen is counted."""
        boxes = [each for each in element.iter(W + "txbxContent") if not _inside_box(each, element)]
        self.boxes += boxes
        diagrams = list(element.iter(DGM + "relIds"))
        self.boxes += diagrams
        if boxes or diagrams:
            return
        if next(element.iter(PIC + "pic", VML + "imagedata", A + "blip"), None) is not None:
            self.t.sprunget["billede"] += 1
        elif next((each for each in element.iter() if str(each.tag).endswith("}chart")), None) is not None:
            self.t.sprunget["diagram"] += 1

    def _object(self, element: Any) -> None:
        self.t.sprunget["objekt"] += 1

    def _comment(self, element: Any) -> None:
        self.t.sprunget["kommentar"] += 1


def chosen(alternate: Any) -> Any:
    """Of the two ways a thing is saved in, the first that is there: both say the same."""
    choice = alternate.find(MC + "Choice")
    if choice is not None and len(choice):
        return choice
    fallback = alternate.find(MC + "Fallback")
    return alternate.makeelement("none") if fallback is None else fallback


def is_placeholder(sdt: Any) -> bool:
    """Whether a form's control still shows its own advice, and no tick box (which always shows something)."""
    properties = sdt.find(W + "sdtPr")
    return (
        properties is not None
        and bool(switch(properties, "showingPlcHdr"))
        and properties.find(W14 + "checkbox") is None
    )


def _inside_box(element: Any, top: Any) -> bool:
    above = element.getparent()
    while above is not None and above is not top:
        if above.tag == W + "txbxContent" or above.tag == MC + "Fallback":
            return True
        above = above.getparent()
    return False


_PARTS: Final[dict[str, Callable[[Loeb, Any], None]]] = {
    W + "tab": lambda loeb, _: loeb._mark("\t"),
    W + "ptab": lambda loeb, _: loeb._mark("\t"),
    W + "cr": lambda loeb, _: loeb._mark("\n"),
    W + "br": Loeb._break,
    W + "noBreakHyphen": lambda loeb, _: loeb._mark("-"),
    W + "sym": Loeb._symbol,
    W + "fldChar": Loeb._field,
    W + "instrText": Loeb._instruction,
    W + "footnoteReference": Loeb._note,
    W + "endnoteReference": Loeb._note,
    W + "lastRenderedPageBreak": Loeb._page,
    W + "drawing": Loeb._drawing,
    W + "pict": Loeb._drawing,
    W + "object": Loeb._object,
    W + "commentReference": Loeb._comment,
}
