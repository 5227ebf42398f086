"""Whether a table goes on from the one before it: after a page break, with its headings again or without any."""

from __future__ import annotations

import re
from collections.abc import Sequence

from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Passage, Table
from plan_workbook.bringing.recognising.columns import heading_of
from plan_workbook.bringing.recognising.fitting import Seen
from plan_workbook.bringing.recognising.headings import Headed
from plan_workbook.bringing.recognising.keys import key_columns
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold

_PAGE_NUMBER = pattern(
    r"(?:page\s*)?[-\u2013]?\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\s*[-\u2013]?|continued|cont\.?|\(cont(?:inued|\.)?\)",
    re.IGNORECASE,
)
_ALIKE = 0.4
"""How well what is in a column fits the field of the column above it at least."""


_LEAST_OF_CUT = 4
"""How many letters are left at least of a heading that is cut."""


def separates(passage: Passage) -> bool:
    """Tell whether a text between two tables makes the second one another table; the number of a page does not."""
    text = fold(passage.text)
    return bool(text) and not _PAGE_NUMBER.fullmatch(text)


def goes_on(table: Table, head: Headed, seen: Sequence[Seen], last: Recognised | None) -> Recognised | None:
    """Return a table as the continuation of the one right before it; None if it is not one.

    A table without headings has those of the one before it, if the same sort of thing is in its columns.
    """
    if last is None or table.columns != last.table.columns or table.sheet != last.table.sheet:
        return None
    if head.rows:
        titled = any(cell.row < min(head.rows) and not cell.blank for cell in table.cells)
        same = not titled and _are_same(head.texts, [column.heading for column in last.columns])
        why = "it has the headings of the table before it"
    else:
        same = _is_alike(seen, last)
        why = "it has no headings, and the columns of the table before it"
    if not same:
        return None
    columns = tuple(each._replace(samples=its.contents.texts[:3]) for each, its in zip(last.columns, seen, strict=True))
    return Recognised(table, last.kind, last.sure, why, columns, head.rows, continues=True)


def _are_same(texts: Sequence[str], others: Sequence[str]) -> bool:
    """Tell whether headings are the same, though some may be cut where they are repeated on the next page."""
    pairs = [sorted((fold(one), fold(other)), key=len) for one, other in zip(texts, others, strict=True)]
    cut = [(short, whole) for short, whole in pairs if short != whole]
    begin = all(len(short) >= _LEAST_OF_CUT and whole.startswith(short) for short, whole in cut)
    return not cut or (begin and 2 * len(cut) < len(pairs))


def _is_alike(seen: Sequence[Seen], last: Recognised) -> bool:
    """Tell whether what is in the columns may be in those of the table before it."""
    is_key = key_columns(seen) is not None
    if not any(column.heading for column in last.columns) or is_key != (last.kind is Kind.KEY):
        return False
    known = [
        (its.contents.fits(heading_of(column.of or last.kind, column.field).holds), column)
        for its, column in zip(seen, last.columns, strict=True)
        if column.sure >= SURE and _is_known(column, last.kind) and its.contents.filled
    ]
    if last.kind is Kind.IGNORED:
        return True
    return bool(known) and sum(fits >= _ALIKE for fits, _ in known) >= 0.75 * len(known)


def _is_known(column: Column, kind: Kind) -> bool:
    try:
        heading_of(column.of or kind, column.field)
    except KeyError:
        return False
    return True
