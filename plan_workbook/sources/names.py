"""Files that are known by their names not to be a plan's own workbook."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.sources.other_files import LOCKS, WORKBOOKS
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.values.kept_copies import kept_copy


class NotByName(NamedTuple):
    """What becomes of a file because of its name."""

    outcome: Outcome
    why: str
    """As a sentence without its name."""


def why_not_by_name(name: str) -> NotByName | None:
    """Return what becomes of a file because of its name; None if it is a workbook, or something else entirely."""
    folded = name.casefold()
    if folded.startswith(LOCKS) and folded.rstrip("#").endswith(WORKBOOKS):
        return NotByName(Outcome.BACKUP, "it is a temporary file of a workbook that is open")
    ending = next((each for each in WORKBOOKS if folded.endswith(each)), None)
    if ending is None:
        return None
    what = kept_copy(folded.removesuffix(ending))
    return NotByName(Outcome.BACKUP, f"it is {what}") if what else None
