"""The formulas of the Summary's counts: over the sheet with all recommendations, or over those that people fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from plan_workbook.board.told import Told
from plan_workbook.plan.model import Plan
from plan_workbook.writing.list_columns import RecommendationColumns
from plan_workbook.writing.literal import constant, is_criterion
from plan_workbook.writing.live_formulas import LONGEST_FORMULA, LiveCounts
from plan_workbook.writing.summary_grid import STATUSES

Formulas = Sequence[str | None]
"""One for each label; None where a count can't be a formula."""


class CountFormulas(NamedTuple):
    """The formulas of the counts, each with its equals sign."""

    recommendations: Formulas
    """By rating, those without one last."""
    actions: Formulas
    overdue: str | None
    indicators: Formulas
    """By status."""


def count_formulas(plan: Plan, told: Told, labels: Sequence[str], title: str | None) -> CountFormulas:
    """Return the formulas of the counts.

    Args:
        plan: the plan; if it has no recommendations, there are no formulas.
        told: what is told about it.
        labels: of the ratings, that of what has none last.
        title: of the sheet with all recommendations; None if there is none.
    """
    items = plan.recommendations
    if not items:
        return CountFormulas([None] * len(labels), [None] * len(labels), None, [None] * len(STATUSES))
    if title is None:
        return _over_sheets(plan, labels)
    places = RecommendationColumns(plan, told, title)
    ratings: list[str | None] = [None] * len(labels)
    if all(map(is_criterion, labels[:-1])):
        counted_here = [f"COUNTIF({places.cells(places.rating)},{constant(label)})" for label in labels[:-1]]
        ratings = [f"={each}" for each in counted_here]
        ratings.append("=" + "-".join([str(len(items)), *counted_here]))

    def total(column: int) -> str:
        return f"=SUM({places.cells(column)})"

    counts = places.counts
    return CountFormulas(
        _short_enough(ratings),
        [total(counts.of_actions(label)) for label in labels],
        total(counts.overdue),
        [total(counts.of_status(status)) for status in STATUSES],
    )


def _over_sheets(plan: Plan, labels: Sequence[str]) -> CountFormulas:
    live = [LiveCounts(plan, each) for each in plan.recommendations]
    rated = [each.rating().formula for each in live]
    ratings: list[str | None] = [None] * len(labels)
    if all(rated) and all(map(is_criterion, labels[:-1])):
        ratings = [_sum_of([f"--({(each or '')[1:]}={constant(label)})" for each in rated]) for label in labels[:-1]]
        others = [each[1:] if each else None for each in ratings]
        ratings.append(f"={len(live)}-({')-('.join(filter(None, others))})" if all(others) else None)
    actions, indicators = [each.actions() for each in live], [each.indicators() for each in live]
    return CountFormulas(
        _short_enough(ratings),
        [_sum_of([each[label].formula for each in actions]) for label in labels],
        _sum_of([each.overdue().formula for each in live]),
        [_sum_of([each[status].formula for each in indicators]) for status in STATUSES],
    )


def _short_enough(formulas: Formulas) -> Formulas:
    return [each if each and len(each) < LONGEST_FORMULA else None for each in formulas]


def _sum_of(formulas: Formulas) -> str | None:
    """Return the sum of formulas as one; None if one is missing or it would be too long."""
    if not all(formulas):
        return None
    whole = "=" + "+".join(f"({(each or '').removeprefix('=')})" for each in formulas)
    return whole if len(whole) < LONGEST_FORMULA else None
