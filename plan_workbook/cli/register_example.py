"""``plan-workbook register-example``: a register with something under every heading."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.bring import new_command
from plan_workbook.cli.console import say, say_kept
from plan_workbook.cli.options import path_argument
from plan_workbook.values.paths import folder_named

EXAMPLE = "plan-workbook register-example register"


def command(
    output: Annotated[Path, path_argument("DIR", help="The folder for its tables; or an .xlsx with all of them.")],
    force: Annotated[bool, typer.Option("--force", help="Replace tables, and keep them as NAME.bak.csv.")] = False,
) -> None:
    """Write an example of a register, with something under every heading, for you to fill with your own plan.

    Exit codes: 0 done, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.jobs.copy_out import copy_register_example

    kept = copy_register_example(output, replace=force)
    say(f"Wrote the example to {folder_named(output)}. plan-workbook help register says what each heading means.")
    say_kept(kept)
    say(f"When it holds your own plan: {new_command(output)}")
