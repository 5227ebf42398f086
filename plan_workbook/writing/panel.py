"""Counts the gaps and contradictions of a recommendation's sheet at its top, and marks the cells.

A condition is written once, as arithmetic over references: with whole columns it gives a count, with the cells of one
row it decides about a mark. A cell is only marked if its line of the panel counts anything; on a closed
recommendation, only contradictions are counted and marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import (
    ACTIONS,
    INDICATORS,
    PROGRESS,
    RATING_CODES_NAME,
    RATING_COUNTS_NAME,
    RATING_LABELS_NAME,
    RECOMMENDATION,
    REPORT_DATE_NAME,
    Kind,
    Table,
)
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import SAYS_NONE, Action, Indicator, Recommendation
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import is_overdue
from plan_workbook.values.text import NO_CODE, NO_VALUE
from plan_workbook.writing.formats import DOUBTFUL, MISSING, Formats
from plan_workbook.writing.marks import column_range, mark_cells

Inputs = Mapping[str, Input[Any]]
Tables = Mapping[str, Sequence[Inputs]]
Refs = Mapping[str, str]
"""References by the key of the column or field: whole columns, or the cells of one row."""
_FIELDS = ("title", "lead", "rating")
_LONG_DASHES = ("\u2013", "\u2014")
"""Word makes these of a hyphen; `text.fold` turns them back into one."""
_MISSING_LINES = ("fields", "progress", "indicators", "actions")
_DOUBTFUL_LINES = ("late", "reversed", "contradicted")
"""The lines that the sentence adds up; actions overdue but rated on track are already counted as late."""


@dataclass(frozen=True)
class Condition:
    """A possible fault of the rows of a table."""

    line: str
    """The line of the panel that counts it."""
    table: Table
    marked: tuple[str, ...]
    """The columns whose cells are marked."""
    holds: Callable[[Refs, str], str]
    """1 or 0 for a row; the second reference is the cell in question."""
    once: bool = False
    """Whether a row counts once, however many of its cells are marked."""

    @property
    def look(self) -> Mapping[str, object]:
        """The look of the marked cells."""
        return MISSING if self.line in _MISSING_LINES else DOUBTFUL


# --------------------------------------------------------------------------------------------- the conditions


def _missing(ref: str, kind: Kind = Kind.TEXT) -> str:
    words = "|".join((*sorted(NO_CODE if kind is Kind.CODE else NO_VALUE), *_LONG_DASHES))
    return f'ISNUMBER(FIND("|"&LOWER(TRIM({ref}))&"|","|{words}|"))'


def _given(ref: str, kind: Kind = Kind.TEXT) -> str:
    return f"(1-{_missing(ref, kind)})"


def _filled(table: Table, at: Refs) -> str:
    """Return the condition that a row is filled; one with an objective alone is a heading for the rows below it."""
    return "((" + "+".join(f'({at[c.key]}<>"")' for c in table.inputs if c.key != "objective") + ")>0)"


def _is_indicator(at: Refs) -> str:
    """Return the condition that a row is filled, and does not only say that there are none."""
    says_none = "+".join(f'(LEFT({at["description"]},{len(words)})="{words}")' for words in SAYS_NONE)
    kinds = {c.key: c.kind for c in INDICATORS.columns}
    alone = "*".join(_missing(at[key], kinds[key]) for key in ("number", "lead", "target", "actual", "comment"))
    return f"{_filled(INDICATORS, at)}*(1-(({says_none})>0)*{alone})"


def _counts_as(at: Refs, meaning: str) -> str:
    rated = f"TRIM({at['rating']})"
    each = (
        f'COUNTIFS({name},{rated},{RATING_COUNTS_NAME},"{meaning}")' for name in (RATING_CODES_NAME, RATING_LABELS_NAME)
    )
    return f'({at["rating"]}<>"")*({"+".join(each)}>0)'


def _past(at: Refs) -> str:
    due = at["completion_date"]
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({due})*({due}<{REPORT_DATE_NAME})"


def _reversed(at: Refs) -> str:
    start, due = at["start_date"], at["completion_date"]
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({start})*ISNUMBER({due})*({due}<{start})"


def _contradicted(at: Refs) -> str:
    """Return the condition that a row has a date completed, but is not rated complete or the date is in the future."""
    done, complete = at["date_completed"], _counts_as(at, CountsAs.COMPLETE)
    known = _counts_as(at, "?*")
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({done})*{known}*(1-{complete}*({done}<={REPORT_DATE_NAME}))"


CONDITIONS = (
    Condition("contradicted", ACTIONS, ("date_completed", "rating"), lambda at, _: _contradicted(at), once=True),
    Condition("overdue", ACTIONS, ("rating",), lambda at, _: f"{_past(at)}*{_counts_as(at, CountsAs.ON_TRACK)}"),
    Condition(
        "late", ACTIONS, ("completion_date",), lambda at, _: f"{_past(at)}*(1-{_counts_as(at, CountsAs.COMPLETE)})"
    ),
    Condition("reversed", ACTIONS, ("start_date", "completion_date"), lambda at, _: _reversed(at), once=True),
    Condition(
        "indicators", INDICATORS, ("description", "lead"), lambda at, cell: f"{_is_indicator(at)}*{_missing(cell)}"
    ),
    Condition(
        "indicators",
        INDICATORS,
        ("actual",),
        lambda at, cell: f"{_is_indicator(at)}*{_missing(cell)}*{_given(at['target'])}*{_missing(at['comment'])}",
    ),
    Condition("actions", ACTIONS, ("ref",), lambda at, cell: f"{_filled(ACTIONS, at)}*{_missing(cell, Kind.CODE)}"),
    Condition(
        "actions",
        ACTIONS,
        ("text", "lead", "completion_date", "rating"),
        lambda at, cell: f"{_filled(ACTIONS, at)}*{_missing(cell)}",
    ),
)
"""In order of precedence for the look of a cell."""


# --------------------------------------------------------------------------------------------- the formulas


@dataclass(frozen=True)
class Places:
    """The cells that the panel's formulas refer to: those of the fields, and the rows (from 0) of the tables."""

    cells: Refs
    bodies: Mapping[str, range]

    def columns(self, table: Table) -> Refs:
        """Return the table's columns."""
        return {c.key: column_range(self.bodies[table.key], table.column(c.key) - 1) for c in table.columns}

    def first_row(self, table: Table) -> Refs:
        """Return the cells of the table's first row, which a rule for all its rows starts from."""
        row = self.bodies[table.key].start
        return {c.key: xl_rowcol_to_cell(row, table.column(c.key) - 1, col_abs=True) for c in table.columns}


def value_cell(key: str) -> str:
    """Return the cell with the value of a line of the panel."""
    line = RECOMMENDATION.line(key)
    return str(xl_rowcol_to_cell(line.row - 1, line.value_column - 1, row_abs=True, col_abs=True))


def panel_formulas(places: Places) -> dict[str, str]:
    """Return the formula of each line of the panel."""
    cells = places.cells
    status = f"TRIM({cells['status']})"
    complete = _counts_as(cells, CountsAs.COMPLETE)
    closed = f'OR({status}="Business as usual",{status}="BAU",{complete}>0)'
    fields = "+".join(_missing(cells[key]) for key in _FIELDS)
    progress = column_range(places.bodies["progress"], PROGRESS.column("paragraph") - 1)
    formulas = {
        "total": _sentence_formula(),
        "fields": f"=IF({closed},0,{fields})",
        "progress": f"=IF({closed},0,IF(SUMPRODUCT({_given(progress)})=0,1,0))",
    }
    for line in dict.fromkeys(condition.line for condition in CONDITIONS):
        terms = []
        for condition in (c for c in CONDITIONS if c.line == line):
            at = places.columns(condition.table)
            keys = condition.marked[:1] if condition.once else condition.marked
            terms += [f"SUMPRODUCT({condition.holds(at, at[key])})" for key in keys]
        count = "+".join(terms)
        formulas[line] = f"={count}" if line in _ALWAYS_SAID else f"=IF({closed},0,{count})"
    return formulas


_ALWAYS_SAID = ("reversed", "contradicted")
"""Contradictions, which are also counted on a closed recommendation."""


def _sentence_formula() -> str:
    missing, doubtful = ("+".join(map(value_cell, keys)) for keys in (_MISSING_LINES, _DOUBTFUL_LINES))
    return (
        f'=IF({missing}=0,"Nothing missing",{missing}&IF({missing}=1," cell"," cells")&" still missing")'
        f'&IF({doubtful}=0,"",", "&({doubtful})&IF({doubtful}=1," date or rating"," dates or ratings")&" to look at")'
    )


def _sentence(missing: int, doubtful: int) -> str:
    said = f"{missing} {'cell' if missing == 1 else 'cells'} still missing" if missing else "Nothing missing"
    if doubtful:
        said += f", {doubtful} {'date or rating' if doubtful == 1 else 'dates or ratings'} to look at"
    return said


# --------------------------------------------------------------------------------------------- the marks


def mark_doubtful(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark dates and ratings that are late or contradict one another. Call this before ratings are coloured."""
    _mark(worksheet, formats, places, [c for c in CONDITIONS if c.line not in _MISSING_LINES])


def mark_missing(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark the cells that the panel counts as missing."""
    fields = [places.cells[key].replace("$", "") for key in _FIELDS]
    missing = f"({value_cell('fields')}>0)*{_missing(fields[0])}"
    mark_cells(worksheet, formats, fields, missing, MISSING)
    first = xl_rowcol_to_cell(places.bodies["progress"].start, PROGRESS.column("paragraph") - 1)
    mark_cells(worksheet, formats, [first], f"{value_cell('progress')}>0", MISSING)
    _mark(worksheet, formats, places, [c for c in CONDITIONS if c.line in _MISSING_LINES])


def _mark(worksheet: Worksheet, formats: Formats, places: Places, conditions: Sequence[Condition]) -> None:
    for condition in conditions:
        at, body = places.first_row(condition.table), places.bodies[condition.table.key]
        letters = [xl_col_to_name(condition.table.column(key) - 1) for key in condition.marked]
        areas = [f"{letter}{body.start + 1}:{letter}{body.stop}" for letter in letters]
        holds = condition.holds(at, f"{letters[0]}{body.start + 1}")
        mark_cells(worksheet, formats, areas, f"({value_cell(condition.line)}>0)*{holds}>0", condition.look)


# --------------------------------------------------------------------------------------------- the values


def panel_values(fields: Inputs, tables: Tables, report_date: date | None) -> dict[str, int | str]:
    """Return the values of the panel's formulas, to be saved with them."""
    recommendation = Recommendation(
        sheet="",
        inputs=fields,
        progress=tuple(row["paragraph"] for row in tables["progress"]),
        indicator_rows=tuple(Indicator("", 0, row) for row in tables["indicators"]),
        actions=tuple(Action("", 0, row) for row in tables["actions"]),
    )
    actions = [
        each
        for each in recommendation.actions
        if any(read.typed for key, read in each.inputs.items() if key != "objective")
    ]
    missing = {
        "fields": sum(not fields[key].given for key in _FIELDS),
        "progress": int(not any(p.given for p in recommendation.progress)),
        "indicators": sum(
            (not i.description.given)
            + (not i.lead.given)
            + (i.target.given and not i.actual.given and not i.comment.given)
            for i in recommendation.indicators
        ),
        "actions": sum(
            not given
            for a in actions
            for given in (a.ref.given, a.text.given, a.lead.given, a.completion_date.given, a.rating.given)
        ),
    }
    late = {
        "late": sum(is_overdue(a, report_date) for a in actions),
        "overdue": sum(is_overdue(a, report_date) and _meaning(a) is CountsAs.ON_TRACK for a in actions),
    }
    contradictions = {
        "reversed": sum(_is_reversed(a) for a in actions) if report_date else 0,
        "contradicted": sum(_is_contradicted(a, report_date) for a in actions) if report_date else 0,
    }
    if recommendation.closed:
        missing, late = dict.fromkeys(missing, 0), dict.fromkeys(late, 0)
    counts = missing | late | contradictions
    total = _sentence(sum(counts[key] for key in _MISSING_LINES), sum(counts[key] for key in _DOUBTFUL_LINES))
    return {"total": total, **counts}


def _meaning(action: Action) -> CountsAs | None:
    return action.rating.value.counts_as if action.rating.value else None


def _is_reversed(action: Action) -> bool:
    start, due = action.start_date.value, action.completion_date.value
    return start is not None and due is not None and due < start


def _is_contradicted(action: Action, report_date: date) -> bool:
    done = action.date_completed.value
    return done is not None and _meaning(action) is not None and (not action.complete or done > report_date)
