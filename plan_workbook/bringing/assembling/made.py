"""An action, an indicator or a person as it becomes known, and what the texts before a table say of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from plan_workbook.bringing.answers import TextAnswer
from plan_workbook.bringing.assembling.items import Item, Piece
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.documents.document import Cell, Passage


@dataclass(eq=False)
class Made:
    """An action, an indicator or a person, as it becomes known."""

    kind: Kind
    item: Item | None
    values: dict[str, Piece]
    table: int
    """Which table it is in: rows of one table are never the same thing."""
    fills: dict[str, Cell] = field(default_factory=dict)
    """Cells without a text whose fill may be a rating, by field."""
    settled: bool = False
    """Whether nothing around it says which item it belongs to: other rows go before it."""


@dataclass
class Context:
    """What the texts before a table say of it."""

    item: Item | None = None
    level: int | None = None
    headings: list[tuple[int, Passage]] = field(default_factory=list)
    untitled: bool = False
    """Whether the last text was a heading that only says the number of a recommendation."""
    section: str = ""
    """The field of the recommendation that the texts below the last heading belong to."""
    decided: TextAnswer | None = None
    """What a person said of the texts below the last heading."""
    objective: Piece | None = None
    """The objective that the tables below the last heading have."""
    named: Item | None = None
    """The recommendation that the last text names of which a person said that it names one."""
    below_its_heading: bool = False
    """Whether only texts have come since the heading that names the recommendation."""
