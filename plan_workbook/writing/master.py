"""Makes the master workbook, blank or filled from a register."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import count
from types import MappingProxyType
from typing import Any, NamedTuple

from xlsxwriter.utility import quote_sheetname

from plan_workbook import layout
from plan_workbook.layout import PLAN, RATINGS, RECOMMENDATION, Kind, Table
from plan_workbook.package import Grafts
from plan_workbook.plan.choices import Quarters
from plan_workbook.plan.history_line import NO_HISTORY, History
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import DEFAULT_TITLE, DEFAULT_TOLERANCE, VALUES, Action, Indicator, Plan, Recommendation
from plan_workbook.plan.scale import Scale
from plan_workbook.plan.uses import uses
from plan_workbook.plan.was import FIELDS, TYPED, Said, in_history
from plan_workbook.reading import read_plan
from plan_workbook.reading.cells import Context
from plan_workbook.reading.history_sheet import history_of_records
from plan_workbook.reading.inputs import in_its_row
from plan_workbook.reading.leads import posts_of
from plan_workbook.reading.numbers import unit_of_row
from plan_workbook.reading.scale import read_scale
from plan_workbook.register import HISTORY, NUMBER, PARAGRAPHS, Record, Register, default_ratings, register_tables
from plan_workbook.values.text import fold, is_blank
from plan_workbook.writing.arranging import MARGINS, SIDES, arranged
from plan_workbook.writing.checks_sheet import put_checks
from plan_workbook.writing.formats import FONT, SIZE, Formats
from plan_workbook.writing.history_sheet import add_history, has_history
from plan_workbook.writing.input_sheet import Remembered
from plan_workbook.writing.inputs import read_text
from plan_workbook.writing.list_columns import TOP
from plan_workbook.writing.literal import in_property
from plan_workbook.writing.notes import write_notes
from plan_workbook.writing.page_setup import Footer, set_up_page
from plan_workbook.writing.panel_sentence import Listed
from plan_workbook.writing.plain_tables import EPOCH
from plan_workbook.writing.plan_sheets import MARGINS as AROUND
from plan_workbook.writing.plan_sheets import write_guidance_sheet, write_lists_sheet, write_plan_sheet
from plan_workbook.writing.recommendation_sheet import PlanFacts, write_recommendation_sheet
from plan_workbook.writing.summary_sheet import put_summary
from plan_workbook.writing.worksheets import FittedWorksheet, LiteralWorkbook

_PARAGRAPHS = re.compile(r"\n(?:[^\S\n]*\n)+")
Inputs = dict[str, Input[Any]]
Lists = Mapping[str, Listed] | None
"""How many cells of each sheet Checks lists, by sheet; None if the plan has not been checked."""
Generate = Callable[[LiteralWorkbook], Mapping[str, Mapping[str, str]]]
"""Adds Summary and Checks to a workbook; returns names for its other sheets, by title, with what they refer to."""


class SheetContents(NamedTuple):
    """What is written on one recommendation's sheet."""

    name: str
    """The name of the sheet."""
    inputs: Mapping[str, Input[Any]]
    """Its fields, by the keys of the layout."""
    tables: Mapping[str, Sequence[Mapping[str, Input[Any]]]]
    """The rows of its tables, by the tables' keys."""
    notes: Mapping[str, str] = MappingProxyType({})
    """Notes on its cells, by their addresses."""
    was: Mapping[str, Remembered] = MappingProxyType({})
    """What it says of the last period, by the key of the table, "" for its fields."""


class Hidden(NamedTuple):
    """What a workbook holds that nobody sees."""

    names: Mapping[str, str] = MappingProxyType({})
    """Defined names, each with its formula."""
    column: Sequence[str] = ()
    """A further column of the Lists sheet: its heading, and the texts below it."""
    properties: Mapping[str, str] = MappingProxyType({})
    """Custom properties of the file."""


class Contents(NamedTuple):
    """What is written into a template."""

    fields: Mapping[str, Input[Any]]
    """The fields of the Plan sheet."""
    scale: Scale
    tables: Mapping[str, Sequence[Mapping[str, Input[Any]]]]
    """The rows of its tables."""
    sheets: tuple[SheetContents, ...]
    items: tuple[str, ...]
    """The numbers of the recommendations that the plan must have."""
    hidden: Hidden = Hidden()
    used: frozenset[str] = frozenset()
    """The keys of the columns and fields that it has among those that are only there if a plan uses them."""
    history: History = NO_HISTORY


def blank_register(recommendations: int, used: frozenset[str] = frozenset()) -> Register:
    """Return the register of a plan with that many empty recommendations.

    `used` are the keys of what it has among the columns and fields that are only there if a plan uses them.
    """
    records = [_record("recommendations", {NUMBER: str(n), "Status": "Active"}) for n in range(1, recommendations + 1)]
    register = Register({"recommendations": records})
    register.add(used)
    return register


def _record(table: str, given: Record) -> Record:
    headings = next(t.headings for t in register_tables() if t.name == table)
    return {heading: given.get(heading, "") for heading in headings}


def master_workbook(register: Register) -> bytes:
    """Return the master workbook for a register: the same register gives the same bytes.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    template = template_workbook(register)
    plan = read_plan(template, "the new workbook")
    grafts = Grafts(template)
    put_summary(grafts, plan)
    put_checks(grafts, plan, None)
    return grafts.result()


def template_workbook(register: Register, listed: Lists = None) -> bytes:
    """Return the master without the content of its generated sheets, which are drawn from the plan once it is read.

    `listed` is known once the plan has been checked: a sheet's panel says it.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    return template_of(contents_of(register), listed)


def template_of(contents: Contents, listed: Lists = None, generate: Generate | None = None) -> bytes:
    """Return the template with these contents, as `template_workbook` does for a register.

    `generate` draws Summary and Checks, its first sheets. Without it, these are blank, and so are those with the long
    tables.
    """
    content = BytesIO()
    fields = contents.fields
    facts = facts_of(fields, contents.scale)
    title = fields["title"].text or DEFAULT_TITLE
    footer = Footer(title)
    with LiteralWorkbook(content) as workbook:
        workbook.set_properties(
            {"title": title, "subject": fields["period"].text, "company": fields["authority"].text, "created": EPOCH}
        )
        for name, text in contents.hidden.properties.items():
            workbook.set_custom_property(name, in_property(text))
        workbook.formats[0].set_font_name(FONT)
        workbook.formats[0].set_font_size(SIZE)
        formats = Formats(workbook)
        names_of_sheets = (generate or _left_blank)(workbook)
        workbook.define_name(layout.SUMMARY_NAME, f"={layout.SUMMARY}!$A$1")
        workbook.define_name(layout.CHECKS_NAME, f"={layout.CHECKS}!$A$1")
        plan_sheet = workbook.add_worksheet(layout.PLAN_SHEET, FittedWorksheet)
        guidance = workbook.add_worksheet(layout.GUIDANCE, FittedWorksheet)
        workbook.worksheets()[0].activate()
        used = contents.used | used_by_contents(contents)
        on_plan, on_each = PLAN.using(used), RECOMMENDATION.using(used)
        write_plan_sheet(workbook, plan_sheet, formats, on_plan, fields, contents.tables)
        write_guidance_sheet(workbook, guidance, formats, on_each, facts.item_word, facts.report_date)
        set_up_page(plan_sheet, footer._replace(named=True), margins=AROUND, lines=True)
        set_up_page(guidance, footer._replace(named=True), margins=AROUND)
        sheets = contents.sheets
        names = ["", *(each.name for each in sheets)]
        for sheet, before, after in zip(sheets, names, [*names[2:], ""], strict=False):
            worksheet = workbook.add_worksheet(sheet.name, FittedWorksheet)
            on_paper = write_recommendation_sheet(
                workbook,
                worksheet,
                formats,
                facts,
                arranged(on_each, sheet.tables),
                sheet.inputs,
                sheet.tables,
                (before, after),
                None if listed is None else listed.get(sheet.name, Listed()),
                sheet.was,
            )
            write_notes(worksheet, sheet.notes)
            set_up_page(
                worksheet,
                footer._replace(named=True),
                repeat=on_paper.repeat,
                sides=SIDES,
                paper=on_paper.paper,
                margins=MARGINS,
                lines=True,
            )
        lists = workbook.add_worksheet(layout.LISTS_SHEET)
        write_lists_sheet(workbook, lists, formats, (on_plan, on_each), contents.items, contents.hidden.column)
        for title, of_sheet in names_of_sheets.items():
            for name, reference in of_sheet.items():
                workbook.define_name(f"{quote_sheetname(title)}!{name}", f"={reference}")
        for name, formula in contents.hidden.names.items():
            workbook.define_hidden_name(name, formula)
        plan = replace(_plan_of(contents), history=contents.history)
        if has_history(plan):
            add_history(workbook, plan)
    return content.getvalue()


def _plan_of(contents: Contents) -> Plan:
    """Return the plan that is written, as far as its history asks for it; its rows have no places yet."""
    rows = count(1)
    recommendations = tuple(
        Recommendation(
            each.name,
            each.inputs,
            (),
            tuple(Indicator(each.name, next(rows), row) for row in each.tables.get(layout.INDICATORS.key, ())),
            tuple(Action(each.name, next(rows), row) for row in each.tables.get(layout.ACTIONS.key, ())),
        )
        for each in contents.sheets
    )
    return Plan("", dict(contents.fields), contents.scale, recommendations)


def used_by_contents(contents: Contents) -> frozenset[str]:
    """Return what the plan uses of what its rows and its scale say."""
    rows = (Indicator("", 0, row) for sheet in contents.sheets for row in sheet.tables[layout.INDICATORS.key])
    return uses(rows, contents.scale)


def _left_blank(workbook: LiteralWorkbook) -> Mapping[str, Mapping[str, str]]:
    """Add the generated sheets without any content."""
    for title in (layout.SUMMARY, *layout.LIST_NAMES, layout.CHECKS):
        workbook.add_worksheet(title).freeze_panes(TOP + 1 if title in layout.LIST_NAMES else 1, 0)
    for title, name in layout.LIST_NAMES.items():
        workbook.define_name(f"{quote_sheetname(title)}!{name}", f"={quote_sheetname(title)}!$A$1")
    return {}


def facts_of(fields: Mapping[str, Input[Any]], scale: Scale) -> PlanFacts:
    """Return the facts that are needed for the values saved with formulas, given the fields of the Plan sheet."""
    tolerance, report_date = fields["default_tolerance"].value, fields["report_date"].value
    return PlanFacts(
        scale,
        fields["item_word"].text or DEFAULT_ITEM_WORD,
        report_date if isinstance(report_date, date) else None,
        tolerance if isinstance(tolerance, Decimal) else DEFAULT_TOLERANCE,
    )


def reserved_titles() -> set[str]:
    """Return the titles that no recommendation's sheet may have, folded."""
    ours = (layout.SUMMARY, layout.CHECKS, layout.PLAN_SHEET, layout.GUIDANCE, layout.LISTS_SHEET, layout.HISTORY_SHEET)
    return {fold(title) for title in (*ours, *layout.LIST_NAMES)}


def contents_of(register: Register) -> Contents:
    """Return the contents of the template for a register."""
    fields, context = _plan_inputs(register)
    tables = {t.key: [_row(t, record, context) for record in register.rows(t.key)] for t in PLAN.tables}
    tables["ratings"] = tables["ratings"] or default_scale_rows(context)
    taken = reserved_titles()
    seen: set[str] = set()
    sheets = []
    for record in register.rows("recommendations"):
        name = layout.sheet_name(record[NUMBER], taken)
        taken.add(name.casefold())
        first = fold(record[NUMBER]) not in seen
        seen.add(fold(record[NUMBER]))
        inputs = {f.key: read_text(record[f.heading], f.kind, context) for f in RECOMMENDATION.fields}
        sheets.append(SheetContents(name, inputs, _tables(register, record, context, first)))
    used = (record for record in register.rows("recommendations") if _is_used(record, register))
    numbers = {fold(record[NUMBER]): record[NUMBER].strip() for record in used}
    past = history_of_records(register.rows(HISTORY), context, fields["item_word"].text or DEFAULT_ITEM_WORD)
    contents = Contents(
        fields,
        context.scale,
        tables,
        tuple(sheets),
        tuple(numbers.values()),
        used=register.used,
        history=History(past.lines(), past.item_word, past.unread()),
    )
    return contents._replace(sheets=_remembering(contents)) if contents.history else contents


def _remembering(contents: Contents) -> tuple[SheetContents, ...]:
    """Return the sheets with what the last period of the history says of them."""
    plan = replace(_plan_of(contents), history=contents.history)
    said = in_history(plan)
    pairs = zip(contents.sheets, plan.recommendations, strict=True)
    return tuple(sheet._replace(was=was_by_table(each, said.get(each.sheet, {}))) for sheet, each in pairs)


def was_by_table(each: Recommendation, said: Said) -> dict[str, Remembered]:
    """Return what is said of the last period as it is written: by the key of the table and the places of its rows."""
    said = {place: text for place, text in said.items() if text != TYPED}
    found: dict[str, Remembered] = {"": {(key, 0): text for (row, key), text in said.items() if row == FIELDS}}
    for table in RECOMMENDATION.tables:
        keys = {column.key for column in table.remembering}
        if keys:
            at = {row.row: place for place, row in enumerate(each.rows(table.key))}
            found[table.key] = {(key, at[row]): text for (row, key), text in said.items() if row in at and key in keys}
    return found


def default_scale_rows(context: Context) -> list[Inputs]:
    """Return the rows of the scale that a plan has if it does not have its own."""
    return [_row(RATINGS, record, context) for record in default_ratings()]


def _plan_inputs(register: Register) -> tuple[Inputs, Context]:
    """Return the plan's fields, and the facts about the plan that are needed to read the rest."""
    early = {f.key: read_text(register.field(f.label), f.kind, Context()) for f in PLAN.fields}
    named = [(each["Name"], each["Role"]) for each in register.rows("people")]
    people = frozenset(fold(text) for pair in named for text in pair if not is_blank(text))
    report_date = early["report_date"].value
    context = Context(
        read_scale(_row(RATINGS, record, Context()) for record in register.rows(RATINGS.key)),
        people,
        early["quarters"].value is Quarters.CALENDAR,
        report_date,  # type: ignore[arg-type]
        posts_of(named),
    )
    return early, context


def _tables(register: Register, record: Record, context: Context, first: bool) -> dict[str, list[Inputs]]:
    """Return the rows of a recommendation's tables; only the first with a number gets its indicators and actions."""
    tables: dict[str, list[Inputs]] = {}
    for key, heading in PARAGRAPHS.items():
        paragraphs = [p for p in _PARAGRAPHS.split(record[heading].strip("\n")) if not is_blank(p)]
        tables[key] = [{layout.PARAGRAPH: read_text(p, Kind.LONG_TEXT, context)} for p in paragraphs]
    declared = RECOMMENDATION.with_own(register.used)
    for table in map(declared.table, (layout.INDICATORS.key, layout.ACTIONS.key)):
        mine = (r for r in register.rows(table.key) if first and fold(r[NUMBER]) == fold(record[NUMBER]))
        tables[table.key] = [_row(table, each, context) for each in mine]
    return tables


def _is_used(record: Record, register: Register) -> bool:
    """Tell whether a recommendation says more than its number and status: spare sheets of a blank master may go."""
    if any(record[heading].strip() for heading in record if heading not in (NUMBER, "Status")):
        return True
    rows = (row for table in (layout.INDICATORS, layout.ACTIONS) for row in register.rows(table.key))
    return any(fold(row[NUMBER]) == fold(record[NUMBER]) for row in rows)


def _row(table: Table, record: Record, context: Context) -> Inputs:
    headings = {c.key: c.heading for c in table.inputs}
    values = ((record.get(headings[key], ""), "General") for key in VALUES if key in headings)
    unit = unit_of_row(record.get("Unit", ""), values, record.get("Better", ""))
    return in_its_row({c.key: read_text(record[c.heading], c.kind, context, unit) for c in table.inputs})
