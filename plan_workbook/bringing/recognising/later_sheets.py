"""Sheets of earlier months: a tracker with a sheet for each month has the whole plan in each of them.

The latest one is the plan. What only an earlier one has was taken out of it since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind, Recognised
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.wording import period_of, timeless
from plan_workbook.values.text import NAME, fold, in_brief

_LIKELY = 0.6
"""How sure it is that an earlier sheet is not part of the plan: a person is always asked."""
_AGAIN = 0.5
"""Which share of the texts of an earlier sheet are in the latest at least."""


def with_the_latest_sheets(found: Sequence[Recognised]) -> list[Recognised]:
    """Return tables without those on sheets of earlier months that the sheet of the latest month has again."""
    groups: defaultdict[tuple[object, ...], list[Recognised]] = defaultdict(list)
    for each in found:
        if each.table.sheet and period_of(each.table.sheet) and each.kind in fields.MAIN and each.why != SAID:
            headings = tuple(timeless(column.heading) for column in each.columns)
            groups[(each.kind, headings, timeless(each.table.sheet))].append(each)
    earlier: dict[int, str] = {}
    for group in groups.values():
        latest = max(group, key=_ends)
        sheet = latest.table.sheet or ""
        own = _texts(latest)
        for each in group:
            again = sum(text in own for text in _texts(each))
            if _ends(each) < _ends(latest) and again >= _AGAIN * max(1, len(_texts(each))):
                earlier[id(each)] = f"the sheet {in_brief(sheet, NAME)} has the same table for a later period"
    return [_left(each, earlier[id(each)]) if id(each) in earlier else each for each in found]


def _ends(table: Recognised) -> tuple[bool, int]:
    period = period_of(table.table.sheet or "")
    return (period.dated, period.end.toordinal()) if period is not None else (False, 0)


def _texts(table: Recognised) -> set[str]:
    """Return what is done, or what is measured, in each row."""
    at = next((at for at, column in enumerate(table.columns) if column.field == fields.MAIN[table.kind]), None)
    cells = (cell for cell in table.table.cells if cell.column == at and cell.row not in table.headings)
    return {fold(cell.text) for cell in cells if not cell.blank}


def _left(table: Recognised, why: str) -> Recognised:
    columns = tuple(each._replace(field="", of=None, sure=1.0, why="the table is not read") for each in table.columns)
    return table._replace(kind=Kind.IGNORED, sure=_LIKELY, why=why, columns=columns)
