"""Formulas that several cells share: what becomes of the others when some of the cells lose theirs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from plan_workbook.package.addresses import Box, Place, box_of, range_of
from plan_workbook.package.markup import Element
from plan_workbook.package.references import translated
from plan_workbook.package.splice import as_open_tag, escaped, start_tag, tag_name, with_attributes


@dataclass(slots=True)
class SharedFormula:
    """The cells that share a formula, in the order of the part. The first of them, the master, has its text."""

    text: str
    box: Box | None
    cells: dict[Place, Element] = field(default_factory=dict)
    """The formula of each cell, by the place of the cell."""

    @property
    def master(self) -> Place:
        """The cell that has the text."""
        return next(iter(self.cells))

    def text_at(self, place: Place) -> str:
        """Return the formula as it is in one of the cells.

        Raises:
            Outside: it refers to a cell outside the sheet there.
        """
        return translated(self.text, place[0] - self.master[0], place[1] - self.master[1])


def shared_formulas(formulas: Iterable[tuple[Place, Element]]) -> list[SharedFormula]:
    """Return the shared formulas among those of a sheet."""
    found: list[SharedFormula] = []
    latest: dict[str, SharedFormula] = {}
    for place, formula in formulas:
        if formula.attributes.get("t") != "shared":
            continue
        number = formula.attributes.get("si", "")
        if formula.text and (number not in latest or "ref" in formula.attributes):
            latest[number] = SharedFormula(formula.text, box_of(formula.attributes.get("ref", "")))
            found.append(latest[number])
        if number in latest:
            latest[number].cells[place] = formula
    return found


def without(shared: SharedFormula, gone: Set[Place], content: bytes) -> Iterator[tuple[Element, bytes]]:
    """Yield the formulas that must be written in another way once cells have lost theirs, each with its new bytes.

    The next cell becomes the master, for the range from it to the lower right corner; cells outside that range get
    a formula of their own.

    Raises:
        Outside: the formula refers to a cell outside the sheet once it is moved.
    """
    left = {place: formula for place, formula in shared.cells.items() if place not in gone}
    if shared.master not in gone or not left:
        return
    corners = [*left, *([] if shared.box is None else [shared.box[1]])]
    new = next(iter(left))
    box = new, (max(row for row, _ in corners), max(column for _, column in corners))
    for place, formula in left.items():
        inside = all(low <= at <= high for low, at, high in zip(box[0], place, box[1], strict=True))
        if place == new:
            yield formula, _written(content, formula, {"ref": range_of(box)}, shared.text_at(place))
        elif not inside:
            changes = {"t": None, "si": None, "ref": None}
            yield formula, _written(content, formula, changes, shared.text_at(place))


def _written(content: bytes, formula: Element, changes: Mapping[str, str | None], text: str) -> bytes:
    tag = with_attributes(as_open_tag(start_tag(content, formula)), changes)
    return tag + escaped(text) + b"</" + tag_name(tag) + b">"
