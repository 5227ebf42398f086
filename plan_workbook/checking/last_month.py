"""What last month's workbook had for the same recommendation, action or indicator. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

from plan_workbook.matching.keys import Matched
from plan_workbook.matching.plans import MatchedPlans, MatchedTable
from plan_workbook.patterns import pattern
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.plan.over_time import reported_again
from plan_workbook.plan.row_names import pi_number, plain_ref
from plan_workbook.plan.status import same_figure
from plan_workbook.values.text import fold, long_date
from plan_workbook.values.units import plain_unit

T = TypeVar("T")
R = TypeVar("R", bound=TableRow)
Compared = Callable[[Indicator, Indicator | None], str | None]
"""Compares an indicator with last month's: returns the text it had then if that is not what is expected now."""


class Gone(NamedTuple, Generic[T]):
    """Something that last month's plan had and this one has not."""

    then: T
    owner: Recommendation | None = None
    """The recommendation, as it is now, that it belonged to; None for a recommendation."""


class LastMonth:
    """Last month's plan, in which the rows of this month's are looked up; without one, nothing is found."""

    def __init__(self, before: Plan | None, now: Plan | None = None) -> None:
        """Match this month's plan with last month's."""
        matched = MatchedPlans(before, now, surely=True) if before and now else None
        recommendations = matched.recommendations if matched else Matched[Recommendation]((), (), ())
        self._then = {pair.after.sheet: pair.before for pair in recommendations.both}
        self.gone_recommendations = [each for each in recommendations.removed if each.number.there or each.title.given]
        """Last month's recommendations that this plan does not have; those without number and title are left out."""
        owners = {pair.before.sheet: pair.after for pair in recommendations.both}
        self._actions, self.gone_actions = _rows(matched.actions, owners) if matched else ({}, [])
        self._indicators, self.gone_indicators = _rows(matched.indicators, owners) if matched else ({}, [])

    def recommendation(self, now: Recommendation) -> Recommendation | None:
        """Return last month's version of a recommendation; None if it is new."""
        return self._then.get(now.sheet)

    def actions(self, now: Recommendation) -> dict[int, Action]:
        """Return last month's version of each action of a recommendation, by row.

        An action keeps its identity if its ref or its text changes, or if it moves to another recommendation.
        """
        return {each.row: then for each in now.actions if (then := self._actions.get((now.sheet, each.row)))}

    def indicators(self, now: Recommendation) -> dict[int, Indicator]:
        """Return last month's version of each indicator of a recommendation, by row.

        Figures of two PI numbers, or under two recommendations, are never compared, whatever the descriptions say.
        """
        before, found = self.recommendation(now), {}
        for each in now.indicators:
            then = self._indicators.get((now.sheet, each.row))
            same = then is not None and (
                pi_number(each) == pi_number(then) or None in (pi_number(each), pi_number(then))
            )
            if then is not None and same and before is not None and then.sheet == before.sheet:
                found[each.row] = then
        return found


def _rows(
    table: MatchedTable[R], owners: Mapping[str, Recommendation]
) -> tuple[dict[tuple[str, int], R], list[Gone[R]]]:
    """Return last month's version of each row by its sheet and row, and the rows that are gone.

    The rows of a recommendation that is gone itself are not among those that are gone, and neither are rows without
    name and text, because nobody can say what is missing.
    """
    pairs = [pair for owner in owners.values() for pair in table.under(owner).both]
    found = {(pair.after.sheet, pair.after.row): pair.before for pair in (*pairs, *table.moved.both)}
    gone = (each for each in table.moved.removed if each.sheet in owners and table.says_what_it_is(each))
    return found, [Gone(each, owners[each.sheet]) for each in gone]


_WORDS = pattern(r"\w+")


def other_words(now: Input[str], before: Input[str]) -> bool:
    """Tell whether both texts are given and differ in more than capitals, spaces and punctuation."""
    return now.there and before.there and _WORDS.findall(fold(now.text)) != _WORDS.findall(fold(before.text))


def text_then(now: Action, before: Action | None) -> str | None:
    """Return last month's text of the action with the same ref, or None if the words are the same."""
    same_ref = before is not None and plain_ref(now) == plain_ref(before) != ""
    if before is None or not same_ref or not other_words(now.text, before.text):
        return None
    return before.text.text


def original_date_then(now: Action, before: Action | None) -> str | None:
    """Return in words what the original completion date should be by last month's workbook; None if it may be."""
    if before is None or now.original_completion_date.problem is not None:
        return None
    mine, was = now.original_completion_date.value, before.original_completion_date.value
    if was is not None:
        return f"was {long_date(was)} last month" if mine != was else None
    due = before.completion_date.value
    if mine is None or due is None or before.original_completion_date.given or mine == due:
        return None
    return f"is new, but the action was due on {long_date(due)} last month"


def due_last_month(now: Action, before: Action | None) -> date | None:
    """Return when an action was due last month, or None unless it is now due later."""
    then, due = before.completion_date.value if before else None, now.completion_date.value
    return then if then and due and due > then else None


def is_unchanged(now: Recommendation, before: Recommendation | None) -> bool:
    """Tell whether there is progress, and exactly the same as last month."""
    return before is not None and _same_texts(now.progress, before.progress)


def rating_before_same_impact(now: Recommendation, before: Recommendation | None) -> str | None:
    """Return last month's rating if it was another one, although what is said of the impact is exactly the same."""
    if before is None or not _same_texts(now.impact, before.impact):
        return None
    ratings = now.rating.value, before.rating.value
    changed = None not in ratings and len({each.label for each in ratings if each}) > 1
    return before.rating.text if changed else None


def _same_texts(now: Iterable[Input[str]], before: Iterable[Input[str]]) -> bool:
    texts, then = ([fold(each.text) for each in paragraphs if each.given] for paragraphs in (now, before))
    return any(texts) and texts == then


def comment_is_old(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's actual if there is none now, and the comment is the one that stood beside it."""
    if before is None or before.actual.value is None or now.actual.value is not None:
        return None
    same = now.comment.there and now.comment.compared == before.comment.compared
    return before.actual.text if same else None


def still_no_figure(now: Indicator, before: Indicator | None) -> bool:
    """Tell whether there is no actual, as last month, and the comment that says why is word for word the same."""
    if before is None or now.actual.given or before.actual.given:
        return False
    return now.comment.there and now.comment.compared == before.comment.compared


def description_then(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's description of the indicator with the same PI number, or None if the words are the same."""
    same_number = before is not None and pi_number(now) == pi_number(before) is not None
    if before is None or not same_number or not other_words(now.description, before.description):
        return None
    return before.description.text


def previous_mismatch(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's actual, or None if Previous says the same, or last month's figure is reported again."""
    if before is None:
        return None
    if reported_again(now, before) and _other_figure(now, now.previous, before, before.previous) is None:
        return None
    return _other_figure(now, now.previous, before, before.actual)


def target_moved(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's target, or None if it has not changed."""
    return _other_figure(now, now.target, before, before.target) if before else None


def target_raised_although_lower(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's target if lower is better and this month's is higher, in the same unit."""
    if before is None or not now.better.value is before.better.value is Better.LOWER:
        return None
    mine, theirs = now.target.value, before.target.value
    if not isinstance(mine, Decimal) or not isinstance(theirs, Decimal) or mine <= theirs:
        return None
    units = {plain_unit(unit) for unit in (now.shown_unit, before.shown_unit) if unit}
    return target_moved(now, before) if len(units) < 2 else None


def _other_figure(now: Indicator, mine: Input[Any], before: Indicator, theirs: Input[Any]) -> str | None:
    if mine.value is None or theirs.value is None:
        return None
    units = [plain_unit(unit) for unit in (now.shown_unit or mine.unit, before.shown_unit or theirs.unit) if unit]
    same_unit = len(set(units)) < 2
    same = same_unit and same_figure(mine.value, theirs.value)
    if same:
        return None
    # Without a unit, 90 weeks would look the same as 90 days.
    return theirs.text if same_unit or theirs.unit else f"{theirs.text.strip()} {before.shown_unit}"
