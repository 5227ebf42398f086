"""A council's own template leaves at home who made it and where: in fields, links, hidden text and parts of its own."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from builder import clean_plan
from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from markupsafe import escape
from paper import council_template, edition, pages_of, parts_of, printed, text_of

from plan_workbook.errors import InputError
from plan_workbook.publishing.word.report import word_report

pytestmark = pytest.mark.slow

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
FOLDER = "file:///C:/Users/Jane/Desktop/notes.docx"


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def typed(code: str) -> str:
    """A code as Word may store it, spread over two runs."""
    halves = code[: len(code) // 2], code[len(code) // 2 :]
    return "".join(f'<w:r><w:instrText xml:space="preserve">{escape(half)}</w:instrText></w:r>' for half in halves)


def text(said: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{said}</w:t></w:r>'


def complex_field(code: str, shows: str) -> str:
    return mark("begin") + typed(f" {code} ") + mark("separate") + text(shows) + mark("end")


def simple_field(code: str, shows: str) -> str:
    return f'<w:fldSimple w:instr=" {escape(code)} ">{text(shows)}</w:fldSimple>'


def paragraph(inside: str) -> str:
    return f"<w:p {nsdecls('w', 'r')}>{inside}</w:p>"


def box(inside: str) -> str:
    vml = 'xmlns:v="urn:schemas-microsoft-com:vml"'
    return (
        f"<w:r><w:pict><v:shape {vml}><v:textbox><w:txbxContent><w:p>{inside}</w:p></w:txbxContent></v:textbox>"
        "</v:shape></w:pict></w:r>"
    )


def first(document: Document, *paragraphs: str) -> None:
    """Put paragraphs before all else."""
    for place, each in enumerate(paragraphs):
        document.element.body.insert(place, parse_xml(each))


def notes(document: Document, inside: str) -> Part:
    """Give a document a note at the foot of a page."""
    content = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="2"><w:p>{inside}</w:p></w:footnote></w:footnotes>'
    part = Part(PackURI("/word/footnotes.xml"), f"{WORD}.footnotes+xml", content.encode(), document.part.package)
    document.part.relate_to(part, f"{OFFICE}/footnotes")
    return part


def made(tmp_path, change) -> bytes:
    return word_report(edition(clean_plan(1).read()), council_template(tmp_path / "ours.docx", change))


def nowhere(report: bytes, *words: str) -> None:
    for name, part in parts_of(report).items():
        assert not [word for word in words if word.encode() in part or word in name], name


GONE = (
    "AUTHOR",
    "LASTSAVEDBY \\* MERGEFORMAT",
    "USERNAME",
    "USERINITIALS",
    "USERADDRESS",
    "FILENAME",
    "FILENAME \\p",
    "filename\\p",
    "TEMPLATE",
    'INCLUDEPICTURE "\\\\\\\\Jane\\\\x.png" \\d',
    'INCLUDETEXT "C:\\\\Jane\\\\x.docx"',
    'LINK Excel.Sheet.12 "C:\\\\Jane.xlsx" "A1"',
    'DDE Excel "Jane"',
    'DATABASE \\d "C:\\\\Jane.mdb"',
    "DOCPROPERTY Author",
    'DOCPROPERTY "Manager" \\* Upper',
    "DOCPROPERTY Company",
    'DOCPROPERTY "Checked by"',
    "DOCPROPERTY",
    "INFO LastSavedBy",
    "MERGEFIELD Name",
    "CREATEDATE",
    "SAVEDATE",
    "PRINTDATE",
    "EDITTIME",
    "REVNUM",
)
STAYS = (
    "PAGE",
    "NUMPAGES",
    "SECTIONPAGES",
    'DATE \\@ "yyyy"',
    'TOC \\o "1-3" \\h',
    "REF mark \\h",
    "TITLE",
    "PAGEREF mark",
    'STYLEREF "Heading 1"',
    "SEQ Table",
    'HYPERLINK "https://example.org/"',
    "DOCPROPERTY Title",
    'HYPERLINK "mailto:us@example.org"',
    'HYPERLINK \\l "mark" \\o "file:"',
)


def test_a_field_that_draws_on_a_person_a_computer_or_the_history_goes_with_what_it_showed(tmp_path):
    def change(document: Document) -> None:
        shown = [field(code, "Jane's") for code in GONE for field in (complex_field, simple_field)]
        first(document, *(paragraph(text("Before. ") + each + text("After.")) for each in shown))
        first(document, *(paragraph(box(text("Boxed. ") + each)) for each in shown))
        for place in (document.sections[0].header, document.sections[0].footer):
            for each in shown:
                place._element.append(parse_xml(paragraph(text("Margin. ") + each)))
        notes(document, text("Note. ") + "".join(shown))
        first(document, paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'))

    report = made(tmp_path, change)
    nowhere(report, "Jane", *(code.split()[0].partition("\\")[0] + " " for code in GONE))
    assert text_of(report).count("Before. After.") == 2 * len(GONE)
    parts = parts_of(report)
    assert b"Note. " in parts["word/footnotes.xml"]
    assert parts["word/document.xml"].count(b"Boxed. ") == 2 * len(GONE)
    for part in (parts["word/document.xml"], parts["word/footnotes.xml"]):
        assert b"fldChar" not in part and b"instrText" not in part and b"fldSimple" not in part


def test_a_field_that_numbers_points_or_repeats_stays(tmp_path):
    fields = [paragraph(field(code, "kept")) for code in STAYS for field in (complex_field, simple_field)]
    report = made(tmp_path, lambda document: first(document, *fields))
    body = docx.oxml.parse_xml(parts_of(report)["word/document.xml"])
    kinds = [each.get(qn("w:fldCharType")) for each in body.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"] * len(STAYS)
    assert len(list(body.iter(qn("w:fldSimple")))) == len(STAYS)
    assert parts_of(report)["word/document.xml"].count(b">kept<") == 2 * len(STAYS)


def test_a_field_over_paragraphs_and_tables_goes_whole_and_leaves_no_empty_lines(tmp_path):
    def change(document: Document) -> None:
        begins = mark("begin") + typed(' INCLUDETEXT "C:\\\\Jane.docx" ') + mark("separate")
        cell = f"<w:tc><w:tcPr/>{paragraph(text('Jane in a table'))}</w:tc>"
        table = (
            f'<w:tbl {nsdecls("w")}><w:tblPr/><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr>{cell}</w:tr></w:tbl>'
        )
        first(
            document,
            paragraph(text("One.") + begins + text("Jane 1")),
            paragraph(""),
            paragraph(text("Jane 2")),
            table,
            paragraph(text("Jane 3") + mark("end")),
            paragraph(text("Two.")),
        )

    report = made(tmp_path, change)
    nowhere(report, "Jane")
    assert text_of(report).startswith("One.\nTwo.\n")


def test_fields_in_fields(tmp_path):
    author = complex_field("AUTHOR", "Jane")
    condition = mark("begin") + typed(" IF ") + author + typed(' = "x" "y" ') + mark("separate") + text("Jane")
    sums = mark("begin") + typed(" IF ") + complex_field("PAGE", "1") + typed(' = 1 "a" ') + mark("separate")
    report = made(
        tmp_path,
        lambda document: first(
            document,
            paragraph(text("Worked out: ") + condition + mark("end")),
            paragraph(text("Shown: ") + sums + text("a ") + author + text(" b") + mark("end")),
        ),
    )
    nowhere(report, "Jane", "AUTHOR")
    assert text_of(report).startswith("Worked out: \nShown: 1a  b\n")


def test_all_of_a_field_in_one_run_and_one_that_nothing_ends(tmp_path):
    begin, between, end = (f'<w:fldChar w:fldCharType="{kind}"/>' for kind in ("begin", "separate", "end"))
    author = f"{begin}<w:instrText>AUTHOR</w:instrText>{between}<w:t>Jane</w:t>{end}"
    whole = f"<w:r><w:t>Left </w:t>{author}<w:t>right</w:t></w:r>"
    never = paragraph(text("Open ") + mark("begin") + typed("AUTHOR ") + mark("separate") + text("Jane"))
    report = made(tmp_path, lambda document: first(document, paragraph(whole), never, paragraph(text("goes on"))))
    nowhere(report, "Jane", "AUTHOR")
    assert text_of(report).startswith("Left right\nOpen \ngoes on\n")


@pytest.mark.programs
def test_no_path_of_ours_is_in_a_pdf_where_the_footer_gives_the_name_of_the_file(tmp_path):
    def change(document: Document) -> None:
        document.sections[0].footer._element.append(parse_xml(paragraph(complex_field("FILENAME \\p", "C:\\Jane"))))

    said = " ".join(pages_of(printed(made(tmp_path, change))))
    assert "Page 1 of" in said
    assert "Jane" not in said and "report.docx" not in said and "plan-workbook-" not in said


def linked(document: Document) -> None:
    def key(target: str) -> str:
        return document.part.relate_to(target, f"{OFFICE}/hyperlink", is_external=True)

    targets = (FOLDER, "\\\\server\\Jane\\x.docx", "C:\\Jane\\x.docx", "../Jane/x.docx")
    links = [f'<w:hyperlink r:id="{key(each)}" w:tooltip="Jane">{text("our notes")}</w:hyperlink>' for each in targets]
    web = f'<w:hyperlink r:id="{key("https://example.org/")}">{text("our site")}</w:hyperlink>'
    mail = f'<w:hyperlink r:id="{key("mailto:us@example.org")}">{text("our desk")}</w:hyperlink>'
    code = complex_field('HYPERLINK "file:///C:\\\\Jane.docx"', "our field")
    first(document, *(paragraph(each) for each in (*links, web, mail, code)))


def test_links_to_files_become_text_and_links_to_the_web_stay(tmp_path):
    report = made(tmp_path, linked)
    nowhere(report, "Jane", "file:")
    assert text_of(report).startswith("our notes\n" * 4 + "our site\nour desk\nour field\n")
    relations = parts_of(report)["word/_rels/document.xml.rels"]
    assert b"https://example.org/" in relations and b"mailto:us@example.org" in relations
    assert parts_of(report)["word/document.xml"].count(b"<w:hyperlink ") == 2


def test_a_picture_that_lies_in_a_folder_goes_and_one_of_the_template_stays_without_its_path(tmp_path):
    picture = Path(__file__).parents[3] / "docs" / "pictures" / "report.png"

    def change(document: Document) -> None:
        for _ in range(2):
            document.add_picture(str(picture))
        kept, lost = list(document.element.body.iter(qn("a:blip")))
        names = next(kept.iterancestors(qn("wp:inline"))).find(qn("wp:docPr"))
        names.set("descr", "C:\\Users\\Jane\\logo.png")
        del lost.attrib[qn("r:embed")]
        lost.set(qn("r:link"), document.part.relate_to(FOLDER, f"{OFFICE}/image", is_external=True))

    report = made(tmp_path, change)
    nowhere(report, "Jane")
    drawn = parts_of(report)["word/document.xml"]
    assert drawn.count(b"<w:drawing>") - drawn.count(b'distL="0"') == 1  # the bars are drawn apart from it
    assert b'descr="logo.png"' in parts_of(report)["word/document.xml"]


def test_building_blocks_and_what_they_hold_stay_at_home(tmp_path):
    def change(document: Document) -> None:
        package = document.part.package
        content = f"<w:glossaryDocument {nsdecls('w')}><w:docParts/></w:glossaryDocument>".encode()
        blocks = Part(PackURI("/word/glossary/document.xml"), f"{WORD}.document.glossary+xml", content, package)
        style = Part(PackURI("/word/glossary/styles.xml"), f"{WORD}.styles+xml", b"<Jane/>", package)
        blocks.relate_to(style, f"{OFFICE}/styles")
        document.part.relate_to(blocks, f"{OFFICE}/glossaryDocument")

    report = made(tmp_path, change)
    nowhere(report, "Jane", "glossary")


def test_a_workbook_behind_a_chart_stays_at_home_and_the_chart_goes_out(tmp_path):
    chart = "http://schemas.openxmlformats.org/drawingml/2006/chart"

    def change(document: Document) -> None:
        package = document.part.package
        content = (
            f'<c:chartSpace xmlns:c="{chart}" xmlns:r="{OFFICE}"><c:chart/><c:externalData r:id="rId1"/></c:chartSpace>'
        )
        kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
        drawn = Part(PackURI("/word/charts/chart1.xml"), kind, content.encode(), package)
        book = Part(PackURI("/word/embeddings/Book1.xlsx"), "application/vnd.ms-excel", b"Jane", package)
        drawn.relate_to(book, f"{OFFICE}/package")
        shown = document.part.relate_to(drawn, f"{OFFICE}/chart")
        first(document, paragraph(f'<w:r><c:chart xmlns:c="{chart}" r:id="{shown}"/></w:r>'))

    report = made(tmp_path, change)
    nowhere(report, "Jane", "externalData")
    assert "word/charts/chart1.xml" in parts_of(report)


def test_hidden_text_goes_and_what_only_the_web_hides_stays(tmp_path):
    def change(document: Document) -> None:
        shown = [text("shown 1. ", '<w:vanish w:val="0"/>'), text("shown 2.", "<w:webHidden/>")]
        hidden = text("Jane", "<w:vanish/>")
        note = '<w:r><w:rPr><w:vanish/></w:rPr><w:footnoteReference w:id="2"/></w:r>'
        first(document, paragraph(hidden + "".join(shown) + note))
        document.sections[0].header._element.append(parse_xml(paragraph(hidden)))
        notes(document, text("A remark of Jane"))

    report = made(tmp_path, change)
    nowhere(report, "Jane")
    assert text_of(report).startswith("shown 1. shown 2.\n")


def test_tags_may_be_hidden(tmp_path):
    def change(document: Document) -> None:
        look = "<w:vanish/>"
        tags = (text("{%p for item in items %}", look), text("{{ item.name }}!"), text("{%p endfor %}", look))
        first(document, *map(paragraph, tags))

    assert text_of(made(tmp_path, change)).startswith("Recommendation 1!\n")


def control(shows: str, said: str) -> str:
    binding = f'<w:dataBinding w:xpath="/ns0:a[1]/ns0:{shows}[1]" w:storeItemID="{{1}}"/>'
    return f"<w:sdt><w:sdtPr>{binding}</w:sdtPr><w:sdtContent>{text(said)}</w:sdtContent></w:sdt>"


def test_a_control_that_shows_a_property_is_emptied_unless_it_is_the_title_or_a_tag(tmp_path):
    shown = (("creator", "Jane"), ("Company", "Jane Ltd"), ("title", "Our title. "), ("Company", "{{ authority }}"))
    report = made(tmp_path, lambda document: first(document, paragraph("".join(control(*each) for each in shown))))
    nowhere(report, "Jane", "dataBinding")
    body = parts_of(report)["word/document.xml"].decode()
    assert "Our title. " in body and "{{" not in body


@pytest.mark.parametrize(
    ("element", "kind", "content"),
    [
        ("altChunk", "aFChunk", b"<html><body>Jane</body></html>"),
        ("altChunk", "aFChunk", b"{\\rtf1 Jane}"),
        ("subDoc", "subDocument", b"Jane"),
        ("control", "control", b"<ax:ocx>Jane</ax:ocx>"),
    ],
)
def test_another_document_within_the_template_stays_at_home(element, kind, content, tmp_path):
    def change(document: Document) -> None:
        package = document.part.package
        other = Part(PackURI("/word/other.bin"), "application/octet-stream", content, package)
        key = document.part.relate_to(other, f"{OFFICE}/{kind}")
        inside = f'<w:{element} {nsdecls("w", "r")} r:id="{key}"/>'
        document.element.body.insert(0, parse_xml(inside if element == "altChunk" else paragraph(inside)))

    report = made(tmp_path, change)
    nowhere(report, "Jane", element, kind)


@pytest.mark.parametrize("field", [complex_field, simple_field])
def test_a_tag_in_the_code_of_a_field_is_refused(field, tmp_path):
    def change(document: Document) -> None:
        first(document, paragraph(field('HYPERLINK "https://example.org/{{ title }}"', "our site")))

    with pytest.raises(InputError, match="is the code of a field, which can't have tags in it"):
        made(tmp_path, change)


def test_braces_in_pairs_and_in_formulas_are_texts(tmp_path):
    cases = f'<m:oMath {nsdecls("m")}><m:d><m:dPr><m:begChr m:val="{{"/></m:dPr></m:d></m:oMath>'
    said = text("As in {a} or {b {c} }.")
    report = made(tmp_path, lambda document: first(document, paragraph(said), paragraph(cases)))
    assert text_of(report).startswith("As in {a} or")
