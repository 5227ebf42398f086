"""The table of indicators: a row for each place where one is reported."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.expressions import closed
from plan_workbook.checking.table import Table, kinds
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator

_COLUMNS = kinds(layout.INDICATORS.inputs)


def _cases(subject: Subject) -> Iterator[Case[Indicator]]:
    for owner in subject.plan.recommendations:
        for each in owner.indicators:
            inputs = dict(each.inputs)
            yield Case(subject.plan, owner, each, inputs, each.sheet, each.row)


def _item(sheet: str, row: int, inputs: dict[str, Input[Any]]) -> Indicator:
    return Indicator(sheet, row, inputs)


INDICATORS = Table("indicators", "Indicators", _COLUMNS, _cases, _item, facts=[closed])
