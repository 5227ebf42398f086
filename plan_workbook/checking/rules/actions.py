"""Rules about actions."""

from __future__ import annotations

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.expressions import counts_as, given, is_open, missing, unreadable, value
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.rule import Case, Table, quoted, rule
from plan_workbook.plan.model import CountsAs
from plan_workbook.values.text import listed, long_date

_HEADINGS = layout.ACTIONS.headings
_DATES = tuple(c.key for c in layout.ACTIONS.columns if c.kind in layout.DATES)
_COMPLETE, _ON_TRACK = CountsAs.COMPLETE, CountsAs.ON_TRACK


_SAID_AS = {"text": "text in Action", "rating": "RAG rating"}
"""How messages name a column where its heading alone reads oddly."""


def named(case: Case) -> str:
    """Return the action as messages name it: ``Action b``, or ``This action`` where it has no ref."""
    ref = case.inputs["ref"]
    return f"Action {' '.join(ref.text.split())}" if ref.given else "This action"


def _can_judge() -> pl.Expr:
    """Tell whether the plan has a readable report date: without one, rules about dates are silent."""
    return value("report_date").is_not_null()


def _shown(case: Case, key: str) -> str:
    """Return a date as the calendar has it, for a month alone means a day of it."""
    return long_date(case.inputs[key].value)


for _key, _severity, _name, _why, _fix, _good in (
    ("text", Severity.ERROR, "action-text-missing", "Nobody can tell what will be done.",
     "Write what will be done, or delete the rest of the row.", "Audit ten cases a month"),
    ("lead", Severity.ERROR, "action-lead-missing", "Nobody answers for it.",
     "Type the name or post that does it.", "Head of Assessment"),
    ("completion_date", Severity.ERROR, "action-completion-date-missing",
     "Without a date it can never be overdue.", "Type the date it is due, for example 31/03/2018.", "31/03/2018"),
    ("rating", Severity.ERROR, "action-rating-missing", "It is counted as Not rated.",
     "Choose a rating from the list.", "G"),
    ("start_date", Severity.WARNING, "action-start-date-missing", "Nobody can tell whether it should have started.",
     "Type the date it starts, for example 01/09/2017.", "01/09/2017"),
    ("ref", Severity.ERROR, "action-ref-missing", "Minutes and messages can't name it.",
     "Type its letter or number.", "a"),
):  # fmt: skip
    rule(
        _name, _severity, Table.ACTIONS, at=_key, fires=missing,
        title=f"An action has no {_HEADINGS[_key].lower() if _key != 'rating' else 'RAG rating'}"
        if _key != "text" else "An action says nothing of what will be done",
        why=_why,
        message=lambda case: f"{named(case)} {case.lacks(_SAID_AS.get(case.key, _HEADINGS[case.key]))}.",
        fix=_fix, good=_good, bad="(blank)",
    )  # fmt: skip
rule(
    "action-rating-unknown", Severity.ERROR, Table.ACTIONS, at="rating", fires=unreadable,
    title="A rating that is not in the plan's scale",
    why="It is counted as Not rated.",
    message=lambda case: f"{named(case)}: {case.quoted} is not a rating of this plan.",
    fix=lambda case: f"Choose one of {listed([f'{r.code} ({r.label})' for r in case.plan.scale.ratings], 'or')}.",
    good="G", bad="On going",
)  # fmt: skip
rule(
    "action-date-unreadable", Severity.ERROR, Table.ACTIONS, at=_DATES, fires=unreadable,
    title="A date that can't be read",
    why="Whether the action is late is worked out from it.",
    message=lambda case: f"{named(case)}: {case.quoted} is not a date ({_HEADINGS[case.key]}).",
    fix="Type a date, day first, for example 31/03/2018; a month such as Mar 2018 will do. Put remarks in Comment.",
    good="31/03/2018", bad="31 Feb 2018",
)  # fmt: skip
rule(
    "action-dates-reversed", Severity.ERROR, Table.ACTIONS, at="completion_date",
    fires=lambda key: (value(key) < value("start_date")) & _can_judge(),
    title="Completion before start",
    why="One of the two dates is wrong, and with it whether the action is late.",
    message=lambda case: f"{named(case)} is due on {_shown(case, 'completion_date')}, before it starts on "
    f"{_shown(case, 'start_date')}.",
    fix="Correct whichever of the two dates is wrong.",
    good="Start Date: Sept 2017, Completion Date: Mar 2018",
    bad="Start Date: Mar 2018, Completion Date: Sept 2017",
)  # fmt: skip
rule(
    "action-ref-duplicate", Severity.ERROR, Table.ACTIONS, at="ref",
    fires=lambda _: pl.col("same_ref").is_not_null(),
    title="Two actions of one recommendation have the same ref",
    why="Minutes and messages can't tell them apart.",
    message=lambda case: f"The ref {case.quoted} also stands in {case.facts['same_ref']}.",
    fix="Give each action a ref of its own.", good="a, b, c", bad="a, b, b",
)  # fmt: skip
rule(
    "action-ref-gap", Severity.WARNING, Table.ACTIONS, at="ref",
    fires=lambda _: pl.col("gap").is_not_null(),
    title="A ref is left out",
    why="An action may have been dropped without anybody saying so.",
    message=lambda case: f"The refs go from {case.facts['gap']} to {case.quoted}; {case.facts['left_out']}.",
    fix="Put the missing action back, or number the actions without a gap and say under Progress what was dropped.",
    good="a, b, c", bad="a, b, e",
)  # fmt: skip
rule(
    "action-text-repeated", Severity.WARNING, Table.ACTIONS, at="text",
    fires=lambda _: pl.col("same_text").is_not_null(),
    title="The same action stands twice in the plan",
    why="It is counted twice, and one of the two may be meant to say something else.",
    message=lambda case: f"{named(case)} stands word for word in {case.facts['same_text']} too.",
    fix="Keep it once, or say in each what is different.",
    good="Two different texts", bad="The same text under 1 and 3",
)  # fmt: skip
rule(
    "action-overdue", Severity.WARNING, Table.ACTIONS, at="completion_date",
    fires=lambda _: pl.col("overdue") & ~counts_as(_ON_TRACK).fill_null(False) & is_open(),
    title="An action is overdue",
    why="The board looks for it first.",
    message=lambda case: f"{named(case)} was due on {_shown(case, 'completion_date')}, {case.facts['late']} before the "
    f"report date, and is {_rated(case)}.",
    fix="If it is done, rate it as complete and give the date completed; if not, agree a new date and say "
    "why in Comment.",
    good="Completion Date: 31/03/2018, RAG: A, Comment: Two posts are vacant",
    bad="Completion Date: 30/11/2017, RAG: A, Comment: Two posts are vacant (report date 31/12/2017)",
)  # fmt: skip
rule(
    "action-overdue-but-green", Severity.ERROR, Table.ACTIONS, at="completion_date",
    fires=lambda _: pl.col("overdue") & counts_as(_ON_TRACK) & is_open(),
    title="An action is overdue and rated on track",
    why="It can't be both; a Green like this makes every Green doubtful.",
    message=lambda case: f"{named(case)} was due on {_shown(case, 'completion_date')}, {case.facts['late']} before the "
    f"report date, and is still rated {quoted(case.inputs['rating'].text)}.",
    fix="If it is done, rate it as complete and give the date completed; if not, rate it by where it stands and agree "
    "a new date.",
    good="Completion Date: 30/11/2017, RAG: R, Comment: Two posts are vacant",
    bad="Completion Date: 30/11/2017, RAG: G (report date 31/12/2017)",
)  # fmt: skip
rule(
    "action-due", Severity.NOTE, Table.ACTIONS, at="completion_date",
    fires=lambda _: pl.col("due") & is_open(),
    title="An action falls due soon",
    why="A reminder in time is worth more than a finding afterwards.",
    message=lambda case: f"{named(case)} falls due on {_shown(case, 'completion_date')}.",
    fix="Make sure it will be done by then, or agree a new date before it is late.",
    good="Completion Date: 31/12/2017, RAG: C, Date Completed: 15/12/2017",
    bad="Completion Date: 31/12/2017, RAG: G (report date 31/12/2017)",
)  # fmt: skip
rule(
    "action-should-have-started", Severity.WARNING, Table.ACTIONS, at="start_date",
    fires=lambda key: counts_as(CountsAs.NOT_STARTED)
    & (value(key) < value("report_date"))
    & ~pl.col("overdue")
    & is_open(),
    title="Rated as not started after its start date",
    why="It is late from the first day.",
    message=lambda case: f"{named(case)} should have started on {_shown(case, 'start_date')} and is rated "
    f"{quoted(case.inputs['rating'].text)}.",
    fix="If it has started, rate it by where it stands; if not, agree a new start date and say why in Comment.",
    good="Starts after the report date, not started", bad="Started Sept 2017, rated as not started in December",
)  # fmt: skip
rule(
    "action-complete-before-due", Severity.WARNING, Table.ACTIONS, at="completion_date",
    fires=lambda key: counts_as(_COMPLETE) & (value(key) > value("report_date")) & ~given("date_completed"),
    title="Complete though due after the report date, without a date completed",
    why="Either the date is wrong or the work was finished early; the plan should say when.",
    message=lambda case: f"{named(case)} is rated complete but is due on {_shown(case, 'completion_date')}, after the "
    "report date, and has no Date Completed.",
    fix="Give the date it was completed, or correct the completion date or the rating.",
    good="Completion Date: Mar 2018, RAG: C, Date Completed: 15/11/2017",
    bad="Completion Date: Mar 2018, RAG: C, Date Completed: (blank) (report date 31/12/2017)",
)  # fmt: skip
rule(
    "action-completed-date-missing", Severity.NOTE, Table.ACTIONS, at="date_completed",
    fires=lambda key: counts_as(_COMPLETE)
    & missing(key)
    & _can_judge()
    & ~(value("completion_date") > value("report_date")).fill_null(False),
    title="Complete without a date completed",
    why="Nobody can tell whether it was done in time.",
    message=lambda case: f"{named(case)} is rated complete but has no Date Completed.",
    fix="Give the date it was completed.", good="Completion Date: Nov 2017, RAG: C, Date Completed: 15/11/2017",
    bad="Completion Date: Nov 2017, RAG: C, Date Completed: (blank)",
)  # fmt: skip
rule(
    "action-completed-date-in-future", Severity.ERROR, Table.ACTIONS, at="date_completed",
    fires=lambda key: value(key) > value("report_date"),
    title="A date completed after the report date",
    why="What has not happened yet can't be complete.",
    message=lambda case: f"{named(case)}: Date Completed {case.quoted} is after the report date.",
    fix="Correct the date; if this is when it is planned to be done, it belongs in Completion Date.",
    good="RAG: C, Date Completed: 15/11/2017",
    bad="RAG: C, Date Completed: 15/01/2018 (report date 31/12/2017)",
)  # fmt: skip
rule(
    "action-completed-but-not-rated", Severity.WARNING, Table.ACTIONS, at="rating",
    fires=lambda _: value("date_completed").is_not_null()
    & _can_judge()
    & ~(value("date_completed") > value("report_date")).fill_null(False)
    & pl.col("counts_as").is_not_null()
    & ~counts_as(_COMPLETE),
    title="A date completed, with a rating that does not count as complete",
    why="One of the two is wrong, and the counts follow the rating.",
    message=lambda case: f"{named(case)} was completed on {_shown(case, 'date_completed')} but is rated {case.quoted}.",
    fix="Rate it as complete, or take the date out.", good="RAG: C, Date Completed: 15/11/2017",
    bad="RAG: G, Date Completed: 15/11/2017",
)  # fmt: skip
rule(
    "action-not-started-but-rated", Severity.WARNING, Table.ACTIONS, at="rating",
    fires=lambda _: pl.col("not_started")
    & counts_as(CountsAs.ON_TRACK, CountsAs.AT_RISK, CountsAs.OFF_TRACK),
    title="Rated before it has started",
    why="A rating of work that has not begun is a guess, and flatters or darkens the counts.",
    message=lambda case: f"{named(case)} starts on {_shown(case, 'start_date')}, after the report date, but is rated "
    f"{case.quoted}.",
    fix="Correct the start date if it has begun; otherwise leave the rating for when it has, if the scale allows.",
    good="Start Date: Sept 2017, RAG: G",
    bad="Start Date: Mar 2018, RAG: G (report date 31/12/2017)",
)  # fmt: skip


def _outside(key: str) -> pl.Expr:
    beyond = value(key) < value("plan_start") if key == "start_date" else value(key) > value("plan_end")
    reversed_plan = (value("plan_end") < value("plan_start")).fill_null(False)
    return beyond & _can_judge() & ~reversed_plan


def _outside_message(case: Case) -> str:
    if case.key == "start_date":
        return f"{named(case)} starts on {_shown(case, case.key)}, before the plan does."
    return f"{named(case)} is due on {_shown(case, case.key)}, after the plan's end."


rule(
    "action-outside-plan", Severity.WARNING, Table.ACTIONS, at=("start_date", "completion_date"), fires=_outside,
    title="Starts before the plan or ends after it",
    why="A mistyped year hides a late action, and work outside the plan is not the plan's.",
    message=_outside_message,
    fix="Correct the date, or the plan's own dates on the Plan sheet.",
    good="Start Date: Sept 2017, Completion Date: Mar 2018 (plan end 31/03/2018)",
    bad="Start Date: Sept 2017, Completion Date: Dec 2018 (plan end 31/03/2018)",
)  # fmt: skip


def _slipped_message(case: Case) -> str:
    now, original = (case.inputs[key].value for key in ("completion_date", "original_completion_date"))
    then = []
    if original and original < now:
        then.append(f"the original {long_date(original)}")
    if case.facts["due_last_month"]:
        then.append(f"last month's {long_date(case.facts['due_last_month'])}")
    return f"{named(case)} is now due on {long_date(now)}, later than {listed(then)}, and no Comment says why."


rule(
    "action-slipped", Severity.WARNING, Table.ACTIONS, at="completion_date", compares=True,
    fires=lambda key: (
        (value(key) > value("original_completion_date")).fill_null(False) | value("due_last_month").is_not_null()
    )
    & _can_judge()
    & ~counts_as(_COMPLETE).fill_null(False)
    & ~given("comment")
    & is_open(),
    title="Later than originally planned or than last month, without a comment",
    why="Due dates that move silently are what boards complain about most.",
    message=_slipped_message,
    fix="Say in Comment why the date moved and who agreed.",
    good="Original Completion Date: Dec 2017, Completion Date: Mar 2018, Comment: IT was late; the board agreed",
    bad="Original Completion Date: Dec 2017, Completion Date: Mar 2018, Comment: (blank)",
)  # fmt: skip
rule(
    "action-off-track-without-comment", Severity.WARNING, Table.ACTIONS, at="comment",
    fires=lambda key: counts_as(CountsAs.AT_RISK, CountsAs.OFF_TRACK) & missing(key),
    title="At risk or off track, without a comment",
    why="The board will ask what is being done about it.",
    message=lambda case: f"{named(case)} is rated {quoted(case.inputs['rating'].text)} but has no Comment.",
    fix="Say in Comment what is in the way and what is being done.",
    good="RAG: R, Comment: Two posts are vacant, interviews on 12 January",
    bad="RAG: R, Comment: (blank)",
)  # fmt: skip
rule(
    "actions-due-together", Severity.NOTE, Table.PLAN, at="report_date",
    fires=lambda key: pl.col("together").is_not_null(),
    title="More than half of ten or more open actions fall due in one month",
    why="A date that fits everything was mostly not planned, and a month in which all falls due is missed.",
    message=lambda case: f"{case.facts['together']}.",
    fix="Ask each lead when the action will really be done, and give it that date.",
    good="36 open actions, due from January to June", bad="36 open actions, 25 of them due in March 2018",
)  # fmt: skip


def _rated(case: Case) -> str:
    rating = case.inputs["rating"]
    return f"rated {quoted(rating.text)}" if rating.given else "not rated"
