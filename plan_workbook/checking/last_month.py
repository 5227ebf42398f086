"""What last month's workbook had for the same recommendation, action or indicator. Pure functions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from decimal import Decimal
from typing import TypeVar

from plan_workbook.checking.actions.refs import plain_ref
from plan_workbook.checking.indicators.pi_number import is_placeholder
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.status import same_figure
from plan_workbook.values.text import fold
from plan_workbook.values.units import plain_unit

T = TypeVar("T")
Compared = Callable[[Indicator, Indicator | None], str | None]
"""Compares an indicator with last month's: returns the text it had then if that is not what is expected now."""


class LastMonth:
    """Last month's plan, in which rows are looked up; without one, nothing is found."""

    def __init__(self, plan: Plan | None) -> None:
        """Take last month's plan."""
        recommendations = plan.recommendations if plan else ()
        self._by_number = _only(recommendations, lambda each: each.number.compared)

    def recommendation(self, now: Recommendation) -> Recommendation | None:
        """Return last month's recommendation of the same number."""
        return self._by_number.get(now.number.compared) if now.number.there else None

    def actions(self, now: Recommendation) -> dict[int, Action]:
        """Return last month's version of each action of a recommendation, by row.

        Actions are found by their ref, or else by their text. If the refs have been changed, the same text under
        another ref is the same action.
        """
        before = self.recommendation(now)
        if before is None:
            return {}
        by_ref = _only(before.actions, lambda each: plain_ref(each) or None)
        by_text = _only(before.actions, _text)
        refs, texts = _only(now.actions, lambda each: plain_ref(each) or None), _only(now.actions, _text)
        found = {}
        for each in now.actions:
            same_ref = by_ref.get(plain_ref(each)) if refs.get(plain_ref(each)) is each else None
            same_text = by_text.get(_text(each)) if texts.get(_text(each)) is each else None
            if same_ref and _text(same_ref) == _text(each):
                same_text = same_ref
            match = same_text or same_ref
            if match:
                found[each.row] = match
        return found

    def indicators(self, now: Recommendation) -> dict[int, Indicator]:
        """Return last month's version of each indicator of a recommendation, by row.

        Indicators are found by their PI number, or by their description if they have none.
        """
        before = self.recommendation(now)
        if before is None:
            return {}
        then, this = _only(before.indicators, _pi), _only(now.indicators, _pi)
        return {
            each.row: then[key]
            for each in now.indicators
            if (key := _pi(each)) is not None and key in then and this.get(key) is each
        }


def _only(items: Iterable[T], key: Callable[[T], Hashable | None]) -> dict[Hashable | None, T]:
    """Return items by their keys, without those that share a key, because nobody can tell them apart."""
    groups: dict[Hashable | None, list[T]] = defaultdict(list)
    for item in items:
        groups[key(item)].append(item)
    return {name: group[0] for name, group in groups.items() if name is not None and len(group) == 1}


def _text(action: Action) -> str | None:
    return action.text.compared


def _pi(indicator: Indicator) -> tuple[str, str] | None:
    if (number := indicator.number.compared) is not None and not is_placeholder(indicator):
        return "number", number
    description = indicator.description.compared
    return None if description is None else ("description", description)


def due_last_month(now: Action, before: Action | None) -> date | None:
    """Return when an action was due last month, or None unless it is now due later."""
    then, due = before.completion_date.value if before else None, now.completion_date.value
    return then if then and due and due > then else None


def is_unchanged(now: Recommendation, before: Recommendation | None) -> bool:
    """Tell whether there is progress, and exactly the same as last month."""
    return before is not None and any(_progress(now)) and _progress(now) == _progress(before)


def _progress(recommendation: Recommendation) -> list[str]:
    return [fold(p.text) for p in recommendation.progress if p.given]


def previous_mismatch(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's actual, or None if Previous says the same."""
    return _other_figure(now, now.previous, before, before.actual) if before else None


def target_moved(now: Indicator, before: Indicator | None) -> str | None:
    """Return last month's target, or None if it has not changed."""
    return _other_figure(now, now.target, before, before.target) if before else None


def _other_figure(now: Indicator, mine: Input[Decimal], before: Indicator, theirs: Input[Decimal]) -> str | None:
    if mine.value is None or theirs.value is None:
        return None
    units = [plain_unit(unit) for unit in (now.shown_unit or mine.unit, before.shown_unit or theirs.unit) if unit]
    same_unit = len(set(units)) < 2
    same = same_unit and same_figure(mine.value, theirs.value)
    if same:
        return None
    # Without a unit, 90 weeks would look the same as 90 days.
    return theirs.text if same_unit or theirs.unit else f"{theirs.text.strip()} {before.shown_unit}"
