"""An edition as one web page that needs no network, no other file and no script.

The page is ``edition.html``, filled in with every value escaped; its style is ``edition.css`` with the one all pages
share. Its policy lets the browser load that style, by its hash, and nothing else. So strict a policy forbids style in
attributes, so every colour of the plan becomes a class.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.board.abridging import Abridger
from plan_workbook.board.lines import ALARMS
from plan_workbook.board.shortening import Shortened, within, worst_of_each_first
from plan_workbook.board.trends import Trend
from plan_workbook.publishing.edition import Edition, Item, Point, Tag
from plan_workbook.publishing.templates import environment
from plan_workbook.publishing.worst_first import by_rating, by_status
from plan_workbook.reports.web_page import security_policy, shipped_text, style_of
from plan_workbook.values.colours import ink_on
from plan_workbook.values.text import mid_sentence

_HERE = "plan_workbook.publishing"
_LINE_WIDTH, _LINE_HEIGHT, _LINE_EDGE = 96, 28, 4
"""The size of a trend line, and what is left free on each side of it, so that its points are drawn whole."""
_LINES = {"attention": (16, 8), "moved": (10, 5), "due": (5, 1)}
"""How many lines of each list page one has room for, on a screen and on one sheet of paper."""
_MOST_OF_A_TITLE = 42
"""Characters of what a line is about, where one sheet of paper has to hold many; it is given whole further on."""
_ONE_LINE, _LEAST_OF_A_TITLE = 152, 20
"""Characters of a line there with its details and the person responsible; so that they fit, what it is about is cut
down to the second number."""
_LEAST_SHARE = 4.0
"""The share in percent that a part of a bar must have for each digit of its number to be written on it."""
_SHORT = 16
"""Characters of a figure or date that is never broken over lines."""


@dataclass(frozen=True)
class _Part:
    """A part of a bar: its rating or status, where it begins and how long it is, in items counted."""

    tag: Tag
    start: int
    length: int
    before: int | None
    """How many there were in the last period; None if that is not known."""
    anchor: str
    """The id of the group of the list that has them; empty if there is none."""

    def share(self, parts: Sequence[_Part]) -> float:
        """Return how much of its bar it takes, in percent; `parts` are all those of the bar."""
        return _percent(self.length, parts)

    def begins(self, parts: Sequence[_Part]) -> float:
        """Return where on its bar it begins, in percent."""
        return _percent(self.start, parts)


@dataclass(frozen=True)
class _Bar:
    """How many things there are of each kind, now and then."""

    name: str
    total: int
    parts: Sequence[_Part]
    then: Sequence[_Part]
    """The same of the last period; empty if it is not known."""


def _percent(number: int, parts: Sequence[_Part]) -> float:
    return round(100 * number / (parts[-1].start + parts[-1].length), 2)


class _Link(NamedTuple):
    anchor: str
    title: str


@dataclass(frozen=True)
class _List:
    """A list as page one has room for it: on a screen, and printed, which is less."""

    screen: Shortened[Point]
    paper: Shortened[Point]

    def is_for_screens(self, point: Point) -> bool:
        """Tell whether there is only room for a line on a screen."""
        return any(point is each for each in self.paper.rest)

    @property
    def others(self) -> tuple[tuple[Point, bool], ...]:
        """The lines that page one has no room for, and whether it has on a screen."""
        shown = {id(point) for point in self.screen.shown}
        return tuple((point, id(point) in shown) for point in self.paper.rest)


@dataclass(frozen=True)
class _Line:
    """A trend, drawn."""

    points: str
    """As SVG wants them: ``4,24 34,14``."""
    x: float
    y: float
    """Where its last point is."""
    in_words: str


def web_page(edition: Edition) -> bytes:
    """Return the page; the same edition gives the same bytes. Its lines end in a line feed."""
    style = f"{style_of(_HERE, 'edition.css')}\n{_colours(edition)}"
    lists, titles = _lists(edition), _titles(edition)
    ratings, statuses = by_rating(edition), by_status(edition)
    page = (
        environment(markup=True, told=edition.figures)
        .from_string(shipped_text(_HERE, "edition.html"))
        .render(
            edition=edition,
            style=style,
            policy=security_policy(style),
            lists=lists,
            titles=titles,
            contents=_contents(edition, lists, titles),
            ratings=ratings,
            statuses=statuses,
            bars=_bars(
                edition,
                {group.tag.word: f"rated-{place}" for place, group in enumerate(ratings, start=1)},
                {group.tag.word: f"status-{place}" for place, group in enumerate(statuses, start=1)},
            ),
            tags={count.rating.word: count.rating for count in edition.ratings},
            codes={entry.rating.word: entry.code for entry in reversed(edition.key) if entry.code},
            anchors=_anchors(edition),
            colour=_colour,
            filled=_filled,
            drawn=_drawn,
            alarms=ALARMS,
            short=_SHORT,
            shortened=_shortened(edition),
            least_share=_LEAST_SHARE,
            line=(_LINE_WIDTH, _LINE_HEIGHT),
            field=layout.RECOMMENDATION.labels,
            pi=layout.INDICATORS.headings,
            listed=layout.LISTED,
            worked_out=layout.WORKED_OUT,
            the_rest=layout.THE_REST,
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


def _titles(edition: Edition) -> dict[str, str]:
    """Return the titles of the sections, in their order."""
    further = {
        "moved": f" {edition.since}",
        "due": f" {edition.due_within}",
        "items": f" {mid_sentence(edition.items_word)}",
    }
    return {name: f"{title}{further.get(name, '')}" for name, title in layout.SECTIONS.items()}


def _contents(edition: Edition, lists: Mapping[str, _List], titles: Mapping[str, str]) -> list[_Link]:
    """Return where the sections are that the page has."""
    absent = {name for name, given in (("moved", edition.since), ("decisions", edition.decisions)) if not given}
    short = {"moved": "What has changed", "due": "Actions due", "workings": ""}
    links = [_Link(name, short.get(name, title)) for name, title in titles.items() if name not in absent]
    if edition.items:
        each_item = _Link("each", f"Each {mid_sentence(edition.item_word)}")
        links.insert([each.anchor for each in links].index("key"), each_item)
    if any(each.screen.rest for each in lists.values()):
        links.insert([each.anchor for each in links].index("items"), _Link("rest", "The rest of these lists"))
    return [each for each in links if each.title]


def _bars(edition: Edition, ratings: Mapping[str, str], statuses: Mapping[str, str]) -> list[_Bar]:
    """Return how recommendations, actions and indicators are rated; those of which there are none are left out.

    `ratings` and `statuses` are the ids of the groups in the lists of recommendations and indicators.
    """
    counted: tuple[tuple[str, list[tuple[Tag, int]], Mapping[str, str]], ...] = (
        (edition.items_word, [(each.rating, each.recommendations) for each in edition.ratings], ratings),
        ("Actions", [(each.rating, each.actions) for each in edition.ratings], {}),
        ("Indicators", [(each.status, each.indicators) for each in edition.statuses], statuses),
    )
    bars = (_bar(name, counts, edition.told.glance.then.get(name), anchors) for name, counts, anchors in counted)
    return [bar for bar in bars if bar.total]


def _bar(
    name: str, counts: Sequence[tuple[Tag, int]], then: Mapping[str, int] | None, anchors: Mapping[str, str]
) -> _Bar:
    tags = {tag.word: tag for tag, _ in counts}
    before = [(tags.get(word, Tag(word)), number) for word, number in (then or {}).items()]
    parts = _parts(counts, then, anchors)
    return _Bar(name, sum(number for _, number in counts), parts, _parts(before, None, {}))


def _parts(
    counts: Iterable[tuple[Tag, int]], then: Mapping[str, int] | None, anchors: Mapping[str, str]
) -> list[_Part]:
    parts, start = [], 0
    for tag, count in counts:
        before = then.get(tag.word, 0) if then is not None else None
        if count or before:
            parts.append(_Part(tag, start, count, before, anchors.get(tag.word, "") if count else ""))
            start += count
    return parts


def _shortened(edition: Edition) -> Callable[[Point], str]:
    """Return what shortens the text of a line, so that it can be told from those of others."""
    lines = (*edition.attention, *edition.moved, *edition.due_next)
    abridger = Abridger(each.what for each in lines)

    def shortened(point: Point) -> str:
        left = _ONE_LINE - len(point.how) - len(point.owner)
        most = min(_MOST_OF_A_TITLE, max(_LEAST_OF_A_TITLE, left))
        return abridger.cut(point.what, lambda said: len(said) <= most)

    return shortened


def _lists(edition: Edition) -> dict[str, _List]:
    """Return each list as the points that page one has room for, and the others."""
    points = {"attention": edition.attention, "moved": edition.moved, "due": edition.due_next}
    lists = {name: _List(*(within(each, most) for most in _LINES[name])) for name, each in points.items()}
    urgent = lists["attention"]
    if urgent.screen.rest:  # so that the first screen has each kind
        screen = replace(urgent.screen, shown=worst_of_each_first(urgent.screen.shown))
        lists["attention"] = replace(urgent, screen=screen)
    return lists


def _filled(rows: Iterable[object]) -> frozenset[str]:
    """Return the names of what at least one of some rows has: a column that none has is left out."""
    return frozenset(name for row in rows for name, value in vars(row).items() if value)


def _drawn(trend: Trend) -> _Line:
    """Return a trend as a line with as much space between any two of its periods."""
    levels = [point.level for point in trend.points]
    low, high = min(levels), max(levels)
    wide, tall = _LINE_WIDTH - 2 * _LINE_EDGE, _LINE_HEIGHT - 2 * _LINE_EDGE
    places = [
        (
            round(_LINE_EDGE + wide * number / (len(levels) - 1), 1),
            round(_LINE_EDGE + tall * ((high - level) / (high - low) if high > low else 0.5), 1),
        )
        for number, level in enumerate(levels)
    ]
    return _Line(" ".join(f"{x:g},{y:g}" for x, y in places), *places[-1], trend.in_words)


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
