"""Where the tables of a sheet begin and end: rectangles of cells, told apart by what is blank around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple


class Spot(NamedTuple):
    """A cell of a sheet with a text or a fill, and the cells that it is merged over; counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int
    text: str = ""
    fill: str | None = None
    bold: bool = False
    lined: bool = False


class Region(NamedTuple):
    """A rectangle of a sheet that is a table; rows and columns are counted from 1, all inclusive."""

    top: int
    left: int
    bottom: int
    right: int

    def holds(self, spot: Spot) -> bool:
        """Tell whether a cell begins inside."""
        return self.top <= spot.top <= self.bottom and self.left <= spot.left <= self.right


def regions(spots: Iterable[Spot]) -> list[Region]:
    """Return the tables among the cells of a sheet, in reading order; texts that are in none are not in a table."""
    texts = sorted(spot for spot in spots if spot.text.strip())
    return [_around(band) for band in _bands(texts) if len({spot.left for spot in band}) > 1]


def _around(spots: Sequence[Spot]) -> Region:
    return Region(
        min(spot.top for spot in spots),
        min(spot.left for spot in spots),
        max(spot.bottom for spot in spots),
        max(spot.right for spot in spots),
    )


def _bands(spots: Sequence[Spot]) -> Iterator[list[Spot]]:
    """Yield the cells between blank rows, from the top down."""
    band: list[Spot] = []
    bottom = 0
    for spot in spots:
        if band and spot.top > bottom + 1:
            yield band
            band = []
        band.append(spot)
        bottom = max(bottom, spot.bottom)
    if band:
        yield band
