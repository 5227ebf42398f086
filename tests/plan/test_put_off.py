"""How often and how far an action was put off."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from builder import PlanBuilder

from plan_workbook.plan.history_line import History, HistoryLine, Kind
from plan_workbook.plan.put_off import is_put_off_now, put_off_days, put_off_times

OCTOBER, NOVEMBER = date(2017, 10, 31), date(2017, 11, 30)


@pytest.mark.parametrize(
    ("original", "october", "november", "now", "times", "days", "now_put_off"),
    [
        ("", None, None, "31/03/2018", 0, 0, False),
        ("31/12/2017", None, None, "31/03/2018", 1, 90, False),
        ("", "2018-03-31", "2018-03-31", "31/03/2018", 0, 0, False),
        ("", "2018-03-31", "2018-03-31", "01/04/2018", 1, 1, True),
        ("", "2017-12-31", "2018-01-31", "31/03/2018", 2, 90, True),
        ("31/10/2017", "2017-12-31", "2018-01-31", "31/03/2018", 3, 151, True),
        ("31/12/2017", "2017-12-31", "2018-01-31", "31/12/2017", 1, 0, False),
        ("", "2018-03-31", "2017-12-31", "31/01/2018", 1, 0, True),
        ("", "2017-12-31", None, "31/01/2018", 1, 31, True),
        ("", "2017-12-31", "2018-01-31", "soon", 1, 0, False),
        ("", None, None, "", 0, 0, False),
    ],
)
@pytest.mark.parametrize("rating", ["G", "C"])
def test_moves_are_counted_along_the_dates(original, october, november, now, times, days, now_put_off, rating):
    plan = PlanBuilder().recommendation()
    plan.action(original_completion_date=original, completion_date=now, rating=rating)
    lines = [
        HistoryLine("", day, Kind.ACTION, "1", "a", due=due and date.fromisoformat(due))
        for day, due in ((NOVEMBER, november), (OCTOBER, october))
    ]
    known = replace(plan.read(), history=History(lines))
    (action,) = known.actions
    assert put_off_times(known, action) == times
    assert put_off_days(known, action) == days
    assert is_put_off_now(known, action) is now_put_off
