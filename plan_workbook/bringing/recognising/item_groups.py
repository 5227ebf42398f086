"""Which column has the titles of a plan's items, if another one only says which group each belongs to."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.fitting import Fit, Place, Seen
from plan_workbook.bringing.recognising.kinds import Reading
from plan_workbook.layout import Kind as Holds

_TITLE = Place(fields.TITLE)
_SEVERAL = 4
"""So many rows at least tell that a text comes again and again."""
_WORDS = 3
"""How many words a title has in the middle, at least."""
_A_SENTENCE = 0.75
"""How well a column fits sentences, at least, whose heading says nothing and that is taken for the titles."""
_INSTEAD = 0.62
"""How sure a column is that is taken for the titles in the place of another one: a person is asked."""


def titles_not_groups(reading: Reading, columns: Sequence[Seen]) -> Reading:
    """Take the texts that each row has another one of for the titles, not those that come again and again.

    A `Theme` has several recommendations, and only what is below the headings tells that. It is done once it is known
    what the table is, and only if a single column can be the titles instead.
    """
    if reading.kind is not Kind.RECOMMENDATIONS or _TITLE not in reading.places:
        return reading
    group = reading.places.index(_TITLE)
    instead = [at for at, place in enumerate(reading.places) if place is None and _has_another_in_each_row(columns[at])]
    if not _comes_again(columns[group]) or len(instead) != 1:
        return reading
    places, fits = list(reading.places), list(reading.fits)
    places[instead[0]], fits[instead[0]] = _TITLE, Fit(_INSTEAD, "each row has another one")
    places[group], fits[group] = None, Fit(0.0, "several rows have the same one, so it only groups them")
    return reading._replace(places=tuple(places), fits=tuple(fits))


def _comes_again(column: Seen) -> bool:
    its = column.contents
    return its.filled >= _SEVERAL and 2 * len(its.texts) <= its.filled


def _has_another_in_each_row(column: Seen) -> bool:
    its = column.contents
    is_text = its.words >= _WORDS and its.fits(Holds.LONG_TEXT) >= _A_SENTENCE
    return its.filled >= _SEVERAL and not its.same and is_text
