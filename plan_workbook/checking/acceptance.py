"""Findings that the plan accepts: by rule, and by cell, action, PI number or sheet."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from plan_workbook.checking.case import Case
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Acceptance, Finding, Severity
from plan_workbook.checking.plan.accepted import ACCEPTED, Idle
from plan_workbook.checking.plan.reasons import REASONS, WithoutReason
from plan_workbook.layout import sheet_name
from plan_workbook.plan.items import bare_number, plain_number
from plan_workbook.plan.model import Plan, Row
from plan_workbook.plan.row_names import name_of_action, plain_ref_of
from plan_workbook.values.text import fold, long_date, tidy

_PLACES = "A place is a cell (R15!F12), an action (R15 a), a PI number (CSC 176) or a sheet (R15)."


class Accepted:
    """The accepted findings of a plan, without those past their date."""

    def __init__(self, plan: Plan) -> None:
        """Take the table of the Plan sheet; without a readable report date, dates do not end an acceptance."""
        self._plan = plan
        self._rows = [row for row in plan.accepted if not _is_past(row, plan.report_date)]
        self._matched: set[int] = set()
        self._lacking: dict[int, WithoutReason] = {}

    def of(self, finding: Finding, case: Case[Any]) -> Acceptance | None:
        """Return the acceptance that covers a finding, or None; an error is covered only by one with its reasons."""
        places = _places(finding, case)
        for row in self._rows:
            if fold(row.text("rule")) == finding.rule and fold(row.text("where")).replace("$", "") in places:
                self._matched.add(row.row)
                if finding.severity is Severity.ERROR and row.reasons_missing:
                    what = f"{finding.rule} at '{tidy(row.text('where'))}' is an error and is accepted here"
                    self._lacking[row.row] = WithoutReason(row, what)
                    continue
                until = cast("date | None", row.inputs["until"].value)
                return Acceptance(finding, row.text("reason"), row.text("agreed_by"), until)
        return None

    @property
    def lacking(self) -> list[WithoutReason]:
        """The rows that cover errors, but not their reason or who agreed, so that the errors stay."""
        return list(self._lacking.values())

    def idle(self, *, compared: bool) -> list[Idle]:
        """Return the rows that cover no finding, or whose date has passed.

        Rows that can't be read are left out, because another rule reports them. So are rows about rules that could not
        be judged, without a readable report date or without last month's workbook.
        """
        if self._plan.report_date is None:
            return []
        rules = catalogue()
        idle = []
        for row in self._plan.accepted:
            name, until = fold(row.text("rule")), row.inputs["until"]
            if name not in rules or until.problem is not None or row.row in self._matched:
                continue
            where = "where" if row.inputs["where"].given else "rule"
            if _is_past(row, self._plan.report_date):
                ended = f"{name} was accepted until {long_date(cast('date', until.value))}, which has passed."
                idle.append(Idle(row, "until", ended))
            elif compared or not rules[name].compares:
                gone = f"{name} is accepted at '{tidy(row.text('where'))}', but there is no such finding. {_PLACES}"
                if rules[name].table in (ACCEPTED, REASONS):
                    gone = f"{name} is about rows of this sheet that have no effect, so it can't be accepted."
                elif where == "rule":
                    gone = f"{name} is accepted, but Where is empty."
                idle.append(Idle(row, where, gone))
        return idle


def _is_past(row: Row, report_date: date | None) -> bool:
    if row.inputs["until"].problem is not None:
        return True  # nobody can tell when it ends, so it does not go on unnoticed
    until = row.inputs["until"].value
    return isinstance(until, date) and report_date is not None and until < report_date


def _places(finding: Finding, case: Case[Any]) -> set[str]:
    """Return every way the plan may name where a finding is: ``R15!F12``, ``R15``, ``R15 a``, ``CSC 176``."""
    sheet, cell = fold(finding.sheet or ""), fold(finding.cell or "")
    # The sheet may have been renamed since; its number still says which one is meant.
    word = case.plan.item_word
    usual = fold(sheet_name(bare_number(case.recommendation.number.text, word))) if case.recommendation else sheet
    cells = [(name, typed) for name in (sheet, usual) for typed in _cells_typed(case.plan, name, cell)]
    places = {sheet, usual, *(place for name, typed in cells for place in (f"{name}!{typed}", f"'{name}'!{typed}"))}
    if "ref" in case.inputs and case.inputs["ref"].there:
        ref = fold(case.inputs["ref"].text)
        places |= {f"{name} {text}" for name in (sheet, usual) for text in (ref, ref.strip("().: "))}
        if case.recommendation and ref:
            places |= names_of_action(case.recommendation.number.text, ref, word)
    if "number" in case.inputs and case.inputs["number"].there:
        number = case.inputs["number"].text
        if "description" in case.inputs:
            places.add(fold(number))
        elif case.recommendation is None:  # a recommendation that is gone, and its sheet with it
            bare = bare_number(number, word)
            places |= {fold(number), fold(bare), fold(sheet_name(bare)), fold(f"{word} {bare}")}
    return places - {""}


def names_of_action(number: str, ref: str, item_word: str) -> set[str]:
    """Return what people call an action by its recommendation's number, folded: ``2 a``, ``recommendation 2 a``."""
    own = fold(number)
    called = {own, bare_number(own, item_word), plain_number(own, item_word)} - {""}
    refs = {fold(ref), plain_ref_of(fold(ref))}
    names = {name for each in called for text in refs for name in (f"{each} {text}", name_of_action(each, text))}
    return names | {f"{fold(item_word)} {each}" for each in names}


def _cells_typed(plan: Plan, sheet: str, cell: str) -> list[str]:
    """Return the cells of a sheet, folded, that mean this one: the place in the plan may be from before rows moved."""
    then = [typed for (title, typed), now in plan.moved.items() if title == sheet and fold(now) == cell]
    return then if (sheet, cell) in plan.moved else [cell, *then]
