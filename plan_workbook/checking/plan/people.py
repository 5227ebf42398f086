"""The plan's people: their rows, facts and rules."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.alike import alike, elsewhere
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.expressions import given, value
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import rule
from plan_workbook.checking.table import Table, kinds
from plan_workbook.plan.model import Row
from plan_workbook.values.email_address import is_email_address


def _cases(subject: Subject) -> Iterator[Case[Row]]:
    for row in subject.plan.people:
        yield Case(subject.plan, None, row, dict(row.inputs), row.sheet, row.row)


PEOPLE = Table("people", "People of the plan", lambda: kinds(layout.PEOPLE.inputs), _cases, Row)


@PEOPLE.of_plan
def same_name(subject: Subject) -> dict[Place, str]:
    """Return the cells of the other people with the same name."""
    return {
        (row.sheet, row.row): elsewhere(
            row.inputs["name"], [(other.inputs["name"].cell, other.inputs["name"]) for other in others]
        )
        for row, others in alike(subject.plan.people, _name)
    }


def _name(row: Row) -> str | None:
    return row.inputs["name"].compared


def _is_address(key: str) -> pl.Expr:
    """Tell whether the cell holds an email address; a cell that could not be read does not."""
    return value(key).map_elements(is_email_address, return_dtype=pl.Boolean).fill_null(False)


RULES = (
    rule(
        "person-duplicate",
        Severity.WARNING,
        PEOPLE,
        at="name",
        fires=lambda _: same_name.column.is_not_null(),
        title="A name appears twice among the people",
        why="One person would get two emails, or two people would be taken for one.",
        message=lambda case: f"{case.quoted} is also in {same_name.of(case)}.",
        fix="Delete one of the rows, or tell the two people apart by their full names.",
        good="Each name once",
        bad="The same name in two rows",
    ),
    rule(
        "person-email",
        Severity.WARNING,
        PEOPLE,
        at="email",
        fires=lambda key: given(key) & ~_is_address(key),
        title="An email address that can't be right",
        why="An email to this person would not arrive.",
        message=lambda case: f"{case.quoted} is not an email address.",
        fix="Type one address, such as name@example.gov.uk, or leave the cell blank.",
        good="name@example.gov.uk",
        bad="name at example.gov.uk",
    ),
)
