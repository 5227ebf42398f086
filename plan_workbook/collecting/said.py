"""What inputs say, and whether several say the same. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plan_workbook.layout import Column
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.model import TableRow
from plan_workbook.register.same import same_content
from plan_workbook.values.text import tidy


def same_contents(one: Iterable[TableRow], other: Iterable[TableRow]) -> bool:
    """Tell whether all cells of two tables hold the same, row by row: most tables come back as they went out."""
    rows, others = list(one), list(other)
    return len(rows) == len(others) and all(
        same_inputs(row.inputs, its.inputs) for row, its in zip(rows, others, strict=True)
    )


def same_inputs(one: Mapping[str, Input[Any]], other: Mapping[str, Input[Any]]) -> bool:
    """Tell whether all of some inputs hold the same."""
    return one.keys() == other.keys() and all(same_content(read, other[key]) for key, read in one.items())


def is_answer(read: Input[Any]) -> bool:
    """Tell whether there is a cell that says something or nothing: not if its field or column can't be found."""
    return read.problem is not Problem.ABSENT and bool(read.cell)


def row_in_words(inputs: Mapping[str, Input[Any]], columns: Iterable[Column]) -> str:
    """Return everything a row says, with the headings: ``Ref: b; Action: Audit ten cases.``; a paragraph without."""
    said = [(column.heading, inputs[column.key].text) for column in columns if inputs[column.key].typed]
    if len(inputs) == 1:
        return "".join(text for _, text in said)
    return "; ".join(f"{heading}: {tidy(text)}" for heading, text in said)
