"""The content of columns and fields that have no place of their own in an edition: a text under its heading.

A column or field that is added to the layout is published like this in every format, until it is given a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from plan_workbook import layout
from plan_workbook.layout import Column, Field, Kind
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator, Recommendation, TableRow
from plan_workbook.plan.scale import Rating
from plan_workbook.plan.status import figure
from plan_workbook.values.text import paragraphs

_PLACED = {
    layout.RECOMMENDATION.title: frozenset({"number", "title", "lead", "status", "rating", "confidence"}),
    layout.INDICATORS.key: frozenset(
        {"number", "description", "lead", "unit", "better", "target", "previous", "actual", "period", "comment"}
        | {"target_now"}
    ),
    layout.ACTIONS.key: frozenset(
        {"objective", "ref", "text", "lead", "rating", "comment"}
        | {"start_date", "completion_date", "original_completion_date", "date_completed"}
    ),
}
"""The keys of the columns and fields that `edition` has an attribute for, or puts into words."""


@dataclass(frozen=True)
class Detail:
    """The content of a column or field, with its heading."""

    heading: str
    text: str
    """Empty in a row without content, if other rows of its table have some."""
    width: float
    """The width of its column on paper, in characters."""

    @property
    def paragraphs(self) -> list[str]:
        """The paragraphs of the text."""
        return paragraphs(self.text)


def further_columns(table: layout.Table, rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """Return the columns of a table that have no place of their own, and are filled in in one of these rows."""
    return tuple(
        column
        for column in all_inputs(table, rows[0].inputs if rows else ())
        if column.published and column.key not in _PLACED[table.key]
        if any(row.inputs[column.key].given and row.inputs[column.key].typed for row in rows)
    )


def further_fields(inputs: Mapping[str, Input[Any]]) -> tuple[Field, ...]:
    """Return the fields of a recommendation that have no place of their own, and are filled in."""
    placed = _PLACED[layout.RECOMMENDATION.title]
    fields = (each for each in layout.RECOMMENDATION.fields if each.published and each.key not in placed)
    return tuple(each for each in fields if inputs[each.key].given and inputs[each.key].typed)


def texts_of(each: Recommendation) -> tuple[Detail, ...]:
    """Return the paragraphs of a recommendation that are not its progress, if there are any, under their headings."""
    found = []
    for table in layout.PARAGRAPHS:
        (column,) = table.inputs
        said = [words(read) for read in each.paragraphs(table.key) if read.given]
        if said and table is not layout.PROGRESS and column.published:
            found.append(Detail(column.heading, "\n\n".join(said), column.width))
    return tuple(found)


def details(
    declared: Iterable[Field | Column], inputs: Mapping[str, Input[Any]], row: TableRow | None = None
) -> tuple[Detail, ...]:
    """Return the content of these columns or fields; figures of an indicator's `row` come with its unit."""
    return tuple(_detail(each, inputs[each.key], row) for each in declared)


def _detail(declared: Field | Column, read: Input[Any], row: TableRow | None) -> Detail:
    heading = declared.heading if isinstance(declared, Column) else declared.label
    return Detail(heading, _shown(read, declared.kind, row), max(declared.width, layout.room_for(heading)))


def _shown(read: Input[Any], kind: Kind, row: TableRow | None) -> str:
    if isinstance(read.value, Rating):
        return read.value.label
    if kind in layout.FIGURES and isinstance(row, Indicator) and read.value is not None:
        return figure(row, read)
    return as_date(read) if kind in layout.DATES else words(read)


def words(read: Input[Any]) -> str:
    """Return a longer text as it was typed, with its line breaks."""
    return "\n".join(" ".join(line.split()) for line in read.text.strip().splitlines()) if read.given else ""


def on_a_line(read: Input[Any]) -> str:
    """Return a shorter text as it was typed, on one line."""
    return " ".join(read.text.split()) if read.given else ""


def as_date(read: Input[Any]) -> str:
    """Return a date as ``31/03/2018``; one that can't be read is returned as typed."""
    return f"{read.value:%d/%m/%Y}" if read.value else on_a_line(read)
