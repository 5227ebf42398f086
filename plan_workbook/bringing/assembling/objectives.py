"""Objectives that are the items of a plan, because nothing else is: a register has no actions without an item."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.captions import captions
from plan_workbook.bringing.assembling.labels import field_of
from plan_workbook.bringing.assembling.lines import says_only_none
from plan_workbook.bringing.assembling.titles import (
    is_generic,
    lead_line,
    number_key,
    numbered,
    of_an_item,
    with_item_word,
)
from plan_workbook.bringing.brought import SURE, Column, Kind, Recognised
from plan_workbook.bringing.documents.document import Cell, Document
from plan_workbook.bringing.recognising.boxes import labelled_cells
from plan_workbook.bringing.recognising.decided import SAID
from plan_workbook.bringing.recognising.headings import by_row
from plan_workbook.register import NUMBER

_LIKELY = 0.7
"""How sure it is that objectives without numbers are the items: a person is asked."""
_ITEMS = (NUMBER, fields.TITLE)


def with_objectives_as_items(documents: Sequence[Document], recognised: Sequence[Recognised]) -> tuple[Recognised, ...]:
    """Return the tables, with objectives as the titles of items where a plan has no others.

    They surely are where each begins with a number of its own or names its lead, and likely where neither a heading,
    nor a row across a table, nor the names of sheets say which item the actions below belong to.
    """
    columns = {id(each): at for each in recognised if (at := _objectives(each)) is not None}
    if not columns or any(_has_items(each) for each in recognised):
        return tuple(recognised)
    texts = [cell.text for each in recognised if id(each) in columns for cell in _cells(each, columns[id(each)])]
    if _name_items(texts):
        return tuple(_as_items(each, columns.get(id(each)), SURE, "its texts name items") for each in recognised)
    if len(texts) > 1 and not _said_elsewhere(documents, recognised):
        why = "nothing else says which item a row is about"
        return tuple(_as_items(each, columns.get(id(each)), _LIKELY, why) for each in recognised)
    return tuple(recognised)


def _objectives(table: Recognised) -> int | None:
    """Return the column with the objectives of actions, or what is above these, unless a person said what it is."""
    if table.kind is not Kind.ACTIONS:
        return None
    at = next((at for at, c in enumerate(table.columns) if c.field == fields.OBJECTIVE and c.why != SAID), None)
    if at is None:
        return None
    # a text before it that goes over several of them, and of which nothing is known, is above them
    over = (b for b in range(at) if not table.columns[b].field and 1 < len(_cells(table, b)) < len(_cells(table, at)))
    return next(over, at)


def _has_items(table: Recognised) -> bool:
    return table.kind is Kind.RECOMMENDATIONS or any(
        column.field == NUMBER or (column.field == fields.TITLE and column.of is Kind.RECOMMENDATIONS)
        for column in table.columns
    )


def _cells(table: Recognised, column: int) -> list[Cell]:
    return [c for c in table.table.cells if c.column == column and c.row not in table.headings and not c.blank]


def _name_items(texts: Sequence[str]) -> bool:
    """Tell whether each of several texts has a number of its own, or most name a lead below."""
    said = [with_item_word(text) or numbered(text) for text in dict.fromkeys(texts)]
    numbers = [number_key(each.number) for each in said if each and each.title]
    leads = sum(any(lead_line(line) for line in text.split("\n")[1:]) for text in texts)
    return (len(numbers) > 1 and len(set(numbers)) == len(said)) or 2 * leads > len(texts) > 1


def _said_elsewhere(documents: Sequence[Document], recognised: Sequence[Recognised]) -> bool:
    """Tell whether something else may say which item rows belong to."""
    tables = [each for each in recognised if each.kind in (Kind.ACTIONS, Kind.INDICATORS)]
    if len({each.table.sheet for each in tables}) > 1 or any(map(_goes_across, tables)):
        return True
    by_value = {each.table: each for each in recognised}
    by_table = {id(t): by_value[t] for document in documents for t in document.tables() if t in by_value}
    if any(map(_names_an_item, recognised)) or captions(documents, by_table, _has_items, lambda _: False):
        return True
    passages = [passage for document in documents for passage in document.passages()]
    return any(with_item_word(each.text) or numbered(each.text) for each in passages) or any(
        each.level and not is_generic(each.text) for each in passages
    )


def _names_an_item(table: Recognised) -> bool:
    """Tell whether a small table is a box of which a label names an item.

    ``Improvement area | 1. Early help`` does, and so does ``Key area 1 | Early help``, whatever else is in it.
    """
    if table.kind not in (Kind.RECOMMENDATIONS, Kind.IGNORED):
        return False
    labels = [label.text for label, value in labelled_cells(table.table) if not value.blank]
    if any((said := with_item_word(each)) and said.number and not said.title for each in labels):
        return True
    return table.sure < SURE and any(field_of(each) in _ITEMS for each in labels)


def _goes_across(table: Recognised) -> bool:
    width = table.table.columns
    rows = {row: cells for row, cells in by_row(table.table).items() if cells and row not in table.headings}
    alone = [cells[0].text for cells in rows.values() if len(cells) == 1 and not cells[0].column]
    return (
        any(cells[0].across == width > 1 and not says_only_none(cells[0].text) for cells in rows.values())
        or any(len(cells) <= 2 and with_item_word(cells[0].text) is not None for cells in rows.values())
        or sum(bool((said := of_an_item(text)).number and said.title) for text in alone) > 1
    )


def _as_items(table: Recognised, at: int | None, sure: float, why: str) -> Recognised:
    if at is None:
        return table
    column: Column = table.columns[at]
    column = column._replace(field=fields.TITLE, of=Kind.RECOMMENDATIONS, sure=sure, why=why)
    return table._replace(columns=(*table.columns[:at], column, *table.columns[at + 1 :]))
