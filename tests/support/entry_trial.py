"""Values typed at random into somebody's workbook, and what must hold then: for the tests and for whole corpora."""

from __future__ import annotations

import io
import random
import re
import warnings
from collections.abc import Container, Iterator
from contextlib import redirect_stdout
from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula
from trial import Judge, new_problems, stored, untouched

from plan_workbook.package import Formatted, set_cells, unfit_cells
from plan_workbook.package.addresses import column_letters, place_of
from plan_workbook.package.contents import Contents
from plan_workbook.package.drawing import CHART
from plan_workbook.package.escapes import as_stored, as_typed
from plan_workbook.package.relationships import part_of
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

Cells = dict[str, dict[str, Any]]
MOST_CELLS, MOST_SHEETS = 40, 3  #: of one workbook that values are typed into
SHOWN = "Typed & <shown>"  #: a text that is typed into every workbook
TEXTS = (
    "Head of Service", " two  spaces ", "a\nb\n", "\ttab", "=1+1", "+44 20 7946 0000", "- a bullet", "@home",
    "'quoted'", "41%", "31/12/2017", "_x000D_", "\x0b\x01", "<&>\"'", "\u00a3 \u2014 \u6771", "\U0001f600", "]]>",
    "TRUE", "#REF!", "x" * 32_767, "a\r\nb",
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    None, None, True, False, 0, 41, -1, 0.41, 1e-7, 1.5e300, 123456789012345, 0.1 + 0.2,
    Formatted(0.41, "0%"), Formatted(0.985, "0.0%"), Formatted(590, '0 "days"'), Formatted(1.2e6, '\u00a30.0,,"m"'),
    Formatted(0.41, "General"), Formatted(date(2018, 3, 31), "d mmmm yyyy"), Formatted(date(2018, 3, 1), "mmm\\-yy"),
    date(2017, 12, 31), date(9999, 12, 31), datetime(2018, 3, 31, 12, 30, 15), time(9, 5), time(23, 59, 59, 500_000),
    timedelta(hours=40, minutes=30), *TEXTS,
)  # fmt: skip


def cells_for(content: bytes, seed: object) -> tuple[Cells, int]:
    """Values for cells of a workbook, chosen at random, and how many more were chosen that can't be typed into."""
    chance = random.Random(repr(seed))
    cells: Cells = {}
    book = Workbook(open_package(content))
    sheets = [sheet for sheet in book.sheets if sheet.kind == "worksheet" and sheet.part]
    sheets = chance.sample(sheets, min(len(sheets), MOST_SHEETS))
    there: dict[str, list[str]] = {sheet.name: [] for sheet in sheets}
    for sheet, row, column in _filled(content, there):
        there[sheet].append(f"{column_letters(column)}{row}")
    for _ in range(MOST_CELLS if sheets else 0):
        name = chance.choice(sheets).name
        far = chance.choice((3, 3, 3, 30, 1000))
        address = f"{column_letters(chance.randrange(1, far + 2))}{chance.randrange(1, 3 * far)}"
        if there[name] and chance.random() < 0.6:
            address = chance.choice(there[name])
        cells.setdefault(name, {})[address] = chance.choice(VALUES)
    unfit = unfit_cells(content, cells)
    for sheet, address in unfit:
        del cells[sheet][address]
    for values in cells.values():
        for address in list(values)[:1]:
            values[address] = SHOWN
    return cells, len(unfit)


def _filled(content: bytes, sheets: Container[str]) -> Iterator[tuple[str, int, int]]:
    contents = Contents(content)
    for page in contents.pages:
        if page.title not in sheets:
            continue
        found = contents.cells(page, 2_000_000)
        for place in [*(cell.place for cell in found.cells), *(place for place, _ in found.blank)]:
            yield page.title, *place


def broken_laws(before: bytes, after: bytes, cells: Cells, judge: Judge, suffix: str) -> list[str]:
    """What does not hold of a workbook after values were typed in, each in a sentence; nothing where all is well."""
    found = list(wrong_in_our_reader(after, cells))
    new = _as_openpyxl_reads(after)
    old = _as_openpyxl_reads(before) if new is None or _has_formulas_of_many(before, cells) else None
    emptied: dict[str, set[tuple[int, int]]] = {sheet: set() for sheet in cells}
    if old is not None:
        emptied = {sheet: set(_spilled(old, sheet, addresses)) for sheet, addresses in cells.items()}
    if new is not None:
        found += _wrong_in_openpyxl(old, new, cells, emptied)
    elif old is not None:
        found.append("openpyxl can't read it any more")
    changed = set(stored(before)) - untouched(before, after) - _may_change(before, cells)
    found += [f"{part} is not what it was" for part in sorted(changed)]
    found += _differences_elsewhere(before, after, cells, emptied)
    if set_cells(after, cells) is not after:
        found.append("another run changes it again")
    return found + new_problems(judge, before, after, suffix)


def wrong_in_our_reader(content: bytes, cells: Cells) -> Iterator[str]:
    contents = Contents(content)
    for page in contents.pages:
        if page.title not in cells:
            continue
        read = {cell.place: cell for cell in contents.cells(page, 2_000_000).cells}
        for address, value in cells[page.title].items():
            cell = read.get(place_of(address)[0])
            wanted, code = value if isinstance(value, Formatted) else (value, None)
            got = cell.value if cell else None
            got = as_typed(got) if isinstance(got, str) else got
            if got != _as_read(wanted) or isinstance(got, bool) != isinstance(wanted, bool):
                yield f"{page.title}!{address} reads {got!r:.80} and not {wanted!r:.80}"
            if cell and cell.formula is not None:
                yield f"{page.title}!{address} has a formula"
            own = contents.formats[cell.style].number_format if cell else ""
            if code and ("%" in code) != ("%" in own):
                yield f"{page.title}!{address} is shown with {own}"


def _as_read(value: Any) -> Any:
    """A value as readers give it: a date as one with a time."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _as_openpyxl_reads(content: bytes) -> Any:
    """The workbook as openpyxl reads it; None if it can't."""
    with warnings.catch_warnings(), redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            return openpyxl.load_workbook(io.BytesIO(content))
        except Exception:
            return None


def _has_formulas_of_many(content: bytes, cells: Cells) -> bool:
    package = open_package(content)
    sheets = (sheet for sheet in Workbook(package).sheets if sheet.name in cells)
    return any(_OF_MANY.search(package.xml(sheet.part)) for sheet in sheets)


def _spilled(book: Any, sheet: str, addresses: dict[str, Any]) -> Iterator[tuple[int, int]]:
    """The cells whose values go with an array formula that is typed over."""
    for address in addresses:
        formula = book[sheet][address].value if sheet in book.sheetnames else None
        if isinstance(formula, ArrayFormula):
            left, top, right, bottom = range_boundaries(formula.ref)
            yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _wrong_in_openpyxl(old: Any, new: Any, cells: Cells, emptied: dict[str, set[tuple[int, int]]]) -> Iterator[str]:
    for sheet, typed in cells.items():
        if sheet not in new.sheetnames:
            continue  # openpyxl does not ignore the case of a part's name
        page = new[sheet]
        for address, value in typed.items():
            got = page[address].value
            wanted = _as_read(value.value if isinstance(value, Formatted) else value)
            if wanted is None and page[address].hyperlink:
                continue  # openpyxl shows the address of the link
            # openpyxl leaves escapes as they are stored
            if got != wanted and not (isinstance(wanted, str) and got == as_stored(wanted)):
                yield f"{sheet}!{address} reads {got!r:.80} in openpyxl and not {wanted!r:.80}"
        for place, cell in old[sheet]._cells.items() if old is not None else ():
            now = page._cells[place].value
            if cell.coordinate not in typed and place not in emptied[sheet] and _said(cell.value) != _said(now):
                yield f"{sheet}!{cell.coordinate} was {cell.value!r:.80} in openpyxl and is {now!r:.80}"


def _said(value: Any) -> Any:
    return vars(value) if isinstance(value, ArrayFormula | DataTableFormula) else value


def _may_change(content: bytes, cells: Cells) -> set[str]:
    """The parts that typing may touch: the sheets, the cell formats, and what depends on cells."""
    package = open_package(content)
    book = Workbook(package)
    found = {book.part, *(sheet.part for sheet in book.sheets if sheet.name in cells)}
    found.update(package.targets(book.part, "styles"))
    chains = package.targets(book.part, "calcChain")
    if chains or not package.targets(book.part, "styles"):
        found |= {*chains, "[Content_Types].xml", part_of(book.part)}
    found.update(name for name, kind in package.types(package.names()).items() if kind == CHART)
    return {package.find(name) or name for name in found}


def _differences_elsewhere(
    before: bytes, after: bytes, cells: Cells, emptied: dict[str, set[tuple[int, int]]]
) -> Iterator[str]:
    old, new = open_package(before), open_package(after)
    for sheet in Workbook(old).sheets:
        if sheet.name in cells:
            places = {place_of(address)[0] for address in cells[sheet.name]} | emptied[sheet.name]
            contents = old.xml(sheet.part), new.xml(sheet.part)
            rows = set(_rows(contents[0]))
            one, other = (_without(content, places, rows) for content in contents)
            if _OF_MANY.search(contents[0]):  # openpyxl says whether these mean what they meant
                one, other = (_FORMULA.sub(b"", each) for each in (one, other))
            if one != other:
                at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
                yield f"{sheet.name} differs elsewhere: {one[at - 40 : at + 40]!r} {other[at - 40 : at + 40]!r}"


_PIECE = re.compile(rb"<!--.*?-->|<(/?)((?:\w+:)?)(row|c)(?=[\s/>])([^>]*?)(/?)>", re.DOTALL)
_OF_MANY = re.compile(rb"""\bt=["'](?:shared|array)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)")
_TOLD = re.compile(rb"""\s(?:spans|ht)=(?:"[^"]*"|'[^']*')""")
_USED = re.compile(rb"<((?:\w+:)?)dimension[^>]*/>")


def _tags(content: bytes) -> Iterator[tuple[re.Match[bytes], int, int]]:
    """The tags of rows and cells, each with its row and, of a cell, its column; found without our own reader."""
    row = column = 0
    for tag in _PIECE.finditer(content, 0, max(content.rfind(b"sheetData>"), 0)):  # controls have rows, too
        if tag[3] is None or tag[1]:
            yield tag, row, column
            continue
        said = re.search(rb"""\sr=["']([A-Za-z]*)([\d.]+)["']""", tag[4])
        if tag[3] == b"row":
            row, column = int(float(said[2])) if said else row + 1, 0
        else:
            column = place_of((said[1] + said[2]).decode())[0][1] if said else column + 1
        yield tag, row, column


def _rows(content: bytes) -> Iterator[int]:
    return (row for tag, row, _ in _tags(content) if tag[3] == b"row" and not tag[1])


def _without(content: bytes, places: set[tuple[int, int]], rows: set[int]) -> bytes:
    """A sheet without some of its cells, without rows that are new, and without what rows say of their cells."""
    pieces, at = [], 0
    touched = {row for row, _ in places}
    for tag, row, column in _tags(content):
        if tag[3] is None:
            continue
        ends = bool(tag[1])
        if tag[3] == b"c" and (row, column) in places:
            if not ends:
                pieces.append(content[at : tag.start()])
            at = tag.end()
        elif tag[3] == b"row" and row in touched:
            whole = b"" if row not in rows else _TOLD.sub(b"", tag[0])
            if tag[5]:
                whole = whole and whole[:-2].rstrip() + b"></" + tag[2] + b"row>"
            pieces += [content[at : tag.start()], whole]
            at = tag.end()
    left = b"".join([*pieces, content[at:]])
    left = re.sub(rb"<((?:\w+:)?)sheetData\s*/>", rb"<\1sheetData></\1sheetData>", left)
    return _USED.sub(b"", left)
