"""Make sure that what a command says is not written over a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plan_workbook.errors import InputError


def refuse_workbook(output: Path | None, read: Iterable[Path]) -> None:
    """Refuse to write over a workbook that is to be read.

    Raises:
        InputError: the file is one of the workbooks.
    """
    if output is None or not output.exists():
        return
    for path in read:
        if path.exists() and path.samefile(output):
            raise InputError(f"{output} is one of the workbooks to read: choose another name for the output.")
