"""Improvement plans in Excel: validate every cell, and regenerate the Summary the board reads.

The names that other programs may rely on are listed here. Each is loaded when it is first used, so importing the
package alone costs almost nothing. ``docs/python.md`` has an example of each.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False  # typing takes longer to load than all that is loaded before Ctrl-C is expected
if TYPE_CHECKING:  # `as` tells type checkers that a name is public
    from plan_workbook import rules as rules
    from plan_workbook import schemas as schemas
    from plan_workbook.board.each import each_of as each_of
    from plan_workbook.board.figures import figures as figures
    from plan_workbook.checking.finding import Finding as Finding
    from plan_workbook.checking.finding import Report as Report
    from plan_workbook.checking.finding import Severity as Severity
    from plan_workbook.checking.report import check as check
    from plan_workbook.errors import PlanWorkbookError as PlanWorkbookError
    from plan_workbook.jobs.bring import bring as bring
    from plan_workbook.jobs.chase import chase as chase
    from plan_workbook.jobs.chase_missing import chase_missing as chase_missing
    from plan_workbook.jobs.collect import collect as collect
    from plan_workbook.jobs.compare import compare as compare
    from plan_workbook.jobs.demo import demo as demo
    from plan_workbook.jobs.email import send_email as send_email
    from plan_workbook.jobs.email import write_email as write_email
    from plan_workbook.jobs.export import export as export
    from plan_workbook.jobs.export_typed import export_typed as export_typed
    from plan_workbook.jobs.gather import gather as gather
    from plan_workbook.jobs.history import add_history as add_history
    from plan_workbook.jobs.new import make_workbook as make_workbook
    from plan_workbook.jobs.publish import publish as publish
    from plan_workbook.jobs.rollover import rollover as rollover
    from plan_workbook.jobs.room import make_room as make_room
    from plan_workbook.jobs.split import split as split
    from plan_workbook.jobs.status import status as status
    from plan_workbook.jobs.summarise import summarise as summarise
    from plan_workbook.jobs.validate import validate as validate
    from plan_workbook.package import PackageError as PackageError
    from plan_workbook.plan.model import Plan as Plan
    from plan_workbook.reading import read_plan as read_plan

__version__ = "0.2.0"

_HOME = {
    "checking.finding": ("Finding", "Report", "Severity"),
    "checking.report": ("check",),
    "errors": ("PlanWorkbookError",),
    "jobs.bring": ("bring",),
    "jobs.chase": ("chase",),
    "jobs.chase_missing": ("chase_missing",),
    "jobs.collect": ("collect",),
    "jobs.compare": ("compare",),
    "jobs.demo": ("demo",),
    "jobs.email": ("send_email", "write_email"),
    "jobs.export": ("export",),
    "jobs.export_typed": ("export_typed",),
    "jobs.gather": ("gather",),
    "jobs.history": ("add_history",),
    "jobs.new": ("make_workbook",),
    "jobs.publish": ("publish",),
    "jobs.rollover": ("rollover",),
    "jobs.room": ("make_room",),
    "jobs.split": ("split",),
    "jobs.status": ("status",),
    "jobs.summarise": ("summarise",),
    "jobs.validate": ("validate",),
    "package": ("PackageError",),
    "plan.model": ("Plan",),
    "reading": ("read_plan",),
    "rules": ("rules",),
    "schemas": ("schemas",),
    "board.each": ("each_of",),
    "board.figures": ("figures",),
}
"""The public names by the module that defines them; `rules` and `schemas` are modules themselves."""

__all__ = sorted(name for names in _HOME.values() for name in names)


def __dir__() -> list[str]:
    """Return the public names and the version."""
    return [*__all__, "__version__"]


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    for home, names in _HOME.items():
        if name in names:
            module = import_module(f"{__name__}.{home}")
            found = module if name == home else getattr(module, name)
            if home.startswith("jobs."):
                found = import_module(f"{__name__}.in_python").speaking_python(name, found)
            globals()[name] = found
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
