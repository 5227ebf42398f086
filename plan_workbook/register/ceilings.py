"""Refuses registers with more in them than a plan may have, before anything is made of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from plan_workbook import layout
from plan_workbook.errors import RegisterError
from plan_workbook.layout.ceilings import (
    too_many_lines,
    too_many_ratings,
    too_many_recommendations,
    too_many_rows,
    too_many_to_make,
)
from plan_workbook.register.tables import HISTORY, NUMBER, Register
from plan_workbook.values.text import as_name, fold, is_blank


def refuse_too_much(path: Path, found: Mapping[str, list[list[str]]]) -> None:
    """Refuse a register with more rows than a plan may have; `found` are the texts of its tables.

    Raises:
        RegisterError: it has; paragraphs of progress count as rows, which they are in a workbook.
    """
    counts = Counter[str]()
    for name, rows in found.items():
        headings, filled = rows[:1], [row for row in rows[1:] if not all(map(is_blank, row))]
        if name == HISTORY:
            if why := too_many_lines(str(path), len(filled)):
                raise RegisterError(why)
            continue
        of = next((at for at, each in enumerate(headings[0] if headings else ()) if fold(each) == fold(NUMBER)), None)
        is_recommendations = name == "recommendations"
        if is_recommendations and (why := too_many_recommendations(str(path), len(filled))):
            raise RegisterError(why)
        if name == layout.RATINGS.key and (why := too_many_ratings(str(path), len(filled))):
            raise RegisterError(why)
        for row in filled:
            belongs = f" for recommendation {as_name(row[of])}" if of is not None and of < len(row) else ""
            where = "the progress" if is_recommendations else f"its table {name}"
            counts[where + belongs] += 1 + (sum(cell.count("\n\n") for cell in row) if is_recommendations else 0)
    why = too_many_rows(str(path), counts)
    if why:
        raise RegisterError(why)


def refuse_too_large(register: Register, name: str) -> None:
    """Refuse a register with more rows than a workbook is made of, before one is drawn.

    Raises:
        RegisterError: it has; in a sentence that uses `name`.
    """
    rows = sum(len(records) for table, records in register.tables.items() if table != HISTORY)
    if why := too_many_to_make(name, rows):
        raise RegisterError(why)
