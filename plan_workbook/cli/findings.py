"""Where findings go: to the screen, or into a file, in the form that was asked for."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.cli.console import out, print_json, say
from plan_workbook.reports.grouping import Grouping

if TYPE_CHECKING:
    from plan_workbook.checking import Report
    from plan_workbook.jobs.many import Task


class Format(StrEnum):
    """What findings can be printed as."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    HTML = "html"


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
    elif output is None and format is Format.JSON:
        from plan_workbook.reports.json import as_json

        print_json(as_json(reports, several))
    elif output is None:
        _print_bytes(_content(reports, format, by, several=several))
    else:
        from plan_workbook.package import write_atomically

        write_atomically(output, _content(reports, format, by, several=several))
        say(f"Wrote {output}.", error=True)


def _content(reports: Sequence[Report], format: Format, by: Grouping, *, several: bool) -> bytes:
    """Return what goes into a file: UTF-8, for Excel with the mark it knows that by."""
    if format is Format.CSV:
        from plan_workbook.reports.csv import as_csv

        return as_csv(reports).encode("utf-8-sig")
    if format is Format.HTML:
        from plan_workbook.reports.html import as_html

        return as_html(reports).encode()
    if format is Format.JSON:
        import json

        from plan_workbook.reports.json import as_json

        return (json.dumps(as_json(reports, several), indent=2) + "\n").encode()
    from io import StringIO

    from rich.console import Console

    from plan_workbook.reports.text import print_reports

    text = StringIO()
    print_reports(Console(file=text, width=120, highlight=False), reports, by)
    return text.getvalue().encode()


def _print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the terminal's code page."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
