"""Every difference between two versions of a plan, and what a board calls it. Pure functions.

A difference of what a cell says is told once: as a kind that boards ask about, or else as another cell (`Kind.OTHER`).
A status is told too, although no cell holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import zip_longest
from typing import Any, NamedTuple, TypeVar

from plan_workbook import layout
from plan_workbook.board.lines import Kind as LineKind
from plan_workbook.board.lines import label_of
from plan_workbook.board.moved import which_way
from plan_workbook.board.terms import Compared
from plan_workbook.layout import Column, Field
from plan_workbook.layout import Kind as Kinds
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.matching.keys import Matched
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.plan.put_off import again_in_words
from plan_workbook.plan.scale import Rating
from plan_workbook.plan.status import JUDGED, figure
from plan_workbook.register.same import same
from plan_workbook.values.text import tidy

R = TypeVar("R", bound=TableRow)


class Kind(StrEnum):
    """What changed, in the words of the JSON."""

    ADDED = "added"
    REMOVED = "removed"
    RATING = "rating"
    COMPLETED = "completed"
    PUT_OFF = "put off"
    BROUGHT_FORWARD = "brought forward"
    STATUS = "status"
    ACTUAL = "actual"
    TARGET = "target"
    BETTER = "better"
    LEAD = "lead"
    TITLE = "title"
    DESCRIPTION = "description"
    TEXT = "text"
    COMMENT = "comment"
    CONFIDENCE = "confidence"
    PROGRESS = "progress"
    IMPACT = "impact"
    NEXT_STEPS = "next steps"
    OTHER = "other"
    """Any other cell; the field says which."""


class Way(StrEnum):
    """Whether a change is for the better."""

    BETTER = "better"
    WORSE = "worse"
    NEITHER = "neither"


RECOMMENDATIONS, ACTIONS, INDICATORS, THE_PLAN = "recommendations", "actions", "indicators", "plan"
"""What a change is about; the first three are the lists of the JSON."""


class Change(NamedTuple):
    """One difference. Its texts are as a person reads them, but dates that moved are in ISO 8601."""

    table: str
    kind: Kind
    recommendation: str
    """The number of the recommendation as it is now; of one that was removed, as it was."""
    row: str | None
    """The ref of the action, or the PI number; None without one."""
    about: str
    """The title, action or description, as it is now: what people know it by."""
    heading: str
    """The heading of that."""
    field: str
    """The heading of the cell; of a row that was added or removed, of what it is known by."""
    before: str | None
    """None for nothing."""
    after: str | None
    days: int | None = None
    """By how many days a completion date moved later; below zero if it moved earlier."""
    way: Way = Way.NEITHER
    again: str = ""
    """Of a completion date that was put off more than once, as far as the history says: ``for the second time``."""


class Comparison(NamedTuple):
    """Two versions of a plan, and what differs."""

    old: Plan
    new: Plan
    changes: tuple[Change, ...]

    def of(self, table: str) -> tuple[Change, ...]:
        """Return the changes of one kind of thing that boards ask about; those of other cells are apart."""
        return tuple(each for each in self.changes if each.table == table and each.kind is not Kind.OTHER)

    @property
    def others(self) -> tuple[Change, ...]:
        """The changes of all other cells."""
        return tuple(each for each in self.changes if each.kind is Kind.OTHER)


def compared(old: Plan, new: Plan) -> Comparison:
    """Return every difference between two versions of a plan, in the order of the new one's sheets.

    Rows are matched as everywhere (docs/matching.md); those that were removed follow the others under their
    recommendation.
    """
    return Comparison(old, new, tuple(_Differences(old, new).all()))


_TOLD_APART = frozenset({"period", "report_date"})
"""The fields of the plan that say which version it is."""
_OF_A_RECOMMENDATION = {"title": Kind.TITLE, "lead": Kind.LEAD, "status": Kind.STATUS}
_OF_AN_ACTION = {"lead": Kind.LEAD, "text": Kind.TEXT, "comment": Kind.COMMENT}
_OF_AN_INDICATOR = {"lead": Kind.LEAD, "description": Kind.DESCRIPTION, "better": Kind.BETTER}
_FIGURES = {"actual": Kind.ACTUAL, **dict.fromkeys(("target", "target_now", "floor"), Kind.TARGET)}
_OF_PARAGRAPHS = {"progress": Kind.PROGRESS, "impact": Kind.IMPACT, "next_steps": Kind.NEXT_STEPS}


class _Of(NamedTuple):
    """The recommendation, action or indicator that changes are about."""

    table: str
    recommendation: str
    row: str | None
    about: str
    heading: str
    """The heading of what it is known by."""

    def changed(
        self,
        kind: Kind,
        field: str,
        before: str | None,
        after: str | None,
        way: Way = Way.NEITHER,
        days: int | None = None,
    ) -> Change:
        about = self.about, self.heading
        return Change(self.table, kind, self.recommendation, self.row, *about, field, before, after, days, way)

    def added(self) -> Change:
        return self.changed(Kind.ADDED, self.heading, None, self.about or None)

    def removed(self) -> Change:
        return self.changed(Kind.REMOVED, self.heading, self.about or None, None)


class _Differences:
    def __init__(self, old: Plan, new: Plan) -> None:
        self.old, self.new = old, new
        self.rows = MatchedPlans(old, new)

    def all(self) -> Iterator[Change]:
        plan = _Of(THE_PLAN, "", None, self.new.title, layout.PLAN.labels["title"])
        fields = [each for each in layout.PLAN.fields if each.key not in _TOLD_APART]
        yield from _cells(plan, fields, self.old.fields, self.new.fields, {})
        recommendations = self.rows.recommendations
        was = {pair.after.sheet: pair.before for pair in recommendations.both}
        for each in self.new.recommendations:
            if each.sheet in was:
                yield from self._recommendation(was[each.sheet], each)
            else:
                yield from (of.added() for of in _all_of(each))
        for each in recommendations.removed:
            yield from (of.removed() for of in _all_of(each))

    def _recommendation(self, then: Recommendation, now: Recommendation) -> Iterator[Change]:
        of = _recommendation(now)
        yield from _rating(of, layout.RECOMMENDATION.labels["rating"], then.rating, now.rating)
        heading = layout.RECOMMENDATION.labels["confidence"]
        yield from _rating(of, heading, then.confidence, now.confidence, Kind.CONFIDENCE)
        fields = [each for each in layout.RECOMMENDATION.fields if each.key not in ("rating", "confidence")]
        yield from _cells(of, fields, then.inputs, now.inputs, _OF_A_RECOMMENDATION)
        for table in layout.PARAGRAPHS:
            (column,) = table.inputs
            both = then.paragraphs(table.key), now.paragraphs(table.key)
            if any(_differ(*pair, column) for pair in zip_longest(*both, fillvalue=NO_INPUT)):
                before, after = ("\n\n".join(paragraph.text for paragraph in each) for each in both)
                yield of.changed(_OF_PARAGRAPHS[table.key], column.heading, before or None, after or None)
        yield from _rows(now, self.rows.indicators.under(now), now.indicator_rows, _indicator, self._indicator)
        yield from _rows(now, self.rows.actions.under(now), now.actions, _action, self._action)

    def _action(self, of: _Of, then: Action, now: Action) -> Iterator[Change]:
        for change in _action_cells(of, then, now):
            again = again_in_words(self.new, now) if change.kind is Kind.PUT_OFF else ""
            yield change._replace(again=again) if again else change

    def _indicator(self, of: _Of, then: Indicator, now: Indicator) -> Iterator[Change]:
        both = Compared(now, then, self.new, self.old)
        if both.status is not both.status_then:
            way = Way.NEITHER
            if both.status in JUDGED and both.status_then in JUDGED:
                fell = JUDGED.index(both.status) > JUDGED.index(both.status_then)
                way = Way.WORSE if fell else Way.BETTER
            heading = layout.INDICATORS.headings["status"]
            yield of.changed(Kind.STATUS, heading, both.status_then.value, both.status.value, way)
        for column in layout.INDICATORS.inputs:
            before, after = then.inputs[column.key], now.inputs[column.key]
            if column.key not in _FIGURES or not _differ(before, after, column):
                continue
            said = [_figure(row, read) for row, read in ((then, before), (now, after))]
            if said[0] == said[1]:
                yield of.changed(Kind.OTHER, column.heading, _shown(before), _shown(after))
                continue
            gain = both.improvement if column.key == "actual" else None
            way = Way.NEITHER if not gain else Way.BETTER if gain > 0 else Way.WORSE
            yield of.changed(_FIGURES[column.key], column.heading, said[0], said[1], way)
        columns = all_inputs(layout.INDICATORS, {**then.inputs, **now.inputs})
        others = [each for each in columns if each.key not in _FIGURES]
        yield from _cells(of, others, then.inputs, now.inputs, _OF_AN_INDICATOR)


def _rows(
    owner: Recommendation,
    matched: Matched[R],
    rows: Sequence[R],
    of: Callable[[Recommendation, R], _Of],
    cells: Callable[[_Of, R, R], Iterator[Change]],
) -> Iterator[Change]:
    """Yield the differences of the rows of one table; those that were removed follow the others."""
    was = {_place_of(pair.after): pair.before for pair in matched.both}
    for row in rows:
        then = was.get(_place_of(row))
        if then is None:
            yield of(owner, row).added()
        else:
            yield from cells(of(owner, row), then, row)
    yield from (of(owner, row).removed() for row in matched.removed)


def _place_of(row: TableRow) -> tuple[str, int]:
    """Return what tells a row from all others of its table."""
    return row.sheet, row.row


def _action_cells(of: _Of, then: Action, now: Action) -> Iterator[Change]:
    completed = now.complete and not then.complete
    yield from _rating(
        of, layout.ACTIONS.headings["rating"], then.rating, now.rating, Kind.COMPLETED if completed else Kind.RATING
    )
    told = {"rating"}
    due, was = now.completion_date.value, then.completion_date.value
    if due and was and due != was:
        told.add("completion_date")
        days = (due - was).days
        kind, way = (Kind.PUT_OFF, Way.WORSE) if days > 0 else (Kind.BROUGHT_FORWARD, Way.BETTER)
        heading = layout.ACTIONS.headings["completion_date"]
        yield of.changed(kind, heading, was.isoformat(), due.isoformat(), way, days)
    columns = all_inputs(layout.ACTIONS, {**then.inputs, **now.inputs})
    others = [each for each in columns if each.key not in told]
    yield from _cells(of, others, then.inputs, now.inputs, _OF_AN_ACTION)


def _rating(
    of: _Of, heading: str, then: Input[Rating], now: Input[Rating], kind: Kind = Kind.RATING
) -> Iterator[Change]:
    before, after = _label(then), _label(now)
    if before != after:
        way = _WAYS.get(which_way(then.value, now.value)[0], Way.NEITHER)
        yield of.changed(kind, heading, before, after, way)
    elif not same(then, now, Kinds.RATING):
        yield of.changed(Kind.OTHER, heading, _shown(then), _shown(now))


_WAYS = {LineKind.WORSE: Way.WORSE, LineKind.BETTER: Way.BETTER}


def _cells(
    of: _Of,
    declared: Sequence[Field | Column],
    then: Mapping[str, Input[Any]],
    now: Mapping[str, Input[Any]],
    kinds: Mapping[str, Kind],
) -> Iterator[Change]:
    """Yield the differences between cells, each of its kind; those without one are other cells."""
    for each in declared:
        before, after = then.get(each.key, NO_INPUT), now.get(each.key, NO_INPUT)
        if _differ(before, after, each):
            yield of.changed(kinds.get(each.key, Kind.OTHER), each.heading, _shown(before), _shown(after))


def _differ(then: Input[Any], now: Input[Any], declared: Field | Column) -> bool:
    """Tell whether two cells say different things, as `collect` understands it; one that can't be found says none."""
    found = Problem.ABSENT not in (then.problem, now.problem)
    return found and not same(then, now, declared.kind)


# --------------------------------------------------------------------------------------------- what people call it


def _all_of(each: Recommendation) -> Iterator[_Of]:
    """Yield a recommendation and all that is under it."""
    yield _recommendation(each)
    yield from (_indicator(each, row) for row in each.indicator_rows)
    yield from (_action(each, row) for row in each.actions)


def _recommendation(each: Recommendation) -> _Of:
    title = layout.RECOMMENDATION.labels["title"]
    return _Of(RECOMMENDATIONS, _number(each), None, tidy(each.title.text), title)


def _action(owner: Recommendation, each: Action) -> _Of:
    return _Of(ACTIONS, _number(owner), _shown(each.ref), tidy(each.text.text), layout.ACTIONS.headings["text"])


def _indicator(owner: Recommendation, each: Indicator) -> _Of:
    heading = layout.INDICATORS.headings["description"]
    return _Of(INDICATORS, _number(owner), _shown(each.number), tidy(each.description.text), heading)


def _number(each: Recommendation) -> str:
    return tidy(each.number.text) or each.sheet


def _label(read: Input[Rating]) -> str:
    return tidy(read.text) if read.value is None and read.given else label_of(read)


def _figure(row: Indicator, read: Input[Any]) -> str | None:
    return figure(row, read) if read.value is not None else _shown(read)


def _shown(read: Input[Any]) -> str | None:
    return read.text if read.typed else None
