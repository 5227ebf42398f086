"""``plan-workbook new``: the master workbook, blank or filled from a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say, say_kept, say_open_errors
from plan_workbook.cli.options import OwnRules, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.errors import OutputError
from plan_workbook.layout import SPARE_SHEETS
from plan_workbook.layout.ceilings import MOST_RECOMMENDATIONS
from plan_workbook.values.text import counted, listed_in_part

EXAMPLE = "plan-workbook new plan.xlsx --from register"


def command(
    output: Annotated[Path, path_argument("OUT.xlsx", help="The workbook to write.")],
    register: Annotated[
        Path | None,
        path_option(
            "--from", metavar="REGISTER", help="Fill it from this register, workbook of a plan, report or tracker."
        ),
    ] = None,
    mapping: Annotated[
        Path | None,
        path_option(
            "--mapping",
            metavar="MAPPING.xlsx",
            help="Read that report or tracker by this mapping, which bring wrote.",
        ),
    ] = None,
    recommendations: Annotated[
        int | None,
        typer.Option(
            min=1, max=MOST_RECOMMENDATIONS, help=f"Number of sheets in a blank workbook (usually {SPARE_SHEETS})."
        ),
    ] = None,
    including: Annotated[
        list[str] | None,
        typer.Option(
            "--with",
            metavar="NAME,...",
            help="Add optional columns or fields, by heading: Target Now, Evidence, Impact.",
        ),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace OUT.xlsx, and keep it as NAME.bak.xlsx.")] = False,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Make the master workbook: blank, or filled from a register. Replaces a file only with --force.

    REGISTER is a folder of CSV files or an xlsx; or a workbook of a plan; or a report or tracker (.docx, .xlsx, .pdf,
    .csv), if nothing in it is doubtful; otherwise use bring first.

    With --from, prints the number of open errors to standard error. Exit codes: 0 done, 2 it could not be done and
    nothing was changed.
    """
    from plan_workbook.jobs.new import make_workbook

    _refuse_password(register, password_file)
    made = make_workbook(
        output,
        register,
        mapping=mapping,
        recommendations=recommendations,
        including=including or (),
        replace=force,
        passwords=passwords_from(password_file),
    )
    plan = made.plan
    contents = (
        counted(len(plan.recommendations), plan.item_noun),
        counted(len(plan.indicators), "indicator"),
        counted(len(plan.actions), "action"),
        *([_people(len(plan.people))] if register is not None else []),
    )
    say(f"Wrote {output}: {', '.join(contents)}.")
    say_kept([made.backup] if made.backup else [])
    if made.unread:
        names = listed_in_part([repr(each) for each in made.unread])
        are = "is not" if len(made.unread) == 1 else "are not"
        say(f"{names} in {register} {are} read: plan-workbook help register names the tables that are.", error=True)
    if made.report is not None:
        say_open_errors(made.report.errors, str(output))


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _refuse_password(register: Path | None, password_file: Path | None) -> None:
    if password_file is not None and (register is None or register.is_dir()):
        raise OutputError(
            "--password-file is for an encrypted file given with --from: leave it out, and protect the new workbook in "
            "Excel under File > Info > Protect Workbook."
        )
