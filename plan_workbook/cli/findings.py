"""Make sure that what a command says is not written over a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.jobs.paths import same_file
from plan_workbook.sources.other_files import WORKBOOKS


def refuse_workbook(output: Path | None, read: Iterable[Path]) -> None:
    """Refuse to write what a command says over a workbook: one that is to be read, or any other.

    Raises:
        InputError: the file is one of the workbooks, or is called like one.
    """
    if output is None:
        return
    if output.suffix.casefold() in WORKBOOKS and not any(same_file(path, output) for path in read):
        raise InputError(
            f"{output} is a name for a workbook, and this command writes none: choose one that ends otherwise."
        )
    if not output.exists():
        return
    for path in read:
        if path.exists() and path.samefile(output):
            raise InputError(f"{output} is one of the workbooks to read: choose another name for the output.")
