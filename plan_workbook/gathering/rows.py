"""The rows of one plan in the tables of a store: plain tuples in the order of `schema`. Pure functions.

No email address and no note is in them, nor anything that a finding quotes: what a store holds, many people see.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from plan_workbook.board.attention import attention
from plan_workbook.board.each import Each, each_of
from plan_workbook.board.figures import figures, rating_of
from plan_workbook.board.glance import verdict
from plan_workbook.checking.finding import Finding, Report
from plan_workbook.gathering.identity import Identity
from plan_workbook.gathering.schema import ACTIONS, FINDINGS, INDICATORS, PLANS, RECOMMENDATIONS
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import plain_number
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.row_names import pi_number
from plan_workbook.plan.scale import CountsAs, Rating
from plan_workbook.plan.standing import Standing
from plan_workbook.plan.status import JUDGED, PIStatus, is_overdue, miss_of, shortfall, status_of
from plan_workbook.publishing.redaction import without_addresses
from plan_workbook.values.text import fold, tidy

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
"""The rows by the name of their table."""


def rows_of(plan: Plan, report: Report, identity: Identity, path: str) -> Rows:
    """Return the rows of a plan.

    Args:
        plan: the plan.
        report: its findings.
        identity: what it is known by.
        path: where its workbook is.
    """
    teller = _Teller(plan, report, identity, path)
    found = {
        PLANS.name: [teller.plan_row()],
        RECOMMENDATIONS.name: list(teller.recommendations()),
        ACTIONS.name: list(teller.actions()),
        INDICATORS.name: list(teller.indicators()),
        FINDINGS.name: list(teller.findings()),
    }
    clean = _Cleaner(without_addresses(plan))
    return {name: [clean.row(row) for row in rows] for name, rows in found.items()}


class _Cleaner:
    """Takes addresses out of texts; most texts come in many rows, and each is looked at once."""

    def __init__(self, cleaned: Callable[[str], str]) -> None:
        self._cleaned = cleaned
        self._known: dict[str, str] = {}

    def row(self, row: Row) -> Row:
        return tuple(self._text(each) if isinstance(each, str) else each for each in row)

    def _text(self, text: str) -> str:
        if text not in self._known:
            self._known[text] = self._cleaned(text)
        return self._known[text]


class _Teller:
    def __init__(self, plan: Plan, report: Report, identity: Identity, path: str) -> None:
        self.plan, self.report, self.path = plan, report, path
        self.identity = identity
        self._of = (identity.period, identity.plan, identity.authority)
        self.each: Each = each_of(plan)

    def plan_row(self) -> Row:
        plan = self.plan
        rated = Counter(_meaning(rating_of(each, plan.scale)) for each in plan.recommendations)
        standing = Counter(each.standing for each in self.each.actions)
        statuses = Counter(each.status for each in self.each.indicators)
        counts = self.report.counts
        return (
            *self._of,
            self.identity.title,
            plan.report_date,
            plan.text("period"),
            plan.date("data_as_at"),
            self.identity.version,
            self.identity.update,
            plan.item_word,
            verdict(plan, figures(plan), attention(plan)),
            len(plan.recommendations),
            *(rated[each.value] for each in CountsAs),
            rated[None],
            sum(bool(each.in_doubt) for each in self.each.recommendations),
            len(plan.actions),
            *(standing[each.value] for each in Standing),
            standing[None],
            len(plan.indicators),
            *(statuses[each.value] for each in PIStatus),
            len({fold(each.number.value) for each in plan.indicators if each.number.value}),
            counts["error"],
            counts["warning"],
            counts["note"],
            counts["accepted"],
            self.path,
        )

    def recommendations(self) -> Iterator[Row]:
        plan = self.plan
        for owner, each in zip(plan.recommendations, self.each.recommendations, strict=True):
            yield (
                *self._owned(owner),
                each.title,
                each.lead,
                each.status,
                each.rating,
                _meaning(rating_of(owner, plan.scale)),
                each.confidence,
                each.rating_before,
                bool(each.in_doubt),
                "\n".join(each.in_doubt) or None,
                len(owner.actions),
                sum(is_overdue(action, plan.report_date) for action in owner.actions),
                len(owner.indicators),
                sum(status_of(indicator, plan) is PIStatus.OFF_TARGET for indicator in owner.indicators),
            )

    def actions(self) -> Iterator[Row]:
        owned = [(owner, action) for owner in self.plan.recommendations for action in owner.actions]
        for (owner, action), each in zip(owned, self.each.actions, strict=True):
            yield (
                *self._owned(owner),
                each.ref,
                _said(action.text),
                _said(action.lead),
                each.rating,
                _meaning(action.rating.value),
                *(read.value for read in _dates(action)),
                each.standing,
                each.days_overdue,
                each.put_off_times,
                each.put_off_days,
            )

    def indicators(self) -> Iterator[Row]:
        owned = [(owner, indicator) for owner in self.plan.recommendations for indicator in owner.indicators]
        for (owner, indicator), each in zip(owned, self.each.indicators, strict=True):
            band = indicator.target.value
            edges = band.edges if isinstance(band, Band) else (None, None)
            yield (
                *self._owned(owner),
                each.number,
                pi_number(indicator),
                each.description,
                _said(indicator.lead),
                tidy(indicator.shown_unit) or None,
                indicator.better.value and indicator.better.value.value,
                each.status,
                _number(indicator.actual.value),
                _read(indicator.actual, each.actual),
                _number(indicator.previous.value),
                _number(indicator.target.value),
                *map(_number, edges),
                _read(indicator.target, each.target),
                _number(indicator.target_now.value),
                _read(indicator.target_now, each.target_now),
                _number(_miss(indicator, self.plan)),
                _number(miss_of(indicator, self.plan)),
                each.gap,
                _number(indicator.forecast.value),
                each.forecast,
                _number(indicator.benchmark.value),
                _period_end(self.plan, indicator),
                each.short_term,
                each.long_term,
                each.variation,
                each.assurance,
            )

    def findings(self) -> Iterator[Row]:
        for each in self.report.findings:
            yield self._finding(each, accepted=False, until=None)
        for accepted in self.report.accepted:
            yield self._finding(accepted.finding, accepted=True, until=accepted.until)

    def _finding(self, each: Finding, *, accepted: bool, until: date | None) -> Row:
        return (
            *self._of,
            each.rule,
            each.severity.value,
            accepted,
            until,
            each.sheet,
            each.cell,
            each.recommendation,
            each.table,
            each.item,
            each.field,
            each.lead,
        )

    def _owned(self, owner: Recommendation) -> Row:
        number = _said(owner.number)
        return (*self._of, number, plain_number(number, self.plan.item_word) if number else None)


def _dates(action: Action) -> tuple[Input[date], ...]:
    return action.start_date, action.completion_date, action.original_completion_date, action.date_completed


def _said(read: Input[Any]) -> str | None:
    return tidy(read.text) or None if read.given else None


def _read(read: Input[Any], shown: str | None) -> str | None:
    """Return a figure as people read it; not what was typed in its place, which may be a note."""
    return shown if read.value is not None else None


def _period_end(plan: Plan, each: Indicator) -> date | None:
    """Return when the period of an actual ends; if none is given, a figure goes up to Data As At."""
    if each.period.given or each.actual.value is None:
        return each.period.value
    return plan.date("data_as_at")


def _number(value: Decimal | Band | None) -> float | None:
    return float(value) if isinstance(value, Decimal) else None


def _meaning(rating: Rating | None) -> str | None:
    return rating.counts_as.value if rating and rating.counts_as else None


def _miss(indicator: Indicator, plan: Plan) -> Decimal | None:
    """Return by how much an actual misses its target, in its unit: 0 if it meets it, None if it is not judged."""
    actual, target, better = indicator.actual.value, indicator.judged_by.value, indicator.better.value
    if status_of(indicator, plan) not in JUDGED or actual is None or target is None or better is None:
        return None
    return max(Decimal(0), shortfall(actual, target, better))
