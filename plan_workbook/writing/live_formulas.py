"""Counts as formulas over the leads' sheets, which are updated when a sheet is edited; each with its value.

A formula is stricter than the tool: it does not take ``31 March 2018`` typed as text for a date. So a count is a
formula only if that gives the same result for the current content of the sheet; otherwise it is a plain number.

Ranges are the cells that a sheet's own names cover, written as addresses: Excel keeps both up to date when rows are
inserted or a sheet is renamed, and an address still works if a name was lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED, count_actions, count_indicators, rating_of
from plan_workbook.plan.choices import CLOSED_WORDS, COMPLETE_WORDS
from plan_workbook.plan.inputs import Input, Problem
from plan_workbook.plan.model import Indicator, Place, Plan, Recommendation
from plan_workbook.plan.scale import OVER, Scale
from plan_workbook.plan.status import is_overdue, status_of
from plan_workbook.values.text import tidy, unseen
from plan_workbook.writing.literal import constant, has_wildcard, is_constant
from plan_workbook.writing.live_status import status_is_live


@dataclass(frozen=True)
class LiveFormula:
    """The content of a cell of the Summary: a formula, or None, and the value."""

    formula: str | None
    value: float | str


class LiveCounts:
    """The Summary's counts for one recommendation's sheet."""

    def __init__(self, plan: Plan, recommendation: Recommendation) -> None:
        self.plan, self.each = plan, recommendation
        self.words = words_of(plan.scale)
        self._constant = all(is_constant(word) for label, words in self.words.items() for word in (label, *words))
        self._actions = recommendation.places.get(layout.ACTIONS.key)
        self._indicators = recommendation.places.get(layout.INDICATORS.key)

    # ------------------------------------------------------------------------------------- the rating

    def rating(self) -> LiveFormula:
        """Return the label that it counts under; a text that is not a rating of the scale is returned as typed."""
        each, scale = self.each, self.plan.scale
        rating = rating_of(each, scale)
        shown = rating.label if rating else tidy(each.rating.text) or NOT_RATED
        if not (self._constant and _is_there(each.rating) and _is_there(each.status)):
            return LiveFormula(None, shown)
        typed, status = _trimmed(each.rating), _trimmed(each.status)
        closed = scale.complete is not None and status.casefold() in {word.casefold() for word in CLOSED_WORDS}
        label = scale.complete.label if closed and scale.complete else self._label(typed) or typed or NOT_RATED
        if label != shown or has_wildcard(typed):
            return LiveFormula(None, shown)
        cell, state = _cell(each.rating), _cell(each.status)
        labels = [label for label, words in self.words.items() for _ in words]
        codes = [word for words in self.words.values() for word in words]
        known = f"INDEX({_array(labels)},MATCH(TRIM({cell}),{_array(codes)},0))"
        formula = f'IFERROR({known},IF(TRIM({cell})="","{NOT_RATED}",TRIM({cell})))'
        if scale.complete:
            words = ",".join(f"TRIM({state})={constant(word)}" for word in CLOSED_WORDS)
            formula = f"IF(OR({words}),{constant(scale.complete.label)},{formula})"
        return LiveFormula(f"={formula}", shown)

    def _label(self, typed: str) -> str | None:
        wanted = typed.casefold()
        return next((label for label, words in self.words.items() if wanted in map(str.casefold, words)), None)

    # ------------------------------------------------------------------------------------- actions

    def actions(self) -> dict[str, LiveFormula]:
        """Return the number of actions by label of the scale, with those that are not rated at the end."""
        counts = count_actions(self.each.actions, self.plan.scale)
        ratings = self._range(self._actions, "rating")
        agreed = (
            self._constant
            and ratings is not None
            and all(self._is_plain_rating(action.rating) for action in self.each.actions)
        )
        if not agreed or not self._actions:
            return {label: LiveFormula(None, count) for label, count in counts.items()}
        live = {label: f"SUMPRODUCT({self._rated(ratings or '', label)})" for label in self.words}
        rated = "-".join(live.values())
        rows = _rows_filled(self.each.sheet, self._actions, layout.ACTIONS)
        formulas = {**{label: f"={formula}" for label, formula in live.items()}, NOT_RATED: f"=MAX(0,{rows}-{rated})"}
        inputs = (read for action in self.each.actions for read in action.inputs.values())
        if self._actions.passed_over or not all(map(_is_settled, inputs)):
            del formulas[NOT_RATED]
        return {label: LiveFormula(formulas.get(label), count) for label, count in counts.items()}

    def overdue(self) -> LiveFormula:
        """Return the number of overdue actions."""
        report_date = self.plan.fields["report_date"]
        count = sum(is_overdue(action, self.plan.report_date) for action in self.each.actions)
        due, ratings = self._range(self._actions, "completion_date"), self._range(self._actions, "rating")
        plain = self._constant and isinstance(report_date.raw, datetime) and _is_there(report_date)
        plain = plain and all(_is_plain_date(a.completion_date) for a in self.each.actions)
        plain = plain and all(self._is_plain_rating(a.rating) for a in self.each.actions)
        if not plain or due is None or ratings is None:
            return LiveFormula(None, count)
        over = {r.label for r in self.plan.scale.ratings if r.counts_as in OVER}
        done = "".join(f"*(1-{self._rated(ratings, label, '')})" for label in self.words if label in over)
        return LiveFormula(f"=SUMPRODUCT(ISNUMBER({due})*({due}<{_cell(report_date)}){done})", count)

    def _rated(self, ratings: str, label: str, sign: str = "--") -> str:
        return f"{sign}ISNUMBER(MATCH(TRIM({ratings}),{_array(self.words[label])},0))"

    def _is_plain_rating(self, read: Input[Any]) -> bool:
        """Tell whether a formula reads a rating as the tool does."""
        label = read.value.label if read.value else None
        typed = _trimmed(read)
        return _is_settled(read) and self._label(typed) == label and not has_wildcard(typed)

    # ------------------------------------------------------------------------------------- indicators

    def indicators(self) -> dict[str, LiveFormula]:
        """Return the number of indicators by PI status."""
        counts = count_indicators(self.each.indicators, self.plan)
        cells = self._range(self._indicators, "status")
        agreed = cells and self._indicators and not self._indicators.passed_over
        agreed = agreed and all(status_is_live(row, self.plan) for row in self.each.indicator_rows)
        return {
            status: LiveFormula(f'=COUNTIF({cells},"{status}")' if agreed else None, count)
            for status, count in counts.items()
        }

    def _range(self, place: Place | None, key: str) -> str | None:
        if place is None or key not in place.columns or not place.rows:
            return None
        return _area(self.each.sheet, place.rows, range(place.columns[key], place.columns[key] + 1))


def words_of(scale: Scale) -> dict[str, list[str]]:
    """Return the words that count under each label of a scale, as the reader understands them."""
    words: dict[str, list[str]] = {label: [] for label in scale.labels}
    for word in (*(w for r in scale.ratings for w in (r.code, r.label)), *COMPLETE_WORDS):
        meant = scale.rating_called(word) if word.strip() else None
        if meant and word.casefold() not in map(str.casefold, words[meant.label]):
            words[meant.label].append(word)
    return words


def live_status(row: Indicator, plan: Plan) -> LiveFormula:
    """Return an indicator's status, taken from its own sheet if that agrees."""
    status = status_of(row, plan).value
    return LiveFormula(f"={_cell(row.live_status)}" if status_is_live(row, plan) else None, status)


# --------------------------------------------------------------------------------------------- changes on a sheet


def check_of(plan: Plan, each: Recommendation) -> LiveFormula | None:
    """Return a number that changes with nearly every edit of a sheet, as a formula and with its current value.

    It adds up the lengths of texts, the numbers, and the days from the report date. None if a formula would read the
    sheet differently from the tool.
    """
    base = plan.fields["report_date"]
    if not isinstance(base.raw, datetime) or not _is_there(base) or each.spaces:
        return None
    fields = [read for field in layout.RECOMMENDATION.fields if (read := each.inputs[field.key]).cell]
    weights = [_weight(read, base.raw, dates=False) if _is_there(read) else None for read in fields]
    parts = [_sum_of(_cell(read)) for read in fields]
    rows: dict[str, list[Mapping[str, Input[Any]]]] = {
        table.key: [row.inputs for row in each.rows(table.key)] for table in layout.RECOMMENDATION.tables
    }
    for table in layout.RECOMMENDATION.tables:
        place = each.places.get(table.key)
        if place is None and table.only_if_used:
            continue
        if place is None or place.passed_over or place.lost or not place.rows:
            return None
        for dates in (False, True):
            declared = [column.key for column in table.inputs if (column.kind in layout.DATES) is dates]
            keys = [key for key in declared if key in place.columns]
            reads = {
                row[key].cell: row[key] for row in rows[table.key] for key in keys
            }  # an objective may be several's
            weights += [_weight(read, base.raw, dates=dates) for read in reads.values()]
            for block in _blocks(place.columns[key] for key in keys):
                cells = _area(each.sheet, place.rows, block)
                parts.append(_sum_of(cells) + (f"-COUNT({cells})*{_cell(base)}" if dates else ""))
    total = 0.0
    for weight in weights:
        if weight is None:
            return None
        total += weight
    formula = "+".join(parts)
    return LiveFormula(f"={formula}", round(total, 6)) if len(formula) < LONGEST_FORMULA else None


LONGEST_FORMULA = 8_000
"""Characters; Excel allows 8,192."""


def _sum_of(cells: str) -> str:
    return f"SUMPRODUCT(ISTEXT({cells})*LEN({cells}))+SUM({cells})"


def _weight(read: Input[Any], base: datetime, *, dates: bool) -> float | None:
    """Return the amount that an input adds to the check, or None if a formula would read it differently."""
    raw = read.raw
    if isinstance(raw, bool) or read.formula or not _is_settled(read):
        return None
    if raw is None:
        return 0.0
    if isinstance(raw, datetime):
        return (raw - base).total_seconds() / 86_400 if dates else None
    if isinstance(raw, str):
        # Excel counts a character above U+FFFF as two, LibreOffice as one, and one that nobody sees sometimes as none.
        alike = all(char <= "\uffff" and char != "\r" for char in raw) and "_x" not in raw and not unseen(raw)
        return float(len(raw)) if alike else None
    return None if dates else float(raw)


# --------------------------------------------------------------------------------------------- addresses and words


def _cell(read: Input[Any]) -> str:
    letters = read.cell.rstrip("0123456789")
    return f"{quote_sheetname(read.sheet)}!${letters}${read.cell[len(letters) :]}"


def _area(sheet: str, rows: range, columns: range) -> str:
    first, last = xl_col_to_name(columns.start - 1), xl_col_to_name(columns.stop - 2)
    return f"{quote_sheetname(sheet)}!${first}${rows.start}:${last}${rows.stop - 1}"


def _blocks(columns: Iterable[int]) -> list[range]:
    """Return columns as ranges of neighbours."""
    blocks: list[range] = []
    for column in sorted(columns):
        if blocks and blocks[-1].stop == column:
            blocks[-1] = range(blocks[-1].start, column + 1)
        else:
            blocks.append(range(column, column + 1))
    return blocks


def _rows_filled(sheet: str, place: Place, table: layout.Table) -> str:
    """Return the formula for the number of a table's rows that have any content."""
    columns = (place.columns[column.key] for column in table.inputs if column.key in place.columns)
    filled = [
        f"MMULT(--(LEN(TRIM({_area(sheet, place.rows, block)}))>0),{{{';'.join('1' * len(block))}}})"
        for block in _blocks(columns)
    ]
    return f"SUMPRODUCT(--(({'+'.join(filled)})>0))"


def _array(words: Iterable[str]) -> str:
    return "{" + ",".join(map(constant, words)) + "}"


def _trimmed(read: Input[Any]) -> str:
    """Return a cell's text as TRIM leaves it."""
    return " ".join(part for part in read.text.split(" ") if part)


def _is_there(read: Input[Any]) -> bool:
    return read.problem is not Problem.ABSENT and _is_settled(read)


def _is_settled(read: Input[Any]) -> bool:
    """Tell whether the content of the cell is known: neither an error nor a formula without a saved value."""
    return read.problem is not Problem.FORMULA_ERROR and not (read.formula and read.raw is None)


def _is_plain_date(read: Input[Any]) -> bool:
    """Tell whether a formula reads a date as the tool does, or both read none."""
    if not _is_settled(read):
        return False
    as_formula = read.raw.date() if isinstance(read.raw, datetime) else None
    is_number = isinstance(read.raw, int | float)
    value: date | None = read.value
    return as_formula == value and not is_number
