"""An edition as one web page that needs no network, no other file and no script.

The page is ``edition.html``, filled in with every value escaped; its style is ``edition.css`` with the one all pages
share. Its policy lets the browser load that style, by its hash, and nothing else. So strict a policy forbids style in
attributes, so every colour of the plan becomes a class.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from plan_workbook import layout
from plan_workbook.board.lines import ALARMS
from plan_workbook.board.shortening import Shortened, shortened
from plan_workbook.publishing.edition import Edition, Item, Point, Tag
from plan_workbook.publishing.templates import environment
from plan_workbook.reports.web_page import security_policy, shipped_text, style_of
from plan_workbook.values.colours import ink_on

_HERE = "plan_workbook.publishing"


@dataclass(frozen=True)
class _Part:
    """A part of a bar: its rating or status, where it begins and how long it is, in items counted."""

    tag: Tag
    start: int
    length: int


def web_page(edition: Edition) -> bytes:
    """Return the page; the same edition gives the same bytes. Its lines end in a line feed."""
    style = f"{style_of(_HERE, 'edition.css')}\n{_colours(edition)}"
    page = (
        environment(markup=True, told=edition.figures)
        .from_string(shipped_text(_HERE, "edition.html"))
        .render(
            edition=edition,
            style=style,
            policy=security_policy(style),
            lists=_lists(edition),
            bars=_bars(edition),
            anchors=_anchors(edition),
            colour=_colour,
            alarms=ALARMS,
            field=layout.RECOMMENDATION.labels,
            pi=layout.INDICATORS.headings,
            sections=layout.SECTIONS,
            listed=layout.LISTED,
            worked_out=layout.WORKED_OUT,
            action=layout.ACTIONS.headings,
            step=layout.RATINGS.headings,
        )
    )
    return page.encode("utf-8", "replace")


# ------------------------------------------------------------------------------------------------- colours


def _colour(tag: Tag) -> str:
    """Return the class of text on a tag's colour: ``c-a9d18e``."""
    return f"c-{tag.fill[1:].lower()}" if tag.fill else "c-none"


def _tags(edition: Edition) -> Iterator[Tag]:
    yield from (count.rating for count in edition.ratings)
    yield from (count.status for count in edition.statuses)
    yield from (entry.rating for entry in edition.key)
    yield from (point.kind for points in (edition.attention, edition.due_next, edition.moved) for point in points)
    for item in edition.items:
        yield item.rating
        if item.confidence:
            yield item.confidence
        yield from (action.rating for action in item.actions)
        yield from (indicator.status for indicator in item.indicators)


def _colours(edition: Edition) -> str:
    fills = sorted({tag.fill.lower() for tag in _tags(edition) if tag.fill})
    return "".join(f".c-{fill[1:]} {{ background: {fill}; color: {ink_on(fill)}; fill: {fill}; }}\n" for fill in fills)


# ----------------------------------------------------------------------------------------------- what is on it


def _bars(edition: Edition) -> dict[str, list[_Part]]:
    """Return the parts of the three bars, by what they count."""
    return {
        edition.items_word: _parts((each.rating, each.recommendations) for each in edition.ratings),
        "Actions": _parts((each.rating, each.actions) for each in edition.ratings),
        "Indicators": _parts((each.status, each.indicators) for each in edition.statuses),
    }


def _parts(counts: Iterable[tuple[Tag, int]]) -> list[_Part]:
    parts, start = [], 0
    for tag, count in counts:
        if count:
            parts.append(_Part(tag, start, count))
            start += count
    return parts


def _lists(edition: Edition) -> dict[str, Shortened[Point]]:
    """Return each list as the points that are shown and those that are folded away."""
    return {
        "attention": shortened(edition.attention),
        "moved": shortened(edition.moved),
        "due": Shortened(edition.due_next, ()),
    }


# ---------------------------------------------------------------------------------------------------- links


class _Anchors:
    """Where things are on the page, by the sheet and cell they were read from."""

    def __init__(self, names: Mapping[str, str], places: Mapping[tuple[str, str], str]) -> None:
        self._names, self._places = names, places

    def of(self, item: Item) -> str:
        """Return the id of a recommendation: ``R15``."""
        return self._names[item.source.sheet]

    def to(self, point: Point) -> str:
        """Return the id of the row or section that a line is about; empty if it is not on the page."""
        sheet, cell = point.line.sheet, point.line.cell
        return self._places.get((sheet, cell)) or self._names.get(sheet, "")


def _anchors(edition: Edition) -> _Anchors:
    names: dict[str, str] = {}
    places: dict[tuple[str, str], str] = {}
    for item in edition.items:
        name = re.sub(r"\W+", "-", item.source.sheet).strip("-")
        while not name or name in names.values():
            name += "-more"
        names[item.source.sheet] = name
        rows = [("indicator", each.source) for each in item.indicators] + [
            ("action", each.source) for each in item.actions
        ]
        for kind, source in rows:
            for read in source.inputs.values():
                if read.cell:
                    places[read.sheet, read.cell] = f"{name}-{kind}-{source.row}"
    return _Anchors(names, places)
