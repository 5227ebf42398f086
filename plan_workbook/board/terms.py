"""What an indicator is judged by, its targets, tolerance and direction, and what became of it since last month."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.measures import Band, Tolerance
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.over_time import reported_again
from plan_workbook.plan.status import PIStatus, figure, pi_status, same_figure, status_of, terms_of
from plan_workbook.values.text import fold, says_no_value, tidy
from plan_workbook.values.units import plain_number, plain_unit, with_unit

NO_FIGURE = "no figure"


@dataclass(frozen=True)
class Compared:
    """One indicator in two months."""

    now: Indicator
    then: Indicator
    plan: Plan
    previous: Plan

    @property
    def status(self) -> PIStatus:
        """Its status now."""
        return status_of(self.now, self.plan)

    @property
    def status_then(self) -> PIStatus:
        """Its status last month."""
        return status_of(self.then, self.previous)

    @property
    def status_by_old_terms(self) -> PIStatus:
        """The status that its actual would have by last month's target, tolerance and direction."""
        terms = terms_of(self.then, self.previous.default_tolerance)
        comparable = self._comparable(self.now.actual, self.then.judged_by)
        return pi_status(self.now.actual.value, terms if comparable else terms._replace(target=None))

    @property
    def actual_moved(self) -> bool:
        """Whether the actual is another."""
        return self._differ(self.now.actual, self.then.actual)

    @property
    def comparable(self) -> bool:
        """Whether both actuals are in one unit, as far as one is given."""
        return self._comparable(self.now.actual, self.then.actual)

    @property
    def improvement(self) -> Decimal | None:
        """How much better the actual is, as a share of what it was; below zero if it is worse, None if not known."""
        better, now, then = self.now.better.value, self.now.actual.value, self.then.actual.value
        target = self.now.target.value
        if now is None or then is None or not self.actual_moved or not self.comparable:
            return None
        if isinstance(target, Band):
            change = target.beyond(then) - target.beyond(now)
        elif better in (Better.HIGHER, Better.LOWER):
            change = now - then if better is Better.HIGHER else then - now
        else:
            return None
        return change / abs(then) if then else change * 1000

    @property
    def actual_in_words(self) -> str:
        """The actual and what it was: ``actual unchanged at 88%``, ``actual 40%, was 80% (worse)``."""
        now, then = self.figures
        if not self.actual_moved:
            return f"actual unchanged at {now}" if self.now.actual.value is not None else "no actual"
        change = self.improvement
        travel = f" ({'better' if change > 0 else 'worse'})" if change else ""
        return f"actual {now}, {_was(then)}{travel}"

    @property
    def figures(self) -> tuple[str, str]:
        """The actual now and last month's, with their units."""
        now, then = (_shown(each, each.actual, NO_FIGURE) for each in (self.now, self.then))
        return now, then

    @property
    def figures_in_words(self) -> str:
        """The same as one text: ``92%, was 95%``, ``92%, had no figure``."""
        now, then = self.figures
        return f"{now}, {_was(then)}"

    @property
    def period_moved(self) -> bool:
        """Whether the actual is said to be of another period, and is the same."""
        mine, theirs = self.now.period, self.then.period
        return mine.value != theirs.value and self.now.actual.value is not None and not self.actual_moved

    @property
    def is_last_times(self) -> bool:
        """Whether the actual is last month's, of the same data period, as a quarter's that stays is."""
        return self.now.actual.value is not None and reported_again(self.now, self.then) and not self.actual_moved

    @property
    def previous_in_words(self) -> str:
        """What is given as the previous figure, if that is new and is not last month's actual; else empty."""
        given, was = self.now.previous, self.then.actual
        if given.value is None or was.value is None:
            return ""
        if not (self._differ(given, was) and self._differ(given, self.then.previous)):
            return ""
        return f"Previous is {figure(self.now, given)}, but last month's actual was {figure(self.then, was)}"

    @property
    def changes(self) -> tuple[str, ...]:
        """The changes of what it is judged by, each in words: ``target lowered from 100% to 85%``."""
        return tuple(filter(None, (self._figure("target"), self._target_now, *self._other_changes)))

    @property
    def unplanned(self) -> tuple[str, ...]:
        """The same, except for the target for the period if it is no easier: it goes up in steps, or was cleared."""
        now = self._target_now if self.eased > 0 or self.now.judged_by.value is None else ""
        return tuple(filter(None, (self._figure("target"), now, *self._other_changes)))

    @property
    def target_in_brief(self) -> str:
        """What the target was and is: ``85% to 80%``, ``9% to 10%, easier to meet``.

        Empty if it did not change or one of them is not known.
        """
        mine, theirs = self.now.target, self.then.target
        if mine.value is None or theirs.value is None or not self._differ(mine, theirs):
            return ""
        now, then = figure(self.now, mine), figure(self.then, theirs)
        if isinstance(mine.value, Band) or isinstance(theirs.value, Band):  # which have a "to" of their own
            return f"{now}, was {then}"
        raised = self._comparable(mine, theirs) and mine.value > theirs.value
        return f"{then} to {now}{', easier to meet' if raised and self._lower_is_better else ''}"

    @property
    def _other_changes(self) -> tuple[str, ...]:
        return self._figure("floor"), self._tolerance_words(), self._better()

    @property
    def _target_now(self) -> str:
        return self._figure("target_now", "target for the period")

    @property
    def eased(self) -> Decimal:
        """By what share of the old target the target was made easier to meet; zero or less if it was not."""
        mine, theirs = self.now.judged_by, self.then.judged_by
        now, then = mine.value, theirs.value
        if now is None or then is None or not self._comparable(mine, theirs):
            return Decimal(0)
        if isinstance(now, Band) and isinstance(then, Band):
            change, size = then.low - now.low + now.high - then.high, abs(then.high)
        elif isinstance(now, Band) or isinstance(then, Band):
            return Decimal(0)
        else:
            change, size = now - then if self.now.better.value is Better.LOWER else then - now, abs(then)
        return change / size if size else change

    @property
    def in_words(self) -> str:
        """The changes, then the status that came of them, then the actual.

        ``Target lowered from 100% to 85%: now On target; actual unchanged at 88%``
        """
        said = ", ".join(self.changes)
        if self.status is self.status_then:
            status = f"still {self.status.value}"
        elif self.status is self.status_by_old_terms and self._comparable(self.now.actual, self.then.judged_by):
            status = f"{self.status.value} with either"
        else:
            status = f"now {self.status.value}"
        return f"{said[:1].upper()}{said[1:]}: {status}; {self.actual_in_words}"

    @property
    def moved_by_terms(self) -> bool:
        """Whether the status is another because of what it is judged by, and not because of the actual."""
        return self.status is not self.status_then and self.status is not self.status_by_old_terms

    def _figure(self, key: str, name: str = "") -> str:
        """Return in words how a target or floor changed; empty if it did not."""
        mine, theirs = self.now.inputs[key], self.then.inputs[key]
        name = name or key
        if not self._differ(mine, theirs):
            return ""
        now, then = _shown(self.now, mine, ""), _shown(self.then, theirs, "")
        if not then:
            return f"{name} set at {now}, there was none"
        if not now:
            return f"{name} of {then} removed"
        verb = "changed"
        is_now, was = mine.value, theirs.value
        if isinstance(is_now, Band) or isinstance(was, Band):  # which have a "to" of their own
            return f"{name} {now}, was {then}"
        if isinstance(is_now, Decimal) and isinstance(was, Decimal) and self._comparable(mine, theirs):
            verb = "lowered" if is_now < was else "raised"
            return f"{name} {verb} from {then} to {now}{self._made_easier(is_now, was)}"
        return f"{name} {verb} from {then} to {now}"

    @property
    def _lower_is_better(self) -> bool:
        return self.now.better.value is self.then.better.value is Better.LOWER

    def _made_easier(self, now: Decimal, then: Decimal) -> str:
        """Return what a change of a target means where less is better, and *raised* sounds like more ambition."""
        if now == then or not self._lower_is_better:
            return ""
        return f" ({'easier' if now > then else 'harder'} to meet, as lower is better)"

    def _tolerance_words(self) -> str:
        mine, theirs = self.now.tolerance, self.then.tolerance
        terms = terms_of(self.now, self.plan.default_tolerance)
        now, then = terms.tolerance, terms_of(self.then, self.previous.default_tolerance).tolerance
        was = _amount(then, theirs)
        if mine.value is None and not says_no_value(mine.text) and self._differ(mine, theirs):
            return f"tolerance changed from {was} to {_unread(mine)}"
        own = mine.value is not None or theirs.value is not None
        if now == then or not (
            own or self.status is not pi_status(self.now.actual.value, terms._replace(tolerance=then))
        ):
            return ""
        verb = "changed"
        if now.absolute is then.absolute:
            verb = "widened" if now.size > then.size else "narrowed"
        return f"tolerance {verb} from {was} to {_amount(now, mine)}"

    def _better(self) -> str:
        now, then = self.now.better.value, self.then.better.value
        if now is then:
            return ""
        was, is_now = (each.value.lower() if each else "not given" for each in (then, now))
        return f"which way is better changed from {was} to {is_now}"

    def _comparable(self, mine: Input[Any], theirs: Input[Any]) -> bool:
        units = (mine.unit or self.now.shown_unit, theirs.unit or self.then.shown_unit)
        return len({plain_unit(unit) for unit in units if unit}) < 2

    def _differ(self, mine: Input[Any], theirs: Input[Any]) -> bool:
        if mine.value is None or theirs.value is None:
            texts = ["" if says_no_value(each.text) else fold(each.text) for each in (mine, theirs)]
            return mine.value is not theirs.value or texts[0] != texts[1]
        return not self._comparable(mine, theirs) or not same_figure(mine.value, theirs.value)


def tolerance_moved(plan: Plan, previous: Plan) -> str:
    """Return what has become of the tolerance for indicators without their own; empty if nothing has."""
    now, then = plan.default_tolerance, previous.default_tolerance
    if now == then:
        return ""
    verb = "widened" if now > then else "narrowed"
    return f"Tolerance of indicators without their own {verb} from {_percent(then)} to {_percent(now)}"


def _amount(tolerance: Tolerance, own: Input[Decimal]) -> str:
    return with_unit(tolerance.size, own.unit) if tolerance.absolute else _percent(tolerance.size)


def _percent(value: Decimal) -> str:
    return f"{plain_number(value)}%"


def _shown(each: Indicator, read: Input[Any], none: str) -> str:
    if read.value is not None:
        return figure(each, read)
    return none if says_no_value(read.text) else _unread(read)


def _unread(read: Input[Any]) -> str:
    why = "in another unit" if read.problem is Problem.OTHER_UNIT else "can't be read"
    return f"'{tidy(read.text)}' ({why})"


def _was(then: str) -> str:
    return f"had {then}" if then == NO_FIGURE else f"was {then}"
