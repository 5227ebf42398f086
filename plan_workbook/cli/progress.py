"""How far along a command is with many workbooks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.package.encryption import OLE

if TYPE_CHECKING:
    from plan_workbook.jobs.many import Outcome, Task


def with_progress(outcomes: Iterable[Outcome], tasks: Sequence[Task], asking: bool) -> Iterator[Outcome]:
    """Show on standard error how far along it is, where there are several workbooks and somebody watches.

    A bar would be drawn over the question for a password, so there is none where one may be asked for.
    """
    if not sys.stderr.isatty() or (asking and any(_may_be_encrypted(task.path) for task in tasks)):
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
        return False  # which is said when its turn comes
