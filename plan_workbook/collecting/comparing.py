"""What a return is compared with, and whether it can be compared at all. Pure functions of what was read."""

from __future__ import annotations

from plan_workbook.collecting.record import Line, moment_of, same_period
from plan_workbook.collecting.returns import Read
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.splitting.base import Base, base_of
from plan_workbook.splitting.earlier import is_worked_in
from plan_workbook.values.text import fold


def is_of_another_period(base: Base, plan: Plan) -> bool:
    """Tell whether a base is of another period than a plan: both the period and the report date must say so."""
    ours = base_of(plan)
    differ = [
        (base.period, not same_period(base.period, ours.period), ours.period),
        (base.report_date, base.report_date != ours.report_date, ours.report_date),
    ]
    known = [other for theirs, other, here in differ if theirs and here]
    return bool(known) and all(known)


def can_be_later(read: Read, line: Line) -> bool:
    """Tell whether a return can be a later version of an earlier one: nobody else saved it, and not before that."""
    someone_else = bool(read.saved.by and line.modified_by) and fold(read.saved.by) != fold(line.modified_by)
    here, there = moment_of(read.saved.at), moment_of(line.modified)
    return not someone_else and (here is None or there is None or here >= there)


def is_untouched(read: Read, plan: Plan, master: Plan) -> bool:
    """Tell whether a part says what it said when it was handed out, and no program has saved it since."""
    if read.base is None or (read.saved.at and read.saved.at != read.saved.created):
        return False
    return not is_worked_in(plan, read.base, {seen.detail for seen in master.observations})


def as_in(plan: Plan, wanted: Recommendation) -> Recommendation:
    """Return a recommendation as another workbook has it; itself if that can't be told."""
    number = wanted.number.compared
    same = [each for each in plan.recommendations if number is not None and each.number.compared == number]
    return same[0] if len(same) == 1 else wanted
