"""The plan as the rest of the program sees it: the content of each cell, and the value that was read from it.

Nothing here knows about files or rules. Every input keeps the raw value, the cleaned value and the address
together (`Input`), so that a message can always name the cell.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import chain, count
from string import ascii_uppercase
from typing import Any, NamedTuple

from plan_workbook.plan.choices import Better, Status, YesNo
from plan_workbook.plan.copies import copies
from plan_workbook.plan.history_line import NO_HISTORY, History, Key
from plan_workbook.plan.inputs import NO_INPUT, Input, NamedInput, Problem, Raw, RowInputs
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.measures import Band
from plan_workbook.plan.own_cells import own_cell
from plan_workbook.plan.references import references
from plan_workbook.plan.scale import OVER, CountsAs, Rating, Scale
from plan_workbook.values.text import as_name, fold, mid_sentence

DEFAULT_TOLERANCE = Decimal(10)
"""The miss that is still near the target, in percent of it, if neither indicator nor plan gives one."""


DEFAULT_TITLE = "Improvement plan"
"""The title of a plan that has none yet."""


DEFAULT_DUE_WITHIN = 31
"""Days after the report date within which an action counts as due, if the plan does not say."""


SAYS_NONE = ("There are no", "There is no", "No")
"""The first words of a row that only says there are none."""


_SAYS_NONE_AT_LENGTH = ("There are currently no", "There are at present no", "This recommendation has no")


PARAGRAPH = "paragraph"
"""The key of the only column of each table of paragraphs, which are read and kept as such."""
VALUES = ("target", "actual", "previous", "target_now", "floor", "forecast", "benchmark")
"""The columns of an indicator's figures, in the order in which they are asked for the unit of a row without one."""


@dataclass(frozen=True, repr=False)
class TableRow:
    """The inputs of one row of a table, by the column's key in the layout; there is one for every declared column."""

    sheet: str
    row: int
    inputs: Mapping[str, Input[Any]]

    def __post_init__(self) -> None:
        """Let a column of your own that the plan does not have be a blank cell."""
        object.__setattr__(self, "inputs", RowInputs(self.inputs))


class Row(TableRow):
    """One row of a table of the Plan sheet."""

    def text(self, key: str) -> str:
        """Return the text in that column, as shown on the sheet."""
        return self.inputs[key].text

    @property
    def reasons_missing(self) -> tuple[str, ...]:
        """The keys of the columns that say why and who agreed, if nothing is given there.

        Only rows of accepted findings and changed severities have these columns. Without both, no error passes.
        """
        return tuple(key for key in ("reason", "agreed_by") if not self.inputs[key].there)


class Place(NamedTuple):
    """The place of a table on its sheet, for formulas that count over it."""

    rows: range
    """The rows below the heading that people fill in, numbered as in Excel."""
    columns: dict[str, int]
    """The columns by the layout's keys, counted from 1; without those whose heading is missing."""
    passed_over: bool = False
    """Whether some filled cells are not read: rows that only hold ``-``, cells that only hold spaces."""
    lost: bool = False
    """Whether a heading is missing that should be there."""
    spare: range = range(0)
    """The rows at its end in which there is nothing at all in a cell that people fill in."""
    counted: range = range(0)
    """The rows that formulas count over: with a blank one below, they reach a row that is inserted there. Empty if they
    would count headings that are repeated among its rows."""


@dataclass(frozen=True, repr=False)
class Indicator(TableRow):
    """One performance indicator, as one recommendation reports it."""

    live_status: Input[str] = NO_INPUT
    """The sheet's own Status cell: whether it still holds a formula, and the last result of that."""

    number = NamedInput[str]()
    description = NamedInput[str]()
    lead = NamedInput[tuple[str, ...]]()
    unit = NamedInput[str]()
    better = NamedInput[Better]()
    target = NamedInput[Decimal | Band]()
    """The year's target: a range if Better is Band, and otherwise a number."""
    target_now = NamedInput[Decimal | Band]()
    """The target for the period, which is judged against instead of the year's if it is given."""
    floor = NamedInput[Decimal]()
    """The figure down to which a miss is still near the target, in place of the tolerance."""
    tolerance = NamedInput[Decimal]()
    """The miss that is still near the target: in percent of it, unless the cell shows another unit."""
    forecast = NamedInput[Decimal]()
    """The value that is expected at the end of the year."""
    previous = NamedInput[Decimal]()
    actual = NamedInput[Decimal]()
    period = NamedInput[date]()
    """The date on which the period of the actual ends."""
    comment = NamedInput[str]()
    benchmark = NamedInput[Decimal]()
    trend = NamedInput[YesNo]()
    """No where nothing is to be said of how the figure varies."""

    @property
    def judged_by(self) -> Input[Decimal | Band]:
        """The target that it is judged against: the one for the period if it is given, or else the year's.

        A band is for the whole year.
        """
        now = self.target_now
        is_step = now.given and now.problem is not Problem.ABSENT and self.better.value is not Better.BAND
        return now if is_step else self.target

    @property
    def states_none(self) -> bool:
        """Tell whether the row only says that there are no indicators."""
        given = [i.text for i in self.inputs.values() if i.given and i.problem is not Problem.ABSENT]
        if len(given) != 1:
            return False
        text = fold(given[0]).rstrip(".")
        if text in ("none", "nil", "not applicable"):
            return True
        words = text.split()
        about = any(word.startswith("indicator") or word in ("pi", "pis", "kpi", "kpis") for word in words)
        return about and text.startswith(tuple(fold(start) + " " for start in (*SAYS_NONE, *_SAYS_NONE_AT_LENGTH)))

    @property
    def shown_unit(self) -> str:
        """The unit: that of its own cell, or else the one that its values show; empty if there is neither."""
        if self.unit.value:
            return self.unit.value
        return next((unit for key in VALUES if (unit := self.inputs[key].unit)), "")


class Action(TableRow):
    """One action of a recommendation."""

    objective = NamedInput[str]()
    ref = NamedInput[str]()
    text = NamedInput[str]()
    lead = NamedInput[tuple[str, ...]]()
    start_date = NamedInput[date]()
    completion_date = NamedInput[date]()
    original_completion_date = NamedInput[date]()
    date_completed = NamedInput[date]()
    rating = NamedInput[Rating]()
    comment = NamedInput[str]()
    evidence = NamedInput[str]()
    signed_off_by = NamedInput[tuple[str, ...]]()

    @property
    def complete(self) -> bool:
        """Tell whether its rating counts as complete."""
        return self.rating.value is not None and self.rating.value.counts_as is CountsAs.COMPLETE

    @property
    def stopped(self) -> bool:
        """Tell whether its rating counts as stopped."""
        return self.rating.value is not None and self.rating.value.counts_as is CountsAs.STOPPED

    @property
    def rated_not_started(self) -> bool:
        """Tell whether its rating counts as not started."""
        return self.rating.value is not None and self.rating.value.counts_as is CountsAs.NOT_STARTED

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be done: its rating counts neither as complete nor as stopped."""
        return self.rating.value is None or self.rating.value.counts_as not in OVER


@dataclass(frozen=True, repr=False)
class Recommendation:
    """One recommendation: one sheet."""

    sheet: str
    inputs: Mapping[str, Input[Any]]
    """Its fields, by the key of the layout."""
    progress: tuple[Input[str], ...]
    indicator_rows: tuple[Indicator, ...]
    """The rows of its indicator table, including those that only say there are none."""
    actions: tuple[Action, ...]
    progress_heading: str = ""
    """The cell of the heading above the progress paragraphs, for findings about missing paragraphs."""
    places: dict[str, Place] = field(default_factory=dict)
    """The places of its tables, by the table's key."""
    panel: Mapping[str, Input[Any]] = field(default_factory=dict)
    """The formulas of the panel at its top, by the line's key: where each is, and its last result."""
    spaces: bool = False
    """Whether one of its fields holds only spaces, which count as blank."""
    impact: tuple[Input[str], ...] = ()
    """Paragraphs about the difference made, and about what comes next."""
    next_steps: tuple[Input[str], ...] = ()
    was: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """What its sheet says of the last period next to its inputs (`plan.was`): no part of the plan."""

    number = NamedInput[str]()
    title = NamedInput[str]()
    lead = NamedInput[tuple[str, ...]]()
    status = NamedInput[Status]()
    rating = NamedInput[Rating]()
    confidence = NamedInput[Rating]()
    """How sure its lead is that it will be delivered."""

    @cached_property
    def has(self) -> frozenset[str]:
        """What is on its sheet: the keys of its fields, of its tables, and of their columns."""
        fields = {key for key, read in self.inputs.items() if read.cell}
        columns = {key for place in self.places.values() for key in place.columns}
        return frozenset({*fields, *columns, *self.places})

    @property
    def all_paragraphs(self) -> tuple[Input[str], ...]:
        """All its paragraphs, in the order of their tables."""
        return (*self.progress, *self.impact, *self.next_steps)

    def paragraphs(self, table: str) -> tuple[Input[str], ...]:
        """Return its paragraphs, by the key of their table."""
        return {"progress": self.progress, "impact": self.impact, "next_steps": self.next_steps}[table]

    def rows(self, table: str) -> tuple[TableRow, ...]:
        """Return the rows of a table on its sheet, by the table's key; a paragraph is a row with one cell."""
        if table == "indicators":
            return self.indicator_rows
        if table == "actions":
            return self.actions
        paragraphs = self.paragraphs(table)
        return tuple(TableRow(each.sheet, _row_of(each.cell), {PARAGRAPH: each}) for each in paragraphs)

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """Its indicators, without rows that only say there are none."""
        return tuple(row for row in self.indicator_rows if not row.states_none)

    @property
    def business_as_usual(self) -> bool:
        """Tell whether its status is business as usual; blank and unknown statuses count as active."""
        return self.status.value is Status.BUSINESS_AS_USUAL

    @property
    def closed(self) -> bool:
        """Tell whether it is business as usual, or rated as complete or stopped."""
        rating = self.rating.value
        return self.business_as_usual or (rating is not None and rating.counts_as in OVER)

    @property
    def stopped(self) -> bool:
        """Tell whether it is rated as stopped, and not business as usual: closed, although not everything is done."""
        rating = self.rating.value
        return not self.business_as_usual and rating is not None and rating.counts_as is CountsAs.STOPPED


def _row_of(cell: str) -> int:
    """Return the row of an A1 address; 0 if there is no address."""
    digits = cell.lstrip(ascii_uppercase)
    return int(digits) if digits else 0


OWN_FORMULA = "own formula"
"""In `Observation.other`: the cell is one that a formula of the tool fills."""
TITLE_OF_TABLE = "title of a table"
"""In `Observation.other`: the cell is where the title of a table was."""
STARTS, CALLS = "starts a program", "calls a server"
"""In `Observation.other`: what a formula does; `detail` is the program or the function."""
TAKES, LEADS, RUNS = "takes values from another file", "links to a file or program", "runs a macro"
"""In `Observation.other`: what a formula, a link and a name do; `detail` names the files, or the names."""
CLICKED, SHOWS = "is a picture or shape that links to a file or program", "shows a picture that is kept elsewhere"
"""In `Observation.other`: what a picture or shape does; `detail` names the files."""
RULED = "is a conditional format or drop-down that reaches out"
"""In `Observation.other`: what it does; `detail` is the program, the function or the other file."""
LOADS = "loads data"
"""In `Observation.other`: what a data connection does; `detail` names those of the workbook."""


class Observation(NamedTuple):
    """Something about the workbook itself that a rule reports: a missing heading, a cell outside the tables."""

    rule: str
    sheet: str | None
    cell: str | None
    value: Raw = None
    detail: str = ""
    """A detail for the rule's message."""
    other: str = ""
    cells: tuple[str, ...] = ()
    """The addresses of other cells on the sheet that it is also about."""


class Remark(NamedTuple):
    """Something on a sheet that is not an input: a note, a picture, text outside the tables."""

    sheet: str
    cell: str
    kind: str
    text: str


class Note(NamedTuple):
    """What somebody wrote next to a finding on Checks: the finding's rule and place now, and the cell of the note."""

    rule: str
    sheet: str
    cell: str
    text: str
    at: str


@dataclass(frozen=True, repr=False)
class Plan:
    """One improvement plan at one reporting period: one workbook."""

    name: str
    """The name of the file, for messages."""
    fields: dict[str, Input[object]]
    """The fields of the Plan sheet, by the key of the layout."""
    scale: Scale
    recommendations: tuple[Recommendation, ...]
    ratings: tuple[Row, ...] = ()
    people: tuple[Row, ...] = ()
    accepted: tuple[Row, ...] = ()
    severities: tuple[Row, ...] = ()
    extra_columns: tuple[Row, ...] = ()
    observations: tuple[Observation, ...] = ()
    remarks: tuple[Remark, ...] = ()
    """Everything that is not an input, on the plan's own sheets and on those that the tool wrote."""
    sheets: tuple[str, ...] = ()
    summary_sheet: str | None = None
    checks_sheet: str | None = None
    list_sheets: Mapping[str, str] = field(default_factory=dict)
    """The titles of the sheets with the long tables that the tool wrote, by what the tool calls them."""
    history_sheet: str | None = None
    plan_sheet: str = "Plan"
    ratings_heading: str = ""
    items: tuple[str, ...] = ()
    """The numbers of the recommendations that the plan must have."""
    accepting: tuple[str, ...] = ()
    """The cells of the Plan sheet in which accepted findings are named, filled or not."""
    headings_to_add: Mapping[str, str] = field(default_factory=dict)
    """The cells of the Plan sheet for headings that Changed severities lacks and may have, by the columns' keys."""
    places: dict[str, Place] = field(default_factory=dict)
    """The places of the tables of the Plan sheet, by the table's key."""
    notes: tuple[Note, ...] = ()
    moved: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Where a cell is now that an accepted finding was at when its place was typed: by the sheet, folded, and the cell.

    Rows may have been inserted or deleted since.
    """
    history: History = NO_HISTORY
    """What the plan was in the periods before, as its own sheet has it; `plan.history` says what follows from it."""
    period_end: dt.date | None = None
    """The last day of the reporting period, if its Period names a month; otherwise None."""

    def rows(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table of the Plan sheet, by the table's key."""
        tables = {
            "ratings": self.ratings,
            "people": self.people,
            "accepted": self.accepted,
            "severities": self.severities,
            "extra_columns": self.extra_columns,
        }
        return tables[table]

    @property
    def generated_sheets(self) -> tuple[str, ...]:
        """The titles of the sheets that `summarise` writes again, as far as there are any."""
        titles = (self.summary_sheet, self.checks_sheet, *self.list_sheets.values())
        return tuple(title for title in titles if title is not None)

    def title_of_list(self, name: str) -> str:
        """Return the title of a sheet with a long table, by what the tool calls it; without one, that of a new one.

        A sheet of that title that somebody made is left alone, and the new one has a number: ``All indicators (2)``.
        """
        if name in self.list_sheets:
            return self.list_sheets[name]
        taken = {fold(title) for title in self.sheets}
        names = chain([name], (f"{name} ({number})" for number in count(2)))
        return next(each for each in names if fold(each) not in taken)

    @property
    def cell_to_accept(self) -> str:
        """The cell of the Plan sheet in which the next accepted finding is typed, or else that of its title.

        Findings about things that have no cell any more point at it. Empty if neither can be found.
        """
        filled = {row.inputs["rule"].cell for row in self.accepted}
        return next((cell for cell in self.accepting if cell not in filled), self.fields["title"].cell)

    def own(self, row: Action | Indicator, heading: str) -> Input[Any]:
        """Return the cell of an action or indicator in a column of your own, by its heading, in any capitals.

        Raises:
            UnknownColumn: the plan has no such column in that table; the message offers the nearest.
        """
        table, title = ("actions", "Actions") if isinstance(row, Action) else ("indicators", "Indicators")
        rows = (each for owner in self.recommendations for each in owner.rows(table))
        return own_cell(row.inputs, title, heading, dict.fromkeys(key for each in rows for key in each.inputs))

    def date(self, key: str) -> dt.date | None:
        """Return a date of the Plan sheet, or None if it can't be read."""
        value = self.fields[key].value
        return value if isinstance(value, dt.date) else None

    def text(self, key: str) -> str:
        """Return the text of a field of the Plan sheet, tidied; empty if it says that there is no value."""
        field = self.fields[key]
        return " ".join(field.text.split()) if field.given else ""

    @property
    def title(self) -> str:
        """The title of the plan."""
        return self.text("title") or DEFAULT_TITLE

    @cached_property
    def report_date(self) -> dt.date | None:
        """The date on which the plan is judged."""
        return self.date("report_date")

    @cached_property
    def item_word(self) -> str:
        """The plan's word for its items: Recommendation, Priority, Theme."""
        return as_name(self.text("item_word")) or DEFAULT_ITEM_WORD

    @cached_property
    def item_noun(self) -> str:
        """That word in the middle of a sentence: recommendation, improvement area."""
        return mid_sentence(self.item_word)

    @cached_property
    def default_tolerance(self) -> Decimal:
        """The miss that is still near the target, in percent of it, unless an indicator has its own tolerance."""
        value = self.fields["default_tolerance"].value
        return value if isinstance(value, Decimal) else DEFAULT_TOLERANCE

    @property
    def due_within(self) -> int:
        """Days after the report date within which an action counts as due."""
        value = self.fields["due_within"].value
        return int(value) if isinstance(value, Decimal) else DEFAULT_DUE_WITHIN

    @cached_property
    def has(self) -> frozenset[str]:
        """What is on one of its recommendations' sheets, and on its own: the keys of fields, tables and columns."""
        fields = {key for key, read in self.fields.items() if read.cell}
        if self.extra_columns:
            fields.add("extra_columns")
        return frozenset(fields).union(*(each.has for each in self.recommendations))

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the sheets."""
        return tuple(i for r in self.recommendations for i in r.indicators)

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """All actions, in the order of the sheets."""
        return tuple(a for r in self.recommendations for a in r.actions)

    @cached_property
    def copies(self) -> dict[str, str]:
        """The sheets that are copies of another recommendation's, each with the sheet that it is a copy of."""
        return copies(self.recommendations)

    @cached_property
    def references(self) -> Mapping[tuple[str, int], Key]:
        """What its things are known by in its history: by sheet and row, a recommendation by its sheet and 0.

        Without those that have no number, ref or PI number, or one that another has too.
        """
        return references(self.recommendations, self.item_word)

    @property
    def once_checked(self) -> Plan:
        """The plan as it will be once Checks is drawn again: without text that somebody typed there."""
        return self._without(lambda seen: seen.sheet == self.checks_sheet and seen.rule == "content-outside-table")

    @property
    def once_summarised(self) -> Plan:
        """The plan as it will be once its generated sheets are drawn again."""
        return self.once_checked._without(
            lambda seen: (
                seen.rule == "summary-out-of-date"
                or (seen.rule == "content-outside-table" and seen.sheet in self.generated_sheets)
            )
        )

    def _without(self, gone: Callable[[Observation], bool]) -> Plan:
        return replace(self, observations=tuple(seen for seen in self.observations if not gone(seen)))
