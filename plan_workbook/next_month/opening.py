"""What is typed into the master to open the next month. Pure functions of what was read.

``layout/next_month.py`` declares what becomes of each input; this does it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from dateutil.relativedelta import relativedelta

from plan_workbook import layout
from plan_workbook.collecting.typing_in import typed_as, unit_of
from plan_workbook.layout.next_month import NEXT_MONTH, Becomes
from plan_workbook.next_month.last_period import cells_of_last_period
from plan_workbook.next_month.panels import Formulas, panel_that_reaches, table_in_place
from plan_workbook.package.addresses import place_of
from plan_workbook.package.typed_values import Formula, Typed
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.model import Indicator, Plan, Row
from plan_workbook.plan.uses import uses
from plan_workbook.plan.was import said_by
from plan_workbook.reading.dates import month_end
from plan_workbook.reading.periods import months_of
from plan_workbook.reading.workbook import context_of
from plan_workbook.register.same import has_no_result
from plan_workbook.writing.status_formula import status_formula


class Opening(NamedTuple):
    """What a coordinator says about the month that is opened."""

    period: str
    report_date: date
    data_as_at: date | None = None
    clear_progress: bool = False
    clear_comments: bool = False


class Left(NamedTuple):
    """An input that stays as it is although it is one of those that are moved or cleared, and why."""

    sheet: str
    cell: str
    why: str


class NextMonth(NamedTuple):
    """What the next month begins with."""

    cells: Mapping[str, Mapping[str, Typed]]
    """What is typed into the workbook, by sheet and address."""
    staying: tuple[Indicator, ...]
    """Indicators whose figure stays, because it is of a longer period and the next one has not ended."""
    closed: tuple[Indicator, ...]
    """Indicators of closed recommendations whose figure was moved: nobody is asked for a new one."""
    old_targets: tuple[Indicator, ...]
    """Indicators as they were, whose target for the period that has ended was cleared."""
    left: tuple[Left, ...]
    lapsed: tuple[Row, ...]
    """Accepted findings that are not accepted any more by the new report date."""


def next_month(plan: Plan, opening: Opening, panels: Mapping[str, Formulas] = MappingProxyType({})) -> NextMonth:
    """Return what opens the next month of a plan; `panels` are the formulas saved in its panels, by sheet."""
    return _Next(plan, opening, panels).result()


class _Next:
    def __init__(self, plan: Plan, opening: Opening, panels: Mapping[str, Formulas]) -> None:
        self.plan, self.opening, self.panels = plan, opening, panels
        self.cells: dict[str, dict[str, Typed]] = {}
        self.left: list[Left] = []
        self.staying: list[Indicator] = []
        self.closed: list[Indicator] = []
        self.old_targets: list[Indicator] = []
        self.context = context_of(plan.fields, plan.ratings, plan.people)

    def result(self) -> NextMonth:
        self._fields()
        used = uses(self.plan.indicators, self.plan.scale)
        for each in self.plan.recommendations:
            for key, becomes in NEXT_MONTH[layout.RECOMMENDATION.title].items():
                self._put_down(each.inputs[key], becomes)
            for table in layout.PARAGRAPHS:
                for paragraph in each.paragraphs(table.key):
                    self._put_down(paragraph, NEXT_MONTH[table.key][layout.PARAGRAPH])
            declared = layout.INDICATORS.using(each.has | used)
            in_place = table_in_place(each, declared)
            for indicator in each.indicator_rows:
                self._indicator(indicator, in_place, closed=each.closed)
            panel = panel_that_reaches(each, self.panels.get(each.sheet, {}), used)
            if panel:
                self.cells.setdefault(each.sheet, {}).update(panel)
        said = {each.sheet: said_by(each) for each in self.plan.recommendations}
        for sheet, texts in cells_of_last_period(self.plan, said).items():
            self.cells.setdefault(sheet, {}).update(texts)
        untils = ((row, row.inputs["until"].value) for row in self.plan.accepted)
        lapsed = [row for row, until in untils if isinstance(until, date) and until < self.opening.report_date]
        return NextMonth(
            self.cells,
            tuple(self.staying),
            tuple(self.closed),
            tuple(self.old_targets),
            tuple(self.left),
            tuple(lapsed),
        )

    # ----------------------------------------------------------------------------------------- the Plan sheet

    def _fields(self) -> None:
        given: Mapping[str, Typed] = self.opening._asdict()
        for key, becomes in NEXT_MONTH[layout.PLAN.title].items():
            read = self.plan.fields[key]
            if becomes is Becomes.GIVEN:
                self._type(read, given[key])
            elif becomes is Becomes.COUNTED:
                self._type(read, _one_more(read))
            elif becomes is Becomes.OLD_PERIOD:
                field = next(each for each in layout.PLAN.fields if each.key == key)
                old = self.plan.fields["period"]
                if old.typed:
                    self._type(read, typed_as(old, field.kind, read, self.context))
            else:
                self._put_down(read, becomes)

    # ----------------------------------------------------------------------------------------- indicators

    def _indicator(self, row: Indicator, in_place: layout.Table | None, *, closed: bool) -> None:
        """Type what becomes of a row; `in_place` is its table if its columns are where formulas look for them."""
        stays = row.actual.given and self._stays(row)
        if stays:
            self.staying.append(row)
        elif closed and row.actual.value is not None and not self._can_not_move(row):
            self.closed.append(row)
        for key, becomes in NEXT_MONTH[layout.INDICATORS.key].items():
            if becomes in (Becomes.OLD_ACTUAL, Becomes.OF_THE_FIGURE) and (stays or self._can_not_move(row)):
                continue
            if key == "target_now" and row.target_now.given:
                self.old_targets.append(row)
            if becomes is Becomes.OLD_ACTUAL and row.actual.given:
                column = next(each for each in layout.INDICATORS.inputs if each.key == key)
                moved = typed_as(row.actual, column.kind, row.inputs[key], self.context, unit_of(row.inputs))
                self._type(row.inputs[key], moved)
            else:
                self._put_down(row.inputs[key], becomes)
        if in_place and row.live_status.raw is None and not row.live_status.formula:  # it was pasted or inserted
            number = place_of(row.live_status.cell)[0][0]
            self._type(row.live_status, Formula(status_formula(number - 1, in_place).removeprefix("="), ""))
        if self._can_not_move(row):
            why = _NOT_CALCULATED if has_no_result(row.actual) else _NO_PREVIOUS
            self.left.append(Left(row.actual.sheet, row.actual.cell, why))

    def _stays(self, row: Indicator) -> bool:
        """Tell whether an indicator's figure is of a longer period than a month, and the next one has not ended."""
        ended, months = row.period.value, months_of(row.period.raw)
        if ended is None or months == 1:
            return False
        return month_end(ended + relativedelta(months=months)) > self.opening.report_date

    def _can_not_move(self, row: Indicator) -> bool:
        """Tell whether an actual would be lost: nobody has calculated it, or there is no column for what it was."""
        return has_no_result(row.actual) or (row.actual.given and not row.previous.cell)

    # ----------------------------------------------------------------------------------------- cells

    def _put_down(self, read: Input[Any], becomes: Becomes) -> None:
        """Clear an input if that is what becomes of it."""
        asked = {Becomes.TEXT: self.opening.clear_progress, Becomes.COMMENT: self.opening.clear_comments}
        if asked.get(becomes, becomes in (Becomes.CLEARED, Becomes.OF_THE_FIGURE)):
            self._type(read, None)

    def _type(self, read: Input[Any], value: Typed) -> None:
        if read.cell and read.problem is not Problem.ABSENT:
            self.cells.setdefault(read.sheet, {})[read.cell] = value


_NOT_CALCULATED = "it holds a formula that nobody has calculated, so there is no figure to move"
_NO_PREVIOUS = "the sheet has no column for the previous figure, so it was not moved"


def _one_more(read: Input[Any]) -> Typed:
    """Return a whole number and one; anything else as it is."""
    raw = read.raw
    if isinstance(raw, int | float) and not isinstance(raw, bool) and raw == int(raw):
        return int(raw) + 1
    if isinstance(raw, str) and raw.strip().isdecimal():
        return str(int(raw) + 1)
    return raw
