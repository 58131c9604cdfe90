"""Files are taken for what they are, not for what they are called; each refusal is a sentence with a way out."""

import io
import struct
import time
import unicodedata
import zipfile
import zlib

import pikepdf
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile

from helhedsplan.filer import FILARTER, MAX_NAME, PDF_CSP, ValideretFil, eget_navn, filart, proces, tjek_fil
from helhedsplan.filer import kontrol as kontrolmodul
from helhedsplan.filer.pakker import MAX_PARTS
from tests import filer as f

pytestmark = pytest.mark.no_db

GOOD = {
    "Kommissorium.docx": f.word,
    "Budget.xlsx": f.excel,
    "Referat.odt": f.odt,
    "Aftale.pdf": f.pdf,
    "AFTALE.PDF": f.pdf,
    "Kort.png": f.picture,
    "Kort.gennemsigtigt.png": lambda: f.picture(mode="RGBA"),
    "Fest.jpg": lambda: f.picture("JPEG"),
    "Fest.jpeg": lambda: f.picture("JPEG"),
    "Noter.txt": lambda: "Trygheden på Åparken\r\n".encode(),
    "Windows.txt": lambda: "Trygheden på Åparken".encode("cp1252"),
    "Excel.txt": lambda: "Trygheden på Åparken".encode("utf-16"),
    "Tal.csv": lambda: "\ufeffår;antal\n2019;42.128.000\n".encode(),
}


def refusal(name: str, content: bytes) -> str:
    """The sentence that refuses the file, or "" when it is taken."""
    try:
        tjek_fil(f.upload(name, content))
    except ValidationError as refused:
        (sentence,) = refused.messages
        return sentence
    return ""


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_is_taken(name):
    assert refusal(name, GOOD[name]()) == ""


def test_there_is_a_good_file_of_every_kind():
    assert {filart(name).ending for name in GOOD} == set(FILARTER)


def test_a_file_can_be_read_from_its_beginning_afterwards():
    file = f.upload("Aftale.pdf", f.pdf())
    tjek_fil(file)
    assert file.read(5) == b"%PDF-"


def test_a_file_that_came_by_way_of_the_disk_is_looked_through_too():
    with TemporaryUploadedFile("Aftale.pdf", "application/pdf", 0, None) as file:
        file.write(f.pdf())
        file.size = file.tell()
        tjek_fil(file)
    with TemporaryUploadedFile("Aftale.pdf", "application/pdf", 0, None) as file:
        file.write(b"MZ\x90\x00")
        file.size = 4
        with pytest.raises(ValidationError):
            tjek_fil(file)


def test_form_and_model_and_service_ask_but_it_is_looked_through_once(monkeypatch):
    file = f.upload("Aftale.pdf", f.pdf())
    tjek_fil(file)
    monkeypatch.setattr("helhedsplan.filer._refuse_content", lambda *_: pytest.fail("again"))
    tjek_fil(file)


# --- Names and sizes


@pytest.mark.parametrize(
    "name", ["regning.exe", "a.pdf.exe", "makro.docm", "side.html", "kort.svg", "x.js", "uden", ".pdf.", "x.doc"]
)
def test_other_kinds_are_refused_with_a_list_of_those_that_can_be_chosen(name):
    sentence = refusal(name, b"MZ")
    assert "kan ikke vælges" in sentence
    assert "csv, docx, jpeg, jpg, odt, pdf, png, txt, xlsx" in sentence
    assert "20 MB" in sentence


def test_an_empty_file_is_refused():
    assert refusal("Aftale.pdf", b"") == "Filen er tom."


def test_a_file_may_be_as_big_as_the_setting_says_and_no_bigger(settings):
    settings.FIL_MAX_MB = 1
    assert refusal("Noter.txt", b"a" * 1024 * 1024) == ""
    assert refusal("Noter.txt", b"a" * (2 * 1024 * 1024)) == "Filen er for stor. Den må højst fylde 1 MB."


def test_a_name_may_be_long_but_not_endless():
    assert refusal(f"{'å' * (MAX_NAME - 4)}.txt", b"a") == ""
    assert f"{MAX_NAME + 1} tegn" in refusal(f"{'å' * (MAX_NAME - 3)}.txt", b"a")


def test_a_cpr_number_in_the_name_is_refused_without_showing_it():
    sentence = refusal("Referat 010190-1234.txt", b"a")
    assert sentence.startswith("Filens navn: Der står noget, der ligner et CPR-nummer («0101…»)")
    assert "1234" not in sentence


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Økonomi på Åparken.pdf", "Økonomi på Åparken.pdf"),
        (unicodedata.normalize("NFD", "Årsplan.pdf"), "Årsplan.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\Mette\\Aftale.pdf", "Aftale.pdf"),
        ("a\r\nSet-Cookie: x.txt", "aSet-Cookie: x.txt"),
        ("fdp\u202ecod.exe.pdf", "fdpcod.exe.pdf"),
        ("a\x00.pdf", "a.pdf"),
    ],
)
def test_the_name_that_is_kept_is_the_persons_own_and_harmless(sent, kept):
    assert eget_navn(sent) == kept


@pytest.mark.parametrize("megabytes", [1, 3, 12])
def test_no_more_than_the_limit_is_kept_of_what_a_browser_sends(rf, settings, megabytes):
    settings.FIL_MAX_MB = 2
    request = rf.post("/", {"fil": f.upload("a.txt", b"a" * (megabytes * 1024 * 1024)), "note": "Bevaret"})
    form = Form(request.POST, request.FILES)
    assert request.POST["note"] == "Bevaret"
    assert request.FILES["fil"].size <= 2 * 1024 * 1024 + 64 * 1024
    assert form.is_valid() is (megabytes < 2)
    assert form.errors.get("fil", []) == ([] if megabytes < 2 else ["Filen er for stor. Den må højst fylde 2 MB."])
    request.close()


# --- Content


PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00" + b"\x00" * 200


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a.xlsx", "a.odt", "a.png", "a.jpg"])
@pytest.mark.parametrize("content", [PROGRAM, b"<html><script>alert(1)</script>", b"\x00", "Tekst på dansk".encode()])
def test_something_else_under_a_good_name_is_refused(name, content):
    assert "indholdet er noget andet" in refusal(name, content)


@pytest.mark.parametrize(("name", "content"), [("a.png", "JPEG"), ("a.jpg", "PNG")])
def test_one_picture_under_the_others_name_is_refused(name, content):
    assert "indholdet er noget andet" in refusal(name, f.picture(content))


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
@pytest.mark.parametrize("content", [PROGRAM, b"\x00\x01", b"a\x00b", b"\x89PNG\r\n\x1a\n", b"\x81\x8d"])
def test_what_is_no_text_is_refused_as_text(name, content):
    assert "ikke ren tekst" in refusal(name, content)


def test_a_cpr_number_in_a_text_file_is_refused():
    sentence = refusal("Tal.csv", b"navn;cpr\nx;0101901234\n")
    assert sentence.startswith("I filen: ")
    assert "0101901234" not in sentence


# --- PDF


def js():
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch():
    return pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")


def _on_opening(document):
    document.Root.OpenAction = js()


def _program_on_opening(document):
    document.Root.OpenAction = launch()


def _in_a_note(document):
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=launch())
    document.pages[0].Annots = pikepdf.Array([note])


def _in_the_names(document):
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["a", document.make_indirect(js())]))
    document.Root.Names = pikepdf.Dictionary(JavaScript=document.make_indirect(tree))


def _deep(document):
    inner = pikepdf.Dictionary(A=js())
    for _ in range(30):
        inner = pikepdf.Dictionary(X=pikepdf.Array([inner]))
    document.Root.PieceInfo = inner


@pytest.mark.parametrize("change", [_on_opening, _program_on_opening, _in_a_note, _in_the_names, _deep])
@pytest.mark.parametrize("packed", [False, True])
def test_a_pdf_with_code_is_refused_wherever_the_code_is(change, packed):
    mode = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    assert "indeholder kode" in refusal("a.pdf", f.pdf(change, object_stream_mode=mode))


def test_a_pdf_with_links_and_bookmarks_is_taken():
    def change(document):
        link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://www.lbf.dk/")
        note = pikepdf.Dictionary(Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=link)
        document.pages[0].Annots = pikepdf.Array([note])

    assert refusal("a.pdf", f.pdf(change)) == ""


@pytest.mark.parametrize("user", ["hemmelig", ""])
def test_a_locked_pdf_is_refused(user):
    locked = f.pdf(encryption=pikepdf.Encryption(owner="ejer", user=user))
    assert "låst" in refusal("a.pdf", locked)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\nsludder", f.pdf()[:200]])
def test_half_a_pdf_is_refused(content):
    assert "kan ikke læses" in refusal("a.pdf", content)


def _pdf_with_packed_objects(packed: bytes) -> bytes:
    """A PDF of one page, written by hand: its sixth object is in the packed stream, which pikepdf would pack anew."""
    stream = f"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length {len(packed)} >>\nstream\n".encode()
    objects = {
        1: b"<< /Type /Catalog /Pages 3 0 R /Extra 6 0 R >>",
        2: stream + packed + b"\nendstream",
        3: b"<< /Type /Pages /Count 1 /Kids [5 0 R] >>",
        5: b"<< /Type /Page /Parent 3 0 R /MediaBox [0 0 9 9] /Resources << >> >>",
    }
    body, at = b"%PDF-1.7\n", {}
    for number, content in objects.items():
        at[number] = len(body)
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    places = [(0, 0, 0), (1, at[1], 0), (1, at[2], 0), (1, at[3], 0), (1, len(body), 0), (1, at[5], 0), (2, 2, 0)]
    rows = b"".join(struct.pack(">BIB", *place) for place in places)
    xref = f"4 0 obj\n<< /Type /XRef /Size 7 /W [1 4 1] /Root 1 0 R /Length {len(rows)} >>\nstream\n".encode()
    return body + xref + rows + f"\nendstream\nendobj\nstartxref\n{len(body)}\n%%EOF\n".encode()


def _packed(content: bytes, megabytes: int) -> bytes:
    """The content and so many megabytes of blanks, without ever holding them."""
    packer = zlib.compressobj(9)
    head = packer.compress(content) + packer.flush(zlib.Z_FULL_FLUSH)
    megabyte = packer.compress(b" " * 1024 * 1024) + packer.flush(zlib.Z_FULL_FLUSH)
    # The blanks of the first megabyte again and again: only the check sum at the end is wrong, if more than one.
    return head + megabyte * megabytes + packer.flush()


def test_a_pdf_that_swells_when_it_is_read_costs_little_and_hides_nothing():
    """Two gigabytes packed into two megabytes, where the code might be."""
    assert refusal("a.pdf", _pdf_with_packed_objects(_packed(b"6 0 << /A 1 >> ", 1))) == ""
    assert "kode" in refusal("a.pdf", _pdf_with_packed_objects(_packed(b"6 0 << /S /Launch >> ", 1)))
    bomb = _pdf_with_packed_objects(_packed(b"6 0 << /A 1 >> ", 2048))
    assert len(bomb) < 3 * 1024 * 1024
    began = time.monotonic()
    assert refusal("a.pdf", bomb) in {proces.SVAR["ulaeselig"], proces.FOR_HEAVY}
    assert time.monotonic() - began < proces.SECONDS


def test_a_check_that_takes_too_long_is_ended_and_says_so(monkeypatch, tmp_path):
    slow = tmp_path / "kontrol.py"
    slow.write_text("import time\ntime.sleep(60)\n")
    monkeypatch.setattr(proces, "SCRIPT", slow)
    monkeypatch.setattr(proces, "SECONDS", 0.5)
    assert "for tung" in refusal("a.pdf", f.pdf())


def test_a_check_that_breaks_down_refuses(monkeypatch, tmp_path):
    broken = tmp_path / "kontrol.py"
    broken.write_text("import sys\nsys.stdout.write('ok')\nsys.exit(3)\n")
    monkeypatch.setattr(proces, "SCRIPT", broken)
    assert "for tung" in refusal("a.pdf", f.pdf())


def test_the_check_gets_no_environment(monkeypatch, tmp_path):
    told = tmp_path / "kontrol.py"
    told.write_text("import os, sys\nsys.stdout.write('kode' if 'DJANGO_SECRET_KEY' in os.environ else 'ok')\n")
    monkeypatch.setenv("DJANGO_SECRET_KEY", "hemmelig")
    monkeypatch.setattr(proces, "SCRIPT", told)
    assert refusal("a.pdf", f.pdf()) == ""


def test_the_check_answers_only_what_there_are_words_for():
    for content, said in [(f.pdf(), "ok"), (f.pdf(_on_opening), "kode"), (b"%PDF-", "ulaeselig")]:
        assert kontrolmodul.pdf(io.BytesIO(content)) == said
        assert said in proces.SVAR
    assert kontrolmodul.billede(io.BytesIO(f.picture()), "PNG") == "ok"
    assert kontrolmodul.billede(io.BytesIO(f.picture()), "JPEG") == "ulaeselig"


# --- Pictures


def _png_claiming(width: int, height: int) -> bytes:
    """A small PNG whose header promises a huge picture."""
    content = f.picture()
    head = b"IHDR" + struct.pack(">II", width, height) + content[24:29]
    return content[:12] + head + struct.pack(">I", zlib.crc32(head)) + content[33:]


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_unpacked():
    assert "50 millioner" in refusal("a.png", _png_claiming(60_000, 60_000))


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_half_a_picture_is_refused(kind):
    content = f.picture(kind, (300, 300))
    name = "a.png" if kind == "PNG" else "a.jpg"
    assert "kan ikke læses" in refusal(name, content[: len(content) // 2])


# --- Word, Excel and OpenDocument


@pytest.mark.parametrize(
    ("name", "make", "part"),
    [
        ("a.docx", f.word, "word/vbaProject.bin"),
        ("a.docx", f.word, "word/vbaData.xml"),
        ("a.docx", f.word, "WORD/VBAPROJECT.BIN"),
        ("a.docx", f.word, "word/activeX/activeX1.bin"),
        ("a.xlsx", f.excel, "xl/vbaProject.bin"),
        ("a.xlsx", f.excel, "xl/macrosheets/sheet1.xml"),
        ("a.odt", f.odt, "Basic/Standard/Module1.xml"),
        ("a.odt", f.odt, "Scripts/python/a.py"),
    ],
)
def test_a_document_with_macros_is_refused(name, make, part):
    assert "makroer" in refusal(name, f.with_parts(make(), {part: b"x"}))


def test_a_macro_document_that_was_renamed_is_refused():
    types = zipfile.ZipFile(io.BytesIO(f.word())).read("[Content_Types].xml").decode()
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    assert main in types
    renamed = types.replace(main, "application/vnd.ms-word.document.macroEnabled.main+xml")
    assert "makroer" in refusal("a.docx", f.with_parts(f.word(), {"[Content_Types].xml": renamed}, instead=True))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", f.excel()),
        ("a.xlsx", f.word()),
        ("a.odt", f.word()),
        ("a.docx", f.odt()),
        ("a.docx", f.package({"a.exe": PROGRAM})),
        ("a.docx", f.word()[:-100]),
        ("a.docx", f.word()[:300]),
        ("a.docx", b"PK\x03\x04" + b"\x00" * 100),
        ("a.docx", b"PK\x03\x04PK\x05\x06" + b"\xff" * 18),
        ("a.odt", f.with_parts(f.odt(), {"mimetype": "application/x-msdownload"}, instead=True)),
        ("a.docx", f.with_parts(f.word(), {"../../etc/cron.d/x": b"x"})),
        ("a.docx", f.with_parts(f.word(), {"/etc/x": b"x"})),
        ("a.docx", f.with_parts(f.word(), {"C:\\x": b"x"})),
        ("a.docx", f.with_parts(f.word(), {"[Content_Types].xml": b" " * 2_000_000}, instead=True)),
        ("a.xlsx", f.with_parts(f.excel(), {f"xl/x{number}": b"" for number in range(MAX_PARTS)})),
    ],
)
def test_a_package_that_is_not_the_document_it_says_is_refused(name, content):
    assert "kan ikke læses" in refusal(name, content)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name_are_refused():
    out = io.BytesIO(f.word())
    with zipfile.ZipFile(out, "a") as pakke:
        pakke.writestr("word/document.xml", "<en-anden/>")
    assert "kan ikke læses" in refusal("a.docx", out.getvalue())


@pytest.mark.parametrize("megabytes", [20, 400])
def test_a_package_that_swells_is_refused(megabytes):
    bomb = f.with_parts(f.excel(), {"xl/worksheets/sheet9.xml": b" " * (megabytes * 1024 * 1024)})
    assert len(bomb) < 1024 * 1024
    assert "pakkes ud" in refusal("a.xlsx", bomb)


def test_parts_that_share_their_bytes_are_refused():
    """Many entries in the list, all pointing at one packed part: little to send, much to unpack."""
    content = bytearray(f.with_parts(f.excel(), {"xl/big.bin": bytes(range(256)) * 40}))
    out = io.BytesIO(bytes(content))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as pakke:
        big = pakke.getinfo("xl/big.bin")
        for number in range(3000):
            again = zipfile.ZipInfo(f"xl/{number}.bin")
            again.compress_type, again.header_offset = big.compress_type, big.header_offset
            again.CRC, again.compress_size, again.file_size = big.CRC, big.compress_size, big.file_size
            pakke.filelist.append(again)
            pakke.NameToInfo[again.filename] = again
        pakke._didModify = True
    assert "pakkes ud" in refusal("a.xlsx", out.getvalue())


def test_a_large_honest_sheet_is_taken():
    assert refusal("a.xlsx", f.excel(rows=30_000)) == ""


def test_a_locked_or_old_office_file_is_refused():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    assert "adgangskode" in refusal("a.docx", old)
    assert "adgangskode" in refusal("a.xlsx", old)


def test_a_locked_package_is_refused():
    content = bytearray(f.word())
    at = content.rfind(b"PK\x01\x02")
    content[at + 8] |= 1
    assert "adgangskode" in refusal("a.docx", bytes(content))
    encrypted = f.with_parts(f.odt(), {"META-INF/manifest.xml": "<manifest:encryption-data/>"}, instead=True)
    assert "adgangskode" in refusal("a.odt", encrypted)


# --- The form


class Form(forms.Form):
    fil = ValideretFil(label="Fil", required=False)


def test_a_form_says_the_sentence_at_its_file():
    form = Form({}, {"fil": f.upload("a.exe", PROGRAM)})
    assert "kan ikke vælges" in form.errors["fil"][0]
    assert Form({}, {"fil": f.upload("a.pdf", f.pdf())}).is_valid()
    assert Form({}, {}).is_valid()
    assert Form({}, {"fil": f.upload("a.pdf", b"")}).errors["fil"] == ["Filen er tom."]


def test_a_form_says_beforehand_what_can_be_chosen():
    html = str(Form()["fil"])
    assert 'accept=".pdf,.docx,.xlsx,.odt,.png,.jpg,.jpeg,.txt,.csv"' in html
    assert "Højst 20 MB" in Form()["fil"].help_text


def test_only_pictures_and_pdf_are_shown_and_nothing_runs():
    shown = {art.ending for art in FILARTER.values() if art.shown_in_browser}
    assert shown == {"pdf", "png", "jpg", "jpeg"}
    for art in FILARTER.values():
        assert "default-src 'none'" in art.policy
        assert "script" not in art.policy
        assert ("sandbox" in art.policy) is (art.ending != "pdf")
    assert FILARTER["pdf"].policy == PDF_CSP
