"""Reads a CSV file, however Excel or another program has saved it: its tables, and the lines above and below them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import groupby
from typing import Literal, NamedTuple

from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.bringing.documents.sorts import is_wide
from plan_workbook.package.ceilings import refuse_more_than
from plan_workbook.patterns import pattern
from plan_workbook.values.text import is_blank

SEPARATORS = (",", ";", "\t", "|")
LARGEST = 32 << 20
"""Bytes; an export of 100,000 lines has some 20 million."""
MOST_CELLS = 400_000
MOST_COLUMNS = 500
_SAMPLE = 64_000  #: characters that tell what is between the columns
_SEPARATED_BY = pattern(r"\Asep=(.)(?:\r\n?|\n)")
"""The line by which Excel is told what is between the columns."""
_LONGEST_HEADING = 80  #: characters
_OF_A_VALUE = pattern(r"[\s\d.,/:%\u00a3$\u20ac()+-]*\d[\s\d.,/:%\u00a3$\u20ac()+-]*")
"""A number, a percentage, an amount or a date in numerals, which no heading is."""


_A_YEAR = pattern(r"(?:19|20)\d\d(?:\s*[/-]\s*\d\d(?:\d\d)?)?")
"""A year, which a heading may be."""


class _Line(NamedTuple):
    """A record: the line of the file that it begins on, from 1, and its cells."""

    number: int
    cells: list[str]

    @property
    def filled(self) -> int:
        """How many of its cells have a text."""
        return sum(not is_blank(cell) for cell in self.cells)

    @property
    def is_labelled(self) -> bool:
        """Whether it has a label in its first cell, a value in its second, and nothing else."""
        label, *others = self.cells
        return self.filled == 2 and not any(map(is_blank, (label, *others[:1]))) and not _OF_A_VALUE.fullmatch(label)


def read_csv(content: bytes, file: str) -> Document:
    """Return the tables of a CSV file and the lines between them.

    A line with nothing in it is the end of a table, unless what follows goes on without headings of its own.

    Args:
        content: of the file, in UTF-8, UTF-16 or the code page of Windows.
        file: its name, for places.

    Raises:
        TooMuchInIt: it is far larger than any plan.
    """
    refuse_more_than(LARGEST, len(content), "bytes")
    text, remarks = _decoded(content)
    text, separator = _separated(text)
    lines, broken = _lines(text, separator)
    if broken:
        remarks.append("A quotation mark is opened and never closed, so quotation marks were read as they are.")
    return Document(file, tuple(_blocks(lines, file)), tuple(remarks))


def _decoded(content: bytes) -> tuple[str, list[str]]:
    """Return the text, and what to remark if its encoding is not certain."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), []
    if is_wide(content):
        first = content[:1] == b"\0"
        return content.decode("utf-16-be" if first else "utf-16-le", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        remark = "It is not in UTF-8, so it was read in the code page of Windows (cp1252): check letters with accents."
        return text, [remark] if "\ufffd" in text else []


def _separated(text: str) -> tuple[str, str]:
    """Return the text without a line that says what is between the columns, and what it is.

    If no line says so, it is the character that gives most lines the same number of columns.
    """
    if said := _SEPARATED_BY.match(text):
        return "\n" + text[said.end() :], said[1]  # with an empty line, so that lines keep their numbers
    sample = text[:_SAMPLE]

    def regular(separator: str) -> int:
        widths = Counter(len(line.cells) for line in _records(sample, separator))
        return max((count * (width - 1) for width, count in widths.items()), default=0)

    return text, max(SEPARATORS, key=regular)


def _lines(text: str, separator: str) -> tuple[list[_Line], bool]:
    """Return the records of a text, and whether a quotation mark in it is never closed."""
    try:
        return [*_counted(_records(text, separator, strict=True))], False
    except csv.Error as error:
        never_closed = "end of data" in str(error)
    return [*_counted(_records(text, separator, quotes=not never_closed))], never_closed


def _counted(lines: Iterable[_Line]) -> Iterator[_Line]:
    """Yield records, as long as there are no more cells and columns than may be."""
    cells = 0
    for line in lines:
        cells += len(line.cells)
        refuse_more_than(MOST_COLUMNS, len(line.cells), "columns")
        refuse_more_than(MOST_CELLS, cells, "cells")
        yield line


def _records(text: str, separator: str, *, strict: bool = False, quotes: bool = True) -> Iterator[_Line]:
    """Yield the records of a text; if there are no quotes, each line is one, and quotation marks are like others."""
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if quotes else csv.QUOTE_NONE
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, quoting=quoting, strict=strict)
    before = 0
    for cells in reader:
        yield _Line(before + 1, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells])
        before = reader.line_num


def _blocks(lines: Sequence[_Line], file: str) -> Iterator[Table | Passage]:
    """Yield the tables, and the lines before and between them that have one cell only."""
    table: list[_Line] = []
    for blank, group in groupby(lines, lambda line: line.filled == 0):
        block = [*group]
        if blank:
            continue
        first = next((at for at, line in enumerate(block) if line.filled > 1), None)
        if first is not None and (labels := _labels(block[first:])):
            if table:
                yield _table(table, file)
            yield from _passages(block[:first], file)
            yield _table(block[first : first + labels], file)
            table = block[first + labels :]
        elif first is None:
            if table:
                yield _table(table, file)
                table = []
            yield from _passages(block, file)
        elif table and not _begins_a_table(block[first], [*table, *block[first + 1 :]]):
            table += block
        else:
            if table:
                yield _table(table, file)
            yield from _passages(block[:first], file)
            table = block[first:]
    if table:
        yield _table(table, file)


def _labels(block: Sequence[_Line]) -> int:
    """Return how many lines with a label and its value are right above the headings of a table: ``Lead;Jo Hart``."""
    count = next((at for at, line in enumerate(block) if not line.is_labelled), len(block))
    rest = block[count:]
    is_above = len(rest) > 1 and rest[0].filled > _OF_A_PAIR and _begins_a_table(rest[0], rest[1:])
    return count if is_above else 0


_OF_A_PAIR = 2
"""The cells of a label and its value."""
_HEADINGS = 2
"""The first lines of a table, which may be its headings."""


def _begins_a_table(line: _Line, others: Sequence[_Line]) -> bool:
    """Tell whether a line below an empty one is the headings of another table, and not a row of the one before.

    Headings are short texts without a gap, and not numbers or dates. Leads and ratings come again in other lines of
    the same column, while headings come again only all together, or one of them above another table.
    """
    filled = [not is_blank(cell) for cell in line.cells]
    used = [cell.strip() for cell in line.cells[: len(filled) - filled[::-1].index(True)]]
    if [cell.strip() for cell in others[0].cells][: len(used)] == used:
        return True
    values = [cell for cell in used if _OF_A_VALUE.fullmatch(cell)]
    if 2 * len(values) > len(used) or not all(map(_A_YEAR.fullmatch, values)):
        return False
    return all(cell and len(cell) <= _LONGEST_HEADING for cell in used) and not any(
        column < len(other.cells) and other.cells[column].strip() == cell
        for column, cell in enumerate(used)
        for other in others[_HEADINGS:]
    )


def _passages(lines: Sequence[_Line], file: str) -> Iterator[Passage]:
    for line in lines:
        for column, cell in enumerate(line.cells, 1):
            if not is_blank(cell):
                yield Passage(cell.strip(), f"{file}, line {line.number}, column {column}")


def _table(lines: Sequence[_Line], file: str) -> Table:
    cells = tuple(
        Cell(row, column, cell, f"{file}, line {line.number}, column {column + 1}")
        for row, line in enumerate(lines)
        for column, cell in enumerate(line.cells)
        if not is_blank(cell)
    )
    return Table(f"{file}, lines {lines[0].number} to {lines[-1].number}", cells)
