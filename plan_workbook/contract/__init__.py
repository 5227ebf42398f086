"""What each command prints with ``--format json``: THE declaration. ``docs/schemas`` is made from it.

The functions that make these objects name them as what they return, so the type checker tells if one of them differs;
tests validate what commands print against the schemas. Nothing of this is loaded while a command works.

A key that is added leaves a format's number as it is. If one is removed, renamed or means something else, the number
goes up, and the older form stays for a year as ``json`` with its number (``json1``): see ``docs/programs.md``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, get_args, get_type_hints


@cache
def reports() -> dict[str, Any]:
    """Return the declaration of what each command prints, by the command's name."""
    from plan_workbook.contract.compare import Comparison, Remembered
    from plan_workbook.contract.findings import Validated
    from plan_workbook.contract.leads import Chased, Collected, HandedOut
    from plan_workbook.contract.many import Brought, Gathered
    from plan_workbook.contract.status import Status
    from plan_workbook.contract.written import Emailed, Exported, Published, RolledOver, Summarised

    return {
        "bring": Brought,
        "validate": Validated,
        "status": Status,
        "summarise": Summarised,
        "publish": Published,
        "email": Emailed,
        "chase": Chased,
        "split": HandedOut,
        "collect": Collected,
        "compare": Comparison,
        "rollover": RolledOver,
        "history": Remembered,
        "export": Exported,
        "gather": Gathered,
    }


@cache
def older_reports() -> dict[tuple[str, int], Any]:
    """Return the declarations of older formats that commands can still print, by command and number."""
    from plan_workbook.contract.findings import CheckedOf1, SeveralOf1

    return {("validate", 1): CheckedOf1 | SeveralOf1}


def format_of(command: str) -> int:
    """Return the number of the format in which a command prints now."""
    (number,) = get_args(get_type_hints(reports()[command])["format"])
    return int(number)
