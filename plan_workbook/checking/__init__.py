"""Whether a plan can be trusted: rules over what was read, each failure with its cell and how to put it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from plan_workbook.checking.finding import Finding, Report, Severity

if TYPE_CHECKING:
    from plan_workbook.checking.check import check

__all__ = ["Finding", "Report", "Severity", "check"]


def __getattr__(name: str) -> object:
    """Import the check only when it is asked for: who looks at a report has no use for Polars and pandera."""
    if name == "check":
        import importlib

        # The module is called as its function, so it is fetched by its full name and not as an attribute of this one.
        globals()[name] = importlib.import_module("plan_workbook.checking.check").check
        return globals()[name]
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
