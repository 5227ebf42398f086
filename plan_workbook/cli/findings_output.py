"""Write findings to the screen or to a file, in the chosen format."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from plan_workbook.checking.finding import NotRead, Results
from plan_workbook.cli.console import out, print_bytes
from plan_workbook.cli.findings import write_report
from plan_workbook.cli.in_clear import say_if_in_clear
from plan_workbook.package.file import names_encrypted
from plan_workbook.reports.formats import Format, content_of
from plan_workbook.reports.grouping import Grouping


def give(results: Results, format: Format, output: Path | None, by: Grouping, sources: Sequence[Path]) -> None:
    """Print the findings, or write them to a file that nobody may read who may not read all the sources."""
    if output is not None:
        write_report(output, content_of(results, format, by), sources)
        unread = {each.workbook for each in results.workbooks if isinstance(each, NotRead)}
        say_if_in_clear(names_encrypted(each for each in sources if str(each) not in unread), output.name)
    elif format is Format.TEXT:
        from plan_workbook.reports.text import print_reports  # loads rich, which programs wait for in vain

        print_reports(out(), results.reports, by)
    else:
        print_bytes(content_of(results, format, by))
