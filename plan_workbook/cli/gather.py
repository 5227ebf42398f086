"""``plan-workbook gather``: the plans in many workbooks, in a store that any analyst's tool opens."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Exit, Format, print_json, say
from plan_workbook.cli.gather_progress import shown_progress
from plan_workbook.cli.in_clear import say_if_in_clear
from plan_workbook.cli.options import OwnRules
from plan_workbook.cli.password import PasswordFileOnly
from plan_workbook.values.password_file import password_in
from plan_workbook.values.text import counted

if TYPE_CHECKING:
    from plan_workbook.jobs.gather_told import Gathered

EXAMPLE = "plan-workbook gather returns -o store"
_MOST_SAID = 200
"""How many files are named on the terminal."""


class Form(StrEnum):
    """The forms of a store."""

    DELTA = "delta"
    PARQUET = "parquet"


def command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Folders of workbooks, workbooks, or URLs of either.")
    ],
    store: Annotated[
        str, typer.Option("--output", "-o", metavar="STORE", help="The folder or URL of the store; made if need be.")
    ],
    format: Annotated[
        Form, typer.Option(help="Delta Lake tables, in which a run is a transaction, or plain Parquet files.")
    ] = Form.DELTA,
    engine: Annotated[
        str,
        typer.Option(metavar="ENGINE", help="Who reads: processes, dask, or dask=ADDRESS for a cluster that runs."),
    ] = "processes",
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many processes read at once (usually one per processor).")
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(metavar="SECONDS", min=0.1, help="Give a file up that takes longer, after a second attempt."),
    ] = None,
    report: Annotated[Format, typer.Option(help="Text for people, json for programs.")] = Format.TEXT,
    rules: OwnRules = None,
    password_file: PasswordFileOnly = None,
) -> None:
    """Gather the plans in many workbooks into a store of tables. Changes no workbook.

    The store has a row for each plan, recommendation, action, indicator, finding and file, without email addresses and
    notes, for Power BI, DuckDB, pandas and R. A file that has not changed is not read again. Of two workbooks of the
    same plan and report date, the one with the later update is counted. What is not counted is named in the table
    files. URLs take fsspec and the library of their server.

    Exit codes: 0 done, 1 done but some files could not be read, 2 it could not be done and the store was not changed.
    """
    from plan_workbook.jobs.gather import gather

    with shown_progress() as told:
        done = gather(
            sources,
            store,
            format=format.value,
            processes=jobs,
            engine=engine,
            timeout=timeout,
            password=password_in(password_file) if password_file is not None else None,
            told=told,
        )
    for each in done.named[:_MOST_SAID]:
        say(each.with_path, error=True)
    if done.failures > len(done.named[:_MOST_SAID]):
        say(f"The table files of {done.store} names all {counted(done.failures, 'file')} not read.", error=True)
    say_if_in_clear(done.encrypted, f"the store {done.store}")
    if report is Format.JSON:
        print_json(done.as_json())
    else:
        _say(done)
    raise typer.Exit(Exit.FINDINGS if done.failures else Exit.OK)


def _say(done: Gathered) -> None:
    said = [f"{number:,} {outcome.value}" for outcome, number in sorted(done.outcomes.items()) if number]
    listed = f"{counted(done.listed, 'file')}, {done.read:,} of them opened: {', '.join(said) or 'none'}."
    say(listed[:1].upper() + listed[1:])
    if done.changed:
        say(f"{done.store} was brought up to date; this is its run {done.run}.")
    else:
        say(f"{done.store} is up to date; nothing was changed.")
    for each in done.superseded[:_MOST_SAID]:
        other = each.instead or "a workbook that was read before"
        say(f"{each.path} is not counted, because {other} has the same Authority, Title and Report Date and is newer.")
