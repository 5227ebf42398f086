"""Which field of the register each column of a table is, given what the table is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.contents import Contents
from plan_workbook.bringing.wording import most_like, wording
from plan_workbook.bringing.words import WORDS, Heading
from plan_workbook.layout import DATES
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER

ITEM_FIELDS = ("Title", "Lead", "Status", "RAG", "Confidence", "Progress", "Impact", "Next Steps")
"""The fields of a recommendation that may be in columns next to its actions or indicators."""
LEAST = 0.4
"""How sure a column is at least that is taken for a field."""
_SOFT = frozenset({Holds.LONG_TEXT, Holds.TEXT, Holds.LEADS, Holds.CODE})
"""What stands below says less of these: a comment may be a word, and a lead a team."""


_NAMELESS = frozenset(
    (
        *(NUMBER, "Title", "RAG", "Lead", "Progress", "Description", "PI Number", "Lead Officer", "Target", "Actual"),
        *("Ref", "Action", "Task Lead", "Start Date", "Completion Date", "Name", "Role", "Email", "Code", "Label"),
    )
)
"""The fields that a column may be which has no heading."""


class Seen(NamedTuple):
    """A column as it is looked at."""

    headings: tuple[str, ...]
    contents: Contents
    goes_with_item: float = 0
    """How far its cells are those of the item rather than of the row, from 0 to 1."""

    @property
    def own(self) -> str:
        """Its own heading, without that of its group."""
        return self.headings[-1] if self.headings else ""


class Place(NamedTuple):
    """What a column may be."""

    field: str
    of: Kind | None = None


class Fit(NamedTuple):
    """How well a column fits a field, from 0 to 1, and why."""

    score: float
    why: str


Table = tuple[tuple[Place, Fit], ...]


def fits(column: Seen, heading: Heading) -> Fit:
    """Return how well a column fits a field: by its headings, and by what stands in it."""
    below = column.contents.fits(heading.holds)
    named, vague = _named(column, (heading.field, *heading.words)), _named(column, heading.vague)
    sure = named * _kept(below, heading.holds)
    maybe = vague * (0.42 + 0.48 * below)
    nameless = heading.field in _NAMELESS and not any(wording(each).whole for each in column.headings)
    unheaded = _unheaded(column, heading.holds, below) if nameless else 0.0
    best = max(sure, maybe, unheaded)
    if best == unheaded and best:
        return Fit(best, f"it has no heading, and {_STANDS.get(heading.holds, 'such texts')} stand in it")
    if best == sure and below >= 0.6:
        return Fit(best, f"its heading means {heading.field}")
    if best == sure:
        return Fit(best, f"its heading means {heading.field}, though what stands in it is unusual for that")
    return Fit(
        best, f"its heading may mean {heading.field}, and {_STANDS.get(heading.holds, 'such texts')} stand in it"
    )


_STANDS = {
    Holds.LONG_TEXT: "sentences",
    Holds.LEADS: "names",
    Holds.START_DATE: "dates",
    Holds.END_DATE: "dates",
    Holds.NUMBER: "figures",
    Holds.TARGET: "figures",
    Holds.RATING: "ratings",
    Holds.CODE: "numbers or codes",
    Holds.ITEM_NUMBER: "numbers",
    Holds.PERIOD: "periods",
}


def _named(column: Seen, words: Sequence[str]) -> float:
    if not column.headings:
        return 0.0
    own = most_like(column.own, words)
    if len(column.headings) == 1:
        return own
    joined = 0.98 * most_like(" ".join(column.headings), words)
    if not wording(column.own).bare:  # a quarter below Target or Actual
        return max(own, joined, 0.96 * most_like(column.headings[-2], words))
    return max(own, joined)


def _kept(below: float, holds: Holds) -> float:
    """Return how much of what the heading says is kept in view of what stands below."""
    if below >= 0.5:
        return 1.0
    least = 0.8 if holds in _SOFT else 0.5
    return least + (1 - least) * below / 0.5


def _unheaded(column: Seen, holds: Holds, below: float) -> float:
    """Return how sure it is that a column without a heading is such a field, by what stands in it alone."""
    if column.contents.empty:
        return 0.0
    most = {Holds.RATING: 0.86, Holds.LEADS: 0.62, Holds.LONG_TEXT: 0.6, Holds.CODE: 0.6, Holds.ITEM_NUMBER: 0.6}
    rated = most.get(holds, 0.55 if holds in DATES else 0.5 if holds in (Holds.NUMBER, Holds.TARGET) else 0.0)
    return rated * below if below >= 0.6 else 0.0


def candidates(kind: Kind, column: Seen, has_item: bool) -> dict[Place, Fit]:
    """Return what a column of such a table may be, with how well it fits."""
    found: dict[Place, Fit] = {}
    goes = column.goes_with_item
    for heading in WORDS.get(kind, ()):
        fit = fits(column, heading)
        if has_item and heading.field != NUMBER and kind in (Kind.ACTIONS, Kind.INDICATORS):
            fit = fit._replace(score=fit.score * (1 - 0.4 * goes))
        if fit.score > LEAST:
            found[Place(heading.field)] = fit
    if kind in (Kind.ACTIONS, Kind.INDICATORS):
        for heading in WORDS[Kind.RECOMMENDATIONS]:
            if heading.field not in ITEM_FIELDS or (heading.field != "Title" and not has_item):
                continue
            fit = fits(column, heading)
            weight = 0.97 if heading.field == "Title" else 0.6 + 0.38 * goes
            if fit.score * weight > LEAST:
                found[Place(heading.field, Kind.RECOMMENDATIONS)] = fit._replace(score=fit.score * weight)
    return found


def assigned(options: Sequence[Mapping[Place, Fit]]) -> list[Place | None]:
    """Return for each column the field it is, so that all together fit best; each field is given once."""
    pairs = sorted(
        ((fit.score, -at, place) for at, its in enumerate(options) for place, fit in its.items()),
        key=lambda each: (-each[0], -each[1], each[2].field),
    )
    given: list[Place | None] = [None] * len(options)
    for _, negative, place in pairs:
        if given[-negative] is None and place not in given:
            given[-negative] = place
    _improve(options, given)
    return given


def _improve(options: Sequence[Mapping[Place, Fit]], given: list[Place | None]) -> None:
    """Move and swap fields between columns while the whole fits better."""

    def score(at: int, place: Place | None) -> float:
        return (
            options[at][place].score if place is not None and place in options[at] else (0.0 if place is None else -9.0)
        )

    for _ in range(len(options)):
        changed = False
        for one in range(len(options)):
            for place in options[one]:
                holder = given.index(place) if place in given else None
                if holder == one:
                    continue
                if holder is None:
                    if score(one, place) > score(one, given[one]) + 1e-9:
                        given[one], changed = place, True
                    continue
                others = [None, given[one], *(each for each in options[holder] if each not in given)]
                best = max(others, key=lambda each: score(holder, each))
                gain = score(one, place) + score(holder, best) - score(one, given[one]) - score(holder, place)
                if gain > 1e-9:
                    given[one], given[holder], changed = place, best, True
        if not changed:
            return
