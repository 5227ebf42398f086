"""Rows inserted at random into somebody's workbook, and what must hold then: for the tests and for whole corpora."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import product
from typing import Any, NamedTuple

from entry_trial import _tags
from trial import Judge, stored, untouched

from plan_workbook.package import insert_rows
from plan_workbook.package.addresses import place_of
from plan_workbook.package.contents import Contents
from plan_workbook.package.safety import open_package
from plan_workbook.package.stored_sheet import StoredCell
from plan_workbook.package.workbook import Workbook

COUNTS = (1, 2, 7, 30)


class Rows(NamedTuple):
    """Where rows are inserted, and how many."""

    sheet: str
    after: int
    count: int

    def now(self, row: int) -> int:
        """Where a row of the sheet is afterwards."""
        return row + self.count if row > self.after else row

    def is_new(self, row: int) -> bool:
        return self.after < row <= self.after + self.count


def rows_for(content: bytes, seed: object) -> Rows | None:
    """A place on the busiest sheet or another one, chosen at random; None for a workbook without worksheets."""
    chance = random.Random(repr(seed))
    book = Workbook(open_package(content))
    sheets = [each for each in book.sheets if each.kind == "worksheet" and each.part]
    if not sheets:
        return None
    largest = max(sheets, key=lambda each: len(book.package.read(each.part)))
    sheet = chance.choice([largest, *sheets])
    used = [row for _, row, _ in _tags(book.package.xml(sheet.part)) if row]
    after = chance.choice([chance.choice(used), max(used) // 2, 1, max(used), max(used) + 3]) if used else 1
    return Rows(sheet.name, min(after, 1_000_000), chance.choice(COUNTS))


def broken_laws(before: bytes, after: bytes, rows: Rows, judge: Judge, suffix: str) -> list[str]:
    """What does not hold of a workbook after rows were inserted, each in a sentence; nothing where all is well."""
    found = [*_values_elsewhere(before, after, rows), *_bytes_elsewhere(before, after, rows)]
    if insert_rows(after, rows.sheet, rows.after, 0) is not after:
        found.append("no rows are a change")
    if rows.count > 1:
        found += _in_two_steps(before, after, rows)
    return found + _new_kinds(judge, before, after, suffix)


def _cells(content: bytes) -> dict[str, dict[tuple[int, int], StoredCell]]:
    contents = Contents(content)
    return {page.title: {c.place: c for c in contents.cells(page, 2_000_000).cells} for page in contents.pages}


def _values_elsewhere(before: bytes, after: bytes, rows: Rows) -> Iterator[str]:
    old, new = _cells(before), _cells(after)
    for sheet, cells in old.items():
        moved = {(rows.now(r) if sheet == rows.sheet else r, c): cell for (r, c), cell in cells.items()}
        for place, cell in moved.items():
            now = new[sheet].get(place)
            if now is None or (now.value, now.style, now.formula is None) != (
                cell.value,
                cell.style,
                cell.formula is None,
            ):
                yield f"{sheet}!{place} reads {now} and not {cell}"
        for place in new[sheet].keys() - moved.keys():
            if sheet != rows.sheet or not rows.is_new(place[0]) or new[sheet][place].formula is None:
                yield f"{sheet}!{place} is new"


_FORMULA = re.compile(rb"<((?:\w+:)?)f(?:\s[^>]*)?(?:/>|>[^<]*</\1f>)")
_NUMBER = re.compile(rb"""\sr=["'][A-Za-z]*[0-9.]+["']""")


def _bytes_elsewhere(before: bytes, after: bytes, rows: Rows) -> Iterator[str]:
    """Rows and cells as they are stored, without their numbers and formulas, and parts that hold no references."""
    old, new = open_package(before), open_package(after)
    for sheet in Workbook(old).sheets:
        if sheet.kind == "worksheet" and sheet.part:
            own = rows if sheet.name == rows.sheet else None
            yield from _difference(sheet.name, _stored(old.xml(sheet.part), None), _stored(new.xml(sheet.part), own))
    others = {name for name in stored(before) if not name.lower().endswith((".xml", ".rels", ".vml"))}
    yield from (f"{each} is not what it was" for each in sorted(others - untouched(before, after)))


def _stored(content: bytes, rows: Rows | None) -> bytes:
    """The rows of a sheet as they are stored, without new ones, numbers and formulas."""
    pieces, at = [], max(content.find(b"sheetData"), 0)
    cut = False
    for tag, row, _ in _tags(content):
        if tag[3] is None or tag[1]:
            continue
        if not cut:
            pieces.append(content[at : tag.start()])
        cut = rows is not None and rows.is_new(row)
        if not cut:
            pieces.append(_NUMBER.sub(b"", tag[0]))
        at = tag.end()
    end = max(content.rfind(b"sheetData>"), at)
    last = content[at:end]
    pieces.append(last[last.rfind(b"</") :] if cut else last)
    return _FORMULA.sub(b"", b"".join(pieces))


def _difference(name: str, one: bytes, other: bytes) -> Iterator[str]:
    if one != other:
        at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
        yield f"{name} differs: {one[max(at - 60, 0) : at + 60]!r} {other[max(at - 60, 0) : at + 60]!r}"


def _in_two_steps(before: bytes, after: bytes, rows: Rows) -> Iterator[str]:
    """The same rows inserted in two steps give the same, but for formulas of new rows, which may refer to others."""
    step = insert_rows(before, rows.sheet, rows.after, 1)
    one, other = open_package(after), open_package(insert_rows(step, rows.sheet, rows.after, rows.count - 1))
    for name in one.names():
        if "calcChain" not in name and one.read(name) != other.read(name):
            yield from _difference(
                f"in two steps, {name}", *(_FORMULA.sub(b"", each.read(name)) for each in (one, other))
            )


def _new_kinds(judge: Judge, before: bytes, after: bytes, suffix: str) -> list[str]:
    """What the judge says that it did not say before, wherever it is."""
    old, new = ({_ADDRESS.sub("", each) for each in judge(content, suffix)} for content in (before, after))
    return sorted(new - old)


_ADDRESS = re.compile(r"\b[A-Z]{1,3}[0-9]+(?::[A-Z]{1,3}[0-9]+)?\b|\b[0-9]+\b")


def unlike(rows: Rows, theirs: Any, ours: Any) -> Iterator[str]:
    """Where LibreOffice has something else of a workbook in which it, and in which we, inserted rows."""
    for what in ("names", "filters"):
        if theirs[what] != ours[what]:
            yield f"{what}: {theirs[what]} and not {ours[what]}"
    for name, page in theirs["sheets"].items():
        other, own = ours["sheets"][name], name == rows.sheet
        for what in page:
            one, two = (_comparable(each[what], what, rows if own else None) for each in (page, other))
            if one != two:
                yield f"{name}, {what}: {_only(one, two)} and not {_only(two, one)}"


def _comparable(said: Any, what: str, rows: Rows | None) -> Any:
    """What LibreOffice says, without new rows, which it leaves blank, and the ways of writing the same."""
    if what in ("cells", "heights"):
        return [each for number, each in enumerate(said, 1) if rows is None or not rows.is_new(number)]
    if what == "charts":
        return {name: [re.sub(r"\.(\S+):\1$", r".\1", each) for each in ranges] for name, ranges in said.items()}
    if what == "looks":
        return {(look, place) for look, ranges in said.items() for each in ranges for place in _places(each)}
    if what == "last":
        return None
    return [[name, cell] for name, cell, *_ in said] if what == "objects" else said


_AREAS = re.compile(r"\$?([A-Z]+)\$?(\d+)(?::\$?([A-Z]+)\$?(\d+))?(?=,|$)")


def _places(ranges: str) -> Iterator[tuple[int, int]]:
    """The cells of ranges, as far as there may be anything in them."""
    for left, top, right, bottom in _AREAS.findall(ranges):
        (row, column), _ = place_of(f"{left}{top}")
        last = place_of(f"{right or left}{bottom or top}")[0]
        yield from product(range(row, min(last[0], 200) + 1), range(column, min(last[1], 40) + 1))


def _only(one: Any, other: Any) -> str:
    if isinstance(one, dict):
        return str({key: one[key] for key in one if other.get(key) != one[key]})[:200]
    return str([each for each in one if each not in other])[:200]
