"""What became of a document: the register, what each table and column was read as, and where every cell went."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.bringing.documents.document import Cell, Document, Passage, Table
from plan_workbook.register import Register

if TYPE_CHECKING:
    from plan_workbook.bringing.answers import Answers


class Kind(StrEnum):
    """What a table is."""

    RECOMMENDATIONS = "recommendations"
    INDICATORS = "indicators"
    ACTIONS = "actions"
    PEOPLE = "people"
    KEY = "key"
    IGNORED = "ignored"


IGNORE = "ignore"
"""In place of a field: the column is left on purpose, because a person said so."""


class Reason(StrEnum):
    """What it is about a cell or text that it was left."""

    COLUMN = "column"
    """It is not known what its column is: the column is doubtful, rather than each of its cells."""
    OUTSIDE = "outside"
    """It is a text outside the tables, and belongs to no table of a register."""
    HEADING = "heading"
    """It is a heading, which says what is below it."""
    OTHER = "other"


SURE = 0.75
"""From here on a decision is taken without a question; below it, the report says that it is doubtful."""


class Column(NamedTuple):
    """A column of a table, and what it was taken for."""

    heading: str
    """Its heading as printed, the rows of headings joined by a space; empty if it has none."""
    field: str
    """A heading of the register's tables, `IGNORE`, or empty if it is not known."""
    sure: float
    """From 0 to 1."""
    why: str
    """In a few words for people: "its heading means Task Lead", "dates stand in it"."""
    samples: tuple[str, ...] = ()
    """Up to three different texts that stand in it."""
    of: Kind | None = None
    """The table of the register that it belongs to, where that is not the table's own kind: the title of a
    recommendation beside its actions."""
    instead_of: str = ""
    """The heading of a mapping in whose place this one is, because it names a later month or another period."""


class Recognised(NamedTuple):
    """A table of a document, and what it was taken for."""

    table: Table
    kind: Kind
    sure: float
    why: str
    columns: tuple[Column, ...] = ()
    """One for each column of the grid."""
    headings: frozenset[int] = frozenset()
    """The rows that are headings, also where they are repeated further down."""
    continues: bool = False
    """Whether it goes on from the table before it, whose headings it has or shares."""
    labels: tuple[Column, ...] = ()
    """Of a box of labels and values, what a person said of each label; it has no headings."""


class Taken(NamedTuple):
    """A cell or passage that was read: which value of the register came from it. One may give several values."""

    where: str
    text: str
    table: str
    """The register's table: ``actions``."""
    row: int
    """The row of that table, from 0; a field of ``plan`` has the row of its line."""
    field: str
    """The heading under which the value stands."""


class Left(NamedTuple):
    """A cell, row or passage that was not read into the register."""

    where: str
    text: str
    why: str
    meant: bool = False
    """Whether nothing is lost by it: a heading, a repeated heading, a key, a row that only says there are none, a
    column that a mapping ignores. Others are for a person to look at."""
    cells: int = 1
    """How many cells or passages with text it stands for; 0 if it is a line of a cell whose first line was read."""
    reason: Reason = Reason.OTHER


class ReadItem(NamedTuple):
    """A recommendation as it was read, before a person corrected its number or title."""

    where: str
    """Where it is named first; empty if only the name of a sheet does."""
    number: str
    title: str


class Brought(NamedTuple):
    """What was brought in from one or several documents that are one plan."""

    register: Register
    documents: tuple[Document, ...]
    tables: tuple[Recognised, ...]
    taken: tuple[Taken, ...]
    left: tuple[Left, ...]
    found: int
    """How many cells and passages have a text. Those read and those left add up to it."""
    read: int
    """How many of them were read: each counts once, however many values came from it."""
    questions: tuple[str, ...] = ()
    """What is doubtful besides tables, columns and what was left, each a sentence."""
    remarks: tuple[str, ...] = ()
    """What a person should know of how values were read, though nothing about it is doubtful, each a sentence."""
    items: tuple[ReadItem, ...] = ()
    """The recommendations as they were read."""
    followed: Answers | None = None
    """The mapping that was followed, with the names that its files have now."""

    @property
    def doubtful(self) -> bool:
        """Whether a person should look at it before it is used."""
        return bool(
            self.questions
            or any(not left.meant for left in self.left)
            or any(table.sure < SURE or any(c.sure < SURE for c in table.columns) for table in self.tables)
        )


Place = Cell | Passage
"""What has a text and a place in a document."""
