"""``plan-workbook demo``: the whole job on the example plan that ships with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from plan_workbook.cli.options import path_option

EXAMPLE = "plan-workbook demo --output demo"


def command(
    output: Annotated[Path, path_option("--output", metavar="DIR", help="The folder to make the files in.")] = Path(
        "plan-workbook-demo"
    ),
) -> None:
    """Do the whole job once on the example plan: make the workbook, check, summarise, export and publish it.

    Then a copy is handed out to its leads, two of them answer, their answers are collected, and the next month is
    opened. A workbook from an earlier demo that you have changed since is kept as NAME.bak.xlsx. Exit codes: 0 done, 2
    it could not be done.
    """
    from plan_workbook.cli.demo_steps import say_demo

    say_demo(output)
