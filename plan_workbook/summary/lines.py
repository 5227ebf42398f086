"""The lines that the Summary's lists are made of, and how many of them a page shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Recommendation
from plan_workbook.plan.scale import Rating
from plan_workbook.summary.figures import NOT_RATED
from plan_workbook.values.text import tidy

_MOST_LINES, _MOST_OF_A_KIND = 30, 8
"""A list with more lines than the first number shows only as many of each kind as the second."""
OVERDUE, DOUBTFUL, MOVED, ERRORS = "Overdue", "Rating in doubt", "Date moved", "Errors"

Listed = TypeVar("Listed")


@dataclass(frozen=True)
class Line:
    """One line of such a list: its subject and cell, its details, and the person responsible."""

    name: str
    sheet: str
    cell: str
    kind: str
    """One or two words: ``Overdue``, ``Off target``, or the label of a rating."""
    what: str
    owner: str
    how: str = ""
    """Dates and distances, in words that fit on one line."""
    due: date | None = None


def recommendation_line(each: Recommendation, kind: str, what: str, how: str) -> Line:
    """Return a line about a recommendation; it points at its rating."""
    name = tidy(each.number.text) or each.sheet
    return Line(name, each.sheet, each.rating.cell or "A1", kind, what, tidy(each.lead.text), how)


def action_line(owner: Recommendation, action: Action, kind: str, how: str) -> Line:
    """Return a line about an action; it points at its completion date."""
    name = f"{tidy(owner.number.text)} {tidy(action.ref.text)}".strip() or action.sheet
    owned, due = tidy(action.lead.text) or tidy(owner.lead.text), action.completion_date
    return Line(name, action.sheet, due.cell, kind, tidy(action.text.text), owned, how, due.value)


def indicator_line(owner: Recommendation, each: Indicator, kind: str, how: str) -> Line:
    """Return a line about an indicator; it points at its actual."""
    name = pi_name(each) or tidy(owner.number.text) or each.sheet
    owned = tidy(each.lead.text) or tidy(owner.lead.text)
    return Line(name, each.sheet, each.actual.cell, kind, tidy(each.description.text), owned, how)


def pi_name(each: Indicator) -> str:
    """Return the number of an indicator as in a sentence: ``CSC 002``, ``PI 204``; empty if it has none."""
    number = tidy(each.number.text)
    return f"PI {number}" if number.replace(".", "").isdigit() else number


def label_of(read: Input[Rating]) -> str:
    """Return the label of the rating in a cell."""
    return label_or_not_rated(read.value)


def label_or_not_rated(rating: Rating | None) -> str:
    """Return the label of a rating; ``Not rated`` without one."""
    return rating.label if rating else NOT_RATED


def foremost(lines: Sequence[Listed], kind: Callable[[Listed], str]) -> list[Listed]:
    """Return the lines that a page has room for: all of them, or the first of each kind if the list is long."""
    return foremost_and_rest(lines, kind)[0]


def foremost_and_rest(lines: Sequence[Listed], kind: Callable[[Listed], str]) -> tuple[list[Listed], list[Listed]]:
    """Return the lines of a list that a page has room for, and the other lines."""
    if len(lines) <= _MOST_LINES:
        return list(lines), []
    seen: Counter[str] = Counter()
    shown: list[Listed] = []
    rest: list[Listed] = []
    for line in lines:
        seen[kind(line)] += 1
        (shown if seen[kind(line)] <= _MOST_OF_A_KIND else rest).append(line)
    return shown, rest
