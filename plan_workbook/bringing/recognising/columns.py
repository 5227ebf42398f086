"""Which field of the register each column of a table is, given what the table is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import pairwise

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.contents import Contents
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, fit
from plan_workbook.bringing.recognising.guessing import by_contents, guessed_item
from plan_workbook.bringing.recognising.neighbours import (
    by_elimination,
    due_not_done,
    fuller_first,
    moved_dates,
    next_steps,
    no_numerators,
    numbered_items,
    numbers_of_rows,
    outcomes_after,
    refs_after_items,
    refs_not_counts,
    titles_after_numbers,
)
from plan_workbook.bringing.recognising.series import in_series
from plan_workbook.bringing.recognising.wording import most_like, words_of
from plan_workbook.bringing.recognising.words import AN_ITEM_WORD, ITEM_NUMBER, ITEM_WORDS, WORDS, Heading
from plan_workbook.layout import Kind as Holds
from plan_workbook.patterns import pattern

_ITEM_FIELDS = (
    fields.TITLE,
    fields.LEAD,
    fields.STATUS,
    fields.RAG,
    fields.CONFIDENCE,
    fields.PROGRESS,
    fields.IMPACT,
    fields.NEXT_STEPS,
)
"""The fields of a recommendation that may be in columns next to its actions or indicators."""
_ITS_RATING = 0.3
"""How far the ratings in a column must be those of the items rather than of the rows."""
_CLEARLY = 0.02
"""How much better a column must be an item than an action or indicator."""
_SHARED = (fields.TASK_LEAD, fields.LEAD_OFFICER, fields.RAG, fields.COMMENT, fields.REF)
"""The fields of actions and indicators that a recommendation has too, by another name perhaps."""
_MEASURE_FIELDS = (
    fields.PI_NUMBER,
    fields.DESCRIPTION,
    fields.UNIT,
    fields.BETTER,
    fields.TARGET,
    fields.ACTUAL,
    fields.PREVIOUS,
    fields.BENCHMARK,
)
"""The fields of an indicator that may be in columns next to an action."""
_MORE = 0.1
"""How much better a heading must say who is responsible for an indicator than who leads an item."""
_UNKNOWN = 0.6
"""How well a column fits a field at most of which no heading says what it is."""
_HALF_SAID = 0.8
"""How well another field may fit a column whose texts are numbered as items are."""
_NUMBERED = 0.75
"""Which share of the texts of items that are numbered begins with a number."""
_EXACTLY = 0.95
"""How well a column fits a field at least whose heading is one of the words for it."""
BY_WORD = pattern(rf"(?i:{AN_ITEM_WORD})s?\s+\d")
"""What a text begins with that is an item by its word and number."""
_ITEM_WORDS = frozenset(map(words_of, ITEM_WORDS))
_NUMBERS = ("number", "ref", "id")
"""What the heading of the numbers of items ends with."""
_FEW_WORDS, _FEW_CODES = 2, 0.3
_TITLE, _SEVERAL, _AGAIN = ("title",), 3, 0.5
"""A heading of items that what is done may have too; so many rows at least tell that each has another text; and the
share of texts that come again in the column of the items then."""
LEAST = 0.5
"""How well a column fits at least that is taken for a field."""
_BY_FIELD = {kind: {heading.field: heading for heading in headings} for kind, headings in WORDS.items()}
_BESIDE = {fields.TASK_LEAD: fields.LEAD, fields.LEAD_OFFICER: fields.LEAD}
"""The words for a recommendation's lead mean that of an action or indicator where there is no recommendation."""


def heading_of(kind: Kind, field: str) -> Heading:
    """Return what is declared for a field."""
    return _BY_FIELD[kind][field]


def options(kind: Kind, columns: Sequence[Seen], item: int | None) -> list[dict[Place, Fit]]:
    """Return what each column of such a table may be, with how well it fits; `item` is the column of its items."""
    found = [_own(kind, column, item is not None) for column in columns]
    if kind in (Kind.ACTIONS, Kind.INDICATORS):
        for at, column in enumerate(columns):
            found[at] |= _of_items(kind, column, is_item=at == item, has_item=item is not None)
    if item is None and kind in (Kind.ACTIONS, Kind.INDICATORS):
        numbers_of_rows(kind, columns, found)
    for at, its in in_series(kind, columns).items():
        found[at] = its
    if kind is Kind.INDICATORS:
        no_numerators(columns, found)
    if kind is Kind.ACTIONS:
        due_not_done(columns, found)
        moved_dates(columns, found)
        refs_not_counts(columns, found)
        next_steps(columns, item, found)
    if item is not None:
        numbered_items(columns, item, found)
        refs_after_items(columns, item, found)
        titles_after_numbers(columns, item, found)
    by_elimination(kind, columns, found)
    outcomes_after(found)
    fuller_first(columns, found)
    if kind is Kind.ACTIONS and (measure := _measure(columns)) is not None:
        for at, column in enumerate(columns):
            found[at] |= _of_measures(column, at == measure)
    by_contents(kind, columns, found, item)
    return [{place: each for place, each in its.items() if each.score > LEAST} for its in found]


def _own(kind: Kind, column: Seen, has_item: bool) -> dict[Place, Fit]:
    found: dict[Place, Fit] = {}
    for heading in WORDS.get(kind, ()):
        beside = _BESIDE.get(heading.field) if not has_item else None
        its = fit(column, heading, heading_of(Kind.RECOMMENDATIONS, beside).words if beside else ())
        if has_item and heading.field in _SHARED and kind in (Kind.ACTIONS, Kind.INDICATORS):
            as_lead = fit(column, heading_of(Kind.RECOMMENDATIONS, fields.LEAD)).score
            if heading.field != fields.LEAD_OFFICER or its.score < as_lead + _MORE:  # no `Data owner` leads an item
                its = its._replace(score=its.score * (1 - 0.4 * column.goes_with_item))
        found[Place(heading.field)] = its
    return found


def _of_items(kind: Kind, column: Seen, *, is_item: bool, has_item: bool) -> dict[Place, Fit]:
    """Return which fields of a recommendation a column next to its actions or indicators may be."""
    found: dict[Place, Fit] = {}
    for heading in WORDS[Kind.RECOMMENDATIONS]:
        if heading.field not in _ITEM_FIELDS or not has_item or (heading.field == fields.TITLE) != is_item:
            continue
        if heading.holds is Holds.RATING and column.goes_with_item < _ITS_RATING:
            continue
        its = fit(column, _title(kind) if is_item else heading)
        weight = 0.97 if is_item else 0.6 + 0.38 * column.goes_with_item
        found[Place(heading.field, Kind.RECOMMENDATIONS)] = its._replace(score=its.score * weight)
    return found


def _of_measures(column: Seen, is_measure: bool) -> dict[Place, Fit]:
    """Return which fields of an indicator a column next to an action may be."""
    found: dict[Place, Fit] = {}
    for field in _MEASURE_FIELDS:
        if (field == fields.DESCRIPTION) == is_measure:
            its = fit(column, heading_of(Kind.INDICATORS, field))
            found[Place(field, Kind.INDICATORS)] = its._replace(score=its.score * 0.95)
    return found


def _measure(columns: Sequence[Seen]) -> int | None:
    """Return the column with the indicator of each action, if there are figures for it too; else None."""
    if not columns:
        return None
    best = max(
        range(len(columns)), key=lambda at: fit(columns[at], heading_of(Kind.INDICATORS, fields.DESCRIPTION)).score
    )
    as_measure = fit(columns[best], heading_of(Kind.INDICATORS, fields.DESCRIPTION)).score
    as_action = fit(columns[best], heading_of(Kind.ACTIONS, fields.ACTION)).score
    figures = [
        column
        for at, column in enumerate(columns)
        if at != best
        and column.contents.filled
        and column.contents.fits(Holds.NUMBER) >= 0.6
        and max(fit(column, heading_of(Kind.INDICATORS, field)).score for field in (fields.TARGET, fields.ACTUAL))
        >= 0.8
    ]
    is_one = as_measure >= 0.85 and as_measure > as_action and not columns[best].contents.empty
    return best if is_one and figures else None


def _title(kind: Kind) -> Heading:
    """Return what is declared for the title of the items that such a table's rows belong to."""
    title = heading_of(Kind.RECOMMENDATIONS, fields.TITLE)
    outcomes = heading_of(Kind.ACTIONS, fields.OBJECTIVE).words if kind is Kind.INDICATORS else ()
    return title._replace(words=(*title.words, *outcomes), vague=())


def item_column(columns: Sequence[Seen], kind: Kind = Kind.ACTIONS) -> int | None:
    """Return the column with the items that actions or indicators belong to, or None.

    An outcome may be the objective of actions, but indicators have none: it is what they belong to.
    """
    title = _title(kind)
    other = heading_of(kind, fields.DESCRIPTION if kind is Kind.INDICATORS else fields.ACTION)
    found: list[tuple[float, int]] = []
    for at, column in enumerate(columns):
        as_item = fit(column, title).score
        if most_like(column.own, ITEM_NUMBER.words) > 0.9:
            as_item = max(as_item, 0.9 * fit(column, ITEM_NUMBER).score)
        likely = as_item >= 0.7 and as_item > _CLEARLY + max(fit(column, other).score, _as_comment(column, kind))
        said = most_like(column.own, title.words) >= _EXACTLY
        if likely and (said or not _only_sorts(columns, at, other)):
            found.append((as_item, -at))
    if found:
        in_order = _numbered_first(columns, [-at for _, at in sorted(found, reverse=True)])
        return _not_done(columns, _titles_first(columns, in_order), other)
    if (by_name := _numbered_by_name(columns)) is not None:
        return by_name
    guessed = guessed_item(kind, columns)
    if guessed is None or _is_said_of_rows(columns, guessed, kind):
        return None
    numbered = columns[guessed].contents.numbered >= _NUMBERED
    again = columns[guessed].contents.same >= _NUMBERED  # so it is no ref of each row
    not_it = {fields.IDS[kind]} if again else set()
    if kind is Kind.ACTIONS and numbered and _is_another(columns, guessed, heading_of(kind, fields.OBJECTIVE)):
        not_it.add(fields.OBJECTIVE)  # so it is what plans call their items: `Objective | Outcome | Action`
    others = [heading for heading in WORDS[kind] if heading.field not in not_it]
    known = max(fit(columns[guessed], heading).score for heading in others)
    by_word = all(map(BY_WORD.match, columns[guessed].contents.texts))
    if numbered and (by_word or most_like(columns[guessed].own, ITEM_WORDS) >= _EXACTLY):
        return guessed
    if numbered and again:
        return guessed if known < _EXACTLY else None
    return guessed if known < (_HALF_SAID if numbered else _UNKNOWN) else None


def _numbered_by_name(columns: Sequence[Seen]) -> int | None:
    """Return the column right after that of its numbers, `Outcome no. | Outcome`, if these are of several rows each."""
    rows = max((column.contents.filled for column in columns), default=0)
    for at, (before, column) in enumerate(pairwise(columns), 1):
        word, its = words_of(column.own), before.contents
        numbered = words_of(before.own) in ((*word, last) for last in _NUMBERS)
        of_several = its.grouped or its.filled < rows  # merged over their rows
        if word in _ITEM_WORDS and numbered and of_several and its.fits(Holds.ITEM_NUMBER) >= _NUMBERED:
            return at
    return None


def _is_said_of_rows(columns: Sequence[Seen], at: int, kind: Kind) -> bool:
    """Tell whether a heading is near to a field of the rows, whose texts are left of it: `Success criteria`."""
    near = [word for heading in WORDS[kind] for word in heading.near]
    if most_like(columns[at].own, near) < _EXACTLY:
        return False
    main = heading_of(kind, fields.MAIN[kind])
    return any(fit(column, main).score >= _HALF_SAID for column in columns[:at])


def _numbered_first(columns: Sequence[Seen], likely: Sequence[int]) -> Sequence[int]:
    """Return columns that may have the items with a numbered one first, if one left of it only groups them.

    A `Theme` over `1. ...` and `2. ...` has several recommendations.
    """
    first, *others = likely
    numbered = [at for at in others if first < at and _is_numbered_title(columns[at].contents)]
    if not numbered or columns[first].contents.numbered or columns[first].contents.words < 1:
        return likely
    return [numbered[0], *(at for at in likely if at != numbered[0])]


def _is_numbered_title(its: Contents) -> bool:
    """Tell whether nearly each text of a column is a number and a title."""
    return its.numbered >= _NUMBERED and its.shares.code < _FEW_CODES


def _titles_first(columns: Sequence[Seen], likely: Sequence[int]) -> Sequence[int]:
    """Return columns that may have the items with that of the titles first, if that of their numbers is before it."""
    first, *others = likely
    numbers = columns[first].contents.fits(Holds.ITEM_NUMBER) >= _NUMBERED and first + 1 in others
    if not numbers or fit(columns[first + 1], heading_of(Kind.RECOMMENDATIONS, fields.TITLE)).score < _HALF_SAID:
        return likely
    return [first + 1, first, *(at for at in others if at != first + 1)]


def _is_another(columns: Sequence[Seen], at: int, heading: Heading) -> bool:
    """Tell whether another column fits a field."""
    return any(fit(column, heading).score >= _HALF_SAID for place, column in enumerate(columns) if place != at)


def _not_done(columns: Sequence[Seen], likely: Sequence[int], other: Heading) -> int:
    """Return the first of the columns that may have the items, unless it is a `Title` of what is done.

    It is if no other column can have that, each row has another text there, and another column of items has texts that
    come again: `Theme | Title | Assigned to`, as lists of SharePoint have it.
    """
    first, *others = likely
    texts = columns[first].contents
    done = [at for at, column in enumerate(columns) if at not in others and fit(column, other).score >= _HALF_SAID]
    again = [at for at in others if columns[at].contents.same >= _AGAIN]
    each_once = words_of(columns[first].own) == _TITLE and texts.filled >= _SEVERAL and not texts.same
    return again[0] if done == [first] and again and each_once else first


def _as_comment(column: Seen, kind: Kind) -> float:
    """Return how far a heading says that a column has what is said of each row: `Position statement`."""
    return fit(column, heading_of(kind, fields.COMMENT)).score


def _only_sorts(columns: Sequence[Seen], at: int, other: Heading) -> bool:
    """Tell whether a column is after that of the rows' texts and has words without numbers: it sorts them somehow."""
    its = columns[at].contents
    if not its.filled or its.words > _FEW_WORDS or its.numbered or its.shares.code > _FEW_CODES:
        return False
    main = max(range(len(columns)), key=lambda each: fit(columns[each], other).score)
    return main < at and fit(columns[main], other).score > LEAST


def assigned(choices: Sequence[Mapping[Place, Fit]]) -> list[Place | None]:
    """Return for each column the field it is, so that all together fit best; each field is given once."""
    pairs = sorted(
        ((each.score, -at, place) for at, its in enumerate(choices) for place, each in its.items()),
        key=lambda pair: (-pair[0], -pair[1], pair[2].field, pair[2].of or ""),
    )
    given: list[Place | None] = [None] * len(choices)
    for _, negative, place in pairs:
        if given[-negative] is None and place not in given:
            given[-negative] = place
    _improve(choices, given)
    return given


def _improve(choices: Sequence[Mapping[Place, Fit]], given: list[Place | None]) -> None:
    """Let one column give its field to another that it fits better, as long as all together fit better then."""

    def score(at: int, place: Place | None) -> float:
        return choices[at][place].score - LEAST if place is not None else 0.0

    for _ in range(len(choices)):
        changed = False
        for one, its in enumerate(choices):
            for place in its:
                if place == given[one]:
                    continue
                holder = given.index(place) if place in given else None
                if holder is None:
                    if score(one, place) > score(one, given[one]) + 1e-9:
                        given[one], changed = place, True
                    continue
                if score(one, place) + LEAST < _EXACTLY <= score(holder, place) + LEAST:
                    continue  # its heading says that it is this, and the other's only that it may be
                free = [each for each in choices[holder] if each not in given or each == given[one]]
                best = max(free, key=partial(score, holder), default=None)
                gain = score(one, place) + score(holder, best) - score(one, given[one]) - score(holder, place)
                if gain > 1e-9:
                    given[one], given[holder], changed = place, best, True
        if not changed:
            return
