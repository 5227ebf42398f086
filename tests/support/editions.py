"""Editions of plans, made as the commands make them."""

from __future__ import annotations

from builder import PlanBuilder

from plan_workbook.checking.report import check
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.make import edition_of


def edition(plan: PlanBuilder | Plan, previous: Plan | None = None) -> Edition:
    """The edition of a plan: a draft where errors are open."""
    read = plan if isinstance(plan, Plan) else plan.read()
    report = check(read.once_summarised, previous)
    return edition_of(read, report, previous, draft=bool(report.errors))
