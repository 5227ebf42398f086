"""The findings as CSV, one row each, for a spreadsheet; a workbook without any has a row too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from plan_workbook.checking.finding import NotRead, Report, Results
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
    "item",
    "field",
    "leads",
    "outcome",
    "error",
)
"""The headings, new ones at the end. `accepted` is yes or no, and the three columns after it are empty for no; `leads`
are separated by semicolons; `error` is the code of a workbook that was not read, and its `message` says why."""
FINDING, CLEAN, NOT_READ = "finding", "clean", "not read"
"""What a row is: its `outcome`."""


def as_csv(results: Results) -> str:
    """Return all findings in reading order, the accepted ones after each workbook's others; values as in JSON.

    A workbook that nothing was found in, and one that could not be read, has a row of its own, without a rule.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(results):
        writer.writerow([_cell(row.get(column)) for column in COLUMNS])
    return stream.getvalue()


def _rows(results: Results) -> Iterator[Mapping[str, object]]:
    for each in results.workbooks:
        name = {"workbook": each.workbook}
        if isinstance(each, NotRead):
            yield {**name, "message": each.message, "outcome": NOT_READ, "error": each.code}
        elif not each.findings and not each.accepted:
            yield {**name, "outcome": CLEAN}
        else:
            yield from ({**name, **row, "outcome": FINDING} for row in _findings(each))


def _findings(report: Report) -> Iterator[Mapping[str, object]]:
    for finding in report.findings:
        yield {**finding.as_json(), "accepted": "no"}
    for acceptance in report.accepted:
        yield {**acceptance.as_json(), "accepted": "yes"}


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list):
        value = "; ".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and would_run(value):
        return f"'{value}"
    return value
