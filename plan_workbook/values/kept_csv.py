"""A CSV file that we add lines to and people open in Excel: it is read whatever Excel made of it.

The lines that are there stay the same, byte for byte, and new ones are added at the end. Excel saves a CSV with other
separators, without the mark of UTF-8 or in a Windows code page, and people sort the lines, move columns about or add
some: all of that is read, and new lines are written in the same way.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import errno
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plan_workbook.errors import OutputError
from plan_workbook.values.formula import as_text_in_a_sheet, from_text_in_a_sheet
from plan_workbook.values.paths import bytes_of
from plan_workbook.values.text import fold, on_one_line

_SEPARATORS = (",", ";", "\t")
_NAME = re.compile(r"\[([^\[\]]+)\]")
"""A sheet's name, which can't contain brackets."""
WITH_MARK = codecs.BOM_UTF8
"""What such a file begins with, so that Excel reads it as UTF-8."""
LARGEST = 16 << 20
"""Bytes of such a file: 50,000 lines, of which a plan has some dozens a year."""


@dataclass(frozen=True)
class KeptCsv:
    """Such a file as it is on the disk."""

    columns: tuple[str, ...]
    """The headings of the columns that are ours."""
    lines: tuple[tuple[str, ...], ...] = ()
    """The cells of each line in those columns."""
    content: bytes | None = field(default=None, repr=False)
    """Of the file; None where there is no file yet."""
    headings: tuple[str, ...] = ()
    """Of all its columns, including those that people added."""
    separator: str = ","
    encoding: str = "utf-8"

    def with_lines(self, lines: Sequence[Sequence[str]], instead_of: Sequence[str] | None = None) -> bytes:
        """Return the file's content with more lines at its end.

        Args:
            lines: their cells, in the order of our columns.
            instead_of: the last line, which they replace; it stays if somebody has saved the file in another way since.
        """
        before = self.content or b""
        if instead_of is not None:
            before = before.removesuffix(self._encoded(instead_of))
        if not before.removeprefix(WITH_MARK).strip():
            new = [line_of(self.columns), *map(line_of, lines)]
            return WITH_MARK + "".join(new).encode("utf-8")
        end = b"" if before.endswith(b"\n") else b"\r\n"
        return before + end + b"".join(map(self._encoded, lines))

    def _encoded(self, line: Sequence[str]) -> bytes:
        cells = dict(zip(map(fold, self.columns), line, strict=True))
        in_order = [cells.get(fold(heading), "") for heading in self.headings or self.columns]
        return line_of(in_order, self.separator).encode(self.encoding, "replace")


def read_kept_csv(path: Path, columns: tuple[str, ...], what: str) -> KeptCsv:
    """Return the file; an empty one if there is none.

    Args:
        path: the file.
        columns: the headings of our columns.
        what: the words for such a file, as in ``not a record of sent messages``.

    Raises:
        OutputError: it can't be read or is not such a file.
    """
    try:
        content = bytes_of(path, LARGEST)
    except FileNotFoundError:
        return KeptCsv(columns)
    except OSError as error:
        to_do = "close it in Excel, and check that it is a file that you may change"
        if error.errno == errno.EFBIG:
            to_do = "move it to another place if it is not the record; otherwise delete its oldest lines in Excel"
        raise OutputError(f"The record {path.name} can't be read ({error.strerror}): {to_do}.") from error
    text, encoding = _decoded(content)
    if not text.strip():
        return KeptCsv(columns, content=content)
    first = text.splitlines()[0]
    wanted = {fold(each) for each in columns}
    for separator in _SEPARATORS:
        with contextlib.suppress(csv.Error):
            headings = tuple(next(csv.reader([first], delimiter=separator), ()))
            if wanted <= {fold(each) for each in headings}:
                lines = tuple(_lines(text, columns, headings, separator))
                return KeptCsv(columns, lines, content, headings, separator, encoding)
    raise OutputError(
        f"The file {path.name} is not {what}: its first line must name the columns {', '.join(columns)}. Put that "
        "line right, or give the file another name."
    )


def line_of(cells: Sequence[str], separator: str = ",") -> str:
    """Return a line of a CSV file, its texts as a spreadsheet shows them and does not run them."""
    line = io.StringIO(newline="")
    safe = [as_text_in_a_sheet(on_one_line(each)) for each in cells]
    csv.writer(line, delimiter=separator, lineterminator="\r\n").writerow(safe)
    return line.getvalue()


def names_in_a_cell(names: Iterable[str]) -> str:
    """Return sheets' names as one cell holds them, ``[R01] [R15]``: no spreadsheet takes ``[1-2]`` for a date."""
    return " ".join(f"[{each}]" for each in names)


def names_of_a_cell(text: str) -> tuple[str, ...]:
    """Return the names of sheets that a cell holds."""
    return tuple(each.strip() for each in _NAME.findall(text))


def _lines(text: str, columns: Sequence[str], headings: Sequence[str], separator: str) -> Iterator[tuple[str, ...]]:
    places: Mapping[str, int] = {fold(each): place for place, each in reversed([*enumerate(headings)])}
    ours = [places[fold(column)] for column in columns]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    next(rows)
    for row in rows:
        if any(cell.strip() for cell in row):
            yield tuple(from_text_in_a_sheet(row[place].strip()) if place < len(row) else "" for place in ours)


def _decoded(content: bytes) -> tuple[str, str]:
    """Return the text and its encoding; Excel's plain CSV is in a Windows code page."""
    try:
        return content.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), "cp1252"
