"""Whether a plan can be trusted: rules over what was read, each failure with its cell and how to put it right.

`checking.report` makes the report; what a report is made of can be had here without loading Polars and pandera.
"""

from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity

__all__ = ["Acceptance", "Finding", "Report", "Severity"]
