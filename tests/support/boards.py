"""Plans as boards meet them: six ratings, one of them stopped, a previous month and a history of three periods."""

from __future__ import annotations

from builder import PlanBuilder

_RATINGS = (
    ("C", "Complete", "Complete", "#7F7FFF"),
    ("N", "Not started", "Not started", "#D9D9D9"),
    ("G", "Green", "On track", "#92D050"),
    ("A", "Amber", "At risk", "#FFC000"),
    ("R", "Red", "Off track", "#FF5050"),
    ("X", "Stopped", "Stopped", "#A6A6A6"),
)
_PAST = (("30/09/2017", "September 2017"), ("31/10/2017", "October 2017"), ("30/11/2017", "November 2017"))
_LEADS = ("Jo Hart", "Sam Patel", "Head of Assessment")


def board_plan(items: int, *, month: int = 12, overdue: int = 30, one_off_track: bool = False) -> PlanBuilder:
    """A plan of so many items with three actions and an indicator each, as it is in December 2017 or in November.

    The first `overdue` actions are overdue. With `one_off_track` the first item is off track and all others on track.
    """
    before = month == 11
    plan = PlanBuilder(
        title="Children's services improvement plan 2017 to 2019",
        period="November 2017" if before else "December 2017",
        report_date="30/11/2017" if before else "31/12/2017",
        key_successes="- Decisions at the front door are better\n- Agency staff are down from 31% to 22%",
        key_challenges="- Assessments within 45 days are still below the national average\n- Placements cost more",
        decisions_needed="- Agree to spend £240,000 on a second assessment team until June 2018\n- Agree to close 4",
    )
    for code, label, counts_as, colour in _RATINGS:
        plan.rating(code, label, counts_as, colour)
    late = 0
    for item in range(1, items + 1):
        rating = ("R" if item == 1 and not before else "G") if one_off_track else "CGGARGX"[(item + before) % 7]
        title = f"Make sure that every child in need of help has a plan that is reviewed on time, in area {item}"
        plan.recommendation(number=str(item), title=title, rating=rating, lead=_LEADS[item % 3])
        for number in range(1, 4):
            late += 1
            due = f"{30 - (late > 1)}/09/2017" if late <= overdue else "31/01/2018"
            due = "01/09/2017" if late == 2 <= overdue else due
            rated = "G" if one_off_track or rating in "CX" else "GAR"[number - 1]
            plan.action(
                ref=f"{item}.{number}", text=f"Agree step {number} with partners", completion_date=due, rating=rated
            )
        actual = 60 + (item * 7 + month * 3) % 40
        plan.indicator(number=f"CSC {item:03}", actual=f"{actual}%", previous=f"{actual - 3}%")
        for at, (day, period) in enumerate(_PAST):
            plan.past(day, "Recommendation", period=period, rating="GAR"[(item + at) % 3])
            said = {"actual": f"{55 + (item * 5 + at * 4) % 40}%", "target": "90%", "status": "Off target"}
            plan.past(day, "Indicator", f"CSC {item:03}", period=period, **said)
    return plan
