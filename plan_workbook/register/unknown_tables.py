"""Tables that are no part of a register: refused if they were meant for one of its tables, and otherwise named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from plan_workbook.errors import RegisterError
from plan_workbook.register.tables import BROUGHT, register_tables
from plan_workbook.values.text import as_name, fold, is_blank, listed

_NEAR = 75
"""How alike two names are, in percent, for one to be a slip for the other."""
_ENOUGH = 2
"""Headings that a table has in common with one of a register if it was meant for that."""


def unread_tables(path: Path, headings: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the names of tables that are for people only: nothing in them is read.

    Args:
        path: where the register is.
        headings: the first row with any text of each table, by its name as it is written.

    Raises:
        RegisterError: some have nearly the name of a table, or its headings under another name; if they were ignored,
            their rows would be missing from every count. All of them are named.
    """
    known = {table.name for table in register_tables()} | {BROUGHT}
    unknown = [name for name in headings if fold(name) not in known]
    meant = {name: near for name in unknown if (near := _meant(name, headings[name]))}
    if len(meant) == 1:
        ((name, near),) = meant.items()
        raise RegisterError(f"{path} has a table {as_name(name)!r}, which is not read: rename it {near}, or remove it.")
    if meant:
        said = listed([f"{as_name(name)!r} (perhaps {near})" for name, near in meant.items()])
        raise RegisterError(f"{path} has tables that are not read, {said}: rename or remove them.")
    return tuple(unknown)


def _meant(name: str, headings: Sequence[str]) -> str:
    """Return the table of a register that one was meant for, by its name or its headings; empty if it was none."""
    tables = register_tables()
    near = process.extractOne(fold(name), [table.name for table in tables], scorer=fuzz.ratio, score_cutoff=_NEAR)
    if near:
        return str(near[0])
    there = {fold(each) for each in headings if not is_blank(each)}
    shared = {table.name: len(there & set(map(fold, table.headings))) for table in tables}
    best = max(shared, key=lambda each: shared[each])
    return best if shared[best] >= _ENOUGH else ""
