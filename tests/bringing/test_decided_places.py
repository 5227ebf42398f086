"""What a person says in a mapping of the layout of a table, its headings, its item, of texts and of ratings."""

from __future__ import annotations

from pathlib import Path

import pytest
from assembled import actions, items, left_over
from openpyxl import load_workbook
from tables_drawn import document, drawn

from plan_workbook import PlanWorkbookError
from plan_workbook.bringing.answers import NAMES_AN_ITEM, ONLY_A_HEADING, Answers, PlaceAnswer, TextAnswer
from plan_workbook.bringing.assembling.assemble import assemble
from plan_workbook.bringing.documents.document import Layout, Passage
from plan_workbook.bringing.recognising.arranging import arranged
from plan_workbook.bringing.recognising.carried import carried
from plan_workbook.bringing.recognising.marked import not_there
from plan_workbook.bringing.recognising.recognise import recognise
from plan_workbook.bringing.telling.mapping_file import mapping_workbook
from plan_workbook.bringing.telling.mapping_reading import read_mapping
from plan_workbook.bringing.telling.unfollowed import unfollowed

TABLE = """
    Action | Owner | By when | RAG
    Hire a head of service | Priya Anand | 31/10/2023 | A
    Audit forty cases a month | Tom Fell | 30/09/2023 | G
"""


def brought(*blocks, **answers):
    said = Answers("mapping.xlsx", (), **answers)
    made = arranged(document(*blocks), said)
    return assemble([made], recognise([made], said), said)


def at(**said) -> tuple[PlaceAnswer, ...]:
    return (PlaceAnswer("plan.docx, table 1", **said),)


def test_a_table_belongs_to_the_recommendation_that_is_named():
    made = brought(drawn(TABLE), places=at(item="7. Homes for children"))
    assert items(made) == ["7 | Homes for children"]
    assert actions(made, "Action") == ["7 | Hire a head of service", "7 | Audit forty cases a month"]


def test_the_rows_that_are_named_are_the_headings():
    rows = TABLE.replace("    Action |", "    Some words | about | this | table\n    Action |", 1)
    made = brought("# Priority 1: Homes", drawn(rows), places=at(headings=(1,)))
    assert actions(made, "Task Lead") == ["1 | Priya Anand", "1 | Tom Fell"]


def test_a_range_in_which_nothing_is_is_said_and_one_of_another_file_is_not():
    made = document(on_a_sheet(TABLE, 1), file="plan.xlsx")
    named = ("plan.xlsx, sheet Plan, A1:D10", "plan.xlsx, sheet Plans, A40:D50", "may.xlsx, sheet Plan, A40:D50")
    places = tuple(PlaceAnswer(where, layout=Layout.ROWS) for where in named)
    (said,) = not_there([made], Answers("mapping.xlsx", (), places=places))
    assert said.startswith("The mapping mapping.xlsx says something of plan.xlsx, sheet Plans, A40:D50")


def on_a_sheet(rows: str, top: int):
    """Return a table of a sheet at column A, with the address of each cell."""
    found = drawn(rows, f"plan.xlsx, sheet Plan, A{top}:D{top + 9}", sheet="Plan")
    cells = (cell._replace(where=f"Plan!{'ABCD'[cell.column]}{top + cell.row}") for cell in found.cells)
    return found._replace(cells=tuple(cells))


def test_a_range_of_a_sheet_is_a_table_where_a_person_says_so():
    above = "    Board | Chair | Dates | Room\n    Improvement | Ann Lee | monthly | 4\n"
    texts = [Passage(text, f"plan.xlsx, Plan!{at}", sheet="Plan") for at, text in (("A9", "Priority 1: Homes"),)]
    sheet = document(*texts, on_a_sheet(above + TABLE, 10), file="plan.xlsx")
    marked = (PlaceAnswer("plan.xlsx, sheet Plan, A12:D14", layout=Layout.ROWS),)
    said = Answers("mapping.xlsx", (), places=marked)
    made = arranged(sheet, said)
    assert [table.where for table in made.tables()] == [
        "plan.xlsx, sheet Plan, A10:D11",
        "plan.xlsx, sheet Plan, A12:D14",
    ]
    assert made.found() == sheet.found()
    read = assemble([made], recognise([made], said), said)
    assert actions(read, "Action", "Task Lead") == [
        "1 | Hire a head of service | Priya Anand",
        "1 | Audit forty cases a month | Tom Fell",
    ]


def test_texts_of_a_sheet_are_a_table_where_a_person_marks_their_range():
    cells = [("A1", "Action"), ("B1", "Owner"), ("A2", "Hire a head of service"), ("B2", "Priya Anand")]
    texts = [Passage(text, f"plan.xlsx, Plan!{at}", sheet="Plan") for at, text in cells]
    made = arranged(
        document(*texts, file="plan.xlsx"),
        Answers("mapping.xlsx", (), places=(PlaceAnswer("plan.xlsx, sheet Plan, A1:B2", layout=Layout.ROWS),)),
    )
    (table,) = made.blocks
    assert [(cell.row, cell.column, cell.text) for cell in table.cells] == [
        (0, 0, "Action"),
        (0, 1, "Owner"),
        (1, 0, "Hire a head of service"),
        (1, 1, "Priya Anand"),
    ]


def test_lists_in_cells_are_rows_where_a_person_says_so():
    rows = """
        Priority | Action | Owner
        1. Homes | Open two homes//Recruit carers | Jo Bright//Lee Ward
    """
    made = brought(drawn(rows), places=at(layout=Layout.LINES))
    assert actions(made, "Action", "Task Lead") == ["1 | Open two homes | Jo Bright", "1 | Recruit carers | Lee Ward"]
    assert made.read + sum(left.cells for left in made.left) == made.found == document(drawn(rows)).found()


def test_a_later_line_of_a_list_that_tells_nothing_is_listed_and_not_counted_as_read_with_the_first():
    rows = """
        Priority | Action | By when
        1. Homes | Open two homes//None//- | 31/10/2023//-//-
    """
    made = brought(drawn(rows), places=at(layout=Layout.LINES))
    assert actions(made, "Action") == ["1 | Open two homes"]
    lines = [(left.text, left.cells) for left in made.left if not left.cells]
    assert lines == [("None", 0), ("-", 0), ("-", 0), ("-", 0)]
    assert made.read + sum(left.cells for left in made.left) == made.found == document(drawn(rows)).found()


def test_a_text_names_a_recommendation_or_is_only_a_heading():
    made = brought(
        "# Priority 1: Homes",
        "# About the way in which we work",
        drawn(TABLE),
        texts=(
            TextAnswer("about the way in which we work", NAMES_AN_ITEM),
            TextAnswer("Priority 1: Homes", ONLY_A_HEADING),
        ),
    )
    assert items(made) == ["1 | About the way in which we work"]


def test_a_text_is_the_field_that_a_person_says():
    made = brought(
        "# Priority 1: Homes", "In the hands of Jo", drawn(TABLE), texts=(TextAnswer("In the hands of Jo", "Lead"),)
    )
    assert items(made, "Lead") == ["1 | In the hands of Jo"]
    assert not left_over(made)


def test_a_rating_counts_as_what_a_person_says():
    rows = f"""{TABLE}
    Recruit ten carers | Lee Ward | 30/11/2023 | Wobbling
    Open two homes | Jo Bright | 30/11/2023 | [7030A0]
    """
    made = brought(
        "# Priority 1: Homes",
        drawn(rows),
        ratings=(("Wobbling", "at risk"), ("(the colour #7030A0)", "complete")),
    )
    assert actions(made, "RAG") == ["1 | A", "1 | G", "1 | A", "1 | C"]


@pytest.fixture
def written(tmp_path) -> Path:
    path = tmp_path / "mapping.xlsx"
    path.write_bytes(mapping_workbook(brought("# Priority 1: Homes", "# Homes", drawn(TABLE))))
    return path


def typed(path: Path, sheet: str, **cells: str) -> Path:
    book = load_workbook(path)
    for cell, text in cells.items():
        book[sheet][cell] = text
    book.save(path)
    return path


def test_what_is_typed_into_a_mapping_is_followed_and_is_in_the_next_one(written):
    typed(written, "Places", F5="cards", H5="2-3", J5="4")
    typed(written, "Ratings", E5="Off track")
    book = load_workbook(written)
    texts = {book["Texts"].cell(row, 5).value: row for row in range(5, book["Texts"].max_row + 1)}
    typed(written, "Texts", **{f"G{texts['Homes']}": "names a recommendation"})
    answers = read_mapping(written)
    assert answers.places == (PlaceAnswer("plan.docx, table 1", Layout.CARDS, (1, 2), "4"),)
    assert answers.ratings == (("A", "off track"),)
    assert answers.texts == (TextAnswer("Homes", NAMES_AN_ITEM, heading=True),)
    written.write_bytes(mapping_workbook(brought("# Priority 1: Homes", "# Homes", drawn(TABLE)), answers))
    again = read_mapping(written)
    assert (again.places, again.ratings, again.texts) == (answers.places, answers.ratings, answers.texts)


REFUSED = {
    "a layout that is none": ("Places", {"F5": "circles"}, "Places!F5 says 'circles'"),
    "rows that are none": ("Places", {"H5": "the second"}, "Places!H5 says 'the second', which are not rows"),
    "rows upside down": ("Places", {"H5": "3-1"}, "Places!H5 says '3-1'"),
    "a meaning that is none": ("Ratings", {"E5": "fine"}, "Ratings!E5 says 'fine'"),
}


@pytest.mark.parametrize(("sheet", "cells", "said"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_followed_is_refused_with_its_cell(sheet, cells, said, written):
    with pytest.raises(PlanWorkbookError) as refusal:
        read_mapping(typed(written, sheet, **cells))
    assert said in str(refusal.value)


SAID_OF_TEXTS = {
    "a question": (0, "Progress", "Texts!G6 says 'Progress' of a question: choose 'agreed'"),
    "all texts": (-1, "Progress", "Texts!G5 says 'Progress' of all texts together: choose 'agreed'"),
}


@pytest.mark.parametrize(("row", "decision", "said"), SAID_OF_TEXTS.values(), ids=SAID_OF_TEXTS)
def test_what_is_no_text_can_only_be_agreed_to(row, decision, said, tmp_path):
    path = tmp_path / "mapping.xlsx"
    asked = brought("# Priority 1: Homes", drawn(TABLE))._replace(questions=("Is it so?",))
    path.write_bytes(mapping_workbook(asked))
    with pytest.raises(PlanWorkbookError) as refusal:
        read_mapping(typed(path, "Texts", **{f"G{6 + row}": decision}))
    assert said in str(refusal.value)


def test_two_decisions_about_the_same_paragraph_are_refused_with_both_cells(tmp_path):
    path = tmp_path / "mapping.xlsx"
    table = drawn(TABLE)
    texts = ("No change.", table, "No change.", "Nor here.", drawn(TABLE, "plan.docx, table 2"))
    path.write_bytes(mapping_workbook(brought("# Priority 1: Homes", *texts)))
    typed(path, "Texts", G6="Lead", G7="Progress")
    with pytest.raises(PlanWorkbookError, match=r"Texts!G6 and Texts!G7 differ about the same text"):
        read_mapping(path)


def test_a_text_that_tells_of_no_recommendation_is_a_question_with_its_cell():
    said = (TextAnswer("In the hands of Jo", "Lead", at="Texts!G9"),)
    made = brought("In the hands of Jo", "# Priority 1: Homes", drawn(TABLE), texts=said)
    assert made.questions == (
        "mapping.xlsx, Texts!G9 says 'Lead' of a text, but nothing says which recommendation is told of there "
        "(paragraph 1): it was left.",
    )


def test_a_lead_that_a_person_names_goes_before_one_that_was_read():
    blocks = ("# Priority 1: Homes", "Lead: Ann Lee", "In the hands of Jo", drawn(TABLE))
    made = brought(*blocks, texts=(TextAnswer("In the hands of Jo", "Lead"),))
    assert items(made, "Lead") == ["1 | In the hands of Jo"]
    assert left_over(made) == [
        "Lead: Ann Lee: The Lead of recommendation 1 was taken from paragraph 3 instead: In the hands of Jo"
    ]


def test_a_text_that_is_gone_is_a_note_with_its_cell_and_no_question():
    made = brought("# Priority 1: Homes", drawn(TABLE), texts=(TextAnswer("Old news", "Progress", at="Texts!G9"),))
    assert made.questions == ()
    assert made.remarks[-1:] == (
        "mapping.xlsx says what a text is that these documents do not have (Texts!G9): nothing came of it.",
    )


UNFOLLOWED = {
    "cards that have no labels": (
        {"layout": Layout.CARDS},
        "'cards' of plan.docx, table 1, which has no labels next to their values: it was read as rows.",
    ),
    "a heading below the table": (
        {"headings": (6,)},
        "that row 7 of plan.docx, table 1 is a heading, but it has 3 rows.",
    ),
    "a table that is not there": (
        {"where": "plan.docx, table 5", "item": "2"},
        "something of plan.docx, table 5, and there is no such table: delete it there, or say it in the row of the "
        "table that is meant.",
    ),
}


@pytest.mark.parametrize(("said", "sentence"), UNFOLLOWED.values(), ids=UNFOLLOWED)
def test_what_can_not_be_followed_of_a_table_is_said_with_its_cell(said, sentence):
    place = PlaceAnswer(**{"where": "plan.docx, table 1", "file": "plan.docx", "at": "Places!F5", **said})
    answers = Answers("mapping.xlsx", (), places=(place,))
    rows = TABLE.replace("Action | Owner | By when | RAG", "Action | Owner | By when | RAG | Cost")
    made = arranged(document(drawn(rows)), answers)
    assert list(unfollowed([made], answers)) == [f"mapping.xlsx, Places!F5 says {sentence}"]


def test_a_sheet_and_a_table_are_the_same_with_another_months_name_and_more_rows():
    old = PlaceAnswer(
        "oct.xlsx, sheet Oct 26, A4:D9", item="4", file="oct.xlsx", first="Action | Owner | By when | RAG"
    )
    grown = on_a_sheet(TABLE, 4)._replace(where="oct.xlsx, sheet Nov 26, A4:D20", sheet="Nov 26")
    (place,) = carried(Answers("mapping.xlsx", (), places=(old,)), [document(grown, file="oct.xlsx")]).places
    assert (place.where, place.item) == ("oct.xlsx, sheet Nov 26, A4:D20", "4")


def test_what_is_said_of_another_document_is_not_carried_over():
    old = PlaceAnswer("risks.docx, table 1", item="4", file="risks.docx")
    answers = Answers("mapping.xlsx", (), places=(old,))
    assert carried(answers, [document(drawn(TABLE), file="Minutes of the board.docx")]) == answers


def test_a_colour_counts_as_what_a_person_says_even_if_no_rating_did_before():
    rows = f"{TABLE}\n    Open two homes | Jo Bright | 30/11/2023 | [7030A0]"
    made = brought("# Priority 1: Homes", drawn(rows), ratings=(("(the colour #7030A0)", "not started"),))
    assert actions(made, "RAG")[-1] == "1 | N"
