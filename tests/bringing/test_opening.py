"""The one door for documents: a file is what its content says; one that is not read is refused in a sentence."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
import xlsxwriter
from word_documents import ON, RESTART, abstract, control, document, in_list, num, p, span, styled, tbl, tc, tr

from plan_workbook.bringing.documents import in_excel, in_word
from plan_workbook.bringing.documents.in_excel import read_excel
from plan_workbook.bringing.documents.in_word import read_word
from plan_workbook.bringing.documents.opening import read_content
from plan_workbook.package.contents import Contents
from plan_workbook.package.encryption import OLE
from plan_workbook.package.errors import PackageError


def refusal(content: bytes, name: str = "report.docx") -> str:
    with pytest.raises(PackageError) as refused:
        read_content(content, name)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def zipped(parts: dict[str, str]) -> bytes:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stored.getvalue()


def changed(content: bytes, name: str, before: bytes, after: bytes) -> bytes:
    """A document in which something in one part is replaced."""
    stored = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stored, "w") as new:
        for each in old.namelist():
            part = old.read(each)
            new.writestr(each, part.replace(before, after, 1) if each == name else part)
    return stored.getvalue()


@pytest.fixture(scope="module")
def report() -> bytes:
    return document(styled("Title", "A plan"), tbl(tr("Ref", "Action"), tr("a", "Do this")))


@pytest.mark.parametrize("name", ["report.docx", "REPORT.DOCX", "report.doc", "report", "report.pdf"])
def test_a_word_document_is_read_whatever_its_name_says(report, name):
    assert read_content(report, name).found() == 5


def test_a_document_with_macros_is_read_and_its_macros_are_not_run(report):
    kind = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    with_macros = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    assert read_content(changed(report, "[Content_Types].xml", kind, with_macros), "report.docm").found() == 5


def test_a_document_saved_as_strict_open_xml_is_read(report):
    main = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    assert read_content(changed(report, "word/document.xml", main, strict), "report.docx").found() == 5


def test_links_to_other_files_are_not_followed(report, tmp_path):
    word = docx.Document(io.BytesIO(report))
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    for kind in ("attachedTemplate", "hyperlink", "aFChunk", "header"):
        word.part.relate_to("file:///P:/secret.docx", office + kind, is_external=True)
    word.save(str(tmp_path / "report.docx"))
    assert read_content((tmp_path / "report.docx").read_bytes(), "report.docx").found() == 5


@pytest.mark.parametrize("name", ["plan.csv", "plan.txt", "plan.tsv", "export.xls"])
def test_a_text_with_columns_is_read(name):
    assert read_content(b"Ref,Action\na,Do this\n", name).found() == 4


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"Not found", "is plain text, whatever its name says"),
        (b"<!DOCTYPE html><html>", "is a web page: open it in Word or Excel and save it"),
        (b"\xef\xbb\xbf<html>", "is a web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "is an XML file: open it in Word"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "is a web archive or an email"),
        (b"{\\rtf1\\ansi A plan}", "Rich Text Format (.rtf): open it in Word and save it as Word Document (*.docx)."),
        (b"\x89PNG\r\n\x1a\n", "is a picture (PNG), which is not read: give the Word document"),
        (b"II*\0\0\0\0\0", "is a picture or a scan (TIFF)"),
        (bytes(range(256)), "is of a kind that is not known"),
        (OLE + "WordDocument".encode("utf-16-le"), "old format of Word 97-2003 (.doc): open it in Word and save it"),
        (OLE + "Workbook".encode("utf-16-le"), "old format of Excel 97-2003 (.xls): open it in Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password: give the password, or open it"),
        (OLE + "DRMEncrypted".encode("utf-16-le"), "encrypted for certain people"),
        (OLE + "__nameid_version1.0".encode("utf-16-le"), "is an Outlook message (.msg): save the document attached"),
        (OLE, "an old Office file of another kind"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "is an OpenDocument text (.odt): open it in"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), "an OpenDocument spreadsheet (.ods)"),
        (zipped({"Index/Document.iwa": "x"}), "is a document of Pages or Numbers: export it to Word or Excel"),
        (zipped({"a/b.docx": "x", "__MACOSX/._b.docx": "x"}), "is a zip file that holds b.docx: unpack it, and give"),
        (zipped({}), "is a zip file without a document"),
        (b"PK\3\4 cut off", "is damaged (it is cut off or not a zip file): open it in the program that made it"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)  # fmt: skip
def test_a_file_that_is_not_read_is_refused_with_what_to_do(content, said):
    told = refusal(content)
    assert told.startswith("The file report.docx ") and said in told


def test_a_powerpoint_presentation_is_refused(report):
    kind = b"wordprocessingml.document.main"
    told = refusal(changed(report, "[Content_Types].xml", kind, b"presentationml.presentation.main"))
    assert "is a PowerPoint presentation: copy its tables into Word, and save that." in told


# documents that mean harm


def test_a_document_type_is_refused(report):
    bomb = b'<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document '
    assert "has a DOCTYPE" in refusal(changed(report, "word/document.xml", b"<w:document ", bomb))


def test_a_document_that_unpacks_to_far_too_much_is_refused(report):
    stored = io.BytesIO(report)
    with zipfile.ZipFile(stored, "a", zipfile.ZIP_DEFLATED) as file, file.open("word/media/x.bin", "w") as part:
        for _ in range(40):
            part.write(bytes(1 << 20))
    assert "is far too large when unpacked" in refusal(stored.getvalue())


def test_a_document_of_millions_of_paragraphs_is_refused(report):
    told = refusal(changed(report, "word/document.xml", b"<w:p>", b"<w:p>" + b"<w:p/>" * 700_000))
    assert "it holds far too much" in told and "elements in word/document.xml" in told


def test_a_document_with_too_many_texts_is_refused_before_they_are_read(monkeypatch):
    def read(*_: object) -> None:
        raise AssertionError("it was read before it was counted")

    texts = [*map(p, ["Audits were made."] * 4), p(" "), tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("")))]
    assert read_word(document(*texts), "report.docx").found() == 7
    monkeypatch.setattr(in_word, "MOST_CELLS", 6)
    monkeypatch.setattr(in_word.Story, "blocks", read)
    assert "it holds far too much (7 cells and paragraphs; it may have 6)" in refusal(document(*texts))


@pytest.mark.parametrize("depth", [40, 10_000])
def test_tables_nested_too_deeply_are_refused(report, depth):
    begin, end = b"<w:tbl><w:tr><w:tc>" * depth, b"<w:p/></w:tc></w:tr></w:tbl>" * depth
    spoilt = changed(report, "word/document.xml", b"<w:sectPr", begin + end + b"<w:sectPr")
    assert "nested too deeply" in refusal(spoilt)


def test_spans_over_a_milliard_columns_are_columns_of_the_cells_that_there_are():
    row = tr(tc("a", properties=span(10**9)), tc("b", properties=span(10**20)), properties='<w:gridBefore w:val="-3"/>')
    (table,) = read_word(document(tbl(row, tr("c"))), "report.docx").tables()
    assert (table.rows, table.columns) == (2, 3)


def test_more_columns_than_word_has_are_refused():
    row = "".join(tr(*["x"] * 150, properties=f'<w:gridBefore w:val="{at * 150}"/>') for at in range(2))
    assert "columns in a table" in refusal(document(tbl(row)))


def test_what_goes_round_in_circles_comes_to_an_end():
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("A", "B"), ("B", "A"), ("C", "C"))
    )
    linked = "".join(
        abstract(number, ("decimal", "%1%9%5"), inside=f'<w:numStyleLink w:val="{style}"/>') + num(number, number)
        for number, style in ((1, "A"), (2, "B"))
    )
    found = read_word(
        document(
            styled("A", "x"), styled("C", "y"), in_list("z", 1, 8), in_list("z", 1, 99), styles=styles, numbering=linked
        ),
        "report.docx",
    )
    assert found.found() == 4


def test_a_list_that_counts_very_far_writes_short_numbers():
    level = '<w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="{}"/><w:lvlText w:val="%1"/></w:lvl>'
    for start in ("999999999", "-5", "99999999999999999999"):
        for kind in ("upperRoman", "lowerLetter", "ordinalText"):
            lists = f'<w:abstractNum w:abstractNumId="0">{level.format(start, kind)}</w:abstractNum>' + num(1, 0)
            (passage,) = read_word(document(in_list("x"), numbering=lists), "report.docx").passages()
            assert len(passage.text) < 200


@pytest.mark.slow
def test_cells_that_go_on_down_many_rows_are_read_in_time():
    end = b"</w:tbl>"
    rows = tr(tc("", properties=ON), "").encode() * 6_000
    merged = changed(document(tbl(tr(tc("a", properties=RESTART), "b"))), "word/document.xml", end, rows + end)
    (table,) = read_word(merged, "report.docx").tables()
    assert table.cells[0].down == 6_001


def test_controls_around_controls_are_read_or_refused():
    paragraph = p("x")
    for _ in range(100):
        paragraph = control(paragraph)
    assert read_word(document(paragraph), "report.docx").found() == 1
    begin, end = b"<w:sdt><w:sdtContent>" * 300, b"</w:sdtContent></w:sdt>" * 300
    deep = changed(document(p("x")), "word/document.xml", b"<w:sectPr", begin + b"<w:p/>" + end + b"<w:sectPr")
    assert "nested too deeply" in refusal(deep)


def test_a_workbook_with_far_too_many_cells_is_refused_before_they_are_read(monkeypatch):
    def read(*_: object) -> None:
        raise AssertionError("it was read before it was counted")

    stored = io.BytesIO()
    with xlsxwriter.Workbook(stored) as book:
        sheet = book.add_worksheet()
        for row, texts in enumerate((["Ref", "Action"], ["a", "Audit"], ["b", "Train"])):
            sheet.write_row(row, 0, texts)
    assert read_excel(stored.getvalue(), "plan.xlsx").found() == 6
    monkeypatch.setattr(in_excel, "MOST_IN_DOCUMENT", 2)
    monkeypatch.setattr(in_excel, "_SURELY_TOO_MUCH", 4)
    monkeypatch.setattr(Contents, "cells", read)
    with pytest.raises(PackageError) as refused:
        read_excel(stored.getvalue(), "plan.xlsx")
    assert "it holds far too much (6 cells; it may have 2)" in str(refused.value)
