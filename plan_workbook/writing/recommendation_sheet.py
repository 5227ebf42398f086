"""A recommendation's sheet: what a lead fills in, the live status of each indicator, the live panel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from plan_workbook import layout
from plan_workbook.layout import ACTIONS, INDICATORS, RECOMMENDATION, Kind, Sheet, Table
from plan_workbook.package.heights import LINE
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.scale import Scale
from plan_workbook.plan.status import pi_status, terms_of
from plan_workbook.writing.arranging import MARGINS, SIDES
from plan_workbook.writing.formats import GROUP, INDENTED, WHITE, Formats
from plan_workbook.writing.input_sheet import InputSheet, Remembered, with_thin_row
from plan_workbook.writing.marks import mark_doubtful_cells
from plan_workbook.writing.page_breaks import Printed, breaks_before, is_longer_than_a_page, page_height
from plan_workbook.writing.page_setup import A4, UPRIGHT_A3, Paper, protect
from plan_workbook.writing.panel_formulas import Places, panel_formulas
from plan_workbook.writing.panel_marks import doubts_about_ratings, mark_doubtful, mark_doubtful_ratings, mark_missing
from plan_workbook.writing.panel_sentence import Listed
from plan_workbook.writing.panel_values import panel_values
from plan_workbook.writing.placing import FIRST_FIELD, places_on
from plan_workbook.writing.status_formula import status_formula
from plan_workbook.writing.worksheets import FittedWorksheet

Inputs = Mapping[str, Input[Any]]
_HINT, _HELP, _CHECKS, _BACK = RECOMMENDATION.texts
_LINK_COLUMNS = (9, 11, 13)
"""Counted from 1, in the third row; the link in the second row has the last of them."""
_FROZEN = 3
"""Rows that stay in view when the sheet is scrolled."""
_ROWS_ABOVE = 2
"""Title and headings of a table."""


@dataclass(frozen=True)
class PlanFacts:
    """The facts about the plan that are needed for the values saved with a sheet's formulas."""

    scale: Scale
    item_word: str
    report_date: date | None
    tolerance: Decimal


class OnPaper(NamedTuple):
    """How a sheet is printed."""

    repeat: tuple[int, int]
    """The rows (first and last, from 0) that are printed again on each page after the one they are on: title and
    headings of the last table."""
    paper: Paper


def write_recommendation_sheet(
    workbook: Workbook,
    worksheet: FittedWorksheet,
    formats: Formats,
    facts: PlanFacts,
    declared: Sheet,
    fields: Inputs,
    tables: Mapping[str, Sequence[Inputs]],
    neighbours: tuple[str, str] = ("", ""),
    listed: Listed | None = None,
    was: Mapping[str, Remembered] = MappingProxyType({}),
) -> OnPaper:
    """Write one recommendation's sheet, filled from the register's inputs or blank, and return how it is printed.

    `declared` is the sheet with what the plan uses (`Sheet.using`), its tables in order (`arranged`). `neighbours` are
    the names of the sheets before and after it, empty if there are none; `listed` is how many of its cells Checks
    lists, None before the first check. `was` is what it says of the last period, by the key of the table, "" for its
    fields.
    """
    sheet = InputSheet(workbook, worksheet, formats, declared, facts.item_word, SIDES, facts.report_date)
    indicators, actions = declared.table(INDICATORS.key), declared.table(ACTIONS.key)
    _write_top(sheet, neighbours)
    rows, bodies = places_on(declared, {key: len(rows) for key, rows in tables.items()})
    cells: dict[str, str] = {}
    value = declared.value_column - 1
    for field in declared.fields:
        sheet.field(rows[field.key], field, fields[field.key], was.get("", {}).get((field.key, 0), ""))
        cells[field.key] = xl_rowcol_to_cell(rows[field.key], value, row_abs=True, col_abs=True)
    heading = f'=IF({layout.ITEM_WORD_NAME}="","{DEFAULT_ITEM_WORD}",{layout.ITEM_WORD_NAME})&" "&{cells["number"]}'
    called = f"{facts.item_word} {fields['number'].text}"
    worksheet.write_formula(0, 0, heading, formats("band", **INDENTED), called)
    for table in declared.tables:
        sheet.table(table, bodies[table.key], tables[table.key], was.get(table.key, {}))
        if table.title:
            _write_heading_again(sheet, bodies[table.key].start - _ROWS_ABOVE, called)
    _write_statuses(worksheet, formats, facts, indicators, bodies[indicators.key], tables[indicators.key])
    places = Places(declared, cells, {key: with_thin_row(body) for key, body in bodies.items()})
    _write_panel(
        sheet,
        panel_formulas(places),
        panel_values(fields, tables, facts.report_date, listed, full_terms=indicators.full_terms),
    )
    # The first of several rules that fill a cell counts.
    mark_doubtful(worksheet, formats, places)
    for field in declared.fields:
        if field.kind is Kind.RATING:
            sheet.rating_colours(rows[field.key], rows[field.key], value, facts.scale)
    body = places.bodies[actions.key]
    doubts = doubts_about_ratings(places)
    sheet.rating_colours(body.start, body.stop - 1, actions.column("rating") - 1, facts.scale, doubts)
    mark_doubtful_ratings(worksheet, formats, places)
    mark_missing(worksheet, formats, places)
    mark_doubtful_cells(worksheet, formats)
    _mark_groups(sheet, actions, body)
    sheet.frame_spare_rows()
    worksheet.freeze_panes(_FROZEN, 0)
    protect(worksheet)
    return _on_paper(sheet, bodies, tables)


# --------------------------------------------------------------------------------------------- the top


def _write_top(sheet: InputSheet, neighbours: tuple[str, str]) -> None:
    """Write the rows that stay in view: the heading, a bar that says what is still to do, and the links."""
    worksheet, formats, last = sheet.worksheet, sheet.formats, len(sheet.widths) - 1
    for column in range(last + 1):
        worksheet.write_blank(0, column, None, formats("band", **INDENTED))
        worksheet.write_blank(1, column, None, formats("bar"))
    sheet.set_row(0, 26)
    sheet.set_row(1, 24)
    sheet.help(2, 0, _HINT)
    places = [(layout.SUMMARY, _BACK)]
    places += [(name, start + name) for start, name in zip(RECOMMENDATION.links, neighbours, strict=True) if name]
    for column, (name, label) in zip(_LINK_COLUMNS, places, strict=False):
        look = formats("plain_link", bg_color=WHITE)
        worksheet.write_url(2, column - 1, f"internal:{quote_sheetname(name)}!A1", look, label)
    checks = f"internal:{quote_sheetname(layout.CHECKS)}!A1"
    worksheet.write_url(1, _LINK_COLUMNS[-1] - 1, checks, formats("bar_link"), _CHECKS)


def _write_heading_again(sheet: InputSheet, row: int, called: str) -> None:
    """Write the sheet's heading next to a table's title, with which a printed page may begin."""
    look = sheet.formats("section", bg_color=WHITE, align="right")
    sheet.worksheet.write_formula(row, len(sheet.widths) - 1, "=$A$1", look, called)


def _write_panel(sheet: InputSheet, formulas: Mapping[str, str], values: Mapping[str, int | str]) -> None:
    """Write the counts of cells to put right, as formulas saved with their values."""
    worksheet, formats = sheet.worksheet, sheet.formats
    counted = [line for line in RECOMMENDATION.panel if line.key != "total"]
    first, last = min(line.column for line in counted) - 1, max(line.value_column for line in counted) - 1
    for row in range(FIRST_FIELD, max(line.row for line in counted)):
        for column in range(first, last + 1):
            worksheet.write_blank(row, column, None, formats("panel_label"))
    worksheet.write_string(FIRST_FIELD, first, _HELP, formats("panel_label"))
    for line in RECOMMENDATION.panel:
        label, value = ("bar", "bar_total") if line.key == "total" else ("panel_label", "panel_value")
        worksheet.write_string(line.row - 1, line.column - 1, line.label, formats(label))
        worksheet.write_formula(
            line.row - 1, line.value_column - 1, formulas[line.key], formats(value), values[line.key]
        )
    alarm = formats.unregistered(bg_color="#FFD166", bold=True)
    for column in sorted({line.value_column for line in counted}):
        rows = [line.row for line in counted if line.value_column == column]
        cell = xl_rowcol_to_cell(rows[0] - 1, column - 1)
        rule = {"type": "formula", "criteria": f"={cell}>0", "format": alarm}
        worksheet.conditional_format(rows[0] - 1, column - 1, rows[-1] - 1, column - 1, rule)


# --------------------------------------------------------------------------------------------- groups and pages


def _mark_groups(sheet: InputSheet, actions: Table, body: range) -> None:
    """Draw a line above the first action of each objective. Call this late, because every other mark goes first."""
    objective = actions.column("objective") - 1
    here, above = (xl_rowcol_to_cell(row, objective, col_abs=True) for row in (body.start, body.start - 1))
    starts = f'=AND({here}<>"",{here}<>{above})'
    for left, right, look in ((objective, objective, GROUP | {"bold": True}), *sheet.whole_row(actions, GROUP)):
        rule = {"type": "formula", "criteria": starts, "format": sheet.formats.unregistered(**look)}
        sheet.worksheet.conditional_format(body.start, left, body.stop - 1, right, rule)


def _on_paper(sheet: InputSheet, bodies: Mapping[str, range], tables: Mapping[str, Sequence[Inputs]]) -> OnPaper:
    """Let tables begin a page where they should, and return how the sheet is printed.

    The headings of the last table are repeated. If the one before it is also longer than a page of A4, the paper is
    twice as tall.
    """
    (one, before), (other, last) = ((key, bodies[key]) for key in bodies if key in (INDICATORS.key, ACTIONS.key))
    printed = (
        Printed(before.start - _ROWS_ABOVE, before.start, before.start + len(tables[one])),
        Printed(last.start - _ROWS_ABOVE, last.start, last.start + len(tables[other]), repeats=True),
    )
    heights = [sheet.heights.get(row, LINE) for row in range(last.stop)]
    paper, page = sheet.paper, page_height(sheet.widths, SIDES, sheet.paper, MARGINS)
    if paper == A4 and is_longer_than_a_page(printed[0], heights, page):
        paper = UPRIGHT_A3
        page = page_height(sheet.widths, SIDES, paper, MARGINS)
    sheet.worksheet.set_h_pagebreaks(breaks_before(printed, heights, page))
    return OnPaper((last.start - _ROWS_ABOVE, last.start - 1), paper)


# --------------------------------------------------------------------------------------------- PI status


def _write_statuses(
    worksheet: Worksheet, formats: Formats, facts: PlanFacts, table: Table, body: range, rows: Sequence[Inputs]
) -> None:
    column = table.column("status") - 1
    for row in body:
        inputs = rows[row - body.start] if row - body.start < len(rows) else None
        value, style = (saved_status(inputs, facts), "worked_out") if inputs else ("", "spare_worked_out")
        worksheet.write_formula(row, column, status_formula(row, table), formats(style), value)
    cell = xl_rowcol_to_cell(body.start, column)
    for status, colour in layout.STATUS_COLOURS.items():
        rule = {"type": "formula", "criteria": f'={cell}="{status}"', "format": formats.unregistered(bg_color=colour)}
        worksheet.conditional_format(body.start, column, body.stop, column, rule)  # and the thin row


def saved_status(inputs: Inputs, facts: PlanFacts) -> str:
    """Return the status to save with the formula of an indicator."""
    row = Indicator("", 0, inputs)
    return pi_status(row.actual.value, terms_of(row, facts.tolerance)).value
