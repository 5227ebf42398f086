"""Findings that the plan accepts: by rule, and by cell, action, PI number or sheet."""

from __future__ import annotations

from datetime import date
from typing import cast

from plan_workbook.checking.finding import Acceptance, Finding
from plan_workbook.checking.rule import Case
from plan_workbook.layout import sheet_name
from plan_workbook.model import Plan, Row
from plan_workbook.text import fold


class Accepted:
    """The accepted findings of a plan, those past their date left out."""

    def __init__(self, plan: Plan) -> None:
        """Take the table of the Plan sheet; without a readable report date, dates do not end an acceptance."""
        self._rows = [row for row in plan.accepted if not _is_past(row, plan.report_date)]

    def of(self, finding: Finding, case: Case) -> Acceptance | None:
        """Return the acceptance that covers a finding, or None."""
        places = _places(finding, case)
        for row in self._rows:
            if fold(row.text("rule")) == finding.rule and fold(row.text("where")).replace("$", "") in places:
                until = cast("date | None", row.inputs["until"].value)
                return Acceptance(finding, row.text("reason"), row.text("agreed_by"), until)
        return None


def _is_past(row: Row, report_date: date | None) -> bool:
    if row.inputs["until"].problem is not None:
        return True  # nobody can tell until when, so it does not go on in silence
    until = row.inputs["until"].value
    return isinstance(until, date) and report_date is not None and until < report_date


def _places(finding: Finding, case: Case) -> set[str]:
    """Return every way the plan may name where a finding is: ``R15!F12``, ``R15``, ``R15 a``, ``CSC 176``."""
    sheet, cell = fold(finding.sheet or ""), fold(finding.cell or "")
    places = {sheet, f"{sheet}!{cell}", f"'{sheet}'!{cell}"}
    if "ref" in case.inputs and case.inputs["ref"].given:
        ref = fold(case.inputs["ref"].text)
        # The sheet may have been renamed since; its number still says which one is meant.
        usual = fold(sheet_name(case.recommendation.number.text)) if case.recommendation else sheet
        places |= {f"{name} {text}" for name in (sheet, usual) for text in (ref, ref.strip("().: "))}
    if "description" in case.inputs and case.inputs["number"].given:
        places.add(fold(case.inputs["number"].text))
    return places - {""}
