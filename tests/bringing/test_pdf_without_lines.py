"""Tables of a PDF with lines in some directions only, or with none: columns by where texts begin."""

from __future__ import annotations

from paper_pdf import Paper, pdf_of, rows

from plan_workbook.bringing.documents.pdf.document import document_of
from plan_workbook.bringing.recognising.wording import wording

WIDTHS = (60, 200, 100, 60)
HEADINGS = ["Ref", "Action", "Lead", "RAG"]
ACTIONS = [["1.1", "Write it down", "Jo Hart", "G"], ["1.2", "Sum it up", "Al Lee", "A"]]


def read(*pages):
    return document_of(pdf_of(*pages), "plan.pdf")


def without_sides(page, top, row_texts):
    """Draw a table with lines between its cells and none around it; a row of one text goes across."""
    ends = [50]
    for width in WIDTHS:
        ends.append(ends[-1] + width)
    for at, row in enumerate(row_texts):
        y = top + 20 * at
        for x, text in zip(ends, row, strict=False):
            page.text(x + 4, y + 4, text, bold=at == 0)
        if at:
            page.line(ends[0], y, ends[-1], y)
        for x in ends[1:-1] if len(row) > 1 else ():
            page.line(x, y, x, y + 20)


def test_two_tables_without_lines_around_them_are_two():
    page = Paper()
    without_sides(page, 100, [HEADINGS, *ACTIONS])
    without_sides(page, 300, [HEADINGS, *ACTIONS])
    assert [rows(table) for table in read(page).tables()] == [[HEADINGS, *ACTIONS]] * 2


def test_a_row_across_is_part_of_a_table_without_lines_around_it():
    page = Paper()
    without_sides(page, 100, [HEADINGS, ["Priority 1: Homes for all"], ACTIONS[0], ["Priority 2: Staff"], ACTIONS[1]])
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, ["Priority 1: Homes for all"], ACTIONS[0], ["Priority 2: Staff"], ACTIONS[1]]


def test_lines_across_part_the_rows_of_a_table_without_others_and_a_text_over_several_columns_is_one():
    page = Paper()
    end = page.table(100, WIDTHS, [HEADINGS], lines=False, bold_first=True)
    page.line(50, 100, 470, 100).line(50, end, 470, end)
    for row in (["Priority 1: Homes for children and young people", "", "", ""], *ACTIONS):
        widths = (260, 0, 100, 60) if not row[1] else WIDTHS
        end = page.table(end, widths, [row], lines=False)
        page.line(50, end, 470, end)
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, ["Priority 1: Homes for children and young people"], *ACTIONS]


def test_a_footer_with_the_number_of_the_page_does_not_part_a_table():
    one, two = Paper(), Paper()
    one.table(660, WIDTHS, [HEADINGS, *ACTIONS])
    two.table(72, WIDTHS, [["1.3", "Send it out", "Jo Hart", "R"]])
    for number, page in enumerate((one, two), 1):
        page.text(50, 800, f"Improvement plan v2.1 {number}")
    (table,) = read(one, two).tables()
    assert rows(table) == [HEADINGS, *ACTIONS, ["1.3", "Send it out", "Jo Hart", "R"]]


def test_the_words_of_headings_that_narrow_columns_cut_are_known():
    for cut, whole in (
        ("Pre vious RA G", "Previous RAG"),
        ("Plan nedend", "Planned end"),
        ("Lead officer", "Lead officer"),
    ):
        assert wording(cut).bare == wording(whole).bare


def test_headings_alone_at_the_foot_of_a_page_are_those_of_the_table_on_the_next():
    one, two = Paper(), Paper()
    one.text(50, 100, "Priority 1: Homes for all", size=16)
    one.table(700, WIDTHS, [HEADINGS], lines=False, bold_first=True)
    more = ["1.3", "Send it out to all the partners", "Jo Hart", "R"]
    two.table(72, WIDTHS, [*ACTIONS, more, [*more[:1], "Print it", *more[2:]]], lines=False)
    (table,) = read(one, two).tables()
    assert rows(table)[:2] == [HEADINGS, ACTIONS[0]]


def test_a_page_number_below_a_table_without_lines_is_not_in_it():
    page = Paper()
    page.table(700, WIDTHS, [HEADINGS, *ACTIONS, ["1.3", "Send it out", "Jo Hart", "R"]], lines=False, bold_first=True)
    page.text(50, 800, "Page 1")
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, *ACTIONS, ["1.3", "Send it out", "Jo Hart", "R"]]
