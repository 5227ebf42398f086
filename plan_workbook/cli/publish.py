"""``plan-workbook publish``: an edition of the plan that may leave the house."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.cli.options import Previous
from plan_workbook.cli.password import PasswordFile, password_for
from plan_workbook.publishing.format import Format

NAME = "publish"
EXAMPLE = "plan-workbook publish plan.xlsx -o board.xlsx"


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook to publish.", readable=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there instead of beside the workbook."),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(help="Otherwise what FILE ends in says it, and else it is xlsx.", show_default=False),
    ] = None,
    draft: Annotated[
        bool, typer.Option("--draft", help="Publish although errors are open, marked as a draft.")
    ] = False,
    previous: Previous = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the edition that goes to the board."""
    from plan_workbook.cli.edition import make_edition
    from plan_workbook.cli.lean import let_in
    from plan_workbook.package import write_atomically
    from plan_workbook.publishing import file_name, published

    edition = make_edition(workbook, previous, password_for(workbook, password_file), draft=draft)
    as_what = format or Format.XLSX
    target = output or workbook.with_name(file_name(workbook, edition, as_what))
    let_in("lxml")
    write_atomically(target, published(edition, as_what))
    say(f"Published {target}.")
