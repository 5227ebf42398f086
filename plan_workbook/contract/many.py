"""What ``bring`` and ``gather`` print."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict


class Column(TypedDict):
    """A column of a table in a document."""

    heading: str
    field: str
    """What it was taken for; empty if it is not known."""
    sure: float
    """How sure that is, from 0 to 1."""


class DocumentTable(TypedDict):
    """A table in a document."""

    where: str
    kind: str
    sure: float
    rows: int
    columns: list[Column]


class Left(TypedDict):
    """Something that was left."""

    where: str
    text: str
    why: str
    meant: bool
    """Whether it was left on purpose."""


class Rows(TypedDict):
    """How much is in the register."""

    recommendations: int
    indicators: int
    actions: int


class Cells(TypedDict):
    """How many cells and passages there were."""

    found: int
    read: int
    left: int


class Note(TypedDict):
    """Something to know of how a document was read."""

    file: str
    text: str


class Brought(TypedDict):
    """What became of the documents that were brought in."""

    format: Literal[1]
    files: list[str]
    tables: list[DocumentTable]
    left: list[Left]
    counts: Rows
    cells: Cells
    questions: list[str]
    notes: list[Note]


class FileNotRead(TypedDict):
    """A file that could not be read."""

    path: str
    outcome: str
    sentence: str


class Gathered(TypedDict):
    """What a run of gathering has done."""

    format: Literal[1]
    store: str
    run: int
    changed: bool
    files: dict[str, int]
    """`listed`, `read`, and how many became what, as in the table of files."""
    not_read: list[FileNotRead]
