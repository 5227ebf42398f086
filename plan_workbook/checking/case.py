"""One row of a table as facts and messages see it: what was read, and whose it is."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from plan_workbook.checking.finding import quoted
from plan_workbook.checking.last_month import LastMonth
from plan_workbook.plan.model import Input, Plan, Recommendation

T = TypeVar("T")
Place = tuple[str, int | None]
"""A sheet, and the row of a table on it; no row for what a sheet has once."""


@dataclass(frozen=True)
class Subject:
    """What is checked: a plan, what last month's plan held, and the names of the rules it is checked by."""

    plan: Plan
    last_month: LastMonth = field(default_factory=lambda: LastMonth(None))
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class Case(Generic[T]):
    """One row of a table: what was read of it, and what was worked out about it."""

    plan: Plan
    recommendation: Recommendation | None
    """The one it belongs to; None for what is the plan's own."""
    item: T
    """What the model has for the row, an `Action` for example."""
    inputs: dict[str, Input[Any]]
    """Its cells by the keys of the table's columns; others besides, which messages or acceptances name it by."""
    sheet: str = ""
    row: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """What was worked out for it, by the names of the table's facts."""
    key: str = ""
    """The input a finding points at."""

    @property
    def place(self) -> Place:
        """Where it is, by which facts over the whole plan are looked up."""
        return self.sheet, self.row

    @property
    def at(self) -> Input[Any]:
        """The input the finding points at."""
        return self.inputs[self.key]

    @property
    def quoted(self) -> str:
        """What that input's cell holds, in quotation marks, shortened where it is long."""
        return quoted(self.at.text)

    def lacks(self, what: str) -> str:
        """Return that an input is not given: ``has no Comment``, and what the cell holds if that gives no value."""
        return f"has no {what}, only {self.quoted}" if self.at.typed else f"has no {what}"


def place(case: Case[Any]) -> Hashable:
    """Return where a row is."""
    return case.place


def row_of(cell: str) -> int | None:
    """Return the row of an A1 address; None where there is no address."""
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else None
