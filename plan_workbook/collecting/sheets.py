"""What is done about one sheet of the master, given what all returns say about it. Pure functions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from plan_workbook.collecting.entries import Change, Conflict, Deleted, NotCarried, Take, Where
from plan_workbook.collecting.replies import (
    TABLES,
    Gone,
    NewRow,
    Proposal,
    Reply,
    in_words,
    not_a_value,
)
from plan_workbook.collecting.said import is_answer
from plan_workbook.collecting.typing_in import typed_as, unit_of
from plan_workbook.layout import ACTIONS, INDICATORS, PARAGRAPH, PARAGRAPHS, Kind, Table
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.matching.three_ways import NoBase
from plan_workbook.package.addresses import address_of, place_of
from plan_workbook.package.typed_values import Result, Typed
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.reading.cells import Context
from plan_workbook.register.same import same
from plan_workbook.values.text import tidy

_LOOK = frozenset({"title", "target", "target_now", "tolerance", "floor", "original_completion_date"})
"""The inputs whose change a person should look at, because it moves what the plan is measured by."""
_NAMES = {INDICATORS.key: "number", ACTIONS.key: "ref"}
"""The column with what people call a row by, for each table."""
_TELLS = {**{table.key: PARAGRAPH for table in PARAGRAPHS}, INDICATORS.key: "description", ACTIONS.key: "text"}
"""The column with what a row is, for each table."""


class Sheet:
    """One sheet of the master, and what all returns say about it."""

    def __init__(
        self, plan: Plan, own: Recommendation, replies: Sequence[Reply], context: Context, take: Take | None
    ) -> None:
        """Decide everything."""
        self.plan, self.own, self._context, self._takes = plan, own, context, take
        self.changes: list[Change] = []
        self.conflicts: list[Conflict] = []
        self.deleted: list[Deleted] = []
        self.not_carried: list[NotCarried] = [each for reply in replies for each in reply.not_carried]
        self.cells: dict[str, Typed] = {}
        """What is typed into it, by address."""
        self.lacking: Counter[str] = Counter()
        """How many rows do not go into the spare ones of its tables, by the tables' keys."""
        self._proposals: dict[str, list[Proposal]] = defaultdict(list)
        for reply in replies:
            for proposal in reply.proposals:
                self._proposals[proposal.here.cell].append(proposal)
        for cell in sorted(self._proposals, key=lambda each: place_of(each)[0]):
            self._value(self._proposals[cell])
        self._gone([each for reply in replies for each in reply.gone])
        new = _each_once([each for reply in replies for each in reply.new])
        wanted = [each for each in new if self._is_wanted(each)]
        for table in PARAGRAPHS:
            self._paragraphs([each for each in wanted if each.table == table.key], table)
        for table in (INDICATORS, ACTIONS):
            self._at_the_end([each for each in wanted if each.table == table.key], table)

    # ----------------------------------------------------------------------------------------- values

    def _value(self, proposals: list[Proposal]) -> None:
        """Decide about one cell of the master, given every return that has changed it."""
        news = [each for each in proposals if not same(each.here, each.came, each.kind)]
        if not news:
            return
        if self._differs_by_row(proposals):
            for each in news:
                what = "changed for some rows only, but in the master these rows share one cell"
                self._leave(each.answer.file, each.came, what)
            return
        first = news[0]
        one_answer = all(same(each.came, first.came, each.kind) for each in proposals)
        if one_answer and all(_is_free(each) for each in news):
            self._take(first)
        elif one_answer and self._takes is Take.RETURNED and not _is_silent(first):
            self._take(first, _in_spite_of(first))
        else:
            self._conflict(news)

    def _conflict(self, news: Iterable[Proposal]) -> None:
        """List what each return says."""
        by_file: dict[str, Proposal] = {}
        for each in news:
            by_file.setdefault(each.answer.file, each)  # of several rows with one cell, the first
        for file, each in by_file.items():
            base = None if isinstance(each.sent, NoBase) else each.sent.text
            where = self._where(each.table, each.heading, each.here.cell, each.row)
            self.conflicts.append(Conflict(where, base, each.here.text, each.came.text, file, self._for_master))

    @cached_property
    def _rows_with(self) -> Counter[str]:
        """How many rows have their objective in a cell: several if it is merged, or a sub-heading."""
        return Counter(action.objective.cell for action in self.own.actions)

    def _differs_by_row(self, proposals: list[Proposal]) -> bool:
        """Tell whether a cell is that of several rows in the master, and a return says different things for them."""
        one = proposals[0]
        rows = self._rows_with[one.here.cell] if one.key == "objective" else 1
        by_file: dict[str, list[Proposal]] = defaultdict(list)
        for each in proposals:
            by_file[each.answer.file].append(each)
        return rows > 1 and any(
            len(these) != rows or not all(same(each.came, these[0].came, each.kind) for each in these)
            for these in by_file.values()
        )

    def _take(self, one: Proposal, why: str = "") -> None:
        unit = unit_of(one.came_row.inputs) if one.came_row else ""
        if self._type(one.here.cell, one.answer.file, one.came, one.kind, one.here, unit):
            where = self._where(one.table, one.heading, one.here.cell, one.row)
            self.changes.append(Change(where, one.here.text, one.came.text, one.answer.file, one.key in _LOOK, why))
            if one.key == "completion_date":
                self._keep_first_date(one)

    def _keep_first_date(self, one: Proposal) -> None:
        """Fill in the original date of an action whose completion date a lead has moved later."""
        sent, came = one.sent, one.came
        if isinstance(sent, NoBase) or not isinstance(one.row, Action) or not isinstance(one.came_row, Action):
            return
        first, theirs = one.row.original_completion_date, one.came_row.original_completion_date
        later = isinstance(sent.value, date) and isinstance(came.value, date) and came.value > sent.value
        is_blank = first.raw is None and theirs.raw is None and is_answer(first)
        if not later or not is_blank or first.cell in self._proposals:
            return
        if self._type(first.cell, one.answer.file, sent, Kind.END_DATE, first):
            where = self._where(ACTIONS.key, ACTIONS.headings["original_completion_date"], first.cell, one.row)
            why = f"The completion date was put off from {sent.text} to {came.text}, so the first one is kept."
            self.changes.append(Change(where, "", sent.text, one.answer.file, True, why))

    def _type(
        self, cell: str, file: str, read: Input[Any], kind: Kind, into: Input[Any] | None, unit: str = ""
    ) -> bool:
        """Type an input into a cell, and tell whether that is possible; what no cell can hold is listed."""
        try:
            self.cells[cell] = typed_as(read, kind, into, self._context, unit)
        except ValueError as reason:
            self._leave(file, read, f"a value that no cell can hold: {reason}")
            return False
        return True

    # ----------------------------------------------------------------------------------------- rows that are gone

    def _gone(self, gone: Iterable[Gone]) -> None:
        """List the rows that did not come back, and clear them if that is wanted and nobody else has changed them."""
        used = Counter(read.cell for action in self.own.actions for read in action.inputs.values())
        known_last = sorted(gone, key=lambda each: each.known)
        for each in {(each.table, each.row.row): each for each in known_last}.values():
            inputs = [read for read in each.row.inputs.values() if is_answer(read)]
            changed = any(self._proposals.get(read.cell) for read in inputs)
            decided = self._for_master
            if self._takes is Take.RETURNED and each.known and not changed:
                decided = Take.RETURNED
                self.cells |= {read.cell: None for read in inputs if used[read.cell] < 2}
                if isinstance(each.row, Indicator) and each.row.live_status.formula:
                    self.cells[each.row.live_status.cell] = Result("")
            first = min(inputs, key=lambda read: place_of(read.cell)[0][1])
            own, name, text = self.own, self._name(each.table, each.row), in_words(each.table, each.row)
            gone_row = Deleted(
                own.sheet, own.number.text, each.table, name, first.cell, text, each.answer.file, decided
            )
            self.deleted.append(gone_row)

    # ----------------------------------------------------------------------------------------- rows that are new

    def _is_wanted(self, new: NewRow) -> bool:
        """Tell whether a row is added; one that the master may have deleted is a conflict."""
        if new.sent is None or self._takes is Take.RETURNED:
            return True
        base = None if isinstance(new.sent, NoBase) else in_words(new.table, new.sent)
        where = self._where(new.table, TABLES[new.table].headings[_TELLS[new.table]], "", new.came)
        said = in_words(new.table, new.came)
        self.conflicts.append(Conflict(where, base, "", said, new.answer.file, self._for_master))
        return False

    def _at_the_end(self, new: Sequence[NewRow], table: Table, why: str = "") -> None:
        """Type rows into the spare rows of a table, in their order."""
        place = self.own.places.get(table.key)
        for at, each in enumerate(new):
            if place is None or at >= len(place.spare):
                self._no_room(each, table)
            else:
                cells = {key: address_of((place.spare[at], column)) for key, column in place.columns.items()}
                self._fill(each, table, cells, why)

    def _no_room(self, new: NewRow, table: Table) -> None:
        what = f"a row for which there is no spare row in {table.called} on {self.own.sheet}"
        first = next(read for read in new.came.inputs.values() if read.cell)
        said = in_words(table.key, new.came)
        self.not_carried.append(NotCarried(new.answer.file, first.sheet, first.cell, what, said))
        if table.key in self.own.places:
            self.lacking[table.key] += 1

    def _fill(self, new: NewRow, table: Table, cells: dict[str, str], why: str = "") -> None:
        """Type a row into cells, by the columns' keys."""
        unit, file = unit_of(new.came.inputs), new.answer.file
        why = why or ("" if new.sent is None else "The master has no such row; it was taken from the return, as asked.")
        for column in all_inputs(table, new.came.inputs):
            read = new.came.inputs[column.key]
            if not is_answer(read):
                continue
            cell, what = cells.get(column.key), not_a_value(read)
            if cell is None:
                what = what or f"the master has no {column.heading} to put it in"
            if what and (read.typed or read.formula):
                self._leave(file, read, what)
            elif cell is not None and self._type(cell, file, read, column.kind, None, unit) and read.typed:
                where = self._where(table.key, column.heading, cell, new.came)
                self.changes.append(Change(where, "", read.text, file, why=why))

    # ----------------------------------------------------------------------------------------- paragraphs

    def _paragraphs(self, new: Sequence[NewRow], table: Table) -> None:
        """Type new paragraphs where they are in the return: those below move down, unless something is at their cells.

        A note would stay where it is and be next to another paragraph, and so would anything that is not plain text.
        """
        place = self.own.places.get(table.key)
        if all(each.last for each in new) or place is None:
            self._at_the_end(new, table)
            return
        paragraphs = self.own.paragraphs(table.key)
        rows = [row.row for row in self.own.rows(table.key)]
        places = {id(each): 0 if each.follows is None else rows.index(each.follows) + 1 for each in new}
        start = min(places.values())
        below = list(paragraphs[start:])
        if not all(map(self._may_move, below)):
            why = "It was added at the end: a paragraph that would move down has a note, or is not plain text."
            self._at_the_end(new, table, why)
            return
        room, left = new[: len(place.spare)], new[len(place.spare) :]
        order: list[Input[str] | NewRow] = [*below]
        for each in sorted(room, key=lambda each: places[id(each)])[::-1]:
            order.insert(places[id(each)] - start, each)
        spare = (address_of((row, place.columns[PARAGRAPH])) for row in place.spare)
        cells = dict(zip(map(id, order), (*(read.cell for read in below), *spare), strict=False))
        self._move(below, {read.cell: cells[id(read)] for read in below})
        for each in room:
            why = "" if each.last else "The paragraphs below it were moved down."
            self._fill(each, table, {PARAGRAPH: cells[id(each)]}, why)
        for each in left:
            self._no_room(each, table)

    def _move(self, paragraphs: Iterable[Input[str]], moved: Mapping[str, str]) -> None:
        """Type paragraphs into other cells, as they are or as they were decided, and let what is said follow them."""
        raw = {read.cell: read.raw for read in paragraphs}
        now = {cell: self.cells.pop(old, str(raw[old])) for old, cell in moved.items()}
        self.cells |= now
        self.changes = [each._replace(where=_where_now(each.where, moved)) for each in self.changes]
        self.conflicts = [each._replace(where=_where_now(each.where, moved)) for each in self.conflicts]
        self.deleted = [each._replace(cell=moved.get(each.cell, each.cell)) for each in self.deleted]

    def _may_move(self, read: Input[str]) -> bool:
        """Tell whether a paragraph can be typed into another cell without losing anything."""
        return isinstance(read.raw, str) and not read.formula and read.standing is None and read.cell not in self._noted

    @cached_property
    def _noted(self) -> frozenset[str]:
        """The cells of the master's sheet at which something is that is not a value."""
        return frozenset(each.cell for each in self.plan.remarks if each.sheet == self.own.sheet)

    # ----------------------------------------------------------------------------------------- words

    @property
    def _for_master(self) -> Take | None:
        return Take.MASTER if self._takes is Take.MASTER else None

    def _leave(self, file: str, read: Input[Any], what: str) -> None:
        self.not_carried.append(NotCarried(file, read.sheet, read.cell, what, read.text))

    def _where(self, table: str, heading: str, cell: str, row: TableRow | None) -> Where:
        return Where(self.own.sheet, cell, self.own.number.text, table, self._name(table, row), heading)

    def _name(self, table: str, row: TableRow | None) -> str | None:
        return tidy(row.inputs[_NAMES[table]].text) or None if row is not None and table in _NAMES else None


def _where_now(where: Where, moved: Mapping[str, str]) -> Where:
    return where._replace(cell=moved.get(where.cell, where.cell))


def _is_free(one: Proposal) -> bool:
    """Tell whether the master still has what was sent out; if that is not known, whether it has nothing."""
    return not one.here.typed if isinstance(one.sent, NoBase) else same(one.sent, one.here, one.kind)


def _is_silent(one: Proposal) -> bool:
    """Tell whether a blank came back of which it is not known that anything was sent out: it clears nothing."""
    return isinstance(one.sent, NoBase) and not one.came.typed


def _in_spite_of(one: Proposal) -> str:
    here = f'"{tidy(one.here.text)}"' if one.here.typed else "nothing"
    return f"The master said {here}, which was changed too; it was taken from the return, as asked."


def _each_once(new: Sequence[NewRow]) -> list[NewRow]:
    """Return new rows without those that another return has just the same."""
    kept: list[NewRow] = []
    for each in new:
        columns = TABLES[each.table].inputs
        twins = (one for one in kept if one.table == each.table and one.answer.file != each.answer.file)
        if not any(
            all(same(one.came.inputs[c.key], each.came.inputs[c.key], c.kind) for c in columns) for one in twins
        ):
            kept.append(each)
    return kept
