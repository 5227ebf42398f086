"""Improvement plans in Excel: validate every cell, and regenerate the Summary the board reads.

The names that other programs may rely on are listed here. Each is loaded when it is first used, so importing the
package alone costs almost nothing. ``docs/python.md`` has an example of each.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook import schemas
    from plan_workbook.checking.finding import Finding, Report, Severity
    from plan_workbook.checking.report import check
    from plan_workbook.errors import PlanWorkbookError
    from plan_workbook.jobs.chase import chase
    from plan_workbook.jobs.export import export
    from plan_workbook.jobs.new import make_workbook
    from plan_workbook.jobs.publish import publish
    from plan_workbook.jobs.summarise import summarise
    from plan_workbook.jobs.validate import validate
    from plan_workbook.package import PackageError
    from plan_workbook.plan.model import Plan
    from plan_workbook.reading import read_plan
    from plan_workbook.summary.figures import figures

__version__ = "0.1.0"

__all__ = [
    "Finding",
    "PackageError",
    "Plan",
    "PlanWorkbookError",
    "Report",
    "Severity",
    "chase",
    "check",
    "export",
    "figures",
    "make_workbook",
    "publish",
    "read_plan",
    "schemas",
    "summarise",
    "validate",
]

_HOME = {
    "checking.finding": ("Finding", "Report", "Severity"),
    "checking.report": ("check",),
    "errors": ("PlanWorkbookError",),
    "jobs.chase": ("chase",),
    "jobs.export": ("export",),
    "jobs.new": ("make_workbook",),
    "jobs.publish": ("publish",),
    "jobs.summarise": ("summarise",),
    "jobs.validate": ("validate",),
    "package": ("PackageError",),
    "plan.model": ("Plan",),
    "reading": ("read_plan",),
    "summary.figures": ("figures",),
}
"""The public names by the module that defines them; `schemas` is a module itself."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name == "schemas":
        return import_module(f"{__name__}.schemas")
    for home, names in _HOME.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
