"""What a person decided about tables and columns, by their headings, to be followed to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.values.text import fold

BETWEEN = " / "
"""What separates the places of tables that are alike: no name of a file or a sheet can have it."""


class ColumnAnswer(NamedTuple):
    """What a person says a column is."""

    heading: str
    field: str
    """A heading of the register, or `IGNORE`."""
    of: Kind | None = None


class TableAnswer(NamedTuple):
    """What a person says a table with these headings is, and its columns."""

    where: str
    """Where the tables were that this was decided about, as `Table.where` says it, with `BETWEEN` between several."""
    sheet: str | None
    headings: tuple[str, ...]
    kind: Kind
    columns: tuple[ColumnAnswer, ...]


class PlaceAnswer(NamedTuple):
    """What a person says of one table at its place; whatever is not said follows from the document."""

    where: str
    """As `Table.where` says it."""
    layout: Layout | None = None
    headings: tuple[int, ...] | None = None
    """The rows of its headings, from 0; empty if it has none."""
    item: str = ""
    """The number or the title of the recommendation that it belongs to."""


NAMES_AN_ITEM, ONLY_A_HEADING = "names a recommendation", "only a heading"
"""What a person may say of a text outside tables, besides the field of a recommendation that it is."""


class Answers(NamedTuple):
    """A mapping: what a person decided, for this document and for next month's."""

    file: str
    tables: tuple[TableAnswer, ...]
    agreed: tuple[str, ...] = ()
    """Texts that are left on purpose, each line by itself, and questions that are answered."""
    all_texts: bool = False
    """Whether all texts outside tables that were not read are left on purpose."""
    places: tuple[PlaceAnswer, ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    """Texts, with the field of a recommendation that each is, `NAMES_AN_ITEM` or `ONLY_A_HEADING`."""
    ratings: tuple[tuple[str, str], ...] = ()
    """Words and colours that are ratings, each with what it counts as."""

    def place(self, where: str) -> PlaceAnswer:
        """Return what was decided about the table at a place."""
        return next((each for each in self.places if each.where == where), PlaceAnswer(where))

    def of_texts(self) -> Mapping[str, str]:
        """Return what was decided about texts, by the text, folded."""
        return {fold(text): decision for text, decision in self.texts}

    def for_headings(self, headings: Sequence[str], sheet: str | None = None, where: str = "") -> TableAnswer | None:
        """Return what was decided for the table with the most of these headings, or None if none shares any.

        Headings are compared without capitals and with their spaces folded, wherever they stand: by heading, never
        by position. Of several with as many, the one that was decided about this very place of the document goes
        first, then one on a sheet of that name. A table without headings is only known by its place.
        """
        wanted = {fold(heading) for heading in headings if heading.strip()}

        def shared(answer: TableAnswer) -> tuple[int, bool, bool]:
            found = len(wanted & {fold(heading) for heading in answer.headings})
            return found, bool(where) and where in answer.where.split(BETWEEN), answer.sheet == sheet

        best = max(self.tables, key=shared, default=None)
        return best if best is not None and (shared(best)[0] or (not wanted and shared(best)[1])) else None
