"""Paths as callers give them, and what goes by them."""

from __future__ import annotations

from pathlib import Path

AnyPath = str | Path
"""How a caller from Python may give a file."""


def path_of(given: AnyPath | None) -> Path | None:
    """Return the path that was given, if any."""
    return Path(given) if given is not None else None


def same_file(one: Path, other: Path) -> bool:
    """Tell whether two paths lead to the same file, and that it exists."""
    try:
        return one.samefile(other)
    except OSError:  # one of them does not exist, or no file could have such a name
        return False


def backup_of(path: Path) -> Path:
    """Return the path that the previous file is kept at: ``plan.bak.xlsx`` next to ``plan.xlsx``."""
    return path.with_name(f"{path.stem}.bak{path.suffix}")
