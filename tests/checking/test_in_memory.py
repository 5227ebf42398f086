"""The plans that rules are tried on are what a workbook of theirs would be read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from builder import PlanBuilder, clean_plan
from checking.in_memory import in_memory
from checking.rule_cases import CASES, Typed

from plan_workbook import layout
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan


def varied() -> PlanBuilder:
    """Numbers, dates and texts in every form, rows and cells left blank, tables of the Plan sheet in use."""
    plan = PlanBuilder(report_date="31 Feb 2018", data_as_at="Nov 2017", quarters="calendar", default_tolerance="5")
    plan.person("Ann Archer & Co", "Lead", "ann@example").person("Bo Bell").severity("action-due", "error")
    plan.accept("action-due", "R01 a", until="31/01/2018").accept("", "-", until="soon").rating("D", "Done", "complete")
    plan.rating("T", "On course", "on track").rating("?", "", "perhaps")
    plan.recommendation(rating="done", status="BAU", lead="Ann Archer & Co and Bo Bell", progress="One.\n\n-\n\nThree.")
    plan.indicator(actual="41 approx", target="\u00a31,200", unit="", previous="0.41", tolerance="5%", period="Q2")
    nothing = dict.fromkeys(("number", "description", "lead", "unit", "better", "target", "previous"), "-")
    plan.indicator(**nothing, actual="n/a")
    plan.indicator(unit="days", actual="590 days", target="0.5", previous="1e3", comment="'=1+1")
    plan.action(start_date="Sept 2017", completion_date="Mar 2018", rating="T").action(ref="", text="", rating="Gren")
    return plan.recommendation(number="4.10", title="", rating="", progress="").action(completion_date="31 Feb 2018")


def comparable(plan: Plan) -> Plan:
    """The plan without what only its live formulas go by, and without number formats, which rules do not look at."""
    recommendations = tuple(
        replace(
            each,
            places={},
            panel={},
            inputs=bare(each.inputs),
            progress=tuple(replace(read, number_format="") for read in each.progress),
            indicator_rows=tuple(
                replace(i, inputs=bare(i.inputs), live_status=replace(i.live_status, raw=None, text=""))
                for i in each.indicator_rows
            ),
            actions=tuple(replace(action, inputs=bare(action.inputs)) for action in each.actions),
        )
        for each in plan.recommendations
    )
    tables = {
        table.key: tuple(replace(row, inputs=bare(row.inputs)) for row in plan.rows(table.key))
        for table in layout.PLAN.tables
    }
    return replace(plan, name="", places={}, fields=bare(plan.fields), recommendations=recommendations, **tables)


def bare(inputs: Mapping[str, Input[Any]]) -> dict[str, Input[Any]]:
    """Inputs without their number formats."""
    return {key: replace(read, number_format="") for key, read in inputs.items()}


BUILT = {rule: case.bad for rule, case in CASES.items() if not isinstance(case.bad, Typed)}
PLANS = {
    "a clean one": clean_plan(3),
    "one with cells of every form": varied(),
    **{rule: BUILT[rule] for rule in ("plan-setting-unreadable", "action-date-unreadable", "lead-unlisted")},
}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS)
def test_a_plan_in_memory_is_what_its_workbook_is_read_as(plan):
    assert comparable(in_memory(plan)) == comparable(plan.read())
