"""What a person decided about tables, places, texts and ratings, to be followed to the letter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Layout
from plan_workbook.bringing.recognising.wording import timeless
from plan_workbook.register import PARAGRAPHS
from plan_workbook.values.text import fold

BETWEEN = " / "
"""What separates the places of tables that are alike: no name of a file or a sheet can have it."""
NAMES_AN_ITEM, ONLY_A_HEADING = "names a recommendation", "only a heading"
"""What a person may say of a text outside tables, besides the field that it is."""
OF_ITEMS = (
    *(fields.LEAD, fields.RAG, fields.STATUS),
    *(fields.PROGRESS, fields.IMPACT, fields.NEXT_STEPS),
)
"""The fields of a recommendation that a text may be."""
OF_THE_PLAN: Mapping[str, str] = {
    f"the plan's {label}": label
    for label in (
        *(fields.TITLE, fields.AUTHORITY, fields.PERIOD, fields.REPORT_DATE),
        *(fields.KEY_SUCCESSES, fields.KEY_CHALLENGES, fields.DECISIONS_NEEDED),
    )
}
"""The fields of the plan that a text may be, by what a person chooses."""
OF_ROWS = (fields.ACTION,)
"""The fields of a text that is a row of its own, and so is each one below a heading of which that is said."""
SECTIONS = frozenset({*PARAGRAPHS.values(), fields.KEY_SUCCESSES, fields.KEY_CHALLENGES, fields.DECISIONS_NEEDED})
"""The fields that what is below a heading makes up."""


@dataclass(frozen=True)
class ColumnAnswer:
    """What a person says a column is."""

    heading: str
    field: str
    """A heading of the register, or `IGNORE`."""
    of: Kind | None = None
    at: str = dataclass_field(default="", compare=False)
    """The cell of the mapping that says it: ``Columns!J5``."""


@dataclass(frozen=True)
class TableAnswer:
    """What a person says a table with these headings is, and its columns."""

    where: str
    """Where the tables were that this was decided about, as `Table.where` says it, with `BETWEEN` between several."""
    sheet: str | None
    headings: tuple[str, ...]
    kind: Kind
    columns: tuple[ColumnAnswer, ...]
    file: str = ""
    """The name of the file that they were in."""
    at: str = dataclass_field(default="", compare=False)
    """The cell of the mapping that says what they are: ``Tables!H5``."""


@dataclass(frozen=True)
class PlaceAnswer:
    """What a person says of one table at its place; whatever is not said follows from the document."""

    where: str
    """As `Table.where` says it."""
    layout: Layout | None = None
    headings: tuple[int, ...] | None = None
    """The rows of its headings, from 0; empty if it has none."""
    item: str = ""
    """The number or the title of the recommendation that it belongs to."""
    file: str = dataclass_field(default="", compare=False)
    """The name of the file that it is in."""
    first: str = dataclass_field(default="", compare=False)
    """What its first row said, in brief, when this was decided."""
    marked: bool = dataclass_field(default=False, compare=False)
    """Whether a person added it for a range in which no table was seen."""
    lost: bool = dataclass_field(default=False, compare=False)
    """Whether such a range does not begin as it did, so that it is not known where its table is now."""
    at: str = dataclass_field(default="", compare=False)
    """The cell of the mapping that says it: ``Places!F5``."""

    @property
    def says_something(self) -> bool:
        """Tell whether anything was decided."""
        return self.layout is not None or self.headings is not None or bool(self.item)


@dataclass(frozen=True)
class TextAnswer:
    """What a person says a text outside tables is."""

    text: str
    decision: str
    """A field of a recommendation, one of `OF_ROWS`, a key of `OF_THE_PLAN`, `NAMES_AN_ITEM` or `ONLY_A_HEADING`."""
    heading: bool = False
    """Whether the text is a heading, and the decision about what is below it."""
    under: str = dataclass_field(default="", compare=False)
    """The heading that the text is under; empty if that is not known."""
    follows_from: str = dataclass_field(default="", compare=False)
    """The cell of a text below the heading from which this follows; empty if a person said it of the heading."""
    at: str = dataclass_field(default="", compare=False)
    """The cell of the mapping that says it: ``Texts!G9``."""

    @property
    def field(self) -> str:
        """The field that is meant, without whether it is one of the plan; empty if none is."""
        return OF_THE_PLAN.get(self.decision, "" if self.decision in (NAMES_AN_ITEM, ONLY_A_HEADING) else self.decision)

    @property
    def is_a_row(self) -> bool:
        """Tell whether the text, or each one below the heading, is an action."""
        return self.decision in OF_ROWS

    @property
    def of_the_plan(self) -> bool:
        """Tell whether it is a field of the plan, and not of a recommendation."""
        return self.decision in OF_THE_PLAN


@dataclass(frozen=True)
class ItemAnswer:
    """What a person says the number and the title of a recommendation are."""

    number: str
    """The number that it was read with."""
    title: str
    """The title that it was read with; empty if it had none."""
    right_number: str = ""
    """The number that it has; empty if it was read rightly."""
    right_title: str = ""
    at: str = dataclass_field(default="", compare=False)
    """The cell of the mapping that says it: ``Recommendations!E5``."""


class Answers(NamedTuple):
    """A mapping: what a person decided, for this document and for next month's."""

    file: str
    tables: tuple[TableAnswer, ...]
    agreed: tuple[str, ...] = ()
    """Texts that are left on purpose, each line by itself, and questions that are answered."""
    all_texts: bool = False
    """Whether all texts outside tables that were not read are left on purpose."""
    places: tuple[PlaceAnswer, ...] = ()
    texts: tuple[TextAnswer, ...] = ()
    ratings: tuple[tuple[str, str], ...] = ()
    """Words and colours that are ratings, each with what it counts as."""
    items: tuple[ItemAnswer, ...] = ()
    """The recommendations whose numbers or titles were read wrongly."""
    read_as: tuple[tuple[str, str], ...] = ()
    """Words that are ratings, each with the code that it was read as, of which nothing else was said: it is right."""
    firsts: tuple[tuple[str, str], ...] = ()
    """Where all tables were, in their order, each with what its first row said, in brief."""

    def place(self, where: str) -> PlaceAnswer:
        """Return what was decided about the table at a place."""
        return next((each for each in self.places if each.where == where), PlaceAnswer(where))

    def for_headings(
        self, headings: Sequence[str], sheet: str | None = None, where: str = "", first: str = ""
    ) -> TableAnswer | None:
        """Return what was decided for the table with the most of these headings, or None if none shares any.

        Headings are compared without capitals and with their spaces folded, whatever month or other period they name
        and wherever they stand: by heading, never by position. Of several with as many, the one with the fewest others
        goes first, then the one that was decided about this very place of the document, then one on a sheet of that
        name, then one that is part of the plan, as last month's sheet is. A table without headings is only known by
        what its first row says, in brief, or by its place.
        """
        wanted = {timeless(heading) for heading in headings if heading.strip()}
        exact = {fold(heading) for heading in headings if heading.strip()}

        def shared(answer: TableAnswer) -> tuple[int, int, int, bool, bool, bool]:
            found = len(wanted & {timeless(heading) for heading in answer.headings})
            same = len(exact & {fold(heading) for heading in answer.headings})
            at_its_place = bool(where) and where in answer.where.split(BETWEEN)
            is_of_plan = answer.kind is not Kind.IGNORED
            return found, same, -len({*answer.headings}), at_its_place, answer.sheet == sheet, is_of_plan

        tables = self.tables
        if not wanted:
            tables = tuple(each for each in tables if not any(map(str.strip, each.headings)))
            began = {at for at, said in self.firsts if said == first}
            like = [each for each in tables if first and began & {*each.where.split(BETWEEN)}]
            tables = tuple(each for each in like if where in each.where.split(BETWEEN)) or tuple(like[:1]) or tables
            if like:
                return tables[0]
        best = max(tables, key=shared, default=None)
        return best if best is not None and (shared(best)[0] or (not wanted and shared(best)[3])) else None
