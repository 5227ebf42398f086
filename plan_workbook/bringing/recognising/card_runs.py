"""Labels and their values below each other, and how they become a table: headings with a row for each card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.documents.document import Cell, Layout, Table
from plan_workbook.bringing.recognising.hues import by_hue
from plan_workbook.bringing.recognising.wording import without_its_number


class Pair(NamedTuple):
    """A label and its value, or a text that goes across both."""

    label: Cell | None
    value: Cell | None
    """None if the label has nothing next to it."""
    across: Cell | None = None


class Run(NamedTuple):
    """What is below each other: a table, or texts of which each is a line with its label, or next to its label."""

    where: str
    sheet: str | None
    pairs: tuple[Pair, ...]
    blocks: int
    """How many blocks of the document it is made of."""
    of_texts: bool = False
    """Whether it is made of texts outside tables."""
    titled: bool = False
    """Whether the text above it is one of its values, without a label."""

    @property
    def labels(self) -> list[str]:
        """The labels, folded."""
        return [folded(pair.label) for pair in self.pairs if pair.label]


def folded(label: Cell | None) -> str:
    """Return a label as it is compared: ``Action 1.2`` is the same one as ``Action 1.3``."""
    return without_its_number(label.text) if label else ""


def shown_by_fill(table: Table) -> dict[tuple[int, int], Cell]:
    """Return the cells without a text whose fill may be a rating, by their places: they are values too."""
    return {(cell.row, cell.column): cell for cell in table.cells if cell.blank and cell.fill and by_hue(cell.fill)}


def in_rows(run: Run) -> Table:
    """Return cards as a table: for each card a row of its labels, which are headings, and one of its values."""
    order = _order(run.pairs)
    cells: list[Cell] = []
    headings: list[int] = []
    row = -1
    here: set[str] = set()
    for pair in run.pairs:
        if pair.across is not None:
            row, here = row + 1 + bool(here), set()
            cells.append(pair.across._replace(row=row, column=0, across=len(order)))
            continue
        label = folded(pair.label)
        if not here or label in here:
            row, here = row + 1 + bool(here), set()
            headings.append(row)
        here.add(label)
        if pair.label:
            cells.append(pair.label._replace(row=row, column=order[label], across=1))
        if pair.value:
            cells.append(pair.value._replace(row=row + 1, column=order[label], across=1))
    return Table(run.where, tuple(cells), run.sheet, headings=tuple(headings), layout=Layout.CARDS)


def _order(pairs: Sequence[Pair]) -> Mapping[str, int]:
    """Return the column of each label: in the order in which they come in the cards."""
    after: dict[str, str | None] = {}  # of each label the one on its right: there may be very many
    first = before = next((folded(pair.label) for pair in pairs if pair.label), None)
    for pair in pairs:
        label = folded(pair.label)
        if pair.label and label not in after:
            after[label] = after.get(before) if before is not None else None
            if before is not None and before != label:
                after[before] = label
        before = label if pair.label else before
    order: dict[str, int] = {}
    while first is not None:
        order[first] = len(order)
        first = after[first]
    return order
