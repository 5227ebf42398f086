"""A sheet put into somebody's workbook, and what must hold once it is in: for the tests and for whole corpora."""

from __future__ import annotations

import functools
import importlib.util
import io
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from drawn import rich
from xlsxwriter.exceptions import XlsxWriterException

from plan_workbook.package import errors, graft
from plan_workbook.package.drawing import CHART
from plan_workbook.package.relationships import part_of
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

SHARED = Path(__file__).resolve().parents[3] / "shared"
#: where the sheet goes, and how many of a hundred sound workbooks must take it there
PLACES = {"new": 95, "first": 85}
#: why a sound workbook may be left as it is
REASONS = (errors.SignedWorkbook, errors.StrictWorkbook, errors.TableInTheWay, errors.NoWorksheet)
#: why a file may not be opened at all
UNREADABLE = (errors.CannotRead, errors.NotAWorkbook, errors.DamagedWorkbook, errors.UnsafeWorkbook)

Judge = Callable[..., frozenset[str]]


def stored(content: bytes) -> dict[str, bytes]:
    """The parts, packed as they are stored, in their order."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        for info in sorted(file.infolist(), key=lambda each: each.header_offset):
            at = info.header_offset
            names = int.from_bytes(content[at + 26 : at + 28], "little")
            extra = int.from_bytes(content[at + 28 : at + 30], "little")
            start = at + 30 + names + extra
            found[info.filename] = content[start : start + info.compress_size]
    return found


def untouched(before: bytes, after: bytes) -> set[str]:
    """The parts stored in both with the very same bytes."""
    old, new = stored(before), stored(after)
    return {name for name in old if old[name] == new.get(name)}


def sheet_for(content: bytes, place: str) -> str:
    """The name of the first worksheet, or one that no sheet has; refuses as a graft does."""
    with errors.naming(""):
        book = Workbook(open_package(content))
    sheets = [each.name for each in book.sheets if each.kind == "worksheet" and each.part]
    if not sheets:
        raise errors.NoWorksheet
    new = (f"Brand new{'!' * n}" for n in range(len(book.sheets) + 1))
    return sheets[0] if place == "first" else next(name for name in new if book.find(name) is None)


def drawn_for(sheet: str) -> bytes:
    """The sheet, drawn under that name, or under another one where Excel has no sheets of that name."""
    try:
        return rich(sheet)
    except XlsxWriterException:
        return rich()


def may_change(content: bytes, sheet: str) -> set[str]:
    """What a graft may touch: the sheet with its drawing, the lists that name or format it, charts."""
    package = open_package(content)
    book = Workbook(package)
    found = {"[Content_Types].xml", book.part, part_of(book.part)}
    for kind in ("styles", "calcChain", "sheetMetadata"):
        found.update(package.targets(book.part, kind))
    found.update(name for name, kind in package.types(package.names()).items() if kind == CHART)
    own = book.find(sheet)
    if own is not None:
        for part in (own.part, *package.targets(own.part, "drawing")):
            found |= {part, part_of(part)}
    return {package.find(name) or name for name in found}


def broken_laws(before: bytes, after: bytes, sheet: str, drawn: bytes, judge: Judge, suffix: str) -> list[str]:
    """What does not hold of a workbook after a sheet was put in, each in a sentence; nothing where all is well."""
    changed = set(stored(before)) - untouched(before, after) - may_change(before, sheet)
    found = [f"{part} is not what it was" for part in sorted(changed)]
    if graft(after, sheet, drawn) is not after or graft(bytes(bytearray(after)), sheet, drawn) != after:
        found.append("another run changes it again")
    return found + new_problems(judge, before, after, suffix)


def new_problems(judge: Judge, before: bytes, after: bytes, suffix: str) -> list[str]:
    """What the judge says of a workbook that it did not say of the workbook as it was."""
    return sorted((_placeless(judge(after, suffix)) - _placeless(judge(before, suffix))).elements())


def _placeless(problems: frozenset[str]) -> Counter[str]:
    """Problems without the position in the XML some end with, which moves when other elements go in."""
    return Counter(re.sub(r" \[/\S*\]$|, line \d+, column \d+.*", "", each) for each in problems)


@functools.cache
def judge() -> Judge | None:
    """What an independent checker says Excel would repair in a workbook; None where the checker is not here."""
    script = SHARED / "bin" / "check_xlsx.py"
    if not script.is_file():
        return None
    spec = importlib.util.spec_from_file_location("check_xlsx", script)
    assert spec is not None and spec.loader is not None
    checker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(checker)
    schema = checker.load_schema(script.parent / "xsd")

    @functools.lru_cache(maxsize=64)
    def judged(content: bytes, suffix: str = ".xlsx") -> frozenset[str]:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, f"judged{suffix}")
            path.write_bytes(content)
            try:
                return frozenset(checker.Checker(str(path), schema).run().problems)
            except checker.etree.LxmlError as error:  # some millions of cells are too many for it
                return frozenset({f"it cannot be judged ({error})"})

    return judged
