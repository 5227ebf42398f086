"""What a sheet that people fill in is made of: fields, tables of columns, and the panel at its top."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from typing import NamedTuple, TypeVar

from plan_workbook.layout.kinds import NO_INPUTS, Kind
from plan_workbook.plan.inputs import OWN
from plan_workbook.plan.uses import FULL_TERMS, STOPPING


@dataclass(frozen=True, kw_only=True, init=False, eq=False, repr=False)
class _Declared:
    """What a field and a column have in common."""

    since: int = 1
    """The template version it came with; an older workbook need not have it."""
    optional: bool = False
    """Whether any workbook may do without it."""
    only_if_used: bool = False
    """Whether it is only in the workbooks of plans that use it, because their register has its heading or `new --with`
    asks for it. Any workbook may do without it."""
    published: bool = True
    """Whether it is in an edition: under its heading or label, unless `publishing` has a better place for it."""

    def is_due(self, version: int) -> bool:
        """Tell whether a workbook of that template version must have it."""
        return not self.may_be_missing and self.since <= version

    @property
    def may_be_missing(self) -> bool:
        """Whether any workbook may do without it, whatever its template."""
        return self.optional or self.only_if_used


@dataclass(frozen=True, eq=False, repr=False)
class Field(_Declared):
    """One labelled cell: the label is in the sheet's label column, the value to the right of it."""

    key: str
    label: str
    kind: Kind
    name: str
    """The sheet-scoped defined name of the value's cell."""
    prompt: str
    register: str = ""
    """The heading or field name in the register, if it is not the label."""
    height: int = 1
    """Lines of text the empty cell shows."""
    width: float = field(default=0, kw_only=True)
    """Characters the value needs; 0 if any width will do."""
    least: float = field(default=0, kw_only=True)
    """Characters it can do with, if the sheet would otherwise be too wide for its paper; 0 for no fewer."""
    required: bool = field(default=False, kw_only=True)
    """Whether a plan can't do without it: the cell to the right of the value says so."""
    expected: bool = field(default=False, kw_only=True)
    """Whether a board looks for it: blank, it is worth a note."""
    default: str = field(default="", kw_only=True)
    """What applies while it is blank: the cell to the right of the value says so."""
    remembered: bool = field(default=False, kw_only=True)
    """Whether the cell to the right of the value says what it was in the last period."""

    @property
    def heading(self) -> str:
        """The register's name for it."""
        return self.register or self.label

    @property
    def note(self) -> str:
        """What the cell to the right of the value says; empty if there is nothing to say."""
        return "Required" if self.required else f"Blank means {self.default}" if self.default else ""


@dataclass(frozen=True, eq=False, repr=False)
class Column(_Declared):
    """One column of a table."""

    key: str
    heading: str
    kind: Kind
    prompt: str
    width: float = field(kw_only=True)
    """Characters it needs; the sheet's column is as wide as the widest of the columns that share its letter."""
    least: float = field(default=0, kw_only=True)
    """As for a field."""
    also: tuple[str, ...] = field(default=(), kw_only=True)
    """Other headings that people give it, apart from plurals, abbreviations, brackets and dates."""
    full_prompt: str = field(default="", kw_only=True)
    """The prompt in the workbook of a plan with full terms, if it is another one."""
    full_terms: bool = field(default=False, kw_only=True)
    """Whether a table that has it judges by full terms."""
    of: str = field(default="", kw_only=True)
    """The key of the column of which it says what that was in the last period."""
    formerly_before: str = field(default="", kw_only=True)
    """The key of the column before which it was in workbooks that were made earlier, if that is another."""


@dataclass(frozen=True, eq=False, repr=False)
class Table:
    """A heading row with rows below it; its defined name covers the heading row and every row."""

    key: str
    title: str
    """The title above it; empty if the only heading says the same."""
    name: str
    """The sheet-scoped defined name."""
    first_column: int
    """Counted from 1."""
    columns: tuple[Column, ...]
    spare: int
    """Empty rows kept ready below the filled ones."""
    least: int
    """How many rows a blank workbook has in all."""
    help: str
    required: bool = True
    """Whether its absence is a finding."""
    only_if_used: bool = False
    """As for a column."""
    full_terms: bool = False
    """Whether its rows may be judged by more than a target and a tolerance in percent (`plan.uses`)."""
    across: bool = False
    """Whether its only column is as wide as the sheet: the cells of a row are merged."""
    former_column: int = 0
    """Its first column in workbooks that were made earlier, if that is another."""
    ruled: bool = False
    """Whether its spare rows have lines around them on paper, as a form to be filled in has."""

    @cached_property
    def inputs(self) -> tuple[Column, ...]:
        """The columns that people fill in."""
        return tuple(c for c in self.columns if c.kind not in NO_INPUTS)

    @property
    def remembering(self) -> tuple[Column, ...]:
        """The columns that say what another one was in the last period."""
        return tuple(c for c in self.columns if c.kind is Kind.WAS)

    @cached_property
    def former(self) -> Table:
        """The table as it was in workbooks that were made earlier: in other columns, in another order."""
        order = [column for column in self.columns if column.kind is not Kind.WAS]
        for column in [column for column in order if column.formerly_before]:
            order.remove(column)
            order.insert([each.key for each in order].index(column.formerly_before), column)
        first = self.former_column or self.first_column
        if (first, tuple(order)) == (self.first_column, self.columns):
            return self
        return replace(self, first_column=first, columns=tuple(order), across=False, former_column=0)

    @property
    def last_column(self) -> int:
        """Counted from 1."""
        return self.first_column + len(self.columns) - 1

    @property
    def called(self) -> str:
        """What people call it: its title, or else its only heading."""
        return self.title or self.columns[0].heading

    @cached_property
    def headings(self) -> dict[str, str]:
        """What its columns are called, by their keys."""
        return {column.key: column.heading for column in self.columns}

    def column(self, key: str) -> int:
        """Return the position of the column with that key where a sheet has all these columns, counted from 1.

        A plan does without some of them: ask the table that `using` returns where its columns are.
        """
        return self.first_column + [c.key for c in self.columns].index(key)

    def using(self, used: Collection[str]) -> Table:
        """Return the table without the columns that are only there if a plan uses them, except those with these keys.

        With full terms, its columns have other prompts. It is the same table if nothing has to change.
        """
        columns = (*_used(self.columns, used), *own(self.key, used))
        if any(each.full_terms or (FULL_TERMS in used and each.full_prompt) for each in columns):
            columns = tuple(replace(each, prompt=each.full_prompt or each.prompt) for each in columns)
            return replace(self, columns=columns, full_terms=True)
        return self if columns == self.columns else replace(self, columns=columns)


class Panel(NamedTuple):
    """One line of the live panel on a recommendation's sheet: a label and a formula. Places are counted from 1."""

    key: str
    label: str
    row: int
    column: int
    value_column: int


@dataclass(frozen=True, eq=False, repr=False)
class Sheet:
    """A kind of sheet."""

    title: str
    label_column: int
    value_column: int
    fields: tuple[Field, ...]
    tables: tuple[Table, ...]
    texts: tuple[str, ...] = ()
    """Fixed texts on the sheet, apart from labels, titles and headings."""
    former_texts: tuple[str, ...] = ()
    """Those of earlier templates."""
    links: tuple[str, ...] = ()
    """How the links to the previous and next sheet begin; they are in the row of the last of `texts`."""
    panel: tuple[Panel, ...] = ()
    stopping: bool = False
    """Whether a rating of the plan may count as stopped."""
    to_the_edge: bool = False
    """Whether the last column of each table is drawn on to the edge of the sheet, if other tables have more columns."""

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """How wide its columns are, in characters, from column A."""
        return self._widths(lambda each: each.width)

    @property
    def least_widths(self) -> tuple[float, ...]:
        """How narrow they may become."""
        return self._widths(lambda each: each.least or each.width)

    def _widths(self, width: Callable[[Field | Column], float]) -> tuple[float, ...]:
        needed: dict[int, float] = {}
        tables = [table for table in self.tables if not table.across]
        wanted = [(table.first_column + at, width(c)) for table in tables for at, c in enumerate(table.columns)]
        wanted += [(self.value_column, width(each)) for each in self.fields]
        wanted += [(self.label_column, room_for(each.label)) for each in self.fields]
        for column, characters in wanted:
            needed[column] = max(characters, needed.get(column, 0))
        return tuple(needed[column] for column in range(1, max(needed) + 1))

    @property
    def labels(self) -> dict[str, str]:
        """What its fields are called, by their keys."""
        return {field.key: field.label for field in self.fields}

    def table(self, key: str) -> Table:
        """Return the table with that key."""
        return next(table for table in self.tables if table.key == key)

    def using(self, used: Collection[str]) -> Sheet:
        """Return the sheet as the workbook of a plan has it.

        `used` are the keys of what the plan uses, among the fields, columns and tables that are only there then, and
        what else it uses (`plan.uses`). For the same keys it is the same object, by which formulas are remembered.
        """
        return _using(self, (self.fields, self.tables, *(table.columns for table in self.tables)), frozenset(used))

    def with_own(self, keys: Collection[str]) -> Sheet:
        """Return the sheet with the extra columns that are among these keys, as well as all that it declares."""
        if not any(OWN in key for key in keys):
            return self
        tables = (replace(table, columns=(*table.columns, *own(table.key, keys))) for table in self.tables)
        return replace(self, tables=tuple(tables))

    @property
    def only_if_used(self) -> tuple[Field | Column | Table, ...]:
        """Its fields, columns and tables that are only there if a plan uses them."""
        columns = (column for table in self.tables for column in table.columns)
        parts: tuple[Field | Column | Table, ...] = (*self.fields, *columns, *self.tables)
        return tuple(each for each in parts if each.only_if_used)

    @property
    def former(self) -> Sheet:
        """The sheet with its tables as they were in workbooks that were made earlier."""
        return replace(self, tables=tuple(table.former for table in self.tables))

    def line(self, key: str) -> Panel:
        """Return the line of the panel with that key."""
        return next(line for line in self.panel if line.key == key)


@lru_cache(100)
def _using(sheet: Sheet, declared: tuple[object, ...], used: frozenset[str]) -> Sheet:
    """Return what `Sheet.using` does; `declared` is what the sheet declares now, to which others may add."""
    tables = tuple(table.using(used) for table in _used(sheet.tables, used))
    return replace(sheet, fields=_used(sheet.fields, used), tables=tables, stopping=STOPPING in used)


Part = TypeVar("Part", Field, Column, Table)


def _used(parts: Iterable[Part], used: Collection[str]) -> tuple[Part, ...]:
    return tuple(each for each in parts if not each.only_if_used or each.key in used)


def own(table: str, used: Iterable[str]) -> tuple[Column, ...]:
    """Return the extra columns of a table that a plan has, in alphabetical order (`layout.own_columns`)."""
    begins = f"{table}{OWN}"
    return tuple(own_column(key) for key in sorted((k for k in used if k.startswith(begins)), key=str.casefold))


@cache
def own_column(key: str) -> Column:
    """Return the column that a council has added, given its key."""
    heading = key.partition(OWN)[2]
    prompt = "A column of your own. It is kept as it is typed; only a rule of your own checks it."
    return Column(key, heading, Kind.LONG_TEXT, prompt, width=max(14.5, room_for(heading)), least=9, only_if_used=True)


def room_for(label: str) -> float:
    """Return how many characters wide a column must be to break none of a label's words, in bold type."""
    return max((len(word) for word in label.split()), default=0) * 1.1 + 0.5
