"""A progress bar for a command that checks many workbooks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.cli.console import is_quiet
from plan_workbook.package.encryption import OLE

if TYPE_CHECKING:
    from plan_workbook.jobs.one import Outcome, Task


def with_progress(outcomes: Iterable[Outcome], tasks: Sequence[Task], asking: bool) -> Iterator[Outcome]:
    """Pass outcomes on, with a progress bar on standard error if that is a terminal.

    A bar would be drawn over the question for a password, so there is none if one may be asked for.
    """
    if is_quiet() or not sys.stderr.isatty() or (asking and any(_may_be_encrypted(task.path) for task in tasks)):
        yield from outcomes
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(outcomes, "Checking", total=len(tasks), console=Console(stderr=True), transient=True)


def _may_be_encrypted(workbook: Path) -> bool:
    try:
        with workbook.open("rb") as file:
            return file.read(len(OLE)) == OLE
    except (OSError, ValueError):
        return False  # reported when its turn comes
