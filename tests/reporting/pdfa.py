"""The rules of PDF/A-2a that a program can test, each with its clause of ISO 19005-2. What is tagged: `pdfua`.

Each function yields what is wrong, as sentences; a file that yields nothing breaks none of the rules tested here.
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

MAX_STRING, MAX_NAME, MAX_NESTING, MAX_OBJECTS = 32767, 127, 28, 8388607
FORBIDDEN_ACTIONS = {"/Launch", "/Sound", "/Movie", "/ResetForm", "/ImportData", "/Hide", "/SetOCGState", "/Rendition"}
FORBIDDEN_ACTIONS |= {"/Trans", "/GoTo3DView", "/JavaScript"}
OPERATORS = frozenset(
    re.findall(
        r"\S+",
        """b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q
        re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \"""",
    )
)
NS = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}


def pdfa_fejl(content: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    """What breaks PDF/A-2a. `pdf` is the content, opened."""
    yield from _file(content, pdf)
    yield from _metadata(pdf)
    yield from _output_intent(pdf)
    yield from _objects(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        for said in [*_page(page), *_contents(page, page.obj.Resources)]:
            yield f"side {number}: {said}"
    yield from _fonts(pdf)


# --- The file and its metadata -----------------------------------------------------------------------------------


def _file(content: bytes, pdf: pikepdf.Pdf) -> Iterator[str]:
    header, comment = content.split(b"\n", 2)[:2]
    if not re.fullmatch(rb"%PDF-1\.[0-7]", header):
        yield "6.1.2: the file does not begin with %PDF-1.n"
    if not (comment.startswith(b"%") and len(comment) >= 5 and all(byte > 127 for byte in comment[1:5])):
        yield "6.1.2: the second line is not a comment of bytes over 127"
    if not content.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "6.1.3: there is something after %%EOF"
    if "/ID" not in pdf.trailer or len(pdf.trailer.ID) != 2:
        yield "6.1.3: the trailer has no ID"
    if pdf.is_encrypted or "/Encrypt" in pdf.trailer:
        yield "6.1.3: the file is encrypted"
    if b"\nxref" in content and b"/XRefStm" in content:
        yield "6.1.4: the file mixes both kinds of cross reference"
    if len(pdf.objects) > MAX_OBJECTS:
        yield "6.1.13: there are too many objects"
    for key in ("/AA", "/OpenAction", "/Requirements", "/NeedsRendering", "/OCProperties", "/AcroForm", "/Perms"):
        if key in pdf.Root:
            yield f"the catalog has {key}"
    if "/EmbeddedFiles" in pdf.Root.get("/Names", {}) or "/JavaScript" in pdf.Root.get("/Names", {}):
        yield "6.8: there are attached files or scripts"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    if "/Metadata" not in pdf.Root:
        yield "6.6.2.1: there is no metadata"
        return
    stream = pdf.Root.Metadata
    if (str(stream.get("/Type")), str(stream.get("/Subtype"))) != ("/Metadata", "/XML"):
        yield "6.6.2.1: the metadata is not said to be XML"
    if "/Filter" in stream:
        yield "the metadata cannot be found in the file without unpacking it"
    data = stream.read_bytes()
    if re.match(rb"<\?xpacket[^>]*(bytes|encoding)=", data):
        yield "6.6.2.1: the packet header has bytes or encoding"
    rdf = ElementTree.fromstring(re.sub(rb"<\?xpacket.*?\?>", b"", data)).findall("rdf:RDF", NS)
    if len(rdf) != 1:
        yield "6.6.2.1: the metadata is not one RDF"
    said = dict(_properties(rdf[0]))
    for name, value in {"pdfaid:part": "2", "pdfaid:conformance": "A"}.items():
        if said.get(name) != value:
            yield f"6.6.4: {name} is {said.get(name)!r}, not {value}"
    described = set(_described(rdf[0]))
    for name in said:
        if name.split(":")[0] not in ("dc", "xmp", "pdf", "pdfaid", "pdfaExtension") and name not in described:
            yield f"6.6.2.3: {name} is neither known nor described in an extension schema"
    info = {str(key)[1:]: str(value) for key, value in pdf.docinfo.items()}
    pairs = {"Title": "dc:title", "Author": "dc:creator", "Subject": "dc:description", "Producer": "pdf:Producer"}
    for key, name in {**pairs, "Creator": "xmp:CreatorTool", "Keywords": "pdf:Keywords"}.items():
        if info.get(key) != said.get(name):
            yield f"the information dictionary says {key} {info.get(key)!r}, the metadata {said.get(name)!r}"


def _properties(rdf: Any) -> Iterator[tuple[str, str]]:
    prefixes = {uri: prefix for prefix, uri in NS.items()}

    def name(tag: str) -> str:
        uri, _, local = tag[1:].partition("}")
        return f"{prefixes.get(uri, uri)}:{local}"

    for description in rdf.findall("rdf:Description", NS):
        for tag, value in description.attrib.items():
            if not tag.endswith("}about"):
                yield name(tag), value
        for child in description:
            yield name(child.tag), "".join(child.itertext()).strip()


def _described(rdf: Any) -> Iterator[str]:
    for schema in rdf.findall(".//pdfaExtension:schemas/rdf:Bag/rdf:li", NS):
        prefix, uri = (schema.findtext(f"pdfaSchema:{key}", "", NS) for key in ("prefix", "namespaceURI"))
        for one in schema.findall("pdfaSchema:property/rdf:Seq/rdf:li", NS):
            if all(one.findtext(f"pdfaProperty:{key}", "", NS) for key in ("valueType", "category", "description")):
                yield f"{prefix}:{one.findtext('pdfaProperty:name', '', NS)}" if NS.get(prefix) == uri else ""


def _output_intent(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [one for one in pdf.Root.get("/OutputIntents", []) if one.get("/S") == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield f"6.2.3: {len(intents)} output intents for PDF/A"
        return
    profile = intents[0].get("/DestOutputProfile")
    data = profile.read_bytes() if isinstance(profile, Stream) else b""
    if data[36:40] != b"acsp" or data[8] > 4:
        yield "6.2.3: the profile is no ICC profile of version 4 or less"
    elif (data[16:20], int(profile.N)) != (b"RGB ", 3) or data[12:16] not in (b"mntr", b"prtr"):
        yield "6.2.3: the profile is not one of RGB for a screen or printer, though our colours are RGB"
    if not str(intents[0].get("/OutputConditionIdentifier", "")):
        yield "the output intent has no name"


# --- What the file is made of ------------------------------------------------------------------------------------


def _objects(pdf: pikepdf.Pdf) -> Iterator[str]:
    for thing in pdf.objects:
        yield from _values(thing)
        if isinstance(thing, Stream):
            if {"/F", "/FFilter", "/FDecodeParms"} & set(thing.keys()):
                yield "6.1.7.1: a stream lies in another file"
            if "/LZWDecode" in str(thing.get("/Filter", "")) or "/Crypt" in str(thing.get("/Filter", "")):
                yield "6.1.7.2: a stream is packed with LZW or encrypted"
        if isinstance(thing, (Dictionary, Stream)):
            yield from _dictionary(thing)


def _values(thing: Any) -> Iterator[str]:
    if isinstance(thing, pikepdf.String) and len(bytes(thing)) > MAX_STRING:
        yield "6.1.13: a string is too long"
    if isinstance(thing, (Dictionary, Stream)):
        if any(len(key) > MAX_NAME + 1 for key in thing):
            yield "6.1.13: a name is too long"
        for value in thing.values():
            if not getattr(value, "is_indirect", False):
                yield from _values(value)
    elif isinstance(thing, Array):
        for value in thing:
            if not getattr(value, "is_indirect", False):
                yield from _values(value)


def _dictionary(thing: Any) -> Iterator[str]:
    kind, subtype = str(thing.get("/Type", "")), str(thing.get("/Subtype", ""))
    if subtype == "/Image":
        if thing.get("/Interpolate", False):
            yield "6.2.8: a picture is interpolated"
        if {"/Alternates", "/OPI"} & set(thing.keys()):
            yield "6.2.8: a picture has alternatives"
    if subtype in ("/PS",) or (subtype == "/Form" and {"/OPI", "/PS", "/Ref", "/Subtype2"} & set(thing.keys())):
        yield "6.2.9: a form of a forbidden kind"
    if kind == "/ExtGState" or ("/ca" in thing or "/CA" in thing):
        if {"/TR", "/HTP"} & set(thing.keys()) or str(thing.get("/TR2", "/Default")) != "/Default":
            yield "6.2.5: a graphics state has a transfer function"
        if str(thing.get("/BM", "/Normal")) not in ("/Normal", "/Multiply", "/Screen", "/Darken", "/Lighten"):
            yield "6.2.10: an unknown blend mode"
    if str(thing.get("/S", "")) in FORBIDDEN_ACTIONS and "/P" not in thing:
        yield f"6.5.1: an action {thing.S}"
    if kind == "/Filespec" or "/EF" in thing:
        yield "6.8: there is an attached file"
    if "/PresSteps" in thing or "/AlternatePresentations" in thing:
        yield "6.10: alternate presentations"


def _page(page: pikepdf.Page) -> Iterator[str]:
    if "/AA" in page.obj:
        yield "6.5.2: the page has actions of its own"
    if not all(3 <= float(page.MediaBox[edge]) <= 14400 for edge in (2, 3)):
        yield "6.1.13: the page is too small or too large"
    for one in page.obj.get("/Annots", ()):
        flags = int(one.get("/F", 0))
        if str(one.Subtype) not in ("/Link", "/Popup") and "/AP" not in one:
            yield f"6.3.3: {one.Subtype} has no appearance"
        if not flags & 4 or flags & (1 | 2 | 32 | 256):
            yield "6.3.2: a link is not printed, or hidden"
        if "/AA" in one:
            yield "6.3.1: a link has actions of its own"


def _contents(thing: Any, resources: Any, depth: int = 0) -> Iterator[str]:
    nesting = 0
    for instruction in pikepdf.parse_content_stream(thing):
        operator = str(instruction.operator)
        if operator not in OPERATORS and operator != "INLINE IMAGE":
            yield f"6.2.2: the operator {operator}"
        nesting += (operator == "q") - (operator == "Q")
        if nesting > MAX_NESTING or nesting < 0:
            yield "6.1.13: q and Q are nested too deep or wrong"
        if operator in ("k", "K") or (operator in ("cs", "CS") and str(instruction.operands[0]) == "/DeviceCMYK"):
            yield "6.2.4.3: a colour of ink, though the output intent is RGB"
        if operator == "ri" and str(instruction.operands[0])[1:] not in (
            "RelativeColorimetric",
            "AbsoluteColorimetric",
            "Perceptual",
            "Saturation",
        ):
            yield "6.2.6: an unknown rendering intent"
        if operator == "Do":
            inner = resources.XObject[str(instruction.operands[0])]
            if str(inner.Subtype) == "/Form" and depth < 9:
                if "/Resources" not in inner:
                    yield "6.2.2: a form has no resources of its own"
                yield from _contents(inner, inner.get("/Resources", Dictionary()), depth + 1)
    if nesting:
        yield "q without Q"


# --- Fonts -------------------------------------------------------------------------------------------------------


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts are embedded, as wide as they say, and every sign that is shown can be read as text."""
    shown: dict[tuple[int, int], tuple[Any, set[int]]] = {}
    for page in pdf.pages:
        _collect(page, page.obj.Resources, shown)
    if not shown:
        yield "there is no text"
    for font, codes in shown.values():
        name = str(font.get("/BaseFont", ""))
        for said in _font(font, codes):
            yield f"{name}: {said}"


def _collect(thing: Any, resources: Any, shown: dict[tuple[int, int], tuple[Any, set[int]]]) -> None:
    font, mode, kept = None, 0, []
    for instruction in pikepdf.parse_content_stream(thing):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "q":
            kept.append((font, mode))
        elif operator == "Q":
            font, mode = kept.pop()
        elif operator == "Tf":
            font = resources.Font[str(operands[0])]
        elif operator == "Tr":
            mode = int(operands[0])
        elif operator in ("Tj", "TJ", "'", '"') and font is not None:
            parts = operands[0] if operator == "TJ" else [operands[-1]]
            data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
            codes = {int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)}
            if mode != 3:
                shown.setdefault(font.objgen, (font, set()))[1].update(codes)
        elif operator == "Do":
            inner = resources.XObject[str(operands[0])]
            if str(inner.Subtype) == "/Form":
                _collect(inner, inner.Resources, shown)


def _font(font: Any, codes: set[int]) -> Iterator[str]:
    if str(font.Subtype) != "/Type0" or str(font.Encoding) != "/Identity-H":
        yield f"is {font.Subtype} with {font.get('/Encoding')}; only Type0 with Identity-H is tested here"
        return
    inner = font.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    if not {"/FontFile2", "/FontFile3"} & set(descriptor.keys()):
        yield "6.2.11.4.1: is not embedded"
    if str(inner.Subtype) == "/CIDFontType2" and str(inner.get("/CIDToGIDMap", "")) != "/Identity":
        yield "6.2.11.3.2: has no CIDToGIDMap"
    if "/CIDSystemInfo" not in inner:
        yield "6.2.11.3.1: has no CIDSystemInfo"
    if 0 in codes:
        yield "6.2.11.8: shows a sign that the font does not have (.notdef)"
    widths = set(_widths(inner))
    if missing := codes - widths:
        yield f"6.2.11.5: no width for {sorted(missing)[:5]}"
    signs = _unicode(font)
    for code in sorted(codes):
        text = signs.get(code, "")
        if not text or "\0" in text or "\ufeff" in text or "\ufffe" in text:
            yield f"6.2.11.7.2: sign {code} cannot be read as text"
        elif any("\ue000" <= sign <= "\uf8ff" for sign in text):
            yield f"6.2.11.7.3: sign {code} is one of nobody's own, without ActualText"


def _widths(inner: Any) -> Iterator[int]:
    spans = list(inner.W)
    while spans:
        first, following = int(spans.pop(0)), spans.pop(0)
        if isinstance(following, Array):
            yield from range(first, first + len(following))
        else:
            spans.pop(0)
            yield from range(first, int(following) + 1)


def _unicode(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    data = font.ToUnicode.read_bytes()
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F ]*)>", block):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
