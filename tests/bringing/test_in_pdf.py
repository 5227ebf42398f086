"""A PDF that a council brings: its tables and texts, and what can't be read, in a sentence."""

import io
import sys
import zlib
from pathlib import Path

import docx
import pdfplumber
import pytest
from docx.oxml.ns import qn
from paper_pdf import Paper, letters_in, letters_printed, pdf_of, rows, written

from plan_workbook.bringing.documents.in_pdf import read_pdf
from plan_workbook.bringing.documents.pdf.document import document_of
from plan_workbook.bringing.documents.pdf.grid import rows_of
from plan_workbook.bringing.documents.pdf.process import read_in_own_process
from plan_workbook.bringing.documents.pdf.ruled import Part, Printed
from plan_workbook.bringing.documents.pdf.text import lines_of
from plan_workbook.errors import InputError

if sys.platform != "win32":
    import resource

REAL = Path(__file__).resolve().parents[2].parent / "shared" / "imports" / "december-2017.pdf"

WIDTHS = (40, 200, 100, 60)  #: points
HEADINGS = ["Ref", "Action", "Lead", "RAG"]


def read(*pages):
    return document_of(pdf_of(*pages), "plan.pdf")


def read_chars(text):
    """The characters of a text as pdfplumber describes them."""
    with pdfplumber.open(io.BytesIO(pdf_of(Paper().text(50, 60, text)))) as pdf:
        return pdf.pages[0].chars


def only_table(document):
    (table,) = document.tables()
    return table


def test_a_ruled_table_is_read_cell_by_cell_with_where_each_is():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS, ["a.", "Write it down", "Jo Hart", "G"]])
    table = only_table(read(page))
    assert rows(table) == [HEADINGS, ["a.", "Write it down", "Jo Hart", "G"]]
    assert table.where == "plan.pdf, page 1, table 1"
    assert table.by_place()[1, 2].where == "page 1, table 1, row 2, column 3"


def test_merged_cells_go_over_the_rows_and_columns_that_the_lines_show():
    page = Paper()
    page.table(100, WIDTHS, [["Indicator", None, "Lead", "RAG"], ["Ref", "Text", "^", "^"], ["1", "Two", "Jo", "G"]])
    places = only_table(read(page)).by_place()
    assert (places[0, 1].text, places[0, 1].across) == ("Indicator", 2)
    assert (places[1, 2].text, places[1, 2].down) == ("Lead", 2)
    assert places[2, 1].text == "Two"


def test_the_colour_behind_a_cell_is_its_fill_also_without_text():
    page = Paper()
    page.table(
        100, WIDTHS, [HEADINGS, ["a.", "Write it", "Jo", ("", (0, 0.69, 0.31))], ["b.", "x", "Al", ("", (1, 1, 1))]]
    )
    table = only_table(read(page))
    assert table.by_place()[1, 3].fill == "00B04F"
    assert (2, 3) not in table.by_place()


@pytest.mark.parametrize(
    "text",
    [
        "Work with partners to finish the strategy in time, and go on.\n\u2022 one\n\u2022 another of them",
        "A full and frank re-examination of all that was done",
        "The full range of all pre- and post-birth assessments",
        "Recruit foster carers (new and/or old) in the year",
        "Rate the whole area 2017-18",
    ],
    ids=("bullets", "hyphen", "hanging hyphen", "slash", "years"),
)
def test_lines_that_wrap_are_one_paragraph_and_words_with_hyphens_stay_words(text):
    for width in range(72, 200, 25):
        page = Paper()
        page.table(100, (width, 400), [["Progress", "Lead"], [text, "a full rate of all the examination"]])
        assert only_table(read(page)).by_place()[1, 0].text == text


def test_a_word_that_is_wider_than_its_column_stays_one_word():
    page = Paper()
    page.table(100, (100, 58), [["Action", "Rec"], ["Write", ""]], high=40)
    page.text(154, 144, "Recommend").text(154, 156, "ation 4")
    assert only_table(read(page)).by_place()[1, 1].text == "Recommendation 4"


def test_columns_whose_words_are_cut_are_named_for_a_person_to_compare():
    page = Paper()
    page.table(100, (100, 58), [["Action", "Finding"], *[["Write", ""]] * 3], high=40)
    for row in range(3):
        page.text(154, 144 + 40 * row, "Recommend").text(154, 156 + 40 * row, "ation 4")
    document = read(page)
    assert only_table(document).by_place()[3, 1].text == "Recommendation 4"
    (doubt,) = document.doubts
    assert "words are cut" in doubt
    assert "what was read from 'Finding' with the document" in doubt


def test_a_line_that_ends_early_ends_its_paragraph():
    page = Paper()
    page.table(
        100, (200, 100), [["Progress", "Lead"], ["Recommendation Lead: JO HART\nWork goes on.\nIt is GREEN.", "Jo"]]
    )
    assert only_table(read(page)).by_place()[1, 0].text == "Recommendation Lead: JO HART\nWork goes on.\nIt is GREEN."


def cut(first_page, second_page):
    """What is read of a table that goes on over a page; the first page's row ends at its foot."""
    one, two = Paper(), Paper()
    one.text(50, 60, "Priority 1: Practice", 14, True)
    one.table(600, WIDTHS, [HEADINGS, *first_page], bold_first=True)
    end = two.table(60, WIDTHS, second_page)
    two.text(50, end + 40, "Afterwards")
    return read(one, two)


A = ["a.", "Write it down", "Jo Hart", "G"]
B = ["b.", "Read what was written, and talk about it with all of the partners who were at the", "Al Lee", "G"]


def test_a_row_that_a_page_cuts_is_one_row():
    table = only_table(cut([A, B], [["", "meeting.", "", ""], ["c.", "Sum it up", "Jo Hart", "A"]]))
    assert rows(table)[2] == [
        "b.",
        "Read what was written, and talk about it with all of the partners who were at the meeting.",
        "Al Lee",
        "G",
    ]
    assert rows(table)[3] == ["c.", "Sum it up", "Jo Hart", "A"]
    assert table.by_place()[3, 1].where == "page 2, table 1, row 2, column 2"


def test_a_row_cut_between_two_paragraphs_is_one_row():
    ends = ["b.", "Read what was written, and talk about it with all of the partners.", "Al Lee", "G"]
    table = only_table(cut([A, A, ends], [["", "Say so.", "", ""], A, A]))
    assert rows(table)[3] == [
        "b.",
        "Read what was written, and talk about it with all of the partners.\nSay so.",
        "Al Lee",
        "G",
    ]


def test_a_row_that_begins_with_a_page_is_a_row_of_its_own():
    short = ["b.", "Read it", "Al Lee", "G"]
    table = only_table(cut([A, short], [["c.", "Sum it up", "", ""], A]))
    assert rows(table)[2:4] == [short, ["c.", "Sum it up"]]


def test_headings_that_a_page_repeats_stay_as_rows_and_are_counted():
    table = only_table(cut([A, B], [HEADINGS, ["", "meeting.", "", ""], A]))
    assert table.repeated == 1
    assert rows(table)[3] == HEADINGS
    assert rows(table)[2][1].endswith("who were at the meeting.")
    assert rows(table)[4] == A


def test_a_table_with_headings_of_its_own_at_the_top_of_a_page_is_another_table():
    one, two = Paper(), Paper()
    one.table(600, WIDTHS, [["PI", "Measure", "Lead", "Target"], A], bold_first=True)
    two.table(60, WIDTHS, [HEADINGS, B], bold_first=True)
    assert [rows(table)[0] for table in read(one, two).tables()] == [["PI", "Measure", "Lead", "Target"], HEADINGS]


def test_a_merged_cell_goes_on_over_the_page():
    one, two = Paper(), Paper()
    one.table(600, WIDTHS, [HEADINGS, ["Item one", "First", "Jo", "G"], ["^", "Second", "Al", "A"]], bold_first=True)
    two.table(60, WIDTHS, [["", "Third", "Jo", "R"], ["^", "Fourth", "Al", "G"]])
    table = only_table(read(one, two))
    item = table.by_place()[4, 0]
    assert (item.text, item.row, item.down) == ("Item one", 1, 4)
    assert rows(table)[3:] == [["Third", "Jo", "R"], ["Fourth", "Al", "G"]]


def test_a_row_across_the_table_that_is_alone_on_a_page_belongs_to_it():
    one, two, three = Paper(), Paper(), Paper()
    one.table(600, WIDTHS, [HEADINGS, A, A], bold_first=True)
    two.table(60, WIDTHS, [["Objective two", None, None, None]])
    assert rows(only_table(read(one, two)))[3] == ["Objective two"]
    three.table(60, (300,), [["A frame with a text"]])
    assert [each.text for each in read(three).passages()] == ["A frame with a text"]


def test_a_table_without_lines_at_its_sides_is_a_table():
    page = Paper()
    for top in (100, 130, 160):
        page.line(50, top, 300, top)
    page.line(90, 100, 90, 160)
    page.text(54, 110, "Ref").text(94, 110, "Action").text(54, 140, "a.").text(94, 140, "Write it")
    assert rows(only_table(read(page))) == [["Ref", "Action"], ["a.", "Write it"]]


def test_a_row_is_one_row_without_lines_where_the_page_cuts_it():
    one, two = Paper(), Paper()
    for page, tops in ((one, (100, 130)), (two, (130, 160))):
        for top in tops:
            page.line(50, top, 300, top)
        for x in (50, 90, 300):
            page.line(x, 100, x, 160)
    one.text(54, 110, "Ref").text(94, 110, "Action").text(54, 140, "a.").text(
        94, 140, "Write it down with great care, so that all see"
    )
    two.text(94, 110, "the partners").text(54, 140, "b.").text(94, 140, "Sum it up")
    assert rows(only_table(read(one, two))) == [
        ["Ref", "Action"],
        ["a.", "Write it down with great care, so that all see the partners"],
        ["b.", "Sum it up"],
    ]


def test_text_between_tables_has_its_place_and_headings_their_level():
    page = Paper()
    page.text(50, 40, "Improvement Plan", 24)
    page.text(50, 80, "December 2017")
    page.text(50, 110, "Priority 1", 14)
    page.text(50, 140, "\u2022 A bullet that goes on over more than one line of the page, because it is long, so that")
    page.text(58, 152, "it wraps.")
    page.table(180, WIDTHS, [HEADINGS, A])
    page.text(50, 240, "Priority 2", 14)
    page.table(270, WIDTHS, [HEADINGS, B])
    blocks = read(page).blocks
    assert [(each.text, each.level) for each in blocks[:3]] == [
        ("Improvement Plan", 0),
        ("December 2017", None),
        ("Priority 1", 1),
    ]
    assert blocks[3].bullet and blocks[3].text.startswith("A bullet") and blocks[3].text.endswith("so that it wraps.")
    assert blocks[4].where == "plan.pdf, page 1, table 1"
    assert (blocks[5].text, blocks[5].where) == ("Priority 2", "page 1, paragraph 5")


def test_running_titles_and_page_numbers_are_taken_once_and_do_not_part_a_table():
    pages = [Paper(), Paper(), Paper()]
    for number, page in enumerate(pages, 1):
        page.text(50, 30, "Northborough - OFFICIAL")
        page.text(280, 800, f"Page {number} of 3")
        page.table(80, WIDTHS, [[f"{number}.{row}", "Do it", "Jo", "G"] for row in range(9)])
    document = read(*pages)
    assert only_table(document).rows == 3 * 9
    assert [each.text for each in document.passages()] == ["Northborough - OFFICIAL", "Page 1 of 3"]
    assert document.remarks == (
        'What is repeated at the top or foot of pages was taken once: "Northborough - OFFICIAL", "Page 1 of 3".',
    )


def test_a_running_title_and_the_date_beside_it_have_each_a_place_of_their_own():
    pages = [Paper().text(50, 30, "Northborough").text(450, 30, "May 2018").text(50, 300, each) for each in ("a", "b")]
    places = [each.where for each in read(*pages).passages() if each.text in ("Northborough", "May 2018")]
    assert places == ["top of pages 1 to 2", "top of pages 1 to 2, text 2"]


def test_a_heading_at_the_top_of_each_page_is_not_a_running_title():
    pages = [Paper(), Paper()]
    for number, page in enumerate(pages, 1):
        page.text(50, 60, f"Priority {number}", 14)
        page.table(100, WIDTHS, [HEADINGS, A])
    assert [each.text for each in read(*pages).passages()] == ["Priority 1", "Priority 2"]


def test_two_tables_side_by_side_are_two_tables():
    page = Paper()
    page.table(100, (40, 100), [["Ref", "Action"], ["a.", "Left"]])
    page.table(100, (40, 100), [["PI", "Measure"], ["1", "Right"]], left=300)
    assert [rows(table) for table in read(page).tables()] == [
        [["Ref", "Action"], ["a.", "Left"]],
        [["PI", "Measure"], ["1", "Right"]],
    ]


def test_two_columns_of_text_are_read_one_after_the_other():
    page = Paper()
    page.text(50, 60, "A heading that goes across both of the columns of this page", 14)
    for at in range(4):
        page.text(50, 100 + 12 * at, f"Left column line {at} of text here")
        page.text(320, 100 + 12 * at, f"Right column line {at} of text here")
    texts = " ".join(each.text for each in read(page).passages())
    assert texts.index("Left column line 3") < texts.index("Right column line 0")


def test_labels_and_their_values_stay_on_one_line():
    page = Paper()
    for at, (label, value) in enumerate([("Council:", "Northborough"), ("Lead:", "Jo Hart"), ("Period:", "2017-18")]):
        page.text(50, 60 + 30 * at, label).text(200, 60 + 30 * at, value)
    assert [each.text for each in read(page).passages()] == [
        "Council: Northborough",
        "Lead: Jo Hart",
        "Period: 2017-18",
    ]


def test_texts_in_columns_without_lines_are_a_table():
    page = Paper()
    page.text(50, 40, "Action plan of the service for the year, as agreed by the board in its meeting in June", 12)
    page.table(
        70,
        (40, 220, 100, 60),
        [
            HEADINGS,
            *(
                [f"{at}.", f"Action {at} that is long enough to wrap, as most of them do", "Jo Hart", "G"]
                for at in range(1, 6)
            ),
        ],
        lines=False,
    )
    document = read(page)
    assert rows(only_table(document))[0] == HEADINGS
    assert rows(only_table(document))[3] == [
        "3.",
        "Action 3 that is long enough to wrap, as most of them do",
        "Jo Hart",
        "G",
    ]
    assert len(list(document.passages())) == 1


def test_a_table_without_lines_goes_on_over_the_page():
    table_rows = [
        [f"{at}.", f"Action {at} that is long enough to wrap, as most do", "Jo Hart", "G"] for at in range(1, 7)
    ]
    one, two = Paper(), Paper()
    one.table(600, (40, 220, 100, 60), [HEADINGS, *table_rows[:5]], lines=False)
    two.table(70, (40, 220, 100, 60), [["", "At the end.", "", ""], table_rows[5]], lines=False)
    table = only_table(read(one, two))
    assert rows(table)[5][1] == "Action 5 that is long enough to wrap, as most do\nAt the end."
    assert rows(table)[6] == table_rows[5]


def test_a_row_without_lines_between_its_columns_has_the_cells_of_the_others():
    page = Paper()
    end = page.table(100, WIDTHS, [HEADINGS, A, A])
    page.table(end, (400,), [[""]])
    for x, text in ((54, "b."), (94, "Sum it up"), (294, "Al Lee"), (394, "A")):
        page.text(x, end + 4, text)
    assert rows(only_table(read(page)))[3] == ["b.", "Sum it up", "Al Lee", "A"]


def test_headings_that_are_turned_are_read_as_they_are_turned():
    page = Paper()
    page.table(100, (40, 100), [["\n\n\n", "Action"], ["G", "Write it"]])
    page.text(75, 150, "Rating", matrix=(0, 1, -1, 0))
    assert only_table(read(page)).by_place()[0, 0].text == "Rating"


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_that_is_turned_is_read_upright(rotate):
    page = Paper(rotate=rotate)
    wide, high = page.size
    matrix = {90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0)}[rotate]
    x, top = {90: (100, high - 100), 180: (wide - 100, high - 100), 270: (wide - 100, 100)}[rotate]
    page.text(x, top, "Improvement Plan", matrix=matrix)
    assert [each.text for each in read(page).passages()] == ["Improvement Plan"]


def test_letters_that_are_drawn_twice_to_look_bold_are_read_once():
    page = Paper()
    page.text(50, 60, "Will all be well").text(50.3, 60, "Will all be well")
    assert [each.text for each in read(page).passages()] == ["Will all be well"]


def test_cells_that_begin_at_the_same_place_are_one_cell_with_the_text_of_both():
    lines = lines_of(read_chars("Go"), 1), lines_of(read_chars("on"), 1)
    short, long = ((100.0, 50.0, 200.0, 60.0), (100.0, 50.0, 200.0, 70.0))
    part = Part(1, 1, (Printed(short, tuple(lines[0]), None), Printed(long, tuple(lines[1]), "00FF00")))
    (cell,) = rows_of(part, [100.0, 200.0])
    assert (cell.words, cell.down, cell.fill) == ("Go on", 2, "00FF00")


def test_two_equal_letters_side_by_side_in_a_narrow_font_are_two_letters_wherever_they_stand():
    page = Paper()
    for tenth in range(10):
        left, top = 100 + tenth / 10, 100 + 20 * tenth
        page.text(left, top, "l").text(left + 1.8, top, "l")
    assert letters_in(read(page)) == {"l": 20}


def test_what_was_typed_into_a_form_is_in_the_cell_where_it_is_shown():
    page = Paper()
    page.table(100, (100, 200), [["Lead", "Action"], ["", "Write it"]])
    page.field(52, 122, 148, 138, Subtype="/Widget", FT="/Tx", V="(Jo Hart)", T="(lead)")
    page.field(52, 222, 60, 230, Subtype="/Widget", FT="/Btn", V="/On", T="(done)")
    document = read(page)
    assert rows(only_table(document))[1] == ["Jo Hart", "Write it"]
    assert document.remarks == ("Page 1 has boxes to tick; which are ticked was not read.",)


def test_every_letter_of_a_page_is_in_one_cell_or_one_passage():
    """Also what is outside the cells of a table, across its lines, or on top of other text."""
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS, A, B], bold_first=True)
    for at in range(60):
        page.text(7 * at % 500, 60 + 11 * at, f"stray {at} text", 6 + at % 9, at % 3 == 0)
    page.text(300, 90, "turned", matrix=(0, 1, -1, 0)).text(320, 90, "turned", matrix=(0, -1, 1, 0))
    content = pdf_of(page)
    assert letters_in(document_of(content, "plan.pdf")) == letters_printed(content)


# ------------------------------------------------------------------------------------------------ what can't be read


def refused(content):
    with pytest.raises(InputError) as error:
        document_of(content, "plan.pdf")
    return str(error.value)


def test_a_scan_is_refused_with_what_to_do():
    pages = [Paper().picture(0, 0, 595, 842), Paper().picture(0, 0, 595, 842)]
    assert refused(pdf_of(*pages)) == (
        "plan.pdf has no text on its 2 pages, as a scan has none: bring in the Word or Excel file that it was made "
        "from, or have the text of the scan recognised (OCR) first."
    )


def test_a_page_that_is_a_picture_is_named():
    pages = [Paper().text(50, 60, "Improvement Plan"), Paper().picture(0, 0, 595, 842)]
    assert read(*pages).remarks == ("Page 2 is mostly a picture, of which nothing was read: look there for a table.",)


def test_a_pdf_with_a_password_is_refused():
    locked = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <"
        + "41" * 32
        + "> /U <"
        + "42" * 32
        + "> >> /ID [<00> <00>] "
    )
    said = refused(pdf_of(Paper().text(50, 60, "Plan"), trailer=locked))
    assert said.startswith("plan.pdf is protected with a password: open it")


@pytest.mark.parametrize("content", [b"%PDF-1.7\n", b"%PDF-1.7\n" + b"x" * 3_000, pdf_of(Paper())[:300]])
def test_a_damaged_pdf_is_refused(content):
    assert refused(content).startswith("plan.pdf is damaged")


def test_what_is_not_a_pdf_is_refused_at_once():
    with pytest.raises(InputError, match=r"^plan\.pdf is not a PDF, whatever its name says"):
        read_pdf(b"PK\x03\x04 not one", "plan.pdf")


# ------------------------------------------------------------------------------- in a process of its own, and real ones


@pytest.mark.slow
def test_a_pdf_is_read_in_a_process_of_its_own_with_the_same_result():
    page = Paper()
    page.table(
        100, WIDTHS, [HEADINGS, ["a.", "Write it \u20ac down", "Jo Hart", ("G", (0, 0.69, 0.31))]], bold_first=True
    )
    content = pdf_of(page, Paper().picture(0, 0, 595, 842))
    assert read_pdf(content, "plan.pdf") == document_of(content, "plan.pdf")
    with pytest.raises(InputError, match=r"^plan\.pdf has no text on its page"):
        read_pdf(pdf_of(Paper()), "plan.pdf")


def _page_with(content, filters=b"", resources=b"", *more):
    return written(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
            + resources
            + b" >> >>",
            b"<< /Length %d %s >>\nstream\n" % (len(content), filters) + content + b"\nendstream",
            *more,
        ]
    )


def _bomb():
    packing = zlib.compressobj()
    return b"".join(packing.compress(b" " * 1_000_000) for _ in range(200)) + packing.flush()


HELVETICA = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
WIDE = (
    b"/Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [<< /Type /Font "
    b"/Subtype /CIDFontType2 /BaseFont /A /W [0 1000000000 500] >>] >> >>"
)
HOSTILE = {
    "200 MB of blanks": lambda: _page_with(_bomb(), b"/Filter /FlateDecode"),
    "two million characters": lambda: _page_with(b"BT /F1 9 Tf " + b"(aaaaaaaaaa) Tj " * 200_000, b"", HELVETICA),
    "a font with a thousand million widths": lambda: _page_with(b"BT /F1 9 Tf (a) Tj ET", b"", WIDE),
    "a form in itself": lambda: _page_with(
        b"/X Do", b"", b"/XObject << /X 5 0 R >>",
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 5 0 R >> >> /Length 11 >>\n"
        b"stream\n/X Do /X Do\nendstream",
    ),
    "pages in pages in pages": lambda: written(
        [b"<< /Type /Catalog /Pages 2 0 R >>", *(b"<< /Type /Pages /Kids [%d 0 R] >>" % n for n in range(3, 9_000))]
    ),
    "lists in lists": lambda: written([b"<< /Type /Catalog /Pages " + b"[" * 200_000 + b"]" * 200_000 + b" >>"]),
    "600 pages": lambda: pdf_of(*[Paper()] * 600),
}  # fmt: skip


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it measures memory as other systems do")
@pytest.mark.parametrize("defect", HOSTILE)
def test_a_pdf_that_is_made_to_do_harm_is_refused_in_a_sentence(defect):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss  # of LibreOffice, perhaps
    with pytest.raises(InputError) as error:
        read_pdf(HOSTILE[defect](), "plan.pdf")
    assert str(error.value).startswith("plan.pdf ") and "\n" not in str(error.value)
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert before * unit > 400_000_000 or most * unit < 500_000_000  # another program may have held as much before


@pytest.mark.slow
def test_an_object_that_refers_to_itself_is_given_up(monkeypatch):
    """pdfminer goes round in circles; only its processor time counts here, however busy the computer is."""
    monkeypatch.setattr("plan_workbook.bringing.documents.pdf.process._MOST_WAITED", 10_000)
    with pytest.raises(InputError, match=r"^plan\.pdf had not been read after 2 seconds, and the attempt was stopped"):
        read_in_own_process(written([b"1 0 R"]), "plan.pdf", longest=2)


@pytest.mark.slow
@pytest.mark.skipif(not REAL.is_file(), reason="the shared documents are not here")
def test_the_cells_of_the_december_report_are_those_of_the_word_document_it_was_made_from():
    document = document_of(REAL.read_bytes(), REAL.name)
    cells = {" ".join(cell.text.split()) for table in document.tables() for cell in table.cells}
    word = {
        " ".join(" ".join("".join(each.text or "" for each in p.iter(qn("w:t"))) for p in cell.iter(qn("w:p"))).split())
        for cell in docx.Document(str(REAL.with_suffix(".docx"))).element.body.iter(qn("w:tc"))
    } - {""}
    assert len(word) == 209
    assert word - cells == set()
    assert letters_in(document) == letters_printed(REAL.read_bytes())
    assert sum(not cell.blank for table in document.tables() for cell in table.cells) == 555


def test_a_cell_that_is_drawn_whole_on_two_pages_that_show_a_part_each_is_read_once():
    one, two = Paper(), Paper()
    one.clipped(50, 790, 60, (765, "12 Make sure that early help"), (778, "reaches families"), (791, "in good time."))
    two.clipped(50, 790, 60, (24, "12 Make sure that early help"), (37, "reaches families"), (50, "in good time."))
    read = "\n".join(passage.text for passage in document_of(pdf_of(one, two), "plan.pdf").passages())
    assert [read.count(each) for each in ("Make sure", "reaches families", "in good time")] == [1, 1, 1]


def test_a_text_that_no_other_page_shows_is_read_though_it_is_cut_off():
    page = Paper().clipped(50, 790, 60, (765, "Appoint a head of service"), (791, "by the end of March"))
    read = "\n".join(passage.text for passage in document_of(pdf_of(page), "plan.pdf").passages())
    assert "Appoint a head of service" in read and "by the end of March" in read


def test_a_merged_cell_that_two_pages_show_a_part_of_each_is_one():
    one, two = Paper(), Paper()
    lines = ["Help that always", "reaches families in", "good time"]
    end = one.table(680, (100, 200, 100), [["Priority", "Action", "Lead"], ["", "Write it down", "Jo Hart"]], high=40)
    one.clipped(50, end - 4, 54, *((end - 30 + 12 * at, each) for at, each in enumerate(lines)))
    two.table(50, (100, 200, 100), [["", "Sum it up", "Al Lee"], ["^", "Send it out", "Jo Hart"]])
    two.clipped(50, 790, 54, *((30 + 12 * at, each) for at, each in enumerate(lines)))
    (table,) = read(one, two).tables()
    assert rows(table) == [
        ["Priority", "Action", "Lead"],
        ["Help that always reaches families in good time", "Write it down", "Jo Hart"],
        ["Sum it up", "Al Lee"],
        ["Send it out", "Jo Hart"],
    ]


def test_a_row_with_a_ref_and_a_rating_of_its_own_is_no_part_of_the_row_on_the_page_before():
    one, two = Paper(), Paper()
    widths = (100, 30, 150, 60)
    begun = ["Help that always comes", "a", "Write it down", "G"]
    one.table(736, widths, [["Priority", "Ref", "Action", "RAG"], begun])
    two.table(72, widths, [["", "b", "Sum it up", "G"], ["", "c", "Send it out", "A"]])
    (table,) = read(one, two).tables()
    assert rows(table)[1:] == [begun, ["b", "Sum it up", "G"], ["c", "Send it out", "A"]]


def test_lines_around_nothing_are_no_table():
    page = Paper().text(50, 60, "Notes")
    page.table(100, (100, 200), [["", ""], ["", ""]])
    assert [*read(page).tables()] == []


def test_headings_that_are_cut_where_they_are_repeated_are_the_same_headings():
    one, two = Paper(), Paper()
    widths = (90, 150, 90)
    one.table(740, widths, [["Priority", "Action", "Update in June"], ["Homes for all", "1.1 Bring all", "Access"]])
    again = [
        ["Priority", "Action", "Update in"],
        ["", "inspections up to date", "refused."],
        ["", "1.2 Send it out", "Done."],
    ]
    two.table(72, widths, again)
    (table,) = read(one, two).tables()
    assert [row for row in rows(table) if row[0] != "Priority"] == [
        ["Homes for all", "1.1 Bring all\ninspections up to date", "Access\nrefused."],
        ["1.2 Send it out", "Done."],
    ]
