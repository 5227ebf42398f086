"""Where pictures and shapes of a sheet lead: links that they follow when they are clicked, and pictures kept elsewhere.

A drawing names each by a relationship that leads out of the package (ECMA-376 20.1.2.2.23, 20.1.8.13). Nothing here
follows or loads any of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from plan_workbook.package.left_out import anchors, cell_of, parsed
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import Relationship

LINK, PICTURE = "hyperlink", "image"
_OTHER_PARTS = ("vmlDrawing", "legacyDrawingHF")
"""Older drawings, which hold what is behind notes and controls, and the pictures of headers and footers."""


class DrawnLink(NamedTuple):
    """Where a picture or shape leads."""

    cell: str
    """The one under its upper left corner; A1 if it is not tied to a cell."""
    target: str
    is_loaded: bool
    """Whether it is a picture that is loaded when the workbook is opened, and not a link that somebody clicks."""


def drawn_links(package: Package, sheet: str) -> Iterator[DrawnLink]:
    """Yield where the pictures and shapes on the worksheet that is stored in a part lead, out of the workbook."""
    for part in package.targets(sheet, "drawing"):
        if targets := _outside(package, part):
            for anchor in anchors(parsed(package, part)):
                for element in anchor.walk():
                    for name, value in element.attributes.items():
                        if name.startswith("{") and value in targets:
                            yield _link(cell_of(anchor), targets[value])
    backgrounds = [each for each in _outside(package, sheet).values() if each.kind == PICTURE]
    older = [each for kind in _OTHER_PARTS for part in package.targets(sheet, kind) for each in _all(package, part)]
    for each in (*backgrounds, *older):
        yield _link("A1", each)


def _link(cell: str, arrow: Relationship) -> DrawnLink:
    return DrawnLink(cell, unquote(arrow.target), arrow.kind == PICTURE)


def _all(package: Package, part: str) -> list[Relationship]:
    return list(_outside(package, part).values())


def _outside(package: Package, part: str) -> Mapping[str, Relationship]:
    """Return the links and pictures of a part that are outside the package, by their ids."""
    arrows = package.relationships(part)
    return {each.id: each for each in arrows if each.external and each.kind in (LINK, PICTURE)}
