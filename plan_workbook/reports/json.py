"""The findings as JSON, for programs; ``docs/commands.md`` and the tests hold its form."""

from __future__ import annotations

import json
from collections.abc import Sequence

from plan_workbook.checking.finding import Report

FORMAT = 1
"""The version of this form; it changes whenever programs that read it would have to."""


def as_json(reports: Sequence[Report], several: bool) -> dict[str, object]:
    """Return the one object that is printed: a workbook's own, or a list of them if several were asked for."""
    objects = [report.as_json() for report in reports]
    return {"format": FORMAT, "workbooks": objects} if several else objects[0]


def json_text(reports: Sequence[Report], several: bool) -> str:
    """Return that object as text, in ASCII so that every terminal can print it; it ends in a line feed."""
    return json.dumps(as_json(reports, several), indent=2) + "\n"
