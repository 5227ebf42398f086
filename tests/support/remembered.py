"""Plans with a history, made in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from plan_workbook.plan.history_line import Figure, History, HistoryLine, Kind

REPORT_DATE = date(2017, 12, 31)
"""Of the plans that tests build."""


def back(months):
    """Return the last day of the month so many months before the report date."""
    return REPORT_DATE + relativedelta(months=-months, day=31)


def measured(*values, reference="CSC 001", unit="%", every=1, recommendation="1"):
    """Return lines of history with these figures of an indicator: the last is of last month, or of last quarter."""
    days = [back(every * ago) for ago in range(len(values), 0, -1)]
    return [
        HistoryLine(
            f"{day:%B %Y}",
            day,
            Kind.INDICATOR,
            recommendation,
            reference,
            actual=None if value is None else Figure(Decimal(str(value)), unit),
            covers=day,
        )
        for day, value in zip(days, values, strict=True)
    ]


def rated(*codes, recommendation="1"):
    """Return lines of history with these ratings of a recommendation, the last of last month."""
    days = [back(ago) for ago in range(len(codes), 0, -1)]
    return [
        HistoryLine(f"{day:%B %Y}", day, Kind.RECOMMENDATION, recommendation, rating=code)
        for day, code in zip(days, codes, strict=True)
    ]


def due(*dates, reference="a", recommendation="1"):
    """Return lines of history with these completion dates of an action, the last of last month."""
    days = [back(ago) for ago in range(len(dates), 0, -1)]
    return [
        HistoryLine(f"{day:%B %Y}", day, Kind.ACTION, recommendation, reference, due=each)
        for day, each in zip(days, dates, strict=True)
    ]


def remembering(plan, *lines):
    """Return a plan with these lines as its history."""
    return replace(
        plan, history=History([line for each in lines for line in (each if isinstance(each, list) else [each])])
    )
