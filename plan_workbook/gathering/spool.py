"""What a run has read so far, in files of a folder of its own: however much it is, little of it is in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl

from plan_workbook.gathering.frames import schema_of
from plan_workbook.gathering.rows import Rows
from plan_workbook.gathering.schema import FILES, OF_PLANS, Column, Table, Type
from plan_workbook.values.temporary import writing_there

_MOST_ROWS = 20_000
"""In memory, of all tables together."""
SOURCE = "_source"
"""The column that says which reading of a file a row comes from; it is not in the store."""
READ = Table("read", "", (Column(SOURCE, Type.WHOLE, ""), *FILES.columns))
"""What became of the files, as in `FILES`."""
TOUCHED = Table(
    "touched", "", tuple(each for each in FILES.columns if each.name in ("path", "size", "modified", "stamp"))
)
"""Files whose bytes are those that were read before, with what their folder says of them now."""
NOTED = Table("noted", "", tuple(each for each in FILES.columns if each.name in ("path", "outcome")))
"""Files that were listed and hold a plan, with what became of them as far as their own bytes and earlier runs tell."""
_OF_PLANS = tuple(Table(each.name, "", (Column(SOURCE, Type.WHOLE, ""), *each.columns)) for each in OF_PLANS)
_TABLES = {each.name: each for each in (*_OF_PLANS, READ, TOUCHED, NOTED)}


class Spool:
    """What was read in a run; rows are written to its folder whenever there are many."""

    def __init__(self, folder: Path) -> None:
        """Use an empty folder, which somebody else removes."""
        self._folder = folder
        self._rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in _TABLES}
        self._count = self._readings = self._written = 0

    def add(self, file: Sequence[Any], rows: Rows | None) -> None:
        """Add what became of a file, as a row of `FILES`, and the rows of the plan in it."""
        self._readings += 1
        self._put(READ.name, [(self._readings, *file)])
        for name, of_table in (rows or {}).items():
            self._put(name, [(self._readings, *row) for row in of_table])

    def touch(self, file: Sequence[Any]) -> None:
        """Add a file that holds what it held before, as a row of `TOUCHED`."""
        self._put(TOUCHED.name, [tuple(file)])

    def note(self, path: str, outcome: str) -> None:
        """Add a file that was listed and holds a plan, as a row of `NOTED`."""
        self._put(NOTED.name, [(path, outcome)])

    def _put(self, name: str, rows: list[tuple[Any, ...]]) -> None:
        self._rows[name] += rows
        self._count += len(rows)
        if self._count > _MOST_ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what is in memory to the folder.

        Raises:
            OutputError: it can't be written, perhaps because the temporary folder is full; in a sentence.
        """
        for name, rows in self._rows.items():
            if rows:
                folder = self._folder / name
                frame = pl.DataFrame(rows, schema_of(_TABLES[name]), orient="row")
                with writing_there(pl.exceptions.PolarsError, pl.exceptions.PanicException):
                    folder.mkdir(exist_ok=True)
                    frame.write_parquet(folder / f"{self._written:06}.parquet", compression="lz4")
                rows.clear()
        self._written += 1
        self._count = 0

    def rows(self, name: str) -> pl.LazyFrame:
        """Return the rows of a table, in the order in which they were added."""
        self.flush()
        files = sorted((self._folder / name).glob("*.parquet"))
        return pl.scan_parquet(files, glob=False) if files else pl.LazyFrame(schema=schema_of(_TABLES[name]))
