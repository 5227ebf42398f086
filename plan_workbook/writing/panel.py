"""Counts the gaps and contradictions of a recommendation's sheet at its top, and marks the cells.

A condition is written once, as arithmetic over references: with whole columns it gives a count, with the cells of one
row it decides about a mark. A cell is only marked if its line of the panel counts anything; on a closed
recommendation, only contradictions are counted and marked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name, xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from plan_workbook.layout import (
    ACTIONS,
    ERRORS_NAME,
    INDICATORS,
    MARKED_NAME,
    PARAGRAPH,
    PROGRESS,
    RATING_CODES_NAME,
    RATING_COUNTS_NAME,
    RATING_LABELS_NAME,
    RECOMMENDATION,
    REPORT_DATE_NAME,
    Kind,
    Sheet,
    Table,
)
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import VALUES, Action, Indicator, Recommendation, TableRow
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import is_overdue
from plan_workbook.values.text import NO_CODE, NO_VALUE, counted
from plan_workbook.writing.formats import DOUBTFUL, IN_DOUBT, MISSING, Formats
from plan_workbook.writing.inputs import stays_text
from plan_workbook.writing.marks import column_range, give_look, mark_cells

Inputs = Mapping[str, Input[Any]]
Tables = Mapping[str, Sequence[Inputs]]
Refs = Mapping[str, str]
"""References by the key of the column or field: whole columns, or the cells of one row."""
Mark = tuple[Sequence[str], str, Mapping[str, object]]
"""The areas that get a look, on what condition, and the look."""
_LAYOUTS = 100
"""Layouts of a sheet whose formulas are remembered: they are long, and most sheets of a plan have one of a few."""
RATING = "rating"
_FIELDS = ("title", "lead", RATING)
_LONG_DASHES = ("\u2013", "\u2014")
"""Word makes these of a hyphen; `text.fold` turns them back into one."""
_SPACE = "\u00a0"
"""A space from a web page or from Word, which TRIM leaves."""
_CLOSED = ("business as usual", "bau")
"""The words of a status that close a recommendation, as the reader understands them."""
_COMPLETE = ("completed", *_CLOSED)
"""The words that mean the first complete rating, unless they are of the plan's own scale."""
_MISSING_LINES = ("fields", "progress", "indicators", "actions")
_SENTENCE_LINES = (_MISSING_LINES, ("late",), ("reversed", "contradicted"), ("text",))
"""The lines that the sentence adds up; actions overdue but rated on track are already counted as late."""
_FIGURES = tuple(column.key for column in INDICATORS.inputs if column.key in VALUES or column.key == "tolerance")
_POUND = "\u00a3"
_DATES = ("start_date", "completion_date", "original_completion_date", "date_completed")


@dataclass(frozen=True)
class Condition:
    """A possible fault of the rows of a table."""

    line: str
    """The line of the panel that counts it."""
    table: Table
    marked: tuple[str, ...]
    """The columns whose cells are marked, if they are on the sheet."""
    holds: Callable[[Refs, str], str]
    """1 or 0 for a row; the second reference is the cell in question. An error value in a cell is content like any
    other, and never makes this an error."""
    once: bool = False
    """Whether a row counts once, however many of its cells are marked."""
    rows: Callable[[Refs], str] | None = None
    """1 or 0 for a row: whether it is looked at at all."""

    def at_cell(self, at: Refs, cell: str) -> str:
        """Return the whole condition for a cell."""
        return f"{self.rows(at)}*{self.holds(at, cell)}" if self.rows else self.holds(at, cell)

    @property
    def look(self) -> Mapping[str, object]:
        """The look of the marked cells."""
        return MISSING if self.line in _MISSING_LINES else DOUBTFUL


# --------------------------------------------------------------------------------------------- the conditions


def _folded(ref: str) -> str:
    return f'LOWER(TRIM(SUBSTITUTE({ref},"{_SPACE}"," ")))'


def _is_one_of(ref: str, words: Iterable[str]) -> str:
    """Return the condition that a cell holds one of these words; an error value is none of them."""
    return f'ISNUMBER(FIND("|"&{_folded(ref)}&"|","|{"|".join(words)}|"))'


def _holds(comparison: str) -> str:
    """Return the condition that a comparison is true; if it gives an error, it is not."""
    return f"ISNUMBER(1/({comparison}))"


def _missing(ref: str, kind: Kind = Kind.TEXT) -> str:
    return _is_one_of(ref, (*sorted(NO_CODE if kind is Kind.CODE else NO_VALUE), *_LONG_DASHES))


def _given(ref: str, kind: Kind = Kind.TEXT) -> str:
    return f"(1-{_missing(ref, kind)})"


def _cells_filled(table: Table, at: Refs) -> str:
    """Return how many cells of a row are filled; an objective alone is a heading for the rows below it."""
    return "+".join(_given(at[c.key]) for c in table.inputs if c.key != "objective" and c.key in at)


def _filled(table: Table, at: Refs) -> str:
    return f"(({_cells_filled(table, at)})>0)"


def _says_none(description: str) -> str:
    """Return the condition that a description only says that there are no indicators."""
    words = f'(" "&SUBSTITUTE({_folded(description)},"."," ")&" ")'
    no = f'ISNUMBER(FIND(" no ",{words}))'
    starts = "+".join(f'(LEFT({words},{len(each) + 2})=" {each} ")' for each in ("there", "this recommendation has"))
    about = "+".join(f'ISNUMBER(FIND("{each}",{words}))' for each in (" indicator", "pi ", "pis "))
    said = f'(((LEFT({words},4)=" no ")+({starts})*{no})*({about})>0)'
    alone = f'ISNUMBER(FIND("|"&TRIM({words})&"|","|none|nil|not applicable|"))'
    return _holds(f"{said}+{alone}>0")


def _is_indicator(at: Refs) -> str:
    """Return the condition that a row is filled, and does not only say that there are none."""
    return f"(({_cells_filled(INDICATORS, at)}-{_says_none(at['description'])})>0)"


def _counts_as(at: Refs, meaning: str) -> str:
    """Return the condition that a rating counts as something; ``?*`` for anything, if it is a rating of the scale."""
    typed = f'TRIM(SUBSTITUTE({at["rating"]},"{_SPACE}"," "))'
    wild = f'"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({typed},"~","~~"),"*","~*"),"?","~?")'

    def listed(meant: str) -> str:
        names = (RATING_CODES_NAME, RATING_LABELS_NAME)
        return "+".join(f'COUNTIFS({name},{wild},{RATING_COUNTS_NAME},"{meant}")' for name in names)

    known = listed(meaning)
    if meaning == _ANY:
        known += f"+{_is_one_of(at['rating'], _COMPLETE)}"
    elif meaning == CountsAs.COMPLETE:
        known += f"+{_is_one_of(at['rating'], _COMPLETE)}*({listed(_ANY)}=0)"
    return _holds(f"(LEN({typed})>0)*({known}>0)")


_ANY = "?*"


def _past(at: Refs) -> str:
    due = at["completion_date"]
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({due})*{_holds(f'INT({due})<INT({REPORT_DATE_NAME})')}"


def _reversed(at: Refs) -> str:
    start, due = at["start_date"], at["completion_date"]
    both = f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({start})*ISNUMBER({due})"
    return f"{both}*{_holds(f'INT({due})<INT({start})')}"


def _contradicted(at: Refs) -> str:
    """Return the condition that a row has a date completed, but is not rated complete or the date is in the future."""
    done, complete = at["date_completed"], _counts_as(at, CountsAs.COMPLETE)
    in_time = _holds(f"INT({done})<=INT({REPORT_DATE_NAME})")
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({done})*{_counts_as(at, _ANY)}*(1-{complete}*{in_time})"


def _is_text(_: Refs, cell: str) -> str:
    return f"ISTEXT({cell})*{_given(cell)}"


def _is_text_but_no_band(at: Refs, cell: str) -> str:
    return f"{_is_text(at, cell)}*(1-{_is_one_of(at['better'], (Better.BAND.lower(),))})"


def _is_text_but_no_amount(at: Refs, cell: str) -> str:
    """Return the condition that a tolerance is text and does not end with a unit or begin with a pound sign."""
    last = f'ISNUMBER(FIND(RIGHT(TRIM({cell})),"0123456789%"))'
    return f'{_is_text(at, cell)}*{last}*(LEFT(TRIM({cell}))<>"{_POUND}")'


def _has_target(at: Refs) -> str:
    """Return the condition that there is a target, for the year or for the period."""
    if "target_now" not in at:
        return _given(at["target"])
    return f"(1-{_missing(at['target'])}*{_missing(at['target_now'])})"


def _actions_filled(at: Refs) -> str:
    return _filled(ACTIONS, at)


def _late(declared: Sheet) -> Callable[[Refs, str], str]:
    over = (CountsAs.COMPLETE, CountsAs.STOPPED) if declared.stopping else (CountsAs.COMPLETE,)
    return lambda at, _: "*".join([_past(at), *(f"(1-{_counts_as(at, meaning)})" for meaning in over)])


def _figures_in_text(declared: Sheet) -> tuple[Condition, ...]:
    """Return the conditions that a figure is text, which a band and a tolerance in the indicator's own unit must be."""
    if not declared.table(INDICATORS.key).full_terms:
        return (Condition("text", INDICATORS, _FIGURES, _is_text),)
    others = tuple(key for key in _FIGURES if key not in ("target", "tolerance"))
    return (
        Condition("text", INDICATORS, ("target",), _is_text_but_no_band),
        Condition("text", INDICATORS, ("tolerance",), _is_text_but_no_amount),
        Condition("text", INDICATORS, others, _is_text),
    )


def conditions(declared: Sheet) -> tuple[Condition, ...]:
    """Return the possible faults of the rows of a sheet, in order of precedence for the look of a cell."""
    return (
        Condition("contradicted", ACTIONS, ("date_completed", "rating"), lambda at, _: _contradicted(at), once=True),
        Condition("overdue", ACTIONS, ("rating",), lambda at, _: f"{_past(at)}*{_counts_as(at, CountsAs.ON_TRACK)}"),
        Condition("late", ACTIONS, ("completion_date",), _late(declared)),
        Condition("reversed", ACTIONS, ("start_date", "completion_date"), lambda at, _: _reversed(at), once=True),
        *_figures_in_text(declared),
        Condition("text", ACTIONS, _DATES, _is_text),
        Condition(
            "indicators", INDICATORS, ("description", "lead"), lambda _, cell: _missing(cell), rows=_is_indicator
        ),
        Condition(
            "indicators",
            INDICATORS,
            ("actual",),
            lambda at, cell: f"{_missing(cell)}*{_has_target(at)}*{_missing(at['comment'])}",
            rows=_is_indicator,
        ),
        Condition("actions", ACTIONS, ("ref",), lambda _, cell: _missing(cell, Kind.CODE), rows=_actions_filled),
        Condition(
            "actions",
            ACTIONS,
            ("text", "lead", "completion_date", "rating"),
            lambda _, cell: _missing(cell),
            rows=_actions_filled,
        ),
    )


# --------------------------------------------------------------------------------------------- the formulas


@dataclass(frozen=True)
class Places:
    """The cells that the panel's formulas refer to: those of the fields, and the rows (from 0) of the tables."""

    declared: Sheet
    """With the fields, columns and tables that are on the sheet."""
    cells: Refs
    bodies: Mapping[str, range]

    def __hash__(self) -> int:
        """Return the same for the same cells and rows, which most sheets of a plan have."""
        return hash((*self.cells.items(), *self.bodies.items()))

    def columns(self, table: Table) -> Refs:
        """Return the table's columns."""
        own, rows = self.declared.table(table.key), self.bodies[table.key]
        return {c.key: column_range(rows, own.column(c.key) - 1) for c in own.columns}

    def first_row(self, table: Table) -> Refs:
        """Return the cells of the table's first row, which a rule for all its rows starts from."""
        own, row = self.declared.table(table.key), self.bodies[table.key].start
        return {c.key: xl_rowcol_to_cell(row, own.column(c.key) - 1, col_abs=True) for c in own.columns}


def value_cell(key: str) -> str:
    """Return the cell with the value of a line of the panel."""
    line = RECOMMENDATION.line(key)
    return str(xl_rowcol_to_cell(line.row - 1, line.value_column - 1, row_abs=True, col_abs=True))


@lru_cache(_LAYOUTS)
def panel_formulas(places: Places) -> Mapping[str, str]:
    """Return the formula of each line of the panel."""
    cells = places.cells
    over = [_counts_as(cells, CountsAs.COMPLETE)]
    over += [_counts_as(cells, CountsAs.STOPPED)] if places.declared.stopping else []
    closed = f"OR({_is_one_of(cells['status'], _CLOSED)},{','.join(over)})"
    found = conditions(places.declared)
    fields = "+".join(_missing(cells[key]) for key in _FIELDS)
    progress = places.columns(PROGRESS)[PARAGRAPH]
    formulas = {
        "total": _sentence_formula(),
        "fields": f"=IF({closed},0,{fields})",
        "progress": f"=IF({closed},0,IF(SUMPRODUCT({_given(progress)})=0,1,0))",
    }
    for line in dict.fromkeys(condition.line for condition in found):
        terms = []
        mine = [condition for condition in found if condition.line == line]
        for table, rows in dict.fromkeys((condition.table.key, condition.rows) for condition in mine):
            cells_at = places.columns(next(c.table for c in mine if c.table.key == table))
            each = "+".join(
                condition.holds(cells_at, cells_at[key])
                for condition in mine
                if (condition.table.key, condition.rows) == (table, rows)
                for key in (condition.marked[:1] if condition.once else condition.marked)
                if key in cells_at
            )
            terms.append(f"SUMPRODUCT({rows(cells_at)}*({each}))" if rows else f"SUMPRODUCT({each})")
        count = "+".join(terms)
        formulas[line] = f"={count}" if line in _ALWAYS_SAID else f"=IF({closed},0,{count})"
    return formulas


_ALWAYS_SAID = ("reversed", "contradicted", "text")
"""Contradictions, and figures and dates that are none to a formula: counted on a closed recommendation too."""


class Listed(NamedTuple):
    """How many cells of a sheet Checks lists."""

    errors: int = 0
    """Cells with errors."""
    others: int = 0
    """Cells with warnings and notes only."""


NOT_CHECKED, NOTHING_FOUND, LAST_CHECK = "Not checked yet", "Last check: nothing found", "Last check: "
_NEITHER, _NO_GAP, _NOT_LATE = "Nothing missing or late", "Nothing missing", ", nothing late"


def _sentence_formula() -> str:
    missing, late, doubtful, text = ("+".join(map(value_cell, keys)) for keys in _SENTENCE_LINES)
    errors, listed = (f"IFERROR(SUMPRODUCT(ISTEXT({name})*1),0)" for name in (ERRORS_NAME, MARKED_NAME))
    others = f"({listed}-{errors})"
    return (
        f'=IF({missing}=0,IF({late}=0,"{_NEITHER}","{_NO_GAP}"),'
        f'{missing}&IF({missing}=1," cell"," cells")&" still missing"&IF({late}=0,"{_NOT_LATE}",""))'
        f'&IF({late}=0,"",", "&{late}&IF({late}=1," action"," actions")&" late")'
        f'&IF({doubtful}=0,"",", "&({doubtful})&IF({doubtful}=1," date or rating"," dates or ratings")&" to look at")'
        f'&IF({text}=0,"",", "&{text}&" stored as text")&". "'
        f'&IF({listed}=0,IF(ISNUMBER({MARKED_NAME}),"{NOTHING_FOUND}","{NOT_CHECKED}"),"{LAST_CHECK}"'
        f'&IF({errors}=0,"",{errors}&IF({errors}=1," cell"," cells")&" with errors"&IF({others}=0,"",", "))'
        f'&IF({others}=0,"",{others}&IF({errors}>0,"",IF({others}=1," cell"," cells"))&" to look at"))'
    )


def _sentence(missing: int, late: int, doubtful: int, text: int, listed: Listed | None) -> str:
    """Return what the formula of the sentence gives; `listed` is None before the first check."""
    if missing:
        said = f"{counted(missing, 'cell')} still missing{'' if late else _NOT_LATE}"
    else:
        said = _NO_GAP if late else _NEITHER
    if late:
        said += f", {counted(late, 'action')} late"
    if doubtful:
        said += f", {doubtful} {'date or rating' if doubtful == 1 else 'dates or ratings'} to look at"
    if text:
        said += f", {text} stored as text"
    if listed is None:
        return f"{said}. {NOT_CHECKED}"
    errors = f"{counted(listed.errors, 'cell')} with errors" if listed.errors else ""
    others = f"{listed.others if errors else counted(listed.others, 'cell')} to look at" if listed.others else ""
    found = ", ".join(filter(None, (errors, others)))
    return f"{said}. {LAST_CHECK}{found}" if found else f"{said}. {NOTHING_FOUND}"


def is_former_sentence(text: str) -> bool:
    """Tell whether a sentence is of a template before version 3, whose formula says less."""
    return bool(text) and not (LAST_CHECK in text or text.endswith(NOT_CHECKED))


def _former_sentence(missing: int, doubtful: int, text: int, errors: int) -> str:
    """Return what the formula of such a template gives; actions that are late are among the doubtful."""
    last = f" (last check: {counted(errors, 'cell')} with errors)" if errors else ""
    said = f"{counted(missing, 'cell')} still missing" if missing else f"{_NO_GAP}{last}"
    if doubtful:
        said += f", {doubtful} {'date or rating' if doubtful == 1 else 'dates or ratings'} to look at"
    return f"{said}, {text} stored as text" if text else said


# --------------------------------------------------------------------------------------------- the marks


def mark_doubtful(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark dates that are late or contradict another cell, and dates and figures that no formula can read."""
    _mark(worksheet, formats, places, missing=False)


def doubts_about_ratings(places: Places) -> tuple[str, ...]:
    """Return the conditions on which the rating of the first action is in doubt, for a rule for all actions."""
    at = places.first_row(ACTIONS)
    about = (each for each in conditions(places.declared) if each.table is ACTIONS and RATING in each.marked)
    return tuple(_is_marked(each, at, at[RATING]) for each in about if each.line not in _MISSING_LINES)


def mark_doubtful_ratings(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark ratings in doubt that have no colour, such as words of old. Call this after ratings are coloured."""
    column, body = places.declared.table(ACTIONS.key).column(RATING) - 1, places.bodies[ACTIONS.key]
    area = xl_range(body.start, column, body.stop - 1, column)
    for doubt in doubts_about_ratings(places):
        give_look(worksheet, formats, [area], doubt, IN_DOUBT)


def mark_missing(worksheet: Worksheet, formats: Formats, places: Places) -> None:
    """Mark the cells that the panel counts as missing."""
    fields = [places.cells[key].replace("$", "") for key in _FIELDS]
    missing = f"({value_cell('fields')}>0)*{_missing(fields[0])}"
    mark_cells(worksheet, formats, fields, missing, MISSING)
    row, table = places.bodies[PROGRESS.key].start, places.declared.table(PROGRESS.key)
    first = xl_rowcol_to_cell(row, table.column(PARAGRAPH) - 1)
    mark_cells(worksheet, formats, [first], f"{value_cell('progress')}>0", MISSING)
    _mark(worksheet, formats, places, missing=True)


def _mark(worksheet: Worksheet, formats: Formats, places: Places, *, missing: bool) -> None:
    for areas, condition, look in _marks(places, missing):
        mark_cells(worksheet, formats, areas, condition, look)


@lru_cache(_LAYOUTS)
def _marks(places: Places, missing: bool) -> tuple[Mark, ...]:
    """Return the marks of what is missing, or else those of what is doubtful, apart from ratings."""
    found = []
    for condition in (each for each in conditions(places.declared) if (each.line in _MISSING_LINES) is missing):
        at, body = places.first_row(condition.table), places.bodies[condition.table.key]
        own = places.declared.table(condition.table.key)
        keys = [key for key in condition.marked if key in own.headings and (missing or key != RATING)]
        letters = [xl_col_to_name(own.column(key) - 1) for key in keys]
        areas = [f"{letter}{body.start + 1}:{letter}{body.stop}" for letter in letters]
        if areas:
            holds = _is_marked(condition, at, f"{letters[0]}{body.start + 1}")
            found.append((areas, holds, condition.look))
    return tuple(found)


def _is_marked(condition: Condition, at: Refs, cell: str) -> str:
    """Return the whole condition for the mark of a cell: its line of the panel counts something, too."""
    return f"({value_cell(condition.line)}>0)*{condition.at_cell(at, cell)}>0"


# --------------------------------------------------------------------------------------------- the values


def panel_values(
    fields: Inputs,
    tables: Tables,
    report_date: date | None,
    listed: Listed | None = None,
    *,
    holds_text: Callable[[Input[Any], Kind], bool] = stays_text,
    full_terms: bool = False,
    former: bool = False,
) -> dict[str, int | str]:
    """Return the values of the panel's formulas, to be saved with them.

    `listed` is what the last check found on the sheet, None before the first; `holds_text` tells whether the cell of a
    date or a figure holds a text, unless the inputs are only about to be written; `full_terms` tells whether the
    formulas are those of a plan with full terms (`plan.uses`), and `former` whether the sentence is that of an earlier
    template (`is_former_sentence`).
    """
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
            + ((i.target.given or i.target_now.given) and not i.actual.given and not i.comment.given)
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
    kinds = {c.key: c.kind for table in (INDICATORS, ACTIONS) for c in table.inputs}
    text = {
        "text": sum(
            holds_text(row.inputs[key], kinds[key]) and not (full_terms and _must_be_text(row, key))
            for rows, keys in ((recommendation.indicator_rows, _FIGURES), (actions, _DATES))
            for row in rows
            for key in keys
            if key in row.inputs
        )
    }
    if recommendation.closed:
        missing, late = dict.fromkeys(missing, 0), dict.fromkeys(late, 0)
    counts = missing | late | contradictions | text
    lacking, overdue, doubtful, as_text = (sum(counts[key] for key in keys) for keys in _SENTENCE_LINES)
    if former:
        total = _former_sentence(lacking, overdue + doubtful, as_text, listed.errors if listed else 0)
    else:
        total = _sentence(lacking, overdue, doubtful, as_text, listed)
    return {"total": total, **counts}


def _must_be_text(row: TableRow, key: str) -> bool:
    """Tell whether a cell holds what only a text can be: a band, or a tolerance in the indicator's own unit."""
    if key == "target":
        return row.inputs["better"].value is Better.BAND
    said = row.inputs[key].text.strip()
    return key == "tolerance" and (said[-1:] not in "0123456789%" or said[:1] == _POUND)


def _meaning(action: Action) -> CountsAs | None:
    return action.rating.value.counts_as if action.rating.value else None


def _is_reversed(action: Action) -> bool:
    start, due = action.start_date.value, action.completion_date.value
    return start is not None and due is not None and due < start


def _is_contradicted(action: Action, report_date: date) -> bool:
    done = action.date_completed.value
    return done is not None and _meaning(action) is not None and (not action.complete or done > report_date)
