"""``plan-workbook status``: where a plan stands, and the headline counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import Format, out, print_json, say_same_month
from plan_workbook.cli.options import InJson, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from

EXAMPLE = "plan-workbook status plan.xlsx --format json"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook to read.")],
    each: Annotated[
        bool, typer.Option("--each", help="Also say where each recommendation, action and indicator stands.")
    ] = False,
    previous: Annotated[
        Path | None,
        path_option(
            "--previous",
            metavar="WORKBOOK",
            help="Last month's workbook: also say what moved; goes before the plan's own history.",
        ),
    ] = None,
    format: InJson = Format.TEXT,
    password_file: PasswordFile = None,
) -> None:
    """Say where the plan stands, and with --each where each of its things does. Changes nothing.

    A verdict in one sentence, what is off track, overdue, off target and in doubt, with the figures of the last period
    if they are known, and the counts. With --previous: what moved since then.

    With --each: how often and how far a date was put off, which way a figure went in a month and in a year, and with
    twelve figures or more whether it really changes and whether it will meet its target.

    With --format json, the counts alone; --each or --previous adds the verdict and the figures under it.

    Exit codes: 0 the workbook could be read, 2 it could not.
    """
    from plan_workbook.jobs.status import status

    wanted = each or format is Format.TEXT  # programs that only want the counts ask often, and get them sooner
    found = status(workbook, each=each, stands=wanted, previous=previous, passwords=passwords_from(password_file))
    say_same_month(found.same_month)
    if format is Format.JSON:
        print_json(found.as_json())
        return
    from plan_workbook.cli.headline import print_headline  # loads rich, which programs wait for in vain

    console = out()
    print_headline(console, found.plan, found.figures, found.standing)
    if found.each is not None:
        from plan_workbook.reports.each_text import print_each

        print_each(console, found.plan, found.each)
