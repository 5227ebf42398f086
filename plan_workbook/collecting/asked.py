"""The list of parts that are out, a CSV file next to the master: who was asked for which sheets, and by when.

`split` writes it anew each time, with the parts of one period: handing out to some leads adds theirs, and handing out
to all takes the place of what was there.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from plan_workbook.collecting.collected import NotReturned
from plan_workbook.collecting.record import same_period
from plan_workbook.plan.model import Plan
from plan_workbook.reading.dates import read_date
from plan_workbook.values.kept_csv import KeptCsv, names_in_a_cell, names_of_a_cell, read_kept_csv
from plan_workbook.values.text import fold, fold_name

COLUMNS = ("Period", "Lead", "Sheets", "Return By")


class Asked(NamedTuple):
    """One part that is out."""

    period: str
    """The reporting period for which it was handed out."""
    lead: str
    """Empty for sheets without a lead."""
    sheets: tuple[str, ...]
    """The names that its sheets had in the master."""
    return_by: date | None = None
    """The day by which it was asked back, if one was given."""

    @property
    def cells(self) -> tuple[str, ...]:
        """Its cells, in the order of `COLUMNS`."""
        by = self.return_by.isoformat() if self.return_by else ""
        return self.period, self.lead, names_in_a_cell(self.sheets), by


def list_path(master: Path) -> Path:
    """Return the path of a master's list: ``plan.parts.csv`` next to ``plan.xlsx``."""
    return master.with_name(f"{master.stem}.parts.csv")


def read_list(path: Path, period: str) -> tuple[Asked, ...]:
    """Return the parts of one period that are out; none if there is no list.

    Raises:
        OutputError: it can't be read or is not such a list.
    """
    lines = map(_line, read_kept_csv(path, COLUMNS, "a list of the parts that are out").lines)
    return tuple(each for each in lines if each.sheets and same_period(each.period, period))


def list_with(earlier: Iterable[Asked], new: Sequence[Asked]) -> bytes:
    """Return the content of the list; a sheet that is handed out again counts for its new part only."""
    again = {fold(sheet) for each in new for sheet in each.sheets}
    left = [each._replace(sheets=tuple(s for s in each.sheets if fold(s) not in again)) for each in earlier]
    return KeptCsv(COLUMNS).with_lines([each.cells for each in (*left, *new) if each.sheets])


def asked_of_each(out: Iterable[Asked], *plans: Plan) -> tuple[NotReturned, ...]:
    """Return from whom an answer is expected, for which sheets and by when, in the order of their sheets.

    Sheets that none of the plans has were deleted, and nobody has to answer for them. The plans are the master as it is
    now, and as it was handed out.
    """
    sheets_now = dict.fromkeys(fold(each.sheet) for plan in plans for each in plan.recommendations)
    order = {sheet: place for place, sheet in enumerate(sheets_now)}

    def place(sheet: str) -> int:
        return order[fold(sheet)]

    mine: dict[str, NotReturned] = {}
    for each in out:
        theirs = [sheet for sheet in each.sheets if fold(sheet) in order]
        if not theirs:
            continue
        known = mine.get(fold_name(each.lead), NotReturned(each.lead, ()))
        days = [day for day in (known.return_by, each.return_by) if day]
        sheets = dict.fromkeys((*known.sheets, *theirs))
        whole = NotReturned(known.lead, tuple(sorted(sheets, key=place)), min(days, default=None))
        mine[fold_name(each.lead)] = whole
    return tuple(sorted(mine.values(), key=lambda each: (not each.lead, place(each.sheets[0]))))


def _line(cells: Sequence[str]) -> Asked:
    period, lead, sheets, by = cells
    return Asked(period, lead, names_of_a_cell(sheets), read_date(by, "@", month_is_end=True))
