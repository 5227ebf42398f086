"""Days that messages give as an example of how to write one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from plan_workbook.patterns import pattern

_EXAMPLE = pattern(r"\b(?P<before>for example|such as) (?P<day>31/03|01/09)/201[78]\b")
"""The days that a rule's words give: the end of a year, and a day on which something starts."""
_SOON = timedelta(days=14)


def example_day() -> str:
    """Return a day that is still to come, as people in Britain write one: ``15/01/2018``."""
    return f"{date.today() + _SOON:%d/%m/%Y}"


def with_days_of_its_year(sentence: str, report_date: date | None) -> str:
    """Return a sentence whose examples of dates are of the year of a plan: the next 31 March, the last 1 September."""
    if report_date is None:
        return sentence

    def own(found: re.Match[str]) -> str:
        year = report_date.year
        if found["day"] == "31/03":
            year += (report_date.month, report_date.day) > (3, 31)
        else:
            year -= report_date.month < 9
        return f"{found['before']} {found['day']}/{year}"

    return _EXAMPLE.sub(own, sentence)
