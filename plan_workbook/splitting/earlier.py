"""Tells whether somebody has worked in a part that was handed out before."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from plan_workbook.layout import RECOMMENDATION
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.splitting.base import Base

_ADDED = frozenset({"sheet-unexpected", "content-outside-table", "cell-note"})
"""The rules about what somebody put into a workbook that is not a value of the plan."""


def is_worked_in(plan: Plan, base: Base | None, notes: Collection[str]) -> bool:
    """Tell whether a part differs from what it said when it went out; one that has lost its base counts as if it did.

    Args:
        plan: the plan that is read from it now.
        base: what it said; None if it carries none.
        notes: the texts of the notes that went out with it, as far as the master still has them.
    """
    if base is None or len(plan.recommendations) != len(base.recommendations):
        return True
    if any(seen.rule in _ADDED and seen.detail not in notes for seen in plan.observations):
        return True
    pairs = zip(plan.recommendations, base.recommendations, strict=True)
    return any([*_said(now)] != [*_said(then)] for now, then in pairs)


def _said(each: Recommendation) -> Iterator[object]:
    """Yield what the cells of a recommendation hold."""
    yield each.sheet
    yield from map(_content, each.inputs.values())
    for table in RECOMMENDATION.tables:
        for row in each.rows(table.key):
            yield table.key
            yield from map(_content, row.inputs.values())


def _content(read: Input[Any]) -> tuple[object, str]:
    # A blank cell's number format changes nothing, and programs change it when they save.
    return read.raw, "" if read.raw is None else read.text
