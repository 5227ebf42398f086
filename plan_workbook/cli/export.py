"""``plan-workbook export``: the workbook as a register, or workbooks as typed tables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Exit, Format, print_json, say, say_kept, say_open_errors
from plan_workbook.cli.in_clear import say_in_clear, with_password_of
from plan_workbook.cli.options import InJson, OwnRules, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.cli.what_runs import say_what_runs
from plan_workbook.errors import InputError
from plan_workbook.values.paths import escaped_name, folder_named
from plan_workbook.values.text import counted

if TYPE_CHECKING:
    from plan_workbook.jobs.export_typed import Typed

EXAMPLE = "plan-workbook export plan.xlsx -o register"


def command(
    workbooks: Annotated[
        list[Path], path_argument("WORKBOOK...", help="The workbook to export; with --typed several, or folders.")
    ],
    output: Annotated[
        Path,
        path_option("--output", "-o", metavar="REGISTER", help="A folder for CSV files, or a name ending in .xlsx."),
    ],
    typed: Annotated[
        bool, typer.Option("--typed", help="Write typed tables: -o names an .xlsx, or a folder for .parquet files.")
    ] = False,
    safe: Annotated[
        bool, typer.Option("--safe", help="Put an apostrophe in front of CSV cells that a spreadsheet would run.")
    ] = False,
    format: InJson = Format.TEXT,
    jobs: Annotated[
        int | None,
        typer.Option(min=1, help="With --typed: how many processes read at once (usually one per processor)."),
    ] = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Write the plan as plain tables: a folder of CSV files, or one xlsx.

    From an encrypted workbook, the xlsx is encrypted with the same password; CSV files can't be.

    Cells of CSV files that a spreadsheet would run as formulas are named; new --from takes the apostrophe of --safe
    off again. In an xlsx nothing is run.

    With --typed, the plans in all WORKBOOKs for Power BI, Excel, pandas and R: numbers and dates as such; the status,
    gap, standing and days overdue worked out; the period and report date in every row. The columns are those of gather,
    without email addresses. If a workbook is encrypted, so is the xlsx, with the password of the first that is.

    Prints the number of open errors to standard error. Exit codes: 0 done, 1 with --typed: done, but some workbooks
    could not be read, 2 it could not be done.
    """
    if typed:
        if safe:
            raise InputError("--safe is about CSV files, and typed tables are none: leave it out.")
        _typed(workbooks, output, format, jobs, password_file)
        return
    if len(workbooks) > 1 or jobs is not None:
        raise InputError("A register holds one plan: name one workbook, or add --typed for the tables of several.")
    from plan_workbook.jobs.export import export

    (workbook,) = workbooks
    done = export(workbook, output, safe=safe, passwords=passwords_from(password_file))
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        sealed = with_password_of(workbook.name if done.encrypted else "")
        say(f"Wrote the register of {workbook} to {folder_named(output)}{sealed}.")
        say_kept(done.kept)
    if done.runs:
        say_what_runs(done.runs, safe=safe)
    if done.in_clear:
        say_in_clear(workbook.name, f"the CSV files in {folder_named(output)}", several=True)
    say_open_errors(done.report.errors, str(workbook))


def _typed(workbooks: list[Path], output: Path, format: Format, jobs: int | None, password_file: Path | None) -> None:
    from plan_workbook.jobs.export_typed import export_typed

    done = export_typed(workbooks, output, processes=jobs, passwords=passwords_from(password_file))
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_tables(done)
    for each in done.unread:
        sentence = each.message if each.workbook in each.message else f"{each.workbook}: {each.message}"
        say(escaped_name(sentence), error=True)
    for skipped in done.skipped:
        why = skipped.sentence[:1].lower() + skipped.sentence[1:]
        say(f"Skipped {escaped_name(str(skipped.path))}: {why}", error=True, routine=True)
    for double, first in done.doubles:
        say(f"{double} has the same plan and report date as {first}: the rows of both are in the tables.", error=True)
    say_open_errors(sum(each.errors for each in done.read), *map(str, workbooks))
    if done.sealed_like:
        say(
            f"{output} is encrypted with the password of {done.sealed_like}, so Power BI can't read it: give a "
            "folder for Parquet files, or leave that workbook out.",
            error=True,
        )
    if done.in_clear:
        say_in_clear(done.in_clear, f"the tables in {folder_named(output)}", several=True)
    raise typer.Exit(Exit.FINDINGS if done.unread else Exit.OK)


def _say_tables(done: Typed) -> None:
    rows = ", ".join(f"{name} {count:,}" for name, count in done.counts.items())
    say(f"Wrote the tables of {counted(done.plans, 'plan')} to {folder_named(done.output)}; rows: {rows}.")
    say_kept([done.backup] if done.backup else [])
