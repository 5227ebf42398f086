"""The plan as Polars frames, one a table for the whole workbook, each row with the case its messages speak of.

Every input gives three columns: its value, whether something is given (``_given``), and what kept it from being
read (``_problem``). What `checking.facts` and `status` work out stands beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import polars as pl

from plan_workbook import layout
from plan_workbook.checking import facts
from plan_workbook.checking.acceptance import Idle
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.last_month import (
    LastMonth,
    due_last_month,
    is_unchanged,
    previous_mismatch,
    target_moved,
)
from plan_workbook.checking.look_alikes import LONGEST_NAME, MOST_NAMES, look_alikes
from plan_workbook.checking.progress import says_closed, stated_rating
from plan_workbook.checking.rule import Case, Table, catalogue, nearest_rule, quoted
from plan_workbook.layout import Column, Field, Kind
from plan_workbook.plan.model import Indicator, Input, Plan, Problem, Rating, Recommendation
from plan_workbook.plan.status import is_due, is_overdue, not_started, status_of
from plan_workbook.values.email_address import is_email_address
from plan_workbook.values.text import counted, fold, listed, long_date, tidy
from plan_workbook.values.units import plain_unit

Facts = dict[str, Any]
_DTYPES = {bool: pl.Boolean(), str: pl.String(), int: pl.Int64()}


@dataclass
class Frame:
    """One table's frame, and the case behind each of its rows."""

    rows: pl.DataFrame
    cases: list[Case] = field(default_factory=list)


def frames(plan: Plan, previous: Plan | None = None) -> dict[Table, Frame]:
    """Return the frames of a plan, by table; `previous` is last month's plan, if there is one to compare with."""
    last_month = LastMonth(previous)
    return {
        Table.WORKBOOK: _workbook(plan),
        Table.PLAN: _plan(plan),
        Table.SETTINGS: _settings(plan),
        Table.RATINGS: _ratings(plan),
        Table.PEOPLE: _people(plan),
        Table.RECOMMENDATIONS: _recommendations(plan, last_month),
        Table.PARAGRAPHS: _paragraphs(plan),
        Table.ACTIONS: _actions(plan, last_month),
        Table.INDICATORS: _indicators(plan, last_month),
        Table.LEADS: _leads(plan),
    }


def _frame(cases: list[Case], kinds: Mapping[str, Kind], types: Mapping[str, type]) -> Frame:
    """Build the frame of cases whose inputs are of these kinds, with facts of these types."""
    columns: dict[str, list[Any]] = {}
    schema: dict[str, pl.DataType] = {}
    for key, kind in kinds.items():
        inputs = [case.inputs[key] for case in cases]
        schema |= {key: _dtype(kind), f"{key}_given": pl.Boolean(), f"{key}_problem": pl.String()}
        columns[key] = [_scalar(each.value) for each in inputs]
        columns[f"{key}_given"] = [each.given for each in inputs]
        columns[f"{key}_problem"] = [each.problem.value if each.problem else "" for each in inputs]
    for key, kind_of_fact in types.items():
        schema[key] = pl.Date() if kind_of_fact not in _DTYPES else _DTYPES[kind_of_fact]
        columns[key] = [case.facts.get(key) for case in cases]
    return Frame(pl.DataFrame(columns, schema=schema, strict=False), cases)


def _dtype(kind: Kind) -> pl.DataType:
    if kind in layout.DATES or kind is Kind.PERIOD:
        return pl.Date()
    return pl.Float64() if kind in layout.NUMBERS else pl.String()


def _scalar(value: object) -> object:
    """Return a value as a frame holds it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Rating):
        return value.code
    if isinstance(value, tuple):
        return "; ".join(value)
    return None if value is None else value if not isinstance(value, str) else str(value)


def _kinds(declared: Sequence[Field | Column]) -> dict[str, Kind]:
    return {each.key: each.kind for each in declared if each.kind is not Kind.FORMULA}


# --------------------------------------------------------------------------------------------- the workbook and Plan


def _workbook(plan: Plan) -> Frame:
    owners = {r.sheet: r for r in plan.recommendations}
    cases = [
        Case(
            plan,
            owners.get(seen.sheet or ""),
            {"place": Input(seen.value, None, seen.sheet or "", seen.cell or "", seen.detail)},
            {"rule": seen.rule, "detail": seen.detail, "other": seen.other},
        )
        for seen in plan.observations
    ]
    return _frame(cases, {}, {"rule": str, "detail": str, "other": str})


def _plan(plan: Plan) -> Frame:
    said: Facts = {"all_green": facts.all_green(plan), "together": facts.due_together(plan)}
    return _frame([Case(plan, None, dict(plan.fields), said)], _kinds(layout.PLAN.fields), dict.fromkeys(said, str))


def _people(plan: Plan) -> Frame:
    same_name = facts.same_names(plan.people)
    cases = [
        Case(plan, None, dict(row.inputs), {
            "same_name": same_name.get(row.row),
            "no_address": row.inputs["email"].given and not is_email_address(row.text("email")),
        })
        for row in plan.people
    ]  # fmt: skip
    return _frame(cases, {}, {"same_name": str, "no_address": bool})


def accepted_frame(plan: Plan, idle: Sequence[Idle]) -> Frame:
    """Return the frame of accepted findings that do nothing."""
    cases = [Case(plan, None, dict(each.row.inputs), {"idle_at": each.key, "idle": each.why}) for each in idle]
    return _frame(cases, {}, {"idle_at": str, "idle": str})


_USUAL = {
    "default_tolerance": "a percentage such as 10%",
    "due_within": "a whole number of days such as 31",
    "quarters": "Financial or Calendar",
}
"""What the settings among the plan's fields may say; left blank, the usual one is used."""


def _settings(plan: Plan) -> Frame:
    cells: list[tuple[Input[Any], Facts]] = []
    for key, usual in _USUAL.items():
        label = next(f.label for f in layout.PLAN_FIELDS if f.key == key)
        read = plan.fields[key]
        fault = f"{label}: {quoted(read.text)} can't be read, so the usual setting was used."
        cells.append((read, {"fault": fault, "cure": f"Leave it blank for the usual setting, or type {usual}."}))
    cells = [(read, said) for read, said in cells if read.value is None and read.problem not in _NO_FAULT]
    names, severities = catalogue(), listed([s.value for s in Severity], "or")
    for row in (*plan.accepted, *plan.severities):
        rule = row.inputs["rule"]
        if rule.problem is None and fold(rule.text) not in names:
            cells.append((rule, _no_rule(rule.text)))
    for row in plan.severities:
        severity = row.inputs["severity"]
        if fold(severity.text) not in set(Severity) and severity.problem is None:
            fault = f"{quoted(severity.text)} is no severity; the rule keeps its own."
            cells.append((severity, {"fault": fault, "cure": f"Type {severities}."}))
    for row in plan.accepted:
        until = row.inputs["until"]
        if until.problem is Problem.UNREADABLE:
            fault = f"Until: {quoted(until.text)} is not a date, so the finding is not accepted."
            cells.append(
                (until, {"fault": fault, "cure": "Type a date, day first, such as 31/03/2018, or leave it blank."})
            )
    return _frame([Case(plan, None, {"cell": read}, said) for read, said in cells], {}, {"fault": str, "cure": str})


def _no_rule(typed: str) -> Facts:
    """Return what to say of a row that names no rule of the catalogue."""
    if not tidy(typed):
        fault, near = "This row names no rule, so it does nothing.", None
    else:
        fault, near = f"There is no rule {quoted(typed)}; the row does nothing.", nearest_rule(fold(typed))
    usual = "Type the rule's name as validate gives it; plan-workbook rules lists them all."
    return {"fault": fault, "cure": f"Type {near}, if that is meant. {usual}" if near else usual}


_NO_FAULT = (None, Problem.ABSENT, Problem.FORMULA_ERROR)


def _ratings(plan: Plan) -> Frame:
    """One row a rating; a scale without any, or without a complete one, is said at its heading."""
    keys = ("code", "label", "counts_as")
    filled = [row for row in plan.ratings if any(row.inputs[key].given for key in keys)]
    cases = []
    for row in filled:
        faults: Facts = {}
        for key, what in (("code", "code"), ("label", "label")):
            mine = row.inputs[key]
            twins = [o.inputs[key].cell for o in filled if o is not row and fold(o.text(key)) == fold(mine.text)]
            if mine.given and twins:
                faults[f"{key}_fault"] = f"The {what} '{mine.text}' also stands in {', '.join(twins)}."
            elif not mine.given and mine.problem is None:
                faults[f"{key}_fault"] = f"This rating has no {what}."
            elif key == "label" and fold(mine.text) in ("total", "overdue", "not rated"):
                faults["label_fault"] = f"'{mine.text}' is what the counts themselves are called."
        counts_as = row.inputs["counts_as"]
        if counts_as.value is None and counts_as.problem is not None:
            faults["counts_as_fault"] = f"'{counts_as.text}' is none of the meanings a rating can count as."
        elif counts_as.value is None:
            faults["counts_as_fault"] = "Nothing says what this rating counts as."
        cases.append(Case(plan, None, dict(row.inputs), faults))
    if plan.ratings_heading:
        heading: Input[object] = Input(None, None, plan.plan_sheet, plan.ratings_heading, "")
        fault = None
        if not filled:
            fault = "The RAG scale is empty; Complete, Red, Amber and Green were used instead."
        elif plan.scale.complete is None:
            fault = "No rating of the scale counts as complete."
        cases.append(Case(plan, None, dict.fromkeys(keys, heading), {"code_fault": fault}))
    return _frame(cases, {}, {f"{key}_fault": str for key in keys})


# --------------------------------------------------------------------------------------------- recommendations


def _recommendations(plan: Plan, last_month: LastMonth) -> Frame:
    same_number = facts.same_numbers(plan.recommendations)
    cases = []
    for each in plan.recommendations:
        open_actions = [a for a in each.actions if not a.complete]
        heading: Input[object] = Input(None, None, each.sheet, each.progress_heading or "A1", "")
        first: Input[Any] = next((p for p in each.progress if p.given), heading)
        inputs = {f.key: getattr(each, f.key) for f in layout.RECOMMENDATION.fields}
        cases.append(
            Case(plan, each, {**inputs, "progress": heading, "first_paragraph": first}, {
                "unchanged": is_unchanged(each, last_month.recommendation(each)),
                "closed": each.closed,
                "closed_by": "status" if each.business_as_usual else "rating",
                "counts_as": _counts_as(each.rating),
                "same_number": same_number.get(each.sheet),
                "has_progress": not each.progress_heading or any(p.given for p in each.progress),
                "open_actions": facts.refs_of(open_actions) if each.closed and open_actions else None,
                "all_complete": bool(each.actions) and not open_actions and each.rating.value is not None,
                "overdue_actions": facts.overdue_actions(each, plan.report_date),
                "off_target": facts.off_target(each, plan),
                "actions": len(each.actions),
                "indicators": len(each.indicators),
                "states_none": len(each.indicator_rows) > len(each.indicators),
            })
        )  # fmt: skip
    types: dict[str, type] = {
        "unchanged": bool, "closed": bool, "closed_by": str, "counts_as": str, "same_number": str, "has_progress": bool,
        "open_actions": str, "all_complete": bool, "overdue_actions": str, "off_target": str, "actions": int,
        "indicators": int, "states_none": bool,
    }  # fmt: skip
    return _frame(cases, _kinds(layout.RECOMMENDATION.fields), types)


def _counts_as(rating: Input[Rating]) -> str | None:
    return rating.value.counts_as.value if rating.value and rating.value.counts_as else None


def _paragraphs(plan: Plan) -> Frame:
    repeated = facts.repeated_paragraphs(plan)
    cases = []
    for owner in plan.recommendations:
        for each in owner.progress:
            stated = stated_rating(each.text, plan.scale)
            differs = bool(stated and owner.rating.value and stated[0].label != owner.rating.value.label)
            cases.append(
                Case(plan, owner, {"paragraph": each, "rating": owner.rating}, {
                    "closed": owner.closed,
                    "repeated_in": repeated.get((each.sheet, each.cell)),
                    "states": stated[1] if stated and differs else None,
                    "says_closed": says_closed(each.text),
                })
            )  # fmt: skip
    return _frame(cases, {}, {"closed": bool, "repeated_in": str, "states": str, "says_closed": str})


# --------------------------------------------------------------------------------------------- actions and indicators


def _actions(plan: Plan, last_month: LastMonth) -> Frame:
    same_text = facts.same_texts(plan.actions)
    report_date = plan.report_date
    cases = []
    for owner in plan.recommendations:
        same_ref, gaps = facts.same_refs(owner.actions), facts.ref_gaps(owner.actions)
        before = last_month.actions(owner)
        for each in owner.actions:
            due, gap = each.completion_date.value, gaps.get(each.row)
            overdue = is_overdue(each, report_date)
            late = counted((report_date - due).days, "day") if overdue and report_date and due else None
            cases.append(
                Case(plan, owner, {c.key: getattr(each, c.key) for c in layout.ACTIONS.inputs}, {
                    **_plan_dates(plan),
                    "closed": owner.closed,
                    "counts_as": _counts_as(each.rating),
                    "overdue": overdue,
                    "late": late,
                    "not_started": not_started(each, report_date),
                    "due": is_due(each, report_date, plan.due_within),
                    "same_ref": same_ref.get(each.row),
                    "gap": gap.after if gap else None,
                    "left_out": gap.left_out if gap else None,
                    "same_text": same_text.get((each.sheet, each.row)),
                    "due_last_month": due_last_month(each, before.get(each.row)),
                })
            )  # fmt: skip
    types: dict[str, type] = {
        **dict.fromkeys(_plan_dates(plan), object), "closed": bool, "counts_as": str, "overdue": bool, "late": str,
        "not_started": bool, "due": bool, "same_ref": str, "gap": str, "left_out": str, "same_text": str,
        "due_last_month": object,
    }  # fmt: skip
    return _frame(cases, _kinds(layout.ACTIONS.columns), types)


def _plan_dates(plan: Plan) -> Facts:
    """Return the plan's dates, which stand beside every action so that one row can be judged on its own."""
    return {key: plan.date(key) for key in ("report_date", "plan_start", "plan_end")}


def _indicators(plan: Plan, last_month: LastMonth) -> Frame:
    conflicts, same = facts.conflicts(plan.indicators), facts.same_figures(plan.indicators)
    cases = []
    for owner in plan.recommendations:
        before = last_month.indicators(owner)
        for each in owner.indicators:
            then = before.get(each.row)
            conflict = conflicts.get((each.sheet, each.row))
            period = each.period.value if each.period.given else plan.date("data_as_at")
            other_units = {f"{key}_other_unit": key in _in_other_units(each) for key in _VALUES}
            cases.append(
                Case(plan, owner, {c.key: getattr(each, c.key) for c in layout.INDICATORS.inputs}, {
                    "closed": owner.closed,
                    "shown_unit": plain_unit(each.shown_unit) if each.shown_unit else "",
                    "placeholder": facts.is_placeholder(each),
                    "conflict_at": conflict.key if conflict else None,
                    "conflict_in": conflict.differences if conflict else None,
                    "same_figures": same.get((each.sheet, each.row)),
                    "stale": facts.is_stale(period, plan.report_date),
                    "period_end": long_date(period),
                    "outlier": facts.is_outlier(each, status_of(each, plan)),
                    "out_of_range": _out_of_range(each),
                    "actual_then": previous_mismatch(each, then),
                    "target_then": target_moved(each, then),
                    **other_units,
                })
            )  # fmt: skip
    types: dict[str, type] = {
        "closed": bool, "shown_unit": str, "placeholder": bool, "conflict_at": str, "conflict_in": str,
        "same_figures": str, "stale": bool, "period_end": str, "outlier": bool,
        "out_of_range": bool, "actual_then": str, "target_then": str, **{f"{key}_other_unit": bool for key in _VALUES},
    }  # fmt: skip
    return _frame(cases, _kinds(layout.INDICATORS.columns), types)


_VALUES = ("target", "previous", "actual")


def _in_other_units(indicator: Indicator) -> list[str]:
    """Return the values that carry another unit than the Unit cell; of several that agree, the first speaks."""
    carried = {key: plain_unit(unit) for key in _VALUES if (unit := getattr(indicator, key).unit)}
    other = [key for key, unit in carried.items() if unit != plain_unit(indicator.shown_unit)]
    return other[:1] if len(set(carried.values())) == 1 else other


def _out_of_range(indicator: Indicator) -> bool:
    values = (indicator.actual.value, indicator.target.value)
    return plain_unit(indicator.shown_unit) == "%" and any(v is not None and not 0 <= v <= 100 for v in values)


# --------------------------------------------------------------------------------------------- leads


def _leads(plan: Plan) -> Frame:
    mentions: list[tuple[Recommendation, dict[str, Input[Any]], str]] = []
    for owner in plan.recommendations:
        places: list[dict[str, Input[Any]]] = [{"cell": owner.lead}]
        places += [{"cell": i.lead, "number": i.number, "description": i.description} for i in owner.indicators]
        places += [{"cell": a.lead, "ref": a.ref} for a in owner.actions]
        mentions += [(owner, place, name) for place in places for name in place["cell"].value or ()]
    like = look_alikes([name for _, _, name in mentions])
    people = [row.text(key) for row in plan.people for key in ("name", "role") if row.text(key)]
    known = {fold(name) for name in people}
    nearest = _nearest(dict.fromkeys(name for _, _, name in mentions), people)
    cases = [
        Case(plan, owner, place, {
            "name": name,
            "like": like.get(fold(name)),
            "people_listed": bool(plan.people),
            "unlisted": bool(plan.people) and fold(name) not in known,
            "nearest": nearest.get(name),
        })
        for owner, place, name in mentions
    ]  # fmt: skip
    types: dict[str, type] = {"name": str, "like": str, "people_listed": bool, "unlisted": bool, "nearest": str}
    return _frame(cases, {}, types)


def _nearest(names: Iterable[str], people: Sequence[str]) -> dict[str, str]:
    """Return, by name, the listed person or post whose name is nearest, where any is near.

    What is no name by its length is left out, and so are people and names beyond the number that look-alikes are
    looked for among.
    """
    from rapidfuzz import process, utils

    listed = [each for each in people if len(each) <= LONGEST_NAME][:MOST_NAMES]
    proper = [name for name in names if len(name) <= LONGEST_NAME][:MOST_NAMES] if listed else []
    found: dict[str, str] = {}
    for name in proper:
        best = process.extractOne(name, listed, processor=utils.default_process, score_cutoff=75)
        if best:
            found[name] = best[0]
    return found
