"""How commands come by the edition that they publish or send."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from plan_workbook.package import Password
    from plan_workbook.publishing import Edition


def make_edition(workbook: Path, previous: Path | None, password: Password, *, draft: bool) -> Edition:
    """Read and check a workbook, and return its edition."""
    from plan_workbook.checking import check
    from plan_workbook.publishing import edition_of
    from plan_workbook.reading import read_plan

    last_month = read_plan(previous, password=password) if previous else None
    plan = read_plan(workbook, password=password)
    return edition_of(plan, check(plan.once_summarised, last_month), last_month, draft=draft)
