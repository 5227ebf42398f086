"""Where findings go: to the screen, or into a file, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.cli.console import out, say
from plan_workbook.reports.formats import Format, content_of
from plan_workbook.reports.grouping import Grouping

if TYPE_CHECKING:
    from plan_workbook.checking import Report
    from plan_workbook.jobs.many import Task


def refuse_workbook(output: Path | None, tasks: Sequence[Task]) -> None:
    """Keep findings from being written over a workbook that they are about.

    Raises:
        InputError: the file is one of the workbooks.
    """
    from plan_workbook.errors import InputError

    if output is None or not output.exists():
        return
    for path in (each for task in tasks for each in (task.path, task.previous) if each is not None):
        if path.exists() and path.samefile(output):
            raise InputError(f"{output} is a workbook to read, not to write over: give the findings another name.")


def give(reports: Sequence[Report], format: Format, output: Path | None, by: Grouping, *, several: bool) -> None:
    """Print what was found, or write it into a file."""
    if output is None and format is Format.TEXT:
        from plan_workbook.reports.text import print_reports

        print_reports(out(), reports, by)
    elif output is None:
        _print_bytes(content_of(reports, format, by, several=several))
    else:
        from plan_workbook.package import write_atomically

        write_atomically(output, content_of(reports, format, by, several=several))
        say(f"Wrote {output}.", error=True)


def _print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the terminal's code page."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
