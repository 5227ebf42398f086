"""Lines of tables that are not drawn, by those that are: the sides of a table, and what parts its rows."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

Edge = dict[str, Any]
"""A line as pdfplumber describes it: ``orientation`` (``h`` or ``v``), ``x0``, ``x1``, ``top``, ``bottom``."""

NEAR = 3.0
"""Lines that are at most this many points apart are one, or meet."""
_ROW_ACROSS = 34.0
"""A row across has at most two lines: it is no higher than so many points."""
_ROW = 6.0
"""A row is higher than so many points."""
_TOUCH = 1.0
"""Upright lines that are at most so many points apart meet."""


def edge_at(way: str, at: float, begin: float, end: float) -> Edge:
    """Return a line across (`h`) or upright (`v`)."""
    x0, x1, top, bottom = (begin, end, at, at) if way == "h" else (at, at, begin, end)
    ends = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
    return {"orientation": way, **ends, "width": x1 - x0, "height": bottom - top}


def between_rows(edges: Sequence[Edge], texts: Sequence[float]) -> list[Edge]:
    """Return lines between rows that only their sides show: each row has upright lines of its own, and none across.

    Args:
        edges: the lines as they are drawn, not joined.
        texts: at which heights there are letters, from the top.
    """
    across = sorted((each for each in edges if each["orientation"] == "h"), key=lambda each: each["top"])
    upright: dict[float, list[Edge]] = {}
    for each in sorted((each for each in edges if each["orientation"] == "v"), key=lambda each: each["x0"]):
        place = next((at for at in reversed(upright) if each["x0"] - at <= _TOUCH), each["x0"])
        upright.setdefault(place, []).append(each)
    met = {place: _meetings(lines) for place, lines in upright.items()}
    found: list[Edge] = []
    above = 0.0
    for at in sorted({at for heights in met.values() for at in heights}):
        drawn = any(abs(each["top"] - at) <= NEAR for each in across)
        if drawn or at - above <= _ROW or bisect(texts, above) == bisect(texts, at):
            continue
        places = [place for place, lines in upright.items() if any(_passes(each, at) for each in lines)]
        ends = [any(abs(at - other) <= _TOUCH for other in met[place]) for place in places]
        if sum(ends) > 1:
            first, last = _sides_above(across, at, places)
            sides = zip(pairwise([first, *places, last]), pairwise([ends[0], *ends, ends[-1]]), strict=True)
            found += (edge_at("h", at, left, right) for (left, right), both in sides if all(both))
            above = at
    return found


def _passes(upright: Edge, at: float) -> bool:
    return bool(upright["top"] - _TOUCH <= at <= upright["bottom"] + _TOUCH)


def _sides_above(across: Sequence[Edge], at: float, places: Sequence[float]) -> tuple[float, float]:
    """Return where a table begins and ends by the nearest lines across above a height that meet its upright ones."""
    met = (
        each["top"]
        for each in reversed(across)
        if each["top"] < at and each["x1"] >= places[0] - NEAR and each["x0"] <= places[-1] + NEAR
    )
    nearest = next(met, None)
    same = [each for each in across if nearest is not None and abs(each["top"] - nearest) <= _TOUCH]
    first = min((each["x0"] for each in same), default=places[0])
    return min(first, places[0]), max(places[-1], *(each["x1"] for each in same), places[-1])


def _meetings(lines: Sequence[Edge]) -> list[float]:
    """Return at which heights one of the upright lines at one place ends and the next begins."""
    found: list[float] = []
    end = None
    for each in sorted(lines, key=lambda each: (each["top"], each["bottom"])):
        if end is not None and abs(each["top"] - end) <= _TOUCH and not (found and each["top"] - found[-1] <= _TOUCH):
            found.append(each["top"])
        end = max(end or 0.0, each["bottom"])
    return found


_SIDES = {"h": ("x0", "x1", "top"), "v": ("top", "bottom", "x0")}
"""For lines across and upright: where they begin, where they end, and where they are."""


def closing(edges: Sequence[Edge], texts: Sequence[float]) -> list[Edge]:
    """Return the sides of tables that are not drawn: where several lines of one end, and no line is across.

    Some tables have no line at the left and the right, or at the end of a page that cuts a row; others have none
    around them at all. A side goes along all of its table, so that it closes the cells in the corners too.

    Args:
        edges: the lines that are drawn.
        texts: at which heights there are letters, from the top.
    """
    return [side for drawn in _with_rows_across(_joined(edges), texts) for side in _sides_missing(drawn)]


def _with_rows_across(groups: Sequence[list[Edge]], texts: Sequence[float]) -> list[list[Edge]]:
    """Return the lines of tables, those together between which only a row across is, without a line at its sides."""
    found: list[list[Edge]] = []
    for group in sorted(groups, key=lambda group: min(edge["top"] for edge in group)):
        above = next((each for each in reversed(found) if _goes_on_below(each, group, texts)), None)
        if above is None:
            found.append(group)
        else:
            above += group
    return found


def _goes_on_below(above: Sequence[Edge], below: Sequence[Edge], texts: Sequence[float]) -> bool:
    """Tell whether lines across the whole width end one group and begin the next, with a text close between them."""
    left, right = min(edge["x0"] for edge in above), max(edge["x1"] for edge in above)
    if abs(min(edge["x0"] for edge in below) - left) > NEAR or abs(max(edge["x1"] for edge in below) - right) > NEAR:
        return False
    end, begin = max(edge["bottom"] for edge in above), min(edge["top"] for edge in below)
    closed = all(
        any(
            edge["orientation"] == "h"
            and abs(edge["top"] - at) <= NEAR
            and edge["x0"] <= left + NEAR
            and edge["x1"] >= right - NEAR
            for edge in group
        )
        for group, at in ((above, end), (below, begin))
    )
    open_sides = not any(
        edge["orientation"] == "v" and min(abs(edge["x0"] - left), abs(edge["x0"] - right)) <= NEAR
        for edge in (*above, *below)
    )
    said = bisect(texts, end) < bisect(texts, begin)
    return closed and open_sides and said and 0 < begin - end <= _ROW_ACROSS


def _joined(edges: Sequence[Edge]) -> list[list[Edge]]:
    """Return the lines by the tables that they are lines of: those that meet are of one."""
    upright = [edge for edge in edges if edge["orientation"] == "v"]
    found: list[list[Edge]] = []
    for line in (each for each in edges if each["orientation"] == "h"):
        met = [each for each in upright if _meet(line, each, "h")]
        near = {id(each) for each in met}
        with_it = [group for group in found if any(id(each) in near for each in group)]
        known = {id(each) for group in with_it for each in group}
        found = [group for group in found if group not in with_it]
        found.append([*(each for group in with_it for each in group), line, *(e for e in met if id(e) not in known)])
    return found


def _sides_missing(drawn: Sequence[Edge]) -> Iterator[Edge]:
    """Yield the sides of a table, all of whose lines these are, that are not drawn."""
    for way, other in (("h", "v"), ("v", "h")):
        first, last, at = _SIDES[way]
        begin, end = _SIDES[other][:2]
        across = [edge for edge in drawn if edge["orientation"] == other]
        for side in (first, last):
            loose: dict[float, list[float]] = {}
            for edge in drawn:
                if edge["orientation"] != way:
                    continue
                met = [each for each in across if _meet(edge, each, way)]
                if met and not any(abs(each[_SIDES[other][2]] - edge[side]) <= NEAR for each in met):
                    near = next((place for place in loose if abs(place - edge[side]) <= NEAR), edge[side])
                    loose.setdefault(near, []).append(edge[at])
            for place, places in loose.items():
                outer = _is_outer(place, way, side, drawn)
                if len(places) > 1 or (outer and len(across) > 1):
                    ends = [each[key] for each in drawn for key in (begin, end)] if outer else places
                    yield edge_at(other, place, min(ends), max(ends))


def _is_outer(place: float, way: str, side: str, drawn: Sequence[Edge]) -> bool:
    """Tell whether nothing of a table is further out than a place, on that side."""
    first = _SIDES[way][0]
    return all(edge[side] >= place - NEAR if side == first else edge[side] <= place + NEAR for edge in drawn)


def _meet(edge: Edge, other: Edge, way: str) -> bool:
    first, last, at = _SIDES[way]
    from_, to, place = _SIDES["v" if way == "h" else "h"]
    return bool(
        edge[first] - NEAR <= other[place] <= edge[last] + NEAR and other[from_] - NEAR <= edge[at] <= other[to] + NEAR
    )
