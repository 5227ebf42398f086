"""The parts of a plan, checked: everything that is known of them before their workbooks are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from plan_workbook.checking.doubts import Doubt
from plan_workbook.checking.finding import Report
from plan_workbook.checking.report import check, check_all
from plan_workbook.matching.plans import matched_recommendations
from plan_workbook.plan.model import Plan
from plan_workbook.splitting.notes import Notes, moved, observation_of
from plan_workbook.splitting.part import part_plan
from plan_workbook.splitting.shares import Share
from plan_workbook.splitting.workbook import Part


def parts_of(
    master: Plan,
    shares: Sequence[Share],
    notes: Mapping[str, Notes],
    return_by: date | None = None,
    previous: Plan | None = None,
) -> list[Part]:
    """Return the parts of a master, checked, and compared with last month's plan if that is given.

    `notes` are those on the master's sheets.
    """
    made = []
    for share in shares:
        plan = part_plan(master, share, share.file)
        pairs = list(zip(share.recommendations, plan.recommendations, strict=True))
        mine = {part.sheet: moved(notes[own.sheet], own, part) for own, part in pairs if notes.get(own.sheet)}
        remarked = [observation_of(mine[part.sheet], part) for _, part in pairs if part.sheet in mine]
        plan = replace(plan, observations=(*plan.observations, *remarked))
        made.append((share, plan, mine))
    if previous is None:
        reports = check_all([plan for _, plan, _ in made])
    else:
        reports = [_compared(plan, previous) for _, plan, _ in made]
    return [Part(*each, report, return_by) for each, report in zip(made, reports, strict=True)]


def _compared(part: Plan, previous: Plan) -> Report:
    """Return the findings in a part that is compared with last month's plan.

    It is compared with last month's recommendations of that lead alone. Nothing is called gone: a row may have moved to
    another lead.
    """
    before = tuple(pair.before for pair in matched_recommendations(previous, part).both)
    report = check(part, replace(previous, recommendations=before))
    return replace(report, findings=tuple(each for each in report.findings if each.rule not in Doubt.DROPPED.rules))
