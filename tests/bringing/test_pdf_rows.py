"""Which lines of a PDF are one row of a table: rows set to their middle, rows shown by their sides, cards, frames."""

from __future__ import annotations

import pytest
from paper_pdf import Paper, pdf_of, rows, width_of, wrapped

from plan_workbook.bringing.documents.pdf.document import document_of

WIDTHS = (60, 140, 100, 80)
HEADINGS = ["Ref", "Action", "Lead", "By when"]
ACTIONS = [
    ["1.1", "Write to all parents whose annual review is late and say when", "Jo Hart", "Apr 2026"],
    ["1.2", "Agree thresholds", "Al Lee and the head of housing", "May 2026"],
    ["1.3", "Ask families", "Jo Hart", "June 2026"],
    ["1.4", "Recruit three senior practitioners for the teams", "Al Lee", "July 2026"],
]


def read(*pages):
    return document_of(pdf_of(*pages), "plan.pdf")


def set_to_middle(page, top, row_texts, sides=False, bold_first=True):
    """Write rows with no space between them, each text in the middle of its row; with `sides`, draw those only."""
    for number, row in enumerate(row_texts):
        bold = bold_first and number == 0
        lines_of = [wrapped(text, width - 8, bold=bold) for text, width in zip(row, WIDTHS, strict=True)]
        high = 12 * max(map(len, lines_of))
        x = 50
        for lines, width in zip(lines_of, WIDTHS, strict=True):
            for at, line in enumerate(lines):
                page.text(x + 4, top + (high - 12 * len(lines)) / 2 + 12 * at, line, bold=bold)
            if sides and x > 50:
                page.line(x, top, x, top + high)
            x += width
        top += high
        if number == 0:
            page.line(50, top, x, top)
    return top


def test_rows_set_to_their_middle_are_not_run_together():
    page = Paper()
    set_to_middle(page, 100, [HEADINGS, *ACTIONS])
    document = read(page)
    assert [rows(table) for table in document.tables()] == [[HEADINGS, *ACTIONS]]
    assert not document.doubts


def test_a_table_between_lines_is_one_though_no_line_of_its_rows_has_most_of_the_texts_and_no_heading_is_bold():
    page = Paper()
    action = "Write to all parents and carers whose annual review is late to say when it will be and who leads it"
    actions = [[f"1.{at}", action, "Al Lee and the head of housing", "May 2026"] for at in range(4)]
    page.line(50, 100, 430, 100)
    end = set_to_middle(page, 100, [HEADINGS, *actions], bold_first=False)
    page.line(50, end, 430, end)
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, *actions]


def test_rows_that_only_their_sides_show_are_not_run_together():
    page = Paper()
    short = [[ref, "Write it down", "Jo Hart", date] for ref, _, _, date in ACTIONS]
    set_to_middle(page, 100, [HEADINGS, *short], sides=True)
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, *short]


def test_somebody_is_asked_where_a_table_is_drawn_line_by_line_and_its_texts_do_not_begin_at_one_height():
    page = Paper()
    set_to_middle(page, 100, [HEADINGS, *ACTIONS])
    page.drawn.sort(key=lambda each: -float(each.split()[9]) if each.startswith(b"BT") else 0)
    (doubt,) = read(page).doubts
    assert "page 1, table 1: nothing shows for certain where its rows begin and end" in doubt


def test_a_text_in_the_middle_of_the_rows_that_it_is_merged_over_goes_over_all_of_them():
    page = Paper()
    page.table(100, WIDTHS, [["Theme", "Action", "Lead", "By when"]], lines=False, bold_first=True)
    for first, themes in ((0, ("Homes",)), (3, ("Schools", "and work"))):
        actions = ACTIONS[: 3 if first == 0 else 2]
        middle = 124 + 20 * first + 10 * (len(actions) - 1)
        for at, theme in enumerate(themes):
            page.text(54, middle - 6 * (len(themes) - 1) + 12 * at, theme)
        for at, (_, action, _, date) in enumerate(actions, first):
            for x, text in zip((114, 254, 354), (action[:16], "Al Lee", date), strict=True):
                page.text(x, 124 + 20 * at, text)
    document = read(page)
    (table,) = document.tables()
    themes = [(cell.row, cell.down, cell.text) for cell in table.cells if cell.column == 0]
    assert themes == [(0, 1, "Theme"), (1, 3, "Homes"), (4, 2, "Schools and work")]
    assert not document.doubts


def test_wrapped_texts_that_a_worksheet_draws_after_all_others_are_of_their_own_rows():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS], lines=False, bold_first=True)
    later = []
    for at, (ref, action, _, date) in enumerate((ACTIONS[0], ACTIONS[3], ACTIONS[0])):
        lines = wrapped(action, 132)
        for x, text in ((54, ref), (254, "Jo Hart"), (354, date)):
            page.text(x, 124 + 40 * at, text)
        later += [(124 + 40 * at + 12 * number, line) for number, line in enumerate(lines)]
    for top, line in later:
        page.text(114, top, line)
    (table,) = read(page).tables()
    assert [row[1] for row in rows(table)] == ["Action", ACTIONS[0][1], ACTIONS[3][1], ACTIONS[0][1]]


def test_a_date_that_touches_the_text_of_the_next_column_is_no_part_of_it():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS], lines=False, bold_first=True)
    for at in range(3):  # as worksheets are printed: what wraps is drawn after all others
        page.text(54, 124 + 30 * at, "1.1").text(round(253.5 - width_of("30/09/2026"), 2), 124 + 30 * at, "30/09/2026")
    for at in range(3):
        page.text(254, 124 + 30 * at, "Agree it with").text(254, 136 + 30 * at, "partners").text(
            354, 124 + 30 * at, "Red"
        )
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, *[["1.1", "30/09/2026", "Agree it with partners", "Red"]] * 3]


def test_letters_that_are_drawn_in_any_order_are_read_by_where_they_are():
    page = Paper()
    x = 54.0
    letters = []
    for letter in "Agree thresholds":
        letters.append((x, letter))
        x += width_of(letter)
    for x, letter in letters[::2] + letters[1::2]:
        page.text(round(x, 2), 100, letter)
    assert [passage.text for passage in read(page).passages()] == ["Agree thresholds"]


def test_each_label_next_to_its_value_is_a_row_of_a_framed_card():
    page = Paper()
    cards = [[["Action", row[1][:20]], ["Officer responsible", row[2]], ["Target date", row[3]]] for row in ACTIONS]
    for number, card in enumerate(cards):
        top = 100 + 64 * number
        for x0, y0, x1, y1 in ((50, 0, 450, 0), (50, 60, 450, 60), (50, 0, 50, 60), (450, 0, 450, 60)):
            page.line(x0, top + y0, x1, top + y1)
        for at, (label, value) in enumerate(card):
            page.text(56, top + 8 + 16 * at, label, bold=True).text(170, top + 8 + 16 * at, value)
    found = [row for table in read(page).tables() for row in rows(table)]
    assert found == [[label, value.strip()] for card in cards for label, value in card]


def test_headings_of_two_lines_have_a_column_for_each_below_one_over_several():
    page = Paper()
    for x, top, text in ((54, 100, "Ref"), (114, 100, "Action"), (254, 100, "Progress this month"), (254, 112, "RAG")):
        page.text(x, top, text, bold=True)
    page.text(304, 112, "Latest position", bold=True)
    for at, row in enumerate((("1.1", "Write it down", "Late."), ("1.2", "Sum it up", "Done.")), 1):
        page.fill(250, 100 + 24 * at, 300, 124 + 24 * at, (1, 0, 0))
        for x, text in zip((54, 114, 304), row, strict=True):
            page.text(x, 104 + 24 * at, text)
    (table,) = read(page).tables()
    cells = table.by_place()
    assert [cells[1, 2].text, cells[1, 3].text] == ["RAG", "Latest position"]
    assert [cells[2, at].text or cells[2, at].fill for at in range(4)] == ["1.1", "Write it down", "FF0000", "Late."]


def test_a_number_right_before_a_text_and_a_date_right_behind_one_are_columns_of_their_own():
    page = Paper()
    for x, text in ((50, "#"), (110, "Action to be taken now"), (222, "Date due"), (300, "Lead"), (380, "Update")):
        page.text(x, 100, text, bold=True)
    second = ["Ask", "20.11.25", "Al Lee", "Done."]
    said = [["1", "Write it down in the plan", "02.11.25", "Jo Hart", "Late."], ["2", *second], ["3", *second]]
    for at, row in enumerate(said, 1):
        for x, text in zip((102, 110, 222, 300, 380), row, strict=True):
            page.text(x, 100 + 24 * at, text)
    (table,) = read(page).tables()
    assert rows(table)[1:] == said


def test_a_heading_is_one_though_dates_set_to_the_right_below_it_begin_where_its_second_word_does():
    page = Paper()
    headings = ("No", "Action", "Start by", "By when?", "Lead")
    begins = 300 + width_of("Start ", bold=True)
    for x, text in zip((50, 110, 300, 400, 480), headings, strict=True):
        page.text(x, 100, text, bold=True)
    said = [["1", "Write it down", "02.11.25", "03.12.25", "Jo Hart"], ["2", "Ask", "20.11.25", "21.12.25", "Al Lee"]]
    for at, row in enumerate([*said, *said], 1):
        for x, text in zip((50, 110, begins, 400, 480), row, strict=True):
            page.text(round(x, 2), 100 + 24 * at, text)
    (table,) = read(page).tables()
    assert rows(table) == [[*headings], *said, *said]


def test_a_sign_that_is_drawn_after_the_rest_of_its_text_is_part_of_it():
    page = Paper()
    places = (50, 100, 200, 300)
    for x, text in zip(places, HEADINGS, strict=True):
        page.text(x, 100, text, bold=True)
    said = [
        ["1", "Write it down", "Jo Hart", "+ Done"],
        ["2", "Ask", "Al Lee", "- Late"],
        ["3", "Go", "Jo Hart", "? New"],
    ]
    for at, (*others, rating) in enumerate(said, 1):
        for x, text in zip(places, others, strict=False):
            page.text(x, 100 + 24 * at, text)
        behind = round(places[3] + width_of(rating[:2]), 2)
        page.text(behind, 100 + 24 * at, rating[2:]).text(places[3], 100 + 24 * at, rating[0])
    (table,) = read(page).tables()
    assert rows(table) == [HEADINGS, *said]


def test_a_column_next_to_a_merged_one_begins_where_its_texts_do_however_close_its_heading_is():
    page = Paper()
    for x, text in ((50, "Area"), (102, "Owner"), (138, "Ref"), (200, "Action"), (320, "Lead")):
        page.text(x, 100, text, bold=True)
    for at in range(4):
        page.text(138, 124 + 24 * at, f"1.{at}").text(200, 124 + 24 * at, "Write it").text(
            320, 124 + 24 * at, "Jo Hart"
        )
        if at == 2:
            page.text(50, 160, "Homes").text(102, 160, "Al Lee")
    (table,) = read(page).tables()
    assert rows(table)[0] == ["Area", "Owner", "Ref", "Action", "Lead"]


@pytest.mark.parametrize("bold", [True, False])
def test_headings_of_more_lines_than_those_next_to_them_are_of_the_table_and_have_their_columns(bold):
    page = Paper()
    for x, lines in (
        (50, ["Ref"]),
        (110, ["Action"]),
        (240, ["Lead"]),
        (330, ["Due", "date"]),
        (420, ["RAG", "this", "month"]),
    ):
        for at, line in enumerate(lines):
            page.text(x, 112 - 6 * (len(lines) - 1) + 12 * at, line, bold=bold)
    said = [[f"1.{at}", "Write it down", "Jo Hart", "May 2018", "G"] for at in range(4)]
    for at, row in enumerate(said):
        for x, text in zip((50, 110, 240, 330, 420), row, strict=True):
            page.text(x, 150 + 24 * at, text)
    (table,) = read(page).tables()
    headings, *actions = rows(table)
    assert [" ".join(text.split()) for text in headings] == ["Ref", "Action", "Lead", "Due date", "RAG this month"]
    assert actions == said


def test_a_table_does_not_go_on_from_one_frame_into_the_next():
    page = Paper()
    for top, texts in ((100, [["Red", "Action is late"], ["Green", "Action is done"]]), (150, ACTIONS[2:3] * 2)):
        for at, row in enumerate(texts):
            page.line(50, top + 20 * at, 430, top + 20 * at)
            for x, text in zip((54, 114, 254, 354), row, strict=False):
                page.text(x, top + 5 + 20 * at, text)
        page.line(50, top + 40, 430, top + 40).line(50, top, 50, top + 40).line(430, top, 430, top + 40)
    assert [rows(table) for table in read(page).tables()] == [
        [["Red", "Action is late"], ["Green", "Action is done"]],
        ACTIONS[2:3] * 2,
    ]
