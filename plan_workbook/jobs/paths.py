"""Paths as callers give them, and what goes by them."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from plan_workbook.values.paths import backup_of as backup_of
from plan_workbook.values.paths import given_path
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
