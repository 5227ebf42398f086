"""The sheets with the long tables are known as the tool's own, whatever they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import changed, clean_plan, editing, opened

from plan_workbook.checking.report import check
from plan_workbook.jobs.summarise import summarise
from plan_workbook.reading import read_plan

pytestmark = pytest.mark.slow

LISTS = ("All recommendations", "All indicators")


@pytest.fixture(scope="module")
def made() -> bytes:
    return clean_plan(2).checked_workbook()


@pytest.fixture
def path(made, tmp_path) -> Path:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(made)
    return path


def test_they_are_found_and_nothing_is_said_about_them(made):
    plan = read_plan(made)
    assert plan.list_sheets == {title: title for title in LISTS}
    assert plan.sheets[:4] == ("Summary", *LISTS, "Checks")
    assert plan.observations == ()


@pytest.mark.parametrize("sheet", [*LISTS, "Summary"])
def test_words_typed_over_or_next_to_them_are_named_as_on_the_summary(made, sheet):
    def type_on(book):
        book[sheet]["B2"] = "All is well"
        book[sheet]["A60"] = "Ask Jo"

    plan = read_plan(changed(made, type_on))
    found = [(each.rule, each.sheet, each.cell, each.message) for each in check(plan).findings]
    where = {(rule, title, cell) for rule, title, cell, _ in found}
    assert where == {("content-outside-table", sheet, "B2"), ("content-outside-table", sheet, "A60")}
    assert all("typed here on a sheet that the tool writes" in message for *_, message in found)
    assert check(plan.once_summarised).findings == ()


def test_summarise_names_the_words_that_it_replaces(path):
    with editing(path) as book:
        book["All indicators"]["B2"] = "All is well"
        book.type("R01", "Actions", 1, "RAG", "R")
    done = summarise(path)
    assert "All indicators!B2" in done.overwritten
    assert not summarise(path).changed


def test_a_renamed_one_is_written_again_under_its_new_title(made, path):
    def rename(book):
        book["All indicators"].title = "KPIs"

    path.write_bytes(changed(made, rename))
    assert read_plan(path).list_sheets["All indicators"] == "KPIs"
    summarise(path)
    assert "All indicators" not in opened(path).workbook.sheetnames
    assert not summarise(path).changed


def test_one_whose_name_was_lost_is_known_by_its_marks(made):
    def lose(book):
        for title in LISTS:
            book[title].defined_names.clear()

    plan = read_plan(changed(made, lose))
    assert plan.list_sheets == {title: title for title in LISTS}
    assert plan.summary_sheet == "Summary"


def test_a_workbook_without_them_gets_them(made, path):
    def remove(book):
        for title in LISTS:
            del book.workbook[title]

    path.write_bytes(changed(made, remove))
    assert read_plan(path).list_sheets == {}
    assert summarise(path).changed
    sheets = opened(path).workbook.sheetnames
    assert sheets[-2:] == [*LISTS] and sheets[0] == "Summary"
    assert not summarise(path).changed


def test_somebodys_sheet_of_that_title_is_left_alone_and_the_table_gets_a_number(made, path):
    def replace(book):
        del book.workbook["All indicators"]
        book.workbook.create_sheet("All indicators")["A1"] = "Jo's own list"

    path.write_bytes(changed(made, replace))
    done = summarise(path)
    assert done.evaded == {"All indicators": "All indicators (2)"}
    book = opened(path)
    assert book["All indicators"]["A1"].value == "Jo's own list"
    assert book["All indicators (2)"]["A1"].value.startswith("All indicators, the worst first")
    again = summarise(path)
    assert (again.changed, again.evaded) == (False, {})
