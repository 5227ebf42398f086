"""Facts about a recommendation, worked out before rules look at it."""

from __future__ import annotations

from collections.abc import Callable

from plan_workbook.checking.actions.refs import refs_of
from plan_workbook.checking.alike import alike, elsewhere
from plan_workbook.checking.case import Case, Place, Subject
from plan_workbook.checking.indicators.pi_number import pi_named
from plan_workbook.checking.last_month import is_unchanged, other_words, rating_before_same_impact
from plan_workbook.checking.recommendations.table import RECOMMENDATIONS
from plan_workbook.plan.items import Numbers
from plan_workbook.plan.model import Action, Indicator, Recommendation
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus, gap_of, is_overdue, status_of
from plan_workbook.values.text import in_brief, listed_in_part

# --------------------------------------------------------------------------------------------- from one row


@RECOMMENDATIONS.of_row
def closed_by(case: Case[Recommendation]) -> str:
    """Return the key of the field that closes it, if any does."""
    return "status" if case.item.business_as_usual else "rating"


@RECOMMENDATIONS.of_row
def confidence_counts_as(case: Case[Recommendation]) -> CountsAs | None:
    """Return what its confidence counts as on the plan's scale."""
    rating = case.item.confidence.value
    return rating.counts_as if rating else None


# --------------------------------------------------------------------------------------------- from the whole plan


@RECOMMENDATIONS.of_plan
def same_number(subject: Subject) -> dict[Place, str]:
    """Return the other sheets with the same number, as ``12`` and ``R12`` are."""
    plan = subject.plan
    numbers = Numbers(plan.items, plan.item_word)
    return {
        (each.sheet, None): elsewhere(each.number, [(other.sheet, other.number) for other in others])
        for each, others in alike(
            plan.recommendations, lambda each: numbers.meant(each.number.text) if each.number.there else None
        )
    }


@RECOMMENDATIONS.of_plan
def has_progress(subject: Subject) -> dict[Place, bool]:
    """Tell whether any progress is given; also true if the place for it can't be found."""
    return {
        (each.sheet, None): not each.progress_heading or any(p.given for p in each.progress)
        for each in subject.plan.recommendations
    }


@RECOMMENDATIONS.of_plan
def actions(subject: Subject) -> dict[Place, int]:
    """Return how many actions it has; none if the table can't be found."""
    return _count(subject, "actions", lambda each: len(each.actions))


@RECOMMENDATIONS.of_plan
def indicators(subject: Subject) -> dict[Place, int]:
    """Return how many indicators it has; none if the table can't be found."""
    return _count(subject, "indicators", lambda each: len(each.indicators))


def _count(subject: Subject, table: str, count: Callable[[Recommendation], int]) -> dict[Place, int]:
    return {(each.sheet, None): count(each) for each in subject.plan.recommendations if table in each.places}


@RECOMMENDATIONS.of_plan
def states_none(subject: Subject) -> dict[Place, bool]:
    """Tell whether a row says that there are no indicators."""
    return {
        (each.sheet, None): len(each.indicator_rows) > len(each.indicators) for each in subject.plan.recommendations
    }


def _open_actions(recommendation: Recommendation) -> list[Action]:
    return [action for action in recommendation.actions if action.is_open]


@RECOMMENDATIONS.of_plan
def open_actions(subject: Subject) -> dict[Place, str]:
    """Return the actions that are still open, in words, if it is closed because everything is done."""
    return {
        (each.sheet, None): refs_of(left)
        for each in subject.plan.recommendations
        if each.closed and not each.stopped and (left := _open_actions(each))
    }


@RECOMMENDATIONS.of_plan
def all_complete(subject: Subject) -> dict[Place, bool]:
    """Tell whether it is rated and every action it has is complete or stopped."""
    return {
        (each.sheet, None): bool(each.actions) and not _open_actions(each) and each.rating.value is not None
        for each in subject.plan.recommendations
    }


@RECOMMENDATIONS.of_plan
def overdue_actions(subject: Subject) -> dict[Place, str]:
    """Return its overdue actions, in words."""
    report_date = subject.plan.report_date
    return {
        (each.sheet, None): refs_of(late)
        for each in subject.plan.recommendations
        if (late := [action for action in each.actions if is_overdue(action, report_date)])
    }


def _indicator_named(indicator: Indicator) -> str:
    given = indicator.number.given
    return pi_named(indicator.number.text) if given else in_brief(indicator.description.text)


@RECOMMENDATIONS.of_plan
def off_target(subject: Subject) -> dict[Place, str]:
    """Return its indicators that are off target, in words, and by how much."""
    found: dict[Place, str] = {}
    for each in subject.plan.recommendations:
        words = [
            f"{_indicator_named(indicator)} is {gap_of(indicator)}"
            for indicator in each.indicators
            if status_of(indicator, subject.plan) is PIStatus.OFF_TARGET
        ]
        if words:
            found[each.sheet, None] = listed_in_part(words)
    return found


@RECOMMENDATIONS.of_plan
def unchanged(subject: Subject) -> dict[Place, bool]:
    """Tell whether its progress is word for word the same as last month's."""
    return {
        (each.sheet, None): is_unchanged(each, subject.last_month.recommendation(each))
        for each in subject.plan.recommendations
    }


@RECOMMENDATIONS.of_plan
def rated_then_with_same_impact(subject: Subject) -> dict[Place, str]:
    """Return last month's rating if it was another one, but the words about the impact are still the same."""
    found = ((each, subject.last_month.recommendation(each)) for each in subject.plan.recommendations)
    return {
        (each.sheet, None): rating
        for each, before in found
        if (rating := rating_before_same_impact(each, before)) and not is_unchanged(each, before)
    }


@RECOMMENDATIONS.of_plan
def title_then(subject: Subject) -> dict[Place, str]:
    """Return last month's title of the recommendation with its number, if it has other words."""
    found: dict[Place, str] = {}
    for each in subject.plan.recommendations:
        before = subject.last_month.recommendation(each)
        if before is not None and other_words(each.title, before.title):
            found[each.sheet, None] = before.title.text
    return found
