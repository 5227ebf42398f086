"""The cell of a row in a column of your own, by the heading that people gave it. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from plan_workbook.errors import UnknownColumn
from plan_workbook.plan.inputs import OWN, Input
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import fold, in_brief, listed, tidy


def own_cell(inputs: Mapping[str, Input[Any]], table: str, heading: str, keys: Iterable[str]) -> Input[Any]:
    """Return the cell of a row in a column of your own; on a sheet without the column it is blank.

    Args:
        inputs: the inputs of the row.
        table: what people call the table that the row is in.
        heading: the heading of the column, in any capitals.
        keys: the keys of the columns that any row of the plan's table has.

    Raises:
        UnknownColumn: the plan's table has no such column; the message offers the nearest, or names those it has.
    """
    there = {fold(key.partition(OWN)[2]): key for key in keys if OWN in key}
    key = there.get(fold(heading))
    if key is not None:
        return inputs[key]
    headings = [each.partition(OWN)[2] for each in there.values()]
    near = nearest(tidy(heading), headings)
    if near:
        hint = f"did you mean '{near}'?"
    elif headings:
        hint = f"the columns of your own there are {listed([in_brief(each) for each in sorted(headings)])}."
    else:
        hint = "the plan declares them on the Plan sheet, under Extra columns, and has none there."
    raise UnknownColumn(f"{table} of this plan have no column of your own called '{in_brief(tidy(heading))}': {hint}")
