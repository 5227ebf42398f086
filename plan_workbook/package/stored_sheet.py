"""What one pass over the part of a worksheet gives."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from plan_workbook.package.addresses import Place
from plan_workbook.package.cell_values import Stored
from plan_workbook.package.rich_text import Run

Span = tuple[int, int]
"""The first and last of several adjacent rows, or columns; counted from 1."""


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


def _is_among(number: int, spans: tuple[Span, ...]) -> bool:
    at = bisect_right(spans, (number, 1 << 30)) - 1
    return at >= 0 and number <= spans[at][1]
