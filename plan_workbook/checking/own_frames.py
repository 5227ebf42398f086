"""Frames made without a workbook: other columns that rules look at are worked out from their rows and a plan.

Each row becomes the model's object for such a row, so that the checker's own facts can be used. Columns that the frame
already has are kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, TypeVar

import polars as pl

from plan_workbook.checking.case import Case
from plan_workbook.checking.table import ROW, SHEET, Table, dtype_of
from plan_workbook.layout import LISTS, Kind
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.values.text import fold, says_no_value

T = TypeVar("T")


class Completion(Generic[T]):
    """Adds to frames of one table the columns that follow from a row and a plan."""

    def __init__(self, table: Table[T], plan: Plan) -> None:
        """Take the table, and the plan whose dates, scale and settings the rows are judged by.

        Raises:
            ValueError: the table's rows can only come from a plan.
        """
        if table.item is None:
            raise ValueError(f"rows of the table {table.title} can only come from a plan")
        self._table, self._item, self._plan = table, table.item, plan
        self._last: tuple[pl.DataFrame, pl.DataFrame] | None = None

    def __call__(self, frame: pl.LazyFrame, needed: frozenset[str]) -> pl.LazyFrame | None:
        """Return the frame with these columns as well, or None if they need more of the plan than the row."""
        if needed <= set(frame.collect_schema().names()):
            return frame
        complete = self._completed(frame.collect())
        return complete.lazy() if needed <= set(complete.columns) else None

    def _completed(self, frame: pl.DataFrame) -> pl.DataFrame:
        # Every check of a validation asks for the same frame.
        if self._last is None or not self._last[0].equals(frame):
            cases = [self._case(row) for row in frame.iter_rows(named=True)]
            complete = self._table.frame_of(cases).rows.with_columns(frame.get_columns())
            self._last = frame, complete
        return self._last[1]

    def _case(self, row: Mapping[str, Any]) -> Case[T]:
        sheet, number = row.get(SHEET) or "", row.get(ROW) or 0
        inputs = {
            key: _input(row[key], kind, self._plan) if key in row else Input(None, None, sheet, "", "", Problem.ABSENT)
            for key, kind in self._table.inputs.items()
        }
        item = self._item(sheet, number, inputs)
        owner = item if isinstance(item, Recommendation) else None
        return Case(self._plan, owner, item, inputs, sheet, number)


def _input(held: Any, kind: Kind, plan: Plan) -> Input[Any]:
    """Return what a frame holds as the reader would have read it from a cell."""
    if held is None:
        return Input(None, None, "", "")
    text = str(held)
    value = _value(held, text, kind, plan)
    problem = None if value is not None or says_no_value(text) else Problem.UNREADABLE
    return Input(held, value, "", "", text, problem)


def _value(held: Any, text: str, kind: Kind, plan: Plan) -> object:
    """Return the value, or None if there is none or it is of another kind; pandera reports a wrong column type."""
    if dtype_of(kind) == pl.Date():
        return held if isinstance(held, date) else None
    if dtype_of(kind) == pl.Float64():
        return Decimal(repr(held)) if isinstance(held, int | float) else None
    if kind is Kind.RATING:
        return plan.scale.named(text)
    if says_no_value(text):
        return None
    if kind in LISTS and kind is not Kind.UNIT:
        return next((word for word in LISTS[kind][1] if fold(word) == fold(text)), None)
    return (text,) if kind is Kind.LEADS else text
