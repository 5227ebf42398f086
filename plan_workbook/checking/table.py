"""A table of the plan as one Polars frame for the whole workbook, each row with the case that its messages are about.

Every input gives three columns: its value, whether something is given (``_given``), and why it could not be read
(``_problem``). If a cell should hold a word of a list and holds another, that other word is the value, so that the
schema can report it. The table's facts follow.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, NamedTuple, TypeVar

import polars as pl

from plan_workbook import layout
from plan_workbook.checking.case import Case, Subject, place
from plan_workbook.checking.fact import Fact, fact_of_plan, fact_of_row
from plan_workbook.layout import DATES, LISTS, NUMBERS, OPEN_LISTS, Column, Field, Kind
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem, RowInputs
from plan_workbook.plan.measures import Band
from plan_workbook.plan.model import Plan, Recommendation, TableRow
from plan_workbook.plan.scale import Rating
from plan_workbook.values.text import fold

T = TypeVar("T")
R = TypeVar("R", bound=TableRow)
V = TypeVar("V")
_NOT_THERE: Input[Any] = Input(None, None, "", "", problem=Problem.ABSENT)
"""The cell of an extra column that a plan does not have: nothing is missing in it."""
LISTED = frozenset({Kind.RATING, *(kind for kind in LISTS if kind not in OPEN_LISTS)})
"""Kinds of cell that may only hold words of a list."""
SHEET, ROW = "sheet", "row"
"""Columns of every frame: where the row is. Anything that a sheet has only once has no row."""


class Frame(NamedTuple):
    """One table's frame, and the case behind each of its rows."""

    rows: pl.DataFrame
    cases: list[Case[Any]]


@dataclass(eq=False, repr=False)
class Table(Generic[T]):
    """A table that rules look at: its columns, its rows and its facts."""

    key: str
    """Its name in `plan_workbook.schemas`."""
    title: str
    """Its name in the catalogue of rules."""
    columns: Callable[[], dict[str, Kind]]
    """Gives the kinds of its columns, by their keys; asked each time, so that they are always the layout's."""
    cases: Callable[[Subject], Iterable[Case[T]]] = lambda _: ()
    """Gives its rows."""
    item: Callable[[str, int, dict[str, Input[Any]]], T] | None = None
    """Makes the model's object for a row of a sheet from inputs alone; None if rows can only come from a plan."""
    found_by: Callable[[Case[T]], Hashable] = place
    """The key under which facts worked out from the whole plan are looked up."""
    facts: list[Fact[Any]] = field(default_factory=list)
    begun: Fact[Any] | None = None
    """The fact that names the only filled input of a row that is barely begun. Other rules are silent about such a row,
    except those that only allow certain words."""
    begun_rule: str = ""
    """The rule that reports such a row."""
    declared: Callable[[], Iterable[Field | Column]] = lambda: ()
    """Gives the layout's declarations of its columns, if a plan need not have all of them."""
    own: list[str] = field(default_factory=list)
    """The keys of the extra columns that rules of your own look at; no others are in a frame."""

    def unused(self, plans: Iterable[Plan]) -> frozenset[str]:
        """Return the columns that none of these plans has, among those that are only there if a plan uses them."""
        have = frozenset[str]().union(*(plan.has for plan in plans))
        folded = frozenset(map(fold, have))
        declared = (each.key for each in self.declared() if each.only_if_used and each.key not in have)
        return frozenset((*declared, *(key for key in self.own if fold(key) not in folded)))

    def of_row(self, function: Callable[[Case[T]], V]) -> Fact[V]:
        """Declare a fact of this table that follows from one row and the plan's own fields."""
        return self._declared(fact_of_row(function))

    def of_plan(self, function: Callable[[Subject], dict[Any, V]]) -> Fact[V]:
        """Declare a fact of this table that needs the plan's other rows or last month's plan: values by `found_by`."""
        return self._declared(fact_of_plan(function))

    def _declared(self, fact: Fact[V]) -> Fact[V]:
        if fact.name in self.inputs or any(fact.name == other.name for other in self.facts):
            raise ValueError(f"the table {self.title} already has a column {fact.name}")
        self.facts.append(fact)
        return fact

    @property
    def inputs(self) -> dict[str, Kind]:
        """The kinds of its columns, by their keys."""
        return self.columns() | dict.fromkeys(self.own, Kind.LONG_TEXT)

    @property
    def dtypes(self) -> dict[str, pl.DataType]:
        """The types of the frame's columns, in their order."""
        dtypes: dict[str, pl.DataType] = {SHEET: pl.String(), ROW: pl.Int64()}
        for key, kind in self.inputs.items():
            dtypes |= self.dtypes_of(key, kind)
        return dtypes | {fact.name: fact.dtype for fact in self.facts}

    def dtypes_of(self, key: str, kind: Kind = Kind.LONG_TEXT) -> dict[str, pl.DataType]:
        """Return the types of the columns that an input of that kind gives."""
        return {key: dtype_of(kind), f"{key}_given": pl.Boolean(), f"{key}_problem": pl.String()}

    def frame(self, subject: Subject) -> Frame:
        """Return the frame of a plan's rows, with every fact."""
        return self.frame_of(list(self.cases(subject)), subject)

    def frame_of(self, cases: Sequence[Case[T]], subject: Subject | None = None) -> Frame:
        """Return the frame of these rows, with every fact; without a subject, only those that follow from a row."""
        facts = self.facts if subject else [fact for fact in self.facts if fact.from_row]
        _work_out(facts, cases, subject, self.found_by)
        return Frame(self._rows(cases, facts), list(cases))

    def frame_of_all(self, cases: Iterable[tuple[Subject, Sequence[Case[T]]]]) -> Frame:
        """Return one frame of these rows of several plans, with every fact."""
        together: list[Case[T]] = []
        for subject, own in cases:
            _work_out(self.facts, own, subject, self.found_by)
            together += own
        return Frame(self._rows(together, self.facts), together)

    def _rows(self, cases: Sequence[Case[T]], facts: Sequence[Fact[Any]]) -> pl.DataFrame:
        for key in self.own:
            for case in cases:
                case.inputs[key] = _own_input(case.inputs, key)
        columns: dict[str, list[Any]] = {SHEET: [case.sheet for case in cases], ROW: [case.row for case in cases]}
        for key, kind in self.inputs.items():
            inputs = [case.inputs[key] for case in cases]
            is_text, listed = _holds_text(kind), kind in LISTED
            columns[key] = [_text(each, listed=listed) if is_text else _figure(each) for each in inputs]
            columns[f"{key}_given"] = [each.given for each in inputs]
            columns[f"{key}_problem"] = [each.problem.value if each.problem else "" for each in inputs]
        for fact in facts:
            columns[fact.name] = fact.as_scalars([case.facts[fact.name] for case in cases])
        dtypes = self.dtypes
        return pl.DataFrame(columns, schema={key: dtypes[key] for key in columns})


def _work_out(
    facts: Iterable[Fact[Any]],
    cases: Sequence[Case[T]],
    subject: Subject | None,
    found_by: Callable[[Case[T]], Hashable],
) -> None:
    """Give the cases of one plan their facts."""
    if not cases:
        return
    keys = [found_by(case) for case in cases]
    for fact in facts:
        if fact.from_row:
            values: Iterable[Any] = map(fact.from_row, cases)
        else:
            values = map((fact.from_plan(subject) if subject and fact.from_plan else {}).get, keys)
        for case, value in zip(cases, values, strict=True):
            case.facts[fact.name] = value


def table_on_each_sheet(
    declared: layout.Table, rows: Callable[[Recommendation], Iterable[R]], item: type[R], facts: list[Fact[Any]]
) -> Table[R]:
    """Make the table of those rows of all recommendations that `rows` gives, with the columns of the layout's table."""

    def cases(subject: Subject) -> Iterator[Case[R]]:
        for owner in subject.plan.recommendations:
            for each in rows(owner):
                yield Case(subject.plan, owner, each, RowInputs(each.inputs), each.sheet, each.row)

    return Table(
        declared.key,
        declared.title,
        lambda: kinds(declared.inputs),
        cases,
        item,
        facts=facts,
        declared=lambda: declared.inputs,
    )


def kinds(declared: Iterable[Field | Column]) -> dict[str, Kind]:
    """Return the kinds of declared columns or fields that people fill in, by their keys."""
    return {each.key: each.kind for each in declared if each.kind is not Kind.FORMULA}


def dtype_of(kind: Kind) -> pl.DataType:
    """Return the type of the column that holds cells of a kind."""
    if _holds_text(kind):
        return pl.String()
    return pl.Float64() if kind in NUMBERS else pl.Date()


def _holds_text(kind: Kind) -> bool:
    return not (kind in DATES or kind in NUMBERS or kind is Kind.PERIOD)


def _own_input(inputs: Mapping[str, Input[Any]], key: str) -> Input[Any]:
    """Return the cell of an extra column, whatever capitals the plan has in its heading."""
    wanted = fold(key)
    found = inputs.get(key) or next((read for own, read in inputs.items() if fold(own) == wanted), NO_INPUT)
    return _NOT_THERE if found is NO_INPUT else found


def _figure(read: Input[Any]) -> object:
    """Return a date or a figure as a frame holds it; a band, which is two, is none."""
    if isinstance(read.value, Band):
        return None
    return float(read.value) if isinstance(read.value, Decimal) else read.value


def _text(read: Input[Any], *, listed: bool) -> str | None:
    """Return any other input as a frame holds it: its value, or the cell's text instead of a listed word."""
    value = read.value
    if value is None:
        return read.text if listed and read.problem is Problem.UNREADABLE else None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, Rating):
        return value.code
    return "; ".join(value) if isinstance(value, tuple) else read.text  # a date, if all kinds share a column
