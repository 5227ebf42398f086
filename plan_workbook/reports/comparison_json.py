"""What differs between two versions of a plan as JSON; ``plan_workbook.contract`` declares its form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from plan_workbook.comparing.changes import ACTIONS, INDICATORS, RECOMMENDATIONS, Change, Comparison
from plan_workbook.plan.model import Plan

if TYPE_CHECKING:
    from plan_workbook.contract import compare as contract


def as_json(comparison: Comparison) -> contract.Comparison:
    """Return the one object that is printed."""
    return {
        "format": 1,
        "old": _version(comparison.old),
        "new": _version(comparison.new),
        "recommendations": [
            {"recommendation": each.recommendation, **_change(each)} for each in comparison.of(RECOMMENDATIONS)
        ],
        "actions": [
            {"recommendation": each.recommendation, "ref": each.row, **_change(each), "days": each.days}
            for each in comparison.of(ACTIONS)
        ],
        "indicators": [
            {"recommendation": each.recommendation, "number": each.row, **_change(each)}
            for each in comparison.of(INDICATORS)
        ],
        "others": [
            {
                "table": each.table,
                "recommendation": each.recommendation or None,
                "row": each.row,
                "field": each.field,
                "before": each.before,
                "after": each.after,
            }
            for each in comparison.others
        ],
    }


def json_text(comparison: Comparison) -> str:
    """Return that object as text, in ASCII so that every terminal can print it; it ends in a line feed."""
    return json.dumps(as_json(comparison), indent=2) + "\n"


def _version(plan: Plan) -> contract.Version:
    date = plan.report_date
    return {"workbook": plan.name, "period": plan.text("period"), "report_date": date.isoformat() if date else None}


def _change(change: Change) -> contract.Changed:
    return {"change": change.kind.value, "before": change.before, "after": change.after}
