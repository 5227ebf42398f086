"""Where findings go: to the screen, or into a file, in the form that was asked for."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from typing import assert_never

from rich.console import Console

from plan_workbook.checking import Report
from plan_workbook.cli.console import out, print_json, say
from plan_workbook.cli.findings import Format
from plan_workbook.package import write_atomically
from plan_workbook.reports.csv import as_csv
from plan_workbook.reports.grouping import Grouping
from plan_workbook.reports.html import as_html
from plan_workbook.reports.json import as_json
from plan_workbook.reports.text import print_reports

WIDTH = 120
"""Characters in a line of a text file."""


def give(reports: Sequence[Report], format: Format, output: Path | None, by: Grouping, *, several: bool) -> None:
    """Print what was found, or write it into a file."""
    if output is not None:
        write_atomically(output, _content(reports, format, by, several=several))
        say(f"Wrote {output}.", error=True)
    elif format is Format.TEXT:
        print_reports(out(), reports, by)
    elif format is Format.JSON:
        print_json(as_json(reports, several))
    else:
        _print_bytes(_content(reports, format, by, several=several))


def _content(reports: Sequence[Report], format: Format, by: Grouping, *, several: bool) -> bytes:
    """Return what goes into a file: UTF-8, for Excel with the mark it knows that by."""
    match format:
        case Format.CSV:
            return as_csv(reports).encode("utf-8-sig")
        case Format.HTML:
            return as_html(reports).encode()
        case Format.JSON:
            return (json.dumps(as_json(reports, several), indent=2) + "\n").encode()
        case Format.TEXT:
            text = StringIO()
            print_reports(Console(file=text, width=WIDTH, highlight=False), reports, by)
            return text.getvalue().encode()
    assert_never(format)


def _print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the terminal's code page."""
    if sys.stdout is not None:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
