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


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to one file that is there."""
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there, or nothing could be called so
        return False


def refuse_itself(workbook: Path, previous: Path) -> None:
    """Refuse to compare a workbook with itself.

    Raises:
        InputError: both are one file.
    """
    from plan_workbook.errors import InputError

    if same_file(workbook, previous):
        raise InputError(f"{previous} is the workbook itself: name last month's workbook with --previous.")
