"""What a table is: from its headings and what stands below them, then from what stands before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.columns import Fit, Place, Seen, assigned, candidates, fits
from plan_workbook.bringing.wording import most_like
from plan_workbook.bringing.words import OTHER, WORDS, Sort
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER
from plan_workbook.values.text import NAME, in_brief, listed

_TELLS: Mapping[Kind, Mapping[str, float]] = {
    Kind.RECOMMENDATIONS: {"Title": 3, NUMBER: 1, "Progress": 1.5, "Lead": 1, "Status": 1, "RAG": 1, "Impact": 1.5},
    Kind.INDICATORS: {"Description": 3, "PI Number": 1.5, "Target": 2, "Actual": 2, "Previous": 1.5, "Benchmark": 1.5},
    Kind.ACTIONS: {"Action": 3, "Completion Date": 2, "Start Date": 1.5, "Date Completed": 1.5, "Task Lead": 1.5},
    Kind.PEOPLE: {"Name": 2, "Role": 1.5, "Email": 3},
    Kind.KEY: {"Code": 2, "Progress": 2, "Label": 1, "Confidence": 1},
}
"""How much a field says of what a table is; 0.7 for those that are not here."""
_LITTLE = 0.7
_MAIN: Mapping[Kind, tuple[str, ...]] = {
    Kind.RECOMMENDATIONS: ("Title",),
    Kind.INDICATORS: ("Description",),
    Kind.ACTIONS: ("Action",),
    Kind.PEOPLE: ("Name", "Email"),
    Kind.KEY: ("Code", "Label"),
}
"""Without one of these, it is not such a table."""
_FIGURES = ("Target", "Actual", "Previous", "Target Now", "Benchmark", "Forecast", "PI Number")
_BEFORE: Mapping[Kind, tuple[str, ...]] = {
    Kind.RECOMMENDATIONS: ("summary of progress", "recommendations", "overview", "summary", "priorities"),
    Kind.INDICATORS: (
        "indicators",
        "performance indicators",
        "measures",
        "kpis",
        "scorecard",
        "dataset",
        "performance",
    ),
    Kind.ACTIONS: ("actions", "action plan", "improvement plan", "delivery plan", "tasks", "milestones"),
    Kind.PEOPLE: ("people", "contacts", "leads", "membership", "board members", "who is who", "officers"),
    Kind.KEY: (
        "key",
        "rag key",
        "key to ratings",
        "rag ratings",
        "legend",
        "brag key",
        "rating scale",
        "rag definitions",
    ),
}
"""What stands before such a table."""


class Reading(NamedTuple):
    """A table read as one kind: how well it fits, and which field each column is."""

    kind: Kind
    sure: float
    why: str
    places: tuple[Place | None, ...]
    fits: tuple[Fit | None, ...]


def readings(columns: Sequence[Seen], before: Sequence[str]) -> list[Reading]:
    """Return a table read as each kind, the best first."""
    found = [read_as(kind, columns, before) for kind in WORDS]
    found += [reading for sort in OTHER if (reading := _other(sort, columns, before)).sure]
    return sorted(found, key=lambda reading: -reading.sure)


def read_as(kind: Kind, columns: Sequence[Seen], before: Sequence[str]) -> Reading:
    """Return a table read as a kind of the register's tables."""
    item = item_column(columns) if kind in (Kind.ACTIONS, Kind.INDICATORS) else None
    options = [candidates(kind, column, item is not None) for column in columns]
    places = assigned(options)
    chosen = tuple(options[at][place] if place else None for at, place in enumerate(places))
    sure = _sure(kind, columns, places, chosen)
    if sure and most_like_before(kind, before) > 0.85:
        sure = min(1.0, sure + 0.08)
    return Reading(kind, sure, _why(kind, columns, places, chosen), tuple(places), chosen)


def most_like_before(kind: Kind, before: Sequence[str]) -> float:
    """Return how like what stands before a table is to what usually stands before such a table."""
    return max((most_like(text, _BEFORE[kind]) for text in before), default=0.0)


def item_column(columns: Sequence[Seen]) -> int | None:
    """Return the column with the items that actions or indicators belong to, or None."""
    title = next(each for each in WORDS[Kind.RECOMMENDATIONS] if each.field == "Title")
    action = next(each for each in WORDS[Kind.ACTIONS] if each.field == "Action")
    described = next(each for each in WORDS[Kind.INDICATORS] if each.field == "Description")
    best: tuple[float, int] | None = None
    for at, column in enumerate(columns):
        as_title = max(fits(column, title).score, 0.95 * fits(column, WORDS[Kind.RECOMMENDATIONS][0]).score)
        other = max(fits(column, action).score, fits(column, described).score)
        if as_title >= 0.7 and as_title > other and (best is None or as_title > best[0]):
            best = as_title, at
    return best[1] if best else None


def _sure(kind: Kind, columns: Sequence[Seen], places: Sequence[Place | None], chosen: Sequence[Fit | None]) -> float:
    has = {place.field: fit.score for place, fit in zip(places, chosen, strict=True) if place and fit and not place.of}
    main = max((has.get(field, 0.0) for field in _MAIN[kind]), default=0.0)
    if not main or not _is_whole(kind, has, columns):
        return 0.0
    tells = _TELLS[kind]
    got = weight = 0.0
    for column, place, fit in zip(columns, places, chosen, strict=True):
        if place and fit:
            its = tells.get(place.field, _LITTLE) if place.of is None else _LITTLE
            got, weight = got + its * fit.score, weight + its
        elif not column.contents.empty:
            weight += 1.0 if column.headings else 0.5
    return got / weight * (0.5 + 0.5 * min(1.0, main / 0.8))


def _is_whole(kind: Kind, has: Mapping[str, float], columns: Sequence[Seen]) -> bool:
    """Tell whether a table has what such a table can't do without."""
    if kind is Kind.INDICATORS:
        return any(has.get(field, 0) >= 0.5 for field in _FIGURES)
    if kind is Kind.RECOMMENDATIONS:
        return len(has) > 1
    if kind is Kind.PEOPLE:
        return ("Email" in has or "Role" in has) and len(columns) < 7
    if kind is Kind.KEY:
        return _is_key(has, columns)
    return len(has) > 1 or len(columns) == 1


def _is_key(has: Mapping[str, float], columns: Sequence[Seen]) -> bool:
    """Tell whether ratings stand in one column, each once, and what they mean in another."""
    rated = [c.contents for c in columns if c.contents.fits(Holds.RATING) >= 0.7]
    return bool(rated) and len(columns) < 8 and all(c.filled < 10 and c.same <= 0.4 for c in rated)


def _other(sort: Sort, columns: Sequence[Seen], before: Sequence[str]) -> Reading:
    """Return a table read as one that is no part of a plan."""
    some = [column for column in columns if column.headings]
    core = [column for column in some if most_like(column.own, sort.words) > 0.88]
    beside = [column for column in some if column not in core and most_like(column.own, sort.beside) > 0.88]
    sure = (
        (len(core) + 0.6 * len(beside)) / len(some)
        if len(core) > 1 or (core and len(core) + len(beside) == len(some))
        else 0
    )
    why = f"its headings {_quoted(core)} are those of {sort.called}" if core else ""
    if not sort.meant:
        sure = min(sure, 0.7)
    return Reading(Kind.IGNORED, sure, why, (None,) * len(columns), (None,) * len(columns))


def _why(kind: Kind, columns: Sequence[Seen], places: Sequence[Place | None], chosen: Sequence[Fit | None]) -> str:
    good = [
        (-_TELLS[kind].get(place.field, _LITTLE) * fit.score, at)
        for at, (place, fit) in enumerate(zip(places, chosen, strict=True))
        if place and fit and columns[at].headings and place.of is None
    ]
    best = [columns[at] for at in sorted(at for _, at in sorted(good)[:3])]
    if best:
        return f"its headings {_quoted(best)}" if len(best) > 1 else f"its heading {_quoted(best)}"
    return "what stands in its columns"


def _quoted(columns: Collection[Seen]) -> str:
    return listed(list(dict.fromkeys(in_brief(column.own, NAME) for column in columns))[:3])
