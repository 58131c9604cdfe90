"""Word files written part by part, with the habits of Word and LibreOffice that python-docx does not have."""

import io
import zipfile
from collections.abc import Mapping

from indsatser.importing.dokument.blokke import Afsnit, Dokument, Tabel
from indsatser.importing.dokument.laes import laes_dokument

NAMES = " ".join(
    f'xmlns:{short}="{name}"'
    for short, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    }.items()
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
    'wordprocessingml.document.main+xml"/></Types>'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Overskrift2"><w:name w:val="Overskrift 2"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kapitel"><w:name w:val="Kapitel"/><w:basedOn w:val="Overskrift1"/></w:style>
<w:style w:type="paragraph" w:styleId="Disposition"><w:name w:val="Min egen"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Indholdsfortegnelse1">
  <w:name w:val="toc 1"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Maal"><w:name w:val="Mål"/><w:basedOn w:val="Normal"/>
  <w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="Strk"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
"""


def level(ilvl: int, fmt: str, text: str, *, start: int = 1, extra: str = "", font: str = "") -> str:
    """One level of a list."""
    look = f'<w:rPr><w:rFonts w:ascii="{font}"/></w:rPr>' if font else ""
    return (
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>{extra}'
        f'<w:lvlText w:val="{text}"/>{look}</w:lvl>'
    )


NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    + level(0, "decimal", "%1.")
    + level(1, "decimal", "%1.%2")
    + level(2, "lowerLetter", "%3)")
    + level(3, "upperRoman", "%4.")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="1">'
    + level(0, "bullet", "\uf0b7", font="Symbol")
    + level(1, "bullet", "o", font="Courier New")
    + level(2, "bullet", "\uf0fc", font="Wingdings")
    + level(3, "bullet", "–")
    + "</w:abstractNum>"
    + '<w:abstractNum w:abstractNumId="2">'
    + level(0, "upperLetter", "Mål %1:", extra='<w:pStyle w:val="Maal"/>')
    + "</w:abstractNum>"
    + '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    + '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    + '<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>'
    + '<w:num w:numId="4"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    + "</w:lvlOverride></w:num>"
)


def r(text: str, look: str = "") -> str:
    """A run."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(inside: str = "", *, style: str = "", num: tuple[int, int] | None = None, pr: str = "") -> str:
    """A paragraph; plain text becomes a run."""
    inside = inside if inside.startswith("<") or not inside else r(inside)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    numbered = "" if num is None else f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{numbered}{pr}</w:pPr>{inside}</w:p>"


def tc(inside: str = "", pr: str = "") -> str:
    """A cell; plain text becomes a paragraph."""
    return f"<w:tc><w:tcPr>{pr}</w:tcPr>{inside if inside.startswith('<') else p(inside)}</w:tc>"


def tbl(*rows: str) -> str:
    """A table of rows, each the cells in one string."""
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def relations(found: Mapping[str, tuple[str, str]]) -> str:
    """The pointers of a part: id → (kind, target); an address with :// is outside."""
    outside = ' TargetMode="External"'
    inside = "".join(
        f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"{outside if "://" in target else ""}/>'
        for key, (kind, target) in found.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def word(
    *body: str, parts: Mapping[str, str] | None = None, points: Mapping[str, tuple[str, str]] | None = None
) -> bytes:
    """A package with this body. `parts` are more parts, by kind of the root ("footnotes": its inside)."""
    roots = {"styles": STYLES, "numbering": NUMBERING, **(parts or {})}
    pointers = {f"auto{name}": (name.rstrip("0123456789"), f"{name}.xml") for name in roots} | dict(points or {})
    tags = {"header": "hdr", "footer": "ftr"}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pakke:
        pakke.writestr("[Content_Types].xml", TYPES)
        pakke.writestr("_rels/.rels", relations({"r1": ("officeDocument", "word/document.xml")}))
        pakke.writestr("word/document.xml", f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>")
        pakke.writestr("word/_rels/document.xml.rels", relations(pointers))
        for name, inside in roots.items():
            kind = name.rstrip("0123456789")
            tag = tags.get(kind, kind)
            raw = inside if inside.startswith("<?") else f"<w:{tag} {NAMES}>{inside}</w:{tag}>"
            pakke.writestr(f"word/{name}.xml", raw)
    return out.getvalue()


def laes(*body: str, **more: Mapping[str, str]) -> Dokument:
    """The document this body is read as."""
    return laes_dokument(word(*body, **more), "aftale.docx")  # type: ignore[arg-type]


def linjer(dokument: Dokument) -> list[str]:
    """Every paragraph as it is seen."""
    return [each.full_text for each in dokument.afsnit()]


def foerste(dokument: Dokument) -> Afsnit:
    return next(dokument.afsnit())


def gitter(tabel: Tabel) -> list[list[str | None]]:
    """The table's squares as text."""
    return [[None if celle is None else celle.text for celle in row] for row in tabel.gitter]
