"""The pandera schemas that plans are checked against, for your own frames, and the frames of a plan.

    plan = read_plan("plan.xlsx")
    schemas.actions(plan).validate(frame, lazy=True)

raises `pandera.errors.SchemaErrors` if rules are broken. In its ``failure_cases``, the column ``check`` names the rule,
``column`` the input and ``index`` the row of the frame. ``docs/schemas.md`` lists the columns that a frame may have and
the rules that are silent without the rest of a plan.
"""

from __future__ import annotations

from typing import Any

import pandera.polars as pa
import polars as pl

from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.case import Subject
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.last_month import LastMonth
from plan_workbook.checking.own_frames import Completion
from plan_workbook.checking.paragraphs.table import PARAGRAPHS
from plan_workbook.checking.plan.fields import PLAN
from plan_workbook.checking.plan.people import PEOPLE
from plan_workbook.checking.recommendations.table import RECOMMENDATIONS
from plan_workbook.checking.schema import open_schema_of
from plan_workbook.checking.table import Table
from plan_workbook.plan.model import Plan

__all__ = ["actions", "frames", "indicators", "paragraphs", "people", "plan_fields", "recommendations"]


def actions(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of actions, with the plan's dates and rating scale."""
    return _schema(ACTIONS, plan)


def indicators(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of indicators, with the plan's report date and default tolerance."""
    return _schema(INDICATORS, plan)


def paragraphs(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of paragraphs of progress; a paragraph has the rating of its recommendation."""
    return _schema(PARAGRAPHS, plan)


def people(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of the people that the Plan sheet lists."""
    return _schema(PEOPLE, plan)


def plan_fields(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of the Plan sheet's fields, which are one row."""
    return _schema(PLAN, plan)


def recommendations(plan: Plan) -> pa.DataFrameSchema:
    """Return the schema of recommendations, with the plan's rating scale."""
    return _schema(RECOMMENDATIONS, plan)


def frames(plan: Plan, previous: Plan | None = None) -> dict[str, pl.DataFrame]:
    """Return the frames of a plan by the names of their schemas, with every column that rules look at.

    `previous` is last month's plan, if there is one to compare with.
    """
    subject = Subject(plan, LastMonth(previous, plan), tuple(catalogue()))
    tables: tuple[Table[Any], ...] = (ACTIONS, INDICATORS, PARAGRAPHS, PEOPLE, PLAN, RECOMMENDATIONS)
    return {table.key: table.frame(subject).rows for table in tables}


def _schema(table: Table[Any], plan: Plan) -> pa.DataFrameSchema:
    return open_schema_of(table, plan.scale, Completion(table, plan))
