"""Where each thing of a plan stands, as a table each of recommendations, actions and indicators, on a console."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.text import Text

from plan_workbook import layout
from plan_workbook.board.behaviour import behaviour_in_words, expected_in_words, year_in_words
from plan_workbook.board.each import Each, EachAction, EachIndicator, EachRecommendation
from plan_workbook.plan.model import Plan
from plan_workbook.plan.over_time import NO_NEW_FIGURE, Travel
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.values.text import counted, in_brief, plural

_NOTHING = "-"
_FEW_LETTERS = 160
"""Of a title, action or indicator; its sheet has it in full."""


def print_each(console: Console, plan: Plan, each: Each) -> None:
    """Print the three tables; columns in which nothing is known are left out."""
    number = layout.RECOMMENDATION.labels["number"]
    _table(
        console,
        plural(plan.item_word),
        [number, layout.RECOMMENDATION.labels["rating"], "Before", layout.RECOMMENDATION.labels["confidence"], "What"],
        [_recommendation(one) for one in each.recommendations],
    )
    action = layout.ACTIONS.headings
    _table(
        console,
        layout.ACTIONS.title,
        [number, action["ref"], action["rating"], "Due", "Standing", "Overdue", "Put off", "What"],
        [_action(one, row.text.text) for one, row in zip(each.actions, plan.actions, strict=True)],
    )
    pi = layout.INDICATORS.headings
    _table(
        console,
        layout.INDICATORS.title,
        [number, pi["number"], pi["status"], pi["actual"], pi["target"], pi["target_now"], "What"],
        [
            _indicator(one, (*behaviour_in_words(plan, row), *expected_in_words(row)))
            for one, row in zip(each.indicators, plan.indicators, strict=True)
        ],
    )


def _table(console: Console, title: str, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    print_line(console, "")
    print_line(console, Text(f"{title} ({len(rows)})", style="bold"))
    shown = [at for at in range(len(headings)) if any(row[at] != _NOTHING for row in rows)]
    if rows:
        print_columns(console, [[row[at] for at in shown] for row in (headings, *rows)])


def _recommendation(one: EachRecommendation) -> list[str]:
    known = (one.recommendation, one.rating, one.rating_before, one.confidence)
    lead = f"Lead: {one.lead}" if one.lead else ""
    return [*_shown(known), _lines((_brief(one.title), lead, *one.in_doubt))]


def _action(one: EachAction, text: str) -> list[str]:
    due = f"{one.due:%d/%m/%Y}" if one.due else None
    late = counted(one.days_overdue, "day") if one.days_overdue else None
    times = f"{counted(one.put_off_times, 'time')}, " if one.put_off_times else ""
    put_off = f"{times}{counted(one.put_off_days, 'day')}" if times or one.put_off_days else None
    return [*_shown((one.recommendation, one.ref, one.rating, due, one.standing, late, put_off)), _brief(text)]


def _indicator(one: EachIndicator, more: Iterable[str]) -> list[str]:
    way, over_a_year = (Travel(each) if each else None for each in (one.short_term, one.long_term))
    word = NO_NEW_FIGURE if one.no_new_figure else way.word if way else ""
    travel = f"{word} since last time" if word else ""
    gap = one.gap if one.gap and one.gap.casefold() != (one.status or "").casefold() else ""
    said = (_brief(one.description), gap, travel, year_in_words(over_a_year), *more)
    known = (one.recommendation, one.number, one.status, one.actual, one.target, one.target_now)
    return [*_shown(known), _lines(said)]


def _shown(known: Iterable[str | None]) -> list[str]:
    return [each or _NOTHING for each in known]


def _brief(text: str | None) -> str:
    return in_brief(text or "", _FEW_LETTERS)


def _lines(said: Iterable[str]) -> str:
    return "\n".join(f"{each[:1].upper()}{each[1:]}" for each in said if each) or _NOTHING
