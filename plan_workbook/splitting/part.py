"""The plan of a part: some recommendations of the master's plan, each input at its place in the part.

Nothing of the rest goes along: of the Plan sheet the fields and the scale, of the people only the names by which leads
of these recommendations are read, of accepted findings those about these recommendations.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.acceptance import names_of_action
from plan_workbook.checking.severities import Severities
from plan_workbook.layout import PLAN, RECOMMENDATION, Column, Field, Kind, Sheet, Table
from plan_workbook.package.addresses import column_letters
from plan_workbook.package.errors import BadSheetName
from plan_workbook.package.escapes import as_stored
from plan_workbook.package.number_formats import GENERAL
from plan_workbook.package.workbook import check_sheet_name
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem
from plan_workbook.plan.items import bare_number
from plan_workbook.plan.model import Action, Indicator, Observation, Place, Plan, Recommendation, Row, TableRow
from plan_workbook.plan.was import FIELDS
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.items import is_used
from plan_workbook.reading.observations import seen
from plan_workbook.reading.periods import month_named
from plan_workbook.reading.workbook import context_of
from plan_workbook.register.canonical import used_by
from plan_workbook.splitting.places import part_cell
from plan_workbook.splitting.shares import Share
from plan_workbook.values.text import fold
from plan_workbook.writing.arranging import arranged
from plan_workbook.writing.inputs import read_text, stored_as
from plan_workbook.writing.master import (
    Contents,
    Hidden,
    SheetContents,
    default_scale_rows,
    facts_of,
    reserved_titles,
    was_by_table,
)
from plan_workbook.writing.placing import places_on
from plan_workbook.writing.recommendation_sheet import saved_status

Inputs = Mapping[str, Input[Any]]
_AT_HOME = ("key_successes", "key_challenges", "decisions_needed")
"""The fields of the Plan sheet that are for the board and stay in the master."""
_LEADS = frozenset(
    each.key
    for declared in (RECOMMENDATION.fields, layout.INDICATORS.inputs, layout.ACTIONS.inputs)
    for each in declared
    if each.kind is Kind.LEADS
)
"""The keys of the fields and columns that name people."""
_AS_AGREED = "As agreed in the master workbook"
"""Takes the place of who agreed to a milder severity, and why."""


def part_plan(master: Plan, share: Share, name: str) -> Plan:
    """Return the plan that a part's workbook will be read as, once it is made; `name` is the part's file name.

    Only what is drawn on its generated sheets, and its notes, are left out.
    """
    titles = _titles(share.recommendations)
    people = _people(master, share.recommendations)
    tables = {
        "ratings": [row.inputs for row in master.ratings] or default_scale_rows(Context()),
        "people": people,
        "severities": _severities(master),
        layout.EXTRA_COLUMNS.key: [row.inputs for row in master.extra_columns],
    }
    # Cells of accepted findings are those of the part, which are known once its sheets are placed.
    context = context_of(master.fields, master.ratings, master.people)
    declared = RECOMMENDATION.using(master.has)
    placed = [
        _placed(each, title, declared, context) for each, title in zip(share.recommendations, titles, strict=True)
    ]
    tables["accepted"] = _accepted(master, share.recommendations, placed)
    on_plan = PLAN.using(master.has)
    places = places_on(on_plan, {key: len(rows) for key, rows in tables.items()})
    said = {**master.fields, **dict.fromkeys(_AT_HOME, NO_INPUT)}
    fields = _fields(PLAN, said, layout.PLAN_SHEET, places.fields, Context())
    rows = {
        table.key: _rows(table, table, tables[table.key], layout.PLAN_SHEET, places.bodies[table.key], Context())
        for table in on_plan.tables
    }
    facts = facts_of(fields, master.scale)
    recommendations = tuple(_with_statuses(each, declared, facts) for each in placed)
    used = [each for each in recommendations if is_used(each) and each.number.typed]
    rule = column_letters(layout.ACCEPTED.column("rule"))
    return Plan(
        name=name,
        fields=fields,
        scale=master.scale,
        recommendations=recommendations,
        ratings=rows["ratings"],
        people=rows["people"],
        accepted=rows["accepted"],
        severities=rows["severities"],
        extra_columns=rows.get(layout.EXTRA_COLUMNS.key, ()),
        observations=tuple(_formula_errors(fields, rows.values(), recommendations)),
        sheets=(layout.SUMMARY, layout.CHECKS, layout.PLAN_SHEET, layout.GUIDANCE, *titles, layout.LISTS_SHEET),
        summary_sheet=layout.SUMMARY,
        checks_sheet=layout.CHECKS,
        plan_sheet=layout.PLAN_SHEET,
        ratings_heading=f"{column_letters(layout.RATINGS.column('code'))}{places.bodies['ratings'].start}",
        items=tuple({fold(each.number.text): each.number.text.strip() for each in used}.values()),
        accepting=tuple(f"{rule}{row + 1}" for row in places.bodies["accepted"]),
        period_end=month_named(fields["period"].raw, fields["period"].number_format, context.report_date),
    )


def contents_of(plan: Plan, notes: Mapping[str, Mapping[str, str]], hidden: Hidden) -> Contents:
    """Return what is written into the workbook of a part; `notes` are those on its cells, by sheet and address."""
    return Contents(
        plan.fields,
        plan.scale,
        {table.key: [row.inputs for row in plan.rows(table.key)] for table in PLAN.tables},
        tuple(
            SheetContents(
                each.sheet,
                each.inputs,
                {table.key: [row.inputs for row in each.rows(table.key)] for table in RECOMMENDATION.tables},
                notes.get(each.sheet, {}),
                was_by_table(each, each.was),
            )
            for each in plan.recommendations
        ),
        plan.items,
        hidden,
        used_by(plan),
    )


# --------------------------------------------------------------------------------------------- sheets


def _titles(recommendations: Iterable[Recommendation]) -> list[str]:
    """Return the titles of a part's sheets: the master's, unless a new workbook can't have such a one."""
    taken, titles = reserved_titles(), []
    for each in recommendations:
        title = each.sheet if _is_usable(each.sheet, taken) else layout.sheet_name(each.number.text, taken)
        taken |= {title.casefold(), fold(title)}
        titles.append(title)
    return titles


def _is_usable(title: str, taken: set[str]) -> bool:
    try:
        check_sheet_name(title)
    except BadSheetName:
        return False
    return as_stored(title) == title and not {title.casefold(), fold(title)} & taken


def _placed(each: Recommendation, title: str, declared: Sheet, context: Context) -> Recommendation:
    """Return a recommendation with every input at its place on the part's sheet, which is `declared`, arranged."""
    rows = {table.key: [row.inputs for row in each.rows(table.key)] for table in RECOMMENDATION.tables}
    declared = arranged(declared, rows)
    places = places_on(declared, {key: len(inputs) for key, inputs in rows.items()})
    placed: dict[str, tuple[Row, ...]] = {table.key: () for table in RECOMMENDATION.tables}
    for table in declared.tables:
        whole, body = RECOMMENDATION.with_own(each.has).table(table.key), places.bodies[table.key]
        placed[table.key] = _rows(whole, table, rows[table.key], title, body, context)
    heading = column_letters(layout.PROGRESS.column(layout.PARAGRAPH))
    reads = {each.key: tuple(row.inputs[layout.PARAGRAPH] for row in placed[each.key]) for each in layout.PARAGRAPHS}
    return Recommendation(
        title,
        _fields(RECOMMENDATION, each.inputs, title, places.fields, context),
        progress=reads["progress"],
        indicator_rows=tuple(Indicator(row.sheet, row.row, row.inputs) for row in placed["indicators"]),
        actions=tuple(Action(row.sheet, row.row, row.inputs) for row in placed["actions"]),
        progress_heading=f"{heading}{places.bodies['progress'].start}",
        places={each.key: _place(each, places.bodies[each.key], len(placed[each.key])) for each in declared.tables},
        impact=reads["impact"],
        next_steps=reads["next_steps"],
        was=_was(each, placed),
    )


def _was(each: Recommendation, placed: Mapping[str, Sequence[Row]]) -> dict[tuple[int, str], str]:
    """Return what the sheet of the master says of the last period, by the rows of the part."""
    rows = {FIELDS: FIELDS}
    for key, here in placed.items():
        rows |= {own.row: row.row for own, row in zip(each.rows(key), here, strict=True)}
    return {(rows[row], key): text for (row, key), text in each.was.items() if row in rows}


def _place(table: Table, body: range, filled: int) -> Place:
    """Return the place of a table as it is read; `body` are its rows from 0."""
    rows = range(body.start + 1, body.stop + 1)
    return Place(
        rows,
        {column.key: table.column(column.key) for column in table.columns},
        spare=rows[filled:],
        counted=range(rows.start, rows.stop + 1),
    )


def _with_statuses(each: Recommendation, declared: Sheet, facts: Any) -> Recommendation:
    """Return a recommendation whose indicators have what is saved with the formulas of their Status cells."""
    column = column_letters(declared.table(layout.INDICATORS.key).column("status"))

    def status(row: Indicator) -> Input[str]:
        said = saved_status(row.inputs, facts)
        return Input(said, None, row.sheet, f"{column}{row.row}", said, formula=True)

    return replace(each, indicator_rows=tuple(replace(row, live_status=status(row)) for row in each.indicator_rows))


def _fields(whole: Sheet, said: Inputs, sheet: str, rows: Mapping[str, int], context: Context) -> dict[str, Input[Any]]:
    """Return the fields of a sheet; those that have no row are not on it."""
    return {
        each.key: _at(said[each.key], each, sheet, whole.value_column, rows[each.key], context)
        if each.key in rows
        else NO_INPUT
        for each in whole.fields
    }


def _rows(
    whole: Table, table: Table, rows: Sequence[Inputs], sheet: str, body: range, context: Context
) -> tuple[Row, ...]:
    """Return the rows of a table, which has the columns of `table`; no other column of `whole` is on the sheet."""
    columns = [(each, table.column(each.key)) for each in table.inputs]
    none: Inputs = {each.key: NO_INPUT for each in whole.inputs}
    return tuple(
        Row(
            sheet,
            row + 1,
            {
                **none,
                **{
                    each.key: _at(inputs.get(each.key, NO_INPUT), each, sheet, column, row, context)
                    for each, column in columns
                },
            },
        )
        for inputs, row in zip(rows, body, strict=False)
    )


def _at(read: Input[Any], declared: Field | Column, sheet: str, column: int, row: int, context: Context) -> Input[Any]:
    """Return an input as it will be read from its cell in a part; the row counts from 0."""
    cell = f"{column_letters(column)}{row + 1}"
    if read.raw is None:
        return Input(None, None, sheet, cell, number_format=GENERAL)
    stored, number_format = stored_as(read, declared.kind)
    raw = read.raw if isinstance(read.raw, datetime) and not isinstance(stored, str) else stored
    if read.cell and raw is read.raw and number_format == read.number_format:
        return replace(read, sheet=sheet, cell=cell, formula=False, standing=None)
    return read_cell(Cell(sheet, cell, raw, number_format), declared.kind, context, read.unit or "")


def _formula_errors(
    fields: Inputs, tables: Iterable[Sequence[TableRow]], recommendations: Iterable[Recommendation]
) -> Iterable[Observation]:
    """Yield what is noted about cells that hold an error as a text, in the order in which they are read."""
    inputs = [*fields.values(), *(each for rows in tables for row in rows for each in row.inputs.values())]
    for each in recommendations:
        rows = [row for table in RECOMMENDATION.tables for row in each.rows(table.key)]
        inputs += [*each.inputs.values(), *(read for row in rows for read in row.inputs.values())]
    for read in inputs:
        if read.problem is Problem.FORMULA_ERROR:
            yield seen("formula-error", Cell(read.sheet, read.cell, read.raw, read.number_format))


# --------------------------------------------------------------------------------------------- the Plan sheet


def _people(master: Plan, recommendations: Sequence[Recommendation]) -> list[Inputs]:
    """Return the names and posts by which the leads of these recommendations are read, and nothing else of anybody."""
    rows = [row for each in recommendations for key in ("indicators", "actions") for row in each.rows(key)]
    inputs = (*(each.inputs for each in recommendations), *(row.inputs for row in rows))
    named = {fold(read.text) for each in inputs for key, read in each.items() if key in _LEADS}

    def known(read: Input[Any]) -> Input[Any]:
        name = fold(read.text)
        return read if name and any(name in text for text in named) else NO_INPUT

    found = [{"name": known(row.inputs["name"]), "role": known(row.inputs["role"])} for row in master.people]
    return [{**each, "email": NO_INPUT} for each in found if any(read is not NO_INPUT for read in each.values())]


def _severities(master: Plan) -> list[Inputs]:
    """Return the changed severities that take effect; who agreed to them, and why, stays in the master."""
    found = Severities(master)
    milder = {each.rule for each in found.milder}
    rows = [
        {
            "rule": name,
            "severity": severity.value,
            **dict.fromkeys(("reason", "agreed_by"), _AS_AGREED * (name in milder)),
        }
        for name, severity in found.changed.items()
    ]
    return [{c.key: read_text(row[c.key], c.kind, Context()) for c in layout.SEVERITIES.inputs} for row in rows]


def _accepted(
    master: Plan, recommendations: Sequence[Recommendation], placed: Sequence[Recommendation]
) -> list[Inputs]:
    """Return the accepted findings about these recommendations, with their cells in the part."""
    word = master.item_word
    names: dict[str, tuple[Recommendation, Recommendation]] = {}
    for pair in zip(recommendations, placed, strict=True):
        own = pair[0]
        names |= {fold(each): pair for each in (own.sheet, layout.sheet_name(bare_number(own.number.text, word)))}
    called = {fold(row.number.text) for each in recommendations for row in each.indicator_rows if row.number.there}
    for each in recommendations:
        for action in each.actions:
            called |= names_of_action(each.number.text, action.ref.text, word) if action.ref.there else set()
    found: list[Inputs] = []
    for row in master.accepted:
        where = row.text("where").replace("$", "").strip()
        sheet, mark, cell = where.rpartition("!")
        title = fold(sheet.strip("'"))
        if mark and title in names:
            own, part = names[title]
            now = master.moved.get((title, fold(cell)), cell).upper()
            place = f"{part.sheet}!{part_cell(own, part, now)}"
            new = replace(row.inputs["where"], raw=place, value=place, text=place, number_format="@")
            found.append({**row.inputs, "where": new})
        elif fold(where) in called or any(fold(where) == name or fold(where).startswith(f"{name} ") for name in names):
            found.append(row.inputs)
    return found
