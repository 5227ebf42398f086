"""``plan-workbook export``: the workbook as a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say, say_open_errors
from plan_workbook.cli.options import same_file
from plan_workbook.cli.password import PasswordFile, password_for

NAME = "export"
EXAMPLE = "plan-workbook export plan.xlsx -o register"


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook to export.", readable=False)],
    output: Annotated[
        Path,
        typer.Option("--output", "-o", metavar="REGISTER", help="A folder for CSV files, or a name ending in .xlsx."),
    ],
    password_file: PasswordFile = None,
) -> None:
    """Write the plan as plain tables: a folder of CSV files, or one xlsx.

    From an encrypted workbook, the xlsx is encrypted with the same password; CSV files can't be.

    Says on standard error how many errors are open. Exit codes: 0 done, 2 it could not be done.
    """
    from plan_workbook.checking.report import check
    from plan_workbook.errors import OutputError
    from plan_workbook.package import open_file
    from plan_workbook.reading import read_plan
    from plan_workbook.register import register_of
    from plan_workbook.writing.register_files import write_register

    if same_file(output, workbook):
        raise OutputError("The register would replace the workbook itself: choose another name for it.")
    file = open_file(workbook, password_for(workbook, password_file))
    plan = read_plan(file.content, workbook.name)
    write_register(register_of(plan), output, file)
    say(f"Wrote the register of {workbook} to {output}.")
    if file.password is not None and output.is_dir():
        say(
            f"{workbook.name} is encrypted, the CSV files in {output} are not: keep them where only those who may read "
            "it can.",
            error=True,
        )
    say_open_errors(check(plan).errors, str(workbook))
