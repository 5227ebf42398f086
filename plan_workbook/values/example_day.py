"""Days and periods that messages and prompts give as examples of how to write one."""

from __future__ import annotations

import re
from datetime import date, timedelta

from plan_workbook.patterns import pattern

_EXAMPLE = pattern(r"\b(?:for example|such as) (?:(?:31/03|31/12|01/09)/201[78]\b|Q2, Oct 2017 or 2017/18)")
"""The examples that a rule's words give, which may quote a cell as well."""
_MONTHS = {"Mar": 3, "Sep": 9, "Oct": 10, "November": 11, "December": 12}
"""The months that examples name."""
_DAY, _MONTH = r"\d\d/(?P<number>\d\d)/", rf"(?P<name>{'|'.join(_MONTHS)}) "
_OF_2017 = pattern(rf"\b(?:(?P<years>2017/18)|(?P<before>{_DAY}|{_MONTH})(?P<year>201[78]))\b")
"""What is written in examples as it was at the end of 2017: what is past is of that year, what is to come of 2018."""
_APRIL = 4
_SOON = timedelta(days=14)


def example_day() -> str:
    """Return a day that is still to come, as people in Britain write one: ``15/01/2018``."""
    return f"{date.today() + _SOON:%d/%m/%Y}"


def with_days_of_its_year(sentence: str, report_date: date | None) -> str:
    """Return a rule's sentence whose examples are of the year of a plan; a date that it quotes is left as it is."""
    return _EXAMPLE.sub(lambda found: in_its_year(found[0], report_date), sentence)


def in_its_year(text: str, report_date: date | None) -> str:
    """Return a text of ours with its dates in the year of a plan: the next 31 March, the last 1 September.

    Without a report date they stay in 2017 and 2018.
    """
    if report_date is None:
        return text

    def own(found: re.Match[str]) -> str:
        year = report_date.year
        if found["years"]:
            first = year - (report_date.month < _APRIL)
            return f"{first}/{(first + 1) % 100:02}"
        month = int(found["number"]) if found["number"] else _MONTHS[found["name"]]
        year += month < report_date.month if found["year"] == "2018" else -(month > report_date.month)
        return f"{found['before']}{year}"

    return _OF_2017.sub(own, text)
