"""Refuses columns and fields that are not part of a register or are missing, all of them in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path

from rapidfuzz import fuzz, process

from plan_workbook import layout
from plan_workbook.errors import RegisterError
from plan_workbook.layout.own_columns import TABLES
from plan_workbook.register.tables import SAFE, RegisterTable
from plan_workbook.values.text import as_name, counted, fold, is_blank, listed, listed_in_part, plain

_TAKING_OWN = {table.key for table in TABLES}
_DECLARE = (
    f" A column of your own is declared in {layout.EXTRA_COLUMNS.key}.csv: plan-workbook help columns-of-your-own."
)
_NEAR = 80
"""How alike two names are, in percent, for one to be a slip for the other."""
_LONGEST = 600
"""Characters of what is said to be wrong; people put right so much and try again."""


UsualName = Callable[[str, str, Collection[str]], str | None]
"""A function that gives what a heading of a table probably means, first among those that are lacking; or None."""


def refuse_unknown(
    path: Path,
    found: Mapping[str, Sequence[Sequence[str]]],
    tables: Collection[RegisterTable],
    usual_name: UsualName | None = None,
) -> None:
    """Refuse a register with columns or fields that nobody would read, or without columns that it must have.

    Args:
        path: where the register is.
        found: the rows of each of its tables.
        tables: what it may have, with the extra columns that it declares.
        usual_name: more names that people have for columns.

    Raises:
        RegisterError: all are named, with what was probably meant; the content of others would be missing silently.
    """
    said: list[str] = []
    could_be_own = False
    for table in tables:
        rows = [row for row in found.get(table.name, ()) if not all(map(is_blank, row))]
        there = set(map(fold, rows[0])) if rows else set(map(fold, table.needed))
        said += [f"{table.name} has no column {heading}" for heading in table.needed if fold(heading) not in there]
        unknown = list(_columns(table, rows, usual_name))
        said += _in_words(table.name, "column", unknown)
        could_be_own = could_be_own or bool(unknown and table.name in _TAKING_OWN)
        if table.name == "plan":
            said += _in_words(table.name, "field", list(_fields(rows)))
    if said:
        raise RegisterError(
            f"{path} can't be read as a register: {_to_an_end(said)}. Rename, add or remove them: plan-workbook help "
            f"register lists all that there are.{_DECLARE if could_be_own else ''}"
        )


def _to_an_end(said: Sequence[str]) -> str:
    """Join what is wrong; if it is more than anybody reads at once, the first of it and how much more there is."""
    ends = accumulate(len(each) + len("; ") for each in said)
    kept = max(1, sum(end <= _LONGEST for end in ends))
    more = len(said) - kept
    return "; ".join(said[:kept]) + (f"; and {counted(more, 'more thing')} like these" if more else "")


def _in_words(table: str, what: str, names: list[str]) -> list[str]:
    """Return the sentence about names that a table may not have, each of them once; none if there are none."""
    names = list(dict.fromkeys(names))
    are = f"is not a {what}" if len(names) == 1 else f"are not {what}s"
    few = listed if sum(map(len, names)) <= _LONGEST else listed_in_part
    return [f"{few(names)} {are} of {table}"] if names else []


def _columns(table: RegisterTable, rows: Sequence[Sequence[str]], usual_name: UsualName | None) -> Iterator[str]:
    """Yield the columns that a table may not have, in words."""
    known = {*map(fold, table.headings), fold(SAFE)}
    there = set(map(fold, rows[0] if rows else ()))
    lacking = [each for each in table.needed if fold(each) not in there]
    for column, heading in enumerate(rows[0] if rows else ()):
        name = plain(heading)
        if name and fold(heading) not in known:
            usual = usual_name(table.name, name, lacking) if usual_name is not None else None
            yield _named(name, table.headings, table.name, usual)
        elif not name and not all(is_blank(row[column]) for row in rows[1:] if len(row) > column):
            yield f"number {column + 1}, which has no heading,"


def _fields(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the fields of the plan that there are not, in words."""
    labels = [field.label for field in layout.PLAN.fields]
    at = next((place for place, each in enumerate(rows[0] if rows else ()) if fold(each) == "field"), None)
    if at is None:
        return
    for row in rows[1:]:
        name = plain(row[at]) if len(row) > at else ""
        if name and fold(name) not in map(fold, labels):
            yield _named(name, labels, "plan")


def _named(name: str, known: Collection[str], table: str, usual: str | None = None) -> str:
    """Return a name in quotation marks, with what was probably meant by it."""
    meant = _OTHER_NAMES.get((table, fold(name)))
    if meant is None:
        near = process.extractOne(fold(name), known, scorer=fuzz.ratio, score_cutoff=_NEAR, processor=fold)
        meant = near[0] if near else usual
    return f"{as_name(name)!r}" + (f" (perhaps {meant})" if meant else "")


_OTHER_NAMES = {
    (table.key, fold(other)): column.heading
    for table in (layout.INDICATORS, layout.ACTIONS)
    for column in table.columns
    for other in column.also
}
"""The headings of columns by other names that workbooks may have for them."""
