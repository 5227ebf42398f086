"""``plan-workbook export``: the workbook as a register."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say, say_open_errors
from plan_workbook.cli.options import OwnRules, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.cli.what_runs import say_in_clear, say_what_runs

EXAMPLE = "plan-workbook export plan.xlsx -o register"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook to export.")],
    output: Annotated[
        Path,
        path_option("--output", "-o", metavar="REGISTER", help="A folder for CSV files, or a name ending in .xlsx."),
    ],
    safe: Annotated[
        bool, typer.Option("--safe", help="Put an apostrophe in front of CSV cells that a spreadsheet would run.")
    ] = False,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the plan as plain tables: a folder of CSV files, or one xlsx.

    From an encrypted workbook, the xlsx is encrypted with the same password; CSV files can't be.

    Cells of CSV files that a spreadsheet would run as formulas are named; new --from takes the apostrophe of --safe
    off again. In an xlsx nothing is run.

    Prints the number of open errors to standard error. Exit codes: 0 done, 2 it could not be done.
    """
    from plan_workbook.jobs.export import export

    done = export(workbook, output, safe=safe, passwords=passwords_from(password_file))
    say(f"Wrote the register of {workbook} to {output}.")
    if done.runs:
        say_what_runs(done.runs, safe=safe)
    if done.in_clear:
        say_in_clear(workbook.name, output)
    say_open_errors(done.report.errors, str(workbook))
