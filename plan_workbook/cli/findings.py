"""Write what a command says to a file, and never over a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from plan_workbook.cli.console import say
from plan_workbook.errors import InputError
from plan_workbook.package import write_keeping
from plan_workbook.package.modes import mode_like
from plan_workbook.sources.other_files import WORKBOOKS
from plan_workbook.values.paths import backup_of, same_file


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
            raise InputError(f"{output} is one of the files to read: choose another name for the output.")


def write_report(output: Path, content: bytes, sources: Iterable[Path]) -> None:
    """Write what a command says to a file that nobody may read who may not read all the sources, and say so.

    A file that was there and differs is kept.

    Raises:
        CannotWrite: with the reason in a sentence; nothing was changed.
    """
    backup = backup_of(output)
    kept = write_keeping(output, content, backup, mode_like(*sources))
    word = f"; the file that was there is kept as {backup.name}" if kept else ""
    say(f"Wrote {output}{word}.", error=True, routine=True)
