"""The sheets around the recommendations: Plan, Guidance and the hidden Lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from plan_workbook import layout
from plan_workbook.layout import Sheet, Table
from plan_workbook.package.heights import LINE
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.example_day import in_its_year
from plan_workbook.values.text import in_item_words
from plan_workbook.writing.formats import INDENTED, Formats
from plan_workbook.writing.input_sheet import InputSheet
from plan_workbook.writing.marks import mark_doubtful_cells
from plan_workbook.writing.page_breaks import Printed, breaks_before, page_height
from plan_workbook.writing.page_setup import NARROW, mark_written, name_generated_area, protect, set_widths
from plan_workbook.writing.placing import places_on
from plan_workbook.writing.worksheets import FittedWorksheet, PlainWorksheet

MARGINS = NARROW
"""Around Plan and Guidance on paper."""
_TITLE_HEIGHT = 26.0
"""Of the first row of Plan and Guidance, in points; it is printed again on each page."""
_GUIDANCE_WIDTHS = (28.0, 110.0)
"""In characters."""
_FIELD_NAMES = {
    "report_date": layout.REPORT_DATE_NAME,
    "default_tolerance": layout.TOLERANCE_NAME,
    "item_word": layout.ITEM_WORD_NAME,
}
"""Fields that formulas on other sheets look up."""


def write_plan_sheet(
    workbook: Workbook,
    worksheet: FittedWorksheet,
    formats: Formats,
    declared: Sheet,
    fields: Mapping[str, Input[Any]],
    tables: Mapping[str, Sequence[Mapping[str, Input[Any]]]],
) -> None:
    """Write the coordinator's sheet: the plan's fields, its scale, people, accepted findings and severities.

    `declared` is the sheet with the fields that the plan uses (`Sheet.using`).
    """
    report_date = fields["report_date"].value
    sheet = InputSheet(workbook, worksheet, formats, declared, report_date=report_date)
    about, hint = declared.texts
    for column in range(len(declared.widths)):
        worksheet.write_blank(0, column, None, formats("band", **INDENTED))
    worksheet.write_string(0, 0, about, formats("band", **INDENTED))
    sheet.set_row(0, _TITLE_HEIGHT)
    sheet.help(1, 0, hint)
    places = places_on(declared, {key: len(rows) for key, rows in tables.items()})
    for field in declared.fields:
        row = places.fields[field.key]
        sheet.field(row, field, fields[field.key])
        if field.key in _FIELD_NAMES:
            value = declared.value_column - 1
            sheet.workbook_name(_FIELD_NAMES[field.key], row, value, row, value)
    for table in declared.tables:
        body = places.bodies[table.key]
        sheet.table(table, body, tables[table.key])
        if table.key == layout.RATINGS.key:
            _name_scale(sheet, table, body)
    sheet.mark_required()
    mark_doubtful_cells(worksheet, formats)
    sheet.frame_spare_rows()
    _set_page_breaks(sheet, places.bodies)
    worksheet.freeze_panes(1, 0)
    protect(worksheet)


def _set_page_breaks(sheet: InputSheet, bodies: Mapping[str, range]) -> None:
    """Let tables begin a page where they should, with all their rows, as if there were something in each.

    The free row above its title goes with it, so that the title is not right below the sheet's own.
    """
    printed = [Printed(body.start - 3, body.start, body.stop) for body in bodies.values()]
    heights = [sheet.heights.get(row, LINE) for row in range(printed[-1].filled)]
    page = page_height(sheet.widths, paper=sheet.paper, margins=MARGINS)
    sheet.worksheet.set_h_pagebreaks(breaks_before(printed, heights, page, heights[0]))


def _name_scale(sheet: InputSheet, table: Table, body: range) -> None:
    """Name the scale's columns for formulas, and the codes in use for the drop-downs."""
    names = {
        "code": layout.RATING_CODES_NAME,
        "label": layout.RATING_LABELS_NAME,
        "counts_as": layout.RATING_COUNTS_NAME,
    }
    for key, name in names.items():
        column = table.column(key) - 1
        sheet.workbook_name(name, body.start, column, body.stop - 1, column)
    # A list drawn from a range with blanks would let anything through, so this one ends at the last code.
    codes = layout.RATING_CODES_NAME
    sheet.workbook.define_name(layout.RATINGS_LIST, f"=INDEX({codes},1):INDEX({codes},MAX(1,COUNTA({codes})))")


def write_lists_sheet(
    workbook: Workbook,
    worksheet: Worksheet,
    formats: Formats,
    declared: Sequence[Sheet],
    numbers: Sequence[str],
    more: Sequence[str] = (),
) -> None:
    """Write the hidden sources of the drop-downs, the plan's own list of recommendations and the template's version.

    Only the drop-downs of the sheets in `declared` are there. `more` is a further column: its heading, and the texts
    below it.
    """
    title = worksheet.get_name()
    kinds = {field.kind for sheet in declared for field in sheet.fields}
    kinds |= {column.kind for sheet in declared for table in sheet.tables for column in table.columns}
    offered: dict[str, bool] = {Better.BAND: any(table.full_terms for sheet in declared for table in sheet.tables)}
    offered[CountsAs.STOPPED] = any(sheet.stopping for sheet in declared)
    lists = [
        (name, [word for word in words if offered.get(word, True)])
        for kind, (name, words) in layout.LISTS.items()
        if kind in kinds
    ]
    for column, (name, words) in enumerate(lists):
        worksheet.write_string(0, column, name, formats("heading"))
        for row, word in enumerate(words, 1):
            worksheet.write_string(row, column, word, formats("plain"))
        letter = chr(ord("A") + column)
        workbook.define_name(name, f"={title}!${letter}$2:${letter}${len(words) + 1}")
    items, version = len(lists), len(lists) + 1
    worksheet.write_string(0, items, layout.ITEMS_NAME, formats("heading"))
    for row, number in enumerate(numbers, 1):
        worksheet.write_string(row, items, number, formats("plain", num_format="@"))
    letter = chr(ord("A") + items)
    workbook.define_name(layout.ITEMS_NAME, f"={title}!${letter}$2:${letter}${max(2, len(numbers) + 1)}")
    worksheet.write_string(0, version, layout.VERSION_NAME, formats("heading"))
    worksheet.write_number(1, version, layout.TEMPLATE_VERSION, formats("plain"))
    letter = chr(ord("A") + version)
    workbook.define_name(layout.VERSION_NAME, f"={title}!${letter}$2")
    worksheet.set_column(0, version, 20, formats("plain"))
    for row, text in enumerate(more):
        worksheet.write_string(row, version + 1, text, formats("plain" if row else "heading"))
    worksheet.hide()
    protect(worksheet)


def write_guidance_sheet(
    workbook: Workbook,
    worksheet: PlainWorksheet,
    formats: Formats,
    declared: Sheet,
    item_word: str,
    report_date: date | None,
) -> None:
    """Write how to fill in a lead's sheet, which is `declared`, in the same words as the prompts."""
    set_widths(worksheet, _GUIDANCE_WIDTHS, formats)
    for column in range(2):
        worksheet.write_blank(0, column, None, formats("band", **INDENTED))
    title = in_item_words("How to fill in a recommendation's sheet", item_word)
    worksheet.write_string(0, 0, title, formats("band", **INDENTED))
    worksheet.set_row(0, _TITLE_HEIGHT)
    intro = (
        "Type only in white cells. Everything else is worked out for you and is protected, without a password, so that "
        "nothing is broken by accident.",
        "Every table has empty rows ready at its end, between thin lines that are not printed. Make a row taller by "
        "dragging its lower edge.",
        "A dashed border marks a cell that is still missing; bold red marks a date that is late or contradicts "
        "another. They are counted at the top of the sheet.",
        "A rating that contradicts the dates of its row, or that is listed on Checks, keeps its colour and gets a red "
        "border and a !",
        "Dates: day first, for example 31/03/2018. Excel makes the first day of a month alone, 01/03/2018 of Mar 2018: "
        "for a completion, type the last day.",
        "Percentages: type the sign, for example 41%. Where there is no figure, type - and say why in Comment.",
        "The tool never guesses: cells that it can't read are listed on the Checks sheet, with what to do about them.",
    )
    row = 2
    for text in intro:
        worksheet.write_string(row, 0, in_its_year(text, report_date), formats("plain", **INDENTED))
        row += 1
    sections: list[tuple[str, list[tuple[str, str]]]] = [("At the top", [(f.label, f.prompt) for f in declared.fields])]
    for table in declared.tables:
        title = table.title or table.columns[0].heading
        sections.append((title, [(c.heading, c.prompt) for c in table.columns]))
    printed = []
    for title, lines in sections:
        row += 1
        printed.append(Printed(row - 1, row + 1, row + 1 + len(lines)))
        for column in range(2):
            worksheet.write_blank(row, column, None, formats("section", **INDENTED))
        worksheet.write_string(row, 0, title, formats("section", **INDENTED))
        for heading, prompt in lines:
            row += 1
            worksheet.write_string(row, 0, heading, formats("label"))
            said = in_item_words(in_its_year(prompt, report_date), item_word)
            worksheet.write_string(row, 1, said, formats("cell", **INDENTED))
        row += 1
    heights = [_TITLE_HEIGHT, *[LINE] * row]
    page = page_height(_GUIDANCE_WIDTHS, margins=MARGINS)
    worksheet.set_h_pagebreaks(breaks_before(printed, heights, page, _TITLE_HEIGHT))
    mark_written(worksheet, 2, formats)
    name_generated_area(workbook, worksheet, 0, 0, row, 2)
    worksheet.freeze_panes(1, 0)
    protect(worksheet)
