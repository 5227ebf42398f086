"""Tables of a PDF that are painted and not ruled, cards and boxes in frames, and headings on their side."""

from __future__ import annotations

from paper_pdf import Paper, pdf_of, rows

from plan_workbook.bringing.documents.document import Passage
from plan_workbook.bringing.documents.pdf.document import document_of

WIDTHS = (60, 200, 100, 60)
HEADINGS = ["Ref", "Action", "Lead", "RAG"]
ACTIONS = [["1.1", "Write it down", "Jo Hart", "G"], ["1.2", "Sum it up", "Al Lee", "A"]]
GREY, BLUE = (0.8, 0.8, 0.8), (0.1, 0.3, 0.9)


def read(*pages):
    return document_of(pdf_of(*pages), "plan.pdf")


def only_rows(*pages):
    (table,) = read(*pages).tables()
    return rows(table)


def painted(page, top, row_texts, widths=WIDTHS):
    """Draw a table without lines whose headings are painted; return where it ends."""
    headings = [(text, GREY) for text in row_texts[0]]
    return page.table(top, widths, [headings, *row_texts[1:]], lines=False)


def test_painted_headings_show_where_the_columns_of_a_table_without_lines_are():
    page = Paper()
    action = ["1.3", "Recruit a team of social workers who supervise others in the north", "Jo Hart and Al Lee", "R"]
    painted(page, 100, [HEADINGS, *ACTIONS, action])
    assert only_rows(page) == [HEADINGS, *ACTIONS, action]


def test_a_row_far_below_is_of_the_table_if_its_texts_begin_below_the_others():
    page = Paper()
    painted(page, 100, [HEADINGS, ACTIONS[0]])
    page.table(400, WIDTHS, [ACTIONS[1]], lines=False)
    assert only_rows(page) == [HEADINGS, *ACTIONS]


def test_the_rest_of_a_text_is_of_the_table_though_it_is_as_far_up_as_titles_of_pages():
    one, two = Paper(), Paper()
    long = ["1.3", "Recruit social workers who supervise", "Jo Hart", "R"]
    end = painted(one, 700, [HEADINGS, *ACTIONS, long])
    assert end > 770
    two.text(114, 36, "colleagues in the north and train all of them").text(114, 48, "by the end of March.")
    two.table(64, WIDTHS, [["1.4", "Send it out", "Al Lee", "G"]], lines=False)
    whole = f"{long[1]} colleagues in the north and train all of them by the end of March."
    assert only_rows(one, two) == [
        HEADINGS,
        *ACTIONS,
        ["1.3", whole, "Jo Hart", "R"],
        ["1.4", "Send it out", "Al Lee", "G"],
    ]


def test_two_painted_tables_right_below_each_other_are_two():
    page = Paper()
    versions = [["Version", "Date", "Author"], ["1.0", "03/02/2025", "J Webb"]]
    end = painted(page, 100, versions, (100, 160, 160))
    painted(page, end, [HEADINGS, *ACTIONS])
    assert [rows(table) for table in read(page).tables()] == [versions, [HEADINGS, *ACTIONS]]


def test_headings_painted_in_two_rows_keep_what_each_goes_over():
    page = Paper()
    page.fill(50, 100, 110, 140, GREY).fill(110, 100, 310, 140, GREY).fill(310, 100, 470, 120, GREY)
    page.fill(310, 120, 410, 140, GREY).fill(410, 120, 470, 140, GREY)
    for x, y, text in ((54, 104, "Ref"), (114, 104, "Action"), (314, 104, "Progress"), (314, 124, "Lead")):
        page.text(x, y, text)
    page.text(414, 124, "RAG")
    page.table(140, WIDTHS, ACTIONS, lines=False)
    (table,) = read(page).tables()
    cells = table.by_place()
    assert (cells[0, 2].text, cells[0, 2].across, cells[0, 0].down) == ("Progress", 2, 2)
    assert [cells[2, at].text for at in range(4)] == ACTIONS[0]


def test_a_text_merged_over_rows_goes_on_next_to_the_second_row():
    page = Paper()
    painted(page, 100, [["Theme", *HEADINGS]], (80, 40, 180, 90, 50))
    for at, line in enumerate(("1. Homes for", "children and", "young people")):
        page.text(54, 124 + 12 * at, line)
    for at, action in enumerate((*ACTIONS, ACTIONS[0])):
        for x, text in zip((134, 174, 354, 444), action, strict=True):
            page.text(x, 124 + 20 * at, text)
    (table,) = read(page).tables()
    assert table.by_place()[1, 0].text == "1. Homes for children and young people"
    assert (2, 0) not in table.by_place() or table.by_place()[2, 0].row == 1


def test_what_is_below_a_painted_table_is_not_in_it():
    page = Paper()
    end = painted(page, 100, [HEADINGS, *ACTIONS])
    page.text(54, end + 30, "Key", bold=True)
    page.text(54, 800, "Improvement plan").text(500, 800, "1/3")
    document = read(page)
    assert [rows(table) for table in document.tables()] == [[HEADINGS, *ACTIONS]]
    assert {passage.text for passage in document.passages()} >= {"Key"}


def test_headings_on_their_side_are_those_of_a_table_without_lines():
    page = Paper()
    page.text(54, 100, "Ref", bold=True).text(114, 100, "Action", bold=True).text(314, 100, "Lead", bold=True)
    page.text(428, 160, "RAG this month", bold=True, matrix=(0, 1, -1, 0))
    more = ["1.3", "Send it out", "Jo Hart", "R"]
    page.table(165, WIDTHS, [*ACTIONS, more], lines=False)
    assert only_rows(page) == [["Ref", "Action", "Lead", "RAG this month"], *ACTIONS, more]


def card(page, top, action, lead, due):
    """Draw a frame with labels above their values."""
    page.line(50, top, 500, top).line(50, top + 64, 500, top + 64)
    page.line(50, top, 50, top + 64).line(500, top, 500, top + 64)
    page.text(56, top + 4, "What we will do", 8, True).text(56, top + 15, action)
    page.text(56, top + 34, "Lead", 8, True).text(220, top + 34, "Due", 8, True)
    page.text(56, top + 45, lead).text(220, top + 45, due)


def test_a_frame_with_labels_above_their_values_is_a_table_of_them():
    page = Paper()
    card(page, 100, "Write it down", "Jo Hart", "May 2018")
    card(page, 200, "Sum it up", "Al Lee", "June 2018")
    one, other = read(page).tables()
    assert rows(one) == [["What we will do"], ["Write it down"], ["Lead", "Due"], ["Jo Hart", "May 2018"]]
    assert rows(other)[1::2] == [["Sum it up"], ["Al Lee", "June 2018"]]


def test_bold_labels_with_their_values_next_to_them_are_a_box_though_it_has_no_lines():
    page = Paper()
    page.text(50, 60, "1. Homes for all", 16, True)
    page.text(50, 100, "Executive lead", bold=True).text(200, 100, "Jo Hart")
    page.text(50, 120, "Overall RAG", bold=True).text(200, 120, "Green")
    assert only_rows(page) == [["Executive lead", "Jo Hart"], ["Overall RAG", "Green"]]


def test_a_box_at_the_top_of_a_page_is_not_part_of_the_table_before_it():
    one, two = Paper(), Paper()
    box = [[("Theme", GREY), "1. Homes"], [("Lead", GREY), "Jo Hart"]]
    one.table(60, (60, 360), box)
    one.table(660, WIDTHS, [[(text, BLUE) for text in HEADINGS], *ACTIONS])
    two.table(60, (60, 360), box)
    assert [len(rows(table)) for table in read(one, two).tables()] == [2, 3, 2]


def test_a_date_at_the_right_of_its_column_is_not_part_of_the_text_next_to_it():
    page = Paper()
    page.fill(50, 100, 470, 120, GREY)
    for x, text in ((54, "Ref"), (114, "Action"), (274, "Due"), (352, "Comment")):
        page.text(x, 104, text)
    for at, due in enumerate(("Jul-25", "Aug-25", "Sep-25", "Oct-25")):
        y = 124 + 20 * at
        page.text(54, y, f"1.{at}").text(114, y, "Write it down").text(320, y, due).text(352, y, "On course so far")
    assert only_rows(page)[1] == ["1.0", "Write it down", "Jul-25", "On course so far"]


def test_a_dash_within_a_sentence_is_not_a_bullet_where_the_line_wraps_before_it():
    page = Paper()
    text = "Training was attended by 87% of staff - mop up sessions are arranged"
    for width in range(90, 220, 10):
        page = Paper()
        page.table(100, (width, 100), [["Progress", "Lead"], [text, "Jo"]])
        assert only_rows(page)[1][0] == text


def test_a_word_at_the_end_of_a_line_that_is_cut_is_whole_again():
    page = Paper()
    page.table(100, (200, 50), [["Action", "Due"], ["Write it down", ""]], high=40)
    page.text(254, 144, "07 Septe").text(254, 156, "mber 2025")
    assert only_rows(page)[1][1] == "07 September 2025"


def test_a_code_in_a_column_too_narrow_for_it_is_whole_again():
    page = Paper()
    page.table(100, (200, 18), [["Action", "No"], ["Write it down", ""]], high=50)
    for at, piece in enumerate(("R", "1.", "2")):
        page.text(254, 154 + 12 * at, piece)
    assert only_rows(page)[1][1] == "R1.2"


def test_a_title_merged_over_rows_that_a_page_cuts_is_one():
    one, two = Paper(), Paper()
    widths = (80, 40, 180, 90)
    one.table(720, widths, [["Theme", "Ref", "Action", "Lead"], ["1. Timely and supervised", "1.1", "Write", "Jo"]])
    two.table(60, widths, [["plans", "1.2", "Sum it up", "Al"], ["^", "1.3", "Send it", "Jo"]])
    (table,) = read(one, two).tables()
    assert table.by_place()[1, 0].text == "1. Timely and supervised plans"
    assert not any(isinstance(block, Passage) for block in read(one, two).blocks)


def test_headings_above_each_of_three_tables_are_no_title_of_the_document():
    page = Paper()
    top = 60
    for title in ("1. Homes for all", "2. Early help", "3. Staff who stay"):
        page.text(50, top, title, 14, True)
        top = page.table(top + 25, WIDTHS, [HEADINGS, *ACTIONS]) + 30
    assert [passage.level for passage in read(page).passages()] == [1, 1, 1]


def test_refs_in_lines_below_each_other_are_two_rows_however_close():
    page = Paper()
    painted(page, 100, [["Ref", "Action", "Lead"]], (40, 120, 90))
    for at, texts in enumerate((("1.1", "Write all of it down", "Meera Hussain"), ("1.2", "Publish all of it", "Jo"))):
        for x, text in zip((54, 94, 214), texts, strict=True):
            page.text(x, 124 + 12 * at, text)
    assert [row[0] for row in only_rows(page)] == ["Ref", "1.1", "1.2"]


def test_a_pill_or_a_dot_shows_the_rating_of_a_cell_without_text_in_rows_painted_in_turn_too():
    page = Paper()
    shade = (0.95, 0.95, 0.95)
    blank = [["1.3", "Send it out", "Jo Hart", ("", shade)], ["1.4", "Ask again", "Al Lee", ""]]
    page.table(100, WIDTHS, [HEADINGS, ["1.1", "Write it", "Jo Hart", ""], *blank, ["1.5", "End", "Al Lee", ""]])
    page.pill(424, 124, 450, 136, (0, 1, 0)).pill(424, 144, 436, 156, (1, 0, 0)).fill(424, 165, 434, 175, (1, 0.8, 0))
    page.pill(424, 184, 450, 196, GREY)
    (table,) = read(page).tables()
    cells = table.by_place()
    assert [cells[row, 3].fill for row in (1, 2, 3)] == ["00FF00", "FF0000", "FFCC00"]
    assert (4, 3) not in cells


def test_a_sign_next_to_a_text_and_signs_of_several_colours_are_no_rating():
    page = Paper()
    page.table(100, WIDTHS, [HEADINGS, ["1.1", "Write it down", "Jo Hart", "G"], ["1.2", "Sum it up", "Al Lee", ""]])
    page.pill(440, 124, 452, 136, (1, 0, 0)).pill(424, 144, 436, 156, (1, 0, 0)).pill(440, 144, 452, 156, BLUE)
    (table,) = read(page).tables()
    cells = table.by_place()
    assert cells[1, 3].fill is None
    assert (2, 3) not in cells
