"""Layouts an outsider drew without knowing the code: leads, ratings, refs, dates and items said in other places."""

from __future__ import annotations

import io

import openpyxl
import pytest
from assembled import actions, brought, brought_from, indicators, items, left_over
from openpyxl.styles import Font
from tables_drawn import drawn
from word_documents import document as word_document
from word_documents import p, styled, tbl, tc, tr

from plan_workbook.bringing.documents.in_excel import read_excel
from plan_workbook.bringing.documents.in_word import read_word

ACTIONS = """
    Ref | Action | Owner | Due date | RAG
    1.1 | Hire a head of service | Tom Fell | 31/10/2026 | G
    1.2 | Audit forty cases a month | Al Ray | 30/11/2026 | A
"""


@pytest.mark.parametrize(
    "heading",
    [
        "# Priority 1: Homes for children | Lead: Jo Hart",
        "# Priority 1: Homes for children - lead Jo Hart",
        "# Priority 1: Homes for children (led by Jo Hart)",
        "# Priority 1: Homes for children, owned by Jo Hart",
    ],
)
def test_a_lead_behind_a_title_is_taken_out_of_it(heading):
    made = brought(heading, drawn(ACTIONS))
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Jo Hart"]


def test_a_lead_in_brackets_on_the_line_below_the_title_is_taken_out_of_them():
    made = brought(
        drawn("""
            Priority | Ref | Action | Owner | Due date
            1 \u2013 Homes for children//(Lead: Jo Hart) | 1.1 | Hire a head of service | Tom Fell | 31/10/2026
            ^ | 1.2 | Audit forty cases a month | Al Ray | 30/11/2026
            2 \u2013 Help for families//(Lead: Al Ray) | 2.1 | Open a hub | Tom Fell | 30/11/2026
        """)
    )
    assert items(made, "Title", "Lead") == ["1 | Homes for children | Jo Hart", "2 | Help for families | Al Ray"]


@pytest.mark.parametrize("title", ["Early help - Lead Practitioner Model", "A service led by children", "Elect a lead"])
def test_a_title_about_leading_stays_a_title(title):
    assert items(brought(f"# Priority 1: {title}", drawn(ACTIONS)), "Title", "Lead") == [f"1 | {title} | "]


@pytest.mark.parametrize("line", ["Led by Jo Hart", "Sponsored by Jo Hart.", "Owned by: Jo Hart"])
def test_a_line_without_a_label_says_who_leads(line):
    made = brought("# Priority 1: Homes for children", line, drawn(ACTIONS))
    assert items(made, "Lead") == ["1 | Jo Hart"]
    assert left_over(made) == []


@pytest.mark.parametrize(
    "line", ["Overall: Amber", "Priority rating: Amber", "Theme BRAG: Amber", "Project status: Amber"]
)
def test_a_line_rates_an_item_by_its_own_word_or_overall(line):
    made = brought("# Priority 1: Homes for children", line, drawn(ACTIONS))
    assert items(made, "RAG") == ["1 | A"]
    assert left_over(made) == []


def test_a_rating_next_to_its_label_above_the_table_of_a_sheet_is_that_of_the_item():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Theme 1"
    rows = [
        ["Theme 1: Homes for children"],
        ["Theme lead:", "Jo Hart"],
        ["Theme rating:", "Amber"],
        [],
        ["Ref", "Action", "Owner", "Due date", "Status"],
        ["1.1", "Hire a head of service", "Tom Fell", "31/10/2026", "Green"],
        ["1.2", "Audit forty cases a month", "Al Ray", "30/11/2026", "Amber"],
    ]
    for row in rows:
        sheet.append(row)
    made = brought_from(read_excel(stored(book), "plan.xlsx"))
    assert items(made, "Title", "Lead", "RAG") == ["1 | Homes for children | Jo Hart | A"]
    assert left_over(made) == []


def stored(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ("01/09/2026 - 31/01/2027", "01/09/2026 | 31/01/2027"),
        ("Sept 2026 to March 2027", "Sept 2026 | March 2027"),
        ("From 1 May 2026 until 30 June 2026", "1 May 2026 | 30 June 2026"),
        ("01/09/26-31/01/27", "01/09/26 | 31/01/27"),
        ("2026-09-01 \u2013 2027-01-31", "2026-09-01 | 2027-01-31"),
    ],
)
def test_two_dates_in_a_cell_are_when_an_action_starts_and_when_it_is_due(dates, expected):
    made = brought(
        "# Priority 1: Homes",
        drawn(f"""
            Action | Owner | Timescale (start - end)
            Hire a head of service | Tom Fell | {dates}
            Audit forty cases a month | Al Ray | 30/11/2026
        """),
    )
    assert actions(made, "Start Date", "Completion Date") == [f"1 | {expected}", "1 |  | 30/11/2026"]


@pytest.mark.parametrize("dates", ["31/03/2026//30/06/2026", "June 2026 - TBC", "30/06/2026 - 31/03/2026"])
def test_dates_that_may_be_an_old_and_a_new_one_stay_as_printed(dates):
    made = brought(
        "# Priority 1: Homes", drawn(f"Action | Owner | Due date\n Hire a head of service | Tom Fell | {dates}")
    )
    assert actions(made, "Start Date", "Completion Date") == [f"1 |  | {dates}".replace("//", "\n")]


def test_the_codes_that_measures_begin_with_are_their_numbers():
    table = """
        Measure | Baseline | Target | Now
        S1: Plans issued within 20 weeks | 34% | 60% | 29%
        S2: Plans audited as good | 18% | 50% | 44%
    """
    other = "Measure | Baseline | Target | Now\n S5: Average wait | 104 weeks | 52 weeks | 91 weeks"
    made = brought("# Priority 1: Homes", drawn(table), "# Priority 2: Help", drawn(other, "plan.docx, table 2"))
    assert indicators(made, "PI Number", "Description", "Actual") == [
        "1 | S1 | Plans issued within 20 weeks | 29%",
        "1 | S2 | Plans audited as good | 44%",
        "2 | S5 | Average wait | 91 weeks",
    ]


def test_measures_that_begin_with_figures_have_no_numbers():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
            Measure | Target | Actual
            16 to 18 year olds in education | 95% | 91%
            19 to 21 year olds in work | 60% | 58%
        """),
        "# Priority 2: Schools",
        drawn("Measure | Target | Actual\n KS2 results | 65% | 61%\n KS4 results | 60% | 58%", "plan.docx, table 2"),
    )
    assert indicators(made, "PI Number", "Description") == [
        "1 |  | 16 to 18 year olds in education",
        "1 |  | 19 to 21 year olds in work",
        "2 |  | KS2 results",
        "2 |  | KS4 results",
    ]


def test_items_in_the_column_of_refs_have_their_lead_rating_and_progress_in_the_other_columns():
    made = brought(
        drawn("""
            No | Action | Owner | Completion | RAG | Progress
            Priority 1 - Money | | Jo Hart | | Red | The forecast is over.
            1.1 | Agree savings of \u00a318m | Jo Hart | 27 Feb 26 | Amber | Most are agreed.
            1.2 | Publish the accounts | Al Ray | 31 Dec 25 | Red |
            Priority 2 - Culture | | Tom Fell | | Green |
            2.1 | Ask all staff in a survey | Meera Dass | 30 Jun 26 | Green | 62% answered.
        """)
    )
    assert items(made, "Title", "Lead", "RAG", "Progress") == [
        "1 | Money | Jo Hart | R | The forecast is over.",
        "2 | Culture | Tom Fell | G | ",
    ]
    assert actions(made, "Ref", "Action") == [
        "1 | 1.1 | Agree savings of \u00a318m",
        "1 | 1.2 | Publish the accounts",
        "2 | 2.1 | Ask all staff in a survey",
    ]


def test_a_column_of_objectives_and_tasks_has_the_actions_where_no_other_has():
    made = brought(
        drawn("""
            Ref | Objective / task | Who leads | Start | Complete by | RAG rating | Progress to date
            1 | Homes we know | Jo Hart | | | |
            1.1 | Survey every home | Tom Fell | 06/01/2026 | 31/03/2026 | Amber | Half are done.
            1.2 | Load the results | Al Ray | 03/02/2026 | 30/09/2026 | Green |
            2 | Safety | Al Ray | | | |
            2.1 | Fit smoke alarms | Tom Fell | 10/02/2026 | 29/08/2026 | Green | 804 fitted.
            2.2 | Inspect the wiring | Jo Hart | 13/01/2026 | 31/10/2026 | Red |
        """)
    )
    assert items(made, "Title", "Lead") == ["1 | Homes we know | Jo Hart", "2 | Safety | Al Ray"]
    assert [each.split(" | ")[:2] for each in actions(made, "Ref")] == [
        ["1", "1.1"],
        ["1", "1.2"],
        ["2", "2.1"],
        ["2", "2.2"],
    ]


def test_outcomes_with_numbers_of_their_own_for_several_rows_are_the_items():
    made = brought(
        drawn("""
            Outcome no. | Outcome | Outcome owner | Step no. | Step | Delivered by | Finish
            1 | Homes we know | Jo Hart | 1.1 | Survey every home | Tom Fell | 31/03/2026
            1 | Homes we know | Jo Hart | 1.2 | Load the results | Al Ray | 30/09/2026
            2 | Safety | Al Ray | 2.1 | Fit smoke alarms | Tom Fell | 29/08/2026
            2 | Safety | Al Ray | 2.2 | Inspect the wiring | Jo Hart | 31/10/2026
        """)
    )
    assert items(made, "Title", "Lead") == ["1 | Homes we know | Jo Hart", "2 | Safety | Al Ray"]


def test_a_log_of_changes_is_no_table_of_actions():
    made = brought(
        "# Priority 1: Homes",
        drawn(ACTIONS),
        "Change log",
        drawn(
            "Date | Changed by | What changed\n 04/12/2026 | Jo Hart | Dates for 1.1 moved\n"
            " 18/12/2026 | Al Ray | New measure added",
            "plan.docx, table 2",
        ),
    )
    assert actions(made, "Ref") == ["1 | 1.1", "1 | 1.2"]


def dot(colour: str) -> str:
    return tc(f'<w:p><w:r><w:rPr><w:color w:val="{colour}"/></w:rPr><w:t>\u25cf</w:t></w:r></w:p>')


def test_red_is_worse_than_amber_though_both_are_behind():
    rows = [
        tr("1.1", "Hire a head of service", "Tom Fell", "31/10/2026", dot("FF0000")),
        tr("1.2", "Audit forty cases a month", "Al Ray", "30/11/2026", dot("FFC000")),
        tr("1.3", "Publish the offer", "Al Ray", "30/11/2026", dot("00B050")),
    ]
    content = word_document(
        p("Key: blue \u2013 closed; green \u2013 on plan; amber \u2013 at risk; red \u2013 behind plan"),
        styled("Heading1", "Priority 1: Homes"),
        tbl(tr("Ref", "Action", "Owner", "Due date", "RAG"), *rows),
        p(""),
    )
    assert actions(brought_from(read_word(content, "plan.docx")), "RAG") == ["1 | R", "1 | A", "1 | G"]


def test_coloured_dots_are_counted_among_the_cells_in_word_and_excel():
    headings = ("Theme", "Ref", "Action", "Owner", "Due date", "RAG")
    rows = [("1. Homes", f"1.{n}", f"Recruit for team {n}", "Jo Hart", f"31/0{n}/2026") for n in (1, 3, 5)]
    colours = ("FF0000", "00B050", "FFC000")
    word = tbl(tr(*headings), *(tr(*row, dot(colour)) for row, colour in zip(rows, colours, strict=True)))
    book = openpyxl.Workbook()
    book.active.append(headings)
    for at, (row, colour) in enumerate(zip(rows, colours, strict=True), 2):
        book.active.append([*row, "\u25cf"])
        book.active.cell(at, 6).font = Font(color=colour)
    for document in (
        read_word(word_document(word, p("")), "plan.docx"),
        read_excel(stored(book), "plan.xlsx"),
    ):
        made = brought_from(document)
        assert actions(made, "RAG") == ["1 | R", "1 | G", "1 | A"]
        assert (made.found, made.read) == (24, 18)


def test_a_table_of_items_with_a_table_of_actions_in_each_row_gives_their_leads():
    def inside(number: int) -> str:
        tasks = [tr(f"{number}.{n}", f"Do task {n} of {number}", "Al Ray", f"31/0{n}/2026") for n in (1, 3)]
        return tc(tbl(tr("Ref", "Task", "Officer", "Deadline"), *tasks) + p(""))

    content = word_document(
        styled("Heading1", "Improvement plan"),
        tbl(
            tr("Objective", "Lead", "Tasks"),
            tr("Objective 1: Homes for children in our area", "Jo Hart", inside(1)),
            tr("Objective 2: Help for children in our area", "Tom Fell", inside(2)),
            tr("Objective 3: Voice for children in our area", "Al Ray", "No open tasks"),
        ),
        p(""),
    )
    made = brought_from(read_word(content, "plan.docx"))
    assert items(made, "Title", "Lead") == [
        "1 | Homes for children in our area | Jo Hart",
        "2 | Help for children in our area | Tom Fell",
        "3 | Voice for children in our area | Al Ray",
    ]
    assert actions(made, "Ref") == ["1 | 1.1", "1 | 1.3", "2 | 2.1", "2 | 2.3"]


def test_a_table_below_the_heading_of_the_next_item_has_the_headings_of_the_one_above():
    first = """
        Ref | Action | Owner | Due date | RAG | Update
        1.1 | Hire a head of service | Tom Fell | 31/10/2026 | G | The advert is out.
    """
    second = """
        2.1 | Open a family hub | Al Ray | 31/03/2027 | A | A site was found.
        2.2 | Train the volunteers | Jo Hart | 30/04/2027 | G | 40 are trained.
    """
    made = brought("# Priority 1: Homes", drawn(first), "Priority 2: Help", drawn(second, "plan.docx, table 2"))
    assert actions(made, "Ref", "Task Lead", "RAG") == [
        "1 | 1.1 | Tom Fell | G",
        "2 | 2.1 | Al Ray | A",
        "2 | 2.2 | Jo Hart | G",
    ]


def test_a_column_that_is_blank_below_the_next_item_is_still_that_of_its_heading():
    content = word_document(
        styled("Heading1", "Priority 1: Homes"),
        tbl(
            tr("Outcome", "Ref", "Action", "Owner", "Due date", "RAG"),
            tr("A full team", "1.1", "Hire a head of service", "Tom Fell", "31/10/2026", "G"),
        ),
        styled("Heading1", "Priority 2: Help"),
        tbl(
            tr("", "2.1", "Open a family hub", "Al Ray", "31/03/2027", "A"),
            tr("", "2.2", "Train the volunteers", "Jo Hart", "30/04/2027", "G"),
        ),
        p(""),
    )
    made = brought_from(read_word(content, "plan.docx"))
    assert actions(made, "Objective", "Ref", "RAG") == ["1 | A full team | 1.1 | G", "2 |  | 2.1 | A", "2 |  | 2.2 | G"]


def test_a_lead_on_a_line_below_each_action_is_its_lead_where_no_column_has_them():
    made = brought(
        "# Priority 1: Homes",
        drawn("""
            Ref | Action | Deadline | RAG
            1.1 | Hire a head of service//Lead: Tom Fell | 31/10/2026 | G
            1.2 | Audit forty cases a month//Lead: Al Ray | 30/11/2026 | A
        """),
    )
    assert actions(made, "Action", "Task Lead") == [
        "1 | Hire a head of service | Tom Fell",
        "1 | Audit forty cases a month | Al Ray",
    ]


def test_a_remark_below_the_numbers_of_the_items_is_no_item():
    made = brought(
        drawn("""
            No | Priority | Ref | Action | Owner | Due date
            1 | Homes | 1.1 | Hire a head of service | Tom Fell | 31/10/2026
            2 | Help | 2.1 | Open a family hub | Al Ray | 30/11/2026
            Reviewed by the board on 12 December | | | | |
        """)
    )
    assert items(made, "Title") == ["1 | Homes", "2 | Help"]
    assert left_over(made) == [
        "Reviewed by the board on 12 December: a text across the table, for which the register has no place"
    ]


def test_counts_next_to_the_actions_are_no_part_of_them():
    rows = [
        ("Priority", "Ref", "Action", "Owner", "By when", "RAG", "", "Priority", "Red", "Green"),
        ("1. Homes", "1.1", "Hire a head of service", "Tom Fell", "31/10/2026", "G", "", "Priority 1", "1", "1"),
        ("1. Homes", "1.2", "Audit forty cases a month", "Al Ray", "30/11/2026", "R", "", "Priority 2", "0", "1"),
        ("2. Help", "2.1", "Open a family hub", "Al Ray", "31/03/2027", "G", "", "Total", "1", "2"),
    ]
    content = word_document(tbl(*(tr(*row) for row in rows)), p(""))
    made = brought_from(read_word(content, "plan.docx"))
    assert items(made, "Title") == ["1 | Homes", "2 | Help"]
    assert actions(made, "Ref", "RAG") == ["1 | 1.1 | G", "1 | 1.2 | R", "2 | 2.1 | G"]
    assert made.found == made.read + sum(each.cells for each in made.left) == 36


def test_a_table_goes_on_though_a_heading_is_cut_on_the_next_page():
    first = """
        Area for improvement | Action | Owner | Due date | RAG
        1. Homes | Hire a head of service | Tom Fell | 31/10/2026 | G
    """
    second = """
        Area for improvem | Action | Owner | Due date | RAG
        | Audit forty cases a month | Al Ray | 30/11/2026 | A
    """
    made = brought(drawn(first), drawn(second, "plan.docx, table 2"))
    assert actions(made, "Action") == ["1 | Hire a head of service", "1 | Audit forty cases a month"]
