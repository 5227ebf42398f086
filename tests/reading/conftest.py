"""What the tests of reading share: one plan with something in every table, and what is read of it."""

from __future__ import annotations

import pytest
from builder import PlanBuilder

from plan_workbook.board.figures import figures
from plan_workbook.reading import read_plan
from plan_workbook.register import register_of


def make_full_plan():
    plan = PlanBuilder()
    plan.recommendation(rating="A", progress="Audits were made.\n\nStaff were trained.")
    plan.indicator(actual="85.5%").indicator(unit="days", better="Lower", target="30 days", actual="33", previous="")
    plan.indicator(actual="Qtr 2 41%", period="Q2", comment="Awaited").action()
    plan.action(completion_date="30/11/2017", rating="R", original_completion_date="Sept 2017")
    plan.recommendation(status="Business as usual", rating="").indicator(
        unit="£", better="Monitor", target="", actual="£1,200"
    )
    plan.recommendation(number="4.10", lead="Ann Archer & Bo Bell").action(rating="C", date_completed="1 Dec 2017")
    plan.person("Ann Archer", "Lead").person("Bo Bell", "Lead").person("Head of Assessment", "Lead")
    return plan.accept("overdue-rated-green", "R01!G36", until="31/03/2018").severity("lead-missing", "note")


def values(plan):
    """Everything a user can get out of a plan: its figures and its register."""
    return figures(plan).as_json(), register_of(plan).tables


class Full:
    """The full plan, made once, and a place to spoil a copy of its workbook."""

    def __init__(self):
        self.content = make_full_plan().template()
        self.plan = read_plan(self.content)
        self.values = values(self.plan)


@pytest.fixture(scope="session")
def full():
    return Full()


@pytest.fixture
def book(full, tmp_path):
    """The path of a copy of the full plan's workbook."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(full.content)
    return path


@pytest.fixture(scope="session")
def values_of():
    return values
