"""What a person decided about a table is followed to the letter, by heading; what is new in it is asked for."""

from __future__ import annotations

from tables_drawn import document, drawn

from plan_workbook.bringing.answers import Answers, ColumnAnswer, TableAnswer
from plan_workbook.bringing.brought import IGNORE, SURE, Kind, Recognised
from plan_workbook.bringing.recognising.recognise import recognise

TRACKER = """
    Sphere | What | Kind of person | Day
    Homes | Open two homes for young people | Kim Lowe | 31/03/2022
    Schools | Find a place for every child | Jo Tan | 30/04/2022
    """
COLUMNS = (
    ColumnAnswer("Sphere", "Title", Kind.RECOMMENDATIONS),
    ColumnAnswer("What", "Action"),
    ColumnAnswer("Kind of person", "Task Lead"),
    ColumnAnswer("Day", "Completion Date"),
)


def decided(drawing: str, *columns: ColumnAnswer, kind: Kind = Kind.ACTIONS) -> Recognised:
    answer = TableAnswer("plan.docx, table 1", None, tuple(each.heading for each in columns), kind, columns)
    (found,) = recognise([document(drawn(drawing))], Answers("mapping.xlsx", (answer,)))
    return found


def test_a_mapping_is_followed_to_the_letter():
    found = decided(TRACKER, *COLUMNS)
    assert (found.kind, found.sure, found.why) == (Kind.ACTIONS, 1.0, "the mapping says so")
    assert [(each.field, each.of, each.sure) for each in found.columns] == [
        ("Title", Kind.RECOMMENDATIONS, 1.0),
        ("Action", None, 1.0),
        ("Task Lead", None, 1.0),
        ("Completion Date", None, 1.0),
    ]


def test_columns_that_were_moved_are_found_by_their_headings():
    moved = "\n".join(" | ".join(reversed(line.split("|"))) for line in TRACKER.strip().splitlines())
    found = decided(moved, *COLUMNS)
    assert [each.field for each in found.columns] == ["Completion Date", "Task Lead", "Action", "Title"]
    assert all(each.sure == 1.0 for each in found.columns)


def test_a_mapping_may_say_what_nobody_would_guess():
    found = decided(TRACKER, COLUMNS[0], ColumnAnswer("What", "Comment"), *COLUMNS[2:])
    assert found.columns[1].field == "Comment"


def test_an_ignored_column_is_ignored_and_an_ignored_table_is_not_read():
    found = decided(TRACKER, ColumnAnswer("Sphere", IGNORE), *COLUMNS[1:])
    assert (found.columns[0].field, found.columns[0].sure) == (IGNORE, 1.0)
    assert decided(TRACKER, *COLUMNS, kind=Kind.IGNORED).kind is Kind.IGNORED


def test_a_reworded_heading_is_asked_for_with_what_it_probably_is():
    found = decided(TRACKER.replace("Day", "Due date"), *COLUMNS)
    due = found.columns[3]
    assert due.field == "Completion Date"
    assert due.sure < SURE
    assert "'Day'" in due.why
    assert all(each.sure == 1.0 for each in found.columns[:3])


def test_a_new_column_is_asked_for():
    rows = ("RAG", "G", "A")
    wider = "\n".join(f"{a} | {b}" for a, b in zip(TRACKER.strip().splitlines(), rows, strict=True))
    new = decided(wider, *COLUMNS).columns[4]
    assert new.field == "RAG"
    assert new.sure < SURE
    assert "the mapping does not have this heading" in new.why


def test_a_table_that_only_shares_a_heading_with_the_mapping_is_read_without_it():
    people = """
        Name | Kind of person | Email
        Kim Lowe | Head of Homes | kim.lowe@example.org
        Jo Tan | Head of Schools | jo.tan@example.org
        """
    assert decided(people, *COLUMNS).kind is Kind.PEOPLE


def test_columns_of_a_table_that_a_person_says_is_read_are_proposed_where_the_mapping_leaves_them_open():
    open_ones = tuple(ColumnAnswer(each.heading, "") for each in COLUMNS)
    found = decided(TRACKER, *open_ones)
    assert found.columns[1].field == "Action"
    assert all(each.sure < SURE for each in found.columns)


def test_two_columns_with_the_same_heading_are_told_apart_by_their_order():
    twice = """
        Action | Lead | Notes | Notes
        Train every new manager | Kim Lowe | Ten were trained | See the log
        Train every new worker | Jo Tan | Forty were trained | See the log
        """
    columns = (ColumnAnswer("Action", "Action"), ColumnAnswer("Lead", "Task Lead"))
    found = decided(twice, *columns, ColumnAnswer("Notes", "Comment"), ColumnAnswer("Notes", "Evidence"))
    assert [each.field for each in found.columns] == ["Action", "Task Lead", "Comment", "Evidence"]
