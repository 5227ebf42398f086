"""Reads a `Plan` from a workbook."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from plan_workbook import layout
from plan_workbook.errors import AnEdition, AnOutput, ARegister, NotAPlan
from plan_workbook.layout.ceilings import too_many_lines, too_many_ratings, too_many_recommendations, too_many_rows
from plan_workbook.layout.outputs import made_by_a_command
from plan_workbook.layout.own_columns import declared
from plan_workbook.package import Password, open_safely
from plan_workbook.package.addresses import column_letters
from plan_workbook.package.contents import Contents
from plan_workbook.package.errors import UNNAMED
from plan_workbook.plan.choices import Quarters
from plan_workbook.plan.copies import copies
from plan_workbook.plan.history_line import NO_HISTORY, History
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import (
    Action,
    Indicator,
    Observation,
    Plan,
    Recommendation,
    Remark,
    Row,
)
from plan_workbook.reading.book import Book
from plan_workbook.reading.cells import Context, as_text
from plan_workbook.reading.damage import damaged
from plan_workbook.reading.find import FoundSheet
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.reading.generated_cells import typed_over
from plan_workbook.reading.inputs import InputReader, filled_rows, is_spaces, live_status, missing, place_of, worked_out
from plan_workbook.reading.items import Missing, missing_items
from plan_workbook.reading.leads import posts_of
from plan_workbook.reading.left_out import remarks_of, remarks_on, unread_text
from plan_workbook.reading.merges import merged_inputs
from plan_workbook.reading.observations import (
    drawn_from,
    hidden_cells,
    hidden_sheets,
    named_cells,
    older_template,
    seen,
    template_version,
)
from plan_workbook.reading.opening import refusing_faults
from plan_workbook.reading.outside import (
    broken_panel,
    broken_statuses,
    filled_outside,
    statuses_missing,
    statuses_typed_over,
    unread_around,
    unread_blocks,
    unread_cells,
)
from plan_workbook.reading.periods import month_named
from plan_workbook.reading.reaching import (
    add_ins,
    data_connections,
    external_links,
    links_to_files,
    reaching_cells,
    reaching_out,
)
from plan_workbook.reading.records import records_of
from plan_workbook.reading.scale import read_scale
from plan_workbook.reading.sheet_kinds import GENERATED, best_plan_sheet, recognised
from plan_workbook.reading.was import said_of_last_period
from plan_workbook.reading.was import typed_over as typed_over_was
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import fold

if TYPE_CHECKING:
    from datetime import date


def read_plan(source: str | Path | bytes, name: str = "", password: Password = None) -> Plan:
    """Read the plan in a workbook.

    `source` is its path, or the bytes of a workbook that was already checked; `name` is its name for messages, and
    `password` opens it if it is encrypted.

    Raises:
        InputError: the path can't be meant: it is empty, leads to a device ...
        PackageError: the file can't be opened, or should not be.
        NotAPlan: it is a workbook, but not an improvement plan.
    """
    if isinstance(source, bytes):
        content, file = source, name
    else:
        path = given_path(source, "source")
        content, file = open_safely(path, password), name or path.name
    with refusing_faults(file):
        contents = Contents(content)
    return plan_in(contents, file)


def plan_in(contents: Contents, file: str) -> Plan:
    """Read the plan in a workbook that has been opened; `file` is its name for messages, empty if it has none.

    Raises:
        PackageError, NotAPlan: as for `read_plan`.
    """
    name = file or UNNAMED
    with refusing_faults(file):
        if contents.category in (layout.PUBLISHED_EDITION, layout.DRAFT_EDITION):
            raise AnEdition(f"{name} is a published edition: give the workbook it was made from.")
        reader = _Reader(contents, Book(contents), name)
    return reader.plan()


class _Reader:
    """Reads one workbook: the Plan sheet first, for the scale and the dates that the other sheets need."""

    def __init__(self, contents: Contents, book: Book, name: str) -> None:
        """Take what there is to say about the workbook as a whole."""
        self.name = name
        self.contents, self.book = contents, book
        self.grids = book.own
        self.items = [as_text(cell.raw) for cell in named_cells(book, layout.ITEMS_NAME, book.checks)]
        self.notes, self.moved = records_of(book)
        self.version = template_version(book)
        self.observations: list[Observation] = []
        self.remarks: list[Remark] = []
        for noted in (
            older_template(book),
            external_links(book),
            data_connections(book),
            add_ins(book),
            reaching_out(book),
            links_to_files(book),
            hidden_sheets(book),
        ):
            self.observations += noted
        self.drawn_from, self.summary_head = drawn_from(book)
        self._reaching = reaching_cells(book)

    def plan(self) -> Plan:
        """Read everything."""
        found = [(grid, recognised(grid, self.version)) for grid in self.grids]
        plan_sheet = best_plan_sheet([f for _, f in found if f and f.is_a(layout.PLAN)])
        own_columns = _own_columns(plan_sheet)
        if own_columns:
            found = [(grid, f if f is plan_sheet else recognised(grid, self.version, own_columns)) for grid, f in found]
        sheets = [f for _, f in found if f and f.is_a(layout.RECOMMENDATION)]
        own = [*sheets, *([plan_sheet] if plan_sheet else [])]
        if not own:
            raise self._no_plan()
        self._refuse_too_much(sheets, own)
        fields, tables = self._plan_sheet(plan_sheet)
        context = context_of(fields, tables["ratings"], tables["people"])
        recommendations = tuple(self._recommendation(sheet, context) for sheet in sheets)
        copied = copies(recommendations)
        self.observations += damaged([each for each in own if each.grid.title not in copied])
        item_word = fields["item_word"].text or DEFAULT_ITEM_WORD
        not_ours = [grid.title for grid, kind in found if kind is None]
        originals = [each for each in recommendations if each.sheet not in copied]
        missing_sheets = missing_items(self.items, originals, item_word, not_ours)
        ours = {self.book.summary, self.book.checks, *self.book.lists.values(), *(f.grid.title for f in own)}
        self._unexpected_sheets(ours | {each.sheet for each in missing_sheets})
        for sheet in own:
            unread = unread_cells(sheet, item_word)
            self.observations += unread_around(sheet, unread)
            self.remarks += unread_text(unread)
            self.observations += hidden_cells(sheet)
        generated = [sheet for sheet in self.book.sheets if sheet.generated]
        for each in generated:
            unread, over = filled_outside(each), typed_over(each)
            self.observations += [*unread_blocks(unread), *unread_blocks(over)]
            self.remarks += unread_text([*unread, *over])
        titles = {sheet.grid.title for sheet in own}
        noted = [*generated, *(each for each in self.book.sheets if each.title in titles)]
        self.observations += remarks_on(noted)
        self.remarks += chain.from_iterable(map(remarks_of, noted))
        ratings = plan_sheet.tables.get("ratings") if plan_sheet else None
        plan = Plan(
            name=self.name,
            fields=fields,
            scale=context.scale,
            recommendations=recommendations,
            ratings=tables["ratings"],
            people=tables["people"],
            accepted=tables["accepted"],
            severities=tables["severities"],
            extra_columns=tables["extra_columns"],
            sheets=self.book.titles,
            summary_sheet=self.book.summary,
            checks_sheet=self.book.checks,
            list_sheets=self.book.lists,
            history_sheet=self.book.history.title if self.book.history else None,
            plan_sheet=plan_sheet.grid.title if plan_sheet else layout.PLAN_SHEET,
            ratings_heading=ratings.heading_cell("code") if ratings else "",
            places={key: place_of(plan_sheet, key, {row.row for row in tables[key]}) for key in plan_sheet.tables}
            if plan_sheet
            else {},
            items=tuple(self.items),
            notes=self.notes,
            moved=self.moved,
            accepting=_accepting(plan_sheet) if plan_sheet else (),
            headings_to_add=_headings_to_add(plan_sheet) if plan_sheet else {},
            period_end=month_named(fields["period"].raw, fields["period"].number_format, context.report_date),
        )
        self._items_without_a_sheet(missing_sheets, plan)
        for sheet, recommendation in zip(sheets, recommendations, strict=True):
            over = [*statuses_typed_over(sheet, recommendation, plan), *typed_over_was(sheet)]
            self.observations += [*broken_statuses(sheet), *unread_blocks(over), *broken_panel(sheet)]
            self.remarks += unread_text(over)
            self.observations += statuses_missing(sheet, recommendation)
        if self.book.summary is None:
            self.observations.append(Observation("summary-out-of-date", None, None))
        elif self.drawn_from not in (None, fingerprint_of(plan)):
            self.observations.append(seen("summary-out-of-date", self.summary_head))
        history = self._history(plan, context)
        seen_of = tuple(each for each in self.observations if not self._reaches_out(each))
        return replace(plan, history=history, observations=seen_of, remarks=tuple(self.remarks))

    def _reaches_out(self, noted: Observation) -> bool:
        """Tell whether it only says that a cell holds a formula, of one of which it is said what it reaches for."""
        return noted.rule == "formula-in-input" and (noted.sheet, noted.cell) in self._reaching

    def _history(self, plan: Plan, context: Context) -> History:
        """Return the history of a plan, of which lines are made when they are needed.

        Raises:
            NotAPlan: it can't be read at all, or is too long.
        """
        if self.book.history is None:
            return NO_HISTORY
        # These load what matches two plans, for which a plan without a history does not wait.
        from plan_workbook.matching.history import Followed
        from plan_workbook.reading.history_sheet import read_history

        with refusing_faults(self.name):
            sheet = read_history(self.contents, self.book.history, context, plan.item_word)
            self.observations += sheet.observations()
        why = too_many_lines(self.name, len(sheet.table))
        if why:
            raise NotAPlan(why)
        table = sheet.table
        now = Followed(table.known(), plan)
        return History(
            lambda: now.lines(table.lines()),
            plan.item_word,
            table.unread(),
            lost=sheet.lacking,
            dues=lambda: table.dues() if now.is_unchanged else None,
        )

    def _refuse_too_much(self, sheets: Sequence[FoundSheet], own: Sequence[FoundSheet]) -> None:
        """Refuse a plan with too many recommendations or rows, before any is read.

        Raises:
            NotAPlan: it has; the sentence says how many, where most of them are, and how many there may be.
        """
        rows = {
            f"{table.called} on {found.grid.title}": filled_rows(found, table)
            for found in own
            for table in found.layout.tables
        }
        why = (
            too_many_recommendations(self.name, len(sheets))
            or too_many_ratings(self.name, sum(filled_rows(found, layout.RATINGS) for found in own))
            or too_many_rows(self.name, rows)
        )
        if why:
            raise NotAPlan(why)

    def _no_plan(self) -> NotAPlan:
        if {"plan", "recommendations"} <= {fold(title) for title in self.book.titles}:
            return ARegister(
                f"{self.name} is a register, not a workbook to fill in: make one by plan-workbook new OUT.xlsx --from."
            )
        if made := made_by_a_command(self.book.titles):
            output = AnOutput(f"{self.name} holds {made.what}, and no plan: name the workbook of a plan.")
            output.passed_over = f"it holds {made.what}"
            return output
        return NotAPlan(
            f"{self.name} is a workbook, but not an improvement plan (no {layout.PLAN_SHEET} sheet, no recommendation "
            "sheets): check the name, or make a plan with plan-workbook new."
        )

    def _plan_sheet(self, found: FoundSheet | None) -> tuple[dict[str, Input[Any]], dict[str, tuple[Row, ...]]]:
        if found is None:
            self.observations.append(Observation("heading-missing", None, None, None, f"{layout.PLAN_SHEET} sheet"))
            fields = {f.key: missing(f, layout.PLAN_SHEET, self.version) for f in layout.PLAN.fields}
            return fields, {table.key: () for table in layout.PLAN.tables}
        reader = InputReader(Context(), self.version)
        fields = reader.fields(found)
        tables = {table.key: reader.rows(found, table) for table in layout.PLAN.tables}
        self.observations += [*found.observations, *reader.all_observations]
        return fields, tables

    def _recommendation(self, found: FoundSheet, context: Context) -> Recommendation:
        reader = InputReader(context, self.version)
        fields = reader.fields(found)
        rows = {table.key: reader.rows(found, table) for table in found.layout.tables}
        progress = found.tables.get("progress")
        recommendation = Recommendation(
            found.grid.title,
            fields,
            progress=_paragraphs(rows["progress"]),
            indicator_rows=tuple(
                Indicator(row.sheet, row.row, row.inputs, live_status(found, row.row)) for row in rows["indicators"]
            ),
            actions=tuple(Action(row.sheet, row.row, row.inputs) for row in rows["actions"]),
            progress_heading=progress.heading_cell(layout.PARAGRAPH) if progress else "",
            places={key: place_of(found, key, {row.row for row in rows[key]}) for key in found.tables},
            panel={key: worked_out(cell) for key, cell in found.panel.items()},
            spaces=any(is_spaces(cell) for cell in found.fields.values()),
            impact=_paragraphs(rows["impact"]),
            next_steps=_paragraphs(rows["next_steps"]),
            was=said_of_last_period(found),
        )
        statements = frozenset(i.row for i in recommendation.indicator_rows if i.states_none or _is_begun(i))
        self.observations += [*found.observations, *reader.all_observations, *merged_inputs(found, statements)]
        return recommendation

    def _items_without_a_sheet(self, missing_sheets: Sequence[Missing], plan: Plan) -> None:
        sheet, cell = (plan.plan_sheet, plan.cell_to_accept) if plan.cell_to_accept else (None, None)
        self.observations += [
            Observation("sheet-missing", sheet, cell, None, each.number, each.hint) for each in missing_sheets
        ]

    def _unexpected_sheets(self, expected: set[str | None]) -> None:
        generated = (sheet.title for sheet in self.book.sheets if sheet.generated)
        for title in (*generated, *(grid.title for grid in self.grids)):
            if title not in expected and fold(title) not in GENERATED:
                self.observations.append(Observation("sheet-unexpected", title, "A1", None, title))


def _paragraphs(rows: Iterable[Row]) -> tuple[Input[str], ...]:
    return tuple(row.inputs[layout.PARAGRAPH] for row in rows)


def _is_begun(indicator: Indicator) -> bool:
    """Tell whether a row holds one thing only, about which there is a finding already."""
    return sum(each.given for each in indicator.inputs.values()) == 1


def _own_columns(plan_sheet: FoundSheet | None) -> tuple[str, ...]:
    """Return the keys of the extra columns that the Plan sheet declares."""
    place = plan_sheet.tables.get(layout.EXTRA_COLUMNS.key) if plan_sheet else None
    if plan_sheet is None or place is None:
        return ()
    table, heading = (place.columns.get(each.key) for each in layout.EXTRA_COLUMNS.columns)
    if table is None or heading is None:
        return ()
    at = plan_sheet.grid.at
    return declared((as_text(at(row, table).raw), as_text(at(row, heading).raw)) for row in place.rows).keys


def _accepting(plan_sheet: FoundSheet) -> tuple[str, ...]:
    place = plan_sheet.tables.get(layout.ACCEPTED.key)
    column = place.columns.get("rule") if place else None
    return tuple(plan_sheet.grid.at(row, column).address for row in place.rows) if place and column else ()


def _headings_to_add(plan_sheet: FoundSheet) -> dict[str, str]:
    """Return the free cells to the right of Changed severities for the headings that it may have and lacks."""
    place, grid = plan_sheet.tables.get(layout.SEVERITIES.key), plan_sheet.grid
    if place is None:
        return {}
    row, taken = place.heading_row, {*grid.columns_of(place.heading_row)}
    free = (column for column in count(max(place.columns.values()) + 1) if column not in taken)
    lacking = [column.key for column in layout.SEVERITIES.columns if column.key not in place.columns]
    return {key: f"{column_letters(column)}{row}" for key, column in zip(lacking, free, strict=False)}


def context_of(fields: Mapping[str, Input[Any]], ratings: Iterable[Row], people: Collection[Row]) -> Context:
    """Return the facts from the Plan sheet, its fields and two of its tables, that are needed to read the rest."""
    return Context(
        read_scale(row.inputs for row in ratings),
        frozenset(fold(row.text(key)) for row in people for key in ("name", "role") if row.text(key)),
        fields["quarters"].value is Quarters.CALENDAR,
        cast("date | None", fields["report_date"].value),
        posts_of((row.text("name"), row.text("role")) for row in people),
    )
