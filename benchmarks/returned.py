"""Many workbooks for benchmarks and trials: the example, as it would come from so many councils."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

EXAMPLE = Path(__file__).parents[1] / "workbooks" / "improvement-plan-2017-12.xlsx"
_TEXTS = "xl/sharedStrings.xml"
_AUTHORITY = "Exampleshire County Council"
_LONG_AGO = 1_700_000_000


class Returned:
    """Copies of the example, each of another authority: 18 recommendations, 41 actions, 28 indicators."""

    def __init__(self) -> None:
        """Compress once what all of them have in common."""
        start = io.BytesIO()
        with zipfile.ZipFile(EXAMPLE) as old, zipfile.ZipFile(start, "w", zipfile.ZIP_DEFLATED) as new:
            self._texts = old.read(_TEXTS).decode()
            for name in old.namelist():
                if name != _TEXTS:
                    new.writestr(old.getinfo(name), old.read(name))
        self._start = start.getvalue()
        if _AUTHORITY not in self._texts:
            raise SystemExit("The example's authority is no longer in its shared texts.")

    def workbook(self, number: int) -> bytes:
        """Return the workbook of a council."""
        content = io.BytesIO(self._start)
        texts = self._texts.replace(_AUTHORITY, f"Council {number}")
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as package:
            package.writestr(zipfile.ZipInfo(_TEXTS, (1980, 1, 1, 0, 0, 0)), texts, zipfile.ZIP_DEFLATED)
        return content.getvalue()

    def write(self, folder: Path, count: int) -> Path:
        """Write so many workbooks into a folder, which is made, and return it."""
        folder.mkdir()
        for number in range(count):
            save(folder / f"council {number:05}.xlsx", self.workbook(number))
        return folder


def save(path: Path, content: bytes) -> None:
    """Write a file that was last changed long ago."""
    path.write_bytes(content)
    os.utime(path, (_LONG_AGO, _LONG_AGO))
