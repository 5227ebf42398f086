"""Writes ``mapping.xlsx``: what each table and column was taken for, with drop-downs to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from plan_workbook.bringing.answers import Answers
from plan_workbook.bringing.brought import IGNORE, Brought, Kind
from plan_workbook.bringing.telling.mapping import alike, fields_of
from plan_workbook.bringing.telling.mapping_rows import (
    Row,
    of_column,
    of_items,
    of_other_files,
    of_places,
    of_ratings,
    of_table,
    of_text,
)
from plan_workbook.bringing.telling.mapping_sheets import (
    COLUMNS,
    COUNTS_AS,
    DECISION,
    FILE,
    GUIDANCE,
    GUIDANCE_SHEET,
    ITEMS,
    LAYOUT,
    LISTS,
    LISTS_SHEET,
    LOOK,
    OF,
    PLACES,
    RATINGS,
    SHEETS,
    TABLE,
    TABLES,
    TAKEN_FOR,
    TEXTS,
    WHERE,
    MappingSheet,
    Of,
)
from plan_workbook.bringing.telling.mapping_texts import text_rows
from plan_workbook.layout import fitting
from plan_workbook.writing.formats import GREY, INDENTED, MISSING, Formats
from plan_workbook.writing.page_setup import Footer, set_up_page
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import FittedWorksheet, LiteralWorkbook

TOP = 3
"""The row of the headings, from 0."""
_KINDS_OF_TABLES = "Kinds_Of_Tables"
"""The defined name of the numbers and kinds on the sheet of tables."""
_PROTECTION = {"format_rows": True, "format_columns": True, "autofilter": True, "sort": True}
_LINE = 15
"""Points of a line."""


def mapping_workbook(brought: Brought, answers: Answers | None = None) -> bytes:
    """Return the mapping of documents that were brought in, as a workbook; the same gives the same bytes.

    `answers` is the mapping that was followed: what it agreed to is in the new one too.
    """
    content = BytesIO()
    groups = alike(brought)
    numbered = list(enumerate(groups, 1))
    columns, tables = of_other_files(brought, answers, len(groups) + 1)
    rows = {
        COLUMNS: [*(of_column(number, each, column) for number, each in numbered for column in each.columns), *columns],
        TABLES: [*(of_table(*each) for each in numbered), *tables],
        PLACES: list(of_places(brought, groups, answers)),
        TEXTS: [of_text(each) for each in text_rows(brought, answers)],
        RATINGS: list(of_ratings(brought, answers)),
        ITEMS: list(of_items(brought, answers)),
    }
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"title": "What was taken for what", "created": EPOCH})
        formats = Formats(workbook)
        sheets = {each: workbook.add_worksheet(each.name, FittedWorksheet) for each in SHEETS}
        _write_guidance(workbook.add_worksheet(GUIDANCE_SHEET, FittedWorksheet), formats)
        _write_lists(workbook)
        for each, sheet in sheets.items():
            _write(sheet, formats, each, rows[each])
            sheet.protect("", _PROTECTION)
        _offer_fields(workbook, sheets[COLUMNS], len(rows[COLUMNS]), len(rows[TABLES]))
        _add_rows(sheets[PLACES], formats, PLACES, len(rows[PLACES]))
        for each, heading, source, wrong in _LISTED:
            more = _ADDED if each is PLACES else 0
            _offer_list(sheets[each], each.place(heading), len(rows[each]) + more, source, wrong)
    return content.getvalue()


_ADDED = 10
"""Blank rows on the sheet of places."""
_LISTED = (
    (COLUMNS, OF, "=Kinds", "Choose what the table is from the list."),
    (TABLES, TAKEN_FOR, "=Kinds", "Choose what the table is from the list."),
    (PLACES, LAYOUT, "=Layouts", "Choose from the list how it is read, or nothing."),
    (TEXTS, DECISION, "=Decisions", "Choose from the list, or nothing."),
    (RATINGS, COUNTS_AS, "=Meanings", "Choose from the list what it counts as, or nothing."),
)
"""The columns with a list: their sheets, headings, lists, and what is said of anything else."""


def _write(sheet: Worksheet, formats: Formats, its: MappingSheet, rows: Sequence[Row]) -> None:
    columns = its.columns
    for column, each in enumerate(columns):
        sheet.set_column(column, column, each.width, formats("plain"))
        sheet.write_blank(0, column, None, formats("band", **INDENTED))
        look: dict[str, Any] = {"align": "center"} if each.centred else INDENTED
        sheet.write_string(TOP, column, each.heading, formats("heading", **look))
    sheet.write_string(0, 0, its.title, formats("band", **INDENTED))
    sheet.set_row(0, 26)
    sheet.set_row(TOP, 2 * _LINE)
    sheet.write_string(1, 0, its.help, formats("help", **INDENTED))
    for number, row in enumerate(rows, TOP + 1):
        for column, (each, value) in enumerate(zip(columns, row.cells, strict=True)):
            _write_cell(sheet, formats, (number, column), each, value, doubtful=row.doubtful)
        lines = (
            -(-len(str(value)) // max(1, round(each.width))) for each, value in zip(columns, row.cells, strict=True)
        )
        sheet.set_row(number, _LINE * min(5, max(lines)))
    last = max(TOP + 1, TOP + len(rows))
    sheet.autofilter(TOP, 0, last, len(columns) - 1)
    sheet.freeze_panes(TOP + 1, 0)
    set_up_page(sheet, Footer("What was taken for what"), repeat=(TOP, TOP))
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{last + 1}"})


def _add_rows(sheet: Worksheet, formats: Formats, its: MappingSheet, rows: int) -> None:
    """Write blank rows below the others, in which a person can say where tables are that were not seen."""
    for row in range(TOP + 1 + rows, TOP + 1 + rows + _ADDED):
        for column, each in enumerate(its.columns):
            if each.answer or each.heading in (FILE, WHERE):
                _write_cell(sheet, formats, (row, column), each._replace(answer=True), "", doubtful=False)


def _write_cell(
    sheet: Worksheet, formats: Formats, at: tuple[int, int], its: Of, value: str | float, *, doubtful: bool
) -> None:
    look: dict[str, Any] = {"align": "center"} if its.centred else {**INDENTED}
    if not its.answer:
        look |= {"bg_color": GREY}
    if doubtful and its.heading in (LOOK, TAKEN_FOR, DECISION):
        look |= MISSING
    style = formats("input" if its.answer else "cell", num_format="@" if isinstance(value, str) else "General", **look)
    if isinstance(value, str):
        sheet.write_string(*at, in_a_cell(value), style) if value else sheet.write_blank(*at, None, style)
    else:
        sheet.write_number(*at, value, style)


def in_a_cell(text: str) -> str:
    """Return a text with one kind of line end, cut off where a cell would be full."""
    return fitting(text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "ignore").decode())


def _write_lists(workbook: LiteralWorkbook) -> None:
    """Write the hidden sheet with what the drop-downs offer: the kinds of tables, and the fields of each kind."""
    lists = workbook.add_worksheet(LISTS_SHEET)
    offered = {**LISTS, **{f"Fields_{kind.value}": (*fields_of(kind), IGNORE) for kind in Kind}}
    for column, (name, words) in enumerate(offered.items()):
        for row, word in enumerate((name, *words)):
            lists.write_string(row, column, word)
        first, last = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (1, len(words)))
        workbook.define_name(name, f"={LISTS_SHEET}!{first}:{last}")
    lists.hide()


def _offer_fields(workbook: LiteralWorkbook, sheet: Worksheet, rows: int, tables: int) -> None:
    """Offer the fields of the table that a row belongs to: its own table's, or the one named in the row."""
    if not rows:
        return
    first, last = TOP + 1, TOP + rows
    taken = COLUMNS.place(TAKEN_FOR)
    own = xl_rowcol_to_cell(first, COLUMNS.place(TABLE), col_abs=True)
    named = xl_rowcol_to_cell(first, COLUMNS.place(OF), col_abs=True)
    left, right = TABLES.place(TABLE), TABLES.place(TAKEN_FOR)
    area = xl_range_abs(TOP + 1, left, TOP + tables, right)
    workbook.define_name(_KINDS_OF_TABLES, f"={TABLES.name}!{area}")
    kind = f'IF({named}="",VLOOKUP({own},{_KINDS_OF_TABLES},{right - left + 1},FALSE),{named})'
    sheet.data_validation(
        first,
        taken,
        last,
        taken,
        {
            "validate": "list",
            "source": f'=INDIRECT("Fields_"&{kind})',
            "error_title": TAKEN_FOR,
            "error_message": f"Choose a field from the list, or {IGNORE}.",
        },
    )


def _offer_list(sheet: Worksheet, column: int, rows: int, source: str, wrong: str) -> None:
    if rows:
        options = {"validate": "list", "source": source, "error_title": "From the list", "error_message": wrong}
        sheet.data_validation(TOP + 1, column, TOP + rows, column, options)


def _write_guidance(sheet: Worksheet, formats: Formats) -> None:
    sheet.set_column(0, 0, 14, formats("plain"))
    sheet.set_column(1, 1, 110, formats("plain"))
    for column in range(2):
        sheet.write_blank(0, column, None, formats("band", **INDENTED))
    sheet.write_string(0, 0, "How to correct a mapping", formats("band", **INDENTED))
    sheet.set_row(0, 26)
    for row, (left, right) in enumerate(GUIDANCE, 2):
        sheet.write_string(row, 0, left, formats("note" if right else "panel_heading", align="left", bold=not right))
        if right:
            sheet.write_string(row, 1, right, formats("note"))
            sheet.set_row(row, _LINE * -(-len(right) // 105))
    set_up_page(sheet, Footer("What was taken for what"))
