"""Rules about actions."""

from __future__ import annotations

from datetime import date

import polars as pl
from dateutil.relativedelta import relativedelta

from plan_workbook import layout
from plan_workbook.checking.actions.facts import (
    due,
    due_then,
    first_due_then,
    gap,
    not_started,
    overdue,
    plan_end,
    plan_start,
    put_off_again,
    report_date,
    same_ref,
    same_text,
    signed_off_by_doer,
    unproved,
    worded_then,
)
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.case import Case
from plan_workbook.checking.expressions import (
    CHOOSE_RATING,
    RATINGS,
    choice_of_ratings,
    counts_as,
    given,
    is_open,
    missing,
    only_filled,
    rating_words,
    unreadable,
    value,
)
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import ByRow, Rule, rule
from plan_workbook.plan.model import Action
from plan_workbook.plan.put_off import again_in_words, put_off_days
from plan_workbook.plan.scale import OVER, CountsAs
from plan_workbook.reading.dates import why_no_day
from plan_workbook.values.text import as_name, counted, fold, listed, long_date

_HEADINGS = layout.ACTIONS.headings


_SAID_AS = {"text": "text in Action", "rating": "RAG rating"}
"""What messages call a column if its heading alone would read oddly."""


def name_of(case: Case[Action]) -> str:
    """Return the action as messages name it: ``Action b``, or ``This action`` if it has no ref."""
    ref = case.inputs["ref"]
    return f"Action {as_name(ref.text)}" if ref.there else "This action"


def _can_judge() -> pl.Expr:
    """Tell whether the plan has a readable report date: without one, rules about dates are silent."""
    return report_date.column.is_not_null()


def _late(case: Case[Action]) -> str:
    """Return how late an overdue action is, in days; empty if a date is not known."""
    judged_at, completion = case.plan.report_date, case.item.completion_date.value
    return counted((judged_at - completion).days, "day") if judged_at and completion else ""


def _unproved(name: str, key: str, *, title: str, why: str, fix: str, good: str, bad: str) -> Rule:
    return rule(
        name,
        Severity.WARNING,
        ACTIONS,
        at=key,
        fires=lambda key: unproved.column.list.contains(key),
        title=title,
        why=why,
        message=lambda case: f"{name_of(case)} is rated complete but {case.lacks(_HEADINGS[case.key])}.",
        fix=fix,
        good=good,
        bad=bad,
    )


def _missing(key: str, title: str, why: str, fix: str, good: str, severity: Severity = Severity.ERROR) -> Rule:
    return rule(
        f"action-{key.replace('_', '-')}-missing",
        severity,
        ACTIONS,
        at=key,
        fires=missing,
        title=title,
        why=why,
        fix=fix,
        good=good,
        bad="(blank)",
        message=lambda case: f"{name_of(case)} {case.lacks(_SAID_AS.get(case.key, _HEADINGS[case.key]))}.",
    )


_NO_END = frozenset({"ongoing", "on-going", "on going", "continuous", "continuing", "rolling", "recurring", "bau"})
"""What people write in place of the date of an action that goes on and on."""


def _no_date(case: Case[Action]) -> str:
    why = why_no_day(case.at.raw)
    heading = layout.ACTIONS.headings[case.key]
    said = f"{name_of(case)}: {case.quoted} is not a date ({heading}){f': {why}' if why else ''}."
    if fold(case.at.text).strip(" .") not in _NO_END or case.key in ("start_date", "date_completed"):
        return said
    return (
        f"{said} An action that goes on has the date by which it is looked at next; its Comment says that it goes on."
    )


def _shown(case: Case[Action], key: str) -> str:
    """Return a date in full, because a month alone means one of its days."""
    return long_date(case.inputs[key].value)


def _month_end(case: Case[Action]) -> date:
    due = case.inputs["completion_date"].value
    assert isinstance(due, date)  # or the rule would not have fired
    return due + relativedelta(day=31)


_YEARS = 5
"""How far from the report date the date of an action may be if the plan does not say when it starts or ends."""


def _outside(key: str) -> pl.Expr:
    if key == "start_date":
        beyond = value(key) < pl.coalesce(plan_start.column, report_date.column.dt.offset_by(f"-{_YEARS}y"))
    else:
        beyond = value(key) > pl.coalesce(plan_end.column, report_date.column.dt.offset_by(f"{_YEARS}y"))
    reversed_plan = (plan_end.column < plan_start.column).fill_null(False)
    return beyond & _can_judge() & ~reversed_plan


def _outside_message(case: Case[Action]) -> str:
    says = "starts" if case.key == "start_date" else "is due"
    return f"{name_of(case)} {says} on {_shown(case, case.key)}, {_beyond(case)}."


def _beyond(case: Case[Action]) -> str:
    starts = case.key == "start_date"
    if _bound_of_plan(case) is None:
        return f"more than {_YEARS} years {'before' if starts else 'after'} the report date"
    return "before the plan does" if starts else "after the plan ends"


def _bound_of_plan(case: Case[Action]) -> date | None:
    return case.plan.date("plan_start" if case.key == "start_date" else "plan_end")


def _fix_of_outside(does: str) -> str:
    return f"Correct the date. If it is right, the coordinator {does} on the Plan sheet."


def _fix_of_date_outside(case: Case[Action]) -> str:
    if _bound_of_plan(case) is not None:
        return _fix_of_outside("corrects the plan's own dates")
    return _fix_of_outside(f"types the Plan {'Start' if case.key == 'start_date' else 'End'}")


def _put_off_message(case: Case[Action]) -> str:
    again, days = again_in_words(case.plan, case.item), put_off_days(case.plan, case.item)
    due = case.item.completion_date.value
    now = f"; it is due on {long_date(due)}" if due else ""
    in_all = f", by {counted(days, 'day')} in all" if days else ""
    return f"{name_of(case)} was put off {again}{in_all}{now}."


def _signed_off_message(case: Case[Action]) -> str:
    alone = len(case.at.value or ()) == 1
    who = "who is its own task lead" if alone else "who are its own task leads"
    return f"{name_of(case)} is signed off by {case.quoted}, {who}."


def _slipped_message(case: Case[Action]) -> str:
    now, original = (case.inputs[key].value for key in ("completion_date", "original_completion_date"))
    then = []
    if original and original < now:
        then.append(f"the original {long_date(original)}")
    if due_then.of(case):
        then.append(f"last month's {long_date(due_then.of(case))}")
    return f"{name_of(case)} is now due on {long_date(now)}, later than {listed(then)}, with no Comment to say why."


def _is_now(case: Case[Action]) -> str:
    now = case.item.original_completion_date
    shown = long_date(now.value) if now.value else "blank"
    return f" and is {shown} now" if first_due_then.of(case).startswith("was") else f", not on {shown}"


def _gap_message(case: Case[Action]) -> str:
    found = gap.of(case)
    start = f"The refs go from {found.after} to" if found.after else "The refs start at"
    return f"{start} {case.quoted}; {found.left_out}."


def _rated(case: Case[Action]) -> str:
    rating = case.inputs["rating"]
    return f"rated {quoted(rating.text)}" if rating.given else "not rated"


def _only_filled(case: Case[Action]) -> str:
    return (
        f"Row {case.row} holds only {_HEADINGS[case.key]}, {case.quoted}; everything else about the action is missing."
    )


_CORRECT_START = "Correct the start date if it has begun."


def _early_rating(fits: str) -> str:
    return f"{_CORRECT_START} If not, rate it {fits}."


def _fix_of_early_rating(case: Case[Action]) -> str:
    if fits := choice_of_ratings(case, CountsAs.NOT_STARTED):
        return _early_rating(fits)
    return (
        f"{_CORRECT_START} If not, no rating of this plan fits: the coordinator adds one that counts as not started "
        "under RAG scale on the Plan sheet, or accepts this."
    )


def _last_day(which: str) -> str:
    return f"If the whole month was meant, type {which}. If not, there is nothing to do."


RULES = (
    rule(
        ACTIONS.begun_rule,
        Severity.ERROR,
        ACTIONS,
        at=frozenset(layout.Kind),
        fires=lambda key: (only_filled.column == key) & is_open(),
        title="A row of actions with one cell filled in",
        why="It is counted as an action, but nobody can tell what it is.",
        message=_only_filled,
        fix="Fill in the rest of the row, or clear this cell. A heading for several actions belongs in their Objective "
        "cells, or in a row merged across the table.",
        good="Ref: b, Action: Audit ten cases, Task Lead: Ann Lee, Completion Date: (blank), RAG: G",
        bad="Ref: (blank), Action: Audit ten cases, Task Lead: (blank), Start Date: (blank), Completion Date: (blank), "
        "RAG: (blank)",
    ),
    _missing(
        "text",
        "An action does not say what will be done",
        "Nobody can tell what will be done.",
        "Write what will be done, or delete the rest of the row.",
        "Audit ten cases a month",
    ),
    _missing(
        "lead",
        "An action has no task lead",
        "Nobody is responsible for it.",
        "Type the name or post of whoever will do it.",
        "Head of Assessment",
    ),
    _missing(
        "completion_date",
        "An action has no completion date",
        "Without a date it can never be overdue.",
        "Type the date it is due, for example 31/03/2018.",
        "31/03/2018",
    ),
    _missing(
        "rating", "An action has no RAG rating", "It is counted as Not rated.", "Choose a rating from the list.", "G"
    ),
    _missing(
        "start_date",
        "An action has no start date",
        "Nobody can tell whether it should have started.",
        "Type the date it starts, for example 01/09/2017.",
        "01/09/2017",
        Severity.WARNING,
    ),
    _missing(
        "ref", "An action has no ref", "Minutes and messages can't refer to it.", "Type its letter or number.", "a"
    ),
    rule(
        "action-rating-unknown",
        Severity.ERROR,
        ACTIONS,
        at=RATINGS,
        allowed=rating_words,
        title="A rating that is not in the plan's scale",
        why="It is counted as Not rated.",
        message=lambda case: f"{name_of(case)}: {case.quoted} is not a rating of this plan.",
        fix=CHOOSE_RATING,
        good="G",
        bad="On going",
    ),
    rule(
        "action-date-unreadable",
        Severity.ERROR,
        ACTIONS,
        at=layout.DATES,
        fires=unreadable,
        title="A date that can't be read",
        why="It is used to work out whether the action is late.",
        message=_no_date,
        fix="Type a date, day first, for example 31/03/2018. Put remarks in Comment.",
        good="31/03/2018",
        bad="31 Feb 2018",
    ),
    rule(
        "action-dates-reversed",
        Severity.ERROR,
        ACTIONS,
        at="completion_date",
        fires=lambda key: (value(key) < value("start_date")) & _can_judge(),
        title="Completion before start",
        why="One of the two dates is wrong, so nobody can tell whether the action is late.",
        message=lambda case: (
            f"{name_of(case)} is due on {_shown(case, 'completion_date')}, before it starts on "
            f"{_shown(case, 'start_date')}."
        ),
        fix="Correct whichever of the two dates is wrong.",
        good="Start Date: Sept 2017, Completion Date: Mar 2018",
        bad="Start Date: Mar 2018, Completion Date: Sept 2017",
    ),
    rule(
        "action-ref-duplicate",
        Severity.ERROR,
        ACTIONS,
        at="ref",
        fires=lambda _: same_ref.column.is_not_null(),
        title="Two actions under one recommendation have the same ref",
        why="Minutes and messages can't tell them apart.",
        message=lambda case: f"The ref {case.quoted} is also in {same_ref.of(case)}.",
        fix="Give each action its own ref.",
        good="a, b, c",
        bad="a, b, b",
    ),
    rule(
        "action-ref-gap",
        Severity.WARNING,
        ACTIONS,
        at="ref",
        fires=lambda _: gap.column.is_not_null(),
        title="A ref is missing from the sequence",
        why="An action may have been dropped without anybody saying so.",
        message=_gap_message,
        fix="Put the missing action back, or number the actions without a gap and say under Progress what was dropped.",
        good="a, b, c",
        bad="a, b, e",
    ),
    rule(
        "action-text-repeated",
        Severity.WARNING,
        ACTIONS,
        at="text",
        fires=lambda _: same_text.column.is_not_null(),
        title="The same action appears twice in the plan",
        why="It is counted twice, or one of the two was meant to say something else.",
        message=lambda case: f"{name_of(case)} appears word for word in {same_text.of(case)} too.",
        fix="Delete one of them, or say in each what is different.",
        good="Two different texts",
        bad="The same text under 1 and 3",
    ),
    rule(
        "action-overdue",
        Severity.WARNING,
        ACTIONS,
        at="completion_date",
        fires=lambda _: overdue.column & ~counts_as.among(CountsAs.ON_TRACK).fill_null(False) & is_open(),
        title="An action is overdue",
        why="It is the first thing the board looks for.",
        message=lambda case: (
            f"{name_of(case)} was due on {_shown(case, 'completion_date')}, {_late(case)} before the "
            f"report date, and is {_rated(case)}."
        ),
        fix="If it is done, rate it as complete and give the date completed; if not, agree a new date and say "
        "why in Comment.",
        good="Completion Date: 31/03/2018, RAG: A, Comment: Two posts are vacant",
        bad="Completion Date: 30/11/2017, RAG: A, Comment: Two posts are vacant (report date 31/12/2017)",
    ),
    rule(
        "action-overdue-but-green",
        Severity.ERROR,
        ACTIONS,
        at="completion_date",
        fires=lambda _: overdue.column & counts_as.among(CountsAs.ON_TRACK) & is_open(),
        title="An action is overdue and rated on track",
        why="It can't be both, and one Green like this makes people doubt every Green.",
        message=lambda case: (
            f"{name_of(case)} was due on {_shown(case, 'completion_date')}, {_late(case)} before the "
            f"report date, and is still rated {quoted(case.inputs['rating'].text)}."
        ),
        fix="If it is done, rate it as complete and give the date completed; if not, give it a realistic "
        "rating and agree a new date.",
        good="Completion Date: 30/11/2017, RAG: R, Comment: Two posts are vacant",
        bad="Completion Date: 30/11/2017, RAG: G (report date 31/12/2017)",
    ),
    rule(
        "action-due",
        Severity.NOTE,
        ACTIONS,
        at="completion_date",
        fires=lambda _: due.column & is_open(),
        title="An action is due soon",
        why="A reminder beforehand is better than a finding afterwards.",
        message=lambda case: f"{name_of(case)} is due on {_shown(case, 'completion_date')}.",
        fix="Make sure it will be done by then, or agree a new date before it is late.",
        good="Completion Date: 31/12/2017, RAG: C, Date Completed: 15/12/2017",
        bad="Completion Date: 31/12/2017, RAG: G (report date 31/12/2017)",
    ),
    rule(
        "action-due-first-of-month",
        Severity.NOTE,
        ACTIONS,
        at="completion_date",
        fires=lambda key: (
            (value(key).dt.day() == 1).fill_null(False)
            & ~overdue.column
            & ~(value(key) < value("start_date")).fill_null(False)
            & ~counts_as.among(*OVER).fill_null(False)
            & is_open()
        ),
        title="An action is due on the first of a month",
        why="Excel makes the first day of a month typed alone, so the action may be called late a month too early.",
        message=lambda case: f"{name_of(case)} is due on {_shown(case, 'completion_date')}, the first of a month.",
        fix=ByRow(_last_day("its last day"), lambda case: _last_day(f"its last day, {_month_end(case):%d/%m/%Y}")),
        good="31/03/2018",
        bad="01/03/2018",
    ),
    rule(
        "action-should-have-started",
        Severity.WARNING,
        ACTIONS,
        at="start_date",
        fires=lambda key: (
            counts_as.among(CountsAs.NOT_STARTED) & (value(key) < report_date.column) & ~overdue.column & is_open()
        ),
        title="Rated as not started after its start date",
        why="It is already behind.",
        message=lambda case: (
            f"{name_of(case)} should have started on {_shown(case, 'start_date')} and is rated "
            f"{quoted(case.inputs['rating'].text)}."
        ),
        fix="If it has started, change the rating; if not, agree a new start date and say why in Comment.",
        good="Start Date: Mar 2018, rated as not started in December",
        bad="Start Date: Sept 2017, rated as not started in December",
    ),
    rule(
        "action-complete-before-due",
        Severity.WARNING,
        ACTIONS,
        at="completion_date",
        fires=lambda key: (
            counts_as.among(CountsAs.COMPLETE) & (value(key) > report_date.column) & ~given("date_completed")
        ),
        title="Complete before it is due, without a date completed",
        why="Either the date is wrong or the work was finished early; the plan should say when.",
        message=lambda case: (
            f"{name_of(case)} is rated complete but is due on {_shown(case, 'completion_date')}, after the "
            "report date, and has no Date Completed."
        ),
        fix="Give the date it was completed, or correct the completion date or the rating.",
        good="Completion Date: Mar 2018, RAG: C, Date Completed: 15/11/2017",
        bad="Completion Date: Mar 2018, RAG: C, Date Completed: (blank) (report date 31/12/2017)",
    ),
    rule(
        "action-completed-date-missing",
        Severity.NOTE,
        ACTIONS,
        at="date_completed",
        fires=lambda key: (
            counts_as.among(CountsAs.COMPLETE)
            & missing(key)
            & _can_judge()
            & ~(value("completion_date") > report_date.column).fill_null(False)
        ),
        title="Complete without a date completed",
        why="Nobody can tell whether it was done in time.",
        message=lambda case: f"{name_of(case)} is rated complete but has no Date Completed.",
        fix="Give the date it was completed.",
        good="Completion Date: Nov 2017, RAG: C, Date Completed: 15/11/2017",
        bad="Completion Date: Nov 2017, RAG: C, Date Completed: (blank)",
    ),
    rule(
        "action-completed-date-in-future",
        Severity.ERROR,
        ACTIONS,
        at="date_completed",
        fires=lambda key: value(key) > report_date.column,
        title="A date completed after the report date",
        why="Work can't have been completed on a date that is still to come.",
        message=lambda case: f"{name_of(case)}: Date Completed {case.quoted} is after the report date.",
        fix="Correct the date. If this is when it should be finished, move it to Completion Date.",
        good="RAG: C, Date Completed: 15/11/2017",
        bad="RAG: C, Date Completed: 15/01/2018 (report date 31/12/2017)",
    ),
    rule(
        "action-completed-but-not-rated",
        Severity.WARNING,
        ACTIONS,
        at="rating",
        fires=lambda _: (
            value("date_completed").is_not_null()
            & _can_judge()
            & ~(value("date_completed") > report_date.column).fill_null(False)
            & counts_as.column.is_not_null()
            & ~counts_as.among(CountsAs.COMPLETE)
        ),
        title="A date completed, with a rating that does not count as complete",
        why="One of the two is wrong, and the counts follow the rating.",
        message=lambda case: (
            f"{name_of(case)} was completed on {_shown(case, 'date_completed')} but is rated {case.quoted}."
        ),
        fix="Rate it as complete, or delete the date.",
        good="RAG: C, Date Completed: 15/11/2017",
        bad="RAG: G, Date Completed: 15/11/2017",
    ),
    _unproved(
        "action-complete-without-evidence",
        "evidence",
        title="Complete without evidence, in a plan that asks for it",
        why="The board is told that it is done and nobody can see by what.",
        fix="Say in Evidence what shows that it is done, or rate it by where it stands.",
        good="RAG: C, Completion Date: Nov 2017, Evidence: Audit report of 14 November",
        bad="RAG: C, Completion Date: Nov 2017, Evidence: (blank)",
    ),
    _unproved(
        "action-complete-not-signed-off",
        "signed_off_by",
        title="Complete, but not signed off, in a plan that asks for it",
        why="Without a second pair of eyes, complete is the word of the person who did the work.",
        fix="Have somebody other than its task lead check it, and give the name here, or rate it by where it stands.",
        good="RAG: C, Completion Date: Nov 2017, Signed Off By: Head of Audit",
        bad="RAG: C, Completion Date: Nov 2017, Signed Off By: (blank)",
    ),
    rule(
        "action-signed-off-by-doer",
        Severity.WARNING,
        ACTIONS,
        at="signed_off_by",
        fires=lambda _: signed_off_by_doer.column,
        title="Signed off by its own task lead",
        why="A sign-off is worth something to a board if somebody else has looked.",
        message=_signed_off_message,
        fix="Have somebody else check it, and give that name here.",
        good="Task Lead: Head of Assessment, Signed Off By: Head of Audit",
        bad="Task Lead: Head of Assessment, Signed Off By: Head of Assessment",
    ),
    rule(
        "action-not-started-but-rated",
        Severity.WARNING,
        ACTIONS,
        at="rating",
        fires=lambda _: not_started.column & counts_as.among(CountsAs.ON_TRACK, CountsAs.AT_RISK, CountsAs.OFF_TRACK),
        title="Rated before it has started",
        why="A rating of work that has not begun is a guess, and makes the counts look better or worse than they are.",
        message=lambda case: (
            f"{name_of(case)} starts on {_shown(case, 'start_date')}, after the report date, but is rated "
            f"{case.quoted}."
        ),
        fix=ByRow(_early_rating("as not started"), _fix_of_early_rating),
        good="Start Date: Sept 2017, RAG: G",
        bad="Start Date: Mar 2018, RAG: G (report date 31/12/2017)",
    ),
    rule(
        "action-outside-plan",
        Severity.WARNING,
        ACTIONS,
        at=("start_date", "completion_date"),
        fires=_outside,
        title="Starts before the plan or ends after it; if the plan has no dates, years from the report date",
        why="A mistyped year can hide a late action, and work outside these dates is not part of the plan.",
        message=_outside_message,
        fix=ByRow(_fix_of_outside("corrects the plan's own dates"), _fix_of_date_outside),
        good="Start Date: Sept 2017, Completion Date: Mar 2018 (plan end 31/03/2018)",
        bad="Start Date: Sept 2017, Completion Date: Dec 2018 (plan end 31/03/2018)",
    ),
    rule(
        "action-put-off-again",
        Severity.WARNING,
        ACTIONS,
        at="completion_date",
        fires=lambda _: put_off_again.column.is_not_null(),
        title="The completion date was put off for the second time or more",
        why="A date that moves again and again is not a plan, and a board that sees only the last move does not know.",
        message=_put_off_message,
        fix="Agree a date that can be kept, and say in Comment why it moved and who agreed.",
        good="Due 31/12/2017 in November, 31/03/2018 in December and since",
        bad="Due 31/12/2017 in November, 31/01/2018 in December, 31/03/2018 in January",
    ),
    rule(
        "action-slipped",
        Severity.WARNING,
        ACTIONS,
        at="completion_date",
        compares=True,
        fires=lambda key: (
            ((value(key) > value("original_completion_date")).fill_null(False) | due_then.column.is_not_null())
            & _can_judge()
            & ~counts_as.among(*OVER).fill_null(False)
            & ~given("comment")
            & is_open()
            & put_off_again.column.is_null()
        ),
        title="Later than first planned, or than last month, without a comment",
        why="Boards complain most about due dates that move without an explanation.",
        message=_slipped_message,
        fix="Say in Comment why the date moved and who agreed.",
        good="Original Completion Date: Dec 2017, Completion Date: Mar 2018, Comment: IT was late; the board agreed",
        bad="Original Completion Date: Dec 2017, Completion Date: Mar 2018, Comment: (blank)",
    ),
    rule(
        "action-original-date-moved",
        Severity.WARNING,
        ACTIONS,
        at="original_completion_date",
        compares=True,
        fires=lambda _: first_due_then.column.is_not_null(),
        title="The original completion date is not the one that last month's workbook gives",
        why="Against another original date, an action that is late looks as if it were on time.",
        message=lambda case: f"{name_of(case)}: Original Completion Date {first_due_then.of(case)}{_is_now(case)}.",
        fix="Type the date on which the action was first due. If it moved, only Completion Date changes.",
        good="Original Completion Date: 31/12/2017 in January and in February",
        bad="Original Completion Date: 31/12/2017 in January, 31/03/2018 in February",
    ),
    rule(
        "action-reworded",
        Severity.NOTE,
        ACTIONS,
        at="text",
        compares=True,
        fires=lambda _: worded_then.column.is_not_null(),
        title="The same ref as last month with another text",
        why="The board agreed the old words; other words can ask for less.",
        message=lambda case: f"{name_of(case)} was worded otherwise last month: {quoted(worded_then.of(case))}.",
        fix="Leave it if that was agreed. If it is another action, give it a ref of its own and put last "
        "month's action back.",
        good="Action b has November's text in December.",
        bad="Action b: 'Audit ten cases a month' in November, 'Audit cases regularly' in December",
    ),
    rule(
        "action-off-track-without-comment",
        Severity.WARNING,
        ACTIONS,
        at="comment",
        fires=lambda key: counts_as.among(CountsAs.AT_RISK, CountsAs.OFF_TRACK) & missing(key),
        title="At risk or off track, without a comment",
        why="The board will ask what is being done about it.",
        message=lambda case: f"{name_of(case)} is rated {quoted(case.inputs['rating'].text)} but has no Comment.",
        fix="Say in Comment what is in the way and what is being done.",
        good="RAG: R, Comment: Two posts are vacant, interviews on 12 January",
        bad="RAG: R, Comment: (blank)",
    ),
    rule(
        "action-stopped-without-comment",
        Severity.WARNING,
        ACTIONS,
        at="comment",
        fires=lambda key: counts_as.among(CountsAs.STOPPED) & missing(key),
        title="Paused, cancelled or otherwise stopped, without a comment",
        why="What is stopped is never late or off track, so the board must be able to see why it was stopped.",
        message=lambda case: f"{name_of(case)} is rated {quoted(case.inputs['rating'].text)} but has no Comment.",
        fix="Say in Comment why it was stopped and who agreed, and when it goes on if it is only paused.",
        good="RAG: S (counts as stopped), Comment: The board agreed in October to do action c instead",
        bad="RAG: S (counts as stopped), Comment: (blank)",
    ),
)
