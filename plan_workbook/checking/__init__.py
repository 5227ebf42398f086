"""Checks whether a plan can be trusted: rules over what was read, and findings with their cells and what to do.

`checking.report` makes the report; the classes it consists of can be imported from here without loading Polars and
pandera.
"""

from plan_workbook.checking.finding import Acceptance, Finding, Milder, Report, Severity

__all__ = ["Acceptance", "Finding", "Milder", "Report", "Severity"]
