"""Cells of the Plan sheet that change how the plan is judged: a row for each, and the rule that reports faults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject, row_of
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import ByRow, rule
from plan_workbook.checking.table import Table
from plan_workbook.errors import RULE_OF_YOUR_OWN
from plan_workbook.layout import Kind
from plan_workbook.layout.own_columns import declared
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.reading.dates import why_no_day
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import fold, is_blank, listed

CELL = "cell"
_USUAL = {
    "default_tolerance": "a percentage such as 10%",
    "due_within": "a whole number of days such as 31",
    "quarters": "Financial or Calendar",
}
"""What settings among the plan's fields may hold; if one is blank, the usual setting is used."""
_LABELS = layout.PLAN.labels
_NO_FAULT = (None, Problem.ABSENT, Problem.FORMULA_ERROR)
_BY_NAME = "Type the rule's name as validate shows it; plan-workbook rules lists them all."


class Setting(NamedTuple):
    """One such cell: what is wrong with it, if anything, and how to put it right."""

    cell: Input[Any]
    fault: str | None = None
    cure: str = ""


def _settings(subject: Subject) -> Iterator[Setting]:
    plan = subject.plan
    for key, usual in _USUAL.items():
        yield _usual_setting(plan.fields[key], _LABELS[key], usual)
    for row in (*plan.accepted, *plan.severities):
        yield _rule_setting(row.inputs["rule"], subject.rules)
    for row in plan.severities:
        yield _severity_setting(row.inputs["severity"])
    rows = [(row.inputs["table"], row.inputs["heading"]) for row in plan.extra_columns]
    faults = declared((table.text, heading.text) for table, heading in rows).faults
    for at, (table, heading) in enumerate(rows):
        key, fault = faults.get(at, ("heading", None))
        yield Setting(table if key == "table" else heading, fault, "Correct the row, or clear it.")
    for row in plan.accepted:
        yield _until_setting(row.inputs["until"])


def _usual_setting(read: Input[Any], label: str, usual: str) -> Setting:
    if read.value is not None or read.problem in _NO_FAULT:
        return Setting(read)
    fault = f"{label}: {quoted(read.text)} can't be read, so the usual setting was used."
    return Setting(read, fault, f"Leave it blank for the usual setting, or type {usual}.")


def _rule_setting(read: Input[Any], rules: tuple[str, ...]) -> Setting:
    if read.problem is not None or fold(read.text) in rules:
        return Setting(read)
    if is_blank(read.text):
        return Setting(read, "This row does not name a rule, so it has no effect.", _BY_NAME)
    near = nearest(fold(read.text), rules)
    fault = f"There is no rule {quoted(read.text)}, so this row has no effect."
    meant = f"Type {near} if that is the one you mean. " if near else ""
    return Setting(read, fault, f"{meant}{_BY_NAME} {RULE_OF_YOUR_OWN}")


def _severity_setting(read: Input[Any]) -> Setting:
    if read.problem is not None or fold(read.text) in set(Severity):
        return Setting(read)
    severities = listed([each.value for each in Severity], "or")
    return Setting(
        read, f"{quoted(read.text)} is not a severity, so the rule keeps its usual one.", f"Type {severities}."
    )


def _until_setting(read: Input[Any]) -> Setting:
    if read.problem is not Problem.UNREADABLE:
        return Setting(read)
    why = why_no_day(read.raw)
    no_date = f"{quoted(read.text)} is not a date{f' ({why})' if why else ''}"
    fault = f"Until: {no_date}, so the finding is not accepted."
    return Setting(read, fault, "Type a date, day first, such as 31/03/2018, or leave it blank.")


def _cases(subject: Subject) -> Iterator[Case[Setting]]:
    for each in _settings(subject):
        yield Case(subject.plan, None, each, {CELL: each.cell}, each.cell.sheet, row_of(each.cell.cell))


SETTINGS = Table("settings", "Settings", lambda: {CELL: Kind.TEXT}, _cases)


@SETTINGS.of_row
def fault(case: Case[Setting]) -> str | None:
    """Return what is wrong with it, in a sentence."""
    return case.item.fault


RULES = (
    rule(
        "plan-setting-unreadable",
        Severity.ERROR,
        SETTINGS,
        at=CELL,
        fires=lambda _: fault.column.is_not_null(),
        title="A setting of the plan can't be read",
        why="Settings decide how indicators and actions are judged, and which findings are accepted.",
        message=lambda case: str(fault.of(case)),
        fix=ByRow(
            "Type what the setting may hold, which the finding says, or clear the cell for the usual setting.",
            lambda case: str(case.item.cure),
        ),
        good="Default Tolerance: 10%",
        bad="Default Tolerance: a bit",
    ),
)
