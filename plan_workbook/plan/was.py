"""What a sheet says of the last period next to its inputs: ``was A``, ``was 90%``, ``was 31 Mar 2018``.

Such a text is no input: nothing is read from it, counted or exported.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from plan_workbook.plan.history import Thing, earlier, figure_of
from plan_workbook.plan.history_line import Figure, HistoryLine
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation

Said = Mapping[tuple[int, str], str]
"""Texts by the row and the key of their column, those next to a sheet's fields by 0 and the key of the field."""
FIELDS = 0
TYPED = ""
"""In place of such a text: somebody typed something else into its cell."""
_START = "was "
_LONGEST = 60
"""Characters of what it was; a longer one is left out."""


def is_was(content: object) -> bool:
    """Tell whether a cell holds such a text."""
    return isinstance(content, str) and content.startswith(_START) and len(content) <= len(_START) + _LONGEST


def said_by(each: Recommendation) -> dict[tuple[int, str], str]:
    """Return what a recommendation says now, as a sheet will say it of the last period."""
    found = {(FIELDS, "rating"): _was(each.rating.value.code if each.rating.value else "")}
    for action in each.actions:
        rating = action.rating.value.code if action.rating.value else ""
        found |= _of_action(action, rating, action.completion_date.value)
    for indicator in each.indicators:
        found |= _of_indicator(indicator, figure_of(indicator.target, indicator.shown_unit))
    return _given(found)


def in_history(plan: Plan) -> dict[str, Said]:
    """Return what the last period of a plan's history says of it, by the sheets of its recommendations.

    History has the target that an indicator was judged against, so those with a target for the period are left out.
    """
    before = [day for day in plan.history.periods if plan.report_date is not None and day < plan.report_date]
    if not before:
        return {}
    return {each.sheet: _given(dict(_in_history(plan, each, before[-1]))) for each in plan.recommendations}


def _in_history(plan: Plan, each: Recommendation, day: date) -> Iterator[tuple[tuple[int, str], str]]:
    def line(thing: Thing) -> HistoryLine | None:
        return next((line for line in earlier(plan, thing) if line.report_date == day), None)

    own = line(each)
    if own:
        yield (FIELDS, "rating"), _was(own.rating)
    for action in each.actions:
        if found := line(action):
            yield from _of_action(action, found.rating, found.due).items()
    for indicator in each.indicators:
        if (found := line(indicator)) and not indicator.target_now.given:
            yield from _of_indicator(indicator, found.target).items()


def _of_action(row: Action, rating: str, due: date | None) -> dict[tuple[int, str], str]:
    said = f"{due.day} {due:%b %Y}" if due else ""
    return {(row.row, "was_rating"): _was(rating), (row.row, "was_completion_date"): _was(said)}


def _of_indicator(row: Indicator, target: Figure | None) -> dict[tuple[int, str], str]:
    return {(row.row, "was_target"): _was(target.text if target else "")}


def _was(said: str) -> str:
    said = " ".join(said.split())
    return f"{_START}{said}" if said and len(said) <= _LONGEST else ""


def _given(found: Mapping[tuple[int, str], str]) -> dict[tuple[int, str], str]:
    return {place: text for place, text in found.items() if text}
