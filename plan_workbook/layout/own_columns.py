"""Columns that a council adds to a table of a recommendation's sheet: text that is carried through, and nothing else.

The Plan sheet declares them in *Extra Columns*. A key names one wherever keys of columns are used: it begins with the
table, and the rest is the heading: ``actions: Funding Source``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from plan_workbook.layout.kinds import length_in_a_cell
from plan_workbook.layout.parts import Column, Table, own
from plan_workbook.layout.recommendation_sheet import ACTIONS, INDICATORS, RECOMMENDATION
from plan_workbook.plan.inputs import OWN
from plan_workbook.values.text import fold, in_brief, is_blank, listed, tidy

TABLES = (INDICATORS, ACTIONS)
"""The tables that can have extra columns."""
LONGEST_HEADING = 60
"""Characters of a heading; anything longer is a text."""
_NAMES = listed([table.title for table in TABLES])
_NOT_FREE = frozenset({fold(RECOMMENDATION.fields[0].heading), fold("Written with --safe")})
"""Headings that tables of a register have, apart from those of the layout."""


class Declared(NamedTuple):
    """What a plan or register declares."""

    keys: tuple[str, ...]
    """The extra columns that it has."""
    faults: Mapping[int, tuple[str, str]]
    """What is wrong with other rows of the table, by their place from 0: the key of the cell, and why in a sentence."""


def declared(rows: Iterable[tuple[str, str]]) -> Declared:
    """Return the extra columns that these rows declare, each the name of a table and a heading."""
    keys: dict[str, str] = {}
    faults: dict[int, tuple[str, str]] = {}
    for at, (name, heading) in enumerate(rows):
        said = fold(name)
        table = next((each for each in TABLES if said in (fold(each.title), fold(each.key))), None)
        if table is None:
            faults[at] = ("table", f"{_quoted(name)} is not a table that can have extra columns: {_NAMES} can.")
        elif why := _fault_of(table, heading, keys):
            faults[at] = ("heading", why)
        else:
            key = own_key(table.key, heading)
            keys[fold(key)] = key
    return Declared(tuple(keys.values()), faults)


def _fault_of(table: Table, heading: str, others: Mapping[str, str]) -> str:
    """Return why a table can't have an extra column of that heading; empty if it can."""
    if is_blank(heading):
        return "This row gives no Heading, so there is no extra column."
    if length_in_a_cell(heading) > LONGEST_HEADING:
        return f"A heading has at most {LONGEST_HEADING} characters: {_quoted(heading)} is longer."
    taken = {fold(each) for column in table.columns for each in (column.heading, *column.also)}
    if fold(heading) in taken | _NOT_FREE:
        return f"{table.title} have a column {_quoted(heading)} already, which is not an extra one."
    if fold(own_key(table.key, heading)) in others:
        return f"{_quoted(heading)} is declared twice for {table.title}."
    return ""


def _quoted(text: str) -> str:
    return f"'{in_brief(text)}'"


def own_key(table: str, heading: str) -> str:
    """Return the key of an extra column, given the key of its table and its heading."""
    return f"{table}{OWN}{tidy(heading)}"


def is_own_column(key: str, table: str = "") -> bool:
    """Tell whether a key is that of an extra column, of that table if one is given."""
    before, separator, heading = key.partition(OWN)
    return bool(separator and heading) and (not table or before == table)


def all_inputs(table: Table, keys: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns of a table that people fill in, with the extra ones that are among these keys."""
    return (*table.inputs, *own(table.key, keys))
