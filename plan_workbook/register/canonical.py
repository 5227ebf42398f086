"""Turns a plan into its register, in one canonical form: ISO dates, ``98%``, plain numbers, ratings as codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from plan_workbook import layout
from plan_workbook.layout import Column, Field, Kind
from plan_workbook.layout.own_columns import is_own_column
from plan_workbook.plan.history_line import Figure, History
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import Rating
from plan_workbook.register.tables import HISTORY, NUMBER, PARAGRAPHS, Record, Register, register_tables
from plan_workbook.values.units import with_unit


def register_of(plan: Plan) -> Register:
    """Return a plan as a register in its canonical form."""
    used = used_by(plan)
    tables = {table.name: list[Record]() for table in register_tables()}
    declared = layout.RECOMMENDATION.with_own(used)
    for f in layout.PLAN.fields:
        text = canonical(plan.fields[f.key], f.kind)
        if text or f.key in used:
            tables["plan"].append({"Field": f.label, "Value": text})
    for each in plan.recommendations:
        paragraphs = {of: "\n\n".join(p.text for p in each.paragraphs(key)) for key, of in PARAGRAPHS.items()}
        tables["recommendations"].append({**_record(layout.RECOMMENDATION.fields, each.inputs), **paragraphs})
        for table in map(declared.table, (layout.INDICATORS.key, layout.ACTIONS.key)):
            rows = (_record(table.inputs, row.inputs) for row in each.rows(table.key))
            tables[table.key] += [{NUMBER: each.number.text, **row} for row in rows]
    for table in layout.PLAN.tables:
        tables[table.key] = [_record(table.inputs, row.inputs) for row in plan.rows(table.key)]
    if tables["ratings"] == default_ratings():
        tables["ratings"] = []
    tables[HISTORY] = history_records(plan.history)
    return Register(tables, used=used)


def used_by(plan: Plan) -> frozenset[str]:
    """Return the keys of what a plan's workbook has among the things that are only there if a plan uses them."""
    may_have = {each.key for sheet in (layout.PLAN, layout.RECOMMENDATION) for each in sheet.only_if_used}
    return frozenset(key for key in plan.has if key in may_have or is_own_column(key))


def history_records(history: History) -> list[Record]:
    """Return a history as rows of a register: its lines, then the rows of its sheet that can't be read."""
    headings = [column.heading for column in layout.HISTORY.columns]
    rows = [tuple(map(_in_history, line[: len(headings)])) for line in history.lines]
    return [dict(zip(headings, row, strict=True)) for row in (*rows, *history.unread)]


def _in_history(value: object) -> str:
    if isinstance(value, Figure):
        return value.text
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def default_ratings() -> list[Record]:
    """Return the rows of the scale that a plan has if its register does not contain one."""
    return [
        {column.heading: str(vars(rating).get(column.key, "")) for column in layout.RATINGS.inputs}
        for rating in layout.DEFAULT_SCALE.ratings
    ]


def _record(declared: Iterable[Field | Column], inputs: Mapping[str, Input[Any]]) -> Record:
    return {each.heading: canonical(inputs.get(each.key, NO_INPUT), each.kind) for each in declared}


def canonical(read: Input[Any], kind: Kind) -> str:
    """Return an input as a register has it: the value in its canonical form, or else the text as typed."""
    value = read.value
    if value is None or kind in (Kind.LEADS, Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.UNIT, Kind.ITEM_NUMBER):
        return read.text if read.typed else ""
    if kind in layout.DATES:
        return str(value.isoformat())
    if kind is Kind.PERIOD:
        return read.raw.date().isoformat() if isinstance(read.raw, datetime) else read.text
    if isinstance(value, Band):
        return read.text
    if isinstance(value, Decimal):
        own = kind is Kind.TOLERANCE and read.unit is None
        if kind is Kind.TOLERANCE and isinstance(read.raw, str) and read.unit not in (None, "%"):
            return read.text  # an amount, in words that are fit for it: 1 point
        percent = kind is Kind.PERCENT or own or read.problem is Problem.UNFORMATTED
        return with_unit(value, "%" if percent else read.unit)
    return value.code if isinstance(value, Rating) else str(value)
