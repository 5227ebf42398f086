"""The cells of a sheet as they are stored, in one pass over its part, with what else matters of the sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache, lru_cache, partial

from plan_workbook.package.addresses import Place, place_of, placed
from plan_workbook.package.ceilings import MOST_IN_STREAM, MOST_MERGES, elements_in, refuse_more_than
from plan_workbook.package.cell_formats import CellFormat
from plan_workbook.package.cell_values import ERROR, TEXT, CellValue, CellValues, number_from_0
from plan_workbook.package.known_formats import in_brief
from plan_workbook.package.rich_text import SharedTexts, TextReader
from plan_workbook.package.serial_dates import FROM_1900
from plan_workbook.package.stored_sheet import Span, StoredCell, StoredSheet
from plan_workbook.package.streaming import MAIN, listen
from plan_workbook.package.usual_rows import (
    Row,
    RowHead,
    Unusual,
    formula_of,
    head_of_cell,
    is_hidden,
    places_of_blanks,
    row_head,
    taken_apart,
    text_of,
)
from plan_workbook.patterns import pattern

ELEMENTS_OF_A_CELL = 4
"""The most tags that a cell has on average: its own, its formula, its value, and those of a text in several fonts.
Rows and everything else on a sheet are counted in the same way."""
_WORTH_REMEMBERING = 1 << 16
"""Bytes around the rows of a sheet; ours have a good two thirds of it."""
_NARROW = 3
"""Characters: the width below which a column has no room for a word; a new one has 8.43."""
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
    listener = partial(_Sheet, texts, formats, most, day_zero, most if most_filled is None else most_filled)
    found = _read_usual(content, listener(), most)
    if found is not None:
        return found
    whole = listener()
    listen(content, whole, "a sheet")
    return whole.finished()


def _read_usual(content: bytes, listener: _Sheet, most: int) -> StoredSheet | None:
    """Return what is on a sheet whose rows are written as usual; None if they are not."""
    if len(content) > most and (content.count(b"<c ") > most or elements_in(content) > most * ELEMENTS_OF_A_CELL):
        return None  # there can be no more cells than characters
    apart = taken_apart(content)
    if apart is None:
        return None
    try:
        listener.take(apart.rows)
    except (Unusual, ValueError, LookupError):
        return None  # and if something is wrong with a cell, the parser finds it again
    is_short = len(apart.before) + len(apart.after) <= _WORTH_REMEMBERING
    around = (_around if is_short else _around.__wrapped__)(apart.root, apart.before, apart.after)
    if around is None:
        return None
    rows = listener.finished()
    return replace(
        around, cells=rows.cells, blank=rows.blank, hidden_rows=rows.hidden_rows, merged=around.merged.copy()
    )


@lru_cache(maxsize=64)
def _around(root: bytes, before: bytes, after: bytes) -> StoredSheet | None:
    """Return what a sheet says around its rows, as `Apart` has it; None if there are rows again.

    Half the sheets of a workbook say the same there, and so do those of others that were made with the same rows.
    """
    listener = _Sheet(SharedTexts(), (CellFormat(),), MOST_IN_STREAM, FROM_1900, MOST_IN_STREAM)
    try:
        listen(before + in_brief(root, after), listener, "a sheet")
    except (ValueError, LookupError):
        return None
    return listener.finished() if listener.sections == 1 else None


class _Sheet:
    """Follows the elements of a worksheet: its cells are on the fourth level, what is in them on the fifth."""

    def __init__(
        self, texts: SharedTexts, formats: Sequence[CellFormat], most: int, day_zero: datetime, filled: int
    ) -> None:
        self.found = StoredSheet()
        self.sections = 0
        """How many times rows have ended."""
        self._values = CellValues(texts, formats, day_zero)
        self._count, self._styles = len(formats), _numbers_of_styles(len(formats))
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
                self._start_row(row_head(attributes))
            elif self._section == _COLUMNS and name == _COLUMN:
                if is_hidden(attributes, "width"):
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
                style = range(self._count)[number_from_0(attributes["s"])]
            if self._value or self._formula is not None or self._inline is not None:
                own = None if self._inline is None else self._inline.result()
                value = self._values.of(attributes.get("t", "n"), self._value, style, own)
                self._add(place, address, style, value, self._formula, attributes.get("vm"), attributes.get("cm"))
            else:
                self.found.blank.append((place, style))
        elif depth > 5 and self._in_inline and self._inline is not None:
            self._inline.end(depth - 5)
        elif depth == 2 and name == _DATA:
            self.sections += 1

    def take(self, rows: Iterable[Row]) -> None:
        """Take rows that were taken apart already.

        Raises:
            Unusual: one is written in another way.
            ValueError, LookupError: as `read_cells` does.
        """
        blank, filled, values, count = self.found.blank, self.found.cells, self._values, self._count
        for head, cells in rows:
            self._start_row(head)
            for _, blanks, attributes, of_formula, formula, text, own in cells:
                if blanks is not None:
                    blank += places_of_blanks(blanks, count)
                    continue
                place, name, style, kind = head_of_cell(attributes, count)
                said = None if of_formula is None else formula_of(of_formula, formula)
                if kind == TEXT and text and text.isdigit():
                    kind, value, serial, runs = values.shared(int(text))
                else:
                    its = None if own is None else (text_of(own), ())
                    kind, value, serial, runs = values.of(kind, text_of(text) if text else None, style, its)
                    if value is None and said is None:
                        blank.append((place, style))
                        continue
                content = (place, name, style, kind, value, said, serial, runs, 0, 0)
                filled.append(tuple.__new__(StoredCell, content))  # half the time of a call; there are thousands
            if len(filled) > self._most_filled:
                raise TooManyCells(filled=True)

    def _start_row(self, head: RowHead) -> None:
        number, hidden = head
        self._row = self._row + 1 if number is None else number
        self._column = 0
        if hidden:
            self._hidden_rows.append((self._row, self._row))

    def _add(
        self,
        place: Place,
        address: str,
        style: int,
        said: CellValue,
        formula: str | None,
        rich_value: str | None = None,
        metadata: str | None = None,
    ) -> None:
        kind, value, serial, runs = said
        if value is None and formula is None:
            self.found.blank.append((place, style))
            return
        if len(self.found.cells) >= self._most_filled:
            raise TooManyCells(filled=True)
        rich = _whole(rich_value) if rich_value and kind == ERROR else 0
        more = _whole(metadata) if metadata else 0
        its = (place, address, style, kind, value, formula, serial, runs, rich, more)
        self.found.cells.append(tuple.__new__(StoredCell, its))  # half the time of a call, of which there are thousands

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


def _is_narrow(width: str) -> bool:
    digits = width.strip().partition(".")[0]
    return digits.isascii() and digits.isdecimal() and len(digits) < 8 and int(digits) < _NARROW


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 8 else 0


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Join adjacent and overlapping spans."""
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first > 0:
            joined.append((first, last))
    return tuple(joined)
