"""What has moved since last month's plan: ratings, dates, targets, figures, additions and removals. Pure functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from plan_workbook.board.figures import rating_of
from plan_workbook.board.lines import (
    BETTER,
    CAME_OR_WENT,
    DATES,
    OTHERS,
    TARGETS,
    WORSE,
    Kind,
    Line,
    action_line,
    indicator_line,
    label_or_not_rated,
    pi_name,
    recommendation_line,
)
from plan_workbook.board.terms import Compared, tolerance_moved
from plan_workbook.layout import PLAN
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.put_off import again_in_words
from plan_workbook.plan.scale import CountsAs, Rating
from plan_workbook.plan.status import JUDGED, PIStatus, gap_of, which_is_better
from plan_workbook.values.text import counted, fold, listed, long_date, says_no_value, tidy

NOTHING_CHANGED = "Nothing: every rating, date and figure is as it was."
"""The text for a list of changes without any."""
_GROUPS = {
    Kind.WORSE: WORSE,
    Kind.BETTER: BETTER,
    Kind.DATES: DATES,
    Kind.TARGETS: TARGETS,
    Kind.CAME_OR_WENT: CAME_OR_WENT,
    Kind.OTHERS: OTHERS,
}
HOW_BAD = {
    CountsAs.COMPLETE: 0.0,
    CountsAs.ON_TRACK: 1.0,
    CountsAs.NOT_STARTED: 1.5,
    CountsAs.AT_RISK: 2.0,
    CountsAs.OFF_TRACK: 3.0,
}
"""How bad a rating is; the more, the worse. What is stopped is neither better nor worse than before."""
_RECOMMENDATION, _INDICATOR, _ACTION, _FIGURE = range(4)
"""The order of what moved within a group: the plan's items first, single figures last."""
_PLAN_DATES = ("plan_start", "plan_end", "data_as_at")
_OTHER_DATES = ("start_date", "original_completion_date", "date_completed")


@dataclass(frozen=True)
class _Move:
    """A line with its place in the list."""

    line: Line
    rank: int = _RECOMMENDATION
    size: float = 0.0


def since(previous: Plan) -> str:
    """Return the words for last month's plan: its period."""
    return previous.text("period") or "the previous workbook"


def moved_since(plan: Plan, previous: Plan, months: MatchedPlans | None = None) -> list[Line]:
    """Return the changes since last month's plan.

    First what got worse, then what got better, dates, targets, what was added or removed, and other figures; in each
    group recommendations first, and the largest change first.
    """
    moves = list(_Teller(plan, previous, months or MatchedPlans(previous, plan, surely=True)).moves())
    order = {kind: place for place, kind in enumerate(_GROUPS)}
    moves.sort(key=lambda move: (order[move.line.group], move.rank, -move.size))
    return [replace(move.line, kind=_GROUPS[move.line.group]) for move in moves]


class _Teller:
    def __init__(self, plan: Plan, previous: Plan, months: MatchedPlans) -> None:
        self.plan, self.previous, self.months = plan, previous, months
        self.since = since(previous)
        self.of_another_period: list[str] = []
        """The names of indicators whose actual is the same, of another period."""

    def moves(self) -> Iterator[_Move]:
        yield from self._of_the_plan()
        found = self.months.recommendations
        for then, now, _ in found.both:
            yield from self._recommendation(now, then)
        if self.of_another_period:
            how = f"Another period, and the actual as it was: {_some(self.of_another_period)}"
            yield _Move(_about_plan(self.plan, Kind.OTHERS, how), _FIGURE)
        word = self.plan.item_noun
        for each in found.added:
            much = _content(each)
            with_it = f" with {much}" if much else ""
            yield _Move(_about(each, Kind.CAME_OR_WENT, f"New {word}{with_it}: not in {self.since}"))
        for each in found.removed:
            much = _content(each)
            with_it = f" with {much}" if much else ""
            gone = _about(each, Kind.CAME_OR_WENT, f"Removed {word}{with_it}: it was in {self.since}")
            yield _Move(replace(gone, sheet="", cell=""))

    def _of_the_plan(self) -> Iterator[_Move]:
        said = tolerance_moved(self.plan, self.previous)
        if said:
            yield _Move(_about_plan(self.plan, Kind.TARGETS, said))
        for key in _PLAN_DATES:
            now, then = self.plan.fields[key], self.previous.fields[key]
            if _differ(now, then) and not _is_newer_data(key, now, then):
                how = f"{PLAN.labels[key]} {_day(then)}, now {_day(now)}"
                yield _Move(_about_plan(self.plan, Kind.DATES, how))

    # ------------------------------------------------------------------------------------- recommendations

    def _recommendation(self, now: Recommendation, then: Recommendation) -> Iterator[_Move]:
        rating, before = rating_of(now, self.plan.scale), rating_of(then, self.previous.scale)
        labels = label_or_not_rated(before), label_or_not_rated(rating)
        status = [tidy(each.status.text) or "no status" for each in (then, now)]
        if labels[0] != labels[1]:
            closed = now.business_as_usual and not then.business_as_usual
            how = f"{labels[0]}, now {labels[1]}" + (f" ({status[1]})" if closed else "")
            kind, size = which_way(before, rating)
            yield _Move(_about(now, kind, how), _RECOMMENDATION, size)
        elif now.status.value is not then.status.value:
            yield _Move(_about(now, Kind.OTHERS, f"Status {status[0]}, now {status[1]}"))
        numbers = [_number(each, self.plan.item_word) for each in (then, now)]
        if fold(numbers[0]) != fold(numbers[1]):
            yield _Move(_about(now, Kind.OTHERS, f"Number {numbers[0]}, now {numbers[1]}"))
        actions, indicators = self.months.actions.under(now), self.months.indicators.under(now)
        for old, action, _ in actions.both:
            yield from _action(now, action, old, self.plan)
        for old_indicator, indicator, _ in indicators.both:
            compared = Compared(indicator, old_indicator, self.plan, self.previous)
            yield from _indicator(now, compared)
            if compared.period_moved:
                self.of_another_period.append(pi_name(indicator) or tidy(indicator.description.text))
            if compared.previous_in_words:
                line = indicator_line(now, indicator, Kind.OTHERS, "", compared.previous_in_words)
                yield _Move(line, _FIGURE)
            numbers = [tidy(each.number.text) or "no number" for each in (old_indicator, indicator)]
            if fold(numbers[0]) != fold(numbers[1]):
                how = f"PI number {numbers[0]}, now {numbers[1]}"
                yield _Move(indicator_line(now, indicator, Kind.OTHERS, "", how), _FIGURE)
        yield from self._came_or_went(now, actions.added, actions.removed, action_line, _ACTION, "action")
        yield from self._came_or_went(
            now, indicators.added, indicators.removed, indicator_line, _INDICATOR, "indicator"
        )

    def _came_or_went(
        self,
        owner: Recommendation,
        added: tuple[Action, ...] | tuple[Indicator, ...],
        removed: tuple[Action, ...] | tuple[Indicator, ...],
        line: Callable[..., Line],
        rank: int,
        noun: str,
    ) -> Iterator[_Move]:
        for each in added:
            yield _Move(line(owner, each, Kind.CAME_OR_WENT, "", f"New {noun}: not here in {self.since}"), rank)
        for each in removed:
            gone = line(owner, each, Kind.CAME_OR_WENT, "", f"Removed {noun}: it was here in {self.since}")
            yield _Move(replace(gone, sheet=owner.sheet, cell="A1"), rank)


# --------------------------------------------------------------------------------------------- actions


def _action(owner: Recommendation, now: Action, then: Action, plan: Plan) -> Iterator[_Move]:
    labels = label_or_not_rated(then.rating.value), label_or_not_rated(now.rating.value)
    completed = now.complete and not then.complete
    if labels[0] != labels[1]:
        done = now.date_completed.value
        on = f", completed on {long_date(done)}" if completed and done else ""
        kind, size = which_way(then.rating.value, now.rating.value)
        yield _Move(action_line(owner, now, kind, "", f"{labels[0]}, now {labels[1]}{on}"), _ACTION, size)
    elif now.rating.value is None and fold(now.rating.text) != fold(then.rating.text):
        how = f"Rating '{tidy(then.rating.text)}', now '{tidy(now.rating.text)}', neither of them in the scale"
        yield _Move(action_line(owner, now, Kind.OTHERS, "", how), _ACTION)
    said = [due_moved(now, then, plan)]
    for key in _OTHER_DATES:
        mine, theirs = now.inputs[key], then.inputs[key]
        told = completed and key == "date_completed" and mine.value is not None and not theirs.given
        noted = key == "original_completion_date" and not theirs.given and mine.value == then.completion_date.value
        if _differ(mine, theirs) and not told and not noted:
            word = _DATE_WORDS[key]
            said.append(
                f"{word} {_day(theirs)}, now {_day(mine)}" if theirs.given else f"{word} {_day(mine)}, had none"
            )
    text = "; ".join(filter(None, said))
    if text:
        how = text[:1].upper() + text[1:]
        yield _Move(action_line(owner, now, Kind.DATES, "", how), _ACTION, abs(days_moved(now, then)))


_DATE_WORDS = {
    "start_date": "start",
    "original_completion_date": "original completion date",
    "date_completed": "date completed",
}


def days_moved(now: Action, then: Action) -> int:
    """Return by how many days an action's completion date moved later; below zero if it moved earlier."""
    due, was = now.completion_date.value, then.completion_date.value
    return (due - was).days if due and was else 0


def due_moved(now: Action, then: Action, plan: Plan) -> str:
    """Return how the completion date of one of the plan's actions moved; empty if it did not.

    ``put off by 30 days, for the second time: due 31 March 2018, now 30 April 2018``
    """
    mine, theirs = now.completion_date, then.completion_date
    if not _differ(mine, theirs):
        return ""
    days = days_moved(now, then)
    if not days:
        return f"due {_day(theirs)}, now {_day(mine)}"
    verb = "put off" if days > 0 else "brought forward"
    again = again_in_words(plan, now) if days > 0 else ""
    return f"{verb} by {counted(abs(days), 'day')}{again and f', {again}'}: due {_day(theirs)}, now {_day(mine)}"


# --------------------------------------------------------------------------------------------- indicators


def _indicator(owner: Recommendation, compared: Compared) -> Iterator[_Move]:
    now = compared.now
    if compared.changes:
        line = indicator_line(owner, now, Kind.TARGETS, "", compared.in_words)
        yield _Move(line, _INDICATOR, float(abs(compared.eased)))
    told = compared.moved_by_terms
    if not compared.actual_moved and (told or compared.status is compared.status_then):
        return
    change, size = compared.improvement, 0.0
    was, status = compared.status_then, compared.status
    if was is not status and was in JUDGED and status in JUDGED and not compared.changes:
        size = float(JUDGED.index(status) - JUDGED.index(was))
        kind, rank = (Kind.WORSE if size > 0 else Kind.BETTER), _INDICATOR
    elif change:
        kind, rank, size = (Kind.BETTER if change > 0 else Kind.WORSE), _FIGURE, float(change)
    elif compared.changes and compared.actual_moved and (told or was is status):
        return  # the line about its target says it
    else:
        kind, rank = Kind.OTHERS, _FIGURE
    yield _Move(indicator_line(owner, now, kind, "", _in_words(compared)), rank, abs(size))


def _in_words(compared: Compared) -> str:
    was, status = compared.status_then, compared.status
    if was is not status and not compared.moved_by_terms:
        now, then = compared.figures
        return f"{was.value}, now {status.value} ({then} then, {now} now)"
    said = compared.figures_in_words
    if compared.changes:
        return said
    better = which_is_better(compared.now)
    if status in (PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET):
        still = f"{said}; still {status.value}, {gap_of(compared.now)}"
        return f"{still} ({better})" if better else still
    return f"{said} ({better})" if better else said


# --------------------------------------------------------------------------------------------- small things


def which_way(then: Rating | None, now: Rating | None) -> tuple[Kind, float]:
    """Return whether a rating got worse or better, and by how much; neither if that can't be said.

    Of two that got worse by as much, the one that is worse now counts for a little more.
    """
    levels = [HOW_BAD.get(each.counts_as) if each and each.counts_as else None for each in (then, now)]
    if None in levels:
        return Kind.OTHERS, 0.0
    change = (levels[1] or 0.0) - (levels[0] or 0.0)
    if not change:
        return Kind.OTHERS, 0.0
    return (Kind.WORSE, change + (levels[1] or 0.0) / 100) if change > 0 else (Kind.BETTER, -change)


def _about(each: Recommendation, kind: Kind, how: str) -> Line:
    return recommendation_line(each, kind, "", how)


def _some(names: list[str]) -> str:
    """Return names for a sentence, no more than a few: ``CSC 001, CSC 002 and 26 others``."""
    if len(names) <= _MOST_NAMES:
        return listed(names)
    return listed([*names[: _MOST_NAMES - 1], f"{len(names) - _MOST_NAMES + 1} others"])


_MOST_NAMES = 4


def _about_plan(plan: Plan, kind: Kind, how: str) -> Line:
    return Line("Plan", "", "", "", plan.title, "", how, kind)


def _number(each: Recommendation, item_word: str) -> str:
    return bare_number(each.number.text, item_word) if each.number.given else "no number"


def _content(each: Recommendation) -> str:
    parts = [counted(len(each.actions), "action")] if each.actions else []
    parts += [counted(len(each.indicators), "indicator")] if each.indicators else []
    return " and ".join(parts)


def _is_newer_data(key: str, now: Input[object], then: Input[object]) -> bool:
    """Tell whether the figures only go up to a later day, as they do every month."""
    both = now.value, then.value
    return key == "data_as_at" and isinstance(both[0], date) and isinstance(both[1], date) and both[0] > both[1]


def _differ(now: Input[date] | Input[object], then: Input[date] | Input[object]) -> bool:
    if now.value is not None or then.value is not None:
        return now.value != then.value
    texts = ["" if says_no_value(each.text) else fold(each.text) for each in (now, then)]
    return texts[0] != texts[1]


def _day(read: Input[date] | Input[object]) -> str:
    if isinstance(read.value, date):
        return long_date(read.value)
    return f"'{tidy(read.text)}'" if read.given else "no date"
