"""Raw Word files: merged and nested tables, content controls, tracked changes, text boxes, notes, numbered lists."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

NS = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
Celle = str | tuple[str, str] | list[str]


def run(text: str, *, fed: bool = False) -> str:
    """A run; a line break and a tab are Word's own."""
    body = escape(text).replace("\n", "</w:t><w:br/><w:t xml:space='preserve'>")
    body = body.replace("\t", "</w:t><w:tab/><w:t xml:space='preserve'>")
    bold = "<w:rPr><w:b/></w:rPr>" if fed else ""
    return f'<w:r>{bold}<w:t xml:space="preserve">{body}</w:t></w:r>'


def fod(number: int) -> str:
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'


def ind(text: str) -> str:
    """Text put in with tracked changes."""
    return f'<w:ins w:id="901" w:author="A" w:date="2020-01-01T00:00:00Z">{run(text)}</w:ins>'


def ud(text: str) -> str:
    """Text taken out with tracked changes."""
    taken = f'<w:r><w:delText xml:space="preserve">{escape(text)}</w:delText></w:r>'
    return f'<w:del w:id="902" w:author="A" w:date="2020-01-01T00:00:00Z">{taken}</w:del>'


def p(*dele: str, stil: str = "", liste: int = 0, niveau: int = 0, fed: bool = False) -> str:
    """A paragraph of texts and ready-made runs (those beginning with an angle bracket)."""
    style = f'<w:pStyle w:val="{stil}"/>' if stil else ""
    number = f'<w:numPr><w:ilvl w:val="{niveau}"/><w:numId w:val="{liste}"/></w:numPr>' if liste else ""
    runs = "".join(one if one.startswith("<w:") else run(one, fed=fed) for one in dele)
    return f"<w:p><w:pPr>{style}{number}</w:pPr>{runs}</w:p>"


def punkter(*linjer: str, liste: int = 1) -> str:
    return "".join(p(one, liste=liste) for one in linjer)


def felt(indhold: str) -> str:
    """A block in a content control."""
    return f"<w:sdt><w:sdtPr><w:alias w:val='Felt'/></w:sdtPr><w:sdtContent>{indhold}</w:sdtContent></w:sdt>"


def tekstboks(*afsnit: str) -> str:
    """A text box, as Word writes it: once for new readers and once for old ones."""
    inner = f"<w:txbxContent>{''.join(afsnit)}</w:txbxContent>"
    return (
        '<w:p><w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        '<mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
        f"{inner}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback>"
        f"<w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
        "</w:r></w:p>"
    )


def celle(indhold: Celle, span: int = 1, lodret: str = "") -> str:
    """A cell: a text, a list of paragraphs, or ready-made XML as ("xml", …). `lodret` is "restart" or "continue"."""
    inner = (
        indhold[1]
        if isinstance(indhold, tuple)
        else "".join(map(p, [indhold] if isinstance(indhold, str) else indhold))
    )
    props = (f'<w:gridSpan w:val="{span}"/>' if span > 1 else "") + (f'<w:vMerge w:val="{lodret}"/>' if lodret else "")
    return f"<w:tc><w:tcPr>{props}</w:tcPr>{inner or '<w:p/>'}</w:tc>"


def tabel(raekker: Sequence[Sequence[Celle | str]], kolonner: int = 2) -> str:
    """A table; a row with one cell spans all columns; a cell that begins with <w:tc is taken as it is."""
    rows = ""
    for row in raekker:
        if len(row) == 1 and kolonner > 1 and not str(row[0]).startswith("<w:tc"):
            rows += f"<w:tr>{celle(row[0], kolonner)}</w:tr>"
            continue
        rows += (
            "<w:tr>"
            + "".join(one if isinstance(one, str) and one.startswith("<w:tc") else celle(one) for one in row)
            + "</w:tr>"
        )
    grid = '<w:gridCol w:w="3000"/>' * kolonner
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def gem(
    path: Path,
    krop: Sequence[str],
    *,
    stile: dict[str, tuple[str, int]],
    hoved: str = "",
    bund: str = "",
    noter: Sequence[str] = (),
) -> Path:
    """Write the file. `stile`: style id -> (name, outline level from 0, or -1 for none)."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/><w:pPr>'
        + (f'<w:outlineLvl w:val="{level}"/>' if level >= 0 else "")
        + "</w:pPr></w:style>"
        for key, (name, level) in stile.items()
    )
    bullets = "".join(
        f'<w:abstractNum w:abstractNumId="{number}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/>'
            f'<w:lvlText w:val="{text if level == 0 or number != 3 else "%1.%2"}"/></w:lvl>'
            for level in (0, 1)
        )
        + "</w:abstractNum>"
        for number, fmt, text in ((1, "bullet", "\u2022"), (2, "lowerLetter", "%1)"), (3, "decimal", "%1."))
    ) + "".join(f'<w:num w:numId="{one}"><w:abstractNumId w:val="{one}"/></w:num>' for one in (1, 2, 3))
    notes = "".join(f'<w:footnote w:id="{n}">{p(text)}</w:footnote>' for n, text in enumerate(noter, start=1))
    parts = {
        "document.xml": f'<w:document {NS}><w:body>{"".join(krop)}<w:sectPr><w:headerReference w:type="default" '
        'r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/></w:sectPr></w:body></w:document>',
        "styles.xml": f"<w:styles {NS}>{styles}</w:styles>",
        "numbering.xml": f"<w:numbering {NS}>{bullets}</w:numbering>",
        "footnotes.xml": f"<w:footnotes {NS}>{notes}</w:footnotes>",
        "header1.xml": f"<w:hdr {NS}>{p(hoved)}</w:hdr>",
        "footer1.xml": f"<w:ftr {NS}>{p(bund)}</w:ftr>",
    }
    kinds = ("styles", "numbering", "footnotes", "header", "footer")
    names = list(parts)[1:]
    rels = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{name}"/>'
        for n, (kind, name) in enumerate(zip(kinds, names, strict=True), start=1)
    )
    types = "".join(
        f'<Override PartName="/word/{name}" ContentType="{MAIN}.{kind}+xml"/>'
        for name, kind in zip(parts, ("document.main", *kinds), strict=True)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    package = "http://schemas.openxmlformats.org/package/2006"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(
            "[Content_Types].xml",
            f'{head}<Types xmlns="{package}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        )
        file.writestr(
            "_rels/.rels",
            f'{head}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{REL}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        file.writestr(
            "word/_rels/document.xml.rels",
            f'{head}<Relationships xmlns="{package}/relationships">{rels}</Relationships>',
        )
        for name, xml in parts.items():
            file.writestr(f"word/{name}", head + xml)
    return path
