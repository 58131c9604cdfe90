"""The styles of our Word documents, declared as data. All is styled by name, so that who goes on writing can too.

Names are Word's own where it has one (Word shows "heading 1" as "Overskrift 1" to a Danish user); ours are Danish.
"""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from reporting.word.xml import e

FONT, SIZE = "Calibri", 10.5
INK, DARK, ACCENT, GREY, RED, PURPLE, GREEN = "1B2832", "0B3A4F", "12506B", "53616D", "9C2218", "57468A", "0A5F47"
LISTS = ("ListBullet", "ListBullet2", "ListBullet3", "ListNumber", "ListNumber2", "ListNumber3")
KEPT = {"Normal", "DefaultParagraphFont", "NoList", "TableNormal", *LISTS}
"""What we take over of python-docx's own document; the rest (a hundred table styles in English) is left out."""


@dataclass(frozen=True, slots=True)
class Udseende:
    """How a style looks. Sizes and spaces in points, `indent` in cm; `level` is the outline's, from 0.

    `border` is a line under the text or beside it, with its colour.
    """

    id: str
    name: str
    size: float = 0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    before: float | None = None
    after: float | None = None
    based_on: str = "Normal"
    is_right: bool = False
    keep_next: bool = False
    border: tuple[str, str] | None = None
    fill: str = ""
    underline: bool = False
    strike: bool = False
    indent: float = 0
    level: int | None = None
    tab_at: int = 0


AFSNIT = (
    Udseende("Title", "Title", 26, DARK, bold=True, before=0, after=4, keep_next=True),
    Udseende("Subtitle", "Subtitle", 14, before=0, after=10),
    *(
        Udseende(
            *(f"Heading{n}", f"heading {n}", size, colour),
            bold=n < 5,
            italic=n == 5,
            before=before,
            after=after,
            keep_next=True,
            border=("bottom", ACCENT) if n == 1 else None,
            level=n - 1,
        )
        for n, size, colour, before, after in (
            (1, 16, DARK, 18, 6),
            (2, 13, DARK, 14, 4),
            (3, 11.5, INK, 10, 3),
            (4, 10.5, INK, 8, 2),
            (5, 10.5, INK, 8, 2),
        )
    ),
    Udseende("Caption", "caption", 9.5, GREY, bold=True, before=6, after=3, keep_next=True),
    Udseende("Header", "header", 8.5, GREY, before=0, after=0),
    Udseende("Footer", "footer", 8.5, GREY, before=0, after=0),
    Udseende("TOCHeading", "TOC Heading", 16, DARK, bold=True, before=12, after=6, keep_next=True),
    Udseende("TOC1", "toc 1", 10.5, bold=True, before=4, after=2, tab_at=9900),
    Udseende("TOC2", "toc 2", 10.5, before=0, after=2, indent=0.5, tab_at=9900),
    Udseende("TOC3", "toc 3", 9.5, GREY, before=0, after=1, indent=1, tab_at=9900),
    Udseende("PapiretsArt", "Papirets art", 10.5, GREY, before=0, after=2, keep_next=True),
    Udseende("Stempel", "Stempel", before=4, after=6, border=("left", RED), fill="FBE4E0"),
    Udseende("Undertekst", "Undertekst", 9.5, GREY, after=4, keep_next=True),
    Udseende("Bemaerkning", "Bemærkning", 9.5, GREY, before=3, after=8),
    Udseende("Tomt", "Tomt afsnit", 10, GREY, italic=True, before=2, after=6),
    Udseende("Ledetekst", "Ledetekst", bold=True, before=6, after=1, keep_next=True),
    Udseende("Figur", "Figur", before=6, after=6),
    Udseende("Tabeltekst", "Tabeltekst", 9.5, before=1, after=1),
    Udseende("Tabelhoved", "Tabelhoved", 9, GREY, bold=True, based_on="Tabeltekst", keep_next=True),
    Udseende("TabelhovedTal", "Tabelhoved tal", based_on="Tabelhoved", is_right=True),
    Udseende("Tabeltal", "Tabeltal", based_on="Tabeltekst", is_right=True),
    Udseende("Tabelnote", "Tabelnote", 8, GREY, based_on="Tabeltekst"),
    Udseende("TabelnoteTal", "Tabelnote tal", based_on="Tabelnote", is_right=True),
)
TEGN = (
    Udseende("Strong", "Strong", bold=True),
    Udseende("Emphasis", "Emphasis", italic=True),
    Udseende("Hyperlink", "Hyperlink", colour=ACCENT, underline=True),
    Udseende("Tilfoejet", "Tilføjet", colour=GREEN, underline=True),
    Udseende("Slettet", "Slettet", colour=RED, strike=True),
    Udseende("Maerke", "Mærke", bold=True),
    Udseende("Eksempeltal", "Eksempeltal", 8, PURPLE),
    Udseende("Mangler", "Mangler", colour=GREY, italic=True),
    Udseende("Lille", "Lille", 8.5, GREY),
    Udseende("Udkastmaerke", "Udkastmærke", colour=RED, bold=True),
)
TABEL, OPLYSNINGER = "HelhedsplanTabel", "HelhedsplanOplysninger"


def saet_stile(document: Any) -> None:
    """Give an empty document our styles, Danish as its language and today's Word as what it is made for."""
    styles = document.styles.element
    for style in styles.findall(qn("w:style")):
        if style.get(qn("w:styleId")) not in KEPT:
            styles.remove(style)
    defaults = styles.find(qn("w:docDefaults"))
    styles.replace(defaults, _defaults())
    styles.extend(_style(look, "paragraph") for look in AFSNIT)
    styles.extend(_style(look, "character") for look in TEGN)
    styles.append(_table_style(TABEL, "Helhedsplan tabel", has_head=True))
    styles.append(_table_style(OPLYSNINGER, "Helhedsplan oplysninger", has_head=False))
    _settings(document.settings.element)


def _defaults() -> Any:
    fonts = e("w:rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    size = round(SIZE * 2)
    look = e("w:rPr", fonts, e("w:sz", val=size), e("w:szCs", val=size), e("w:lang", val="da-DK", eastAsia="da-DK"))
    spacing = e("w:pPr", e("w:spacing", after=120, line=264, lineRule="auto"))
    return e("w:docDefaults", e("w:rPrDefault", look), e("w:pPrDefault", spacing))


def _style(look: Udseende, kind: str) -> Any:
    is_paragraph = kind == "paragraph"
    ours = {} if look.id in BUILT_IN else {"customStyle": 1}
    return e(
        "w:style",
        e("w:name", val=look.name),
        e("w:basedOn", val=look.based_on if is_paragraph else "DefaultParagraphFont"),
        e("w:next", val="Normal") if look.level is not None else None,
        e("w:uiPriority", val=9 if look.id in BUILT_IN else 20),
        e("w:unhideWhenUsed") if look.id.startswith("TOC") else None,
        e("w:qFormat"),
        _paragraph(look) if is_paragraph else None,
        _letters(look),
        type=kind,
        styleId=look.id,
        **ours,
    )


BUILT_IN = {"Title", "Subtitle", "Caption", "Header", "Footer", "Strong", "Emphasis", "Hyperlink"} | {
    *(f"Heading{n}" for n in range(1, 6)),
    *("TOCHeading", "TOC1", "TOC2", "TOC3"),
}


def _paragraph(look: Udseende) -> Any:
    """In the order the schema wants."""
    side, colour = look.border or ("", "")
    line = e(f"w:{side}", val="single", sz=24 if side == "left" else 8, space=4, color=colour) if side else None
    spaces = {name: round(n * 20) for name, n in (("before", look.before), ("after", look.after)) if n is not None}
    return e(
        "w:pPr",
        e("w:keepNext") if look.keep_next else None,
        e("w:keepLines") if look.level is not None else None,
        e("w:pBdr", line) if line is not None else None,
        e("w:shd", val="clear", color="auto", fill=look.fill) if look.fill else None,
        e("w:tabs", e("w:tab", val="right", leader="dot", pos=look.tab_at)) if look.tab_at else None,
        e("w:spacing", **spaces) if spaces else None,
        e("w:ind", left=round(look.indent * 567)) if look.indent else None,
        e("w:jc", val="right") if look.is_right else None,
        e("w:outlineLvl", val=look.level) if look.level is not None else None,
    )


def _letters(look: Udseende) -> Any:
    size = round(look.size * 2)
    return e(
        "w:rPr",
        e("w:b") if look.bold else None,
        e("w:i") if look.italic else None,
        e("w:strike") if look.strike else None,
        e("w:color", val=look.colour) if look.colour else None,
        e("w:sz", val=size) if size else None,
        e("w:szCs", val=size) if size else None,
        e("w:u", val="single") if look.underline else None,
    )


def _table_style(key: str, name: str, *, has_head: bool) -> Any:
    """Lines between the rows; the first row is the head and stands again on every page (that is set on the row)."""
    line = {"val": "single", "sz": 4, "space": 0, "color": "D8DEE2"}
    strong = {"val": "single", "sz": 8, "space": 0, "color": INK}
    margins = e("w:tblCellMar", e("w:left", w=85, type="dxa"), e("w:right", w=85, type="dxa"))
    head = e(
        "w:tblStylePr",
        e("w:rPr", e("w:b")),
        e("w:tcPr", e("w:tcBorders", e("w:bottom", **strong)), e("w:shd", val="clear", color="auto", fill="E8EEF4")),
        type="firstRow",
    )
    last = e("w:tblStylePr", e("w:rPr", e("w:b")), e("w:tcPr", e("w:tcBorders", e("w:top", **strong))), type="lastRow")
    first = e("w:tblStylePr", e("w:rPr", e("w:b")), type="firstCol")
    return e(
        "w:style",
        e("w:name", val=name),
        e("w:basedOn", val="TableNormal"),
        e("w:uiPriority", val=59),
        e("w:qFormat"),
        e("w:tblPr", e("w:tblBorders", e("w:bottom", **line), e("w:insideH", **line)), margins),
        *((head, last) if has_head else (first,)),
        type="table",
        customStyle=1,
        styleId=key,
    )


def _settings(settings: Any) -> None:
    for name in ("w:zoom", "w:proofState", "w:savePreviewPicture", "w:rsids", "w:doNotAutoCompressPictures"):
        for old in settings.findall(qn(name)):
            settings.remove(old)
    for one in settings.iter(qn("w:themeFontLang")):
        one.set(qn("w:val"), "da-DK")
    for one in settings.iter(qn("w:compatSetting")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
