"""Who was asked for which sheets, and by when, as the list of parts that are out says."""

from __future__ import annotations

from datetime import date

import pytest
from handed_out import three_leads

from plan_workbook.collecting.asked import Asked, asked_of_each, list_path, list_with, read_list
from plan_workbook.collecting.collected import NotReturned
from plan_workbook.errors import OutputError
from plan_workbook.reading import read_plan

MONTH = "December 2017"
LATE, SOON = date(2018, 1, 31), date(2018, 1, 15)
ANN = Asked(MONTH, "Ann", ("R01", "R02"), LATE)
BOB = Asked(MONTH, "Bob", ("R03",))


@pytest.fixture(scope="module")
def plan():
    return read_plan(three_leads().template(), "plan.xlsx")


def kept(tmp_path, *parts: Asked, earlier: tuple[Asked, ...] = ()) -> tuple[Asked, ...]:
    path = list_path(tmp_path / "plan.xlsx")
    path.write_bytes(list_with(earlier, parts))
    return read_list(path, MONTH)


def test_it_says_what_it_was_told(tmp_path):
    assert kept(tmp_path, ANN, BOB) == (ANN, BOB)
    assert read_list(tmp_path / "plan.parts.csv", "January 2018") == ()


def test_a_sheet_that_is_handed_out_again_is_only_in_its_new_part(tmp_path):
    new = Asked(MONTH, "Cat", ("r02", "R03"), SOON)
    assert kept(tmp_path, new, earlier=(ANN, BOB)) == (ANN._replace(sheets=("R01",)), new)


def test_a_list_that_excel_saved_and_somebody_sorted_says_the_same(tmp_path, plan):
    path = list_path(tmp_path / "plan.xlsx")
    path.write_text(
        "Lead;Period;Return By;Sheets;Phoned\nBob;Dec-17;;[R03];\n;Dec-17;;;\nAnn;Dec-17;31/01/2018;[R01] [R02];yes\n",
        encoding="cp1252",
    )
    said = (NotReturned("Ann", ("R01", "R02"), LATE), NotReturned("Bob", ("R03",)))
    assert asked_of_each(read_list(path, MONTH), plan) == said


def test_what_is_no_such_list_is_refused_in_a_sentence(tmp_path):
    path = list_path(tmp_path / "plan.xlsx")
    path.write_text("Name,Sheet\n", encoding="utf-8")
    with pytest.raises(OutputError, match=r"plan\.parts\.csv is not a list of the parts that are out: its first line"):
        read_list(path, MONTH)


def test_of_several_parts_of_a_lead_the_earliest_day_counts_and_a_deleted_sheet_does_not(plan):
    out = [
        Asked(MONTH, "", ("R04",)),
        Asked(MONTH, "Bob", ("R03",), LATE),
        Asked(MONTH, "bob", ("R02",), SOON),
        Asked(MONTH, "Dan", ("R09",), SOON),
    ]
    assert asked_of_each(out, plan) == (NotReturned("Bob", ("R02", "R03"), SOON), NotReturned("", ("R04",)))
