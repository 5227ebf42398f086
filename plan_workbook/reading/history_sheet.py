"""Reads the History sheet, or the same table of a register: each cell that differs once, then the lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.layout import HIDDEN_IN_HISTORY, HISTORY, NEEDED_IN_HISTORY
from plan_workbook.package.addresses import column_letters, place_of
from plan_workbook.package.contents import Contents, Page
from plan_workbook.plan.history_line import HistoryLine, Key, Kind, Known
from plan_workbook.plan.history_line import key as key_called
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import Observation
from plan_workbook.reading.book import MOST_CELLS
from plan_workbook.reading.cells import Cell, Context
from plan_workbook.reading.grid import read_grid
from plan_workbook.reading.history_cells import Fault, as_written, figure_of, text_of, value_of
from plan_workbook.reading.periods import month_named, read_period
from plan_workbook.values.text import counted, fold, listed

RULE = "history-unreadable"
OFF_THE_SCALE = "history-rating-unknown"
_COLUMNS = (*HISTORY.columns, *HIDDEN_IN_HISTORY)
_KEYS = tuple(column.key for column in HISTORY.columns)
_FIGURES = frozenset(column.key for column in HISTORY.columns if column.kind in layout.NUMBERS)
_OF_A_THING = ("kind", "recommendation", "reference")
"""The columns that say what a line is about."""
_HEADINGS = {fold(column.heading): column.key for column in _COLUMNS}
_FIRST_ROWS = 20
"""The rows in which the headings are looked for."""
_MOST_FINDINGS = 100
"""What is told one by one; the first of the others is told with how many they are."""
_BLANK = Cell("", "")
_MISSING = {
    "report_date": "a line needs the report date of its period",
    "kind": f"a line says if it is about a {listed([kind.value for kind in Kind], 'or')}",
    "recommendation": "a line needs the number of its recommendation",
    "reference": "the line of an action or indicator needs its ref or PI number",
}


class HistoryTable:
    """The filled rows of a history as they are stored; lines are made of them when somebody asks for them."""

    def __init__(
        self,
        rows: Sequence[int],
        columns: Mapping[str, Sequence[Hashable]],
        cells: Mapping[Hashable, Cell],
        context: Context = Context(),  # noqa: B008 - it can't be changed
        item_word: str = DEFAULT_ITEM_WORD,
    ) -> None:
        """Take the rows.

        Args:
            rows: their numbers, as in Excel.
            columns: by the key of the column, what stands for the cell in each row: cells that hold the same may have
                the same there.
            cells: the cell for that; a cell without content may be left out.
            context: the facts about the plan that are needed to read a period.
            item_word: the plan's word for its items.
        """
        self.rows, self._context, self.item_word = rows, context, item_word
        self._columns = {each.key: columns.get(each.key) or (None,) * len(rows) for each in _COLUMNS}
        self._cells = cells

    def __len__(self) -> int:
        return len(self.rows)

    def cell(self, key: str, at: int) -> Cell:
        """Return the cell of a column in one of the rows, by its position; it does not know its place."""
        return self._cells.get(self._columns[key][at], _BLANK)

    # ------------------------------------------------------------------------------------------- values

    @cached_property
    def _read(self) -> dict[str, dict[Hashable, object]]:
        """By column, what each of its differing cells says: a text, a date, a figure, None, or why it can't be read.

        Figures are read with the unit of their row.
        """
        found: dict[str, dict[Hashable, object]] = {}
        for column in HISTORY.columns:
            if column.kind in layout.NUMBERS:
                found[column.key] = {
                    pair: figure_of(self._held(pair[0]), text_of(self._held(pair[1])))
                    for pair in set(self._stored(column.key, "unit"))
                }
            else:
                tokens = set(self._columns[column.key])
                found[column.key] = {token: value_of(column, self._held(token), self.item_word) for token in tokens}
        return found

    def _held(self, token: Hashable) -> Cell:
        return self._cells.get(token, _BLANK)

    def _stored(self, *keys: str) -> Iterator[tuple[Hashable, ...]]:
        """Yield what stands for the cells of several columns, row by row."""
        return zip(*(self._columns[each] for each in keys), strict=True)

    def _values(self, key: str) -> list[object]:
        """Return what each row says in a column."""
        is_figure = key in _FIGURES
        return list(map(self._read[key].__getitem__, self._stored(key, "unit") if is_figure else self._columns[key]))

    @cached_property
    def _rows_of(self) -> dict[tuple[Hashable, ...], list[int]]:
        """The positions of the rows about each thing, by what stands for the cells that say which it is."""
        found: dict[tuple[Hashable, ...], list[int]] = defaultdict(list)
        for at, thing in enumerate(self._stored(*_OF_A_THING)):
            found[thing].append(at)
        return found

    @cached_property
    def _keys(self) -> dict[tuple[Hashable, ...], Key | None]:
        """What things were known by, by what stands for the cells that say it; None if a cell says something else."""
        found: dict[tuple[Hashable, ...], Key | None] = {}
        for each in self._rows_of:
            kind, number, reference = (self._read[key][token] for key, token in zip(_OF_A_THING, each, strict=True))
            known = isinstance(kind, Kind) and isinstance(number, str) and isinstance(reference, str)
            found[each] = key_called(kind, number, reference, self.item_word) if known else None  # type: ignore[arg-type]
        return found

    @cached_property
    def faults(self) -> dict[int, tuple[str, str]]:
        """The rows that can't be read, by position: the column that is at fault, and why."""
        found: dict[int, tuple[str, str]] = {}
        for key in _KEYS:
            bad = {token: value.why for token, value in self._read[key].items() if isinstance(value, Fault)}
            if key in ("report_date", "kind", "recommendation"):
                bad |= {token: _MISSING[key] for token, value in self._read[key].items() if value is None}
            if bad:
                tokens = self._stored(key, "unit") if key in _FIGURES else self._columns[key]
                found = {at: (key, bad[token]) for at, token in enumerate(tokens) if token in bad} | found
        nameless = {each for each, key in self._keys.items() if key and key.kind is not Kind.RECOMMENDATION}
        nameless = {each for each in nameless if not self._keys[each].reference}  # type: ignore[union-attr]
        for each in nameless:
            found = dict.fromkeys(self._rows_of[each], ("reference", _MISSING["reference"])) | found
        return self._repeated(found) | found

    def _repeated(self, faults: Mapping[int, object]) -> dict[int, tuple[str, str]]:
        """Return the rows about a thing and period that an earlier row is about, but for those with other faults."""
        days, stored = self._read["report_date"], self._columns["report_date"]
        written_alike = len(set(days.values())) == len(days) and len(set(self._keys.values())) == len(self._keys)
        if written_alike and all(len(set(map(stored.__getitem__, at))) == len(at) for at in self._rows_of.values()):
            return {}
        found: dict[int, tuple[str, str]] = {}
        seen: dict[tuple[object, Key | None], int] = {}
        for at, (day, *of) in enumerate(self._stored("report_date", *_OF_A_THING)):
            if at not in faults and (first := seen.setdefault((days[day], self._keys[tuple(of)]), at)) != at:
                found[at] = "report_date", f"row {self.rows[first]} is about the same thing in the same period"
        return found

    # ------------------------------------------------------------------------------------------- what it holds

    def lines(self) -> list[HistoryLine]:
        """Return the lines that can be read, in the order of the rows."""
        faults = self.faults
        rows = zip(*map(self._values, _KEYS), self._covers(), strict=True)
        if not faults:
            return list(map(HistoryLine._make, rows))
        return [HistoryLine._make(row) for at, row in enumerate(rows) if at not in faults]

    def dues(self) -> dict[Key, list[tuple[date, date | None]]]:
        """Return the completion dates of actions, each with its report date, in the order of the rows."""
        days, dues, faults = self._values("report_date"), self._values("due"), self.faults
        found: dict[Key, list[tuple[date, date | None]]] = {}
        for thing, rows in self._rows_of.items():
            key = self._keys[thing]
            if key is not None and key.kind is Kind.ACTION:
                kept = [at for at in rows if at not in faults] if faults else rows
                dates = zip(map(days.__getitem__, kept), map(dues.__getitem__, kept), strict=True)
                found.setdefault(key, []).extend(dates)  # type: ignore[arg-type]
        return found

    def known(self) -> dict[Key, Known]:
        """Return what the things of the last period said then, as far as that was kept."""
        found: dict[Key, Known] = {}
        rows = [at for at, token in enumerate(self._columns["said"]) if token and at not in self.faults]
        if not rows:
            return found
        days = self._read["report_date"]
        last = max(day for day in days.values() if isinstance(day, date))
        for at in rows:
            of = self._keys[tuple(self._columns[each][at] for each in _OF_A_THING)]
            if days[self._columns["report_date"][at]] == last and of is not None:
                found[of] = Known(text_of(self.cell("said", at)), text_of(self.cell("cells", at)))
        return found

    def off_the_scale(self) -> dict[str, list[int]]:
        """Return the codes of ratings that the plan's scale does not have, with the positions of their rows."""
        unknown = {
            token: str(code)
            for token, code in self._read["rating"].items()
            if code and not isinstance(code, Fault) and self._context.scale.rating_called(str(code)) is None
        }
        found: dict[str, list[int]] = {}
        if unknown:
            for at, token in enumerate(self._columns["rating"]):
                if token in unknown and at not in self.faults:
                    found.setdefault(unknown[token], []).append(at)
        return found

    def unread(self) -> tuple[tuple[str, ...], ...]:
        """Return the texts of the rows that can't be read, one for each column."""
        return tuple(tuple(as_written(self.cell(each, at)) for each in _KEYS) for at in sorted(self.faults))

    def _covers(self) -> list[date | None]:
        """Return the date on which the data period of each row ends."""
        keys = ("kind", "period", "report_date", "data_period")
        said = list(self._stored(*keys))
        ends = {
            each: self._end_of(*(self._read[key][token] for key, token in zip(keys, each, strict=True)))
            for each in set(said)
        }
        return list(map(ends.__getitem__, said))

    def _end_of(self, kind: object, period: object, report_date: object, data_period: object) -> date | None:
        """Return the date on which the data period of an indicator's line ends."""
        if kind is not Kind.INDICATOR or not isinstance(report_date, date):
            return None
        calendar = self._context.calendar_quarters
        if data_period:
            return read_period(str(data_period), "", calendar=calendar, report_date=report_date)
        return month_named(str(period), "", report_date) or report_date


def history_of_records(records: Iterable[Mapping[str, str]], context: Context, item_word: str) -> HistoryTable:
    """Return the history in the table of a register, whose rows are texts by heading."""
    rows = list(records)
    columns = {each.key: [row.get(each.heading, "") for row in rows] for each in HISTORY.columns}
    texts = {text for column in columns.values() for text in column if text}
    return HistoryTable(
        range(2, len(rows) + 2), columns, {text: Cell("", "", text) for text in texts}, context, item_word
    )


# --------------------------------------------------------------------------------------------- the sheet


class HistorySheet(NamedTuple):
    """The History sheet of a workbook."""

    title: str
    table: HistoryTable
    columns: Mapping[str, int]
    """Where its columns are, from 1, by their keys; none if the headings can't be found."""
    outside: tuple[Cell, ...] = ()
    """The cells with something in them that are not in its table."""

    @property
    def is_lost(self) -> bool:
        """Whether the headings can't be found without which no line can be read."""
        return not self.columns

    @property
    def lacking(self) -> tuple[str, ...]:
        """The headings that can't be found; only those without which no line can be read if there is no such row."""
        wanted = NEEDED_IN_HISTORY if self.is_lost else _KEYS
        return tuple(each.heading for each in HISTORY.columns if each.key in wanted and each.key not in self.columns)

    def observations(self) -> Iterator[Observation]:
        """Yield what can't be read: the first such cell of each row, and the cells outside the table.

        Then each code that the plan's scale does not have, at the first of its cells, with how many lines have it.
        """
        if self.lacking:
            headings = "heading" if len(self.lacking) == 1 else "headings"
            why = f"the {headings} {listed(self.lacking)} can't be found"
            yield Observation(RULE, self.title, "A1", None, "", why)
        if self.is_lost:
            return
        found = [self._fault(at, *fault) for at, fault in sorted(self.table.faults.items())]
        found += [Observation(RULE, self.title, each.address, each.raw, as_written(each)) for each in self.outside]
        yield from found[:_MOST_FINDINGS]
        if len(found) > _MOST_FINDINGS:
            last = found[_MOST_FINDINGS]
            why = last.other or "it is not part of a line"
            more = len(found) - _MOST_FINDINGS - 1
            yield last._replace(other=f"{why}; nor can {counted(more, 'more place')} below it" if more else why)
        for code, rows in self.table.off_the_scale().items():
            cell = self.table.cell("rating", rows[0])
            yield Observation(
                OFF_THE_SCALE, self.title, self._address("rating", rows[0]), cell.raw, code, str(len(rows))
            )

    def _fault(self, at: int, key: str, why: str) -> Observation:
        cell = self.table.cell(key, at)
        return Observation(RULE, self.title, self._address(key, at), cell.raw, as_written(cell), why)

    def _address(self, key: str, at: int) -> str:
        return f"{column_letters(self.columns.get(key, 1))}{self.table.rows[at]}"


def read_history(contents: Contents, page: Page, context: Context, item_word: str) -> HistorySheet:
    """Return what is on a History sheet.

    Raises:
        TooManyCells: there are more cells than any history has.
        Exception: the part can't be read; parsers raise many kinds.
    """
    listed_rows = contents.rows_of_list(page, len(_COLUMNS))
    if listed_rows is not None:
        rows, stored = listed_rows
        grid = read_grid(page.title, {}, stored, contents.formats, contents.is_picture)
        cells: dict[Hashable, Cell] = {rows.differing[row - 1]: cell for (row, _), cell in grid.cells.items()}
        return _sheet(page.title, rows.numbers, dict(enumerate(rows.columns, 1)), cells, context, item_word)
    grid = read_grid(page.title, {}, contents.cells(page, MOST_CELLS), contents.formats, contents.is_picture)
    alike = {place: cell._replace(address="") for place, cell in grid.cells.items() if not cell.blank}
    numbers = sorted({row for row, _ in alike})
    widest = max((column for _, column in alike), default=0)
    columns = {column: [alike.get((row, column)) for row in numbers] for column in range(1, widest + 1)}
    return _sheet(page.title, numbers, columns, {cell: cell for cell in alike.values()}, context, item_word)


def _sheet(
    title: str,
    numbers: Sequence[int],
    columns: Mapping[int, Sequence[Hashable]],
    cells: Mapping[Hashable, Cell],
    context: Context,
    item_word: str,
) -> HistorySheet:
    """Return the sheet with these rows, each column with what stands for its cells."""
    blank = {token for token, cell in cells.items() if cell.blank} | {None, b""}
    heading, places = _headings(columns, cells, item_word)
    if not places:
        return HistorySheet(title, HistoryTable((), {}, {}), {})
    visible = [columns[place] for key, place in places.items() if key in _KEYS]
    dates = columns[places["report_date"]]
    below = range(heading + 1, len(numbers))
    whole = blank.isdisjoint(dates[heading + 1 :])
    kept = [] if whole else [at for at in below if any(column[at] not in blank for column in visible)]
    table = HistoryTable(
        numbers[heading + 1 :] if whole else [numbers[at] for at in kept],
        {
            key: columns[place][heading + 1 :] if whole else [columns[place][at] for at in kept]
            for key, place in places.items()
        },
        cells,
        context,
        item_word,
    )
    own = {*places.values()}
    outside = [
        cells[token]._replace(sheet=title, address=f"{column_letters(column)}{numbers[at]}")
        for column, tokens in columns.items()
        if column not in own or heading
        for at, token in enumerate(tokens if column not in own else tokens[:heading])
        if token not in blank
    ]
    return HistorySheet(title, table, places, tuple(sorted(outside, key=lambda cell: place_of(cell.address)[0])))


def _headings(
    columns: Mapping[int, Sequence[Hashable]], cells: Mapping[Hashable, Cell], item_word: str
) -> tuple[int, dict[str, int]]:
    """Return the position of the row of headings, and the columns by key; no columns if there is no such row."""
    headings = {fold(item_word): "recommendation", **_HEADINGS}
    for at in range(min(_FIRST_ROWS, len(columns.get(1, ())))):
        places: dict[str, int] = {}
        for column, tokens in columns.items():
            key = headings.get(fold(text_of(cells.get(tokens[at], _BLANK))))
            if key is not None:
                places.setdefault(key, column)
        if places.keys() >= {*NEEDED_IN_HISTORY}:
            return at, places
    return 0, {}
