"""Plans that a board is told about: small ones, and large ones with many actions overdue, last month and a history."""

from __future__ import annotations

from builder import PlanBuilder, clean_plan

from plan_workbook.plan.model import Plan

SIX = (
    *(("C", "Complete", "complete", "#5B9BD5"), ("R", "Red", "off track", "#C00000")),
    *(("A", "Amber", "at risk", "#FFC000"), ("G", "Green", "on track", "#A9D18E")),
    *(("N", "Not started", "not started", "#D9D9D9"), ("S", "Stopped", "stopped", "#7F7F7F")),
)


def built(*, before: bool = False) -> PlanBuilder:
    """Four recommendations: off track, in doubt, fine, and closed; last month nothing was wrong."""
    plan = clean_plan(4, decisions_needed="Agree two more posts\n\nStop what recommendation 2 is about")
    plan.set(period="November 2017", report_date="30/11/2017", data_as_at="31/10/2017") if before else None
    rated = plan.tables["recommendations"]
    if not before:
        rated[0]["RAG"] = "R"
        plan.action("1", completion_date="31/01/2018", original_completion_date="30/11/2017", comment="Late")
        plan.action("2", completion_date="30/11/2017", start_date="01/09/2017")
        plan.indicator("2", actual="40%", previous="", forecast="70%")
    rated[3]["Status"], rated[3]["RAG"] = "Business as usual", "C"
    plan.tables["actions"][3]["RAG"], plan.tables["actions"][3]["Date Completed"] = "C", "30/11/2017"
    return plan


def a_plan() -> Plan:
    return built().read()


def large(items: int = 40, late: int = 92) -> PlanBuilder:
    """Six ratings, one of which is off track, and so many overdue actions; the longest is of the last priority."""
    plan = PlanBuilder(item_word="Priority", decisions_needed="Agree two more posts in the assessment service")
    for code, label, counts_as, colour in SIX:
        plan.rating(code, label, counts_as, colour)
    progress = "Audits were made of all open cases and their findings were acted on by the teams. " * 3
    for number in range(1, items + 1):
        code = "R" if number == items // 2 else "CGGGANSG"[number % 8]
        title = (
            f"Make sure that children in part {number} are seen alone, listened to and helped as soon as they need it."
        )
        plan.recommendation(number=str(number), title=title, rating=code, progress=progress)
        plan.indicator(actual="70%" if number % 5 == 0 else "95%", previous="", period="")
        plan.action(rating="C" if code in "CS" else "G", date_completed="30/11/2017" if code in "CS" else "")
    for number in range(late):
        plan.action(
            str(items // 2 + number % (items // 2)) if number else str(items),
            completion_date=f"{30 - number % 28:02}/11/2017" if number else "31/01/2017",
            start_date="01/01/2017",
            text="Write to every family" if not number else f"Hold session {number} of the training",
        )
    return plan


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
