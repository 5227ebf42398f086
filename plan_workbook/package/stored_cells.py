"""The cells of a sheet as they are stored, in one pass over its part, with what else matters of the sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import NamedTuple

from plan_workbook.package.addresses import Place, place_of, placed
from plan_workbook.package.ceilings import MOST_MERGES, refuse_more_than
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.rich_text import Run, SharedTexts, TextReader
from plan_workbook.package.serial_dates import FROM_1900, duration, from_iso, from_serial
from plan_workbook.package.streaming import MAIN, listen
from plan_workbook.patterns import pattern

Stored = str | bool | int | float | datetime | date | time | timedelta | None
"""The value of a cell; None if it has none."""
Span = tuple[int, int]
"""The first and last of several adjacent rows, or columns; counted from 1."""

ELEMENTS_OF_A_CELL = 4
"""The most tags that a cell has on average: its own, its formula, its value, and those of a text in several fonts.
Rows and everything else on a sheet are counted in the same way."""
ERROR = "e"
"""The type of a cell with an error value."""
_NO_NUMBERS = frozenset({"NaN", "Infinity", "-Infinity"})
"""What ExcelJS stores for a date that it can't read, such as 0: the rest of the workbook is sound."""
TEXT_OF_FORMULA = "str"
"""The type, as it is stored, of a cell whose formula gives a text; it stays so if the text is empty."""
_NARROW = 3
"""Characters: the width below which a column has no room for a word; a new one has 8.43."""
_NO_DATE = "#VALUE!"
"""What a cell holds whose number is too large or too small for the date that it should be shown as."""
_DATA, _ROW, _CELL, _VALUE, _FORMULA, _INLINE, _COLUMNS, _COLUMN, _MERGES, _MERGE = (
    MAIN + name for name in ("sheetData", "row", "c", "v", "f", "is", "cols", "col", "mergeCells", "mergeCell")
)

_PROTECTION, _CONDITIONAL, _VALIDATIONS, _EXTENSIONS = (
    MAIN + name for name in ("sheetProtection", "conditionalFormatting", "dataValidations", "extLst")
)
_FILTER, _PANE = MAIN + "autoFilter", MAIN + "pane"
_NEWER_VALIDATIONS, _NEWER_CONDITIONAL = "dataValidations", "conditionalFormattings"


_A_MERGE = pattern(rb"mergeCell[\s/>]")


class TooManyCells(Exception):  # noqa: N818 - the name says it all
    """A sheet has more cells than it may have; `filled` tells whether too many of them have something in them."""

    def __init__(self, *, filled: bool = False) -> None:
        """Note which of the two it is."""
        super().__init__()
        self.filled = filled


class StoredCell(NamedTuple):
    """A cell with a value or a formula."""

    place: Place
    address: str
    style: int
    """The number of its format."""
    kind: str
    """Its type: ``n`` for a number, ``d`` for a date, ``s`` for a text, ``b`` for a truth value, ``e`` for an error."""
    value: Stored
    formula: str | None
    """The text of its formula, without "="; empty if it shares another cell's; None if it has none."""
    serial: float | None
    """The stored number of a date."""
    runs: tuple[Run, ...]
    """The pieces of a text in several fonts."""
    rich_value: int
    """The number, from 1, of what Excel shows in place of an error value: a picture, or a linked data type; else 0."""
    metadata: int = 0
    """The number, from 1, of what newer Excels keep about the cell, such as that its formula spills; else 0."""


@dataclass(slots=True, eq=False, repr=False)
class StoredSheet:
    """What one pass over a worksheet gives."""

    cells: list[StoredCell] = field(default_factory=list)
    """The cells that are not empty, in the order of the part."""
    blank: list[tuple[Place, int]] = field(default_factory=list)
    """The place and style of the others."""
    merged: list[str] = field(default_factory=list)
    """The merged ranges, as written."""
    hidden_rows: tuple[Span, ...] = ()
    """Those with a height of zero included."""
    hidden_columns: tuple[Span, ...] = ()
    """Those with a width of zero included."""
    drop_downs: bool = False
    """Whether it has drop-downs, or other rules about what may be typed."""
    protection: bool = False
    """Whether it is protected."""
    conditional_formats: bool = False
    filtered: str = ""
    """The range with the buttons of a filter, as written; empty if there is none."""
    frozen_rows: int = 0
    """How many rows at the top stay when the others are scrolled."""
    narrow_columns: tuple[Span, ...] = ()
    """Those too narrow for a word, other than hidden ones."""

    def hides(self, row: int, column: int) -> bool:
        """Tell whether a cell is in a hidden row or column."""
        return _is_among(row, self.hidden_rows) or _is_among(column, self.hidden_columns)

    @property
    def size(self) -> int:
        """The number of cells in the part."""
        return len(self.cells) + len(self.blank)


def read_cells(
    content: bytes,
    texts: SharedTexts,
    formats: Sequence[CellFormat],
    most: int,
    day_zero: datetime = FROM_1900,
    *,
    most_filled: int | None = None,
) -> StoredSheet:
    """Return the cells of a worksheet.

    Args:
        content: its part, in UTF-8.
        texts: the workbook's shared strings.
        formats: the workbook's cell formats.
        most: a sheet with more cells is refused.
        day_zero: the first day of the workbook's date system.
        most_filled: a sheet with more cells that have something in them is refused.

    Raises:
        TooManyCells: there are more than `most` or `most_filled`.
        ExpatError, UnsafeWorkbook: as `listen` does.
        ValueError, LookupError: a cell is in a place that no sheet has, or its content can't be what its type says.
    """
    if len(content) > MOST_MERGES * len(b"mergeCell/"):
        refuse_more_than(MOST_MERGES, sum(1 for _ in _A_MERGE.finditer(content)), "merged ranges on a sheet")
    listener = _Sheet(texts, formats, most, day_zero, most if most_filled is None else most_filled)
    listen(content, listener, "a sheet")
    return listener.finished()


class _Sheet:
    """Follows the elements of a worksheet: its cells are on the fourth level, what is in them on the fifth."""

    def __init__(
        self, texts: SharedTexts, formats: Sequence[CellFormat], most: int, day_zero: datetime, filled: int
    ) -> None:
        self.found = StoredSheet()
        self._texts, self._formats, self._day_zero = texts, formats, day_zero
        self._styles = _numbers_of_styles(len(formats))
        self._cells_left, self._elements_left = most, most * ELEMENTS_OF_A_CELL
        self._most_filled = filled
        self._depth = 0
        self._section = self._item = ""  # the open elements on the second and third level
        self._row = self._column = 0
        self._hidden_rows: list[Span] = []
        self._hidden_columns: list[Span] = []
        self._narrow_columns: list[Span] = []
        self._cell: dict[str, str] | None = None
        self._pieces: list[str] | None = None
        self._value: str | None = None
        self._formula: str | None = None
        self._inline: TextReader | None = None
        self._in_inline = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements_left -= 1
        if self._elements_left < 0:
            raise TooManyCells
        depth = self._depth = self._depth + 1
        if depth == 4:
            if name == _CELL and self._item == _ROW:
                self._cells_left -= 1
                if self._cells_left < 0:
                    raise TooManyCells
                self._cell, self._value, self._formula, self._inline = attributes, None, None, None
            elif name == _PANE and attributes.get("state", "").startswith("frozen"):
                self.found.frozen_rows = _whole(attributes.get("ySplit"))
            elif self._section == _EXTENSIONS:  # of newer versions of Excel
                self.found.drop_downs |= name.endswith(_NEWER_VALIDATIONS)
                self.found.conditional_formats |= name.endswith(_NEWER_CONDITIONAL)
        elif depth == 5:
            if self._cell is not None:
                if (name == _VALUE and self._value is None) or (name == _FORMULA and self._formula is None):
                    self._pieces = []
                elif name == _INLINE and self._inline is None:
                    self._inline, self._in_inline = TextReader(), True
        elif depth > 5:
            if self._in_inline and self._inline is not None:
                self._inline.start(depth - 5, name, attributes)
        elif depth == 3:
            self._item = ""
            if self._section == _DATA and name == _ROW:
                self._item = name
                self._start_row(attributes)
            elif self._section == _COLUMNS and name == _COLUMN:
                if _is_hidden(attributes, "width"):
                    self._hidden_columns.append((_whole(attributes.get("min")), _whole(attributes.get("max"))))
                elif _is_narrow(attributes.get("width", "")):
                    self._narrow_columns.append((_whole(attributes.get("min")), _whole(attributes.get("max"))))
            elif self._section == _MERGES and name == _MERGE:
                self.found.merged.append(attributes.get("ref", ""))
            elif self._section == _VALIDATIONS:
                self.found.drop_downs = True
        elif depth == 2:
            self._section = name
            if name == _PROTECTION:
                self.found.protection = True
            elif name == _CONDITIONAL:
                self.found.conditional_formats = True
            elif name == _FILTER:
                self.found.filtered = attributes.get("ref", "")

    def characters(self, text: str) -> None:
        if self._pieces is not None:
            self._pieces.append(text)
        elif self._in_inline and self._inline is not None:
            self._inline.characters(text)

    def end(self, name: str) -> None:
        depth = self._depth
        self._depth = depth - 1
        if depth == 5:
            if self._pieces is not None:
                text = "".join(self._pieces)
                self._pieces = None
                if name == _VALUE:
                    self._value = text
                else:
                    self._formula = text
            self._in_inline = False
        elif depth == 4:
            attributes = self._cell
            if attributes is None:
                return
            self._cell = None
            address = attributes.get("r")
            place, address = place_of(address) if address else placed(self._row, self._column + 1)
            self._column = place[1]
            style = self._styles.get(attributes.get("s"))
            if style is None:
                style = range(len(self._formats))[self._number(attributes["s"])]
            if self._value or self._formula is not None or self._inline is not None:
                self._add(place, address, style, attributes)
            else:
                self.found.blank.append((place, style))
        elif depth > 5 and self._in_inline and self._inline is not None:
            self._inline.end(depth - 5)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r")
        if number is None:
            self._row += 1
        elif number.isascii() and number.isdecimal() and len(number) < 8:
            self._row = int(number)
        else:
            exact = float(number)  # some programs write "7.0"
            if not exact.is_integer():
                raise ValueError("no row has that number")
            self._row = int(exact)
        self._column = 0
        if _is_hidden(attributes, "ht"):
            self._hidden_rows.append((self._row, self._row))

    def _number(self, text: str) -> int:
        """Return a number that counts from 0, and not, as Python counts, from the end."""
        number = int(text)
        if number < 0 or text.strip().startswith("-"):
            raise ValueError("texts and formats are counted from 0")
        return number

    def _add(self, place: Place, address: str, style: int, attributes: dict[str, str]) -> None:
        kind = attributes.get("t", "n")
        value: Stored = None
        serial: float | None = None
        runs: tuple[Run, ...] = ()
        text = self._value
        if kind == "inlineStr":
            if self._inline is not None:
                kind = "s"
                value, runs = self._inline.result()
        elif not text:
            pass
        elif kind == "s":
            number = self._number(text)
            value, runs = self._texts.texts[number], self._texts.runs.get(number, ())
        elif kind == "n" and text in _NO_NUMBERS:
            kind, value = ERROR, "#NUM!"
        elif kind == "n":
            value = float(text) if "." in text or "E" in text or "e" in text else int(text)
            if self._formats[style].date:
                serial = value
                kind, value = self._as_date(value, self._formats[style].duration)
        elif kind == TEXT_OF_FORMULA:
            kind, value = "s", text
        elif kind == "b":
            value = bool(int(text))
        elif kind == "d":
            value = from_iso(text)
        else:
            value = text
        if value is None and self._formula is None:
            self.found.blank.append((place, style))
            return
        if len(self.found.cells) >= self._most_filled:
            raise TooManyCells(filled=True)
        rich = _whole(attributes.get("vm")) if kind == ERROR else 0
        kept = _whole(attributes.get("cm"))
        self.found.cells.append(StoredCell(place, address, style, kind, value, self._formula, serial, runs, rich, kept))

    def _as_date(self, number: float, lasts: bool) -> tuple[str, Stored]:
        try:
            return "d", duration(number) if lasts else from_serial(number, self._day_zero)
        except (OverflowError, ValueError):
            return ERROR, _NO_DATE

    def finished(self) -> StoredSheet:
        """Return everything, once the part has ended."""
        self.found.hidden_rows = _joined(self._hidden_rows)
        self.found.hidden_columns = _joined(self._hidden_columns)
        self.found.narrow_columns = _joined(self._narrow_columns)
        return self.found


@cache
def _numbers_of_styles(count: int) -> dict[str | None, int]:
    """Return the number of a cell's style by the text that stands for it; a cell without one has the first."""
    return {None: 0, **{str(number): number for number in range(count)}}


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    extent = attributes.get(size, "")
    return attributes.get("hidden") in ("1", "true") or (extent != "" and not extent.strip("0."))


def _is_narrow(width: str) -> bool:
    digits = width.strip().partition(".")[0]
    return digits.isascii() and digits.isdecimal() and len(digits) < 8 and int(digits) < _NARROW


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _is_among(number: int, spans: tuple[Span, ...]) -> bool:
    at = bisect_right(spans, (number, 1 << 30)) - 1
    return at >= 0 and number <= spans[at][1]


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join adjacent and overlapping spans."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first > 0:
            joined.append((first, last))
    return tuple(joined)
