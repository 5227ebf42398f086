"""Last month's rating, target and due date in grey next to the inputs: who fills them in, and what they are not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from builder import PlanBuilder, clean_plan, editing
from openpyxl.styles import Protection

from plan_workbook.checking.report import check
from plan_workbook.jobs.split import split
from plan_workbook.jobs.summarise import summarise
from plan_workbook.next_month.last_period import cells_of_last_period
from plan_workbook.next_month.opening import Opening, next_month
from plan_workbook.package import set_cells
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.register import register_of

JANUARY = Opening("January 2018", date(2018, 1, 31))


def december() -> PlanBuilder:
    return PlanBuilder().recommendation(rating="A").indicator(target="90%").action(rating="R", ref="a")


def texts(plan: Plan, sheet: str = "R01") -> set[str]:
    """What a sheet says of the last period."""
    return {text for each in plan.recommendations if each.sheet == sheet for text in each.was.values()}


def january(plan: PlanBuilder) -> bytes:
    return set_cells(plan.template(), next_month(plan.read(), JANUARY).cells)


def test_the_next_month_says_what_the_last_one_was_and_exports_and_counts_nothing_of_it():
    before, after = december().template(), january(december())
    plan = read_plan(after)
    assert texts(plan) == {"was A", "was R", "was 31 Mar 2018", "was 90%"}
    typed = next_month(read_plan(before), JANUARY).cells["R01"]
    gone = {cell: None for cell, text in typed.items() if text in texts(plan)}
    assert len(gone) == 4
    without = read_plan(set_cells(after, {"R01": gone}))
    assert not texts(without) and plan.observations == without.observations
    assert register_of(plan).tables == register_of(without).tables and fingerprint_of(plan) == fingerprint_of(without)
    assert [f.message for f in check(plan).findings] == [f.message for f in check(without).findings]


def test_it_stays_with_its_row_when_programs_lose_names_and_locks(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(january(december()))
    with editing(path) as book:
        book["R01"].defined_names.clear()
        for line in book["R01"].iter_rows():
            for cell in line:
                cell.protection = Protection(locked=True)
        book.type_field("R01", "RAG", None)
    plan = read_plan(path)
    assert plan.recommendations[0].rating.text == "" and texts(plan) >= {"was A", "was R"}


def test_a_remark_typed_over_it_is_said_and_left_alone_in_the_next_month(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(january(december()))
    with editing(path) as book:
        cell = book.type("R01", "Actions", 1, "Was RAG", "ask Ann")
    plan = read_plan(path)
    assert [(seen.rule, seen.cell) for seen in plan.observations if seen.value == "ask Ann"] == [
        ("content-outside-table", cell)
    ]
    assert cell not in next_month(plan, JANUARY._replace(report_date=date(2018, 2, 28))).cells["R01"]


def test_a_plan_with_history_says_what_its_last_period_has():
    plan = december().past("2017-10-31", "Recommendation", rating="R").past("2017-11-30", "Recommendation", rating="G")
    plan.past("2017-11-30", "Action", "a", rating="G", due="2017-12-31").past(
        "2017-12-31", "Recommendation", rating="A"
    )
    assert texts(read_plan(plan.template())) == {"was G", "was 31 Dec 2017"}


def test_a_part_says_it_too_and_is_known_as_it_was_handed_out(tmp_path):
    path = tmp_path / "plan.xlsx"
    path.write_bytes(january(december()))
    summarise(path)
    made = split(path, tmp_path / "parts")
    (part,) = Path(made.folder).glob("*.xlsx")
    assert texts(read_plan(part)) == texts(read_plan(path))
    assert not summarise(part).changed


def test_a_workbook_of_an_earlier_layout_is_left_without_it():
    plan = clean_plan().read()
    (each,) = plan.recommendations
    places = {
        key: place._replace(columns={name: at for name, at in place.columns.items() if not name.startswith("was_")})
        for key, place in each.places.items()
    }
    old = replace(plan, recommendations=(replace(each, places=places),))
    assert cells_of_last_period(old, {each.sheet: {(0, "rating"): "was G"}}) == {}
