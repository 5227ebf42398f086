"""Options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Previous = Annotated[
    Path | None,
    typer.Option(
        "--previous", metavar="WORKBOOK", help="Last month's workbook, to compare with.", readable=False,
    ),
]  # fmt: skip


def refuse_itself(workbook: Path, previous: Path) -> None:
    """Refuse to compare a workbook with itself.

    Raises:
        InputError: both are one file.
    """
    from plan_workbook.errors import InputError

    if workbook.exists() and previous.exists() and workbook.samefile(previous):
        raise InputError(f"{previous} is the workbook itself: name last month's workbook with --previous.")
