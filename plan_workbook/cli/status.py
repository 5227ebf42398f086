"""``plan-workbook status``: the headline counts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import Format, out, print_json
from plan_workbook.cli.options import path_argument
from plan_workbook.cli.password import PasswordFile, passwords_from

EXAMPLE = "plan-workbook status plan.xlsx --format json"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook to read.")],
    format: Annotated[Format, typer.Option(help="Text for people, json for programs.")] = Format.TEXT,
    password_file: PasswordFile = None,
) -> None:
    """Count recommendations, actions and indicators. Changes nothing.

    Exit codes: 0 the workbook could be read, 2 it could not.
    """
    from plan_workbook.jobs.status import status

    counted = status(workbook, passwords=passwords_from(password_file))
    if format is Format.JSON:
        print_json(counted.figures.as_json())
    else:
        from plan_workbook.cli.headline import print_headline  # loads rich, which programs wait for in vain

        print_headline(out(), counted.plan)
