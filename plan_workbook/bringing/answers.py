"""What a person decided about tables and columns, by their headings, to be followed to the letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.values.text import fold


class ColumnAnswer(NamedTuple):
    """What a person says a column is."""

    heading: str
    field: str
    """A heading of the register, or `IGNORE`."""
    of: Kind | None = None


class TableAnswer(NamedTuple):
    """What a person says a table with these headings is, and its columns."""

    where: str
    sheet: str | None
    headings: tuple[str, ...]
    kind: Kind
    columns: tuple[ColumnAnswer, ...]


class Answers(NamedTuple):
    """A mapping: what a person decided, for this document and for next month's."""

    file: str
    tables: tuple[TableAnswer, ...]

    def for_headings(self, headings: Sequence[str], sheet: str | None = None) -> TableAnswer | None:
        """Return what was decided for the table with the most of these headings, or None if none shares any.

        Headings are compared without capitals and with their spaces folded, wherever they stand: by heading, never
        by position. Of several with as many, one on a sheet of that name goes before.
        """
        wanted = {fold(heading) for heading in headings if heading.strip()}

        def shared(answer: TableAnswer) -> tuple[int, bool]:
            return len(wanted & {fold(heading) for heading in answer.headings}), answer.sheet == sheet

        best = max(self.tables, key=shared, default=None)
        return best if best is not None and shared(best)[0] else None
