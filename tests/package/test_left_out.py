"""Notes, text boxes, pictures and struck-through text, which a list of a sheet's values does not show."""

from __future__ import annotations

import pytest
from stuffed import stuffed

from plan_workbook.package.contents import Contents
from plan_workbook.package.left_out import LeftOut, Remark
from plan_workbook.reading.book import Book

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"
STRUCK = "<r><rPr><strike/></rPr><t>gone</t></r><r><rPr/><t> here</t></r>"


def with_remarks(make):
    """A workbook with a note, a thread and a text box on its sheet Data, and nothing on Notes."""

    def build(book):
        book.add_worksheet("Data").set_landscape()
        book.add_worksheet("Notes")

    return stuffed(make.workbook(build), "Data")


def left_out(content) -> dict[str, LeftOut]:
    """What is left out of each sheet."""
    contents = Contents(content)
    return {page.title: contents.left_out(page) for page in contents.pages}


def of_cells(make, cells, arrows="", **parts):
    """What is read of these cells of a sheet, by address, in a workbook that also points at other parts."""
    content = make.replaced(
        make.drawn("R01"), "xl/_rels/workbook.xml.rels", "</Relationships>", f"{arrows}</Relationships>"
    )
    changed = {SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'}
    changed |= {f"xl/{name}.xml": text for name, text in parts.items()}
    book = Book(Contents(make.changed(content, {name: text.encode() for name, text in changed.items()})))
    return {cell.address: cell for cell in book.find("R01").grid.cells.values()}


def struck(cells):
    """What is struck through in cells and what stands, by address."""
    return {address: (cell.struck, cell.standing) for address, cell in cells.items() if cell.struck}


def pictures(cells):
    return {address for address, cell in cells.items() if cell.picture and cell.blank}


def test_notes_threads_text_boxes_and_pictures_are_found_at_their_cells(make):
    content = with_remarks(make)
    found = left_out(content)
    assert found["Data"] == LeftOut(
        notes=(Remark("B4", "Ask the court"),),
        comments=(Remark("B5", "Is this still so?"),),
        boxes=(Remark("U2", "Waiting for the new system"),),
        pictures=("S2",),
    )
    assert found["Notes"] == LeftOut()


def test_the_replies_of_a_thread_come_after_its_first_comment(make):
    reply = '<threadedComment ref="B5"><text>Yes.</text></threadedComment></ThreadedComments>'
    part = "xl/threadedComments/threadedComment1.xml"
    content = make.replaced(with_remarks(make), part, "</ThreadedComments>", reply)
    assert left_out(content)["Data"].comments == (Remark("B5", "Is this still so?"), Remark("B5", "Yes."))


def test_the_note_that_stands_in_for_a_lost_thread_says_what_the_thread_said(make):
    told = "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    Is it?"
    content = make.replaced(with_remarks(make), "xl/comments1.xml", "[Threaded comment] Is this still so?", told)
    content = make.replaced(content, "xl/threadedComments/threadedComment1.xml", 'ref="B5"', 'ref="C9"')
    found = left_out(content)["Data"]
    assert [note.text for note in found.notes] == ["Ask the court", "Is it?"]


@pytest.mark.parametrize(
    "part", ["xl/comments1.xml", "xl/threadedComments/threadedComment1.xml", "xl/drawings/drawing91.xml"]
)
def test_a_damaged_part_keeps_nobody_from_reading_the_plan(make, part):
    content = make.changed(with_remarks(make), {part: b"<a><b></a>"})
    assert isinstance(left_out(content)["Data"], LeftOut)


def test_struck_through_runs_are_found_in_shared_and_inline_texts(make):
    cells = f'<c r="B1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is>{STRUCK}</is></c><c r="D1" t="s"><v>1</v></c>'
    plain = '<r><rPr><strike val="0"/></rPr><t>stays</t></r>'
    strings = f'<sst xmlns="{MAIN}"><si>{STRUCK}</si><si>{plain}</si></sst>'
    assert struck(of_cells(make, cells, sharedStrings=strings)) == {"B1": ("gone", " here"), "C1": ("gone", " here")}


def test_a_cell_s_own_font_strikes_through_what_has_no_font_of_its_own(make):
    runs = "<is><r><t>gone</t></r><r><rPr><b/></rPr><t> here</t></r></is>"
    cells = (
        f'<c r="A1" s="1"><v>5</v></c><c r="B1" s="1"/><c r="C1" s="1" t="inlineStr">{runs}</c><c r="D1"><v>1</v></c>'
    )
    fonts = '<fonts><font/><font><strike val="1"/></font></fonts>'
    styles = f'<styleSheet xmlns="{MAIN}">{fonts}<cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs></styleSheet>'
    assert struck(of_cells(make, cells, styles=styles)) == {"A1": ("5", ""), "C1": ("gone", " here")}


def test_an_error_that_refers_to_a_rich_value_is_a_picture_unless_that_is_an_error(make):
    cells = "".join(f'<c r="{letter}1" t="e" vm="{n}"><v>#VALUE!</v></c>' for n, letter in enumerate("ABC", 1))
    cells += '<c r="D1" t="e"><v>#VALUE!</v></c>'
    assert pictures(of_cells(make, cells)) == {"A1", "B1", "C1"}
    blocks = "".join(f'<bk><extLst><ext uri="x"><rvb i="{n}"/></ext></extLst></bk>' for n in (0, 1))
    records = '<bk><rc t="1" v="0"/></bk><bk><rc t="1" v="1"/></bk>'
    metadata = f'<futureMetadata name="XLRICHVALUE">{blocks}</futureMetadata><valueMetadata>{records}</valueMetadata>'
    arrows = (
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/sheetMetadata", "metadata.xml"),
        ("http://schemas.microsoft.com/office/2017/06/relationships/rdRichValue", "richData/values.xml"),
        ("http://schemas.microsoft.com/office/2017/06/relationships/rdRichValueStructure", "richData/kinds.xml"),
    )
    added = "".join(f'<Relationship Id="x{n}" Type="{t}" Target="{p}"/>' for n, (t, p) in enumerate(arrows))
    found = of_cells(
        make,
        cells,
        **{
            "metadata": f'<metadata xmlns="{MAIN}">{metadata}</metadata>',
            "richData/values": '<rvData><rv s="0"/><rv s="1"/></rvData>',
            "richData/kinds": '<rvStructures><s t="_localImage"/><s t="_error"/></rvStructures>',
        },
        arrows=added,
    )
    assert pictures(found) == {"A1", "C1"}
