"""Rules about the Plan sheet."""

from __future__ import annotations

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.expressions import given, unreadable, value
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Case, Table, rule
from plan_workbook.plan.model import Problem
from plan_workbook.values.text import listed

_LABELS = layout.PLAN.labels
_DATES = tuple(f.key for f in layout.PLAN.fields if f.kind in layout.DATES)

rule(
    "plan-field-missing", Severity.ERROR, Table.PLAN, at=("title", "authority", "period", "report_date"),
    fires=lambda key: ~given(key),
    title="Title, authority, period or report date is empty",
    why="Without them nobody can tell which plan, which month and as at which day the figures are.",
    message=lambda case: f"The plan {case.lacks(_LABELS[case.key])}.",
    fix=lambda case: f"Type the {_LABELS[case.key].lower()} here.",
    good="Report Date: 31/12/2017", bad="Report Date: (blank)",
)  # fmt: skip
rule(
    "plan-date-unreadable", Severity.ERROR, Table.PLAN, at=_DATES, fires=unreadable,
    title="A date of the plan can't be read",
    why="What is overdue and due is worked out from these dates.",
    message=lambda case: f"{_LABELS[case.key]}: {case.quoted} is not a date.",
    fix="Type a date, day first, for example 31/12/2017.",
    good="31/12/2017", bad="31 Feb 2018",
)  # fmt: skip
rule(
    "plan-setting-unreadable", Severity.ERROR, Table.SETTINGS, at="cell", fires=lambda _: pl.col("fault").is_not_null(),
    title="A setting of the plan can't be read",
    why="Settings decide how indicators and actions are judged, and which findings are set apart.",
    message=lambda case: str(case.facts["fault"]), fix=lambda case: str(case.facts["cure"]),
    good="Default Tolerance: 10%", bad="Default Tolerance: a bit",
)  # fmt: skip


def _reversed(key: str) -> pl.Expr:
    return value("plan_end") < value("plan_start") if key == "plan_end" else value(key) > value("report_date")


def _reversed_message(case: Case) -> str:
    other = "plan_start" if case.key == "plan_end" else "report_date"
    order = "before" if case.key == "plan_end" else "after"
    return f"{_LABELS[case.key]} {case.quoted} is {order} {_LABELS[other]} '{case.inputs[other].text}'."


rule(
    "plan-dates-reversed", Severity.ERROR, Table.PLAN, at=("plan_end", "data_as_at"), fires=_reversed,
    title="Plan end before start, or data as at after the report date",
    why="One of the two dates is wrong, and with it whatever is judged by them.",
    message=_reversed_message, fix="Correct whichever of the two dates is wrong.",
    good="Plan Start 01/04/2017, Plan End 31/03/2018", bad="Plan Start 01/04/2018, Plan End 31/03/2018",
)  # fmt: skip
rule(
    "plan-rating-scale", Severity.ERROR, Table.RATINGS, at=("code", "label", "counts_as"),
    fires=lambda key: pl.col(f"{key}_fault").is_not_null(),
    title="The RAG scale is empty, has a code twice, or nothing counts as complete",
    why="Every rating is read by this scale.",
    message=lambda case: str(case.facts[f"{case.key}_fault"]),
    fix=f"Give each rating a code and a label of its own, and let Counts as say one of "
    f"{listed([str(c) for c in layout.LISTS[layout.Kind.COUNTS_AS][1]], 'or')}.",
    good="C Complete, R Red, A Amber, G Green", bad="G Green and G Grey",
)  # fmt: skip
rule(
    "plan-all-green", Severity.NOTE, Table.PLAN, at="report_date",
    fires=lambda key: pl.col("all_green").is_not_null() & (pl.col(f"{key}_problem") != Problem.ABSENT.value),
    title="Nothing is rated at risk or off track, yet something is overdue or off target",
    why="A plan that is all Green while dates and targets are missed is not believed.",
    message=lambda case: f"Nothing is rated at risk or off track, yet {case.facts['all_green']}.",
    fix="Go through them with their leads: either the rating, or the date or target, is not right.",
    good="One action overdue, rated A", bad="Everything rated G, one action overdue",
)  # fmt: skip
rule(
    "person-duplicate", Severity.WARNING, Table.PEOPLE, at="name",
    fires=lambda _: pl.col("same_name").is_not_null(),
    title="A name stands twice among the people",
    why="One person would be written to twice, or two people be taken for one.",
    message=lambda case: f"{case.quoted} also stands in {case.facts['same_name']}.",
    fix="Delete one of the rows, or tell the two people apart by their full names.",
    good="Each name once", bad="The same name in two rows",
)  # fmt: skip
rule(
    "person-email", Severity.WARNING, Table.PEOPLE, at="email", fires=lambda _: pl.col("no_address"),
    title="An email address that is not one",
    why="A draft to this person would not arrive.",
    message=lambda case: f"{case.quoted} is not an email address.",
    fix="Type one address, such as name@example.gov.uk, or leave the cell blank.",
    good="name@example.gov.uk", bad="name at example.gov.uk",
)  # fmt: skip
