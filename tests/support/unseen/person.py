"""A person who knows a document corrects the mapping that was proposed, as often as there is something to correct."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from plan_workbook.errors import PlanWorkbookError
from plan_workbook.jobs.bring import bring
from plan_workbook.register import Register
from unseen.made import Made, Meant

_TIMES = 4


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


def _fold(text: object) -> str:
    return " ".join(str(text or "").split()).casefold()


def _correct(made: Made, mapping: Path) -> bool:
    """Correct what is wrong in a mapping; False if nothing is."""
    book = load_workbook(mapping)
    columns, tables = book["Columns"], book["Tables"]
    top = {_fold(cell.value): cell.column for cell in columns[4]}
    above = {_fold(cell.value): cell.column for cell in tables[4]}
    rows: dict[object, list[int]] = {}
    for row in range(5, columns.max_row + 1):
        rows.setdefault(columns.cell(row, top["table"]).value, []).append(row)
    changed = False
    for row in range(5, tables.max_row + 1):
        number = tables.cell(row, above["table"]).value
        its = rows.get(number, [])
        headings = [_fold(columns.cell(each, top["heading"]).value) for each in its]
        table = _meant(made, headings)
        if table is None:
            continue
        kind = tables.cell(row, above["taken for"])
        changed |= kind.value != table.kind
        kind.value = table.kind
        wanted = {_fold(heading): place for heading, place in table.headings.items()}
        for each, heading in zip(its, headings, strict=True):
            if heading not in wanted:
                continue
            of, field = wanted[heading]
            field_cell, of_cell = (columns.cell(each, top[name]) for name in ("taken for", "of which table"))
            before = (field_cell.value, of_cell.value)
            field_cell.value = field or "ignore"
            of_cell.value = of if of != table.kind else None
            changed |= before != (field_cell.value, of_cell.value)
    book.save(mapping)
    return changed


def _meant(made: Made, headings: list[str]) -> Meant | None:
    """Return the table that has most of these headings."""
    best = max(made.tables, key=lambda table: len({*map(_fold, table.headings)} & {*headings}))
    shared = {*map(_fold, best.headings)} & {*headings}
    return best if len(shared) > 1 else None
