"""The files in sources, one source after the other."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from plan_workbook.errors import InputError
from plan_workbook.sources.folder import file_itself, files_in_folder
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.shown import is_url
from plan_workbook.values.paths import given_path


def files_in(sources: Sequence[str], apart_from: str = "") -> Iterator[Listed]:
    """Return the files in sources that may hold a plan; nothing is listed before it is asked for.

    Args:
        sources: folders, files and URLs.
        apart_from: a folder in which nothing is looked for: the store.

    Raises:
        InputError: there is no such source.
    """
    given = [each if is_url(each) else given_path(each, "SOURCE") for each in sources]
    for each in given:
        if isinstance(each, Path) and not os.path.lexists(each):
            raise InputError(f"{each} does not exist: check the name of the folder.")
    left_out = "" if is_url(apart_from) or not apart_from else str(Path(apart_from).resolve())
    return _each(_apart(given), left_out)


def is_file(source: str) -> bool:
    """Tell whether a source is a single file of this machine."""
    return not is_url(source) and not Path(source).is_dir()


def _apart(given: Sequence[str | Path]) -> list[str | Path]:
    """Return sources without those that lie inside another one, so that no file is listed twice."""
    known = [each.resolve().parts if isinstance(each, Path) else tuple(each.rstrip("/").split("/")) for each in given]
    return [
        each
        for place, (each, parts) in enumerate(zip(given, known, strict=True))
        if not any(
            parts[: len(other)] == other and (len(other) < len(parts) or before < place)
            for before, other in enumerate(known)
            if before != place
        )
    ]


def _each(given: Sequence[str | Path], left_out: str) -> Iterator[Listed]:
    for each in given:
        if isinstance(each, str):
            from plan_workbook.sources.urls import files_at  # loads fsspec, which is an extra

            yield from files_at(each)
        elif each.is_dir():
            yield from files_in_folder(each, left_out)
        else:
            yield file_itself(each)


def found_again(path: str) -> Listed:
    """Return a file by its path in a store, which was listed once."""
    if is_url(path):
        from plan_workbook.sources.urls import file_at  # likewise

        return file_at(path)
    return file_itself(Path(path))
