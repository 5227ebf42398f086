"""``plan-workbook compare``: what moved between two versions of a plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from plan_workbook.cli.console import PageFormat, out, print_bytes, say
from plan_workbook.cli.findings import refuse_workbook, write_report
from plan_workbook.cli.in_clear import say_if_in_clear
from plan_workbook.cli.options import path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from

if TYPE_CHECKING:
    from plan_workbook.comparing.changes import Comparison

EXAMPLE = "plan-workbook compare november.xlsx december.xlsx"


def command(
    old: Annotated[Path, path_argument("OLD", help="The earlier workbook or register.")],
    new: Annotated[Path, path_argument("NEW", help="The later one.")],
    format: Annotated[
        PageFormat, typer.Option(help="Text for people, json for programs, html to read and print.")
    ] = PageFormat.TEXT,
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="FILE", help="Write to this file, not the screen.")
    ] = None,
    password_file: PasswordFile = None,
) -> None:
    """Say what moved between two versions of a plan: two workbooks, two registers, or one of each.

    Tells the counts then and now, ratings, dates that were put off or brought forward, figures, rows that were added or
    removed, leads, and the words that were changed. Rows are recognised by what they say, so sorting a table is no
    change. Changes nothing.

    Exit codes: 0 both could be read, whatever differs, 2 one could not.
    """
    from plan_workbook.jobs.compare import are_two_plans, compare
    from plan_workbook.writing.register_files import files_there

    refuse_workbook(output, (old, new, *files_there(old), *files_there(new)))
    found = compare(old, new, passwords=passwords_from(password_file))
    if are_two_plans(found):
        say(f"{old.name} and {new.name} seem to be two plans, not two versions of one.", error=True)
    if output is not None:
        from plan_workbook.package.file import names_encrypted

        write_report(output, _content(found, format), (old, new))
        say_if_in_clear(names_encrypted((old, new)), output.name)
    elif format is PageFormat.TEXT:
        from plan_workbook.reports.comparison_text import print_comparison  # loads rich

        print_comparison(out(), found)
    else:
        print_bytes(_content(found, format))


def _content(found: Comparison, format: PageFormat) -> bytes:
    """Return a comparison as the content of a file, in UTF-8."""
    match format:
        case PageFormat.TEXT:
            from plan_workbook.reports.comparison_text import as_text

            return as_text(found).encode()
        case PageFormat.JSON:
            from plan_workbook.reports.comparison_json import json_text

            return json_text(found).encode()
        case PageFormat.HTML:
            from plan_workbook.reports.comparison_page import as_html

            return as_html(found).encode()
        case _:
            assert_never(format)
