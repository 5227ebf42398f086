"""What can be missing or in doubt on a recommendation's sheet, as conditions that its panel counts and its marks show.

A condition is written once, as arithmetic over references: with whole columns it gives a count, with the cells of one
row it decides about a mark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from plan_workbook.layout import (
    ACTIONS,
    INDICATORS,
    RATING_CODES_NAME,
    RATING_COUNTS_NAME,
    RATING_LABELS_NAME,
    REPORT_DATE_NAME,
    Kind,
    Sheet,
    Table,
)
from plan_workbook.plan.choices import CLOSED_WORDS, COMPLETE_WORDS, Better
from plan_workbook.plan.model import VALUES
from plan_workbook.plan.scale import CountsAs
from plan_workbook.values.text import fold
from plan_workbook.writing.cell_conditions import SPACE, folded, holds_true, is_given, is_missing, is_one_of
from plan_workbook.writing.formats import DOUBTFUL, MISSING

Refs = Mapping[str, str]
"""References by the key of the column or field: whole columns, or the cells of one row."""
RATING = "rating"
FIELDS = ("title", "lead", RATING)
"""The fields that may not be missing."""
CLOSED, _COMPLETE = (tuple(map(fold, words)) for words in (CLOSED_WORDS, COMPLETE_WORDS))
MISSING_LINES = ("fields", "progress", "indicators", "actions")
"""The lines of the panel that count what is missing."""
FIGURES = tuple(column.key for column in INDICATORS.inputs if column.key in VALUES or column.key == "tolerance")
DATES = ("start_date", "completion_date", "original_completion_date", "date_completed")
POUND = "\u00a3"
_ANY = "?*"


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
        return MISSING if self.line in MISSING_LINES else DOUBTFUL


def _cells_filled(table: Table, at: Refs) -> str:
    """Return how many cells of a row are filled; an objective alone is a heading for the rows below it."""
    return "+".join(is_given(at[c.key]) for c in table.inputs if c.key != "objective" and c.key in at)


def _filled(table: Table, at: Refs) -> str:
    return f"(({_cells_filled(table, at)})>0)"


def _says_none(description: str) -> str:
    """Return the condition that a description only says that there are no indicators."""
    words = f'(" "&SUBSTITUTE({folded(description)},"."," ")&" ")'
    no = f'ISNUMBER(FIND(" no ",{words}))'
    starts = "+".join(f'(LEFT({words},{len(each) + 2})=" {each} ")' for each in ("there", "this recommendation has"))
    about = "+".join(f'ISNUMBER(FIND("{each}",{words}))' for each in (" indicator", "pi ", "pis "))
    said = f'(((LEFT({words},4)=" no ")+({starts})*{no})*({about})>0)'
    alone = f'ISNUMBER(FIND("|"&TRIM({words})&"|","|none|nil|not applicable|"))'
    return holds_true(f"{said}+{alone}>0")


def _is_indicator(at: Refs) -> str:
    """Return the condition that a row is filled, and does not only say that there are none."""
    return f"(({_cells_filled(INDICATORS, at)}-{_says_none(at['description'])})>0)"


def counts_as(at: Refs, meaning: str) -> str:
    """Return the condition that a rating counts as something; ``?*`` for anything, if it is a rating of the scale."""
    typed = f'TRIM(SUBSTITUTE({at["rating"]},"{SPACE}"," "))'
    wild = f'"="&SUBSTITUTE(SUBSTITUTE(SUBSTITUTE({typed},"~","~~"),"*","~*"),"?","~?")'

    def listed(meant: str) -> str:
        names = (RATING_CODES_NAME, RATING_LABELS_NAME)
        return "+".join(f'COUNTIFS({name},{wild},{RATING_COUNTS_NAME},"{meant}")' for name in names)

    known = listed(meaning)
    if meaning == _ANY:
        known += f"+{is_one_of(at['rating'], _COMPLETE)}"
    elif meaning == CountsAs.COMPLETE:
        known += f"+{is_one_of(at['rating'], _COMPLETE)}*({listed(_ANY)}=0)"
    return holds_true(f"(LEN({typed})>0)*({known}>0)")


def _past(at: Refs) -> str:
    due = at["completion_date"]
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({due})*{holds_true(f'INT({due})<INT({REPORT_DATE_NAME})')}"


def _reversed(at: Refs) -> str:
    start, due = at["start_date"], at["completion_date"]
    both = f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({start})*ISNUMBER({due})"
    return f"{both}*{holds_true(f'INT({due})<INT({start})')}"


def _contradicted(at: Refs) -> str:
    """Return the condition that a row has a date completed, but is not rated complete or the date is in the future."""
    done, complete = at["date_completed"], counts_as(at, CountsAs.COMPLETE)
    in_time = holds_true(f"INT({done})<=INT({REPORT_DATE_NAME})")
    return f"ISNUMBER({REPORT_DATE_NAME})*ISNUMBER({done})*{counts_as(at, _ANY)}*(1-{complete}*{in_time})"


def _is_text(_: Refs, cell: str) -> str:
    return f"ISTEXT({cell})*{is_given(cell)}"


def _is_text_but_no_band(at: Refs, cell: str) -> str:
    return f"{_is_text(at, cell)}*(1-{is_one_of(at['better'], (Better.BAND.lower(),))})"


def _is_text_but_no_amount(at: Refs, cell: str) -> str:
    """Return the condition that a tolerance is text and does not end with a unit or begin with a pound sign."""
    last = f'ISNUMBER(FIND(RIGHT(TRIM({cell})),"0123456789%"))'
    return f'{_is_text(at, cell)}*{last}*(LEFT(TRIM({cell}))<>"{POUND}")'


def _has_target(at: Refs) -> str:
    """Return the condition that there is a target, for the year or for the period."""
    if "target_now" not in at:
        return is_given(at["target"])
    return f"(1-{is_missing(at['target'])}*{is_missing(at['target_now'])})"


def _actions_filled(at: Refs) -> str:
    return _filled(ACTIONS, at)


def _late(declared: Sheet) -> Callable[[Refs, str], str]:
    over = (CountsAs.COMPLETE, CountsAs.STOPPED) if declared.stopping else (CountsAs.COMPLETE,)
    return lambda at, _: "*".join([_past(at), *(f"(1-{counts_as(at, meaning)})" for meaning in over)])


def _figures_in_text(declared: Sheet) -> tuple[Condition, ...]:
    """Return the conditions that a figure is text, which a band and a tolerance in the indicator's own unit must be."""
    if not declared.table(INDICATORS.key).full_terms:
        return (Condition("text", INDICATORS, FIGURES, _is_text),)
    others = tuple(key for key in FIGURES if key not in ("target", "tolerance"))
    return (
        Condition("text", INDICATORS, ("target",), _is_text_but_no_band),
        Condition("text", INDICATORS, ("tolerance",), _is_text_but_no_amount),
        Condition("text", INDICATORS, others, _is_text),
    )


def conditions(declared: Sheet) -> tuple[Condition, ...]:
    """Return the possible faults of the rows of a sheet, in order of precedence for the look of a cell."""
    return (
        Condition("contradicted", ACTIONS, ("date_completed", "rating"), lambda at, _: _contradicted(at), once=True),
        Condition("overdue", ACTIONS, ("rating",), lambda at, _: f"{_past(at)}*{counts_as(at, CountsAs.ON_TRACK)}"),
        Condition("late", ACTIONS, ("completion_date",), _late(declared)),
        Condition("reversed", ACTIONS, ("start_date", "completion_date"), lambda at, _: _reversed(at), once=True),
        *_figures_in_text(declared),
        Condition("text", ACTIONS, DATES, _is_text),
        Condition(
            "indicators", INDICATORS, ("description", "lead"), lambda _, cell: is_missing(cell), rows=_is_indicator
        ),
        Condition(
            "indicators",
            INDICATORS,
            ("actual",),
            lambda at, cell: f"{is_missing(cell)}*{_has_target(at)}*{is_missing(at['comment'])}",
            rows=_is_indicator,
        ),
        Condition("actions", ACTIONS, ("ref",), lambda _, cell: is_missing(cell, Kind.CODE), rows=_actions_filled),
        Condition(
            "actions",
            ACTIONS,
            ("text", "lead", "completion_date", "rating"),
            lambda _, cell: is_missing(cell),
            rows=_actions_filled,
        ),
    )
