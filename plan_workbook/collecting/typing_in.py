"""What is typed into a cell of the master so that it reads there as it reads in a return. Pure functions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from plan_workbook.layout import Kind
from plan_workbook.package.number_formats import GENERAL
from plan_workbook.package.serial_dates import FROM_1900
from plan_workbook.package.typed_values import Formatted, Typed, content_of
from plan_workbook.plan.inputs import Input, Raw
from plan_workbook.plan.model import VALUES
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.numbers import unit_of_row
from plan_workbook.register.canonical import canonical

_ANY_FORMAT = (GENERAL, "@", "0.00", "0%", "dd/mm/yyyy")
"""The number formats that a blank cell may have: that of a blank cell is not read."""


def typed_as(read: Input[Any], kind: Kind, into: Input[Any] | None, context: Context, unit: str = "") -> Typed:
    """Return what to type into a cell so that it reads as `read` does.

    That is the content itself if the cell shows it alike, else the content with its number format; and if a cell still
    would show something else, such as 4.10 for a ref of 4.1, the text that is shown.

    Args:
        read: the input as it came back.
        kind: what its cell holds.
        into: the master's input now; None for a cell of a row that is added.
        context: what the master is read with.
        unit: the unit of the row, for `Kind.NUMBER`.

    Raises:
        ValueError: no cell can hold it; the reason is worded for the user.
    """
    if read.raw is None:
        return None
    known = into is not None and into.raw is not None
    formats = (into.number_format or GENERAL,) if into is not None and known else _ANY_FORMAT
    wanted = canonical(read, kind)
    possible: list[Typed] = []
    reason = ""
    for value in _ways(read, plain_first=known):
        try:
            content = content_of(value, FROM_1900)
        except ValueError as error:
            reason = str(error)
            continue
        shown = (own if content.fits(own) else content.number_format or GENERAL for own in formats)
        if all(_reads(value, each, kind, context, unit) == wanted for each in shown):
            return value
        possible.append(value)
    if not possible:
        raise ValueError(reason)
    return possible[0]  # a rating, say, that the master's scale does not have: it is unreadable there whatever is typed


def unit_of(row: Mapping[str, Input[Any]]) -> str:
    """Return the unit of the numbers of a row."""
    if "unit" not in row:
        return ""
    values = ((row[key].raw, row[key].number_format) for key in VALUES)
    return unit_of_row(row["unit"].text, values, row["better"].text)


def _ways(read: Input[Any], *, plain_first: bool) -> Iterator[Typed]:
    raw = read.raw
    ways: list[Typed] = [raw]
    if isinstance(raw, int | float | datetime) and not isinstance(raw, bool):
        ways.insert(1 if plain_first else 0, Formatted(raw, read.number_format or GENERAL))
    yield from ways
    yield read.text


def _reads(value: Typed, number_format: str, kind: Kind, context: Context, unit: str) -> str:
    raw = value.value if isinstance(value, Formatted) else value
    assert raw is None or isinstance(raw, str | int | float | datetime)
    content: Raw = raw
    return canonical(read_cell(Cell("", "", content, number_format), kind, context, unit), kind)
