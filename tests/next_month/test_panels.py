"""The panel of a sheet counts all rows that are read, once the next month is opened."""

from __future__ import annotations

from datetime import date

import pytest
from builder import clean_plan
from hands import Hand
from judged import by_us

from plan_workbook.jobs.rollover import rollover
from plan_workbook.next_month.opening import Opening, next_month
from plan_workbook.next_month.panels import saved_panels
from plan_workbook.package.addresses import address_of
from plan_workbook.package.typed_values import Formula, Typed

JANUARY = Opening("January 2018", date(2018, 1, 31))
LATE: dict[str, Typed] = {"text": "Pasted action {}.", "completion_date": date(2017, 11, 30), "rating": "G"}
"""An action without ref and lead, overdue and on track."""


def pasted(hand: Hand, rows: int = 3, table: str = "actions", **cells: Typed) -> Hand:
    """With rows pasted directly below a table of R01."""
    place = hand.sheet("R01").places[table]
    typed: dict[str, Typed] = {
        address_of((place.rows.stop + n, place.columns[key])): value.format(n) if isinstance(value, str) else value
        for n in range(rows)
        for key, value in (cells or LATE).items()
    }
    return hand.with_cells({"R01": typed})


def panels(hand: Hand) -> dict[str, dict[str, Formula]]:
    """The formulas that panels get, by sheet and by the line's key."""
    month = next_month(hand.plan, JANUARY, saved_panels(hand.content, hand.plan))
    found = {}
    for each in hand.plan.recommendations:
        cells = month.cells.get(each.sheet, {})
        lines = {key: cells.get(read.cell) for key, read in each.panel.items()}
        found[each.sheet] = {key: formula for key, formula in lines.items() if isinstance(formula, Formula)}
    return found


@pytest.fixture(scope="module")
def clean() -> Hand:
    return Hand(clean_plan(2).template())


def test_rows_pasted_below_a_table_are_reached_by_the_panel_of_that_sheet_alone(clean):
    hand = pasted(clean)
    found = panels(hand)
    assert found["R02"] == {}
    assert {*found["R01"]} == {*hand.sheet("R01").panel} - {"total", "fields"}
    last = hand.sheet("R01").actions[-1].row
    assert f"$F${last + 1}" in found["R01"]["late"].text  # with the blank row below, before which rows are inserted


def test_a_panel_that_reaches_all_rows_is_left_as_it_is(clean):
    assert panels(clean) == {"R01": {}, "R02": {}}


def test_a_row_on_the_thin_row_below_a_table_is_reached_already(clean):
    assert panels(pasted(clean, 1))["R01"] == {}


def test_headings_among_pasted_rows_are_not_counted_so_the_panel_stays(clean):
    place = clean.sheet("R01").places["actions"]
    again = {address_of((place.rows.stop, place.columns["text"])): "Action"}
    again |= {address_of((place.rows.stop, place.columns["completion_date"])): "Completion Date"}
    below = {address_of((place.rows.stop + 1, place.columns[key])): value for key, value in LATE.items()}
    hand = clean.with_cells({"R01": {**again, **below}})
    assert len(hand.sheet("R01").actions) == 2
    assert panels(hand)["R01"] == {}


def opened(hand: Hand, folder) -> Hand:
    (folder / "plan.xlsx").write_bytes(hand.content)
    options = {"period": "January 2018", "report_date": date(2018, 1, 31), "with_errors": True}
    rollover(folder / "plan.xlsx", folder / "next.xlsx", **options)
    return Hand((folder / "next.xlsx").read_bytes())


@pytest.mark.slow
def test_what_is_saved_with_the_panel_is_what_the_tool_counts_and_it_is_rewritten_once(clean, tmp_path):
    new = opened(pasted(clean), tmp_path)
    said = {key: read.raw for key, read in new.sheet("R01").panel.items()}
    assert (said["actions"], said["late"], said["overdue"]) == (6, 3, 3)
    assert panels(new) == {"R01": {}, "R02": {}}


@pytest.mark.programs
def test_libreoffice_works_out_what_was_saved_with_the_panel(clean, tmp_path, saved_by_libreoffice):
    below = pasted(pasted(clean), 1, "indicators", description="Pasted figure {}", target="90%", actual="50%")
    content = opened(below, tmp_path).content
    there, again = by_us(content), by_us(saved_by_libreoffice(content))
    formulas = {place: cell.value for place, cell in there.items() if cell.formula and place[0] in ("R01", "R02")}
    assert len(formulas) > 25
    assert {place: again[place].value for place in formulas} == formulas
