"""What follows from a plan's history: its things from period to period. Pure functions.

What history has of a thing are the lines of periods before the plan's own report date; what the sheet says now comes
last. A thing without a number, ref or PI number of its own has no lines in history, only what its sheet says now.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from plan_workbook.plan.history_line import Figure, History, HistoryLine, Key, Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.status import status_of
from plan_workbook.values.text import tidy
from plan_workbook.values.units import is_in_unit, plain_unit

Thing = Recommendation | Action | Indicator
"""What has a history."""


def key_of_thing(plan: Plan, thing: Thing) -> Key | None:
    """Return what a thing of the plan is known by in its history; None if it has no line there.

    A blank number, ref or PI number has none, nor has one that another thing has too.
    """
    return plan.references.get((thing.sheet, 0 if isinstance(thing, Recommendation) else thing.row))


def earlier(plan: Plan, thing: Thing) -> tuple[HistoryLine, ...]:
    """Return the lines that history has of a thing before the plan's report date, by report date.

    Without a readable report date it is not known which those are, and there are none.
    """
    key, today = key_of_thing(plan, thing), plan.report_date
    if key is None or today is None:
        return ()
    return tuple(line for line in plan.history.of(key) if line.report_date < today)


def current(plan: Plan, thing: Thing) -> HistoryLine | None:
    """Return what the sheet says of a thing now, as a line of history; None without a readable report date."""
    if plan.report_date is None:
        return None
    owner = thing if isinstance(thing, Recommendation) else _owner(plan, thing)
    about = (plan.text("period"), plan.report_date)
    number = tidy(owner.number.text)
    if isinstance(thing, Indicator):
        return HistoryLine(
            *about,
            Kind.INDICATOR,
            number,
            tidy(thing.number.text),
            status=status_of(thing, plan).value,
            data_period=_as_typed(thing.period),
            target=figure_of(thing.judged_by, thing.shown_unit),
            actual=figure_of(thing.actual, thing.shown_unit),
            covers=thing.period.value if thing.period.given else plan.period_end or plan.report_date,
        )
    rating = thing.rating.value.code if thing.rating.value else ""
    if isinstance(thing, Action):
        return HistoryLine(
            *about, Kind.ACTION, number, tidy(thing.ref.text), rating=rating, due=thing.completion_date.value
        )
    return HistoryLine(*about, Kind.RECOMMENDATION, number, rating=rating)


def lines_of(plan: Plan, thing: Thing) -> tuple[HistoryLine, ...]:
    """Return all that is known of a thing: what history has of it, then what the sheet says now."""
    now = current(plan, thing)
    return (*earlier(plan, thing), now) if now is not None else ()


def series(plan: Plan, indicator: Indicator) -> tuple[HistoryLine, ...]:
    """Return the figures of an indicator, one line each: what history has by report date, then what the sheet says now.

    A figure that was reported again for the same data period counts once, as last reported; so the last line is the
    sheet's own if its actual can be read. Lines without an actual are left out, and so are those in another unit than
    the indicator's own: ``actual`` of each is given and in that unit.
    """
    found: dict[object, HistoryLine] = {}
    for at, line in enumerate(lines_of(plan, indicator)):
        if line.actual is None or not _same_unit(line.actual.unit, indicator.shown_unit):
            continue
        data_period = line.covers or line.data_period.casefold() or at
        found.pop(data_period, None)
        found[data_period] = line
    return tuple(found.values())


def ratings(plan: Plan, recommendation: Recommendation) -> tuple[HistoryLine, ...]:
    """Return the ratings of a recommendation over the periods, one line each, the sheet's own last.

    ``rating`` of each is the code; it is empty where the recommendation was not rated.
    """
    return lines_of(plan, recommendation)


def closing_lines(plan: Plan) -> tuple[HistoryLine, ...]:
    """Return what the plan says now as lines of history, in its own order; none without a readable report date.

    A thing without a number, ref or PI number has no line, nor has one whose number or ref another has too.
    """
    things: list[Thing] = []
    for each in plan.recommendations:
        things.append(each)
        things += each.actions
        things += each.indicators
    lines = [current(plan, thing) for thing in things if key_of_thing(plan, thing) is not None]
    return tuple(line for line in lines if line is not None)


def with_this_period(plan: Plan) -> History:
    """Return the history of a plan with what it says now as its last period; the same without a readable report date.

    What history had for the same report date is replaced.
    """
    lines = closing_lines(plan)
    if not lines:
        return plan.history
    before = (line for line in plan.history if line.report_date != plan.report_date)
    return History((*before, *lines), plan.item_word, plan.history.unread)


def figure_of(read: Input[Any], unit: str) -> Figure | None:
    """Return what an input says as a figure in the unit of its indicator; None if it has none that can be read.

    A target that is a range has two edges. ``number`` is no unit, so that nothing says ``18 number``.
    """
    unit = unit if plain_unit(unit) else ""
    if isinstance(read.value, Decimal):
        return Figure(read.value, unit)
    return Figure(read.value.low, unit, read.value.high) if isinstance(read.value, Band) else None


def _owner(plan: Plan, row: Action | Indicator) -> Recommendation:
    return next(each for each in plan.recommendations if each.sheet == row.sheet)


def _same_unit(one: str, other: str) -> bool:
    """Tell whether two units are the same; one of them may say more: ``days per case``."""
    return is_in_unit(one, other) or is_in_unit(other, one)


def _as_typed(period: Input[date]) -> str:
    """Return a period as a register has it: as it was typed, a date in ISO form."""
    if not period.given:
        return ""
    return period.raw.date().isoformat() if isinstance(period.raw, datetime) else tidy(period.text)
