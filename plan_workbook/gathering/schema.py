"""THE declaration of a store's tables: their columns, types and meanings. ``docs/store.md`` is made from it.

Rows of a plan are plain tuples in the order of these columns. What is added here is added to the stores that are there
already, with nothing in the new column for plans that were gathered before; then raise `SCHEMA_VERSION`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from plan_workbook.plan.choices import Better
from plan_workbook.plan.choices import Status as OfRecommendation
from plan_workbook.plan.over_time import Travel
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.standing import Standing
from plan_workbook.plan.status import PIStatus
from plan_workbook.plan.variation import Assurance, Variation
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.values.text import listed

SCHEMA_VERSION = 1
"""It changes whenever a table or a column does; a program that knows an older one does not write to a newer store."""
PERIOD = "period"
"""The column by which every table but `RUNS` is divided into folders."""
UNKNOWN = "unknown"
"""The period of a plan without a readable report date, and of a file without a plan."""


class Type(StrEnum):
    """What a column holds, in words for people."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    DATE = "date"
    TIME = "time in UTC"
    YES_NO = "true or false"


class Column(NamedTuple):
    """One column of a table."""

    name: str
    type: Type
    meaning: str


class Table(NamedTuple):
    """One table of the store."""

    name: str
    meaning: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns, in order."""
        return tuple(each.name for each in self.columns)


def _text(name: str, meaning: str) -> Column:
    return Column(name, Type.TEXT, meaning)


def _whole(name: str, meaning: str) -> Column:
    return Column(name, Type.WHOLE, meaning)


def _number(name: str, meaning: str) -> Column:
    return Column(name, Type.NUMBER, meaning)


def _date(name: str, meaning: str) -> Column:
    return Column(name, Type.DATE, meaning)


def _yes_no(name: str, meaning: str) -> Column:
    return Column(name, Type.YES_NO, meaning)


def _one_of(choices: type[StrEnum]) -> str:
    return listed([f"`{each.value}`" for each in choices], "or")


def _key(choice: StrEnum) -> str:
    return choice.value.lower().replace(" ", "_")


_OF = (
    _text(PERIOD, f"The month of the report date, as `2017-12`; `{UNKNOWN}` if there is no readable report date."),
    _text("plan", "The plan at its report date: the same in all tables. Join by this."),
    _text("authority", "The Authority of the plan."),
)
_OWNER = (
    _text("recommendation", "The number of the recommendation, as written."),
    _text("item", "The same number in the form in which it is compared: `12` for `R12` and `12.`"),
)
_RATING = (
    _text("rating", "The label of the rating on the plan's own scale; empty if it has none that can be read."),
    _text("counts_as", f"What that rating means: {_one_of(CountsAs)}."),
)

PLANS = Table(
    "plans",
    "One row for each plan and report date, with its headline counts.",
    (
        *_OF,
        _text("title", "The Title of the plan."),
        _date("report_date", "The date at which the plan is judged."),
        _text("reporting_period", "The Period, as written."),
        _date("data_as_at", "The date up to which the figures go."),
        _text("version", "The Version, as written."),
        _text("update", "The Update, as written."),
        _text("item_word", "The plan's word for its items: `Recommendation`, `Priority`."),
        _text("verdict", "Where it stands, in one sentence, as `status` says it."),
        _whole("recommendations", "How many recommendations it has; those that follow add up to it."),
        *(_whole(f"recommendations_{_key(each)}", f"Of these, rated as {each.value}.") for each in CountsAs),
        _whole("recommendations_not_rated", "Of these, without a rating that can be read."),
        _whole("recommendations_in_doubt", "How many recommendations have a good rating that is in doubt."),
        _whole("actions", "How many actions it has; those that follow add up to it."),
        *(_whole(f"actions_{_key(each)}", f"Of these, {each.value.lower()} at the report date.") for each in Standing),
        _whole("actions_not_known", "Of these, open in a plan without a readable report date."),
        _whole("indicators", "How many rows of indicators it has; those that follow add up to it."),
        *(_whole(f"indicators_{_key(each)}", f"Of these, with the status {each.value}.") for each in PIStatus),
        _whole("distinct_indicators", "How many different PI numbers it has."),
        _whole("errors", "How many findings are errors, without the accepted ones."),
        _whole("warnings", "How many findings are warnings, without the accepted ones."),
        _whole("notes", "How many findings are notes, without the accepted ones."),
        _whole("accepted", "How many findings the plan accepts."),
        _text("path", "The file that it was read from, as in `files`."),
    ),
)
RECOMMENDATIONS = Table(
    "recommendations",
    "One row for each recommendation of a plan.",
    (
        *_OF,
        *_OWNER,
        _text("title", "Its title."),
        _text("lead", "Its lead, as written."),
        _text("status", f"{_one_of(OfRecommendation)}; blank and unknown ones count as active."),
        _text("rating", "The label of the rating that it is counted under; business as usual counts as complete."),
        _text("counts_as", f"What that rating means: {_one_of(CountsAs)}."),
        _text("confidence", "The label of the rating of how sure its lead is that it will be delivered."),
        _text("rating_before", "The label of its rating in the last period of the plan's own history."),
        _yes_no("in_doubt", "Whether something speaks against its good rating."),
        _text("doubts", "What speaks against it, a sentence on each line."),
        _whole("actions", "How many actions it has."),
        _whole("actions_overdue", "How many of them are overdue."),
        _whole("indicators", "How many indicators it has."),
        _whole("indicators_off_target", "How many of them are off target."),
    ),
)
ACTIONS = Table(
    "actions",
    "One row for each action of a plan.",
    (
        *_OF,
        *_OWNER,
        _text("ref", "Its ref, as written."),
        _text("action", "What is to be done."),
        _text("lead", "Its lead, as written."),
        *_RATING,
        _date("start_date", "Its start date."),
        _date("due", "Its completion date: the date on which it is due."),
        _date("original_due", "The date on which it was due at first."),
        _date("completed", "The date on which it was completed."),
        _text("standing", f"Where it stands at the report date: {_one_of(Standing)}."),
        _whole("days_overdue", "By how many days it is overdue at the report date; 0 if it is not."),
        _whole("put_off_times", "How often its date was put off, as far as the plan's own history says."),
        _whole("put_off_days", "By how many days it was put off in all."),
    ),
)
INDICATORS = Table(
    "indicators",
    "One row for each indicator that a recommendation reports.",
    (
        *_OF,
        *_OWNER,
        _text("number", "Its PI number, as written."),
        _text("pi", "The PI number in the form in which it is compared over plans; empty for a placeholder (`TBC`)."),
        _text("description", "What it measures."),
        _text("lead", "Its lead, as written."),
        _text("unit", "Its unit: that of its own cell, or else the one that its figures show."),
        _text("better", f"Which way is better: {_one_of(Better)}."),
        _text("status", f"How it compares with its target: {_one_of(PIStatus)}."),
        _number("actual", "The actual, in the indicator's unit."),
        _text("actual_text", "The actual as people read it: `98%`."),
        _number("previous", "The figure of the period before, from its Previous column."),
        _number("target", "The year's target; empty for a band."),
        _number("target_low", "The lower edge of a target that is a band."),
        _number("target_high", "The upper edge of a target that is a band."),
        _text("target_text", "The year's target as people read it: `90%`, `80% to 90%`."),
        _number("target_now", "The target for the period, which is judged against instead of the year's if given."),
        _text("target_now_text", "The target for the period as people read it."),
        _number("miss", "By how much it misses the target that it is judged against, in its unit; 0 if it meets it."),
        _number("miss_percent", "The same in percent of that target; 100 for any miss of a target of zero."),
        _text("gap", "How far it is from that target, in words: `12 points below target`."),
        _number("forecast", "The value that is expected at the end of the year."),
        _text("forecast_verdict", "What that means for the year's target: `Expected to meet` or `Expected to miss`."),
        _number("benchmark", "What it is compared with elsewhere."),
        _date("period_end", "The date on which the period of the actual ends; if none is given, Data As At."),
        _text("short_term", f"How it compares with the period before: {_one_of(Travel)}."),
        _text("long_term", f"How it compares with a year before: {_one_of(Travel)}."),
        _text("variation", f"Whether it really changes, with twelve figures or more: {_one_of(Variation)}."),
        _text("assurance", f"Whether it will meet its target: {_one_of(Assurance)}."),
    ),
)
FINDINGS = Table(
    "findings",
    "One row for each finding of the checks. What cells hold is not in it: `validate` says that.",
    (
        *_OF,
        _text("rule", "The name of the rule, as in `plan-workbook rules`."),
        _text("severity", "`error`, `warning` or `note`, as the plan itself has changed it."),
        _yes_no("accepted", "Whether the plan accepts it, with a reason."),
        _date("accepted_until", "Until when it is accepted, if that is said."),
        _text("sheet", "The sheet of the cell."),
        _text("cell", "The cell: `F35`."),
        _text("recommendation", "The number of the recommendation, as written; empty for the plan itself."),
        _text("table", "The table or sheet that the cell belongs to: `Plan`, `Recommendation`, `Actions`."),
        _text("item", "What it is about, whichever row that is in: `R15`, `R15 a`, `CSC 022`; empty for the plan."),
        _text("field", "The heading of the cell's column or field: `Completion Date`."),
        _text("lead", "The lead of the recommendation."),
    ),
)
FILES = Table(
    "files",
    "One row for each file that may hold a plan, by its path, with what became of it last.",
    (
        _text(PERIOD, f"The month of the report date of the plan in it; `{UNKNOWN}` if there is none."),
        _text("path", "Where it is: a path, or a URL."),
        _text("name", "The name of the file."),
        _text("outcome", f"What became of it: {_one_of(Outcome)}."),
        _text("sentence", "Why it is not counted; empty if it is."),
        _text("instead", "The path of the file that is counted in place of it."),
        _text("plan", "The plan in it, as in the other tables."),
        _text("authority", "The Authority of that plan."),
        _text("title", "The Title of that plan."),
        _date("report_date", "The report date of that plan."),
        _text("version", "The Version of that plan, as written."),
        _text("update", "The Update of that plan, as written."),
        _whole("size", "Its size in bytes."),
        Column("modified", Type.TIME, "When it was changed last, as its folder or server says."),
        _text("stamp", "What its folder or server says of its state; while that is the same, it is not opened again."),
        _text("fingerprint", "SHA-256 of its bytes."),
        _text("tool", "The version of plan-workbook that read it, with a fingerprint of rules of your own."),
    ),
)
RUNS = Table(
    "runs",
    "One row for each run of `gather` that changed the store; its numbers count from 1.",
    (
        _whole("run", "The number of the run."),
        Column("started", Type.TIME, "When it began."),
        Column("finished", Type.TIME, "When its tables were ready."),
        _text("tool", "The version of plan-workbook."),
        _whole("schema", "The version of this schema."),
        _text("sources", "What was gathered from, one on each line."),
        _whole("listed", "How many files were listed that may hold a plan."),
        _whole("read", "How many of them were opened; the others had not changed."),
        _text("versions", 'The version that each table has with this run, as JSON: `{"plans": 3}`.'),
        _text("changes", "What it changed in each table, as JSON, to complete a run that was killed."),
    ),
)

OF_PLANS = (PLANS, RECOMMENDATIONS, ACTIONS, INDICATORS, FINDINGS)
"""The tables with rows of plans."""
TABLES = (*OF_PLANS, FILES)
"""The tables that are divided by period, in the order in which a run changes them."""
