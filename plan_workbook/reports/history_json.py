"""The history of a plan as JSON, for programs."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.contract import compare as contract
    from plan_workbook.jobs.history import Remembered
    from plan_workbook.plan.history_line import HistoryLine


def as_json(found: Remembered) -> contract.Remembered:
    """Return the one object that is printed: a plan's periods and lines, and what was added to them."""
    plan = found.plan
    counts = Counter(line.report_date for line in plan.history)
    return {
        "format": 1,
        "workbook": plan.name,
        "period": plan.text("period"),
        "report_date": plan.report_date.isoformat() if plan.report_date else None,
        "periods": [
            {"period": period, "report_date": day.isoformat(), "lines": counts[day]}
            for day, period in plan.history.periods.items()
        ],
        "lines": [_line(line) for line in plan.history],
        "added": [
            {"workbook": each.workbook or None, "period": each.period, "report_date": each.report_date.isoformat()}
            for each in found.added
        ],
        "passed_over": [{"workbook": each.workbook, "why": each.why} for each in found.passed_over],
        "read_apart": [
            {
                "report_date": period.report_date.isoformat(),
                "code": each.code,
                "then": each.then.value if each.then else None,
                "now": each.now.value if each.now else None,
            }
            for period in found.added
            for each in period.read_apart
        ],
    }


def _line(line: HistoryLine) -> contract.Remembrance:
    return {
        "period": line.period,
        "report_date": line.report_date.isoformat(),
        "kind": line.kind.value,
        "recommendation": line.recommendation,
        "reference": line.reference or None,
        "rag": line.rating or None,
        "status": line.status or None,
        "data_period": line.data_period or None,
        "target": line.target.text if line.target else None,
        "actual": line.actual.text if line.actual else None,
        "due": line.due.isoformat() if line.due else None,
    }
