"""What last month's workbook had for the same recommendation, action or indicator. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Generic, TypeVar

from plan_workbook.checking.actions.refs import plain_ref
from plan_workbook.checking.indicators.pi_number import is_placeholder
from plan_workbook.checking.matching import matched, unaccounted
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import Numbers
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.plan.status import same_figure
from plan_workbook.values.text import fold, long_date
from plan_workbook.values.units import plain_unit

T = TypeVar("T")
R = TypeVar("R", bound=TableRow)
Compared = Callable[[Indicator, Indicator | None], str | None]
"""Compares an indicator with last month's: returns the text it had then if that is not what is expected now."""


@dataclass(frozen=True)
class Gone(Generic[T]):
    """Something that last month's plan had and this one has not."""

    then: T
    owner: Recommendation | None = None
    """The recommendation, as it is now, that it belonged to; None for a recommendation."""


class LastMonth:
    """Last month's plan, in which the rows of this month's are looked up; without one, nothing is found."""

    def __init__(self, before: Plan | None, now: Plan | None = None) -> None:
        """Match this month's plan with last month's."""
        these, those = (now.recommendations, before.recommendations) if now and before else ((), ())
        numbers = Numbers([each.number.text for each in those if each.number.there], now.item_word if now else "")

        def number(each: Recommendation) -> str | None:
            return numbers.meant(each.number.text) if each.number.there else None

        pairs = matched(these, those, number, title_of)
        self._then = {these[this].sheet: those[that] for this, that in pairs.items()}
        taken = set(pairs.values())
        self.gone_recommendations = unaccounted(
            [each for at, each in enumerate(these) if at not in pairs],
            [each for at, each in enumerate(those) if at not in taken],
            number,
            title_of,
        )
        """Last month's recommendations that this plan does not have."""
        owners = {those[that].sheet: these[this] for this, that in pairs.items()}
        self._actions, self.gone_actions = _rows(these, those, owners, lambda r: r.actions, ref_of, text_of)
        self._indicators, self.gone_indicators = _rows(
            these, those, owners, lambda r: r.indicators, _pi, description_of
        )

    def recommendation(self, now: Recommendation) -> Recommendation | None:
        """Return last month's version of a recommendation: of the same title, or of the same number."""
        return self._then.get(now.sheet)

    def actions(self, now: Recommendation) -> dict[int, Action]:
        """Return last month's version of each action of a recommendation, by row.

        An action keeps its identity if its ref or its text changes, or if it moves to another recommendation.
        """
        return self._actions.get(now.sheet, {})

    def indicators(self, now: Recommendation) -> dict[int, Indicator]:
        """Return last month's version of each indicator of a recommendation, by row.

        Figures of two PI numbers, or under two recommendations, are never compared, whatever the descriptions say.
        """
        before, found = self.recommendation(now), {}
        for each in now.indicators:
            then = self._indicators[now.sheet].get(each.row) if before else None
            same = then is not None and (_pi(each) == _pi(then) or None in (_pi(each), _pi(then)))
            if then is not None and same and before is not None and then.sheet == before.sheet:
                found[each.row] = then
        return found


def _rows(
    these: Sequence[Recommendation],
    those: Sequence[Recommendation],
    owners: Mapping[str, Recommendation],
    rows: Callable[[Recommendation], Sequence[R]],
    name: Callable[[R], str | None],
    text: Callable[[R], str | None],
) -> tuple[dict[str, dict[int, R]], list[Gone[R]]]:
    """Return last month's version of each row of a table, by sheet and by row, and the rows that are gone.

    Rows are looked for under the same recommendation first, and then by their text in the whole plan. The rows of a
    recommendation that is gone itself are not among those that are gone.
    """
    found: dict[str, dict[int, R]] = {each.sheet: {} for each in these}
    left = {each.sheet: list(rows(each)) for each in these}
    gone: list[tuple[Recommendation, R]] = []
    for before in those:
        owner, then = owners.get(before.sheet), list(rows(before))
        if owner is not None:
            now = left[owner.sheet]
            pairs = matched(now, then, name, text)
            found[owner.sheet] = {now[this].row: then[that] for this, that in pairs.items()}
            then = [row for at, row in enumerate(then) if at not in set(pairs.values())]
            new = [row for at, row in enumerate(now) if at not in pairs]
            left[owner.sheet] = new
            then = unaccounted(new, then, name, text)
        gone += [(before, row) for row in then]
    moved = [row for new in left.values() for row in new]
    pairs = matched(moved, [row for _, row in gone], lambda _: None, text)
    for this, that in pairs.items():
        found[moved[this].sheet][moved[this].row] = gone[that][1]
    lost = [each for at, each in enumerate(gone) if at not in set(pairs.values())]
    return found, [Gone(row, owners[before.sheet]) for before, row in lost if before.sheet in owners]


def title_of(recommendation: Recommendation) -> str | None:
    """Return a title as it is compared between months; None without one."""
    return fold(recommendation.title.text) if recommendation.title.given else None


def ref_of(action: Action) -> str | None:
    """Return the ref of an action as it is compared between months; None without one."""
    return plain_ref(action) or None


def text_of(action: Action) -> str | None:
    """Return what an action says, as it is compared between months; None if it says nothing."""
    return action.text.compared


def _pi(indicator: Indicator) -> str | None:
    return None if is_placeholder(indicator) else indicator.number.compared


def description_of(indicator: Indicator) -> str | None:
    """Return the description of an indicator as it is compared between months; None without one."""
    return indicator.description.compared


_WORDS = re.compile(r"\w+")


def other_words(now: Input[str], before: Input[str]) -> bool:
    """Tell whether both texts are given and differ in more than capitals, spaces and punctuation."""
    return now.there and before.there and _WORDS.findall(fold(now.text)) != _WORDS.findall(fold(before.text))


def text_then(now: Action, before: Action | None) -> str | None:
    """Return last month's text of the action with the same ref, or None if the words are the same."""
    if before is None or ref_of(now) is None or ref_of(now) != ref_of(before) or not other_words(now.text, before.text):
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
