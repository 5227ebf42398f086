"""What a table is: from its headings and what is below them, then from what is before it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.columns import assigned, heading_of, item_column, options
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, fit, names_a_period
from plan_workbook.bringing.recognising.guessing import says_to_do
from plan_workbook.bringing.recognising.keys import key_columns
from plan_workbook.bringing.recognising.wording import most_like, words_of
from plan_workbook.bringing.recognising.words import ITEM_WORDS, OTHER, Sort
from plan_workbook.layout import Kind as Holds
from plan_workbook.register import NUMBER
from plan_workbook.values.text import NAME, in_brief, listed

_TELLS: Mapping[Kind, Mapping[str, float]] = {
    Kind.RECOMMENDATIONS: {
        fields.TITLE: 3,
        NUMBER: 1,
        fields.PROGRESS: 1.5,
        fields.LEAD: 1,
        fields.STATUS: 1,
        fields.RAG: 1,
        fields.IMPACT: 1.5,
    },
    Kind.INDICATORS: {
        fields.DESCRIPTION: 3,
        fields.PI_NUMBER: 1.5,
        fields.TARGET: 2,
        fields.ACTUAL: 2,
        fields.PREVIOUS: 1.5,
        fields.BENCHMARK: 1.5,
    },
    Kind.ACTIONS: {
        fields.ACTION: 3,
        fields.COMPLETION_DATE: 2,
        fields.START_DATE: 1.5,
        fields.DATE_COMPLETED: 1.5,
        fields.TASK_LEAD: 1.5,
    },
    Kind.PEOPLE: {fields.NAME: 2, fields.ROLE: 1.5, fields.EMAIL: 3},
}
"""How much a field says of what a table is; `_LITTLE` for those that are not here."""
_LITTLE = 0.7
_MAIN: Mapping[Kind, tuple[str, ...]] = {
    Kind.RECOMMENDATIONS: (fields.TITLE,),
    Kind.INDICATORS: (fields.DESCRIPTION,),
    Kind.ACTIONS: (fields.ACTION,),
    Kind.PEOPLE: (fields.NAME, fields.EMAIL),
}
"""Without one of these, it is not such a table."""
_FIGURES = (
    fields.TARGET,
    fields.ACTUAL,
    fields.PREVIOUS,
    fields.TARGET_NOW,
    fields.BENCHMARK,
    fields.FORECAST,
    fields.PI_NUMBER,
)
_FIGURES_OF_INDICATORS = frozenset(_FIGURES) - {fields.ACTUAL, fields.PI_NUMBER}
"""What only indicators have: an action may have a code, and progress in per cent."""
_OF_ACTIONS = (
    fields.TASK_LEAD,
    fields.START_DATE,
    fields.COMPLETION_DATE,
    fields.DATE_COMPLETED,
    fields.RAG,
    fields.COMMENT,
)
"""What tables of actions and of no others have."""
_MOST_OF_PEOPLE = 6
"""Columns of a list of people at most."""
_LITTLE_UNREAD = 0.4
"""How much a column that is left unread weighs against what the table is: a person is asked about the column."""
_DOUBTFUL = 0.6
"""How sure it is at most that a register of risks has actions of the plan."""
_WITH_DATES, _ENOUGH_DATES = 0.7, 0.75
"""How much less sure it is that a table lists items which has a column of dates, as actions do."""
_NOTHING = 0.5
"""How sure it is that a table is not part of a plan which has nothing of one."""
_FEW = 3
"""How many columns are read at least of a table without headings."""
_MAY_BE_DONE = 0.7
"""How well a column fits what is done at least that is this where no other column is."""
_OTHERS = 0.8
"""How like the headings of other tables one is at least that counts for them."""
_CALLED = 0.08
"""How much likelier a table is what the text right before it calls it."""
_CLOSE = 0.1
"""How far ahead of the next best reading the best one should be."""
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
    Kind.KEY: ("key", "rag key", "key to ratings", "rag ratings", "legend", "brag key", "rating scale", "definitions"),
}
"""What is right before such tables."""
_MEANINGS = ("description", "definition", "meaning", "what it means", "explanation", "criteria")
"""What a key calls what its ratings mean."""


class Reading(NamedTuple):
    """A table read as one kind: how well it fits, and which field each column is."""

    kind: Kind
    sure: float
    why: str
    rank: float
    """How well it fits in view of what it leaves unread, by which it is chosen."""
    places: tuple[Place | None, ...]
    fits: tuple[Fit | None, ...]


def readings(columns: Sequence[Seen], before: Sequence[str]) -> list[Reading]:
    """Return the ways in which a table can be read, the best first; `before` is the text right before it."""
    found = [read_as(kind, columns, before) for kind in Kind if kind is not Kind.IGNORED]
    found += [_other(sort, columns) for sort in OTHER]
    found = [_beside_risks(each, columns) for each in found]
    found = [each for each in found if each.rank and _says_so(each, columns)]
    best, *others = sorted(found, key=lambda each: -each.rank) or [_nothing(columns)]
    if rest := [each for each in others if each.kind is not best.kind]:
        doubt = max(0.0, _CLOSE - (best.rank - rest[0].rank))
        best = best._replace(sure=best.sure - 2 * doubt)
    return [best, *others]


def _says_so(reading: Reading, columns: Sequence[Seen]) -> bool:
    """Tell whether headings say what the table is, or else what is in several columns."""
    if reading.kind in (Kind.KEY, Kind.IGNORED):
        return True
    good = [
        fit for column, fit in zip(columns, reading.fits, strict=True) if column.headings and fit and fit.score >= 0.8
    ]
    read = sum(place is not None for place in reading.places)
    return len(good) > 1 or len(columns) == 1 or (reading.rank > _NOTHING and read >= _FEW)


def read_as(kind: Kind, columns: Sequence[Seen], before: Sequence[str]) -> Reading:
    """Return a table read as a kind; its rank is 0 if it can't be one."""
    if kind is Kind.IGNORED:
        return _unread(columns, 0.0, "")
    if kind is Kind.KEY:
        return _as_key(columns, before)
    item = item_column(columns, kind) if kind in (Kind.ACTIONS, Kind.INDICATORS) else None
    choices = options(kind, columns, item)
    if kind is Kind.ACTIONS and item is not None and not _has_actions(columns, choices, item):
        choices = options(kind, columns, None)
    places = assigned(choices)
    if kind is Kind.ACTIONS and Place(fields.ACTION) not in places and _give_actions(choices):
        places = assigned(choices)
    chosen = tuple(choices[at][place] if place else None for at, place in enumerate(places))
    sure, rank = (_sure(kind, columns, places, chosen, unread) for unread in (_LITTLE_UNREAD, 1.0))
    if rank and _like_before(_BEFORE[kind], before):
        sure, rank = min(1.0, sure + _CALLED), rank + _CALLED
    return Reading(kind, sure, _why(kind, columns, places, chosen), rank, tuple(places), chosen)


def _has_actions(columns: Sequence[Seen], choices: Sequence[Mapping[Place, Fit]], item: int) -> bool:
    """Tell whether a column besides that of the items may be the actions; else the items are what is done."""
    others = (its for at, its in enumerate(choices) if at != item and not columns[at].contents.empty)
    return any(Place(fields.ACTION) in its for its in others)


def _give_actions(choices: list[dict[Place, Fit]]) -> bool:
    """Let what is most like the actions be these; False if nothing is.

    It is a comment, ``Actions for this quarter``, or a column for both the objectives and what is done for them.
    """
    action = Place(fields.ACTION)
    others = (Place(fields.COMMENT), Place(fields.OBJECTIVE))
    both = [
        its for its in choices if action in its and any(o in its and its[o].score >= its[action].score for o in others)
    ]
    best = max(both, key=lambda its: its[action].score, default={})
    if not best or best[action].score < _MAY_BE_DONE:
        return False
    for place in [each for each in best if each != action]:
        del best[place]
    return True


def _unread(columns: Sequence[Seen], sure: float, why: str) -> Reading:
    return Reading(Kind.IGNORED, sure, why, sure, (None,) * len(columns), (None,) * len(columns))


def _nothing(columns: Sequence[Seen]) -> Reading:
    return _unread(columns, _NOTHING, "nothing says that it is part of a plan")


def _as_key(columns: Sequence[Seen], before: Sequence[str]) -> Reading:
    taken = key_columns(columns)
    if taken is None:
        return _unread(columns, 0.0, "")._replace(kind=Kind.KEY)
    said = any(_like_before((*_BEFORE[Kind.KEY], *_MEANINGS), (column.own,)) for column in columns if column.headings)
    called = _like_before(_BEFORE[Kind.KEY], before)
    sure = 0.95 if said or called else 0.85
    places = tuple(each[0] if each else None for each in taken)
    chosen = tuple(each[1] if each else None for each in taken)
    return Reading(Kind.KEY, sure, "each rating is in it once", sure + _CALLED * called, places, chosen)


def _like_before(words: Collection[str], before: Collection[str]) -> bool:
    return any(most_like(text, words) > 0.85 for text in before)


def _sure(
    kind: Kind, columns: Sequence[Seen], places: Sequence[Place | None], chosen: Sequence[Fit | None], unread: float
) -> float:
    """Return how well a table fits a kind; a column that is left unread weighs as much as `unread`."""
    has = {place.field: fit.score for place, fit in zip(places, chosen, strict=True) if place and fit and not place.of}
    main = max((has.get(field, 0.0) for field in _MAIN[kind]), default=0.0)
    if not main or not _is_whole(kind, has, columns):
        return 0.0
    tells = _TELLS[kind]
    got = weight = 0.0
    for column, place, its_fit in zip(columns, places, chosen, strict=True):
        if place and its_fit:
            its = tells.get(place.field, _LITTLE) if place.of is None else _LITTLE
            got, weight = got + its * its_fit.score, weight + its
        elif not column.contents.empty:
            weight += unread if column.headings else 0.5 * unread
    dates_of_actions = (
        any(map(_has_unread_dates, columns, places))
        if kind is Kind.RECOMMENDATIONS
        else kind is Kind.INDICATORS
        and (not _FIGURES_OF_INDICATORS & {*has} or any(map(_has_unread_actions, columns, places)))
        and any(map(_has_deadlines, columns))
    )
    if dates_of_actions:
        got *= _WITH_DATES
    return got / weight * (0.5 + 0.5 * min(1.0, main / 0.8))


def _has_unread_dates(column: Seen, place: Place | None) -> bool:
    dates = column.contents.filled > 1 and column.contents.fits(Holds.END_DATE) >= _ENOUGH_DATES
    return place is None and dates and not names_a_period(column.own)


def _has_unread_actions(column: Seen, place: Place | None) -> bool:
    """Tell whether a column is left unread whose texts say `do this`: what is done, next to how it is measured."""
    return place is None and column.contents.filled > 1 and says_to_do(column)


def _has_deadlines(column: Seen) -> bool:
    """Tell whether a column has the dates by which things are done: then `Progress` in per cent is that of actions."""
    due = fit(column, heading_of(Kind.ACTIONS, fields.COMPLETION_DATE)).score
    return due >= _OTHERS and column.contents.filled > 1 and column.contents.fits(Holds.END_DATE) >= _ENOUGH_DATES


def _is_whole(kind: Kind, has: Mapping[str, float], columns: Sequence[Seen]) -> bool:
    """Tell whether a table has what such a table can't do without."""
    if kind is Kind.INDICATORS:
        of_items = all(_names_an_item(column) for column in columns if column.headings)
        return not of_items and any(has.get(field, 0) >= 0.5 for field in _FIGURES)
    if kind is Kind.PEOPLE:
        headed = any(column.headings for column in columns)
        return (
            fields.NAME in has
            and (fields.EMAIL in has or (headed and fields.ROLE in has))
            and len(columns) <= _MOST_OF_PEOPLE
        )
    if kind is Kind.ACTIONS:
        return has[fields.ACTION] >= 0.95 or any(has.get(field, 0) >= 0.6 for field in _OF_ACTIONS)
    return len(has) > 1


def _names_an_item(column: Seen) -> bool:
    """Tell whether a heading begins with a word for items: `Theme ID`, `Theme sponsor`."""
    return any(words_of(column.own)[: len(words)] == words for words in map(words_of, ITEM_WORDS))


def _beside_risks(reading: Reading, columns: Sequence[Seen]) -> Reading:
    """Return a reading as it is in view of the fact that a register of risks may have actions.

    What is done about a risk is only taken for an action of the plan if it says who does it by when; and a person is
    always asked, because a plan's risks are usually kept apart from it.
    """
    risks = next((sort for sort in OTHER if not sort.meant and _other(sort, columns).rank), None)
    if risks is None or reading.kind is Kind.IGNORED:
        return reading
    has = {place.field for place, fit in zip(reading.places, reading.fits, strict=True) if place and fit}
    if reading.kind is Kind.ACTIONS and {fields.ACTION, fields.TASK_LEAD, fields.COMPLETION_DATE} <= has:
        why = f"{reading.why}, though it is {risks.called}"
        return reading._replace(sure=min(reading.sure, _DOUBTFUL), rank=1.0, why=why)
    return reading._replace(sure=0.0, rank=0.0)


def _other(sort: Sort, columns: Sequence[Seen]) -> Reading:
    """Return a table read as one that is not part of a plan."""
    some = [column for column in columns if column.headings]
    core = [column for column in some if most_like(column.own, sort.words) > _OTHERS]
    beside = [column for column in some if column not in core and most_like(column.own, sort.beside) > _OTHERS]
    whole = len(core) + len(beside) == len(some)
    if not (len(core) > 1 or (core and whole)):
        return _unread(columns, 0.0, "")
    marked = any(most_like(column.own, sort.marks) > _OTHERS for column in core)
    if sort.marks and not marked and not (whole and len(core) > 1 and _names_it(sort, core)):
        return _unread(columns, 0.0, "")
    rank = max(_NOTHING, (len(core) + 0.75 * len(beside)) / len(some))
    why = f"its headings {_quoted([*core, *beside])} are those of {sort.called}"
    return _unread(columns, rank, why)._replace(sure=rank if sort.meant else min(rank, _DOUBTFUL))


def _names_it(sort: Sort, core: Sequence[Seen]) -> bool:
    """Tell whether a heading is what each row of such a table is: `Risk`, of a risk register."""
    return any(words_of(column.own) == words_of(sort.each) for column in core) if sort.each else False


def _why(kind: Kind, columns: Sequence[Seen], places: Sequence[Place | None], chosen: Sequence[Fit | None]) -> str:
    good = [
        (-_TELLS[kind].get(place.field, _LITTLE) * fit.score, at)
        for at, (place, fit) in enumerate(zip(places, chosen, strict=True))
        if place and fit and columns[at].headings and place.of is None
    ]
    best = [columns[at] for at in sorted(at for _, at in sorted(good)[:3])]
    if best:
        return f"its headings {_quoted(best)}" if len(best) > 1 else f"its heading {_quoted(best)}"
    return "what is in its columns"


def _quoted(columns: Collection[Seen]) -> str:
    return listed(list(dict.fromkeys(in_brief(column.own, NAME) for column in columns))[:3])
