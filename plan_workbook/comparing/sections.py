"""The sections in which people read what differs: what a board asks first comes first."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from plan_workbook.board.figures import figures
from plan_workbook.comparing.changes import ACTIONS, INDICATORS, THE_PLAN, Change, Comparison, Kind, Way
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.row_names import name_of_action
from plan_workbook.values.text import counted, long_date, plural

TEXTS = frozenset({Kind.TITLE, Kind.DESCRIPTION, Kind.TEXT, Kind.COMMENT, Kind.PROGRESS, Kind.IMPACT, Kind.NEXT_STEPS})
"""The kinds of changes that are told word by word."""
NOTHING_DIFFERS = "Nothing differs."
_JUDGED = frozenset({Kind.RATING, Kind.CONFIDENCE, Kind.STATUS, Kind.ACTUAL})
_ADDED_OR_REMOVED = frozenset({Kind.ADDED, Kind.REMOVED})
_NOTHING = "(blank)"


class Section(NamedTuple):
    """Changes under one heading."""

    title: str
    changes: tuple[Change, ...]


def sections(comparison: Comparison) -> list[Section]:
    """Return every change once, under the headings that people read; headings without any are left out."""
    found: dict[str, list[Change]] = {title: [] for title in _ORDER}
    for change in comparison.changes:
        found[_title_of(change)].append(change)
    found[_PUT_OFF].sort(key=lambda change: -(change.days or 0))
    return [Section(title, tuple(changes)) for title, changes in found.items() if changes]


_WORSE, _BETTER, _UNCLEAR = "Got worse", "Got better", "Other ratings, statuses and figures"
_TARGETS, _LEADS, _TEXTS, _OTHERS = "Targets", "Leads", "Texts", "Other cells"
_COMPLETED, _PUT_OFF, *_ROWS = (
    kind.value.capitalize() for kind in (Kind.COMPLETED, Kind.PUT_OFF, Kind.BROUGHT_FORWARD, Kind.ADDED, Kind.REMOVED)
)
_ORDER = (_WORSE, _COMPLETED, _BETTER, _PUT_OFF, *_ROWS, _TARGETS, _UNCLEAR, _LEADS, _TEXTS, _OTHERS)
_BY_WAY = {Way.WORSE: _WORSE, Way.BETTER: _BETTER, Way.NEITHER: _UNCLEAR}
_BY_KIND = {Kind.TARGET: _TARGETS, Kind.BETTER: _TARGETS, Kind.LEAD: _LEADS, Kind.OTHER: _OTHERS}


def _title_of(change: Change) -> str:
    if change.kind in _JUDGED:
        return _BY_WAY[change.way]
    if change.kind in TEXTS:
        return _TEXTS
    return _BY_KIND.get(change.kind, change.kind.value.capitalize())


def place(change: Change, item_word: str) -> str:
    """Return what a change is about, as people name it: ``15``, ``15 a``, ``15 CSC 022``; ``Plan`` for its fields."""
    if change.table == THE_PLAN:
        return "Plan"
    number = bare_number(change.recommendation, item_word)
    if change.table == ACTIONS and change.row:
        return name_of_action(number, change.row)
    nameless = {ACTIONS: "an action", INDICATORS: "an indicator"}.get(change.table, "")
    return f"{number} {change.row or nameless}".rstrip()


def in_words(change: Change) -> str:
    """Return what differs, without the text that it is about: ``Green, now Amber``, ``Unit: days, now weeks``."""
    before, after = change.before or _NOTHING, change.after or _NOTHING
    if change.kind in _ADDED_OR_REMOVED:
        return change.kind.value.capitalize()
    if change.days is not None:
        days, was, due = counted(abs(change.days), "day"), *(_day(each) for each in (change.before, change.after))
        again = f", {change.again}" if change.again else ""
        return f"{days}{again}: due {was}, now {due}"
    if change.kind in (Kind.RATING, Kind.COMPLETED, Kind.STATUS):
        return f"{before}, now {after}"
    return f"{change.field}: {before}, now {after}"


def _day(iso: str | None) -> str:
    return long_date(date.fromisoformat(iso)) if iso else _NOTHING


def versions(comparison: Comparison) -> tuple[str, str]:
    """Return what each version is called: its file and period."""
    old, new = (
        f"{plan.name} ({plan.text('period')})" if plan.text("period") else plan.name
        for plan in (comparison.old, comparison.new)
    )
    return old, new


class Count(NamedTuple):
    """How many there were, and how many there are."""

    what: str
    then: int
    now: int
    is_part: bool = True
    """Whether it is one of those that add up to a count before it, or are among them."""


def headline(comparison: Comparison) -> list[Count]:
    """Return the counts then and now; those that are 0 both times are left out."""
    then, now = figures(comparison.old), figures(comparison.new)
    both = {
        plural(comparison.new.item_word): (then.recommendations, now.recommendations),
        "Actions": ({**then.actions, "Overdue": then.overdue}, {**now.actions, "Overdue": now.overdue}),
        "Indicators": (then.indicators, now.indicators),
    }
    totals = [(figure.total_recommendations, figure.total_actions, figure.total_indicators) for figure in (then, now)]
    rows = []
    for (noun, (before, after)), total, total_now in zip(both.items(), *totals, strict=True):
        rows.append(Count(noun, total, total_now, is_part=False))
        rows += [Count(label, before.get(label, 0), after.get(label, 0)) for label in {**before, **after}]
    return [each for each in rows if each.then or each.now]
