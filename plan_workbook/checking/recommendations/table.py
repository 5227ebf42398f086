"""The table of recommendations: a row for each sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject
from plan_workbook.checking.expressions import closed, counts_as
from plan_workbook.checking.table import Table, kinds
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Recommendation

HEADING, FIRST_PARAGRAPH, FIRST_IMPACT = "progress", "first_paragraph", "first_impact"
"""Where findings about its progress point, at the heading if nothing is reported, or at the first paragraph; and where
those about its impact do."""


def _cases(subject: Subject) -> Iterator[Case[Recommendation]]:
    for each in subject.plan.recommendations:
        heading: Input[Any] = Input(None, None, each.sheet, each.progress_heading or "A1", "")
        first = next((p for p in each.progress if p.given), heading)
        impact = next((p for p in each.impact if p.given), heading)
        places = {HEADING: heading, FIRST_PARAGRAPH: first, FIRST_IMPACT: impact}
        yield Case(subject.plan, each, each, {**each.inputs, **places}, each.sheet)


def _item(sheet: str, _: int | None, inputs: dict[str, Input[Any]]) -> Recommendation:
    return Recommendation(sheet, inputs, progress=(), indicator_rows=(), actions=())


RECOMMENDATIONS = Table(
    "recommendations",
    "Recommendations",
    lambda: {
        **kinds(layout.RECOMMENDATION.fields),
        HEADING: Kind.TEXT,
        FIRST_PARAGRAPH: Kind.LONG_TEXT,
        FIRST_IMPACT: Kind.LONG_TEXT,
    },
    _cases,
    _item,
    facts=[closed, counts_as],
    declared=lambda: layout.RECOMMENDATION.fields,
)
