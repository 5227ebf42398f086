"""The record of returns: a CSV file next to the master, a line for each; and the returns themselves, as they came.

A return whose fingerprint is in the record is not taken a second time. The returns are kept in a folder, each under
its fingerprint, because a lead's later return is compared with their earlier one. One that was encrypted stays so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from plan_workbook.reading.periods import read_period
from plan_workbook.values.kept_csv import KeptCsv, names_in_a_cell, names_of_a_cell, read_kept_csv
from plan_workbook.values.text import fold, in_brief, long_date

COLUMNS = (
    "Collected",
    "File",
    "Fingerprint",
    "Period",
    "Lead",
    "Sheets",
    "Taken",
    "Conflicts",
    "Last Modified By",
    "Last Modified",
)


@dataclass(frozen=True)
class Line:
    """One line of the record: a return that was read into the master."""

    collected: str
    """The time: ISO 8601, to the second, with the offset from UTC."""
    file: str
    fingerprint: str
    """Of the file as it came."""
    period: str
    lead: str
    sheets: tuple[str, ...]
    """The master's sheets that it answered for."""
    taken: int
    """How many values were taken from it."""
    conflicts: int
    """How many things were left for a person: values that both sides had changed, and rows that did not come back."""
    modified_by: str
    """Who saved it last, as its properties say."""
    modified: str

    @property
    def cells(self) -> tuple[str, ...]:
        """Its cells, in the order of `COLUMNS`."""
        return (
            self.collected,
            self.file,
            self.fingerprint,
            self.period,
            self.lead,
            names_in_a_cell(self.sheets),
            str(self.taken),
            str(self.conflicts),
            self.modified_by,
            self.modified,
        )

    def answers(self, sheet: str) -> bool:
        """Tell whether it answered for one of the master's sheets."""
        return fold(sheet) in map(fold, self.sheets)


@dataclass(frozen=True)
class ReturnsRecord:
    """The record as it is on the disk."""

    lines: tuple[Line, ...]
    """In the order in which they were collected, whatever order somebody has sorted them in."""
    file: KeptCsv

    def line_of(self, fingerprint: str) -> Line | None:
        """Return the first line of a return; None if it has none."""
        return next((each for each in self.lines if each.fingerprint == fingerprint), None)

    def of_period(self, period: str) -> tuple[Line, ...]:
        """Return the lines of one reporting period."""
        return tuple(each for each in self.lines if same_period(each.period, period))

    def with_lines(self, lines: Iterable[Line]) -> bytes:
        """Return the file's content with these lines at its end."""
        return self.file.with_lines([each.cells for each in lines])


def record_path(master: Path) -> Path:
    """Return the path of a master's record: ``plan.returns.csv`` next to ``plan.xlsx``."""
    return master.with_name(f"{master.stem}.returns.csv")


def kept_folder(master: Path) -> Path:
    """Return the path of the folder that keeps a master's returns: ``plan.returns`` next to ``plan.xlsx``."""
    return master.with_name(f"{master.stem}.returns")


def kept_path(master: Path, fingerprint: str) -> Path:
    """Return the path at which a return is kept as it came."""
    return kept_folder(master) / f"{fingerprint}{master.suffix}"


def read_record(path: Path) -> ReturnsRecord:
    """Return the record; an empty one if there is no file.

    Raises:
        OutputError: it can't be read or is not such a record.
    """
    file = read_kept_csv(path, COLUMNS, "a record of returns")
    lines = [_line(cells) for cells in file.lines]
    return ReturnsRecord(tuple(sorted(lines, key=lambda each: _moment(each.collected))), file)


def same_period(one: str, other: str) -> bool:
    """Tell whether two texts name one reporting period, even if a spreadsheet has made ``Dec-17`` of one of them."""
    if fold(one) == fold(other):
        return True
    ends = [_end_of(each) for each in (one, other)]
    return None not in ends and ends[0] == ends[1]


def _end_of(period: str) -> date | None:
    end = read_period(period, "General", calendar=True, report_date=None)
    return end and date(end.year, end.month, 1)


def _line(cells: Sequence[str]) -> Line:
    collected, file, fingerprint, period, lead, sheets, taken, conflicts, modified_by, modified = cells
    counts = _count(taken), _count(conflicts)
    return Line(
        collected, file, fold(fingerprint), period, lead, names_of_a_cell(sheets), *counts, modified_by, modified
    )


def _count(text: str) -> int:
    return int(text) if re.fullmatch("[0-9]{1,9}", text) else 0


def _moment(text: str) -> datetime:
    """Return a time of the record; one that can't be read counts as the earliest."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = datetime.min
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def moment_of(text: str) -> datetime | None:
    """Return a time of a workbook's properties; None if it can't be read."""
    found = _moment(text)
    return None if found.year == 1 else found


def day_of(text: str) -> str:
    """Return the day of such a time, as people write it; the text itself if it can't be read."""
    when = moment_of(text)
    return long_date(when.date()) if when else in_brief(text)
