"""What columns may be of which no heading says it, by what is in them: a person is always asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.contents import Contents
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, names_a_period
from plan_workbook.bringing.recognising.wording import most_like, period_of, words_of
from plan_workbook.bringing.recognising.words import ITEM_WORDS, OF_OTHERS, VERBS
from plan_workbook.layout import Kind as Holds
from plan_workbook.patterns import pattern
from plan_workbook.reading.dates import read_date
from plan_workbook.register import NUMBER
from plan_workbook.values.text import fold

_NUMBER = pattern(r"(?:[A-Za-z]{1,4}[ .-]?)?\d{1,3}(?:\.\d{1,3}){0,3}\.?")
Options = list[dict[Place, Fit]]
_KNOWN = 0.6
"""How well a column fits at least of which its heading says what it is."""
_SURE = 0.68
"""How sure it is what a column is of which only its texts tell."""
_ONLY_ITEMS = tuple(word for word in ITEM_WORDS if fold(word) not in OF_OTHERS)
"""What only items are called: below `Workstream`, nothing is done."""
_SAME_WORD = 0.9
_HALF, _MOSTLY = 0.5, 0.75
_NEAREST = 0.5
"""How well a heading fits at least that is nearest to something."""
_HALF_SAID = 0.7
"""Below this, what is in a column and where it is weigh more than its heading."""
_SURELY = 0.8
"""From here on, a heading is believed whatever is below it."""
_TOLD = frozenset(("progress", "update", "comment", "commentary", "narrative", "position"))
"""Words of headings of what is told of actions, whatever else these say: `What progress has been made?`"""
_LEAST_SORTS = 3
"""So many of texts, names, dates and ratings a table has at least that is guessed to list actions."""
_TITLE_WORDS = 2
"""Words in the middle of the titles of items at least."""
_LONG, _NAMES, _DATES, _RATINGS, _FIGURES = Holds.LONG_TEXT, Holds.LEADS, Holds.END_DATE, Holds.RATING, Holds.NUMBER
_NONE = Fit(0.0, "")
_TITLE = Place(fields.TITLE, Kind.RECOMMENDATIONS)
_FITTING = {
    **dict.fromkeys((fields.RAG, fields.CONFIDENCE, fields.STATUS), (_RATINGS,)),
    **dict.fromkeys((fields.TASK_LEAD, fields.LEAD, fields.LEAD_OFFICER, fields.SIGNED_OFF_BY, fields.NAME), (_NAMES,)),
    **dict.fromkeys(
        (fields.START_DATE, fields.COMPLETION_DATE, fields.ORIGINAL_COMPLETION_DATE, fields.DATE_COMPLETED), (_DATES,)
    ),
}
"""What is in columns of these fields."""


def by_contents(kind: Kind, columns: Sequence[Seen], options: Options, item: int | None) -> None:
    """Give columns whose headings say nothing what their texts say, if the table as a whole is like one of its kind."""
    named = (_TITLE, Place(NUMBER), Place(NUMBER, Kind.RECOMMENDATIONS))
    if item is not None and all(options[item].get(place, _NONE).score < _KNOWN for place in named):
        _say(options, item, _TITLE, "a text over several rows")
    sorts = [_sort(column) for column in columns]
    open_ones = [
        at for at, its in enumerate(options) if at != item and columns[at].headings and _is_open(its, sorts[at])
    ]
    if not open_ones:
        return
    for at in open_ones:
        _weaken(options[at])
    has = {*sorts}
    if kind is Kind.ACTIONS and _DATES in has and len({_LONG, _NAMES, _DATES, _RATINGS} & has) >= _LEAST_SORTS:
        _actions(columns, sorts, options, open_ones)
    elif kind is Kind.INDICATORS and sorts.count(_FIGURES) > 1 and _LONG in has:
        _indicators(columns, sorts, options, open_ones)
    elif kind is Kind.RECOMMENDATIONS and _DATES not in has and {_LONG} < has & {_LONG, _NAMES, _RATINGS}:
        title = _longest(columns, sorts, open_ones)
        if title is not None and not _taken(options, Place(fields.TITLE)) and columns[title].contents.same < _MOSTLY:
            _say(options, title, Place(fields.TITLE), "sentences")
        _progress(columns, sorts, options, [at for at in open_ones if at != title])


def _progress(
    columns: Sequence[Seen], sorts: Sequence[Holds | None], options: Options, open_ones: Sequence[int]
) -> None:
    """Take what is told in sentences next to the titles of recommendations for their progress."""
    told = [at for at in open_ones if sorts[at] is _LONG and _share(columns[at].contents.texts, _is_sentence) > _HALF]
    if len(told) == 1 and not _taken(options, Place(fields.PROGRESS)):
        _say(options, told[0], Place(fields.PROGRESS), "sentences")


def _is_open(its: dict[Place, Fit], sort: Holds | None) -> bool:
    """Tell whether no heading says what a column is, or only half says it and another thing is in it."""
    best = max(its, key=lambda place: its[place].score, default=None)
    if best is None or its[best].score < _KNOWN:
        return True
    if its[best].score < _HALF_SAID and (sort is not _LONG or best == Place(fields.ACTION)):
        return True
    if its[best].score >= _SURELY or sort not in (_RATINGS, _NAMES, _DATES, _LONG):
        return False
    return sort not in _FITTING.get(best.field, (_LONG, Holds.CODE, _FIGURES, None))


def guessed_item(kind: Kind, columns: Sequence[Seen]) -> int | None:
    """Return the column that by its texts has the items: before that of the rows, each over or for several of them."""
    rows = max((column.contents.filled for column in columns), default=0)
    sorts = [_sort(column) for column in columns]
    each = [at for at, column in enumerate(columns) if sorts[at] is _LONG and column.contents.filled >= _MOSTLY * rows]
    own = [at for at in each if columns[at].contents.same < _MOSTLY]
    is_one = (
        len({_NAMES, _DATES, _RATINGS} & {*sorts}) >= _LEAST_SORTS - 1
        if kind is Kind.ACTIONS
        else sorts.count(_FIGURES) > 1
    )
    if not own or not is_one:
        return None
    numbered_first = sorted(range(own[-1]), key=lambda at: columns[at].contents.numbered < _MOSTLY)
    for at in numbered_first:
        column, its = columns[at], columns[at].contents
        if its.shares.rating > _HALF or period_of(column.own):  # `3 - Green` has a number too; `By March 2027`
            continue
        if any(map(says_to_do, columns[:at])):  # what is done is before it
            continue
        several = its.filled > 1 and (its.same >= _MOSTLY or its.filled < _MOSTLY * rows)
        numbered = its.numbered >= _MOSTLY and (its.same > 0 or its.filled < rows)
        over_several = its.filled < rows or its.same >= _MOSTLY
        is_text = sorts[at] is _LONG or (sorts[at] is None and its.words >= _TITLE_WORDS and over_several)
        if column.headings and (is_text or its.numbered >= _MOSTLY) and (several or numbered):
            return at
    return None


def _actions(columns: Sequence[Seen], sorts: Sequence[Holds | None], options: Options, open_ones: list[int]) -> None:
    main = _likeliest_action(columns, sorts, [at for at in open_ones if not _goes_with_item(columns[at])])
    if main is not None and not _taken(options, Place(fields.ACTION)):
        _say(options, main, Place(fields.ACTION), "sentences")
        open_ones = [at for at in open_ones if at != main]
    action = max(range(len(options)), key=lambda at: options[at].get(Place(fields.ACTION), Fit(0.0, "")).score)
    rows = columns[action].contents.filled if action < len(columns) else 0
    for at in open_ones:
        column = columns[at]
        if sorts[at] is _RATINGS:
            _say(options, at, Place(fields.RAG), "ratings")
        elif sorts[at] is _NAMES:
            of_item = _goes_with_item(column)
            place = Place(fields.LEAD, Kind.RECOMMENDATIONS) if of_item else Place(fields.TASK_LEAD)
            _say(options, at, place, "names")
        elif sorts[at] is Holds.CODE and not _goes_with_item(column) and at < action:
            _say(options, at, Place(fields.REF), "numbers or codes")
        elif sorts[at] is _LONG and _goes_with_item(column) and at < action and not _taken(options, _TITLE):
            _say(options, at, _TITLE, "a text over several rows")
        elif sorts[at] is _LONG and at < action and columns[at].contents.filled < _MOSTLY * rows:
            _say(options, at, Place(fields.OBJECTIVE), "a text over several rows")
        elif (
            sorts[at] is _LONG
            and not _goes_with_item(column)
            and not _half_said(options[at], column, before=at < action)
        ):
            _say(options, at, Place(fields.COMMENT), "sentences")
    _dates(columns, options, [at for at in open_ones if sorts[at] is _DATES])


def _half_said(its: dict[Place, Fit], column: Seen, *, before: bool) -> bool:
    """Tell whether a heading half says that texts are what an action is for, or show that it is done.

    What an action is for is `before` it; and what is told of it in sentences is a comment.
    """
    field = fields.OBJECTIVE if before else fields.EVIDENCE
    said = its.get(Place(field), _NONE).score > _NEAREST
    return said and (before or _share(column.contents.texts, _is_sentence) < _HALF)


def _likeliest_action(columns: Sequence[Seen], sorts: Sequence[Holds | None], among: Sequence[int]) -> int | None:
    """Return the column of texts that is most probably what is done: it says `do this`, before who does it."""
    long = [
        at
        for at in among
        if sorts[at] is _LONG
        and most_like(columns[at].own, _ONLY_ITEMS) < _SAME_WORD
        and not _TOLD & {*words_of(columns[at].own)}
    ]
    who = next(
        (at for at, sort in enumerate(sorts) if sort in (_NAMES, _DATES) and not _goes_with_item(columns[at])), 0
    )

    def likely(at: int) -> tuple[float, float, int]:
        its = columns[at].contents
        said = 2 * _share(its.texts, _begins_as_action) - _share(its.texts, _is_sentence) + (at < who) - its.same
        return said, its.words, -at

    return max(long, key=likely, default=None)


def _share(texts: Sequence[str], is_such: Callable[[str], bool]) -> float:
    return sum(map(is_such, texts)) / max(1, len(texts))


def _begins_as_action(text: str) -> bool:
    return next(iter(words_of(text)), "") in VERBS


def says_to_do(column: Seen) -> bool:
    """Tell whether most texts of a column begin as what is to be done does: `Recruit a team`."""
    return _share(column.contents.texts, _begins_as_action) >= _MOSTLY


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?"))


def _dates(columns: Sequence[Seen], options: Options, open_ones: Sequence[int]) -> None:
    """Take the later of two dates for that of completion; one alone for whichever the table does not have."""
    start, due = Place(fields.START_DATE), Place(fields.COMPLETION_DATE)
    in_order = sorted(open_ones, key=lambda at: (_middle(columns[at]), at))
    if len(in_order) == 1:
        _say(options, in_order[0], start if _taken(options, due) else due, "dates")
    elif len(in_order) == 2:
        _say(options, in_order[0], start, "the earlier dates")
        _say(options, in_order[1], due, "the later dates")


def _middle(column: Seen) -> date:
    found = sorted(filter(None, (read_date(text, "", month_is_end=True) for text in column.contents.texts)))
    return found[len(found) // 2] if found else date.max


def _indicators(columns: Sequence[Seen], sorts: Sequence[Holds | None], options: Options, open_ones: list[int]) -> None:
    main = _longest(columns, sorts, open_ones)
    if main is not None and not _taken(options, Place(fields.DESCRIPTION)):
        _say(options, main, Place(fields.DESCRIPTION), "sentences")
    for at in open_ones:
        if sorts[at] is _NAMES:
            _say(options, at, Place(fields.LEAD_OFFICER), "names")
        elif sorts[at] is Holds.CODE:
            _say(options, at, Place(fields.PI_NUMBER), "numbers or codes")
    figures = [at for at in open_ones if sorts[at] is _FIGURES]
    free = [Place(field) for field in (fields.TARGET, fields.PREVIOUS, fields.ACTUAL)]
    free = [place for place in free if not _taken(options, place)]
    if len(figures) < len(free):
        free = [place for place in free if place.field != fields.PREVIOUS]
    for at, place in zip(figures, free, strict=False):
        _say(options, at, place, "figures")


def _sort(column: Seen) -> Holds | None:
    """Return what is mostly in a column; None if only its heading says it."""
    mostly = _mostly_in(column.contents)
    return None if mostly is _DATES and names_a_period(column.own) else mostly


@lru_cache(maxsize=512)
def _mostly_in(its: Contents) -> Holds | None:
    if its.is_colours:
        return _RATINGS
    if not its.filled:
        return None
    if all(len(text.strip(".)")) == 1 and text.islower() for text in its.texts):
        return Holds.CODE
    if _is_numbering(its.texts):
        return Holds.CODE
    for holds in (_RATINGS, _DATES, _FIGURES, Holds.CODE, _LONG, _NAMES):
        if its.fits(holds) >= (_HALF if holds is _FIGURES else _MOSTLY) and not (
            holds is _FIGURES and its.shares.whole >= _MOSTLY
        ):
            return holds
    return None


def _is_numbering(texts: Sequence[str]) -> bool:
    """Tell whether texts count: ``1.1``, ``1.2``, ``2.1``, each larger than the one before."""
    if len(texts) < 2 or not all(map(_NUMBER.fullmatch, texts)):
        return False
    numbers = [[*map(int, re.findall(r"\d+", text))] for text in texts]
    return all(one < other for one, other in pairwise(numbers))


def _goes_with_item(column: Seen) -> bool:
    return column.goes_with_item > 0.5


def _longest(columns: Sequence[Seen], sorts: Sequence[Holds | None], among: Sequence[int]) -> int | None:
    long = [at for at in among if sorts[at] is _LONG]
    return max(long, key=lambda at: (columns[at].contents.filled, columns[at].contents.words, -at), default=None)


def _best(its: dict[Place, Fit]) -> float:
    return max((fit.score for fit in its.values()), default=0.0)


def _taken(options: Options, place: Place) -> bool:
    """Tell whether a column is most probably that."""
    return any(place in its and its[place].score >= max(_KNOWN, _best(its)) for its in options)


def _say(options: Options, at: int, place: Place, what: str) -> None:
    _weaken(options[at])
    options[at][place] = Fit(_SURE, f"nothing but what is in it says so: {what}")


def _weaken(its: dict[Place, Fit]) -> None:
    for place, fit in its.items():
        its[place] = fit._replace(score=min(fit.score, _KNOWN - 0.01))
