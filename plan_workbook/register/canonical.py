"""From a plan to its register, in the one canonical form: dates ISO, ``98%``, plain numbers, ratings as codes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from plan_workbook import layout
from plan_workbook.layout import Column, Kind
from plan_workbook.plan.model import Action, Indicator, Input, Plan, Problem, Rating, Row
from plan_workbook.register.tables import NUMBER, PROGRESS, TABLES, Record, Register, headings_of
from plan_workbook.values.units import with_unit


def register_of(plan: Plan) -> Register:
    """Return a plan as a register, canonically written: dates ISO, ``98%``, plain numbers, ratings as codes."""
    tables = {table.name: list[Record]() for table in TABLES}
    for f in layout.PLAN_FIELDS:
        text = canonical(plan.fields[f.key], f.kind)
        if text:
            tables["plan"].append({"Field": f.label, "Value": text})
    for each in plan.recommendations:
        number = each.number.text
        record = {f.heading: canonical(getattr(each, f.key), f.kind) for f in layout.RECOMMENDATION_FIELDS}
        tables["recommendations"].append({**record, PROGRESS: "\n\n".join(p.text for p in each.progress)})
        for name, columns, rows in (
            ("indicators", layout.INDICATORS.inputs, each.indicator_rows),
            ("actions", layout.ACTIONS.inputs, each.actions),
        ):
            tables[name] += [{NUMBER: number, **_record(columns, row)} for row in rows]
    for table in layout.PLAN.tables:
        listed: Sequence[Row] = getattr(plan, table.key)
        tables[table.key] = [{c.heading: canonical(row.inputs[c.key], c.kind) for c in table.inputs} for row in listed]
    if tables["ratings"] == default_ratings():
        tables["ratings"] = []
    return Register(tables)


def default_ratings() -> list[Record]:
    """Return the rows of the scale a plan has when its register brings none."""
    keys = ("code", "label", "counts_as", "progress", "confidence", "colour")
    headings = headings_of(layout.RATINGS.inputs)
    return [
        {heading: str(getattr(rating, key)) for key, heading in zip(keys, headings, strict=True)}
        for rating in layout.DEFAULT_SCALE.ratings
    ]


def _record(columns: tuple[Column, ...], row: Indicator | Action) -> Record:
    return {c.heading: canonical(getattr(row, c.key), c.kind) for c in columns}


def canonical(read: Input[object], kind: Kind) -> str:
    """Return what a register says of an input: the value in its one canonical form, or the text as it stands."""
    value = read.value
    if value is None or kind in (Kind.LEADS, Kind.TEXT, Kind.LONG_TEXT, Kind.CODE, Kind.UNIT, Kind.ITEM_NUMBER):
        return read.text if read.typed else ""
    if kind in layout.DATES:
        return value.isoformat()  # type: ignore[attr-defined, no-any-return]
    if kind is Kind.PERIOD:
        return read.raw.date().isoformat() if isinstance(read.raw, datetime) else read.text
    if isinstance(value, Decimal):
        percent = kind is Kind.PERCENT or read.problem is Problem.UNFORMATTED
        return with_unit(value, "%" if percent else read.unit)
    return value.code if isinstance(value, Rating) else str(value)
