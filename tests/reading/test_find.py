"""Leads insert rows, move columns, rename sheets and lose names: what is read stays the same."""

from __future__ import annotations

import copy

import pytest
from builder import address, editing

from plan_workbook import layout
from plan_workbook.package import open_safely
from plan_workbook.reading import read_plan


def rules(plan):
    return {seen.rule for seen in plan.observations}


def seen(plan, rule):
    return [(each.sheet, each.cell) for each in plan.observations if each.rule == rule]


def test_a_workbook_as_made_has_nothing_remarkable_about_it(full):
    assert full.plan.observations == ()


def test_a_workbook_saved_by_openpyxl_reads_the_same(full, book, values_of):
    with editing(book):
        pass
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert plan.observations == ()


@pytest.mark.parametrize("above", ["Progress", "Indicators", "Actions"])
def test_rows_inserted_above_a_table_move_it_and_nothing_is_lost(full, book, values_of, above):
    """openpyxl leaves the defined names where they were, so every name below points to the wrong rows."""
    heading = {"Progress": "Progress", "Indicators": "PI Number", "Actions": "Objective"}[above]
    with editing(book) as opened:
        opened["R01"].insert_rows(opened.cell("R01", above, 0, heading).row, 3)
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert rules(plan) == {"name-missing"}


def test_rows_inserted_above_the_fields_move_everything_and_nothing_is_lost(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].insert_rows(3, 2)
        opened["Plan"].insert_rows(3, 1)
    assert values_of(read_plan(book)) == full.values


@pytest.mark.slow
def test_an_address_is_the_one_the_cell_has_now(book):
    with editing(book) as opened:
        opened["R01"].insert_rows(3, 7)
    plan = read_plan(book)
    assert plan.indicators[0].actual.cell == address(book, "R01", "Indicators", 1, "Actual")
    assert plan.actions[1].rating.cell == address(book, "R01", "Actions", 2, "RAG")


def test_a_row_inserted_inside_a_table_leaves_the_rows_below_it_in_the_table(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].insert_rows(opened.cell("R01", "Actions", 2, "Ref").row)
    assert values_of(read_plan(book)) == full.values


def test_a_spare_row_that_is_filled_in_is_read(book):
    with editing(book) as opened:
        opened.type("R01", "Actions", 3, "Action", "Something new")
        opened.type("R01", "Indicators", 5, "PI Number", "CSC 999")
    plan = read_plan(book)
    assert [a.text.text for a in plan.recommendations[0].actions][2] == "Something new"
    assert [i.number.text for i in plan.recommendations[0].indicators][-1] == "CSC 999"
    assert rules(plan) == set()


def swap(sheet, one, other, rows):
    for row in rows:
        first, second = sheet.cell(row, one), sheet.cell(row, other)
        first.value, second.value = second.value, first.value
        first._style, second._style = copy.copy(second._style), copy.copy(first._style)


@pytest.mark.parametrize(
    ("table", "one", "other"),
    [
        ("Indicators", "Target", "Actual"),
        ("Indicators", "PI Number", "Comment"),
        ("Actions", "Ref", "RAG"),
        ("Actions", "Start Date", "Completion Date"),
    ],
)
def test_columns_that_changed_places_are_read_by_their_headings(full, book, values_of, table, one, other):
    with editing(book) as opened:
        first, second = (opened.cell("R01", table, 0, heading) for heading in (one, other))
        swap(opened["R01"], first.column, second.column, range(first.row, first.row + 9))
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert plan.observations == ()


@pytest.mark.parametrize("sheet", ["R01", "Plan"])
def test_without_its_names_a_sheet_is_read_by_its_headings_and_every_name_is_missed(full, book, values_of, sheet):
    with editing(book) as opened:
        names = set(opened[sheet].defined_names) - {layout.MARKED_NAME}
        opened[sheet].defined_names.clear()
    plan = read_plan(book)
    assert values_of(plan) == full.values
    (missed,) = plan.observations
    assert missed.rule == "name-missing"
    assert set(missed.detail.replace(" and ", ", ").split(", ")) == names


def test_names_lost_on_every_sheet_change_no_value(full, book, values_of):
    with editing(book) as opened:
        opened.workbook.defined_names.clear()
        for sheet in opened.workbook.worksheets:
            sheet.defined_names.clear()
    assert values_of(read_plan(book)) == full.values


RETYPED = {
    ("Indicators", "Actual"): ["ACTUAL", " Actual ", "Actual:", "actual *", "Actual (Aug)", "Q2 actual", "Actuals"],
    ("Indicators", "Target"): ["Target 2018/19", "Target [2018]", "Targets - March 2018", "2017-18 target"],
    ("Indicators", "PI Number"): ["PI No.", "PI no", "PI Numbers"],
    ("Indicators", "Comment"): ["Comments", "COMMENTS:"],
    ("Actions", "Task Lead"): ["Task lead(s)", "Task-lead", "Task leads"],
    ("Actions", "RAG"): ["RAG status", "RAG rating", "RAG (Dec)"],
    ("Actions", "Completion Date"): ["Due Date", "Completion dates", "Completion date (revised)"],
    ("Progress", "Progress"): ["Progress this month", "Progress to date:", "PROGRESS - December 2017"],
}
"""What people make of headings that are still the same headings."""


@pytest.mark.slow
@pytest.mark.parametrize("named", [True, False], ids=["named", "without names"])
def test_a_heading_as_people_retype_it_is_the_same_heading(full, book, values_of, named):
    """Each sheet has headings retyped in its own way."""
    for way in range(7):
        book.write_bytes(full.content)
        with editing(book) as opened:
            for (table, heading), ways in RETYPED.items():
                opened.type("R01", table, 0, heading, ways[way % len(ways)])
            if not named:
                opened["R01"].defined_names.clear()
        plan = read_plan(book)
        assert values_of(plan) == full.values
        assert rules(plan) == (set() if named else {"name-missing"})


def test_a_label_as_people_retype_it_is_the_same_label(full, book, values_of):
    with editing(book) as opened:
        for label, new in (("Lead", "Lead(s)"), ("RAG", "RAG (Dec)"), ("Number", "No.")):
            opened["R01"].cell(opened.field("R01", label).row, 2).value = new
        opened["R01"].defined_names.clear()
    assert values_of(read_plan(book)) == full.values


@pytest.mark.parametrize(
    ("table", "heading"),
    [("Indicators", "Actual"), ("Indicators", "PI Number"), ("Actions", "Comment"), ("Progress", "Progress")],
)
def test_a_single_heading_that_nobody_knows_is_the_column_that_is_missing_there(full, book, values_of, table, heading):
    with editing(book) as opened:
        cell = opened.type("R01", table, 0, heading, "How it is going")
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert [(o.rule, o.cell, o.value, o.detail) for o in plan.observations] == [
        ("heading-changed", cell, "How it is going", heading)
    ]


def test_a_heading_that_was_moved_off_its_column_loses_nothing_and_a_whole_column_is_read_where_it_is(
    full, book, values_of
):
    for whole in (False, True):
        book.write_bytes(full.content)
        with editing(book) as opened:
            page, heading = opened["R01"], opened.cell("R01", "Progress", 0, "Progress")
            for area in list(page.merged_cells.ranges) if whole else ():
                page.unmerge_cells(str(area))
            below = (
                opened.cell("R01", "Indicators", 0, "PI Number").row - 3
            )  # its title, and two rows between the tables
            for row in range(heading.row, below if whole else heading.row + 1):
                there = page.cell(row, heading.column + 1)
                there.value, page.cell(row, heading.column).value = page.cell(row, heading.column).value, None
        plan = read_plan(book)
        assert values_of(plan) == full.values
        assert [(o.rule, o.cell) for o in plan.observations] == (
            [] if whole else [("heading-changed", heading.coordinate)]
        )


@pytest.mark.parametrize("named", [True, False], ids=["named", "without names"])
@pytest.mark.parametrize("title", ["Actions for this recommendation", "Ring Ann"])
def test_a_title_that_says_something_else_is_noted_and_is_no_row_of_the_table_above(
    full, book, values_of, title, named
):
    with editing(book) as opened:
        (cell,) = (c for line in opened["R01"].iter_rows() for c in line if c.value == "Actions")
        cell.value = title
        if not named:
            opened["R01"].defined_names.clear()
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert seen(plan, "heading-changed") == [("R01", cell.coordinate)]
    assert rules(plan) == {"heading-changed", *([] if named else ["name-missing"])}


def test_without_its_name_a_table_misses_the_heading_that_nobody_knows_at_its_cell(full, book):
    with editing(book) as opened:
        cell = opened.type("R01", "Indicators", 0, "Actual", "Current")
        del opened["R01"].defined_names["Indicators"]
    plan = read_plan(book)
    assert all(i.actual.value is None for i in plan.recommendations[0].indicators)
    assert [(o.rule, o.cell, o.value) for o in plan.observations] == [
        ("heading-missing", cell, "Current"),
        ("name-missing", address(book, "R01", "Indicators", 0, "PI Number"), None),
    ]
    assert [i.target.value for i in plan.recommendations[0].indicators] == [
        i.target.value for i in full.plan.recommendations[0].indicators
    ]


def test_two_headings_next_to_each_other_that_nobody_knows_are_both_missed(book):
    with editing(book) as opened:
        cells = [opened.cell("R01", "Indicators", 0, heading) for heading in ("Previous", "Actual")]
        cells[0].value, cells[1].value = "Then", ""
    plan = read_plan(book)
    assert [(o.rule, o.cell, o.value) for o in plan.observations] == [
        ("heading-missing", cells[0].coordinate, "Then"),
        ("heading-missing", cells[1].coordinate, None),
    ]


def test_of_two_headings_that_could_be_the_one_neither_is_taken(book):
    with editing(book) as opened:
        cells = [opened.cell("R01", "Indicators", 0, heading) for heading in ("Previous", "Actual")]
        cells[0].value, cells[1].value = "Actual 2017", "Actual 2018"
    plan = read_plan(book)
    assert all(i.actual.value is None for i in plan.recommendations[0].indicators)
    assert "heading-missing" in rules(plan)


def test_the_heading_of_the_progress_column_lost_with_its_name_does_not_lose_the_tables_below(full, book):
    with editing(book) as opened:
        cell = opened.type("R01", "Progress", 0, "Progress", "How it is going")
        del opened["R01"].defined_names["Progress"]
    plan = read_plan(book)
    assert len(plan.indicators) == len(full.plan.indicators)
    assert len(plan.actions) == len(full.plan.actions)
    assert [(o.rule, o.cell, o.value) for o in plan.observations] == [("heading-missing", cell, "How it is going")]


def test_a_label_retyped_is_found_by_its_name(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].cell(opened.field("R01", "Lead").row, 2).value = "Responsible officer"
    plan = read_plan(book)
    assert values_of(plan) == full.values


@pytest.mark.parametrize("title", ["Assessment", "Head's sheet", "7", "R01 (old), #1", "Übersicht & mehr", "a" * 31])
def test_a_renamed_sheet_reads_the_same_under_its_new_name(full, book, values_of, title):
    with editing(book) as opened:
        opened["R01"].title = title
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert plan.recommendations[0].sheet == title
    assert plan.indicators[0].actual.sheet == title


def test_a_renamed_plan_sheet_reads_the_same(full, book, values_of):
    with editing(book) as opened:
        opened["Plan"].title = "Settings"
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert plan.plan_sheet == "Settings"


def test_sheets_in_another_order_are_the_same_plan_in_that_order(full, book, values_of):
    with editing(book) as opened:
        opened.workbook.move_sheet("R4.10", -3)
        opened.workbook.move_sheet("Plan", 4)
    plan = read_plan(book)
    assert [r.number.text for r in plan.recommendations] == ["4.10", "1", "2"]
    assert values_of(plan)[0] == full.values[0]
    assert rules(plan) == set()


def test_a_copied_sheet_is_one_more_recommendation_with_the_same_values(full, book):
    with editing(book) as opened:
        opened.workbook.copy_worksheet(opened["R01"]).title = "Copied"
    plan = read_plan(book)
    original, copied = plan.recommendations[0], plan.recommendations[-1]
    assert (original.sheet, copied.sheet) == ("R01", "Copied")
    assert [i.actual.value for i in copied.indicators] == [i.actual.value for i in original.indicators]
    assert len(plan.recommendations) == len(full.plan.recommendations) + 1
    assert len(plan.actions) == len(full.plan.actions) + len(original.actions)


@pytest.mark.parametrize("sheet", ["Summary", "Guidance", "Plan", "Lists"])
def test_a_copy_of_any_other_sheet_is_not_taken_for_a_recommendation_and_is_noticed(full, book, values_of, sheet):
    with editing(book) as opened:
        opened.workbook.copy_worksheet(opened[sheet]).title = "Kept from November"
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert [each.sheet for each in plan.observations if each.rule == "sheet-unexpected"] == ["Kept from November"]


@pytest.mark.parametrize("sheet", ["Summary", "Guidance"])
def test_a_generated_sheet_under_another_name_is_not_taken_for_a_recommendation(full, book, values_of, sheet):
    with editing(book) as opened:
        opened[sheet].title = "Something else"
    assert values_of(read_plan(book)) == full.values


def test_a_deleted_sheet_is_missed_where_the_plan_lists_it(book):
    with editing(book) as opened:
        del opened.workbook["R4.10"]
    plan = read_plan(book)
    assert [each.detail for each in plan.observations if each.rule == "sheet-missing"] == ["4.10"]


def test_a_sheet_that_does_not_belong_to_the_plan_is_noticed_and_not_read(full, book, values_of):
    with editing(book) as opened:
        notes = opened.workbook.create_sheet("Notes")
        notes["B3"], notes["B4"] = "Remember", "to ring Ann"
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert [each.sheet for each in plan.observations if each.rule == "sheet-unexpected"] == ["Notes"]


@pytest.mark.parametrize("place", ["G3", "N30", "A60", "L5"])
def test_what_is_typed_outside_tables_and_fields_is_noticed_with_its_cell(full, book, values_of, place):
    with editing(book) as opened:
        assert opened["R01"][place].value is None
        opened["R01"][place] = "ring me"
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert seen(plan, "content-outside-table") == [("R01", place)]


def test_hidden_rows_columns_and_sheets_are_read_like_others(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].row_dimensions[opened.cell("R01", "Actions", 2, "Ref").row].hidden = True
        opened["R01"].column_dimensions["J"].hidden = True
        opened["R02"].sheet_state = "hidden"
    assert values_of(read_plan(book)) == full.values


def test_a_sheet_whose_protection_was_taken_off_reads_the_same(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].protection.disable()
    assert values_of(read_plan(book)) == full.values


def test_reading_changes_no_byte_of_the_workbook(full, book):
    read_plan(book)
    assert book.read_bytes() == full.content == open_safely(book)
