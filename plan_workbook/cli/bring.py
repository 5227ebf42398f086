"""``plan-workbook bring``: the plan that a council has today, as a register."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Exit, Format, out, print_json, say, say_kept
from plan_workbook.cli.in_clear import say_in_clear, with_password_of
from plan_workbook.cli.options import InJson, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.cli.what_runs import say_what_runs
from plan_workbook.jobs.paths import free_name
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import counted, it_or_them, listed

if TYPE_CHECKING:
    from plan_workbook.jobs.bring import BroughtIn

EXAMPLE = "plan-workbook bring report.docx scorecard.xlsx -o register"


def command(
    files: Annotated[
        list[Path],
        path_argument("FILE...", help="Report, tracker or scorecard: .docx, .xlsx, .xlsm, .pdf or .csv."),
    ],
    output: Annotated[
        Path,
        path_option("--output", "-o", metavar="REGISTER", help="A folder for CSV files, or a name ending in .xlsx."),
    ],
    mapping: Annotated[
        Path | None,
        path_option(
            "--mapping",
            metavar="MAPPING.xlsx",
            help="Follow this mapping, which bring wrote and you may have changed.",
        ),
    ] = None,
    format: InJson = Format.TEXT,
    force: Annotated[
        bool,
        typer.Option("--force", help="Replace an earlier register; the old tables and mapping are kept."),
    ] = False,
    safe: Annotated[
        bool, typer.Option("--safe", help="Put an apostrophe in front of CSV cells that a spreadsheet would run.")
    ] = False,
    password_file: PasswordFile = None,
) -> None:
    """Turn last month's Word report, Excel tracker, PDF or CSV into a register. Several files are one plan.

    Says what each table and column was taken for, how sure that is, and what was left; brought.csv in the register
    (in an xlsx, the sheet brought) has every cell. Next to the register it writes mapping.xlsx: correct it there, and
    give it with --mapping. A scan has no text, and can't be read.

    Exit codes: 0 everything was read or is ignored on purpose, 1 something is doubtful or was left (the register is
    written), 2 nothing could be read and nothing was changed.
    """
    from plan_workbook.jobs.bring import bring

    done = bring(files, output, mapping=mapping, replace=force, safe=safe, passwords=passwords_from(password_file))
    if format is Format.JSON:
        from plan_workbook.bringing.telling.told import as_json

        print_json(as_json(done.brought))
    else:
        from plan_workbook.bringing.telling.told_text import print_brought  # loads rich

        print_brought(out(), done.brought, _account(done))
        _say_what_next(files, done, mapping)
    _say_warnings(done, safe=safe)
    if done.brought.doubtful:
        raise typer.Exit(Exit.FINDINGS)


def _account(done: BroughtIn) -> str:
    return str(done.register / "brought.csv") if done.register.is_dir() else f"the sheet brought of {done.register}"


def _say_what_next(files: list[Path], done: BroughtIn, mapping: Path | None) -> None:
    """Say which commands a person runs next: to correct the mapping, or to make the workbook."""
    from plan_workbook.bringing.fields import AUTHORITY, PERIOD, REPORT_DATE, TITLE
    from plan_workbook.bringing.telling.told import doubts

    say("")
    if done.earlier is not None:
        say(f"The earlier {done.mapping.name} is now {done.earlier.name}.")
    say_kept(done.kept)
    if done.brought.doubtful:
        number = doubts(done.brought)
        are = f"{counted(number, 'thing')} {'is' if number == 1 else 'are'} doubtful or left"
        say(f"{are}: see 'look here' in {done.mapping}. If something is wrong, change it there, and run:")
        say(f"  {bring_command(files, done.register, done.mapping)}")
        say("Once all is as you want it:")
    else:
        say(f"Nothing is doubtful. {done.mapping} says what was taken for what; keep it for next month. Now run:")
    say(f"  {new_command(done.register)}")
    missing = [label for label in (TITLE, AUTHORITY, PERIOD, REPORT_DATE) if not done.brought.register.field(label)]
    if missing:
        where = "plan.csv" if done.register.is_dir() else "the sheet plan"
        it, rows = it_or_them(len(missing)), "a row" if len(missing) == 1 else "rows"
        what = listed([label.lower() for label in missing], "or")
        say(f"No {what} was found: give {it} in {rows} {listed(missing)} of {where}, or type {it} on the Plan sheet.")


def new_command(register: Path) -> str:
    """Return the command that makes a workbook of a register, under a name that is free, ready to be copied."""
    return f'plan-workbook new {free_name(Path("plan.xlsx"))} --from "{register}"'


def bring_command(files: list[Path], register: Path | str, mapping: Path | None = None) -> str:
    """Return the command that brings files in, ready to be copied; with a mapping it replaces what is there."""
    named = " ".join(f'"{file}"' for file in files)
    more = f' --mapping "{mapping}" --force' if mapping is not None else ""
    return f'plan-workbook bring {named} -o "{register}"{more}'


def _say_warnings(done: BroughtIn, *, safe: bool) -> None:
    if done.runs:
        say_what_runs(done.runs, safe=safe)
    if done.sealed_like:
        sealed = done.mapping.name if done.in_clear else f"{done.register.name} and {done.mapping.name}"
        say(f"Wrote {sealed}{with_password_of(done.sealed_like)}.", error=True, routine=True)
    if done.in_clear:
        say_in_clear(done.sealed_like, f"the CSV files in {folder_named(done.register)}", several=True)
