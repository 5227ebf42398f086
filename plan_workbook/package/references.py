"""References inside formulas: what becomes of them if rows are inserted, or if a formula is copied to another cell.

A formula is not parsed, only taken apart as far as that needs: texts, errors, names, structured references and sheets
of other workbooks are recognised and left as they are.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from plan_workbook.package.addresses import (
    MAX_COLUMN,
    MAX_ROW,
    Box,
    Place,
    box_of,
    column_letters,
    column_number,
    range_of,
)

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9][0-9]{0,6}"
_REFERENCE = rf"{_CELL}(?::{_CELL})?+|\$?[1-9][0-9]{{0,6}}:\$?[1-9][0-9]{{0,6}}|\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}"
_ENDS = r"(?![\w.(!\[\\?])"
_TOKEN = re.compile(
    rf"""
    "(?:[^"]|"")*+"                                             # a text: nothing in it is a reference
  | \#[A-Z/0]+[!?]?(?:{_REFERENCE})?+                            # an error such as #REF!, maybe with a cell
  | (?P<sheets>
        (?P<other>'[^'\[]*+\[(?:[^']|'')*+'!|\[[^\]]*+\][\w.:]*+!)   # a sheet of another workbook
      | (?P<quoted>'(?:[^']|'')*+')!                             # 'A sheet'! or 'First:Last'!
      | (?P<bare>[^\W\d][\w.]*+(?::[^\W\d][\w.]*+)?+)!           # Sheet! or First:Last!
    )?+ (?P<reference>{_REFERENCE}){_ENDS}
  | '(?:[^']|'')*+'?+!?+ | (?:\[[^\]]*+\])?[^\W\d][\w.]*+(?::[^\W\d][\w.]*+)?+!   # sheets without a reference: a name
  | [\w.\\?]++ | \[(?:'.|[^\]'])*+\]?+                           # a name, a number, columns of a table
    """,
    re.VERBOSE,
)
_WORD = re.compile(r"[a-z0-9]+")
_SEVERAL = re.compile(r"""[^\s<>"]:[^<>"!:,(]{1,100}!""")
_PARTS = re.compile(r"(\$?)([A-Za-z]*)(\$?)([0-9]*)")


class CannotFollow(ValueError):  # noqa: N818 - said in a sentence by the caller
    """A formula can't follow: the cells of several sheets that it refers to do not stay together."""


class Outside(CannotFollow):
    """A formula refers to something outside the sheet once it is in another cell."""


@dataclass(frozen=True)
class Insertion:
    """Rows that are inserted into a sheet."""

    sheet: str
    after: int
    """The row above the new ones; 0 for the top of the sheet."""
    count: int
    extending: bool
    """Whether ranges of several rows that end with the row above grow, too."""
    order: Mapping[str, int]
    """The positions of all sheets by their names in lower case."""

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of the sheet's name in lower case; the signs between them are written in different ways."""
        return tuple(_WORD.findall(self.sheet.lower()))

    def may_be_named_in(self, text: str) -> bool:
        """Tell whether a formula, or a whole part, may name the sheet, or several sheets of which it may be one."""
        folded = text.lower()
        return all(word in folded for word in self.words) or _SEVERAL.search(text) is not None

    def row(self, number: int) -> int:
        """Return the number that a row has afterwards; it may be one that no sheet has."""
        return number if number <= self.after else number + self.count

    def rows(self, top: int, bottom: int, strict: bool = False) -> tuple[int, int] | None:
        """Return the first and last row that a range has afterwards; None if all of it falls off the sheet.

        A range grows if the new rows lie inside it. With `strict`, it does not grow at its end.
        """
        first, last = self.row(top), self.row(bottom)
        if self.extending and not strict and top < bottom == self.after:
            last += self.count
        return (first, min(last, MAX_ROW)) if first <= MAX_ROW else None

    def box(self, box: Box, strict: bool = False) -> Box | None:
        """Return the corners that a range has afterwards; None if all of it falls off the sheet."""
        (top, left), (bottom, right) = box
        rows = self.rows(top, bottom, strict)
        return rows and ((rows[0], left), (rows[1], right))

    def is_on(self, sheets: Iterable[str]) -> bool:
        """Tell whether sheets that a formula names are the one with the new rows."""
        return {each.lower() for each in sheets} == {self.sheet.lower()}

    def is_among(self, sheets: list[str]) -> bool:
        """Tell whether the sheet is one of several, given by the first and the last, and not the only one."""
        first, last = (self.order.get(each.lower(), -1) for each in (sheets[0], sheets[-1]))
        here = self.order[self.sheet.lower()]
        return len(sheets) > 1 and first != last and min(first, last) <= here <= max(first, last)


class _End(NamedTuple):
    """One end of a reference; column or row is 0 in references to whole rows or columns."""

    fixed_column: str
    column: int
    fixed_row: str
    row: int

    def text(self) -> str:
        letters = column_letters(self.column) if self.column else ""
        return f"{self.fixed_column}{letters}{self.fixed_row}{self.row or ''}"


def _ends(reference: str) -> list[_End]:
    """Return one or two ends; an empty list if no sheet has such cells, as with the name ``ABC1234567``."""
    found = []
    for text in reference.split(":"):
        parts = _PARTS.fullmatch(text)
        if parts is None:
            return []
        fixed, letters, fixed_row, row = parts.groups()
        if not letters:
            fixed, fixed_row = "", fixed or fixed_row
        end = _End(fixed, column_number(letters.upper()), fixed_row, int(row or "0"))
        if end.column > MAX_COLUMN or end.row > MAX_ROW:
            return []
        found.append(end)
    return found


Change = Callable[[re.Match[str], list[_End]], list[_End] | None]


def _with_references(formula: str, change: Change) -> str:
    """Return a formula with its references changed; None makes an error of one."""

    def put(token: re.Match[str]) -> str:
        if token["reference"] is None:
            return token[0]
        ends = _ends(token["reference"])
        if not ends:
            return token[0]
        new = change(token, ends)
        if new is None:
            return (token["sheets"] or "") + "#REF!"
        return token[0] if new == ends else (token["sheets"] or "") + ":".join(each.text() for each in new)

    return _TOKEN.sub(put, formula)


def _sheets(token: re.Match[str]) -> list[str] | None:
    """Return the sheets of its own workbook that a reference names; None if it names sheets of another one."""
    if token["other"]:
        return None
    name = token["quoted"][1:-1].replace("''", "'") if token["quoted"] else token["bare"] or ""
    return name.split(":") if name else []


def _is_meant(token: re.Match[str], insertion: Insertion, own: bool) -> bool:
    """Tell whether a reference is to the sheet with the new rows; `own` if the formula belongs to that sheet.

    Raises:
        CannotFollow: it is to several sheets, of which this is one.
    """
    sheets = _sheets(token)
    if sheets and insertion.is_among(sheets):
        ends = _ends(token["reference"])
        if any(insertion.row(end.row) != end.row for end in ends):
            raise CannotFollow(token[0])
    return insertion.is_on(sheets) if sheets else own and sheets is not None


def _moved(ends: list[_End], insertion: Insertion) -> list[_End] | None:
    rows = [end.row for end in ends]
    if not all(rows):
        return ends
    moved = insertion.rows(min(rows), max(rows))
    if moved is None:
        return None
    new = dict(zip((min(rows), max(rows)), moved, strict=True)) if len(set(rows)) > 1 else dict.fromkeys(rows, moved[0])
    return [end._replace(row=new[end.row]) for end in ends]


def moved(formula: str, insertion: Insertion, own: bool) -> str:
    """Return the formula of a cell after an insertion; `own` if the cell is on that sheet.

    Raises:
        CannotFollow: it refers to the same cells of several sheets, and they move on one of these only.
    """
    if not own and not insertion.may_be_named_in(formula):
        return formula
    return _with_references(
        formula, lambda token, ends: _moved(ends, insertion) if _is_meant(token, insertion, own) else ends
    )


def moved_name(formula: str, insertion: Insertion) -> str:
    """Return what a defined name refers to after an insertion.

    A relative reference in a name means a distance from the cell in which the name is used, so it stays.

    Raises:
        CannotFollow: as for `moved`.
    """

    def change(token: re.Match[str], ends: list[_End]) -> list[_End] | None:
        if not all(end.fixed_row or not end.row for end in ends) or not _is_meant(token, insertion, own=False):
            return ends
        return _moved(ends, insertion)

    return _with_references(formula, change)


class Areas:
    """The rows of the areas that a rule is for."""

    def __init__(self, rows: Iterable[tuple[int, int]] = ()) -> None:
        """Take the first and the last row of each area."""
        rows = list(rows)
        self._tops, self._ends = sorted(top for top, _ in rows), sorted(bottom + 1 for _, bottom in rows)
        self._sums = [[0, *accumulate(marks)] for marks in (self._tops, self._ends)]
        self.base = self._tops[0] if rows else 1
        """The row that the rule's formulas are written for."""
        self.single = all(area == (self.base, self.base) for area in rows)

    def count(self, first: int, last: int) -> int:
        """Return how many rows of the areas are among some rows of the sheet."""
        return self._up_to(last) - self._up_to(first - 1) if first <= last else 0

    def _up_to(self, row: int) -> int:
        begun, ended = (
            at * (row + 1) - sums[at]
            for marks, sums in zip((self._tops, self._ends), self._sums, strict=True)
            for at in [bisect_right(marks, row)]
        )
        return begun - ended

    def usual_growth(self, distance: int, insertion: Insertion, cells: bool, target: bool) -> int:
        """Return by how much the distance from most of the cells to what they refer to grows.

        `cells` and `target` say whether the cells, and what they refer to, are on the sheet with the new rows.
        """
        after = insertion.after
        longer = self.count(after - distance + 1, after if cells else MAX_ROW) if target else 0
        shorter = self.count(after + 1, after - distance if target else MAX_ROW) if cells else 0
        same = self.count(1, MAX_ROW) - longer - shorter
        if longer > max(same, shorter):
            return insertion.count
        return -insertion.count if shorter > max(same, longer) else 0


def moved_rule(formula: str, insertion: Insertion, own: bool, areas: Areas) -> str:
    """Return the formula of a conditional format or a validation after an insertion.

    It is written for the first of the areas' rows, and applies to all of their cells. A relative reference gets the
    distance that is then right for most of the cells.

    Raises:
        CannotFollow: as for `moved`.
    """
    if own and areas.single:
        return moved(formula, insertion, own)
    new_base = insertion.row(areas.base) if own else areas.base

    def change(token: re.Match[str], ends: list[_End]) -> list[_End] | None:
        meant = _is_meant(token, insertion, own)
        if not (meant or own) or _sheets(token) is None:
            return ends
        if all(end.fixed_row or not end.row for end in ends):
            return _moved(ends, insertion) if meant else ends
        new = []
        for end in ends:
            row = end.row
            if end.fixed_row and row:
                row = min(insertion.row(row), MAX_ROW) if meant else row
            elif row:
                distance = (row - areas.base + MAX_ROW // 2) % MAX_ROW - MAX_ROW // 2  # the sheet's ends meet
                distance += areas.usual_growth(distance, insertion, own, meant)
                row = (new_base + distance - 1) % MAX_ROW + 1
            new.append(end._replace(row=row))
        return new

    return _with_references(formula, change)


def rows_that_differ(formula: str, place: Place, insertion: Insertion) -> list[int]:
    """Return the last rows of stretches in which the cells that share a formula still share it after an insertion.

    The formula is that of the cell at `place`. Two cells between the same two of these rows are alike.
    """
    found = {insertion.after}

    def note(_: re.Match[str], ends: list[_End]) -> list[_End]:
        for end in ends:
            if end.row and not end.fixed_row:
                here = insertion.after - end.row + place[0]
                found.update((here - 1, here, here + MAX_ROW - insertion.after - insertion.count))
        return ends

    _with_references(formula, note)
    return sorted(found)


def translated(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it is in another cell, so many rows further down and columns to the right.

    Raises:
        Outside: a reference would be outside the sheet.
    """

    def change(_: re.Match[str], ends: list[_End]) -> list[_End]:
        new = []
        for end in ends:
            row = end.row + rows if end.row and not end.fixed_row else end.row
            column = end.column + columns if end.column and not end.fixed_column else end.column
            if not (bool(end.row) <= row <= MAX_ROW and bool(end.column) <= column <= MAX_COLUMN):
                raise Outside("a reference outside the sheet")
            new.append(end._replace(row=row, column=column))
        return new

    return _with_references(formula, change)


def moved_range(reference: str, insertion: Insertion, strict: bool = False) -> str:
    """Return the range of a sheet, such as ``B2:D5``, ``2:5`` or ``A:C``, after an insertion; "" if it falls off."""
    box = box_of(reference)
    if box is None:
        return moved(reference, replace(insertion, extending=insertion.extending and not strict), own=True)
    new = insertion.box(box, strict)
    if new is None:
        return ""
    return reference if new == box else range_of(new)
