"""Open a store, in whichever form it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.errors import InputError, installing
from plan_workbook.gathering.schema import RUNS
from plan_workbook.gathering.store import Store, StoreFormat
from plan_workbook.sources.shown import is_url
from plan_workbook.values.paths import given_path

if TYPE_CHECKING:
    from plan_workbook.gathering.delta import DeltaStore

_BRACKETS = frozenset("[]")


def made_store(root: str, format: StoreFormat) -> Store:
    """Open a store for a run; if there is none, it is made once there is something to put into it.

    Raises:
        InputError: it can't be used as a store, it is one of another form, or its library is not installed.
    """
    url = is_url(root)
    if not url:
        given_path(root, "--output")
    if format is StoreFormat.PARQUET:
        from plan_workbook.gathering.plain import ParquetStore  # loads Polars

        if url:
            raise InputError(f"{root} is a URL, and plain Parquet files are kept in folders: leave out --format.")
        if _is_delta(root):
            raise InputError(f"{root} is a store of Delta Lake tables: leave out --format, or choose another folder.")
        return ParquetStore(root)
    if not url and not _is_delta(root):
        folder = Path(root)
        if _BRACKETS & set(str(folder.resolve())):  # over which deltalake stumbles
            raise InputError(
                f"{root} has a bracket in its path, and Delta Lake tables can't be in such a folder: choose "
                "another one, or add --format parquet."
            )
        if (folder / RUNS.name).is_dir():
            raise InputError(f"{root} holds plain Parquet files: add --format parquet, or choose another folder.")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())) and not _began(folder):
            raise InputError(f"{root} is something else and not a store: give the name of a new folder.")
    return _delta().made(root)


def opened_store(root: str, run: int | None = None) -> Store:
    """Open a store to read it, as it is, or as it was after one of its runs.

    Raises:
        InputError: there is no store, or it has no such run, or its library is not installed.
    """
    from plan_workbook.gathering.plain import ParquetStore  # likewise

    if not is_url(root) and not _is_delta(root) and ParquetStore.is_one(root):
        if run is not None:
            raise InputError(f"{root} is a folder of plain Parquet files, which only has its last run.")
        return ParquetStore(root)
    return _delta().opened(root, run=run)


def files_of(root: str) -> Iterator[Path]:
    """Yield the files in which the rows of a store are, those of earlier runs too; none of a store behind a URL."""
    if not is_url(root):
        yield from Path(root).rglob("*.parquet")


def _is_delta(root: str) -> bool:
    return (Path(root) / RUNS.name / "_delta_log").is_dir()


def _began(folder: Path) -> bool:
    """Tell whether a folder holds only what a run leaves that is killed before it has made all tables."""
    return all((each / "_delta_log").is_dir() or each.name.startswith("_") for each in folder.iterdir())


def _delta() -> type[DeltaStore]:
    """Return the kind of store that takes an extra.

    Raises:
        InputError: it is not installed.
    """
    try:
        from plan_workbook.gathering.delta import DeltaStore
    except ImportError:
        raise InputError(
            "A store of Delta Lake tables takes a library that is not installed: install it with "
            f"{installing('store')} (plan-workbook help install has uv and pipx), or add --format parquet."
        ) from None
    return DeltaStore
