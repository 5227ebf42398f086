"""``plan-workbook room``: more spare rows at the end of a table."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say, say_kept, say_open_errors, say_same_month
from plan_workbook.cli.options import OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.layout.ceilings import MOST_NEW_ROWS
from plan_workbook.values.text import counted

EXAMPLE = "plan-workbook room plan.xlsx R15 Actions 20"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook.")],
    sheet: Annotated[str, typer.Argument(metavar="SHEET", help="A sheet's name, or a recommendation's number.")],
    table: Annotated[str, typer.Argument(metavar="TABLE", help="A table as the sheet calls it, for example Actions.")],
    rows: Annotated[int, typer.Argument(metavar="ROWS", min=1, max=MOST_NEW_ROWS, help="How many rows to add.")],
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="OUT.xlsx", help="Write here instead of in place.")
    ] = None,
    previous: Previous = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Add spare rows to a table; everything below it, and everything that refers to it, follows.

    The new rows are like the last one: formats, drop-downs and formulas. Summary and Checks are regenerated. A
    file that is replaced is kept next to it as NAME.bak.xlsx. An encrypted workbook stays encrypted.

    Prints the number of open errors to standard error. Exit codes: 0 done, 2 it could not be done and nothing was
    changed.
    """
    from plan_workbook.jobs.room import make_room

    made = make_room(workbook, sheet, table, rows, output, previous=previous, passwords=passwords_from(password_file))
    done = made.regenerated
    where = f"{made.table} on {made.sheet} has {counted(len(made.rows), 'more row')}"
    numbers = f"{made.rows[0]} to {made.rows[-1]}" if len(made.rows) > 1 else str(made.rows[0])
    kept = f"; the previous file is {done.backup.name}" if done.backup else f"; wrote {done.path}"
    say(f"{where}, {numbers}{kept}.")
    say_kept([done.replaced] if done.replaced else [])
    say_same_month(done.same_month)
    say_open_errors(done.report.errors, str(done.path), previous=previous)
