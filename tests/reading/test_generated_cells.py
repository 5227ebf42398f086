"""Whatever somebody types over the Summary is noticed at its cell; what formulas work out again is not."""

from __future__ import annotations

import pytest
from builder import changed, clean_plan

from plan_workbook import layout
from plan_workbook.jobs.summarise import summarise
from plan_workbook.reading import read_plan


@pytest.fixture(scope="module")
def made() -> bytes:
    return clean_plan(2).checked_workbook()


def with_summary(content: bytes, change) -> bytes:
    return changed(content, lambda book: change(book["Summary"]))


def noticed(content: bytes) -> list[tuple[str, str | None, object]]:
    return [(seen.rule, seen.cell, seen.value) for seen in read_plan(content).observations]


def count_of(page) -> str:
    return next(cell.coordinate for row in page.iter_rows() for cell in row if str(cell.value).startswith("=SUM("))


def test_a_workbook_saved_without_the_results_of_its_formulas_has_nothing_typed_over(made):
    assert noticed(with_summary(made, lambda page: None)) == []


@pytest.mark.parametrize("value", ["All is well", 17, "=1+1", None], ids=["text", "number", "formula", "nothing"])
def test_a_sentence_of_the_summary_that_was_replaced_or_cleared_is_named(made, value):
    def type_over(page):
        page["A5"] = value

    shown = None if value == "=1+1" else value
    assert noticed(with_summary(made, type_over)) == [("content-outside-table", "A5", shown)]


def test_what_was_typed_over_the_summary_is_named_after_a_program_has_lost_the_names(made):
    def type_over(page):
        page["A5"] = "All is well"
        page.defined_names.clear()

    assert ("content-outside-table", "A5", "All is well") in noticed(with_summary(made, type_over))


def test_a_number_typed_over_a_count_is_named(made):
    places = []

    def type_over(page):
        places.append(count_of(page))
        page[places[0]] = 99

    assert noticed(with_summary(made, type_over)) == [("content-outside-table", places[0], 99)]


def test_a_text_typed_where_the_summary_is_blank_is_named(made):
    def write(page):
        page["C9"] = "ring me"

    assert noticed(with_summary(made, write)) == [("content-outside-table", "C9", "ring me")]


def test_a_sentence_of_the_guidance_that_was_replaced_is_named(made):
    def replace(book):
        book["Guidance"]["B9"] = "Not so"

    assert noticed(changed(made, replace)) == [("content-outside-table", "B9", "Not so")]


def test_cells_typed_over_next_to_each_other_are_one_finding(made):
    def write(page):
        for row in range(4, 8):
            page.cell(row, 1).value = "Not so"

    assert [cell for _, cell, _ in noticed(with_summary(made, write))] == ["A4"]


def test_a_summary_made_before_there_were_marks_is_not_said_to_be_typed_over(made):
    def as_before(page):
        area = page.defined_names[layout.GENERATED_AREA_NAME]
        last = page[area.attr_text.rpartition("$")[0].rpartition(":$")[2] + "1"].column
        for row in page.iter_rows(min_col=last, max_col=last):
            row[0].value = None
        page["A5"] = "All is well"

    assert noticed(with_summary(made, as_before)) == []


@pytest.mark.slow
def test_summarise_replaces_what_was_typed_over_the_summary_says_where_and_then_changes_nothing(made, tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(with_summary(made, lambda page: page.cell(5, 1, "All is well")))
    done = summarise(path)
    assert done.overwritten == ("Summary!A5",)
    assert not summarise(path).changed
    assert noticed(path.read_bytes()) == []
