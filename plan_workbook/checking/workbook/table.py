"""The table of what the reader reporting_rule about the workbook itself: a row for each observation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_workbook.checking.case import Case, Subject, row_of
from plan_workbook.checking.table import Table
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Observation

PLACE = "place"


def _cases(subject: Subject) -> Iterator[Case[Observation]]:
    owners = {each.sheet: each for each in subject.plan.recommendations}
    for seen in subject.plan.observations:
        text = "" if seen.rule == "sheet-missing" else seen.detail
        at: Input[Any] = Input(seen.value, None, seen.sheet or "", seen.cell or "", text)
        inputs = {PLACE: at}
        if seen.rule == "sheet-missing":
            inputs["number"] = Input(seen.detail, None, "", "", seen.detail)
        yield Case(subject.plan, owners.get(at.sheet), seen, inputs, at.sheet, row_of(at.cell))


WORKBOOK = Table("workbook", "Workbook", lambda: {PLACE: Kind.TEXT}, _cases)


@WORKBOOK.of_row
def reporting_rule(case: Case[Observation]) -> str:
    """Return the name of the rule that reports it, which the reader gives with each observation."""
    return case.item.rule
