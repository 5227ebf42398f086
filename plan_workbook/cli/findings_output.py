"""Write findings to the screen or to a file, in the chosen format."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.cli.console import out, say
from plan_workbook.package import write_atomically
from plan_workbook.reports.formats import Format, content_of
from plan_workbook.reports.grouping import Grouping


def give(reports: Sequence[Report], format: Format, output: Path | None, by: Grouping, *, several: bool) -> None:
    """Print the findings, or write them to a file."""
    if output is not None:
        write_atomically(output, content_of(reports, format, by, several=several))
        say(f"Wrote {output}.", error=True)
    elif format is Format.TEXT:
        from plan_workbook.reports.text import print_reports  # loads rich, which programs wait for in vain

        print_reports(out(), reports, by)
    else:
        _print_bytes(content_of(reports, format, by, several=several))


def _print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the code page; on a terminal as everything else that is printed."""
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        say(content.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n"))
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
