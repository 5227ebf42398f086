"""From a workbook's bytes to a `Plan`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from openpyxl.utils.cell import coordinate_to_tuple

from plan_workbook import layout
from plan_workbook.errors import AnEdition, NotAPlan
from plan_workbook.layout import Kind, Table
from plan_workbook.package import Password, open_safely
from plan_workbook.package.sheet_facts import SheetFacts, WorkbookFacts, workbook_facts
from plan_workbook.plan.model import (
    DEFAULT_ITEM_WORD,
    NO_STATUS,
    Action,
    Indicator,
    Input,
    Observation,
    Place,
    Plan,
    Problem,
    Quarters,
    Recommendation,
    Row,
)
from plan_workbook.plan.status import status_of
from plan_workbook.reading.cells import Cell, Context, absent, as_text, read_cell
from plan_workbook.reading.filled import MOST_CELLS
from plan_workbook.reading.find import FoundSheet, FoundTable, find
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.reading.grid import Area, Grid, area_of, read_grid
from plan_workbook.reading.observations import (
    drawn_from,
    external_link,
    hidden_cells,
    hidden_sheets,
    named_cells,
    older_template,
)
from plan_workbook.reading.opening import opened
from plan_workbook.reading.scale import read_scale
from plan_workbook.values.text import fold, says_no_value

if TYPE_CHECKING:
    from datetime import date

    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_GENERATED = {fold(name) for name in (layout.SUMMARY, layout.CHECKS, layout.GUIDANCE)}
_ENOUGH_NAMES = 4
"""The layout's defined names that a sheet must have to count as the plan's own whatever stands on it."""


def read_plan(source: Path | bytes, name: str = "", password: Password = None) -> Plan:
    """Read the plan in a workbook.

    `source` is its path, or the bytes of a workbook that was checked before; `name` is what messages call it, and
    `password` opens it where it is encrypted.

    Raises:
        PackageError: the file can't be opened, or should not be.
        NotAPlan: it is a workbook, but no improvement plan.
    """
    content = source if isinstance(source, bytes) else open_safely(source, password)
    name = name or (source.name if isinstance(source, Path) else "the workbook")
    with opened(content, name) as workbook:
        reader = _Reader(workbook, workbook_facts(content), name)
    return reader.plan()


class _Reader:
    """Reads one workbook: the Plan sheet first, for the scale and the dates that the other sheets need."""

    def __init__(self, workbook: Workbook, facts: WorkbookFacts, name: str) -> None:
        """Take from the open workbook all that is needed; it may be closed afterwards."""
        self.name = name
        if workbook.properties.category in (layout.PUBLISHED_EDITION, layout.DRAFT_EDITION):
            raise AnEdition(f"{name} is an edition that was published: name the workbook it was made from.")
        self.observations: list[Observation] = []
        self.sheets = tuple(workbook.sheetnames)
        self.summary = _summary_title(workbook)
        self.checks = _checks_title(workbook)
        self.items = named_cells(workbook, layout.ITEMS_NAME)
        self.facts = facts
        self.generated = [sheet.title for sheet in workbook.worksheets if self._is_generated(sheet)]
        self.grids: list[Grid] = []
        self.beside: list[Cell] = []
        left = MOST_CELLS
        for sheet in workbook.worksheets:
            about = facts.sheets.get(sheet.title, SheetFacts())
            if sheet.title in self.generated:
                places = _filled_beside(sheet, about)
                cells = read_grid(sheet, about, left).cells if places else {}
                left -= len(cells)
                self.beside += [cells[place] for place in places if place in cells and not cells[place].blank]
            elif fold(sheet.title) != fold(layout.LISTS_SHEET):
                self.grids.append(read_grid(sheet, about, left))
                left -= self.grids[-1].written
        about_workbook = older_template(workbook), external_link(workbook, facts), hidden_sheets(workbook, self.grids)
        self.observations += [seen for each in about_workbook for seen in each]
        self.drawn_from, self.summary_head = drawn_from(workbook, self.summary)
        self.context = Context()

    def plan(self) -> Plan:
        """Read everything."""
        found = [(grid, self._recognise(grid)) for grid in self.grids]
        plan_sheet = self._best_plan_sheet([f for _, f in found if f and f.layout is layout.PLAN])
        sheets = [f for _, f in found if f and f.layout is layout.RECOMMENDATION]
        expected = {
            self.summary,
            self.checks,
            *(f.grid.title for f in sheets),
            *([plan_sheet.grid.title] if plan_sheet else []),
        }
        unexpected = [title for title in (*self.generated, *(grid.title for grid, _ in found)) if title not in expected]
        unexpected = [title for title in unexpected if fold(title) not in _GENERATED]
        if plan_sheet is None and not sheets:
            raise NotAPlan(self._why_no_plan())
        fields, tables = self._plan_sheet(plan_sheet)
        scale = read_scale(row.inputs for row in tables["ratings"])
        people = frozenset(fold(row.text(key)) for row in tables["people"] for key in ("name", "role") if row.text(key))
        names = frozenset(fold(row.text("name")) for row in tables["people"] if row.text("name"))
        report_date = cast("date | None", fields["report_date"].value)
        calendar = fields["quarters"].value is Quarters.CALENDAR
        self.context = Context(scale, names | people, calendar, report_date)
        recommendations = tuple(self._recommendation(sheet) for sheet in sheets)
        self._sheets(recommendations, unexpected)
        item_word = fields["item_word"].text or DEFAULT_ITEM_WORD
        for sheet in [*sheets, *([plan_sheet] if plan_sheet else [])]:
            self._unread(sheet, item_word)
            self.observations += hidden_cells(sheet, self.facts.sheets.get(sheet.grid.title, SheetFacts()))
        for cell in self.beside:
            self._observe("content-outside-table", cell)
        ratings = plan_sheet.tables.get("ratings") if plan_sheet else None
        plan = Plan(
            name=self.name,
            fields=fields,
            scale=scale,
            recommendations=recommendations,
            ratings=tables["ratings"],
            people=tables["people"],
            accepted=tables["accepted"],
            severities=tables["severities"],
            sheets=self.sheets,
            summary_sheet=self.summary,
            checks_sheet=self.checks,
            plan_sheet=plan_sheet.grid.title if plan_sheet else layout.PLAN_SHEET,
            ratings_heading=ratings.heading_cell("code") if ratings else "",
        )
        for sheet, recommendation in zip(sheets, recommendations, strict=True):
            self._statuses_typed_over(sheet, recommendation, plan)
        if self.drawn_from not in (None, fingerprint_of(plan)):
            self._observe("summary-out-of-date", self.summary_head)
        return replace(plan, observations=tuple(self.observations))

    # ------------------------------------------------------------------------------------- sheets

    def _why_no_plan(self) -> str:
        if {"plan", "recommendations"} <= {fold(title) for title in self.sheets}:
            return f"{self.name} is a register, not a workbook to fill in: plan-workbook new OUT.xlsx --from makes one."
        return (
            f"{self.name} is a workbook, but not an improvement plan (no {layout.PLAN_SHEET} sheet, no recommendation "
            "sheets): check the name, or make a plan with plan-workbook new."
        )

    def _is_generated(self, sheet: Worksheet) -> bool:
        """Tell whether the tool wrote the sheet: the Summary, the Guidance, or a copy of one under another name."""
        title = sheet.title
        return (
            title in (self.summary, self.checks)
            or fold(title) in _GENERATED
            or layout.GENERATED_AREA_NAME in sheet.defined_names
        )

    def _recognise(self, grid: Grid) -> FoundSheet | None:
        """Return what was found of a plan or recommendation sheet, or None where the sheet is neither."""
        kinds = sorted((layout.RECOMMENDATION, layout.PLAN), key=lambda kind: -_names_of(kind, grid))
        for kind in kinds:
            grid.used.clear()
            found = find(grid, kind)
            if _names_of(kind, grid) >= _ENOUGH_NAMES or _is_whole(found):
                return found
        return None

    def _best_plan_sheet(self, found: list[FoundSheet]) -> FoundSheet | None:
        """Return the plan's own sheet: of several (somebody kept a copy), the one called Plan, or else the first."""
        return next((f for f in found if fold(f.grid.title) == fold(layout.PLAN_SHEET)), found[0] if found else None)

    def _plan_sheet(self, found: FoundSheet | None) -> tuple[dict[str, Input[object]], dict[str, tuple[Row, ...]]]:
        if found is None:
            self.observations.append(Observation("heading-missing", None, None, None, f"{layout.PLAN_SHEET} sheet"))
            fields = {f.key: absent(layout.PLAN_SHEET, "A1") for f in layout.PLAN.fields}
            return fields, {table.key: () for table in layout.PLAN.tables}
        self.observations += found.observations
        fields = self._fields(found, layout.PLAN.fields)
        return fields, {table.key: self._rows(found, table) for table in layout.PLAN.tables}

    def _fields(self, found: FoundSheet, fields: tuple[layout.Field, ...]) -> dict[str, Input[object]]:
        return {
            f.key: self._input(found.fields[f.key], f.kind) if f.key in found.fields else absent(found.grid.title, "A1")
            for f in fields
        }

    def _input(self, cell: Cell, kind: Kind, unit: str = "") -> Input[object]:
        """Read one input, and note what is wrong with the cell itself."""
        read = read_cell(cell, kind, self.context, unit)
        if read.problem is Problem.FORMULA_ERROR:
            self._observe("formula-error", cell)
        elif cell.formula:
            self._observe("formula-in-input", cell)
        return read

    def _observe(self, rule: str, cell: Cell) -> None:
        self.observations.append(
            Observation(rule, cell.sheet, cell.address, cell.raw, as_text(cell.raw, cell.number_format))
        )

    def _rows(self, found: FoundSheet, table: Table) -> tuple[Row, ...]:
        """Read the rows of a table in which anything stands."""
        place = found.tables.get(table.key)
        if place is None:
            return ()
        merged = _merged_objectives(place, found.grid)
        rows = (self._row(found.grid, place, table, number, merged) for number in place.rows)
        return tuple(row for row in rows if row)

    def _row(
        self, grid: Grid, place: FoundTable, table: Table, number: int, merged: list[tuple[int, int]]
    ) -> Row | None:
        columns = place.columns
        cells = {c.key: grid.at(number, columns[c.key]) for c in table.inputs if c.key in columns}
        if not any(cell.formula or cell.error or not _says_nothing(cell) for cell in cells.values()):
            return None
        over = bisect_left(merged, (number, 0)) - 1
        if over >= 0 and number <= merged[over][1]:
            cells["objective"] = grid.at(merged[over][0], columns["objective"])
        unit = _unit_of(cells)
        inputs = {
            c.key: self._input(cells[c.key], c.kind, unit)
            if c.key in cells
            else absent(grid.title, place.heading_cell(c.key))
            for c in table.inputs
        }
        return Row(grid.title, number, inputs)

    def _recommendation(self, found: FoundSheet) -> Recommendation:
        self.observations += found.observations
        fields = self._fields(found, layout.RECOMMENDATION.fields)
        rows = {table.key: self._rows(found, table) for table in layout.RECOMMENDATION.tables}
        title, progress = found.grid.title, found.tables.get("progress")
        parts = {
            "progress": tuple(row.inputs["paragraph"] for row in rows["progress"]),
            "indicator_rows": tuple(
                Indicator(row.sheet, row.row, **row.inputs, live_status=_live_status(found, row.row))  # type: ignore[arg-type]
                for row in rows["indicators"]
            ),
            "actions": tuple(
                Action(row.sheet, row.row, **row.inputs)  # type: ignore[arg-type]
                for row in rows["actions"]
            ),
            "progress_heading": progress.heading_cell("paragraph") if progress else "",
            "places": {key: _place(found, key, {row.row for row in rows[key]}) for key in found.tables},
            "spaces": any(_is_spaces(cell) for cell in found.fields.values()),
        }
        recommendation = Recommendation(title, **fields, **parts)  # type: ignore[arg-type]
        self._merged(found, frozenset(i.row for i in recommendation.indicator_rows if i.states_none))
        return recommendation

    # ------------------------------------------------------------------------------------- the workbook itself

    def _sheets(self, recommendations: tuple[Recommendation, ...], unexpected: list[str]) -> None:
        """Note recommendations without a sheet, and sheets that are no part of the plan."""
        numbers = Counter(fold(r.number.text) for r in recommendations)
        surplus = sum(count - 1 for number, count in numbers.items() if number)
        missing = [cell for cell in self.items if fold(as_text(cell.raw)) not in numbers]
        if len(missing) > surplus:
            blank = [r.sheet for r in recommendations if not r.number.given]
            for cell in missing:
                self.observations.append(
                    Observation(
                        "sheet-missing", cell.sheet, cell.address, cell.raw, as_text(cell.raw), ", ".join(blank)
                    )
                )
        for title in unexpected:
            self.observations.append(Observation("sheet-unexpected", title, "A1", None, title))

    def _merged(self, found: FoundSheet, statements: frozenset[int]) -> None:
        """Note merged cells that cover inputs: Excel keeps only the first cell's content.

        An objective merged over its actions is read for each of them, and a row that only says there are no
        indicators has nothing to lose.
        """
        grid = found.grid
        inputs = grid.unlocked | {
            (row, column) for table in found.tables.values() for row in table.rows for column in table.columns.values()
        }
        rows: dict[int, list[int]] = {}  # by column: of thousands of merged ranges, each is looked up
        for row, column in sorted(inputs):
            rows.setdefault(column, []).append(row)
        for area in dict.fromkeys(grid.merged):
            if _is_harmless(area, found, statements):
                continue
            covered = sum(
                bisect_right(filled, area.bottom) - bisect_left(filled, area.top)
                for column, filled in rows.items()
                if area.left <= column <= area.right
            )
            if covered > 1:
                cell = grid.at(area.top, area.left)
                self._observe("merged-inputs", cell)

    def _statuses_typed_over(self, found: FoundSheet, recommendation: Recommendation, plan: Plan) -> None:
        """Note what stands in the Status column in place of its formula, unless it says what the formula would."""
        place = recommendation.places.get("indicators")
        if place is None or "status" not in place.columns:
            return
        judged = {i.row: fold(status_of(i, plan).value) for i in recommendation.indicators}
        for row in place.rows:
            cell = found.grid.at(row, place.columns["status"])
            if not (cell.formula or cell.blank) and fold(as_text(cell.raw)) != judged.get(row):
                self._observe("content-outside-table", cell)

    def _unread(self, found: FoundSheet, item_word: str) -> None:
        """Note what stands where nothing is read. The heading over a recommendation is the template's own."""
        number = found.fields.get("number")
        heading = fold(f"{item_word} {as_text(number.raw)}") if number else ""
        for cell in found.grid.unread():
            text = as_text(cell.raw, cell.number_format)
            if not cell.blank and fold(text) != heading and not says_no_value(text):
                self._observe("content-outside-table", cell)


def _place(found: FoundSheet, key: str, read: set[int]) -> Place:
    """Return where a table stands, given the rows that were read."""
    grid, table = found.grid, found.tables[key]
    inputs = [column for key, column in table.columns.items() if key != "status"]
    filled = [(row, column) for row in table.rows for column in inputs if (row, column) in grid.cells]
    passed_over = any(row not in read or _is_spaces(grid.cells[row, column]) for row, column in filled)
    return Place(table.rows, dict(table.columns), passed_over)


def _is_spaces(cell: Cell) -> bool:
    return cell.blank and cell.raw is not None


def _live_status(found: FoundSheet, row: int) -> Input[str]:
    """Return the sheet's own Status cell of an indicator; it is worked out there, and nothing is read from it."""
    column = found.tables["indicators"].columns.get("status")
    if column is None:
        return NO_STATUS
    cell = found.grid.at(row, column)
    return Input(cell.raw, None, cell.sheet, cell.address, as_text(cell.raw), formula=cell.formula)


def _filled_beside(sheet: Worksheet, facts: SheetFacts) -> list[tuple[int, int]]:
    """Return where something stands on a generated sheet outside the cells the tool wrote, mostly nowhere."""
    name = sheet.defined_names.get(layout.GENERATED_AREA_NAME)
    area = area_of(name.attr_text or "") if name else None
    return sorted(place for place in map(coordinate_to_tuple, facts.filled) if area and not area.holds(*place))


def _is_whole(found: FoundSheet) -> bool:
    """Tell whether enough of a sheet was found by its words alone: the fields that matter, and a table of it."""
    if found.layout is layout.PLAN:
        return {"title", "report_date"} <= found.fields.keys() and "ratings" in found.tables
    return "number" in found.fields and bool({"indicators", "actions"} & found.tables.keys())


def _names_of(kind: layout.Sheet, grid: Grid) -> int:
    """Return how many of the names of that kind of sheet the sheet has."""
    names = {*(f.name for f in kind.fields), *(t.name for t in kind.tables)}
    return len(names & grid.names.keys())


def _named_title(workbook: Workbook, name: str) -> str | None:
    """Return the title of the sheet that a name of the whole workbook points at."""
    found = workbook.defined_names.get(name)
    return next((str(t) for t, _ in (found.destinations if found else ()) if t in workbook.sheetnames), None)


def _checks_title(workbook: Workbook) -> str | None:
    """Return the title of the generated Checks, however it is called now."""
    by_title = next((str(title) for title in workbook.sheetnames if fold(title) == fold(layout.CHECKS)), None)
    return _named_title(workbook, layout.CHECKS_NAME) or by_title


def _summary_title(workbook: Workbook) -> str | None:
    """Return the title of the generated Summary, however it is called now."""
    title = _named_title(workbook, layout.SUMMARY_NAME)
    if title is not None:
        return title
    titles, checks = workbook.sheetnames, _checks_title(workbook)
    marked = [s.title for s in workbook.worksheets if layout.GENERATED_AREA_NAME in s.defined_names]
    named = [title for title in titles if fold(title) == fold(layout.SUMMARY)]
    others = (layout.GUIDANCE, layout.CHECKS, checks or "")
    return next((t for t in (*named, *marked) if fold(t) not in map(fold, others)), None)


def _merged_objectives(place: FoundTable, grid: Grid) -> list[tuple[int, int]]:
    """Return the first and last rows of the merges within a table's Objective column, from the top down."""
    column = place.columns.get("objective")
    return sorted(
        (area.top, area.bottom) for area in dict.fromkeys(grid.merged) if _is_objective(area, place.rows, column)
    )


def _is_objective(area: Area, rows: range, column: int | None) -> bool:
    return area.left == area.right == column and area.top in rows and area.bottom in rows


def _is_harmless(area: Area, found: FoundSheet, statements: frozenset[int]) -> bool:
    """Tell whether a merge loses nothing: of an objective over its actions, or across a row that only says none."""
    if area.top == area.bottom and area.top in statements:
        return True
    place = found.tables.get(layout.ACTIONS.key)
    return place is not None and _is_objective(area, place.rows, place.columns.get("objective"))


def _says_nothing(cell: Cell) -> bool:
    return cell.blank or says_no_value(as_text(cell.raw, cell.number_format))


def _unit_of(cells: dict[str, Cell]) -> str:
    """Return the unit the row's numbers are in: of its Unit cell, or % where one of its values shows that."""
    unit = as_text(cells["unit"].raw) if "unit" in cells else ""
    if unit.strip() and not says_no_value(unit):
        return unit
    values = (cells[key] for key in ("target", "actual", "previous") if key in cells)
    shows_percent = any(as_text(cell.raw, cell.number_format).rstrip().endswith("%") for cell in values)
    return "%" if shows_percent else ""
