"""What a board is told, worked out once."""

from __future__ import annotations

from dataclasses import replace

from builder import PlanBuilder, clean_plan

from plan_workbook.board.told import told_about
from plan_workbook.checking.report import check
from plan_workbook.plan.model import Observation


def told(now: PlanBuilder, then: PlanBuilder | None = None):
    plan, previous = now.read(), then.read() if then else None
    return told_about(plan, check(plan.once_summarised, previous), previous)


def test_a_plan_without_findings_can_be_trusted():
    assert told(clean_plan()).trust == "Every cell was checked: nothing is in doubt"


def test_open_errors_and_warnings_are_told_by_what_they_mean_for_a_reader():
    then = clean_plan()
    now = clean_plan().indicator(actual="").indicator(actual="Qtr 2 41%").action(completion_date="30/11/2017")
    now.tables["indicators"][0] |= {"Target": "85%", "Previous": "95%"}
    assert told(now, then).trust == (
        "1 recommendation rating and 1 action rating contradict their own evidence, "
        "1 target was changed (CSC 001, Head of Assessment, 90% to 85%), "
        "1 text is word for word the same as last month, "
        "1 figure is missing and 1 figure can't be read"
    )


def test_a_target_that_was_raised_where_lower_is_better_is_said_to_be_easier_to_meet():
    then, now = (clean_plan().indicator(number="PI 7", better="Lower", target=t, actual="8%") for t in ("9%", "10%"))
    shown = told(now, then)
    assert "1 target was changed (PI 7, Head of Assessment, 9% to 10%, easier to meet)" in shown.trust
    (line,) = (each for each in shown.moved if each.name == "PI 7")
    assert line.how.startswith("Target raised from 9% to 10% (easier to meet, as lower is better): still On target")
    report = check(now.read().once_summarised, then.read())
    said = "PI 7: the target was '9%' last month and is '10%' now, which is easier to meet, as lower is better."
    assert said in [each.message for each in report.findings]


def test_of_many_changed_targets_those_made_the_easiest_are_told_in_full_and_the_others_counted():
    then, now = PlanBuilder().recommendation(), PlanBuilder().recommendation()
    for number, target in enumerate(("89%", "70%", "95%", "80%", "60%"), start=1):
        then.indicator(number=f"PI {number}", target="90%")
        now.indicator(number=f"PI {number}", target=target, lead="" if number == 2 else "Jo Hart")
    whose = ("PI 5, Jo Hart, 90% to 60%", "PI 2, Head of Assessment, 90% to 70%", "PI 4, Jo Hart, 90% to 80%")
    said = f"5 targets were changed ({'; '.join(whose)}; 2 others)"
    assert said in told(now, then).trust


def test_findings_that_were_accepted_are_not_passed_over():
    plan = clean_plan().action(completion_date="30/11/2017")
    plan.accept("action-overdue-but-green", "R01 b").accept("recommendation-green-but-overdue", "R01")
    assert told(plan).trust == (
        "Every cell was checked: nothing is in doubt, but 1 error was accepted, 1 warning was accepted"
    )


def test_accepted_errors_and_milder_rules_are_told_whatever_else_is_in_doubt():
    plan = clean_plan(3).action(completion_date="30/11/2017", lead="").action("1", lead="").action("2", lead="")
    plan.accept("action-lead-missing", "R01").accept("action-lead-missing", "R02").accept("action-lead-missing", "R03")
    plan.severity("action-overdue-but-green", "warning", "The court moves dates", "Board")
    now = told(plan)
    assert now.let_through == "3 errors were accepted, 1 rule was made milder"
    assert now.trust == f"1 recommendation rating and 1 action rating contradict their own evidence; {now.let_through}"


def test_a_rule_made_milder_is_told_even_if_it_finds_nothing():
    plan = clean_plan().severity("action-lead-missing", "note", "Leads change", "Board").severity("action-due", "error")
    plan.severity("action-slipped", "note")
    assert told(plan).trust == "Every cell was checked: nothing is in doubt, but 1 rule was made milder"


def test_an_action_rated_as_late_is_counted_once_and_no_doubt():
    plan = PlanBuilder().recommendation(rating="A").indicator()
    plan.action(completion_date="30/11/2017", rating="A", comment="Late")
    assert "1 is overdue" in told(plan).sentences[1]
    assert told(plan).trust == "Every cell was checked: nothing is in doubt"


def test_an_older_template_casts_no_doubt_on_anything():
    plan = clean_plan().read()
    older = Observation("template-older", "Plan", "A1", detail="1")
    report = check(replace(plan, observations=(older,)))
    assert [finding.rule for finding in report.findings] == ["template-older"]
    assert told_about(plan, report).trust == "Every cell was checked: nothing is in doubt"


def test_a_blank_previous_is_last_months_actual():
    then = PlanBuilder().recommendation(rating="A").indicator(actual="75%")
    now = PlanBuilder().recommendation(rating="A").indicator(actual="70%", previous="")
    (line,) = [line for line in told(now, then).attention if line.name == "CSC 001"]
    assert line.how.endswith("worse since last time")
    (indicator,) = now.read().indicators
    assert told(now, then).completed(indicator).previous.text == "75%"


def test_a_previous_figure_in_another_unit_is_not_taken_over():
    then = PlanBuilder().recommendation().indicator(actual="75", target="90", unit="days")
    now = PlanBuilder().recommendation().indicator(actual="70", target="90", unit="weeks", previous="")
    (indicator,) = now.read().indicators
    assert told(now, then).completed(indicator).previous.value is None


def test_figures_of_any_length_can_be_compared():
    then, now = (PlanBuilder().recommendation().indicator(target=f"{each}{'0' * 26}") for each in ("9", "8"))
    (line,) = told(now, then).moved
    assert line.how.startswith("Target lowered from 9")
