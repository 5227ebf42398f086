"""What a lead is asked for when a month is handed out: what they have not been able to fill in yet is not a mistake."""

from __future__ import annotations

from collections.abc import Callable

from plan_workbook.checking.finding import Finding

WANTED = "Wanted"
"""Takes the place of a finding's severity."""
_FIGURE = "Type the figure and bring its Comment up to date, or say there why there is none and when there will be one."


def _figure(finding: Finding, period: str) -> str:
    return f"the figure of {finding.item or 'this indicator'}{_of(period)}."


def _new_figure(finding: Finding, period: str) -> str:
    return f"{_figure(finding, period).removesuffix('.')}; its Comment is still last month's."


def _progress(finding: Finding, period: str) -> str:
    return f"the progress of {finding.item or 'this sheet'}{_of(period)}; it is still last month's, word for word."


def _of(period: str) -> str:
    return f" for {period}" if period else ""


_ASKED: dict[str, tuple[Callable[[Finding, str], str], str]] = {
    "indicator-actual-missing": (_figure, _FIGURE),
    "indicator-comment-unchanged": (_new_figure, _FIGURE),
    "indicator-still-without-figure": (_new_figure, _FIGURE),
    "recommendation-progress-unchanged": (_progress, ""),
}


def asks(finding: Finding) -> bool:
    """Tell whether a finding only says that something of the new month is not there yet."""
    return finding.rule in _ASKED


def asked_for(finding: Finding, period: str) -> tuple[str, str]:
    """Return what a lead is asked for in place of such a finding, and how to give it."""
    said, fix = _ASKED[finding.rule]
    return said(finding, period), fix or finding.fix
