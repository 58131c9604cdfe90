"""Parts of packages, and XML from outside, are read up to a limit and never fetch anything."""

import io

import pytest

from helhedsplan.filer.pakker import BOMBE, FREMMED, MAX_TAGS, ULAESELIG, Pakke, PakkeAfvist, laes_xml
from tests import filer as f

pytestmark = pytest.mark.no_db


def test_parts_are_read_by_name():
    pakke = Pakke(io.BytesIO(f.word()), "docx")
    assert pakke.read("findes/ikke.xml") == b""
    assert pakke.xml("findes/ikke.xml") is None
    assert pakke.xml("word/document.xml").tag.endswith("}document")


def test_a_package_that_is_refused_is_not_opened():
    with pytest.raises(PakkeAfvist, match="makroer"):
        Pakke(io.BytesIO(f.with_parts(f.word(), {"word/vbaProject.bin": b"x"})), "docx")


def test_a_part_is_read_no_further_than_its_limit():
    pakke = Pakke(io.BytesIO(f.word()), "docx")
    with pytest.raises(PakkeAfvist, match="pakkes ud"):
        pakke.read("word/document.xml", limit=10)


def test_word_on_the_web_may_call_its_text_something_else():
    types = (
        '<Types><Override PartName="/word/document2.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    content = f.package({"[Content_Types].xml": types, "word/document2.xml": "<x/>"})
    assert Pakke(io.BytesIO(content), "docx").xml("word/document2.xml").tag == "x"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", ULAESELIG),
        (b"<a>", ULAESELIG),
        (b"<!DOCTYPE a><a/>", FREMMED),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', FREMMED),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), FREMMED),
        (b"<a>" + b"<b/>" * (MAX_TAGS + 1) + b"</a>", BOMBE),
        (b"<a>" * 1000 + b"</a>" * 1000, ULAESELIG),
    ],
)
def test_xml_that_is_broken_foreign_or_too_much_is_refused(content, sentence):
    with pytest.raises(PakkeAfvist) as refused:
        laes_xml(content)
    assert str(refused.value) == sentence


def test_xml_is_read():
    assert laes_xml("<a>Åparken<!-- ikke dette --></a>".encode()).text == "Åparken"
