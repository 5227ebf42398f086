"""Conditional formats of cells, including the mark of cells that Checks lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import MARKED_NAME
from plan_workbook.writing.formats import IN_DOUBT, INK, MARK, MARK_FILL, Formats

LAST_MARKED_ROW, MARKED_COLUMNS = 2000, 26
"""The size of the area with marks on a sheet that people fill in: far larger than its tables."""
IS_MARKED = f"ISNUMBER(MATCH(ADDRESS(ROW(),COLUMN(),4),{MARKED_NAME},0))"
"""The condition that Checks lists the cell."""


def mark_cells(
    worksheet: Worksheet, formats: Formats, areas: Sequence[str], condition: str, look: Mapping[str, Any]
) -> None:
    """Give cells a look while a condition holds; the condition is written for the first cell of the first area.

    LibreOffice applies only the first rule that holds, so a cell that Checks also lists has a rule for both.
    """
    listed = f"AND({IS_MARKED},{condition})"
    for holds, more in ((listed, {"border": 1, "border_color": MARK}), (condition, {})):
        give_look(worksheet, formats, areas, holds, {**look, **more})


def mark_ratings(
    worksheet: Worksheet,
    formats: Formats,
    areas: Sequence[str],
    condition: str,
    look: Mapping[str, Any],
    doubts: Sequence[str] = (),
) -> None:
    """Give ratings their own look while a condition holds, and a sign as well if they are in doubt.

    They are while Checks lists them, or one of the conditions in `doubts` holds; all are written for the first cell of
    the first area. There is a rule for both looks, as for `mark_cells`.
    """
    doubted = f"AND({condition},OR({','.join((IS_MARKED, *doubts))}))"
    for holds, more in ((doubted, IN_DOUBT), (condition, {})):
        give_look(worksheet, formats, areas, holds, {**look, **more})


def give_look(
    worksheet: Worksheet, formats: Formats, areas: Sequence[str], condition: str, look: Mapping[str, Any]
) -> None:
    """Give cells a look while a condition holds, which is written for the first cell of the first area."""
    options: dict[str, Any] = {"type": "formula", "criteria": f"={condition}"}
    options |= {"format": formats.unregistered(**look), "multi_range": " ".join(areas)}
    worksheet.conditional_format(areas[0], options)


def mark_doubtful_cells(worksheet: Worksheet, formats: Formats) -> None:
    """Give cells a red border while Checks lists them; a name of the sheet refers to that list.

    Call this last: the first of several rules that fill a cell counts.
    """
    marked = formats.unregistered(border=1, border_color=MARK, bold=True, bg_color=MARK_FILL, font_color=INK)
    worksheet.conditional_format(
        0,
        0,
        LAST_MARKED_ROW - 1,
        MARKED_COLUMNS - 1,
        {"type": "formula", "criteria": f"={IS_MARKED}", "format": marked},
    )


def column_range(rows: range, column: int) -> str:
    """Return the absolute reference of a column's rows (from 0), such as ``$C$12:$C$21``."""
    letter = xl_col_to_name(column)
    return f"${letter}${rows.start + 1}:${letter}${rows.stop}"
