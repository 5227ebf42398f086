"""How much of a sheet's own words has to be left for a table or a field to be found."""

from __future__ import annotations

import pytest
from builder import editing
from openpyxl.styles import Protection

from plan_workbook.layout import ACTIONS, PLAN, RECOMMENDATION
from plan_workbook.reading import read_plan

RETYPED = ("Objective", "Completion Date", "Original Completion Date", "Date Completed", "Comment", "Start Date")
"""Headings of the Actions table, of which ten have to be there."""
OPTIONAL = tuple(column.heading for column in ACTIONS.columns if column.optional)


@pytest.mark.parametrize(("gone", "found"), [(5, True), (6, False)])
def test_a_table_is_found_while_at_least_half_of_its_headings_are_there(full, book, gone, found):
    with editing(book) as opened:
        for heading in [opened.cell("R01", "Actions", 0, heading) for heading in (*RETYPED[:gone], *OPTIONAL)]:
            heading.value = "Something else"
    actions = read_plan(book).recommendations[0].actions
    assert [a.text.text for a in actions] == [a.text.text for a in full.plan.recommendations[0].actions if found]


def test_a_field_whose_label_was_retyped_is_not_looked_for_at_a_heading_of_that_word(full, book, values_of):
    with editing(book) as opened:
        opened["R01"].cell(opened.field("R01", "RAG").row, 2).value = "How we rate it"
    assert values_of(read_plan(book)) == full.values


def test_what_the_sheet_says_next_to_a_field_is_neither_its_value_nor_something_typed(full, book):
    with editing(book) as opened:
        for label in ("Title", "Due Within"):
            value = opened.field("Plan", label)
            value.value, value.protection = None, Protection(locked=True)
        opened["Plan"].defined_names.clear()
        opened.field("Plan", "Authority").offset(0, -1).value = "Council"
    plan = read_plan(book)
    assert not plan.fields["title"].given and not plan.fields["due_within"].given
    assert "content-outside-table" not in {seen.rule for seen in plan.observations}


def test_of_two_rows_of_headings_the_fuller_one_counts_wherever_the_name_points(full, book):
    with editing(book) as opened:
        sheet, heading = opened["R01"], opened.cell("R01", "Actions", 0, "Ref").row
        for cell in sheet[heading]:
            sheet.cell(heading + 1, cell.column).value = cell.value
        for gone in [opened.cell("R01", "Actions", 0, heading) for heading in RETYPED[:5]]:
            sheet.cell(heading, gone.column).value = "Something else"
    actions = read_plan(book).recommendations[0].actions
    assert [a.text.text for a in actions] == [full.plan.recommendations[0].actions[1].text.text]


@pytest.mark.parametrize(("rows", "actions"), [(2, 2), (3, 1)])
def test_without_its_name_a_table_goes_on_after_two_blank_locked_rows_and_not_after_three(book, rows, actions):
    with editing(book) as opened:
        opened["R01"].insert_rows(opened.cell("R01", "Actions", 2, "Ref").row, rows)
        opened["R01"].defined_names.clear()
    assert len(read_plan(book).recommendations[0].actions) == actions


@pytest.mark.parametrize(("gone", "kept"), [("accepted", "severities"), ("severities", "accepted")])
def test_a_table_that_was_deleted_is_not_taken_for_another_with_some_of_its_headings(full, book, gone, kept):
    tables = {table.key: table for table in PLAN.tables}
    with editing(book) as opened:
        heading = opened.cell("Plan", tables[gone].title, 0, tables[gone].columns[0].heading)
        for row in opened["Plan"].iter_rows(heading.row - 1, heading.row + tables[gone].least):
            for cell in row:
                cell.value = None
        del opened["Plan"].defined_names[tables[gone].name]
    plan = read_plan(book)
    assert (plan.rows(gone), plan.rows(kept)) == ((), full.plan.rows(kept))
    assert [seen.rule for seen in plan.observations] == [seen.rule for seen in full.plan.observations]


def test_of_two_plan_sheets_of_which_none_is_called_plan_the_first_is_read(full, book, values_of):
    with editing(book) as opened:
        kept = opened.workbook.copy_worksheet(opened["Plan"])
        kept.title = "Kept from November"
        opened["Plan"].title = "Our plan"
        opened.type_field("Kept from November", "Title", "November's plan")
    plan = read_plan(book)
    assert values_of(plan) == full.values
    assert [each.sheet for each in plan.observations if each.rule == "sheet-unexpected"] == ["Kept from November"]


@pytest.mark.parametrize(("columns", "found"), [(2, "Ann Archer"), (3, "")])
def test_a_value_that_moved_is_read_two_columns_after_its_label_and_not_three(book, columns, found):
    with editing(book) as opened:
        usual = opened.field("R01", "Lead")
        usual.value, usual.protection = None, Protection(locked=True)
        opened["R01"].cell(usual.row, usual.column - 1 + columns).value = "Ann Archer"
    assert read_plan(book).recommendations[0].lead.text == found


@pytest.mark.parametrize(("kept", "sheets"), [(4, ["R01", "R02", "R4.10"]), (3, ["R01", "R4.10"])])
def test_a_sheet_without_its_number_belongs_to_the_plan_while_it_has_four_of_its_names(book, kept, sheets):
    names = [each.name for each in (*RECOMMENDATION.fields, *RECOMMENDATION.tables) if each.key != "number"]
    with editing(book) as opened:
        number = opened.field("R02", "Number")
        opened["R02"].cell(number.row, number.column - 1).value = "Which one it is"
        for gone in set(opened["R02"].defined_names) - set(names[:kept]):
            del opened["R02"].defined_names[gone]
    assert [each.sheet for each in read_plan(book).recommendations] == sheets
