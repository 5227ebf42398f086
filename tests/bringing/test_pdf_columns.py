"""Where the columns of a PDF table without lines are: by how far its texts go, whatever is painted around them."""

from __future__ import annotations

from paper_pdf import Paper, pdf_of, rows

from plan_workbook.bringing.documents.pdf.document import document_of
from plan_workbook.bringing.documents.pdf.drawn import rows_drawn
from plan_workbook.bringing.documents.pdf.rows import Piece
from plan_workbook.bringing.documents.pdf.text import Line

WIDTHS = (60, 200, 100, 60)
HEADINGS = ["Ref", "Action", "Lead", "RAG"]
ACTIONS = [["1.1", "Write it down", "Jo Hart", "Green"], ["1.2", "Sum it up", "Al Lee", "Amber"]]
GREY, BLUE = (0.8, 0.8, 0.8), (0.1, 0.3, 0.9)


def read(*pages):
    return document_of(pdf_of(*pages), "plan.pdf")


def only_rows(*pages):
    (table,) = read(*pages).tables()
    return rows(table)


def written(page, top, texts, starts, bold=False):
    """Write texts next to each other, all lines of one before the next, each set to the middle of its row."""
    for text, x in zip(texts, starts, strict=True):
        lines = text.split("\n")
        for at, line in enumerate(lines):
            page.text(x, top + 12 * at - 6 * (len(lines) - 1), line, bold=bold)


def test_headings_of_several_lines_that_touch_are_known_by_the_order_in_which_they_are_drawn():
    page = Paper()
    page.fill(50, 94, 400, 126, GREY).fill(50, 126, 400, 142, (0.9, 0.95, 1))
    starts = (52, 99, 139, 205, 252)
    written(page, 106, ["Milestone\nno.", "Activity", "Who is\nresponsible?", "By when", "Status"], starts, bold=True)
    page.text(52, 129, "Objective 1: Homes for children and young people near their families", bold=True)
    said = [
        ["1", "Write it", "Jo Hart", "May", "Green"],
        ["2", "Sum up", "Al Lee", "June", "Red"],
    ]
    for at, row in enumerate([*said, ["3", "Send", "Jo Hart", "July", "Green"]]):
        written(page, 146 + 24 * at, row, starts)
    found = only_rows(page)
    assert found[0] == ["Milestone no.", "Activity", "Who is responsible?", "By when", "Status"]
    assert found[2:4] == said


def test_a_heading_in_the_middle_is_over_its_numbers_at_the_left_and_its_dates_at_the_right():
    page = Paper()
    written(page, 100, ["Action no", "Activity", "Target", "Lead"], (80, 160, 270, 380), bold=True)
    said = [[f"{at}", "Write it down", f"0{at}/05/2018", "Jo Hart"] for at in range(1, 5)]
    for at, row in enumerate(said, 1):
        written(page, 100 + 24 * at, row, (66, 160, 312, 380))
    assert only_rows(page) == [["Action no", "Activity", "Target", "Lead"], *said]


def test_the_blank_that_is_not_drawn_between_two_texts_parts_them_however_close_they_are():
    page = Paper()
    written(page, 100, ["Ref", "Action", "Due", "Status"], (50, 100, 222, 272), bold=True)
    said = [[f"1.{at}", "Write it down with care", "02/05/2018", "Green"] for at in range(1, 5)]
    for at, row in enumerate(said, 1):
        written(page, 100 + 20 * at, row, (50, 100, 219, 272))
    assert only_rows(page)[1:] == said


def test_the_pill_of_a_rating_in_two_lines_does_not_end_a_table():
    page = Paper()
    for x0, x1, text in zip((50, 90, 250, 350), (90, 250, 350, 420), HEADINGS, strict=True):
        page.fill(x0, 94, x1, 120, BLUE).text(x0 + 4, 102, text, bold=True)
    said = [[f"1.{at}", "Write it down", "Jo Hart", "Green -\non track"] for at in range(1, 5)]
    for at, row in enumerate(said):
        y = 140 + 36 * at
        page.fill(352, y - 8, 392, y + 3, (0, 1, 0)).fill(352, y + 4, 392, y + 15, (0, 1, 0))
        written(page, y, row, (54, 94, 254, 354))
    assert [row[-1].split() for row in only_rows(page)] == [["RAG"], *[["Green", "-", "on", "track"]] * 4]


def test_what_is_painted_on_a_page_that_is_turned_is_seen_though_its_corners_are_off_by_very_little():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS, *ACTIONS])
    page.drawn.insert(0, b"1 0 0 rg 410.3 721.7001 m 469.7 721.7 l 469.7 702.3 l 410.3 702.3 l h f 0 0 0 rg")
    (table,) = read(page).tables()
    assert table.by_place()[1, 3].fill == "FF0000"


def test_a_line_of_a_page_that_is_turned_is_across_though_its_ends_are_not_quite_at_one_height():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS, *ACTIONS])
    page.drawn = [each.replace(b" l S", b".0001 l S") for each in page.drawn]
    assert only_rows(page) == [HEADINGS, *ACTIONS]


def test_a_blank_behind_a_line_says_that_its_text_goes_on_though_the_next_word_had_room():
    page = Paper()
    page.line(50, 96, 470, 96)
    written(page, 100, ["Theme of the plan", "Action", "Lead", "RAG"], (54, 174, 334, 414), bold=True)
    for at in range(3):
        y = 116 + 48 * at
        page.line(50, y, 470, y)
        page.text(54, y + 4, "Work stream ").text(54, y + 16, "2: Homes for ").text(54, y + 28, "all")
        for x, text in ((174, "Write it down"), (334, "Jo Hart"), (414, "Green")):
            page.text(x, y + 16, text)
    page.line(50, 260, 470, 260)
    first = ["Work stream\n2: Homes for\nall", "Write it down", "Jo Hart", "Green"]
    assert only_rows(page)[1:] == [first] * 3


def test_the_value_of_a_label_may_go_over_the_labels_and_values_above_it():
    page = Paper()
    page.text(50, 60, "1. Homes for all", 16, True)
    for x, text, bold in ((50, "Lead", True), (150, "Jo Hart", False), (300, "RAG", True), (350, "Green", False)):
        page.text(x, 100, text, bold=bold)
    page.text(50, 116, "Progress", bold=True).text(
        150, 116, "All of it is going well, as far as anybody can tell today."
    )
    assert only_rows(page) == [
        ["Lead", "Jo Hart", "RAG", "Green"],
        ["Progress", "All of it is going well, as far as anybody can tell today."],
    ]


def test_a_bold_line_begins_a_paragraph_below_the_end_of_a_sentence():
    page = Paper()
    page.text(50, 100, "1.1 Write it down", bold=True).text(50, 112, "Update: it has been written down as was agreed.")
    page.text(50, 124, "1.2 Sum it up", bold=True).text(50, 136, "Update: nothing is left to do for the time being.")
    assert [each.text for each in read(page).passages()] == [
        "1.1 Write it down",
        "Update: it has been written down as was agreed.",
        "1.2 Sum it up",
        "Update: nothing is left to do for the time being.",
    ]


def test_columns_that_a_spreadsheet_prints_on_a_further_page_are_next_to_the_others():
    one, two = Paper(), Paper()
    long = "Write to all parents and carers whose annual review is late to say when it will be"
    actions = [["1.1", long, "Jo Hart", "Green"], ["1.2", "Sum it up", "Al Lee", "Amber"], ["1.3", "Ask", "Jo", "Red"]]
    one.table(60, WIDTHS, [HEADINGS, *actions])
    y = 60
    for high, texts in zip((20, 32, 20, 20), (("Update", "Evidence"), *[("Done.", "Minutes")] * 3), strict=True):
        two.table(y, (200, 100), [texts], high=high)
        y += high
    one.text(50, 820, "Page 1 of 2")
    two.text(50, 820, "Page 2 of 2")
    (table,) = read(one, two).tables()
    assert rows(table) == [[*HEADINGS, "Update", "Evidence"], *([*each, "Done.", "Minutes"] for each in actions)]
    assert table.by_place()[1, 4].where == "page 2, table 1, row 2, column 5"


def test_a_table_of_other_rows_on_the_next_page_is_one_of_its_own():
    one, two = Paper(), Paper()
    one.table(60, WIDTHS, [HEADINGS, *ACTIONS, *ACTIONS])
    two.table(60, (200, 100), [["Measure", "Target"], *[["Repairs on time", "95%"]] * 4])
    assert [len(rows(table)) for table in read(one, two).tables()] == [5, 5]


def test_rows_of_which_only_the_first_column_has_texts_are_rows_and_no_damage():
    words = [
        Line("Work stream", 54, top, 110, top + 10, 30, 10, False, False, 1, begins=at, ends=at + 9)
        for at, top in ((0, 100), (50, 150))
    ]
    drawn = rows_drawn([[Piece((word,))] for word in words], lambda above, below: False, 12.0, ())
    assert drawn is not None
    assert [[text.lines for text in row] for row in drawn.rows] == [[(word,)] for word in words]


def test_a_text_far_above_the_others_of_its_row_which_are_at_its_foot_does_not_end_the_table():
    page = Paper()
    for x0, x1, text in zip((50, 90, 250, 350), (90, 250, 350, 450), ["Ref", "Action", "Lead", "Update"], strict=True):
        page.fill(x0, 94, x1, 120, BLUE).text(x0 + 4, 102, text, bold=True)
    y = 126
    for at in range(1, 4):
        page.text(54, y, f"Priority {at}: Homes for all", bold=True)
        for line in range(7):
            page.text(354, y + 60 + 12 * line, "On course so far, and")
        written(page, y + 132, (f"{at}.1", "Write it down", "Jo Hart"), (54, 94, 254))
        y += 156
    assert [row[0] for row in only_rows(page)][1:] == [
        text for at in range(1, 4) for text in (f"Priority {at}: Homes for all", f"{at}.1")
    ]


def test_tables_ruled_across_with_an_empty_strip_between_them_are_two():
    def ruled(page, top, lefts, texts):
        page.line(50, top, 550, top)
        for row in texts:
            for x, text in zip(lefts, row, strict=True):
                page.text(x, top + 4, text)
            top += 20
            page.line(50, top, 550, top)
        return top

    page = Paper()
    actions = [["Ref", "Action", "Lead", "By when", "Rating"], ["1.1", "Fill five posts", "Jo Hart", "May 2026", "G"]]
    actions += [["1.2", "Agree a timetable", "Al Lee", "June 2026", "A"]]
    measures = [["Code", "Measure", "Owner", "Target", "Latest"], ["S1", "Plans on time", "Jo Hart", "60%", "29%"]]
    measures += [["S2", "Plans that are good", "Al Lee", "50%", "44%"]]
    end = ruled(page, 100, (54, 84, 240, 330, 470), actions)
    ruled(page, end + 9, (54, 92, 290, 400, 510), measures)
    assert [rows(table) for table in read(page).tables()] == [actions, measures]
