"""Every kind of file that is not a sound workbook is refused in a sentence, before it is read."""

from __future__ import annotations

import io
import random
import struct
import time
import zipfile
import zlib

import pytest

from plan_workbook.package import PackageError, errors, graft, open_safely, safety
from plan_workbook.package.archive import CHUNK, packed_entry
from plan_workbook.package.safety import open_package

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def refusal(tmp_path, content: bytes, name: str = "report.xlsx") -> PackageError:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(PackageError) as caught:
        open_safely(path)
    assert name in str(caught.value)
    return caught.value


@pytest.fixture
def limit(monkeypatch):
    """Sets a limit; what was checked under another is not remembered."""

    def set_(name: str, value: int) -> None:
        monkeypatch.setattr(safety, name, value)
        safety._checked.cache_clear()

    return set_


def test_a_sound_workbook_comes_back_as_its_bytes(make, tmp_path):
    path = tmp_path / "report.XLSM"
    path.write_bytes(make.host())
    assert open_safely(path) == make.host()
    assert open_safely(str(path)) == make.host()


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(errors.FileMissing, match=r"^The file none\.xlsx does not exist"):
        open_safely(tmp_path / "none.xlsx")


def test_a_folder_says_so(tmp_path):
    with pytest.raises(errors.FileIsFolder, match="is a folder"):
        open_safely(tmp_path)


def test_a_path_that_is_not_a_file_is_refused_as_such(tmp_path):
    (tmp_path / "file").write_bytes(b"x")
    for path in (tmp_path / "file" / "report.xlsx", "no\0name.xlsx", tmp_path / ("x" * 300 + ".xlsx")):
        with pytest.raises(PackageError):
            open_safely(path)


def test_a_file_nobody_lets_us_read_says_so(tmp_path, monkeypatch, make):
    path = tmp_path / "report.xlsx"
    path.write_bytes(make.host())

    def denied(self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "read_bytes", denied)
    with pytest.raises(errors.FileNotReadable, match=r"report\.xlsx cannot be read \(Permission denied\)"):
        open_safely(path)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", errors.FileEmpty),
        (b"a,b\n1,2\n", errors.NotAnOfficeFile),
        (b"\xef\xbb\xbf<!DOCTYPE html><html></html>", errors.NotAnOfficeFile),
        (b"<?xml version='1.0'?><Workbook/>", errors.NotAnOfficeFile),
        (b"%PDF-1.7", errors.OtherKindOfFile),
        (b"\0\1\2\3", errors.DamagedWorkbook),
        (OLE + b"\0" * 512 + "Workbook".encode("utf-16-le"), errors.OldWorkbook),
        (OLE + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), errors.PasswordProtected),
        (OLE + b"\0" * 512 + "WordDocument".encode("utf-16-le"), errors.OtherKindOfFile),
        (b"PK\3\4 and then nothing", errors.DamagedWorkbook),
    ],
)
def test_other_files_are_told_apart_by_their_content(tmp_path, content, kind):
    assert type(refusal(tmp_path, content)) is kind


def test_a_zip_with_a_workbook_in_it_says_which(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name in ("returned/housing.xlsx", "returned/letter.docx", "__MACOSX/returned/._housing.xlsx"):
            file.writestr(name, b"PK")
    said = str(refusal(tmp_path, stream.getvalue()))
    assert "report.xlsx is a zip file that holds housing.xlsx: unpack it" in said


def test_the_password_sentence_says_what_to_do(tmp_path):
    error = refusal(tmp_path, OLE + "EncryptedPackage".encode("utf-16-le"))
    assert str(error) == (
        "The file report.xlsx is protected with a password: give the password, or open it in Excel, remove "
        "the password under File > Info > Protect Workbook, and save it."
    )


@pytest.mark.parametrize(
    ("kind", "says"),
    [
        ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "Binary"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "Word"),
        ("application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml", "PowerPoint"),
    ],
)
def test_other_office_files_are_told_by_content_type(make, tmp_path, kind, says):
    ordinary = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    error = refusal(tmp_path, make.replaced(make.host(), "[Content_Types].xml", ordinary, kind))
    assert isinstance(error, errors.OtherKindOfFile)
    assert says in str(error)


def test_an_opendocument_file_is_told_by_its_mimetype(make, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "OpenDocument" in str(refusal(tmp_path, stream.getvalue()))


def test_any_other_zip_is_not_taken_for_a_workbook(tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("photo.jpg", "x")
    assert isinstance(refusal(tmp_path, stream.getvalue()), errors.OtherKindOfFile)


def test_strict_open_xml_is_refused_with_the_way_out(make, tmp_path):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    host = make.replaced(make.host(), "xl/workbook.xml", main, "http://purl.oclc.org/ooxml/spreadsheetml/main")
    assert "Strict Open XML" in str(refusal(tmp_path, host))


def test_a_signed_workbook_may_be_read_but_not_changed(make, tmp_path):
    rel = (
        '<Relationship Id="rId9" Target="_xmlsignatures/origin.sigs" Type='
        '"http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"/></Relationships>'
    )
    host = make.changed(
        make.replaced(make.host(), "_rels/.rels", "</Relationships>", rel), {"_xmlsignatures/origin.sigs": b""}
    )
    path = tmp_path / "signed.xlsx"
    path.write_bytes(host)
    assert open_safely(path) == host
    with pytest.raises(errors.SignedWorkbook, match="digitally signed"):
        graft(host, "Result", make.drawn())


@pytest.mark.parametrize("encoding", ["windows-1251", "GB2312", "Shift_JIS", "iso-8859-15"])
def test_custom_xml_in_the_encoding_of_its_country_does_no_harm(make, tmp_path, encoding):
    part = f"<?xml version='1.0' encoding='{encoding}'?><a>\u0434</a>".encode(encoding, "replace")
    path = tmp_path / "report.xlsx"
    path.write_bytes(make.changed(make.host(), {"customXml/item1.xml": part}))
    assert open_safely(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "windows-1251", "GB2312", "Shift_JIS"])
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels", "[Content_Types].xml"])
def test_a_doctype_is_found_in_every_part_and_encoding(make, look, tmp_path, part, encoding):
    text = look.parts(make.drawn())[part].decode().replace("UTF-8", encoding)
    text = text.replace("?>", '?><!DOCTYPE a [<!ENTITY b "c">]>', 1)
    error = refusal(tmp_path, make.changed(make.drawn(), {part: text.encode(encoding)}))
    assert isinstance(error, errors.UnsafeWorkbook)
    assert part in str(error)


def test_an_encoding_in_which_a_doctype_could_hide_is_refused(make, tmp_path):
    host = make.replaced(make.host(), "xl/workbook.xml", "UTF-8", "UTF-7")
    assert isinstance(refusal(tmp_path, host), errors.UnsafeWorkbook)


@pytest.mark.parametrize(
    "name",
    [
        "../evil.xml",
        "xl/../../evil.xml",
        "/etc/passwd",
        "C:/evil.xml",
        "xl\\evil.xml",
        "xl/e\0il.xml",
        "XL/Workbook.xml",
    ],
)
def test_names_that_lead_outside_or_double_are_refused(make, tmp_path, name):
    harmless = "x" * len(name)  # what writes zips here would set some of these names right
    host = make.changed(make.host(), {harmless: b"x"}).replace(harmless.encode(), name.encode())
    assert isinstance(refusal(tmp_path, host), errors.UnsafeWorkbook)


def test_entries_that_overlap_are_refused(make, tmp_path):
    host = bytearray(make.host())
    at = host.index(b"PK\1\2")
    struct.pack_into("<L", host, at + 20, struct.unpack_from("<L", host, at + 20)[0] + 40)
    assert isinstance(refusal(tmp_path, bytes(host)), errors.UnsafeWorkbook)


def test_an_encrypted_part_is_refused(make, tmp_path):
    host = bytearray(make.host())
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        host[host.index(mark) + offset] |= 1
    assert isinstance(refusal(tmp_path, bytes(host)), errors.UnsafeWorkbook)


def test_an_entry_called_two_names_is_refused(make, tmp_path):
    host = make.host().replace(b"docProps/app.xml", b"docProps/bpp.xml", 1)
    assert isinstance(refusal(tmp_path, host), errors.UnsafeWorkbook)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_unusual_packing_is_refused(make, tmp_path, method):
    assert isinstance(refusal(tmp_path, make.changed(make.host(), {"a.xml": b"x" * 99}, method)), errors.UnsafeWorkbook)


def test_a_part_that_swells_is_refused_without_unpacking_it(make, tmp_path):
    bomb = make.changed(make.host(), {"xl/media/image1.png": bytes(30 << 20)})
    started = time.perf_counter()
    assert isinstance(refusal(tmp_path, bomb), errors.UnsafeWorkbook)
    assert time.perf_counter() - started < 1


def test_a_part_that_lies_about_its_size_is_damaged(make, tmp_path):
    host = bytearray(make.host())
    at = host.index(b"PK\1\2")
    struct.pack_into("<L", host, at + 24, struct.unpack_from("<L", host, at + 24)[0] - 1)
    assert isinstance(refusal(tmp_path, bytes(host)), errors.DamagedWorkbook)


def test_what_is_behind_the_end_of_a_packed_part_is_not_unpacked_for_ever():
    content = b"<a>" + b" " * CHUNK + b"</a>"
    pack = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    packed = pack.compress(content) + pack.flush() + bytes(200)
    assert packed_entry("xl/custom.xml", content)._replace(packed=packed).unpack() == content


def test_too_many_parts_are_refused(make, tmp_path, limit):
    limit("MOST_ENTRIES", 5)
    assert isinstance(refusal(tmp_path, make.host()), errors.UnsafeWorkbook)


def test_too_much_in_all_is_refused(make, tmp_path, limit):
    limit("MOST_UNPACKED", 1000)
    assert isinstance(refusal(tmp_path, make.host()), errors.UnsafeWorkbook)


def test_every_cut_and_most_flipped_bytes_end_in_a_sentence_or_a_workbook(make):
    host, drawn = make.host(), make.drawn()
    for end in range(0, len(host), 211):
        with pytest.raises(PackageError):
            graft(host[:end], "Result", drawn)
    for at in range(0, len(host), 97):
        flipped = bytearray(host)
        flipped[at] ^= 0xFF
        try:
            graft(bytes(flipped), "Result", drawn)
        except PackageError as error:
            assert str(error).startswith("The workbook ")


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "_rels/.rels",
        "[Content_Types].xml",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
    ],
)
@pytest.mark.parametrize(
    "content", [None, b"", b"<a/>", b"<a", b"\xff\xfe<\0"], ids=["missing", "empty", "other", "cut", "half"]
)
def test_a_missing_or_broken_part_never_shows_its_innards(make, part, content):
    host = make.changed(make.host(), {part: content})
    try:
        graft(host, "Data", make.rich("Data"))
    except PackageError as error:
        assert "Error" not in str(error)


def test_a_comment_behind_the_last_entry_survives(make):
    stream = io.BytesIO(make.host())
    with zipfile.ZipFile(stream, "a") as file:
        file.comment = b"made by hand"
    with zipfile.ZipFile(io.BytesIO(graft(stream.getvalue(), "Result", make.drawn()))) as file:
        assert file.comment == b"made by hand"


def test_sizes_behind_the_entries_and_in_64_bits_are_read_and_written_plainly(make, look):
    class Pipe(io.RawIOBase):
        """A stream that cannot go back, so that sizes follow each entry."""

        def __init__(self) -> None:
            self.content = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data) -> int:
            self.content += data
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in look.parts(make.host()).items():
            with file.open(name, "w", force_zip64=True) as entry:
                entry.write(part)
    result = graft(bytes(pipe.content), "Result", make.rich())
    assert look.book(result).sheetnames[-1] == "Result"
    assert b"\xff\xff\xff\xff" not in result
    with zipfile.ZipFile(io.BytesIO(result)) as file:
        assert not any(info.flag_bits & 8 or info.extra for info in file.infolist())


def test_looking_costs_little(make, tmp_path):
    def build(book):
        for number in range(8):
            page = book.add_worksheet(f"S{number}")
            for row in range(400):
                page.write_row(row, 0, [f"text {row} {number} {column}" for column in range(8)])

    path = tmp_path / "large.xlsx"
    path.write_bytes(make.workbook(build))
    assert path.stat().st_size > 100_000
    best = min(_seconds(lambda: open_safely(path)) for _ in range(5))
    assert best < 0.1


def _seconds(action) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def test_a_workbook_of_a_trial_version_of_excel_2007_is_refused(make, tmp_path):
    today = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = make.replaced(make.host(), "xl/workbook.xml", today, "http://schemas.microsoft.com/office/excel/2006/2")
    assert isinstance(refusal(tmp_path, content), errors.OtherKindOfFile)


def test_a_doctype_is_found_whatever_the_part_is_called(make, tmp_path):
    book = make.host()
    for name, content in (
        ("xl/worksheets/sheet9.bin", b"\xef\xbb\xbf <a/><!DOCTYPE b>"),
        ("xl/media/image1.svg", b"<!DOCTYPE svg [<!ENTITY a 'aaaa'>]><svg/>"),
        ("xl/wide", "\ufeff<!DOCTYPE a><a/>".encode("utf-16-le")),
        ("xl/far", b"<a>" + bytes(random.Random(1).randbytes(3 << 20)).replace(b"<", b"<b/>") + b"<!DOCTYPE b>"),
        ("xl/across", b"<a>".ljust(CHUNK - 4) + b"<!DOCTYPE b>"),  # cut in two where one piece ends
    ):
        error = refusal(tmp_path, make.changed(book, {name: content}))
        assert f"{name} has a DOCTYPE" in str(error)


def test_a_picture_may_have_its_usual_doctype(make, tmp_path):
    picture = b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd"><svg/>'
    content = make.changed(make.host(), {"xl/media/image1.svg": picture})
    assert open_package(content).find("xl/media/image1.svg")


def test_many_parts_that_are_harmless_one_by_one_are_not_together(make, tmp_path):
    part = bytes(7 << 20)
    error = refusal(tmp_path, make.changed(make.host(), {f"xl/media/image{n}.png": part for n in range(12)}))
    assert "far too large when unpacked" in str(error)


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 << 20])
def test_a_part_is_unpacked_whole_whatever_its_size(size):
    for content in (bytes(size), random.Random(size).randbytes(size)):
        assert packed_entry("part", content).unpack() == content


@pytest.mark.parametrize(
    "sheet",
    [
        "<!--" + "<c " * 900_000 + "-->",
        f"<x a='{'1' * 2_500_000}'/>",
        "x" * 2_500_000,
        "<![CDATA[" + "<" * 2_500_000 + "]]>",
    ],
    ids=["comment", "attribute", "text", "section"],
)
def test_a_text_without_end_is_refused_before_a_parser_meets_it(sheet, make, tmp_path):
    noise = random.Random(1).randbytes(100_000).hex()  # or it would be packed too well
    content = make.changed(make.host(), {"xl/worksheets/sheet1.xml": f"<a b='{noise}'>{sheet}</a>".encode()})
    assert "sheet1.xml has a text or a comment that is far too long" in str(refusal(tmp_path, content))


@pytest.mark.slow
@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
@pytest.mark.parametrize(("begin", "end"), [("<!--", "-->"), ("<?a ", "?>"), ("<![CDATA[", "]]>")])
def test_a_comment_is_too_long_however_badly_it_is_packed(begin, end, method, make, tmp_path):
    noise = random.Random(1).randbytes(2_000_000).hex().replace("7", "<c ")
    sheet = f"<a>{begin}{noise}{end}</a>".encode()
    content = make.changed(make.host(), {"xl/worksheets/sheet1.xml": sheet}, method)
    assert "sheet1.xml has a text or a comment that is far too long" in str(refusal(tmp_path, content))


def test_many_short_comments_are_not_a_long_one(make):
    noise = random.Random(1).randbytes(4_000)
    sheet = "<a>" + "".join(f"<!-- {noise.hex()} <?b ?> --><b/>" for _ in range(500)) + "</a>"
    content = make.changed(make.host(), {"xl/worksheets/sheet1.xml": sheet.encode()})
    assert open_package(content)


@pytest.mark.parametrize("name", ["customXml/item1.xml", "xl/media/image1.svg"])
def test_files_of_peoples_own_may_have_long_texts(name, make):
    noise = random.Random(1).randbytes(1_500_000).hex()
    content = make.changed(make.host(), {name: f"<svg data='{noise}'/>".encode()})
    assert open_package(content).find(name)


def test_a_part_larger_than_parts_are_is_refused_however_badly_it_is_packed(make, tmp_path, limit):
    content = make.changed(make.host(), {"xl/media/image1.png": random.Random(1).randbytes(200_000)})
    limit("LARGEST_PART", 200_000)
    assert open_package(content)
    limit("LARGEST_PART", 199_999)
    assert "xl/media/image1.png is far too large when unpacked" in str(refusal(tmp_path, content))


def test_print_titles_are_refused_if_those_of_all_sheets_together_are_too_long(make, tmp_path, limit):
    def build(book):
        for sheet in ("Data", "More"):
            book.add_worksheet(sheet).repeat_rows(0)  # Data!$1:$1 has ten characters

    content = make.workbook(build)
    limit("MOST_STEPS", 2 * 10**2)
    assert open_package(content)
    limit("MOST_STEPS", 2 * 10**2 - 1)
    assert "print titles or print areas that are far too long" in str(refusal(tmp_path, content))
