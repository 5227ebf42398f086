"""Make sure that findings are not written over a workbook."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.errors import InputError

if TYPE_CHECKING:
    from plan_workbook.jobs.one import Task


def refuse_workbook(output: Path | None, tasks: Sequence[Task]) -> None:
    """Refuse to write findings over a workbook that was read for them.

    Raises:
        InputError: the file is one of the workbooks.
    """
    if output is None or not output.exists():
        return
    for path in (each for task in tasks for each in (task.path, task.previous) if each is not None):
        if path.exists() and path.samefile(output):
            raise InputError(f"{output} is one of the workbooks to read: choose another name for the findings.")
