"""Dates from and to in one cell of an action, `01/09/2024 - 31/01/2025`: when it starts, and when it is due."""

from __future__ import annotations

import re
from collections.abc import Iterable

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.brought import Kind
from plan_workbook.patterns import pattern
from plan_workbook.reading.dates import read_date

_RANGE = pattern(
    r"\s*(?:from\s+|start(?:s|ing)?\s*:?\s+)?(?P<start>[^\u2013\u2014\n]+?)"
    r"(?:\s*[\u2013\u2014]\s*|\s+(?:-+|to|until|till|through)\s+|\s*\n\s*(?:to|until|-+)\s+|(?<=/\d\d)-(?=\d\d?/))"
    r"(?:end(?:s|ing)?\s*:?\s+)?(?P<end>[^\u2013\u2014\n]+?)\s*",
    re.IGNORECASE,
)
"""A hyphen without blanks is only known between dates with slashes; those on two lines may be an old and a new one."""
_ONE_OF_THEM = (fields.COMPLETION_DATE, fields.START_DATE)


def split_date_ranges(rows: Iterable[Made]) -> None:
    """Give actions both dates where one cell has them, and nothing else says the other."""
    for row in rows:
        held = [row.values[field] for field in _ONE_OF_THEM if field in row.values]
        if row.kind is not Kind.ACTIONS or len(held) != 1:
            continue
        (whole,) = held
        if (both := _dates_in(whole.text)) is not None:
            row.values[fields.START_DATE], row.values[fields.COMPLETION_DATE] = (
                Piece(text, whole.places) for text in both
            )


def _dates_in(text: str) -> tuple[str, str] | None:
    """Return the texts of two dates, the earlier one first; None if a text has others or is something else."""
    found = _RANGE.fullmatch(text)
    if found is None:
        return None
    start, end = read_date(found["start"], "", month_is_end=False), read_date(found["end"], "", month_is_end=True)
    return (found["start"].strip(), found["end"].strip()) if start and end and start < end else None
