"""Whether two texts of documents are the same value of a field: a report and its tracker print it in their own ways."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.titles import bare_title
from plan_workbook.bringing.recognising.rating_words import LETTERS
from plan_workbook.bringing.recognising.words import BETTER_SAID
from plan_workbook.layout import Kind as Holds
from plan_workbook.reading.dates import read_date
from plan_workbook.reading.leads import read_leads
from plan_workbook.reading.numbers import read_number
from plan_workbook.values.text import fold, fold_name

_HOLDS = {field.label: field.kind for field in layout.PLAN.fields} | {
    heading: holds for of in fields.HOLDS.values() for heading, holds in of.items()
}
_RATED = (fields.RAG, fields.CONFIDENCE)
_CODES = {fold(word): fold(letter) for letter, word in LETTERS.items()}


def same_value(field: str, one: str, other: str) -> bool:
    """Tell whether two texts are the same value of a field.

    Capitals, spaces and the last full stop are nothing, nor is how a date, a figure, a rating or a way is written:
    ``90.0%`` is ``90%``, ``B`` is ``Blue``. A figure without a unit is the same as one with it.
    """
    if fold(one).rstrip(" .") == fold(other).rstrip(" ."):
        return True
    if field in fields.LEADS:
        return {fold_name(each) for each in read_leads(one)} == {fold_name(each) for each in read_leads(other)}
    if field == fields.TITLE:
        return bare_title(one) == bare_title(other)
    if field in _RATED:
        return _code(one) == _code(other)
    if field == fields.BETTER:
        ways = [BETTER_SAID.get(fold(text)) for text in (one, other)]
        return ways[0] is not None and ways[0] == ways[1]
    holds = _HOLDS.get(field)
    if holds in layout.DATES:
        days = [read_date(text, "General", month_is_end=holds is Holds.END_DATE) for text in (one, other)]
        return days[0] is not None and days[0] == days[1]
    return holds in layout.NUMBERS and _same_figure(one, other)


def _code(rating: str) -> str:
    return _CODES.get(fold(rating), fold(rating))


def _same_figure(one: str, other: str) -> bool:
    first, second = (read_number(text, "General", "") for text in (one, other))
    units = {first.unit, second.unit} - {None}
    return first.value is not None and first.value == second.value and len(units) < 2
