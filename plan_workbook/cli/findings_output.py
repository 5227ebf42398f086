"""Write findings to the screen or to a file, in the chosen format."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.cli.console import out, print_bytes, say
from plan_workbook.package import write_atomically
from plan_workbook.package.modes import mode_like
from plan_workbook.reports.formats import Format, content_of
from plan_workbook.reports.grouping import Grouping


def give(
    reports: Sequence[Report],
    format: Format,
    output: Path | None,
    by: Grouping,
    sources: Iterable[Path | None],
    *,
    several: bool,
) -> None:
    """Print the findings, or write them to a file that nobody may read who may not read all the sources."""
    if output is not None:
        write_atomically(output, content_of(reports, format, by, several=several), mode_like(*sources))
        say(f"Wrote {output}.", error=True)
    elif format is Format.TEXT:
        from plan_workbook.reports.text import print_reports  # loads rich, which programs wait for in vain

        print_reports(out(), reports, by)
    else:
        print_bytes(content_of(reports, format, by, several=several))
