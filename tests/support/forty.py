"""A plan of forty priorities in which one is off track, and last month's."""

from __future__ import annotations

import copy

from builder import PlanBuilder

from plan_workbook.plan.model import Plan


def forty_priorities() -> tuple[Plan, Plan]:
    """A plan of 40 with three periods of history, one item off track and 92 actions overdue, and last month's."""
    plan = PlanBuilder(item_word="Priority", decisions_needed="Agree to the new date")
    steps = {"B": "complete", "G": "on track", "AG": "on track", "A": "at risk", "R": "off track", "S": "stopped"}
    for code, counts_as in steps.items():
        plan.rating(code, f"Step {code}", counts_as, "#C6E0B4")
    then = copy.deepcopy(plan).set(period="November 2017", report_date="30/11/2017")
    for n in range(40):
        code = "R" if n == 23 else "S" if n == 30 else ("G", "AG", "A", "B")[n % 4]
        plan.recommendation(rating=code).indicator(actual=f"{60 + n}%")
        then.recommendation(rating="A" if n == 23 else code).indicator(actual="70%")
        for day in ("30/09/2017", "31/10/2017", "30/11/2017"):
            plan.past(day, "Recommendation", rating="A" if n == 23 else code)
            plan.past(day, "Indicator", f"CSC {n + 1:03}", actual="70%", target="90%")
        for _ in range(4 if code in ("G", "AG", "A", "R") else 0):
            late = sum(row["Completion Date"] != "31/03/2018" for row in plan.tables["actions"])
            plan.action(completion_date=f"{late % 28 + 1:02}/11/2017" if late < 92 else "31/03/2018")
            then.action()
    plan.tables["actions"][-1]["Completion Date"] = "31/03/2017"  # the longest overdue
    plan.tables["actions"][0]["Completion Date"] = "31/03/2018"
    return plan.read(), then.read()
