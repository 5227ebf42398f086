"""Whether a plan can be trusted: rules over what was read, each failure with its cell and how to put it right."""

from plan_workbook.checking.check import check
from plan_workbook.checking.finding import Finding, Report, Severity

__all__ = ["Finding", "Report", "Severity", "check"]
