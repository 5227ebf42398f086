"""Which plan a workbook holds, and which of two workbooks of the same plan is counted. Pure functions."""

from __future__ import annotations

import re
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from plan_workbook.gathering.schema import UNKNOWN
from plan_workbook.plan.model import Plan
from plan_workbook.values.text import fold_name

_FIGURES = re.compile(r"\d+")
_MOST_FIGURES = 9


class Identity(NamedTuple):
    """What a plan is known by at its report date, and how late it is among workbooks that are the same plan."""

    plan: str
    """The same for two workbooks if they hold one plan at one report date: 24 hexadecimal characters."""
    period: str
    """``2017-12``, or `UNKNOWN`."""
    authority: str
    title: str
    report_date: date | None
    version: str
    update: str


def identity_of(plan: Plan, path: str) -> Identity:
    """Return the identity of a plan: its Authority, Title and Report Date, folded as names are.

    Without an Authority or a Title, two workbooks can't be told to be the same plan, so each is one of its own; a
    council is not to go missing because another one's plan has the same title.

    Args:
        plan: the plan.
        path: where its workbook is.
    """
    day = plan.report_date
    authority, title = plan.text("authority"), plan.text("title")
    own = "" if authority and title else path
    when = day.isoformat() if day else fold_name(plan.text("report_date"))
    said = (fold_name(authority), fold_name(title), when, own)
    known = sha256("\x1f".join(said).encode("utf-8", "surrogatepass")).hexdigest()[:24]
    return Identity(known, period_of(day), authority, title, day, plan.text("version"), plan.text("update"))


def period_of(day: date | None) -> str:
    """Return the month of a report date as the store's folders are called."""
    return f"{day.year:04}-{day.month:02}" if day else UNKNOWN


def in_order(said: str | None) -> tuple[int, ...]:
    """Return a version or an update in the form in which the later of two is the greater: ``2.10`` comes after ``2.9``.

    One without figures comes first.
    """
    return tuple(int(each[:_MOST_FIGURES]) for each in _FIGURES.findall(said or ""))
