"""The findings as CSV, one row each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from plan_workbook.checking.finding import Report
from plan_workbook.values.formula import would_run

COLUMNS = (
    "workbook",
    "rule",
    "severity",
    "sheet",
    "cell",
    "value",
    "message",
    "fix",
    "recommendation",
    "lead",
    "accepted",
    "reason",
    "agreed_by",
    "until",
)
"""The headings; `accepted` is yes or no, and the columns after it are empty for no."""


def as_csv(reports: Sequence[Report]) -> str:
    """Return all findings in reading order, the accepted ones after each workbook's others; values as in JSON.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(reports):
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return stream.getvalue()


def _rows(reports: Sequence[Report]) -> Iterator[dict[str, object]]:
    for report in reports:
        workbook = {"workbook": report.workbook}
        for finding in report.findings:
            yield {**workbook, **finding.as_json(), "accepted": "no"}
        for acceptance in report.accepted:
            yield {**workbook, **acceptance.as_json(), "accepted": "yes"}


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and would_run(value):
        return f"'{value}"
    return value
