from dataclasses import replace
from datetime import datetime

from builder import clean_plan
from support.hands import Hand, came_back, collected

from plan_workbook.collecting.refreshed import refreshed, with_results
from plan_workbook.package import Formatted, Result
from plan_workbook.plan.model import OWN_FORMULA, Observation
from plan_workbook.register import register_of
from plan_workbook.writing.master import template_workbook


def test_what_formulas_give_after_collecting_is_what_they_give_in_a_workbook_made_from_the_register():
    sent = Hand(clean_plan(2).indicator("1", target="10", unit="days", better="Lower", actual="4").template())
    lead = sent.typed("R01", ("indicators", 1, "actual"), 40).typed("R01", "rating", None)
    lead = lead.with_row("R01", "indicators", number="PI 9", description="Visits", better="Higher", target=5, actual=5)
    lead = lead.with_row("R01", "actions", text="Train all teams.")
    decided, after = collected(sent, came_back(sent, lead))
    results = refreshed(after.plan, decided.cells)
    made = Hand(template_workbook(register_of(lead.plan)))
    assert results.keys() == {"R01"} and all(isinstance(each, Result) for each in results["R01"].values())
    ours, theirs = after.with_cells(results).sheet("R01"), made.sheet("R01")
    assert [i.live_status.text for i in ours.indicator_rows] == ["On target", "Off target", "On target"]
    assert [i.live_status.text for i in theirs.indicator_rows] == ["On target", "Off target", "On target"]
    assert {key: cell.raw for key, cell in ours.panel.items()} == {key: cell.raw for key, cell in theirs.panel.items()}
    assert (
        ours.panel["total"].text == "6 cells still missing, nothing late, 1 stored as text. Not checked yet"
        and len(ours.panel) == 10
    )
    assert not refreshed(after.with_cells(results).plan, decided.cells)
    assert with_results(after.plan, results) == after.with_cells(results).plan


def test_the_sentence_of_an_earlier_template_stays_what_its_own_formula_gives():
    sent = Hand(clean_plan(1).template())
    cell = sent.sheet("R01").panel["total"].cell
    decided, after = collected(sent, came_back(sent, sent.typed("R01", ("actions", 0, "rating"), None)))
    before = after.with_cells({"R01": {cell: Result("Nothing missing")}})
    said = [refreshed(each.plan, decided.cells)["R01"][cell] for each in (before, after)]
    assert said == [
        Result("1 cell still missing"),
        Result("1 cell still missing, nothing late. Not checked yet"),
    ]


def test_the_panel_gives_what_its_formulas_give_which_take_a_text_for_no_date():
    sent = Hand(clean_plan(1).template())
    due = ("actions", 0, "completion_date")
    for value, late, text in (("1 March 2017", 0, 1), (42_795, 1, 0), (datetime(2017, 3, 1), 1, 0)):
        lead = sent.typed("R01", due, Formatted(value, "General") if value == 42_795 else value)
        decided, after = collected(sent, came_back(sent, lead))
        panel = after.with_cells(refreshed(after.plan, decided.cells)).sheet("R01").panel
        assert (panel["late"].raw, panel["text"].raw) == (late, text), value


def test_an_error_that_a_formula_gave_is_only_known_to_be_gone_once_the_workbook_is_read_again():
    plan = Hand(clean_plan(1).template()).plan
    error = Observation("content-outside-table", "R01", plan.recommendations[0].panel["total"].cell, other=OWN_FORMULA)
    results = {"R01": {error.cell: Result("Nothing missing")}}
    assert with_results(plan, results) is not None
    assert with_results(replace(plan, observations=(error,)), results) is None
