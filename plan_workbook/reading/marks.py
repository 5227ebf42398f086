"""The marks of rows that the tool wrote, as `generated_cells` describes them."""

from __future__ import annotations

import re

from plan_workbook.reading.grid import Grid

LENGTH = 4
"""Hexadecimal digits of a checksum: of 65,536 cells typed over, one is missed."""
_MARK = re.compile(r"[A-Z]{1,3}[0-9a-f]{4}(?: [A-Z]{1,3}[0-9a-f]{4})*")


def is_mark(value: object) -> bool:
    """Tell whether the content of a cell is the mark of a row."""
    return isinstance(value, str) and _MARK.fullmatch(value) is not None


def has_marks(grid: Grid) -> bool:
    """Tell whether rows of a sheet have marks, so that the tool wrote it, whatever it is called."""
    return any(is_mark(cell.raw) for cell in grid.cells.values())
