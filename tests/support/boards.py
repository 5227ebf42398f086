"""Plans that a board is told about: one of four recommendations, and a large one with many actions overdue."""

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
