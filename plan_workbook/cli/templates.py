"""``plan-workbook templates``: the templates that ship, to be changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import out, say, say_kept
from plan_workbook.cli.options import path_argument
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import counted

EXAMPLE = "plan-workbook templates my-templates"


def command(
    folder: Annotated[Path, path_argument("DIR", help="The folder to put them in.")],
    force: Annotated[
        bool, typer.Option("--force", help="Replace yours, and keep them as NAME.bak and ending.")
    ] = False,
) -> None:
    """Copy the templates of the Word report and of emails into a folder, for you to change.

    The options that take your own are named next to each. Exit codes: 0 done, 2 it could not be done and nothing was
    changed.
    """
    from plan_workbook.jobs.copy_out import TEMPLATES, copy_templates
    from plan_workbook.reports.columns import print_columns

    kept = copy_templates(folder, replace=force)
    print_columns(out(), [(each.name, each.use) for each in TEMPLATES])
    say("")
    say_kept(kept)
    say(
        f"{counted(len(TEMPLATES), 'template')} in {folder_named(folder)}. plan-workbook help publishing says what a "
        "report and the email to the board may contain, plan-workbook help chase what emails to leads may."
    )
