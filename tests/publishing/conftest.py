"""Editions of plans, made as the commands make them."""

from __future__ import annotations

import pytest
from builder import PlanBuilder

from plan_workbook.checking import check
from plan_workbook.example import example_register
from plan_workbook.model import Plan
from plan_workbook.publishing import Edition, edition_of
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.writing.master import master_workbook


def edition(plan: PlanBuilder | Plan, previous: Plan | None = None) -> Edition:
    """The edition of a plan: a draft where errors are open."""
    read = plan if isinstance(plan, Plan) else plan.read()
    report = check(read.once_summarised, previous)
    return edition_of(read, report, previous, draft=bool(report.errors))


@pytest.fixture(scope="session")
def example_plan() -> Plan:
    return read_plan(master_workbook(read_register(example_register())), "plan.xlsx")


@pytest.fixture(scope="session")
def example(example_plan) -> Edition:
    return edition(example_plan)
