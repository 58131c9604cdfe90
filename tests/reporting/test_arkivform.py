"""PDF/A-2a and PDF/UA-1 in one file, printed whole and in parts; and that the checks see what breaks the rules."""

import io
import subprocess
from pathlib import Path
from shutil import which

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from reporting.arkivform import ARKIV
from reporting.pdf import trykkeri
from reporting.tryk.lav import tryk
from tests.reporting.pdfa import pdfa_fejl
from tests.reporting.pdfua import pdfua_fejl
from tests.reporting.tryk.test_tryk import HTML, own_folder

__all__ = ["own_folder"]
pytestmark = pytest.mark.no_db

PAPER = """<html lang="da"><head><title>Budget</title><meta name="author" content="Åparken">
<meta name="description" content="Budget pr. 1. maj &amp; efter"><meta name="generator" content="Helhedsplan"></head>
<body><h1>Budget</h1><p class="maerke t-naaet">Nået <a href="#b">se b</a></p><h2 id="b">B</h2>
<table class="tabel"><thead><tr><th>Post</th><th>Kr.</th></tr></thead>
<tbody><tr><th scope="row">Løn</th><td>1</td></tr></tbody></table>
<img src="ikon:naaet/0a5f47" alt="Et tegn" style="width: 2mm"></body></html>"""


@pytest.fixture(scope="module")
def arkivpapir() -> bytes:
    return trykkeri().print_html(PAPER, variant=ARKIV)


@pytest.fixture(scope="module")
def samlet(tmp_path_factory) -> bytes:
    return tryk(HTML, variant=ARKIV)


def fejl(content: bytes) -> list[str]:
    pdf = pikepdf.open(io.BytesIO(content))
    return [*pdfa_fejl(content, pdf), *pdfua_fejl(pdf)]


def test_a_paper_for_archives_is_both_and_says_so(arkivpapir):
    assert fejl(arkivpapir) == []
    pdf = pikepdf.open(io.BytesIO(arkivpapir))
    with pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"], metadata["pdfuaid:part"]) == ("2", "A", "1")
    assert str(pdf.docinfo.Subject) == "Budget pr. 1. maj & efter"


def test_a_paper_joined_of_parts_is_both_too(samlet):
    assert fejl(samlet) == []
    assert len(pikepdf.open(io.BytesIO(samlet)).pages) > 5


def test_the_same_paper_for_archives_twice_is_the_same_file(arkivpapir):
    assert trykkeri().print_html(PAPER, variant=ARKIV) == arkivpapir


def test_an_ordinary_paper_says_only_that_it_can_be_read_without_being_seen():
    content = trykkeri().print_html(PAPER)
    pdf = pikepdf.open(io.BytesIO(content))
    assert list(pdfua_fejl(pdf)) == []
    with pdf.open_metadata() as metadata:
        assert "pdfaid:part" not in metadata
        assert metadata["pdfuaid:part"] == "1"


# --- The checks see it -------------------------------------------------------------------------------------------


def first(pdf: pikepdf.Pdf, test) -> pikepdf.Object:
    return next(thing for thing in pdf.objects if isinstance(thing, (Dictionary, pikepdf.Stream)) and test(thing))


def element(pdf: pikepdf.Pdf, kind: str) -> pikepdf.Object:
    return first(pdf, lambda thing: thing.get("/S") == kind and "/P" in thing)


def font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return first(pdf, lambda thing: thing.get("/Subtype") == Name.Type0)


def without(find, key: str):
    def change(pdf: pikepdf.Pdf) -> None:
        del find(pdf)[key]

    return change


def rewrite_metadata(old: bytes, new: bytes):
    def change(pdf: pikepdf.Pdf) -> None:
        said = pdf.Root.Metadata.read_bytes()
        assert old in said
        pdf.Root.Metadata.write(said.replace(old, new))

    return change


def paint(code: bytes):
    def change(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].contents_add(code)

    return change


def attach(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["x.txt"] = pikepdf.AttachedFileSpec(pdf, b"x")


BROKEN = {
    "no output intent": (without(lambda pdf: pdf.Root, "/OutputIntents"), "6.2.3"),
    "an output intent of greys": (
        lambda pdf: pdf.Root.OutputIntents[0].DestOutputProfile.write(b"\0" * 12 + b"mntrGRAY" + b"\0" * 16 + b"acsp"),
        "6.2.3",
    ),
    "attached": (attach, "6.8"),
    "a script": (
        lambda pdf: pdf.Root.__setitem__("/OpenAction", Dictionary(S=Name.JavaScript, JS="x")),
        "/OpenAction",
    ),
    "a link that is not printed": (lambda pdf: pdf.pages[0].Annots[0].__setitem__("/F", 0), "6.3.2"),
    "an interpolated picture": (
        lambda pdf: pdf.pages[0].Resources.XObject.__setitem__(
            "/I", pdf.make_stream(b"", Subtype=Name.Image, Interpolate=True)
        ),
        "6.2.8",
    ),
    "a font that is not embedded": (
        without(lambda pdf: font(pdf).DescendantFonts[0].FontDescriptor, "/FontFile2"),
        "4.1",
    ),
    "a font that cannot be read": (without(lambda pdf: font(pdf), "/ToUnicode"), "6.2.11.7.2"),
    "a font without widths": (lambda pdf: font(pdf).DescendantFonts[0].__setitem__("/W", Array()), "6.2.11.5"),
    "ink": (paint(b"/Artifact BMC 0 0 0 1 k EMC"), "6.2.4.3"),
    "nested too deep": (paint(b"q " * 29 + b"Q " * 29), "6.1.13"),
    "another part of PDF/A": (rewrite_metadata(b'pdfaid:part="2"', b'pdfaid:part="3"'), "6.6.4"),
    "PDF/UA said and not described": (rewrite_metadata(b"internal", b""), "6.6.2.3"),
    "another title": (rewrite_metadata(b">Budget<", b">Regnskab<"), "says Title"),
    "no title in the window": (without(lambda pdf: pdf.Root.ViewerPreferences, "/DisplayDocTitle"), "07-001"),
    "no language": (without(lambda pdf: pdf.Root, "/Lang"), "11-006"),
    "not marked": (without(lambda pdf: pdf.Root, "/MarkInfo"), "01-001"),
    "a picture without words": (without(lambda pdf: element(pdf, "/Figure"), "/Alt"), "13-004"),
    "a heading without direction": (without(lambda pdf: element(pdf, "/TH").A, "/Scope"), "15-003"),
    "a level skipped": (lambda pdf: element(pdf, "/H2").__setitem__("/S", Name.H3), "14-003"),
    "a row outside its table": (lambda pdf: element(pdf, "/THead").__setitem__("/S", Name.Div), "09-004"),
    "a kind of our own": (lambda pdf: element(pdf, "/H2").__setitem__("/S", Name.Overskrift), "02-001"),
    "a link outside the tree": (lambda pdf: element(pdf, "/Link").__setitem__("/S", Name.Span), "28-011"),
    "a link without words": (without(lambda pdf: pdf.pages[0].Annots[0], "/Contents"), "28-005"),
    "painted and not tagged": (paint(b"0 0 9 9 re f"), "01-005"),
    "an artifact inside text": (paint(b"/P <</MCID 900>> BDC /Artifact BMC EMC EMC"), "01-003"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_checks_see(arkivpapir, what):
    change, rule = BROKEN[what]
    with pikepdf.open(io.BytesIO(arkivpapir)) as pdf:
        change(pdf)
        out = io.BytesIO()
        pdf.save(out)
    assert any(rule in said for said in fejl(out.getvalue())), fejl(out.getvalue())


# --- A validator that is not ours --------------------------------------------------------------------------------

JAVA = Path("/usr/share/java")
JARS = ("pdfbox2", "preflight", "xmpbox", "fontbox2", "commons-logging", "javax.activation", "jaxb-api")
ALLOWED_IN_PART_2 = (
    "/XRef cross reference streams are not allowed",
    "The CIDSet entry is missing for the Composite Subset",
    "Group has a transparency S entry",
    "Transparency error, CA entry",
    "Transparency error, ca entry",
    "Error on MetaData, part must be 1",
    "Error on MetaData, conformance must be",
)
"""PDFBox knows PDF/A-1b. This is all it may say of a PDF/A-2a: what the second part allows and the first does not."""


@pytest.mark.skipif(
    not (which("java") and all((JAVA / f"{jar}.jar").exists() for jar in JARS)),
    reason="PDFBox is not installed (docs/drift.md)",
)
def test_pdfbox_finds_nothing_that_pdfa_2_does_not_allow(samlet, tmp_path):
    (tmp_path / "papir.pdf").write_bytes(samlet)
    jars = ":".join(str(JAVA / f"{jar}.jar") for jar in JARS)
    command = ["java", "-cp", jars, "org.apache.pdfbox.preflight.Validator_A1b", str(tmp_path / "papir.pdf")]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.splitlines()
    assert "papir.pdf" in said[0]
    assert [line for line in said[1:] if line and not any(known in line for known in ALLOWED_IN_PART_2)] == []
