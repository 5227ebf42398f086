"""Files that are known by their names not to be a plan's own workbook."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.sources.other_files import LOCKS, WORKBOOKS
from plan_workbook.sources.outcomes import Outcome


class NotByName(NamedTuple):
    """What becomes of a file because of its name."""

    outcome: Outcome
    why: str
    """As a sentence without its name."""


_COPIES = {
    ".bak": "it is the backup of a workbook",
    ".base": "it is a copy of what was handed out",
}
"""The ends of the names, before ``.xlsx``, of copies that the tool keeps."""


def why_not_by_name(name: str) -> NotByName | None:
    """Return what becomes of a file because of its name; None if it is a workbook, or something else entirely."""
    folded = name.casefold()
    if folded.startswith(LOCKS) and folded.rstrip("#").endswith(WORKBOOKS):
        return NotByName(Outcome.BACKUP, "it is a temporary file of a workbook that is open")
    ending = next((each for each in WORKBOOKS if folded.endswith(each)), None)
    if ending is None:
        return None
    stem = folded.removesuffix(ending)
    why = next((what for end, what in _COPIES.items() if stem.endswith(end)), "")
    return NotByName(Outcome.BACKUP, why) if why else None
