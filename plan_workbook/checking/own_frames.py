"""Frames made without a workbook: other columns that rules look at are worked out from their rows and a plan.

Each row becomes the model's object for such a row, so that the checker's own facts can be used. Columns that the frame
already has are kept, except that a word of a list becomes the list's own spelling, and a figure that is not finite
becomes null. A column of another type than the table's counts as absent: pandera reports its type, and rules about it
could only repeat that.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

import polars as pl

from plan_workbook.checking.case import Case
from plan_workbook.checking.table import LISTED, ROW, SHEET, Table, dtype_of
from plan_workbook.layout import LISTS, NUMBERS, Kind
from plan_workbook.plan.inputs import Input, Problem, RowInputs
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.values.decimals import as_decimal
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
        if self._table.dtypes.keys() <= set(frame.collect_schema().names()):
            return frame  # of a plan: nothing is left to work out
        complete = self._completed(frame.collect())
        return complete.lazy() if needed <= set(complete.columns) else None

    def _completed(self, frame: pl.DataFrame) -> pl.DataFrame:
        # Every check of a validation asks for the same frame.
        if self._last is None or not self._last[0].equals(frame):
            own = self._readable(frame)
            kinds = self._table.inputs
            cases = [self._case(row, kinds) for row in own.iter_rows(named=True)]
            kept = [column for column in own.get_columns() if kinds.get(column.name) not in LISTED]
            self._last = frame, self._table.frame_of(cases).rows.with_columns(kept)
        return self._last[1]

    def _readable(self, frame: pl.DataFrame) -> pl.DataFrame:
        """Return the frame without columns of another type than the table's, and with finite figures only."""
        kinds, dtypes = self._table.inputs, self._table.dtypes
        others = [key for key in (SHEET, ROW, *kinds) if key in frame.columns and frame.schema[key] != dtypes[key]]
        own = frame.drop(others)
        figures = [pl.col(key) for key, kind in kinds.items() if key in own.columns and kind in NUMBERS]
        return own.with_columns(pl.when(figure.is_finite()).then(figure) for figure in figures)

    def _case(self, row: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Case[T]:
        sheet, number = row.get(SHEET) or "", row.get(ROW) or 0
        absent: Input[Any] = Input(None, None, sheet, "", "", Problem.ABSENT)
        read = {key: _input(row[key], kind, self._plan) if key in row else absent for key, kind in kinds.items()}
        inputs = RowInputs(read)
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
    """Return the value, or None if there is none or it is not a word of its list."""
    if dtype_of(kind) == pl.Date():
        return held
    if dtype_of(kind) == pl.Float64():
        return as_decimal(held)
    if kind is Kind.RATING:
        return plan.scale.rating_called(text)
    if says_no_value(text):
        return None
    if kind in LISTS and kind is not Kind.UNIT:
        return next((word for word in LISTS[kind][1] if fold(word) == fold(text)), None)
    return (text,) if kind is Kind.LEADS else text
