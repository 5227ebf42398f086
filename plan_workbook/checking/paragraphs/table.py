"""The table of progress: a row for each paragraph."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject, row_of
from plan_workbook.checking.expressions import closed
from plan_workbook.checking.table import Table, kinds
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input

PARAGRAPH, RATING = "paragraph", "rating"


def _cases(subject: Subject) -> Iterator[Case[Input[str]]]:
    for owner in subject.plan.recommendations:
        for each in owner.progress:
            inputs: dict[str, Input[Any]] = {PARAGRAPH: each, RATING: owner.rating}
            yield Case(subject.plan, owner, each, inputs, each.sheet, row_of(each.cell))


def _item(_: str, __: int | None, inputs: dict[str, Input[Any]]) -> Input[str]:
    return inputs[PARAGRAPH]


PARAGRAPHS = Table(
    "paragraphs",
    "Progress",
    lambda: {**kinds(layout.PROGRESS.inputs), RATING: Kind.RATING},
    _cases,
    _item,
    facts=[closed],
)
"""The rating is that of the paragraph's recommendation."""
