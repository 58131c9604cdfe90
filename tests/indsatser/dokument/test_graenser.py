"""Whatever the bytes are: a document, or one Danish sentence, quickly and in bounded memory."""

import contextlib
import io
import os
import resource
import subprocess
import sys
import time
import zipfile

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indsatser.importing.dokument import graenser
from indsatser.importing.dokument.blokke import Dokument
from indsatser.importing.dokument.graenser import MAX_SIDER, DokumentAfvist, Maengde
from indsatser.importing.dokument.laes import laes_dokument
from tests import filer
from tests.indsatser.dokument.ooxml import NAMES, p, r, tbl, tc, word
from tests.indsatser.dokument.papir import weasy

pytestmark = pytest.mark.no_db
QUICKLY = 5.0  # seconds of the processor, other processes that were asked included


def spent() -> float:
    """Seconds the processor has spent on this process and on those it waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def refusal(content: bytes, navn: str) -> str:
    """The sentence; the reading must not take long."""
    begun = spent()
    with pytest.raises(DokumentAfvist) as refused:
        laes_dokument(content, navn)
    assert spent() - begun < QUICKLY
    sentence = str(refused.value)
    assert sentence[0].isupper()
    assert sentence.endswith((".", "?"))
    return sentence


def med(document: str) -> bytes:
    """A package whose text is this XML."""
    return filer.with_parts(word(p("x")), {"word/document.xml": document}, instead=True)


def body(inside: str) -> str:
    return f"<w:document {NAMES}><w:body>{inside}</w:body></w:document>"


def pages(count: int) -> bytes:
    with pikepdf.new() as paper, io.BytesIO() as out:
        for _ in range(count):
            paper.add_blank_page()
        paper.save(out)
        return out.getvalue()


@pytest.mark.parametrize(
    ("navn", "says"),
    [
        ("plan.docm", "makroer"), ("plan.doc", "gamle format"), ("plan.odt", "LibreOffice"), ("plan.rtf", "docx"),
        ("plan.exe", "docx, pdf eller txt"), ("plan", "docx, pdf eller txt"), ("plan.docx.exe", "docx, pdf eller txt"),
        ("plan.xlsx", "docx, pdf eller txt"),
    ],
)  # fmt: skip
def test_other_kinds_are_refused_with_what_to_do(navn, says):
    assert says in refusal(b"MZ\x90\x00", navn)


@pytest.mark.parametrize("navn", ["plan.docx", "plan.pdf", "plan.txt"])
def test_an_empty_file_is_refused(navn):
    assert refusal(b"", navn) == "Filen er tom."


@pytest.mark.parametrize("navn", ["plan.docx", "plan.pdf", "plan.txt"])
def test_a_program_with_another_name_is_refused(navn):
    refusal(b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 500, navn)


@pytest.mark.parametrize("navn", ["plan.docx", "plan.pdf", "plan.txt"])
def test_a_file_that_is_too_big_is_refused(navn, settings):
    settings.FIL_MAX_MB = 1
    assert "for stor" in refusal(b"%PDF-" + b"a" * (2 * 1024 * 1024), navn)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DokumentAfvist, match="kan ikke åbnes"):
        laes_dokument(tmp_path / "plan.docx")


def test_a_file_is_read_from_its_path(tmp_path):
    path = tmp_path / "Åparken.docx"
    path.write_bytes(word(p("Formål")))
    assert laes_dokument(path).navn == "Åparken.docx"


# --- Word


def test_a_word_file_with_macros_is_refused():
    assert "makroer" in refusal(filer.with_parts(word(p("x")), {"word/vbaProject.bin": b"x"}), "plan.docx")


def test_a_word_file_with_a_password_is_refused():
    assert "adgangskode" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "plan.docx")


def test_a_package_that_unpacks_to_very_much_is_refused():
    assert "pakkes ud" in refusal(
        filer.with_parts(word(p("x")), {"word/media/a.bmp": b"\x00" * 40_000_000}), "plan.docx"
    )


def test_a_text_that_unpacks_to_very_much_is_refused():
    assert "pakkes ud" in refusal(med(body(" " * 40_000_000)), "plan.docx")


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;&b;">]>',
        '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_xml_that_declares_anything_is_refused(declared):
    assert "hører til" in refusal(med(declared + body(p("&b;" if "ENTITY" in declared else "x"))), "plan.docx")


def test_too_many_elements_are_refused_before_they_fill_the_memory():
    assert "pakkes ud" in refusal(med(body("<w:p/>" * 1_600_000)), "plan.docx")


def test_tables_too_deep_in_tables_are_refused():
    inside = p("x")
    for _ in range(15):
        inside = tbl(tc(inside + p("y")))
    assert "indviklet" in refusal(word(inside), "plan.docx")


def test_elements_too_deep_in_each_other_are_refused():
    refusal(med(body("<w:sdt><w:sdtContent>" * 400 + p("x") + "</w:sdtContent></w:sdt>" * 400)), "plan.docx")


def test_a_word_file_of_2000_pages_is_refused_by_what_it_says_itself():
    said = "<Properties xmlns='http://x'><Pages>2000</Pages></Properties>"
    sentence = refusal(filer.with_parts(word(p("x")), {"docProps/app.xml": said}), "plan.docx")
    assert sentence == f"Dokumentet har 2.000 sider. Der kan læses højst {MAX_SIDER} ad gangen. Del det i flere."


def test_a_word_file_of_2000_pages_that_says_nothing_is_refused_by_its_length():
    text = "".join(p(f"Sekretariatet arbejder for flere job {n} " + "og uddannelse " * 12) for n in range(24_000))
    assert "for lang" in refusal(word(text), "plan.docx") or "pakkes ud" in refusal(word(text), "plan.docx")


def test_a_reading_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(graenser, "SEKUNDER", 0)
    maengde = Maengde(seconds=0)
    time.sleep(0.001)
    with pytest.raises(DokumentAfvist, match="for lang tid"):
        maengde.tid()


# --- PDF


def test_a_pdf_of_2000_pages_is_refused():
    assert "2.000 sider" in refusal(pages(2000), "plan.pdf")


@pytest.mark.parametrize("action", ["JavaScript", "Launch"])
def test_a_pdf_that_starts_something_is_refused(action):
    with pikepdf.open(io.BytesIO(weasy("<p>Formål</p>"))) as paper, io.BytesIO() as out:
        paper.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name(f"/{action}"), JS="app.alert(1)")
        paper.save(out)
        assert "kode" in refusal(out.getvalue(), "plan.pdf")


def test_a_pdf_with_a_password_is_refused():
    with pikepdf.open(io.BytesIO(weasy("<p>Formål</p>"))) as paper, io.BytesIO() as out:
        paper.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
        assert "adgangskode" in refusal(out.getvalue(), "plan.pdf")


def test_a_pdf_page_that_unpacks_to_very_much_is_refused():
    with pikepdf.open(io.BytesIO(weasy("<p>Formål og mål for planen</p>"))) as paper, io.BytesIO() as out:
        paper.pages[0].Contents = pikepdf.Stream(paper, b"0 0 m 1 1 l S\n" * 600_000)
        paper.save(out, compress_streams=True)
        refusal(out.getvalue(), "plan.pdf")


# --- Any bytes at all


def tried(content: bytes, navn: str) -> None:
    with contextlib.suppress(DokumentAfvist):
        assert isinstance(laes_dokument(content, navn), Dokument)


WORD = word(p("Formål", style="Overskrift1"), tbl(tc("A") + tc(p("B", num=(1, 0)))), p(r("x", "<w:b/>")))
TEKST = zipfile.ZipFile(io.BytesIO(WORD)).read("word/document.xml").decode()
ELEMENTS = [
    "p",
    "r",
    "t",
    "tbl",
    "tr",
    "tc",
    "tcPr",
    "gridSpan",
    "vMerge",
    "sdt",
    "sdtContent",
    "sdtPr",
    "ins",
    "fldChar",
    "numPr",
    "numId",
    "ilvl",
    "pPr",
    "rPr",
    "pStyle",
    "outlineLvl",
    "sz",
    "sym",
    "instrText",
    "footnoteReference",
    "hyperlink",
    "trPr",
    "gridBefore",
    "br",
    "lastRenderedPageBreak",
    "txbxContent",
    "drawing",
    "checkBox",
    "ddList",
]
FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(st.integers(0, len(WORD) - 1), st.binary(max_size=6), st.integers(0, 40))
def test_a_package_that_has_been_damaged_is_read_or_refused(at, instead, gone):
    tried(WORD[:at] + instead + WORD[at + gone :], "plan.docx")


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ELEMENTS
            ),
            st.sampled_from(["", "0", "1", "-1", "9", "x", "99999999999", "²", "true", "begin", "end", "separate"]),
            st.integers(0, 3),
        ),
        max_size=40,
    )
)  # fmt: skip
def test_elements_in_any_order_and_with_any_value_are_read_or_refused(elements):
    inside, closing = "", []
    for name, value, up in elements:
        inside += f'<w:{name} w:val="{value}" w:fldCharType="{value}" w:char="{value}">a'
        closing.append(f"</w:{name}>")
        for _ in range(min(up, len(closing))):
            inside += closing.pop()
    tried(med(body(inside + "".join(reversed(closing)))), "plan.docx")


@settings(max_examples=12, deadline=None)
@given(st.floats(0, 1), st.binary(max_size=8), st.integers(0, 200))
def test_a_pdf_that_has_been_damaged_is_read_or_refused(share, instead, gone):
    content = weasy("<h1>Formål</h1><table><tr><td>A</td><td>B</td></tr></table>")
    at = int(share * len(content))
    tried(content[:at] + instead + content[at + gone :], "plan.pdf")


@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(content):
    tried(content, "plan.txt")


@pytest.mark.parametrize(
    "text",
    ["." * 300_000, ". " * 200_000, "a" * 500_000, "1." * 200_000, " " * 300_000 + "a", "|" * 300_000, "- " * 200_000,
     "1 a" + "." * 200_000, "a .... 1 " * 20_000, "1 Formål" + " ." * 100_000 + " x"],
)  # fmt: skip
def test_endless_lines_are_read_quickly(text):
    begun = spent()
    tried(text.encode(), "plan.txt")
    tried(word(p(r(text))), "plan.docx")
    assert spent() - begun < QUICKLY


def test_an_endless_paragraph_of_lines_is_read_quickly():
    begun = spent()
    tried(("Sekretariatet arbejder for, at flere børn og unge kommer i job i \n" * 28_000).encode(), "plan.txt")
    assert spent() - begun < QUICKLY


# --- Memory and speed

MAALT = """
import os, sys, time
os.environ["DJANGO_SETTINGS_MODULE"] = "helhedsplan.settings.test"
import django
django.setup()
from indsatser.importing.dokument.laes import laes_dokument

def peak():
    return next(int(line.split()[1]) // 1024 for line in open("/proc/self/status") if line.startswith("VmHWM"))

begun = time.process_time()
dokument = laes_dokument(sys.argv[1])
print(len(dokument.blokke), time.process_time() - begun, peak())
"""


def measured(path: str) -> tuple[int, float, int]:
    """Blocks, seconds of the processor and megabytes at most, in a process of its own."""
    done = subprocess.run([sys.executable, "-c", MAALT, path], capture_output=True, text=True, check=True, timeout=120)
    blocks, seconds, megabytes = done.stdout.split()
    return int(blocks), float(seconds), int(megabytes)


def test_80_pages_of_word_are_read_in_bounded_memory_and_time(tmp_path):
    text = "Sekretariatet arbejder for, at flere børn og unge i området kommer i fritidsjob. " * 5
    chapter = p("Aktivitet", style="Overskrift1") + p(text) * 6 + tbl(*(tc("Formål") + tc(text) for _ in range(8)))
    path = tmp_path / "plan.docx"
    path.write_bytes(word(chapter * 80))
    blocks, seconds, megabytes = measured(str(path))
    assert blocks == 80 * 8
    assert seconds < 3
    assert megabytes < 250


def test_the_process_that_reads_a_pdf_has_a_limit_on_memory():
    from indsatser.importing.dokument.pdf import udtraek

    assert udtraek.MEMORY <= 1024**3
    assert resource.getrlimit(resource.RLIMIT_AS)[0] != udtraek.MEMORY
