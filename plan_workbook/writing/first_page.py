"""How much of each list the first page of the Summary has room for: worked out from the heights of its rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from math import ceil
from typing import NamedTuple

from plan_workbook.board.abridging import Abridger
from plan_workbook.package.heights import lines_of

LINE = 13.5
"""Points of a line on this page, on which every line counts: Calibri takes 13.4."""
_PIXEL = 0.75
_USUAL = 20
"""Pixels of a row without a height of its own."""
MORE = "more"
"""The style of the line that says what there was no room for; `TITLE` is that of a title, and `POINT` of a point."""
TITLE, POINT = "section", "paragraph"
TITLE_HEIGHT = 16.5
"""Points."""
_MOST_LINES = 3
"""Lines of one point on the first page; the whole text follows."""


class Point(NamedTuple):
    """One point of a list that is set as short paragraphs."""

    text: str
    name: str = ""
    """What it is about, in a column of its own, which leads to its sheet and cell; empty for a text of the plan."""
    sheet: str = ""
    cell: str = ""


class Cell(NamedTuple):
    """One row of half the page."""

    text: str
    style: str
    name: str = ""
    sheet: str = ""
    cell: str = ""


class Rooms(NamedTuple):
    """How much text fits on a line of half the page, in characters."""

    whole: float
    after_name: float
    """Next to the column with the name of a point."""

    def of(self, cell: Cell | Point) -> float:
        """Return how much fits on a line of such a text."""
        return self.after_name if cell.name else self.whole


@dataclass(frozen=True)
class Block:
    """A list set as short paragraphs under a title."""

    key: str
    title: str
    points: Callable[[int], tuple[Sequence[Point], str]]
    """For a number of points, those to show, and what is said of the others; empty if there are none."""
    total: int
    nothing: str
    least: int = 1
    """As many points are shown even if there is hardly room."""

    def cells(self, number: int, rooms: Rooms) -> Iterator[Cell]:
        """Yield its rows with so many points, in half of the page."""
        yield Cell(self.title, TITLE)
        if not self.total:
            yield Cell(self.nothing, POINT)
            return
        shown, more = self.points(number)
        for point in shown:
            text = point.text if point.name else f"\u2022  {point.text}"
            yield Cell(on_lines(text, rooms.of(point), _MOST_LINES), POINT, *point[1:])
        if more:
            yield Cell(more, MORE)


class Row(NamedTuple):
    """One row of the two halves of the page."""

    left: Cell | None
    right: Cell | None
    height: float
    level: bool
    """Whether both are equally high, or one is alone; otherwise both begin at the top."""


def on_lines(text: str, room: float, lines: int, abridger: Abridger | None = None) -> str:
    """Return as much of a text, in whole words, as fits on so many lines, with three dots where there is more.

    `abridger` knows the other texts of its list, from which it must differ.
    """
    if lines_of(text, room) <= lines:
        return text
    cut = (abridger or Abridger(())).cut(text, lambda said: lines_of(said, room) <= lines)
    return cut if lines_of(cut, room) <= lines else text[: int(room * lines * 0.8)].rstrip() + "..."


def in_lines(text: str, room: float) -> tuple[str, ...]:
    """Return a text as the lines in which it is set where the program does not wrap it; at least one."""
    lines = [""]
    for word in text.split():
        more = f"{lines[-1]} {word}".strip()
        if lines[-1] and lines_of(more, room) > 1:
            lines.append(word)
        else:
            lines[-1] = more
    return tuple(lines)


def is_whole(text: str, rooms: Rooms) -> bool:
    """Tell whether a text of the plan is shown whole on the first page."""
    return lines_of(f"\u2022  {text}", rooms.whole) <= _MOST_LINES


@dataclass(frozen=True)
class Halves:
    """Two columns of blocks side by side, or one over the whole page if there is nothing on the right."""

    left: tuple[Block, ...]
    right: tuple[Block, ...]
    rooms: Sequence[Rooms]
    """How much text fits on a line of each."""

    def rows(self, numbers: Mapping[str, int]) -> list[Row]:
        """Return the rows with so many points of each block, by its key."""
        sides = [
            [cell for block in blocks for cell in block.cells(numbers[block.key], rooms)]
            for blocks, rooms in zip((self.left, self.right), self.rooms, strict=True)
        ]
        rows = []
        for left, right in zip_longest(*sides):
            heights = {_height(cell, rooms) for cell, rooms in zip((left, right), self.rooms, strict=True) if cell}
            rows.append(Row(left, right, max(heights), len(heights) == 1))
        return rows


def _height(cell: Cell, rooms: Rooms) -> float:
    return in_pixels(TITLE_HEIGHT if cell.style == TITLE else LINE * lines_of(cell.text, rooms.of(cell)) + 2.25)


def in_pixels(points: float) -> float:
    """Return the height of a row in whole pixels, in points, and never Excel's usual one.

    A row of that height is stored without one, and LibreOffice then chooses another.
    """
    pixels = ceil(points / _PIXEL - 0.01)
    return (pixels + (pixels == _USUAL)) * _PIXEL


def fill(
    heights: Callable[[Mapping[str, int]], float], room: float, least: Mapping[str, int], most: Mapping[str, int]
) -> dict[str, int]:
    """Return how many lines each list gets, so that all of them together are no higher than there is room.

    Each begins with its least. If that is too much, the last lists say only how many lines there would be; the first
    has what may never be cut. Then they get one more in turn, as long as that fits, and before all others those of
    which there is nothing yet.

    Args:
        heights: the height of the page with so many lines of each list.
        room: how high it may be.
        least: how many lines each list has at least, by its key; the most important first.
        most: how many lines each list has in all.
    """
    first = next(iter(least), "")
    numbers = {key: min(number, most[key]) for key, number in least.items()}
    for key in reversed(list(least)):
        while key != first and numbers[key] and heights(numbers) > room:
            numbers[key] -= 1
    growing = [key for key in least if numbers[key] < most[key]]
    for key in [key for key in growing if not numbers[key]]:
        numbers[key] = _one_more(heights, room, numbers, key, most[key])
    while growing:
        for key in list(growing):
            number = _one_more(heights, room, numbers, key, most[key])
            if number in (numbers[key], most[key]):
                growing.remove(key)
            numbers[key] = number
    return numbers


def _one_more(
    heights: Callable[[Mapping[str, int]], float], room: float, numbers: Mapping[str, int], key: str, most: int
) -> int:
    """Return how many lines a list has with one more, or with its last two, if that fits; otherwise what it has."""
    now = numbers[key]
    if now < most and heights({**numbers, key: now + 1}) <= room:
        return now + 1
    if most - now <= 2 and heights({**numbers, key: most}) <= room:  # without the line that says what is left out
        return most
    return now
