"""Whether a table is the key of ratings: each rating once, and what it means."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.columns import assigned
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen, fit
from plan_workbook.bringing.recognising.wording import most_like
from plan_workbook.bringing.recognising.words import WORDS
from plan_workbook.layout import Kind as Holds

_MOST_RATINGS, _MOST_COLUMNS = 10, 8
_HEADED = 0.8
"""How like a heading of a key each heading is at least."""
_MOST_WORDS = 4
"""In the middle, words of a rating that is known by its colour alone."""
_FIRST = 0.86
"""How surely the first of several columns with words for ratings has those that the plan gives."""
_CODE = 3
"""Characters of a code."""


def key_columns(columns: Sequence[Seen]) -> list[tuple[Place, Fit] | None] | None:
    """Return what each column of a key is; None if the table is not one."""
    some = [column for column in columns if not column.contents.empty]
    rated = [column for column in some if _lists_ratings(column)]
    if not rated or len(some) > _MOST_COLUMNS:
        return None
    if any(
        not _may_head(column) or not (column in rated or _explains(column) or _counts_on(column)) for column in some
    ):
        return None
    choices = [{place: each for place, each in _may_be(column).items() if each.score > 0.3} for column in columns]
    if len(rated) > 1 and rated[0].nameless:
        choices[columns.index(rated[0])][Place(fields.CODE)] = Fit(_FIRST, "ratings are in it")
    return [(place, choices[at][place]) if place is not None else None for at, place in enumerate(assigned(choices))]


def _lists_ratings(column: Seen) -> bool:
    """Tell whether ratings are in a column, each once."""
    its = column.contents
    if its.is_colours:
        return 2 <= its.coloured <= _MOST_RATINGS and len(its.colours) == its.coloured
    known = its.fits(Holds.RATING) >= 0.7 or (its.hues > 1 and its.words <= _MOST_WORDS)
    return 2 <= its.filled <= _MOST_RATINGS and its.same == 0 and known


def _may_head(column: Seen) -> bool:
    """Tell whether a column has no heading or one that keys have."""
    words = (word for heading in WORDS[Kind.KEY] for word in (heading.field, *heading.words))
    return column.nameless or most_like(column.own, tuple(words)) >= _HEADED


def _explains(column: Seen) -> bool:
    """Tell whether what is in a column may be a rating or say what one means."""
    shares = column.contents.shares
    return max(shares.date, shares.figure, shares.email) < 0.3 and column.contents.same <= 0.5


def _counts_on(column: Seen) -> bool:
    """Tell whether a column has the numbers that ratings are called by, in their order: 1 to 4."""
    its = [text.strip(" .") for text in column.contents.texts]
    return its in ([str(at) for at in range(1, len(its) + 1)], [str(at) for at in range(len(its), 0, -1)])


def _may_be(column: Seen) -> dict[Place, Fit]:
    found = {Place(heading.field): fit(column, heading) for heading in WORDS[Kind.KEY]}
    its = column.contents
    if its.is_colours:
        return {Place(fields.COLOUR): Fit(0.9, "colours are in it")}
    if _counts_on(column):
        return {Place(fields.CODE): Fit(0.96, "ratings are called by numbers")}
    if _lists_ratings(column):
        short = all(len(text) <= _CODE for text in its.texts)
        wordy = any(" " in text for text in its.texts)
        found.pop(Place(fields.PROGRESS), None)
        found[Place(fields.CODE)] = Fit(0.95 if short else 0.8 if wordy else 0.85, "ratings are in it")
        found[Place(fields.LABEL)] = Fit(0.8 if short else 0.85 if wordy else 0.84, "ratings are in it")
    elif its.shares.long >= 0.3:
        score = max(0.8, found[Place(fields.PROGRESS)].score)
        found[Place(fields.PROGRESS)] = Fit(score, "it says what the ratings mean")
    elif found[Place(fields.LABEL)].score < 0.8:
        found[Place(fields.LABEL)] = Fit(0.8, "it says what the ratings mean")
    return found
