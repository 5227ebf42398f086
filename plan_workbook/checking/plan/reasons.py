"""Rows of the Plan sheet that would let errors pass without a reason: the rows, and the rule that reports them.

Errors keep a plan from being published. So an error is accepted, and a rule that is an error made milder, only if the
row says why and who agreed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.checking.case import Case
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import ByRow, rule
from plan_workbook.checking.table import Table
from plan_workbook.layout import Kind
from plan_workbook.plan.model import Plan, Row
from plan_workbook.values.text import listed

CELL = "cell"
_NEEDED = {"reason": "why", "agreed_by": "who agreed"}
"""The columns that must be filled, with what to type there."""
_HEADINGS = layout.ACCEPTED.headings


def _to_type(keys: Iterable[str]) -> list[str]:
    return [f"{_NEEDED[key]} under {_HEADINGS[key]}" for key in keys]


def _type_or_delete(said: list[str]) -> str:
    return f"Type {listed(said)}, or delete the row."


class WithoutReason(NamedTuple):
    """A row that would let errors pass and gives no reason, so that it has no effect."""

    row: Row
    what: str
    """What it does, as the beginning of a sentence."""
    otherwise: str = ""
    """The key of the cell to look at if the workbook has no columns for a reason."""
    headings_to_add: Mapping[str, str] = MappingProxyType({})
    """The cells for the headings of these columns, by their keys, if the workbook has none."""

    @property
    def key(self) -> str:
        """The key of the cell to look at; empty if another rule reports the cells that are needed."""
        blank = (key for key in self.row.reasons_missing if self.row.inputs[key].problem is None)
        key = next(blank, "")
        return self.otherwise if key in self.headings_to_add else key

    @property
    def why(self) -> str:
        """What is wrong, in a sentence."""
        missing = [_HEADINGS[key] for key in self.row.reasons_missing]
        return f"{self.what} without {listed(missing, 'and')}, so it stays an error."

    @property
    def cure(self) -> str:
        """What to do, in a sentence."""
        said = _to_type(self.row.reasons_missing)
        if not self.headings_to_add:
            return _type_or_delete(said)
        headings = [f"{_HEADINGS[key]} in {cell}" for key, cell in self.headings_to_add.items()]
        what = "heading" if len(headings) == 1 else "headings"
        return (
            "This workbook was made before the table had these columns. Choose Review > Unprotect Sheet (there is no "
            f"password) and type the {what} {listed(headings)}; then type {listed(said)} in row {self.row.row}, or "
            "delete the row."
        )


REASONS = Table[WithoutReason]("reasons", "Reasons", lambda: {CELL: Kind.TEXT})
"""Its rows are known only after everything else has been checked: `without_reason` makes them."""


def without_reason(plan: Plan, rows: Iterable[WithoutReason]) -> list[Case[WithoutReason]]:
    """Return the rows of the table, one for each of these."""
    return [
        Case(plan, None, each, {CELL: each.row.inputs[each.key]}, each.row.sheet, each.row.row)
        for each in rows
        if each.key
    ]


@REASONS.of_row
def lacks_a_reason(case: Case[WithoutReason]) -> bool:
    """Tell whether the row lets errors pass without saying why or who agreed."""
    return bool(case.item.row.reasons_missing)


RULES = (
    rule(
        "accepted-without-reason",
        Severity.ERROR,
        REASONS,
        at=CELL,
        fires=lambda _: lacks_a_reason.column,
        title="An error is accepted, or a rule that is an error made milder, without Reason or Agreed By",
        why="Errors keep a plan from being published. If one may pass, somebody must have agreed, for a reason.",
        message=lambda case: case.item.why,
        fix=ByRow(_type_or_delete(_to_type(_NEEDED)), lambda case: case.item.cure),
        good="Reason: The court set a new date, Agreed By: Improvement Board",
        bad="Reason: (blank)",
    ),
)
