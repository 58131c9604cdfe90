"""The ZIP: safe names, checksums that verify, and what cannot be read leaves no trace."""

import hashlib
import shutil
import subprocess
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from reporting.pakke import Pakke, Post, Udeladt, af_bytes, fyld
from reporting.pakke.fyld import AENDRET, FOR_STOR
from reporting.pakke.navne import navn_af, nummereret, sikkert_navn
from reporting.pakke.skriv import Aendret

pytestmark = pytest.mark.no_db
DAG = date(2026, 3, 1)


def post(navn="a.txt", content=b"a", mappe=("1 Aftalen",), **said):
    return Post(mappe, navn, navn, af_bytes(lambda: content), **said)


def pak(*poster, **said):
    """The ZIP of these, and what became of each."""
    out = BytesIO()
    with Pakke(out, dag=DAG, **said) as pakke:
        linjer = list(fyld(pakke, poster))
    return out.getvalue(), linjer


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Årsrapport æøå.pdf", "Årsrapport æøå.pdf"),
        ("A\u030arsrapport.pdf", "Årsrapport.pdf"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("..", "fil"),
        ("", "fil"),
        ("/", "fil"),
        ("C:evil.pdf", "C-evil.pdf"),
        ("Delaftale 1: Tryghed.pdf", "Delaftale 1 - Tryghed.pdf"),
        ("con.pdf", "_con.pdf"),
        ("NUL", "_NUL"),
        ("a\nb\x00c\u202efdp.exe", "abcfdp.exe"),
        ("rapport. . ", "rapport"),
        ('a<b>"c"|d?*.pdf', "a-b-c-d-.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
        ("x" * 300, "x" * 120),
        ("a." + "y" * 300, "a." + "y" * 118),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(name, safe):
    assert sikkert_navn(name) == safe
    assert sikkert_navn(safe) == safe


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Delaftale 2: Børn/unge & familier.pdf", "Delaftale 2 - Børn-unge & familier.pdf"),
        ("2019-03-01 Styregruppe / følgegruppe", "2019-03-01 Styregruppe-følgegruppe"),
        ("Æ/ø\\å:*?.zip", "Æ-ø-å-.zip"),
        ("Delaftale " + "meget lang " * 20 + ".pdf", ("Delaftale " + "meget lang " * 20)[:116].rstrip() + ".pdf"),
    ],
)
def test_a_slash_in_a_title_parts_words_and_costs_none_of_them(title, name):
    assert navn_af(title) == name


def test_the_second_of_a_name_gets_a_number_whatever_the_size_of_its_letters():
    taken: set[str] = set()
    names = ["a.pdf", "A.pdf", "a (2).pdf", "uden", "uden", ".skjult", ".skjult"]
    assert [nummereret(name, taken) for name in names] == [
        "a.pdf",
        "A (2).pdf",
        "a (2) (2).pdf",
        "uden",
        "uden (2)",
        ".skjult",
        ".skjult (2)",
    ]


def test_the_checksums_are_those_of_the_files_and_sha256sum_agrees(tmp_path):
    content, _ = pak(post("Årsrapport.pdf", b"1"), post("../../x.txt", b"2" * 5_000_000), post("Årsrapport.pdf", b"3"))
    with ZipFile(BytesIO(content)) as zipped:
        lines = zipped.read("kontrolsummer.sha256").decode().splitlines()
        told = {path: summed for summed, _, path in (line.partition("  ") for line in lines)}
        assert set(told) == set(zipped.namelist()) - {"kontrolsummer.sha256"}
        assert "1 Aftalen/Årsrapport (2).pdf" in told
        for path, summed in told.items():
            assert hashlib.sha256(zipped.read(path)).hexdigest() == summed
        zipped.extractall(tmp_path)
    if tool := shutil.which("sha256sum"):
        assert (
            subprocess.run([tool, "-c", "--strict", "kontrolsummer.sha256"], cwd=tmp_path, check=False).returncode == 0
        )


def test_the_same_files_on_the_same_day_give_the_same_bytes():
    assert pak(post(), post("b.pdf"))[0] == pak(post(), post("b.pdf"))[0]


def test_what_fails_halfway_is_not_in_and_the_rest_is():
    def breaks():
        yield b"half of it"
        raise Udeladt("filen kan ikke læses")

    broken = Post(("1 Aftalen",), "brudt.pdf", "Brudt", breaks)
    content, linjer = pak(post("a.txt"), broken, post("c.txt"))
    assert [linje.mangler for linje in linjer] == ["", "filen kan ikke læses", ""]
    with ZipFile(BytesIO(content)) as zipped:
        assert zipped.testzip() is None
        assert zipped.namelist() == ["1 Aftalen/a.txt", "1 Aftalen/c.txt", "kontrolsummer.sha256"]


def test_a_file_that_is_not_the_one_its_checksum_is_of_stays_out():
    right = hashlib.sha256(b"a").hexdigest()
    content, linjer = pak(post(sha256=right), post("b.txt", b"b", sha256=right))
    assert [linje.mangler for linje in linjer] == ["", AENDRET]
    with ZipFile(BytesIO(content)) as zipped, pytest.raises(KeyError):
        zipped.read("1 Aftalen/b.txt")
    with Pakke(BytesIO(), dag=DAG) as pakke, pytest.raises(Aendret):
        pakke.laeg((), "b.txt", [b"b"], sha256=right)


def test_a_file_that_makes_it_too_large_stays_out_and_a_smaller_one_after_it_is_in():
    _, linjer = pak(post("a", b"x" * 6), post("b", b"x" * 6), post("c", b"x" * 4), stoerst=10)
    assert [linje.mangler for linje in linjer] == ["", FOR_STOR, ""]
