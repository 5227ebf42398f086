"""Which plan a workbook holds, and which of two workbooks of the same plan is counted. Pure functions."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import NamedTuple

from plan_workbook.gathering.schema import UNKNOWN
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.redaction import without_addresses
from plan_workbook.values.text import fold_name


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
    """Return the identity of a plan: its Authority, Title and Report Date, folded as names are; no address is in it.

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
    clean = without_addresses(plan)
    version, update = clean(plan.text("version")), clean(plan.text("update"))
    return Identity(known, period_of(day), clean(authority), clean(title), day, version, update)


def period_of(day: date | None) -> str:
    """Return the month of a report date as the store's folders are called."""
    return f"{day.year:04}-{day.month:02}" if day else UNKNOWN
