"""Whether two inputs say the same. Pure functions."""

from __future__ import annotations

from typing import Any

from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.measures import Band
from plan_workbook.register.canonical import canonical


def same(one: Input[Any], other: Input[Any], kind: Kind) -> bool:
    """Tell whether two inputs say the same: they have one canonical form, which is what `export` writes.

    Spaces at the ends of lines are no difference, because programs lose them when they save. Nor is another reading of
    the same content: 41 reads as 41% once the row's unit is %.
    """
    if isinstance(one.value, Band) and isinstance(other.value, Band):  # it may be typed in several ways
        return one.value == other.value and (one.unit or "") == (other.unit or "")
    return same_content(one, other) or _said(one, kind) == _said(other, kind)


def same_content(one: Input[Any], other: Input[Any]) -> bool:
    """Tell whether two cells hold the same and show the same, whatever it is read as."""
    if one.problem is Problem.ABSENT or other.problem is Problem.ABSENT:
        return one.problem is other.problem
    return one.raw == other.raw and one.text == other.text and has_no_result(one) == has_no_result(other)


def has_no_result(read: Input[Any]) -> bool:
    """Tell whether a cell holds a formula that nobody has calculated."""
    return read.formula and read.raw is None


def _said(read: Input[Any], kind: Kind) -> str:
    if has_no_result(read):
        return "="
    return "\n".join(line.rstrip() for line in canonical(read, kind).split("\n")).strip()
