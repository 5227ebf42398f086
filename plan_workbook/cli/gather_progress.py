"""How far `gather` is, on standard error: files, findings, failures and the time left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from plan_workbook.cli.console import is_quiet

if TYPE_CHECKING:
    from plan_workbook.jobs.gather_told import Progress


@contextmanager
def shown_progress() -> Iterator[Callable[[Progress], None]]:
    """Yield a function that is told how far the run is, and shows that if standard error is a terminal."""
    if is_quiet() or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("Gathering"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("files, {task.fields[findings]:,} findings, {task.fields[failures]:,} failures"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    )
    with bar:
        task = bar.add_task("Gathering", total=None, findings=0, failures=0)

        def told(so_far: Progress) -> None:
            bar.update(
                task,
                total=so_far.listed,
                completed=so_far.done,
                findings=so_far.findings,
                failures=so_far.failures,
            )

        yield told
