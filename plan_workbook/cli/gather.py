"""``plan-workbook gather``: the plans in many workbooks, in a store that any analyst's tool opens."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_workbook.cli.console import print_json, say
from plan_workbook.cli.password import PasswordFile

EXAMPLE = "plan-workbook gather returns -o store"


def command(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Folders of workbooks, workbooks, or URLs of them.")
    ],
    store: Annotated[
        str, typer.Option("--output", "-o", metavar="STORE", help="The folder or URL of the store; made if need be.")
    ],
    password_file: PasswordFile = None,
) -> None:
    """Gather the plans in many workbooks into a store of tables. Changes no workbook."""
    from plan_workbook.jobs.gather import gather

    done = gather(sources, store)
    for each in done.named:
        say(each.sentence, error=True)
    print_json(done.as_json())
