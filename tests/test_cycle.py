"""The law of the round trip: plans are handed out, worked in, saved by other programs and collected."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from cycle import cycle
from handed_out import handed_out
from hands import Hand
from year import Year, by_openpyxl, year

from plan_workbook.jobs.collect import collect

ACTUAL, RATING = ("indicators", 0, "actual"), ("actions", 0, "rating")


def as_openpyxl_saved_it(path: Path, saver: str) -> None:
    """A part is saved by openpyxl in any case."""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", (0, 3, 5, 7))  # `fuzz/cycle.py` goes through thousands
def test_the_master_says_what_its_parts_said_and_everything_else_is_the_same_bytes(seed, tmp_path):
    assert [*cycle(seed, tmp_path, as_openpyxl_saved_it, ["openpyxl"])] == []


@pytest.mark.programs
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("seed", range(100, 103))
def test_the_same_holds_for_parts_that_libreoffice_saved(seed, tmp_path, saved_by_libreoffice):
    def save(path: Path, saver: str) -> None:
        path.write_bytes(saved_by_libreoffice(path.read_bytes()))

    assert [*cycle(seed, tmp_path, save, ["libreoffice"])] == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_two_months_of_a_plan_say_what_the_books_say(tmp_path):
    savers = {"nobody": lambda path: None, "openpyxl": by_openpyxl}
    assert [*year(7, tmp_path, savers, 2)] == []


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_books_of_a_year_notice_a_value_that_was_lost(tmp_path):
    plan = Year(7, tmp_path, {"nobody": lambda path: None})
    plan.tables["actions"][0]["Comment"] = "Typed by a lead"
    plan.check("collecting")
    assert ["Typed by a lead" in fault for fault in plan.faults] == [True]


def values(content: bytes, *, formulas: bool) -> dict[tuple[str, str], object]:
    """What the cells of a workbook hold."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=not formulas)
    cells = (cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None)
    return {(cell.parent.title, cell.coordinate): cell.value for cell in cells}


@pytest.mark.programs
@pytest.mark.filterwarnings("ignore")
def test_what_libreoffice_works_out_is_what_was_saved(tmp_path, saved_by_libreoffice):
    out = handed_out()
    master = out.put_into(tmp_path)
    for lead, sheet in (("Ann", "R01"), ("Bob", "R03")):
        hand: Hand = out.parts[lead].typed(sheet, ACTUAL, "41%").typed(sheet, RATING, "R")
        hand = hand.typed(sheet, ("actions", 1, "completion_date"), "30/11/2017")
        (tmp_path / f"{lead}.xlsx").write_bytes(hand.content)
    done = collect(master, [tmp_path / "Ann.xlsx", tmp_path / "Bob.xlsx"])
    assert len(done.decisions.changes) == 6
    content = master.read_bytes()
    formulas = {where for where, value in values(content, formulas=True).items() if str(value).startswith("=")}
    saved = {where: value for where, value in values(content, formulas=False).items() if where in formulas}
    worked_out = values(saved_by_libreoffice(content), formulas=False)
    assert len(saved) > 50
    assert {where: worked_out.get(where) for where in saved} == saved
