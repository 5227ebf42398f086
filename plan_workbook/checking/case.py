"""One row of a table as facts and messages see it: what was read, and the recommendation it belongs to."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from plan_workbook.checking.finding import quoted
from plan_workbook.checking.last_month import LastMonth
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Recommendation

T = TypeVar("T")
Place = tuple[str, int | None]
"""A sheet, and the row of a table on it; None as the row of anything that a sheet has only once."""


@dataclass(frozen=True, eq=False, repr=False)
class Subject:
    """What is checked: a plan, what last month's plan held, and the names of the rules it is checked by."""

    plan: Plan
    last_month: LastMonth = field(default_factory=lambda: LastMonth(None))
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False, repr=False)
class Case(Generic[T]):
    """One row of a table: what was read of it, and what was worked out about it."""

    plan: Plan
    recommendation: Recommendation | None
    """The one it belongs to; None if it belongs to the plan itself."""
    item: T
    """The model's object for the row, for example an `Action`."""
    inputs: dict[str, Input[Any]]
    """Its cells by the keys of the table's columns, and others by which messages or acceptances name it."""
    sheet: str = ""
    row: int | None = None
    facts: dict[str, Any] = field(default_factory=dict)
    """Its facts, by their names."""
    key: str = ""
    """The key of the input that the finding points at."""

    @property
    def place(self) -> Place:
        """Where it is; facts worked out from the whole plan are looked up by it."""
        return self.sheet, self.row

    @property
    def at(self) -> Input[Any]:
        """The input the finding points at."""
        return self.inputs[self.key]

    @property
    def quoted(self) -> str:
        """The text of that input's cell in quotation marks, shortened if it is long."""
        return quoted(self.at.text)

    def lacks(self, what: str) -> str:
        """Return words for a missing input: ``has no Comment``, and the cell's text if that is not a value."""
        return f"has no {what}, only {self.quoted}" if self.at.typed else f"has no {what}"


def place(case: Case[Any]) -> Hashable:
    """Return where a row is."""
    return case.place


def row_of(cell: str) -> int | None:
    """Return the row of an A1 address; None if there is no address."""
    digits = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else None
