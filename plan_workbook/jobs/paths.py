"""Paths as callers give them, and what goes by them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from plan_workbook.errors import OutputError
from plan_workbook.values.paths import backup_of as backup_of
from plan_workbook.values.paths import folder_named, given_path
from plan_workbook.values.paths import same_file as same_file

AnyPath = str | Path
"""How a caller from Python may give a file."""


def path_of(given: AnyPath | None, argument: str) -> Path | None:
    """Return the path that an argument gives; None if it was left out.

    Raises:
        InputError: it can't be the path of a file or folder that somebody means.
    """
    return given_path(given, argument) if given is not None else None


def free_name(path: Path) -> Path:
    """Return a path that nothing has yet: the one given, or else ``plan-2.xlsx`` next to ``plan.xlsx`` and so on."""
    numbered = (path.with_name(f"{path.stem}-{number}{path.suffix}") for number in count(2))
    return path if not path.exists() else next(each for each in numbered if not each.exists())


def refuse_other_ending(output: Path, made_from: Path, like: str = "the workbook it is made from") -> None:
    """Refuse a name for a workbook that does not end like the one it is made from.

    Raises:
        OutputError: it is a folder, or has another ending.
    """
    if output.is_dir():
        folder = folder_named(output, first=True)
        raise OutputError(f"{folder} is not a file: give the name of a file in it, ending in {made_from.suffix}.")
    if output.suffix.casefold() != made_from.suffix.casefold():
        raise OutputError(f"{output.name or output} must end in {made_from.suffix} like {like}: choose another name.")
