"""``plan-workbook region``: where the plans in a store are, as a workbook or a web page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say, say_kept
from plan_workbook.cli.options import WordsOfOwnRules, path_option

EXAMPLE = "plan-workbook region store -o region.xlsx"


def command(
    store: Annotated[str, typer.Argument(metavar="STORE", help="The folder or URL that gather made.")],
    output: Annotated[
        Path, path_option("--output", "-o", metavar="FILE", help="Write here; it ends in .xlsx or .html.")
    ],
    period: Annotated[
        str | None,
        typer.Option(metavar="PERIOD", help="A month such as 2017-12; otherwise the last one in the store."),
    ] = None,
    rules: WordsOfOwnRules = None,
) -> None:
    """Write where the plans in a store are, in one period: a workbook or a web page for a meeting.

    Plans by what is worst in them, what is off track or in doubt anywhere, each PI number over all plans with its
    median and range and who meets its target, overdue actions and findings by plan, plans that have not been sent, and
    the totals of every period in the store. Changes nothing in the store. An existing file that differs is kept as
    NAME.bak.xlsx (or with its own ending).

    Exit codes: 0 done, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.jobs.region import region

    done = region(store, output, period=period)
    say(done.verdict)
    say(f"Wrote {done.path}.")
    say_kept([done.backup] if done.backup else [])
