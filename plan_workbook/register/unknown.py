"""Refuses columns and fields that are not part of a register or are missing, all of them in one sentence."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from rapidfuzz import fuzz, process

from plan_workbook import layout
from plan_workbook.errors import RegisterError
from plan_workbook.register.tables import SAFE, RegisterTable, register_tables
from plan_workbook.values.text import as_name, fold, is_blank, listed, plain

_NEAR = 80
"""How alike two names are, in percent, for one to be a slip for the other."""


def refuse_unknown(path: Path, found: Mapping[str, Sequence[Sequence[str]]]) -> None:
    """Refuse a register with columns or fields that nobody would read, or without columns that it must have.

    Raises:
        RegisterError: all are named, with what was probably meant; the content of others would be missing silently.
    """
    said: list[str] = []
    for table in register_tables():
        rows = [row for row in found.get(table.name, ()) if not all(map(is_blank, row))]
        there = set(map(fold, rows[0])) if rows else set(map(fold, table.needed))
        said += [f"{table.name} has no column {heading}" for heading in table.needed if fold(heading) not in there]
        said += _in_words(table.name, "column", list(_columns(table, rows)))
        if table.name == "plan":
            said += _in_words(table.name, "field", list(_fields(rows)))
    if said:
        raise RegisterError(
            f"{path} can't be read as a register: {'; '.join(said)}. Rename, add or remove them: plan-workbook help "
            "register lists all that there are."
        )


def _in_words(table: str, what: str, names: list[str]) -> list[str]:
    are = f"is not a {what}" if len(names) == 1 else f"are not {what}s"
    return [f"{listed(names)} {are} of {table}"] if names else []


def _columns(table: RegisterTable, rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the columns that a table may not have, in words."""
    known = {*map(fold, table.headings), fold(SAFE)}
    for column, heading in enumerate(rows[0] if rows else ()):
        name = plain(heading)
        if name and fold(heading) not in known:
            yield _named(name, table.headings, table.name)
        elif not name and not all(is_blank(row[column]) for row in rows[1:] if len(row) > column):
            yield f"number {column + 1}, which has no heading,"


def _fields(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the fields of the plan that there are not, in words."""
    labels = [field.label for field in layout.PLAN.fields]
    at = next((place for place, each in enumerate(rows[0] if rows else ()) if fold(each) == "field"), None)
    for row in rows[1:]:
        name = plain(row[at]) if at is not None and len(row) > at else ""
        if name and fold(name) not in map(fold, labels):
            yield _named(name, labels, "plan")


def _named(name: str, known: Collection[str], table: str) -> str:
    """Return a name in quotation marks, with what was probably meant by it."""
    meant = _OTHER_NAMES.get((table, fold(name)))
    if meant is None:
        near = process.extractOne(fold(name), known, scorer=fuzz.ratio, score_cutoff=_NEAR, processor=fold)
        meant = near[0] if near else None
    return f"{as_name(name)!r}" + (f" (perhaps {meant})" if meant else "")


_OTHER_NAMES = {
    (table.key, fold(other)): column.heading
    for table in (layout.INDICATORS, layout.ACTIONS)
    for column in table.columns
    for other in column.also
}
"""The headings of columns by other names that workbooks may have for them."""
