"""The neutral form of a document: its tables and the texts between them, in their order, each with where it stands.

Readers of Word, Excel, PDF and CSV make it, and nothing after them knows what sort of file it was. Texts are as
printed: nothing is corrected, and spaces and line breaks are kept (a paragraph of a cell ends with a line break).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

MOST_CELLS = 50_000
"""Cells and paragraphs with text of a file; a council's report of 20 pages has some 600. To recognise, account for and
list as many as this takes some four seconds."""
Typed = Decimal | date | None
"""A value that the file itself has as a number or a date; None where it has a text only."""

_SIGNS = frozenset(
    "\u25cf\u25cb\u25a0\u25a1\u2b24\u26ab\u26aa\u2022\u25c6\u2605\u25b2\u25bc\u25ac\u2588\u25aa\u25fc\u2691"
)
"""Signs that say nothing but their colour."""


def shows_only_a_colour(text: str) -> bool:
    """Tell whether a text is only a circle or the like, of which only the colour may mean something."""
    return bool(text.strip()) and set(text.strip()) <= _SIGNS


class Cell(NamedTuple):
    """A cell with a text or a fill, at its first row and column (from 0) in the grid of its table."""

    row: int
    column: int
    text: str
    where: str
    """For people: ``Action plan!B7``, ``page 3, table 2, row 4, column 1``, ``table 6, row 4, column 1``."""
    down: int = 1
    """Over how many rows it goes; 1 for a cell that is not merged."""
    across: int = 1
    """Over how many columns it goes."""
    value: Typed = None
    fill: str | None = None
    """The colour of its background as six capital hexadecimal digits; None for none, white or automatic."""
    bold: bool = False
    hidden: bool = False
    """In a row, column or sheet that is hidden."""
    made: bool = False
    """Whether it is only a part of a text that another cell counts for, such as the label of a line."""
    whole: str = ""
    """The text that it is the first part of, if it is one; or the sign in it that says nothing but its colour."""

    @property
    def blank(self) -> bool:
        """Whether there is no text in it."""
        return not self.text.strip()

    @property
    def counts(self) -> bool:
        """Whether somebody who counts the cells with something in them counts it."""
        return bool(self.text.strip() or self.whole) and not self.made


class Layout(StrEnum):
    """How a table is laid out."""

    ROWS = "rows"
    """Headings, and rows below them."""
    CARDS = "cards"
    """Labels next to their values, one card below the other."""
    LINES = "lines"
    """Rows of which each line of a cell is a row of its own."""


class Table(NamedTuple):
    """A table: its cells row by row. A merged cell is there once, at its first place."""

    where: str
    """``report.docx, table 6``, ``tracker.xlsx, sheet Action plan, A5:I51``, ``report.pdf, page 3, table 2``."""
    cells: tuple[Cell, ...]
    sheet: str | None = None
    """The name of the sheet that it is on."""
    repeated: int = 0
    """How many of its first rows the file itself declares as headings that are repeated on each page."""
    headings: tuple[int, ...] | None = None
    """The rows that are headings, if that is known; the first ones say what the columns are."""
    layout: Layout = Layout.ROWS
    """How it was laid out before its rows were what they are here."""
    texts: tuple[Passage, ...] = ()
    """The texts outside tables that it was made of, if it was a list."""

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return max((cell.row + cell.down for cell in self.cells), default=0)

    @property
    def columns(self) -> int:
        """Return the number of columns."""
        return max((cell.column + cell.across for cell in self.cells), default=0)

    def by_place(self) -> dict[tuple[int, int], Cell]:
        """Return the cell at each place of the grid; a merged cell is at all of its places."""
        return {
            (cell.row + row, cell.column + column): cell
            for cell in self.cells
            for row in range(cell.down)
            for column in range(cell.across)
        }


class Passage(NamedTuple):
    """A paragraph or a line outside tables."""

    text: str
    where: str
    level: int | None = None
    """The level of a heading, from 0 for the document's title; None for other text."""
    bullet: bool = False
    sheet: str | None = None


class Document(NamedTuple):
    """A file that was read."""

    file: str
    blocks: tuple[Table | Passage, ...]
    remarks: tuple[str, ...] = ()
    """What a person should know of how it was read, each a sentence: a picture that is no text, a hidden sheet."""
    doubts: tuple[str, ...] = ()
    """What a person has to look at, because it may have been read wrongly, each a sentence."""

    def tables(self) -> Iterator[Table]:
        """Yield the tables."""
        return (block for block in self.blocks if isinstance(block, Table))

    def passages(self) -> Iterator[Passage]:
        """Yield the texts outside tables."""
        return (block for block in self.blocks if isinstance(block, Passage))

    def found(self) -> int:
        """Return how many cells and passages have a text or, in a table, a fill that may mean something.

        A cell without text counts only if it was given a value by whoever reads fills as ratings; so this counts
        those with text.
        """
        return sum(cell.counts for table in self.tables() for cell in table.cells) + sum(
            bool(passage.text.strip()) for passage in self.passages()
        )
