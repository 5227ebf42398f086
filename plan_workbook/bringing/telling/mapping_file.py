"""Writes ``mapping.xlsx``: what each table and column was taken for, with drop-downs to correct it."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from plan_workbook.bringing.answers import BETWEEN, Answers
from plan_workbook.bringing.brought import IGNORE, SURE, Brought, Column, Kind
from plan_workbook.bringing.telling.mapping import Alike, alike, fields_of, in_words, is_doubtful
from plan_workbook.bringing.telling.mapping_texts import AGREE, ALL_TEXTS, TEXTS_SHEET, TextRow, text_rows
from plan_workbook.layout import fitting
from plan_workbook.values.text import in_brief
from plan_workbook.writing.formats import GREY, INDENTED, MISSING, Formats
from plan_workbook.writing.page_setup import Footer, set_up_page
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.worksheets import FittedWorksheet, LiteralWorkbook

COLUMNS_SHEET, TABLES_SHEET, GUIDANCE_SHEET, _LISTS = "Columns", "Tables", "Guidance", "Lists"
LOOK, TABLE, FILE, WHERE, TAKEN_FOR, OF, SURE_IN_WORDS, PERCENT, WHY = (
    "Look",
    "Table",
    "File",
    "Where",
    "Taken for",
    "Of which table",
    "How sure",
    "%",
    "Why",
)
TEXT_LEFT, DECISION = "Text", "Decision"
HEADING, HEADING_ROW, SHEET, ROWS, HEADINGS = "Heading", "Heading row", "Sheet", "Rows", "Headings"
_KINDS_OF_TABLES = "Kinds_Of_Tables"
"""The defined name of the numbers and kinds on the sheet of tables."""
LOOK_HERE = "look here"
"""What the first cell of a doubtful row says."""
TOP = 3
"""The row of the headings, from 0."""


class _Of(NamedTuple):
    """A column of the mapping itself."""

    heading: str
    width: float
    centred: bool = False
    answer: bool = False
    """Whether a person may change it."""


_ON_COLUMNS = (
    _Of(LOOK, 10),
    _Of(TABLE, 7, centred=True),
    _Of(FILE, 18),
    _Of(WHERE, 22),
    _Of(HEADING_ROW, 9, centred=True),
    _Of(HEADING, 24),
    _Of("Sample 1", 18),
    _Of("Sample 2", 18),
    _Of("Sample 3", 18),
    _Of(TAKEN_FOR, 20, answer=True),
    _Of(OF, 17, answer=True),
    _Of(SURE_IN_WORDS, 11),
    _Of(PERCENT, 6, centred=True),
    _Of(WHY, 32),
)
_ON_TABLES = (
    _Of(LOOK, 10),
    _Of(TABLE, 7, centred=True),
    _Of(FILE, 18),
    _Of(WHERE, 34),
    _Of(SHEET, 16),
    _Of(HEADINGS, 50),
    _Of(ROWS, 7, centred=True),
    _Of(TAKEN_FOR, 18, answer=True),
    _Of(SURE_IN_WORDS, 11),
    _Of(PERCENT, 6, centred=True),
    _Of(WHY, 34),
)
_ON_TEXTS = (
    _Of(LOOK, 10),
    _Of("What", 10),
    _Of(FILE, 18),
    _Of(WHERE, 22),
    _Of(TEXT_LEFT, 70),
    _Of(WHY, 40),
    _Of(DECISION, 14, answer=True),
)
_TITLES = {
    COLUMNS_SHEET: f"{COLUMNS_SHEET}: what each was taken for",
    TABLES_SHEET: f"{TABLES_SHEET}: what each was taken for",
    TEXTS_SHEET: "Texts and questions: what a person agrees to",
}
_HELP = {
    COLUMNS_SHEET: f"Change the white cells under '{TAKEN_FOR}'. Rows that say '{LOOK_HERE}' are doubtful; leave the "
    "others as they are.",
    TABLES_SHEET: f"Change the white cells under '{TAKEN_FOR}' if a table is something else; its columns are on the "
    f"sheet {COLUMNS_SHEET}.",
    TEXTS_SHEET: f"Choose '{AGREE}' for a text that is left on purpose, and for a question that is answered: nobody "
    "is asked about it again then.",
}
_GUIDANCE = (
    ("What this is", ""),
    (
        "",
        "plan-workbook bring read your documents, and wrote down here what it took each table and each column for. "
        "It only proposes: you decide.",
    ),
    ("What to do", ""),
    (
        "1",
        f"On {TABLES_SHEET}, check what each table was taken for. Choose '{Kind.IGNORED.value}' for one that is not "
        "part of the plan.",
    ),
    (
        "2",
        f"On {COLUMNS_SHEET}, look at the rows that say '{LOOK_HERE}', and choose under '{TAKEN_FOR}' what the column "
        f"is. Choose '{IGNORE}' for one that is not to be read.",
    ),
    (
        "3",
        "Some columns belong to another table, such as the title of a recommendation next to its actions: choose that "
        f"table under '{OF}'. Blank means the column's own table.",
    ),
    (
        "4",
        f"On {TEXTS_SHEET}, choose '{AGREE}' for texts that are not part of the plan (in the first row, for all "
        "outside tables), and for questions that are answered.",
    ),
    ("5", "Save it, and run the same plan-workbook bring command again with --force, and --mapping with this file."),
    ("Next month", ""),
    (
        "",
        "Keep this file: with --mapping, bring reads next month's documents by it too. Columns are known by their "
        "headings, so they may have moved. You are asked about a heading that was reworded.",
    ),
)
_PROTECTION = {"format_rows": True, "format_columns": True, "autofilter": True, "sort": True}
_LONGEST_SAMPLE = 60
"""Characters."""
_LINE = 15
"""Points of a line."""


def mapping_workbook(brought: Brought, answers: Answers | None = None) -> bytes:
    """Return the mapping of documents that were brought in, as a workbook; the same gives the same bytes.

    `answers` is the mapping that was followed: what it agreed to is in the new one too.
    """
    content = BytesIO()
    groups = alike(brought)
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties({"title": "What was taken for what", "created": EPOCH})
        formats = Formats(workbook)
        columns = workbook.add_worksheet(COLUMNS_SHEET, FittedWorksheet)
        tables = workbook.add_worksheet(TABLES_SHEET, FittedWorksheet)
        texts = workbook.add_worksheet(TEXTS_SHEET, FittedWorksheet)
        _write_guidance(workbook.add_worksheet(GUIDANCE_SHEET, FittedWorksheet), formats)
        _write_lists(workbook)
        rows = [_row_of(number, each, column) for number, each in enumerate(groups, 1) for column in each.columns]
        _write(columns, formats, COLUMNS_SHEET, _ON_COLUMNS, rows)
        _write(tables, formats, TABLES_SHEET, _ON_TABLES, [_table_row(*each) for each in enumerate(groups, 1)])
        to_agree = [_text_row(each) for each in text_rows(brought, answers)]
        _write(texts, formats, TEXTS_SHEET, _ON_TEXTS, to_agree)
        _offer_list(texts, _place(_ON_TEXTS, DECISION), len(to_agree), "=Decisions", f"Choose '{AGREE}', or nothing.")
        _offer(workbook, columns, _ON_COLUMNS, len(rows), len(groups))
        _offer_kinds(tables, _place(_ON_TABLES, TAKEN_FOR), len(groups))
        for sheet in (columns, tables, texts):
            sheet.protect("", _PROTECTION)
    return content.getvalue()


class _Row(NamedTuple):
    cells: tuple[str | int | float, ...]
    doubtful: bool


def _row_of(number: int, group: Alike, column: Column) -> _Row:
    doubtful = is_doubtful(column)
    first, *others = group.places
    samples = (*(in_brief(sample, _LONGEST_SAMPLE) for sample in column.samples), "", "", "")[:3]
    where = f"{first} and {len(others)} more" if others else first
    sure = in_words(column.sure) if column.field or not doubtful else "not known"
    return _Row(
        (
            LOOK_HERE if doubtful else "",
            number,
            group.file,
            where,
            _heading_rows(group),
            column.heading,
            *samples,
            column.field,
            column.of.value if column.of else "",
            sure,
            round(column.sure * 100),
            column.why,
        ),
        doubtful,
    )


def _table_row(number: int, group: Alike) -> _Row:
    least = group.doubtful_table
    doubtful = least.sure < SURE
    why = f"{least.table.where}: {least.why}" if len(group.tables) > 1 and doubtful else least.why
    return _Row(
        (
            LOOK_HERE if doubtful else "",
            number,
            group.file,
            BETWEEN.join(group.places),
            group.sheet or "",
            " | ".join(each.heading for each in group.columns),
            group.rows,
            group.kind.value,
            in_words(least.sure),
            round(least.sure * 100),
            why,
        ),
        doubtful,
    )


def _text_row(row: TextRow) -> _Row:
    doubtful = not row.agreed and row.text != ALL_TEXTS
    cells = (
        LOOK_HERE if doubtful else "",
        row.what,
        row.file,
        row.where,
        row.text,
        row.why,
        AGREE if row.agreed else "",
    )
    return _Row(cells, doubtful)


def _heading_rows(group: Alike) -> str:
    """Return the numbers of the rows that are headings at the top of the first of the tables, from 1: ``1-2``."""
    headings = sorted(group.tables[0].headings)
    top = [row for place, row in enumerate(headings) if row == headings[0] + place]
    return "" if not top else str(top[0] + 1) if len(top) == 1 else f"{top[0] + 1}-{top[-1] + 1}"


def _write(sheet: Worksheet, formats: Formats, title: str, columns: Sequence[_Of], rows: Sequence[_Row]) -> None:
    for column, each in enumerate(columns):
        sheet.set_column(column, column, each.width, formats("plain"))
        sheet.write_blank(0, column, None, formats("band", **INDENTED))
        look: dict[str, Any] = {"align": "center"} if each.centred else INDENTED
        sheet.write_string(TOP, column, each.heading, formats("heading", **look))
    sheet.write_string(0, 0, _TITLES[title], formats("band", **INDENTED))
    sheet.set_row(0, 26)
    sheet.set_row(TOP, 2 * _LINE)
    sheet.write_string(1, 0, _HELP[title], formats("help", **INDENTED))
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


def _write_cell(
    sheet: Worksheet, formats: Formats, at: tuple[int, int], its: _Of, value: str | float, *, doubtful: bool
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


def _place(columns: Sequence[_Of], heading: str) -> int:
    return [each.heading for each in columns].index(heading)


def _write_lists(workbook: LiteralWorkbook) -> None:
    """Write the hidden sheet with what the drop-downs offer: the kinds of tables, and the fields of each kind."""
    lists = workbook.add_worksheet(_LISTS)
    offered = {"Kinds": [kind.value for kind in Kind], "Decisions": [AGREE]}
    offered |= {f"Fields_{kind.value}": [*fields_of(kind), IGNORE] for kind in Kind}
    for column, (name, words) in enumerate(offered.items()):
        for row, word in enumerate((name, *words)):
            lists.write_string(row, column, word)
        first, last = (xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True) for row in (1, len(words)))
        workbook.define_name(name, f"={_LISTS}!{first}:{last}")
    lists.hide()


def _offer(workbook: LiteralWorkbook, sheet: Worksheet, columns: Sequence[_Of], rows: int, tables: int) -> None:
    """Offer the fields of the table that a row belongs to: its own table's, or the one named in the row."""
    if not rows:
        return
    first, last = TOP + 1, TOP + rows
    taken, of = _place(columns, TAKEN_FOR), _place(columns, OF)
    own = xl_rowcol_to_cell(first, _place(columns, TABLE), col_abs=True)
    named = xl_rowcol_to_cell(first, of, col_abs=True)
    left, right = _place(_ON_TABLES, TABLE), _place(_ON_TABLES, TAKEN_FOR)
    area = xl_range_abs(TOP + 1, left, TOP + tables, right)
    workbook.define_name(_KINDS_OF_TABLES, f"={TABLES_SHEET}!{area}")
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
    _offer_kinds(sheet, of, rows)


def _offer_kinds(sheet: Worksheet, column: int, rows: int) -> None:
    _offer_list(sheet, column, rows, "=Kinds", "Choose what the table is from the list.")


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
    for row, (left, right) in enumerate(_GUIDANCE, 2):
        sheet.write_string(row, 0, left, formats("note" if right else "panel_heading", align="left", bold=not right))
        if right:
            sheet.write_string(row, 1, right, formats("note"))
            sheet.set_row(row, _LINE * -(-len(right) // 105))
    set_up_page(sheet, Footer("What was taken for what"))
