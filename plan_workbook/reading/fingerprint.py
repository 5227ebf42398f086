"""The fingerprint of a plan: a short text that changes when anything that was read changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from string import ascii_uppercase
from typing import Any

from plan_workbook import layout
from plan_workbook.layout import Column, Field
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.plan.scale import Rating
from plan_workbook.values.text import fold, plain
from plan_workbook.values.units import plain_unit

_FIRST = 1
"""The version of the first template."""


def fingerprint_of(plan: Plan) -> str:
    """Return the fingerprint of all inputs of a plan, 32 characters long.

    It stays the same if a sheet is renamed or moved, or the workbook is saved by another program. It changes with the
    rows that the inputs of a recommendation are in, because the Summary links to them. Tables that only concern the
    checks (accepted findings, changed severities), or say which columns there are, are left out.
    """
    digest = sha256()
    for line in _lines(plan):
        digest.update("\x1f".join(line).encode("utf-8", "surrogatepass"))
        digest.update(b"\x1e")
    return digest.hexdigest()[:32]


def _lines(plan: Plan) -> Iterator[list[str]]:
    yield _said(sorted(layout.PLAN.fields, key=_key), plan.fields)
    for table in layout.PLAN.tables:
        if table not in (layout.ACCEPTED, layout.SEVERITIES, layout.EXTRA_COLUMNS):
            yield [table.key]
            yield from (_said(sorted(table.inputs, key=_key), row.inputs) for row in plan.rows(table.key))
    for lines in sorted(list(_of_recommendation(each)) for each in plan.recommendations):
        yield from lines


def _of_recommendation(each: Recommendation) -> Iterator[list[str]]:
    yield [layout.RECOMMENDATION.title, *_said(layout.RECOMMENDATION.fields, each.inputs)]
    said = [each.inputs[field.key] for field in layout.RECOMMENDATION.fields]
    for table in layout.PARAGRAPHS:
        paragraphs = each.paragraphs(table.key)
        if paragraphs or not table.only_if_used:
            yield [*([table.key] if table.only_if_used else []), *map(_canonical, paragraphs)]
        said += paragraphs
    rows = [row.row for table in (layout.INDICATORS, layout.ACTIONS) for row in each.rows(table.key)]
    yield ["rows", *(read.cell.lstrip(ascii_uppercase) for read in said if read.cell), *map(str, rows)]
    for table in (layout.INDICATORS, layout.ACTIONS):
        yield [table.key]
        yield from (_said(all_inputs(table, row.inputs), row.inputs) for row in each.rows(table.key))


def _said(declared: Iterable[Field | Column], inputs: Mapping[str, Input[Any]]) -> list[str]:
    """Return the content of inputs; of those that came with a later template, only the ones that are filled in.

    So a workbook that was summarised before a column was added does not become out of date.
    """
    first, later = _of_the_first(tuple(declared))
    said = [_canonical(inputs[key]) for key in first]
    return said + [f"{key}: {text}" for key in later if (text := _canonical(inputs[key]))]


@cache
def _of_the_first(declared: tuple[Field | Column, ...]) -> tuple[list[str], list[str]]:
    """Return the keys of what the first template had, and of what came later."""
    keys: tuple[list[str], list[str]] = [], []
    for each in declared:
        keys[not each.is_due(_FIRST)].append(each.key)
    return keys


def _key(declared: Field | Column) -> str:
    return declared.key


def _canonical(read: Input[Any]) -> str:
    """Return the content of an input: its value if it was read, otherwise its text; empty if it has none."""
    value = read.value
    if value is None:
        return fold(read.text) if read.given else ""
    if isinstance(value, Decimal):
        # Programs write the last digits of a number differently: 0.41 and 0.41000000000000003 are the same.
        return f"{float(value):.12g} {plain_unit(read.unit) if read.unit else ''}"
    if isinstance(value, str):
        return "\n".join(plain(line) for line in value.splitlines()).strip()
    if isinstance(value, tuple | Band):
        return plain(read.text)
    if isinstance(value, Rating):
        return value.code
    return value.isoformat() if isinstance(value, date) else str(value)
