"""``plan-workbook summarise``: Summary and Checks, regenerated inside the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from plan_workbook.cli.console import Format, print_json, say, say_kept, say_open_errors, say_same_month
from plan_workbook.cli.options import InJson, OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.values.text import listed_in_part

if TYPE_CHECKING:
    from plan_workbook.jobs.summarise import Regenerated

EXAMPLE = "plan-workbook summarise plan.xlsx"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook to summarise.")],
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="OUT.xlsx", help="Write here instead of in place.")
    ] = None,
    previous: Previous = None,
    format: InJson = Format.TEXT,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Regenerate Summary and Checks inside the workbook; everything else in it stays as it was.

    All recommendations and All indicators, the long tables that Summary counts over, are regenerated with it. A sheet
    of your own with such a name is left alone, and the table gets a number: All indicators (2).

    The file that is replaced is kept next to it as NAME.bak.xlsx. An encrypted workbook stays encrypted.

    Prints the number of open errors to standard error. Exit codes: 0 done, 2 it could not be done and nothing was
    changed.
    """
    from plan_workbook.jobs.summarise import summarise

    done = summarise(workbook, output, previous=previous, passwords=passwords_from(password_file))
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_done(done)
        say_kept([done.replaced] if done.replaced else [])
    if done.overwritten:
        kept = done.backup.name if done.backup else workbook.name
        cells = listed_in_part(done.overwritten)
        say(
            f"Text typed on a generated sheet ({cells}) was replaced; {kept} still has it.",
            error=True,
        )
    say_same_month(done.same_month)
    say_open_errors(done.report.errors, str(done.path), previous=previous)


def _say_done(done: Regenerated) -> None:
    if not done.changed:
        say(f"Summary and Checks of {done.path} are up to date; nothing was changed.")
    elif done.backup:
        say(f"Regenerated Summary and Checks of {done.path}; the previous file is {done.backup.name}.")
    else:
        say(f"Wrote {done.path} with its Summary and Checks regenerated.")
    for ours, title in done.evaded.items():
        say(f"{ours} is a sheet of your own and was left alone; the table is on {title}.")
