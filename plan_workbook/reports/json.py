"""The findings as JSON, for programs; ``plan_workbook.contract`` declares its form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from plan_workbook.checking.finding import Report, Results

if TYPE_CHECKING:
    from plan_workbook.contract.findings import Validated

_SINCE_2 = frozenset({"item", "field", "leads"})
"""The keys of a finding that format 1 does not have."""


def as_json(results: Results) -> Validated:
    """Return the one object that is printed.

    If one workbook was named, its keys are in it a second time next to ``workbooks``, as programs that were written for
    format 1 expect them.
    """
    told: Validated = {
        "format": 2,
        "workbooks": [each.as_json() for each in results.workbooks],
        "skipped": [{"workbook": name, "why": why} for name, why in results.skipped],
        "copies": [{"workbook": name, "copy_of": other} for name, other in results.copies],
        "not_compared": list(results.not_compared),
    }
    if results.several or not results.reports:
        return told
    return {"format": 2, **results.reports[0].as_json(), **told}


def as_json1(results: Results) -> dict[str, Any]:
    """Return the object of format 1: a workbook's own, or a list if several could be meant, without the unread ones.

    Raises:
        LookupError: the only workbook could not be read, of which format 1 says nothing.
    """
    objects = [_of_format_1(report) for report in results.reports]
    return {"format": 1, "workbooks": objects} if results.several else objects[0]


def _of_format_1(report: Report) -> dict[str, Any]:
    told: dict[str, Any] = {"format": 1, **report.as_json()}
    del told["left_out"]
    for name in ("findings", "accepted"):
        told[name] = [{key: each[key] for key in each if key not in _SINCE_2} for each in told[name]]
    return {key: value for key, value in told.items() if value or key not in ("accepted", "milder")}


def json_text(told: object) -> str:
    """Return an object as text, in ASCII so that every terminal can print it; it ends in a line feed."""
    return json.dumps(told, indent=2) + "\n"
