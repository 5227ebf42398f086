"""The sentence at the top of a recommendation's sheet, and what its formula gives."""

from __future__ import annotations

from typing import NamedTuple

from xlsxwriter.utility import xl_rowcol_to_cell

from plan_workbook.layout import ERRORS_NAME, MARKED_NAME, RECOMMENDATION
from plan_workbook.values.text import counted
from plan_workbook.writing.panel_conditions import MISSING_LINES

SENTENCE_LINES = (MISSING_LINES, ("late",), ("reversed", "contradicted"), ("text",))
"""The lines that the sentence adds up; actions overdue but rated on track are already counted as late."""


def value_cell(key: str) -> str:
    """Return the cell with the value of a line of the panel."""
    line = RECOMMENDATION.line(key)
    return str(xl_rowcol_to_cell(line.row - 1, line.value_column - 1, row_abs=True, col_abs=True))


class Listed(NamedTuple):
    """How many cells of a sheet Checks lists."""

    errors: int = 0
    """Cells with errors."""
    others: int = 0
    """Cells with warnings and notes only."""


NOT_CHECKED, NOTHING_FOUND, LAST_CHECK = "Not checked yet", "Last check: nothing found", "Last check: "
_NEITHER, _NO_GAP, _NOT_LATE = "Nothing missing or late", "Nothing missing", ", nothing late"


def sentence_formula() -> str:
    """Return the formula of the sentence."""
    missing, late, doubtful, text = ("+".join(map(value_cell, keys)) for keys in SENTENCE_LINES)
    errors, listed = (f"IFERROR(SUMPRODUCT(ISTEXT({name})*1),0)" for name in (ERRORS_NAME, MARKED_NAME))
    others = f"({listed}-{errors})"
    return (
        f'=IF({missing}=0,IF({late}=0,"{_NEITHER}","{_NO_GAP}"),'
        f'{missing}&IF({missing}=1," cell"," cells")&" still missing"&IF({late}=0,"{_NOT_LATE}",""))'
        f'&IF({late}=0,"",", "&{late}&IF({late}=1," action"," actions")&" late")'
        f'&IF({doubtful}=0,"",", "&({doubtful})&IF({doubtful}=1," date or rating"," dates or ratings")&" to look at")'
        f'&IF({text}=0,"",", "&{text}&" stored as text")&". "'
        f'&IF({listed}=0,IF(ISNUMBER({MARKED_NAME}),"{NOTHING_FOUND}","{NOT_CHECKED}"),"{LAST_CHECK}"'
        f'&IF({errors}=0,"",{errors}&IF({errors}=1," cell"," cells")&" with errors"&IF({others}=0,"",", "))'
        f'&IF({others}=0,"",{others}&IF({errors}>0,"",IF({others}=1," cell"," cells"))&" to look at"))'
    )


def sentence(missing: int, late: int, doubtful: int, text: int, listed: Listed | None) -> str:
    """Return what the formula of the sentence gives; `listed` is None before the first check."""
    if missing:
        said = f"{counted(missing, 'cell')} still missing{'' if late else _NOT_LATE}"
    else:
        said = _NO_GAP if late else _NEITHER
    if late:
        said += f", {counted(late, 'action')} late"
    if doubtful:
        said += f", {doubtful} {'date or rating' if doubtful == 1 else 'dates or ratings'} to look at"
    if text:
        said += f", {text} stored as text"
    if listed is None:
        return f"{said}. {NOT_CHECKED}"
    errors = f"{counted(listed.errors, 'cell')} with errors" if listed.errors else ""
    others = f"{listed.others if errors else counted(listed.others, 'cell')} to look at" if listed.others else ""
    found = ", ".join(filter(None, (errors, others)))
    return f"{said}. {LAST_CHECK}{found}" if found else f"{said}. {NOTHING_FOUND}"


def is_former_sentence(text: str) -> bool:
    """Tell whether a sentence is of a template before version 3, whose formula says less."""
    return bool(text) and not (LAST_CHECK in text or text.endswith(NOT_CHECKED))


def former_sentence(missing: int, doubtful: int, text: int, errors: int) -> str:
    """Return what the formula of such a template gives; actions that are late are among the doubtful."""
    last = f" (last check: {counted(errors, 'cell')} with errors)" if errors else ""
    said = f"{counted(missing, 'cell')} still missing" if missing else f"{_NO_GAP}{last}"
    if doubtful:
        said += f", {doubtful} {'date or rating' if doubtful == 1 else 'dates or ratings'} to look at"
    return f"{said}, {text} stored as text" if text else said
