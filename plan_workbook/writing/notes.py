"""Notes on cells, which Excel once called comments."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter.worksheet import Worksheet

from plan_workbook.package.heights import lines_of
from plan_workbook.writing.formats import FONT
from plan_workbook.writing.literal import in_note

_WIDTH, _LINE, _MARGIN = 240, 18, 14
"""Pixels: how wide a note is, how tall its lines are, and what is above and below them."""
_CHARACTERS = 32
"""Of a digit's width, that fit into a line."""
_MOST_LINES = 25


def write_notes(worksheet: Worksheet, notes: Mapping[str, str]) -> None:
    """Put notes on cells, given by their addresses; each is tall enough for its text."""
    for cell, text in notes.items():
        lines = min(_MOST_LINES, lines_of(text, _CHARACTERS))
        look = {"x_scale": 1, "width": _WIDTH, "height": _MARGIN + _LINE * lines, "font_name": FONT, "font_size": 10}
        worksheet.write_comment(cell, in_note(text), {"author": "", **look})
