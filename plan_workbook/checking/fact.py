"""Facts about a row, worked out before rules look at it: columns of the frame, each declared where it is computed.

A fact takes its name and its type from the function that computes it: the function's name and return annotation.
Rules refer to the fact, never to its name: ``overdue.column`` in an expression, ``overdue.of(case)`` in a message.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from types import SimpleNamespace
from typing import Any, Generic, TypeVar, get_args, get_origin, get_type_hints

import polars as pl

from plan_workbook.checking.case import Case, Subject

V = TypeVar("V")
_TYPES = {bool: pl.Boolean(), str: pl.String(), int: pl.Int64(), date: pl.Date()}


@dataclass(frozen=True, eq=False, repr=False)
class Fact(Generic[V]):
    """One thing worked out for every row of a table, with the column it makes."""

    name: str
    dtype: pl.DataType
    from_row: Callable[[Case[Any]], V] | None = None
    """Works it out from the row and the plan's own fields; None if it needs the plan's other rows."""
    from_plan: Callable[[Subject], Mapping[Hashable, V]] | None = None
    """Works it out for all rows at once, by the key under which the table looks them up; rows left out have none."""

    @property
    def column(self) -> pl.Expr:
        """Its column in the frame, for a rule's expression."""
        return pl.col(self.name)

    def among(self, *values: object) -> pl.Expr:
        """Tell whether it is one of these words; null if the row has none."""
        return self.column.is_in([str(value) for value in values])

    def part(self, key: str) -> pl.Expr:
        """Return one field of a fact that is a dataclass."""
        return self.column.struct.field(key)

    def of(self, case: Case[Any]) -> V:
        """Return its value for a row; a row without one has None."""
        found: V = case.facts[self.name]
        return found

    def as_scalars(self, values: list[Any]) -> list[Any]:
        """Return its values for rows in the form that the column holds."""
        if isinstance(self.dtype, pl.Struct):
            return [None if value is None else asdict(value) for value in values]
        if isinstance(self.dtype, pl.String):
            return [None if value is None else str(value) for value in values]
        return values


def fact_of_row(function: Callable[[Case[Any]], V]) -> Fact[V]:
    """Declare a fact that follows from one row and the plan's own fields."""
    return Fact(function.__name__, _column(_returned(function)), from_row=function)


def fact_of_plan(function: Callable[[Subject], Mapping[Any, V]]) -> Fact[V]:
    """Declare a fact that is worked out over the whole plan, once, and looked up for each row."""
    return Fact(function.__name__, _column(get_args(_returned(function))[1]), from_plan=function)


def _returned(function: Callable[..., Any]) -> Any:
    """Return the type that a function returns; to work out those of its arguments as well takes three times as long."""
    only = SimpleNamespace(__annotations__={"return": function.__annotations__["return"]})
    return get_type_hints(only, function.__globals__)["return"]


def _column(said: Any) -> pl.DataType:
    """Return the type of the column for a return annotation, which may add ``| None``."""
    options = [each for each in get_args(said) if each is not type(None)]
    return _dtype(options[0] if len(options) < len(get_args(said)) else said)


def _dtype(kind: Any) -> pl.DataType:
    if get_origin(kind) is list:
        return pl.List(_dtype(get_args(kind)[0]))
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return pl.Struct({each.name: _column(hints[each.name]) for each in fields(kind)})
    return next(dtype for known, dtype in _TYPES.items() if issubclass(kind, known))
