"""``plan-workbook summarise``: Summary and Checks, regenerated inside the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.beside import CheckBeside
from plan_workbook.cli.console import say, say_open_errors
from plan_workbook.cli.options import Previous, refuse_itself
from plan_workbook.cli.password import PasswordFile, password_for

NAME = "summarise"
EXAMPLE = "plan-workbook summarise plan.xlsx"
MOST_NAMED = 10
"""Cells that a message names."""


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook to summarise.", readable=False)],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="OUT.xlsx", help="Write here instead of in place.")
    ] = None,
    previous: Previous = None,
    password_file: PasswordFile = None,
) -> None:
    """Regenerate Summary and Checks inside the workbook; everything else in it stays as it was.

    In place, the previous file is kept beside it as NAME.bak.xlsx. An encrypted workbook stays encrypted.

    Says on standard error how many errors are open. Exit codes: 0 done, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.reading import read_plan

    if previous is not None:
        refuse_itself(workbook, previous)
    last_month = read_plan(previous, password=password_for(previous, password_file)) if previous else None
    with CheckBeside(last_month) as beside:
        from plan_workbook.jobs.summarise import summarise
        from plan_workbook.values.text import listed

        done = summarise(workbook, output, password_for(workbook, password_file), beside)
    if not done.changed:
        say(f"Summary and Checks of {done.path} are up to date; nothing was changed.")
    elif done.backup:
        say(f"Regenerated Summary and Checks of {done.path}; the previous file is {done.backup.name}.")
    else:
        say(f"Wrote {done.path} with its Summary and Checks regenerated.")
    if done.overwritten:
        kept = done.backup.name if done.backup else workbook.name
        cells = listed(done.overwritten[:MOST_NAMED])
        more = " and others" if len(done.overwritten) > MOST_NAMED else ""
        say(
            f"What somebody had typed on a generated sheet ({cells}{more}) is not in it any more; {kept} has it.",
            error=True,
        )
    say_open_errors(done.report.errors, str(done.path))
