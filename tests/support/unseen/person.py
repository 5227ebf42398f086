"""A person who knows a document corrects the mapping that was proposed, as often as there is something to correct."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from plan_workbook.errors import PlanWorkbookError
from plan_workbook.jobs.bring import bring
from plan_workbook.register import Register
from unseen.made import COLOURS, Made, Meant

_TIMES = 4
"""How often a person looks at a mapping at most."""
_COUNTS = {"R": "Off track", "A": "At risk", "G": "On track", "C": "Complete"}
_TOP = 4
"""The row of the headings on each sheet."""


def corrected(made: Made, document: Path, folder: Path) -> Register | str:
    """Return the register that comes of a document with its mapping corrected; the sentence if it is refused."""
    register, mapping = folder / "register", folder / "mapping.xlsx"
    mapping.unlink(missing_ok=True)
    try:
        done = bring(document, register, replace=True)
        for _ in range(_TIMES):
            if not _correct(made, mapping):
                break
            done = bring(document, register, mapping=mapping, replace=True)
    except PlanWorkbookError as error:
        return str(error)
    return done.brought.register


class _Line:
    """A row of a sheet of the mapping, by its headings."""

    def __init__(self, sheet: Any, row: int, at: Mapping[str, int]) -> None:
        self._sheet, self._row, self._at = sheet, row, at

    def __getitem__(self, heading: str) -> str:
        return str(self._sheet.cell(self._row, self._at[heading]).value or "")

    def say(self, heading: str, said: str) -> bool:
        """Type something into a cell; False if it says so already."""
        changed = self[heading] != said
        self._sheet.cell(self._row, self._at[heading]).value = said or None
        return changed


def _lines(sheet: Any) -> Iterator[_Line]:
    at = {str(cell.value): cell.column for cell in sheet[_TOP] if cell.value}
    return (_Line(sheet, row, at) for row in range(_TOP + 1, sheet.max_row + 1))


def _fold(text: object) -> str:
    return " ".join(str(text or "").split()).casefold()


def _correct(made: Made, mapping: Path) -> bool:
    """Correct what is wrong in a mapping; False if nothing is."""
    book = load_workbook(mapping)
    changes = [
        *_tables(made, list(_lines(book["Tables"])), list(_lines(book["Columns"]))),
        *(_place(made, line) for line in _lines(book["Places"])),
        *(_text(made, line) for line in _lines(book["Texts"])),
        *(_rating(made, line) for line in _lines(book["Ratings"])),
    ]
    book.save(mapping)
    return any(changes)


def _tables(made: Made, tables: Sequence[_Line], columns: Sequence[_Line]) -> Iterator[bool]:
    for line in tables:
        its = [column for column in columns if column["Table"] == line["Table"]]
        table = _meant(made, [_fold(column["Heading"]) for column in its])
        if table is None:
            continue
        yield line.say("Taken for", table.kind)
        wanted = {_fold(heading): place for heading, place in table.headings.items()}
        for column in its:
            of, field = wanted.get(_fold(column["Heading"]), ("", ""))
            if of:
                yield column.say("Taken for", field or "ignore")
                yield column.say("Of which table", of if of != table.kind else "")


def _meant(made: Made, headings: Sequence[str]) -> Meant | None:
    """Return the table that has most of these headings."""
    best = max(made.tables, key=lambda table: len({*map(_fold, table.headings)} & {*headings}))
    shared = {*map(_fold, best.headings)} & {*headings}
    return best if len(shared) > 1 else None


def _place(made: Made, line: _Line) -> bool:
    """Say how a table is laid out, where the first row shows that it was not seen."""
    changed = False
    if not line["Where"]:
        return changed
    if made.layout and line["Was read as"] != made.layout and not line["Read it as"]:
        changed |= line.say("Read it as", made.layout)
    first = [_fold(text) for text in line["First cells"].split(" | ")]
    if not made.layout and len({*first} & {_fold(heading) for table in made.tables for heading in table.headings}) > 1:
        seen = line["Headings in row"]
        if not seen.startswith("1") and not line["Heading rows"]:
            changed |= line.say("Heading rows", made.heading_rows)
    return changed


def _text(made: Made, line: _Line) -> bool:
    """Say of a heading that names a recommendation that it does."""
    names = any(_fold(row["Title"]) in _fold(line["Text"]) for row in made.plan.recommendations)
    if line["What"] == "heading" and line["Why"] == "a heading" and names:
        return line.say("Decision", "names a recommendation")
    return False


def _rating(made: Made, line: _Line) -> bool:
    codes = {_fold(word): code for code, word in made.ratings.items()}
    codes |= {f"(the colour {colour})".casefold(): code for code, colour in COLOURS.items()}
    code = codes.get(_fold(line["Rating"]))
    wrong = code is not None and {"B": "C"}.get(line["Was read as"], line["Was read as"]) != code
    return wrong and line.say("Counts as", _COUNTS[code or ""])
