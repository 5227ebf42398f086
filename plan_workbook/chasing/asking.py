"""What a lead is asked for when a month is handed out: what they have not been able to fill in yet is not a mistake."""

from __future__ import annotations

from collections.abc import Callable

from plan_workbook.checking.finding import Finding
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.plan.model import Plan
from plan_workbook.plan.row_names import pi_number

WANTED = "Wanted"
"""Takes the place of a finding's severity."""
_FIGURE = "Type the figure and bring its Comment up to date, or say there why there is none and when there will be one."


def _figure(finding: Finding, plan: Plan) -> str:
    return f"the figure of {_number(finding, plan) or finding.item or 'this indicator'}{_of_period(plan)}."


def _new_figure(finding: Finding, plan: Plan) -> str:
    return f"{_figure(finding, plan).removesuffix('.')}; its Comment is still last month's."


def _progress(finding: Finding, plan: Plan) -> str:
    return f"the progress of {finding.item or 'this sheet'}{_of_period(plan)}; it is still last month's, word for word."


def _number(finding: Finding, plan: Plan) -> str:
    """Return the PI number of the indicator as it is typed; empty if it has none."""
    on_sheet = (each for each in plan.indicators if each.sheet == finding.sheet)
    row = next((each for each in on_sheet if each.actual.cell == finding.cell), None)
    return pi_named(row.number.text) if row is not None and pi_number(row) else ""


def _of_period(plan: Plan) -> str:
    period = plan.text("period")
    return f" for {period}" if period else ""


_ASKED: dict[str, tuple[Callable[[Finding, Plan], str], str]] = {
    "indicator-actual-missing": (_figure, _FIGURE),
    "indicator-comment-unchanged": (_new_figure, _FIGURE),
    "indicator-still-without-figure": (_new_figure, _FIGURE),
    "recommendation-progress-unchanged": (_progress, ""),
}


def asks(finding: Finding) -> bool:
    """Tell whether a finding only says that something of the new month is not there yet."""
    return finding.rule in _ASKED


def asked_for(finding: Finding, plan: Plan) -> tuple[str, str]:
    """Return what a lead is asked for in place of such a finding, and how to give it."""
    said, fix = _ASKED[finding.rule]
    return said(finding, plan), fix or finding.fix
