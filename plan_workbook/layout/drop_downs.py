"""The words that drop-downs offer."""

from __future__ import annotations

from plan_workbook.layout.kinds import Kind
from plan_workbook.plan.choices import Better, Quarters, Status, YesNo
from plan_workbook.plan.scale import CountsAs

UNITS = ("%", "number", "days", "weeks", "months", "hours", "£")
LISTS: dict[Kind, tuple[str, tuple[str, ...]]] = {
    Kind.STATUS: ("List_Status", tuple(Status)),
    Kind.BETTER: ("List_Better", tuple(Better)),
    Kind.UNIT: ("List_Unit", UNITS),
    Kind.COUNTS_AS: ("List_Counts_As", tuple(CountsAs)),
    Kind.QUARTERS: ("List_Quarters", tuple(Quarters)),
    Kind.YES_NO: ("List_Yes_No", tuple(YesNo)),
}
"""The drop-downs whose words are the tool's own: defined name and words, by the kind of cell."""
RATINGS_LIST = "List_Ratings"
"""The drop-down of the plan's own rating codes, taken from the scale on the Plan sheet."""
OPEN_LISTS = frozenset({Kind.UNIT})
"""Kinds whose drop-down only suggests words; others may be typed."""
