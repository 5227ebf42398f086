"""What one return says about one sheet of the master: compared cell by cell and row by row. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from plan_workbook.collecting.answers import Answer, same_recommendation
from plan_workbook.collecting.beside import Unread
from plan_workbook.collecting.entries import NotCarried
from plan_workbook.collecting.said import is_answer, row_in_words, same_contents
from plan_workbook.layout import PARAGRAPH, PARAGRAPHS, RECOMMENDATION, Column, Field, Kind, Table
from plan_workbook.layout.own_columns import all_inputs
from plan_workbook.matching.keys import Keys
from plan_workbook.matching.plans import ACTIONS, INDICATORS
from plan_workbook.matching.three_ways import LOST, NoBase, Versions, three_versions
from plan_workbook.plan.inputs import NO_INPUT, Input, Problem
from plan_workbook.plan.model import TableRow
from plan_workbook.register.same import has_no_result, same, same_content

FIELDS = "recommendation"
"""What the fields of a recommendation are called among its tables."""
TABLES: Mapping[str, Table] = {table.key: table for table in RECOMMENDATION.tables}
_PARAGRAPHS = Keys[TableRow](name=lambda _: None, text=lambda row: row.inputs[PARAGRAPH].compared)
_KEYS: Mapping[str, Keys[Any]] = {
    **{table.key: _PARAGRAPHS for table in PARAGRAPHS},
    "indicators": INDICATORS,
    "actions": ACTIONS,
}
Inputs = Mapping[str, Input[Any]]
NO_RESULT = "a formula without a saved value: open and save the return in Excel, then collect it again"
"""What a cell holds that was not worked out. It is never said of one that reaches out of the workbook."""


class Proposal(NamedTuple):
    """An input that a return says differently than it was sent out, or than the master, if that is not known."""

    answer: Answer
    table: str
    key: str
    heading: str
    kind: Kind
    row: TableRow | None
    """The master's row; None for a field."""
    came_row: TableRow | None
    sent: Input[Any] | NoBase
    here: Input[Any]
    came: Input[Any]


class NewRow(NamedTuple):
    """A row of a return that the master does not have."""

    answer: Answer
    table: str
    came: TableRow
    sent: TableRow | NoBase | None
    """What it said when it went out, if the master's row has been deleted since; LOST if it is not known."""
    follows: int | None
    """The row of the master that it follows in the return; None for the first."""
    last: bool
    """Whether no row of the master comes after it."""


class Gone(NamedTuple):
    """A row of the master that did not come back."""

    answer: Answer
    table: str
    row: TableRow
    known: bool
    """Whether it is known that it was sent out."""


@dataclass
class Reply:
    """Everything that one return says about one sheet."""

    answer: Answer
    proposals: list[Proposal] = field(default_factory=list)
    new: list[NewRow] = field(default_factory=list)
    gone: list[Gone] = field(default_factory=list)
    not_carried: list[NotCarried] = field(default_factory=list)
    cleared: int = 0
    """How many cells that were filled came back empty."""
    filled: int = 0
    """How many there were; counted only if any was cleared."""

    @property
    def says_something(self) -> bool:
        """Whether there is anything to decide."""
        return bool(self.proposals or self.new or self.gone or self.not_carried)

    @property
    def emptied(self) -> bool:
        """Whether more than half of the sheet was cleared."""
        return self.cleared * 2 > self.filled


def reply_of(answer: Answer, unread: Unread) -> Reply:
    """Compare one sheet of a return with what it was sent out as, and with the master's.

    Args:
        answer: the versions of the sheet.
        unread: the cells of the return that look blank and are not.
    """
    reply = Reply(answer)
    against = answer.master if isinstance(answer.base, NoBase) else answer.base
    if same_recommendation(against, answer.returned):
        return reply
    comparison = _Comparison(reply, unread)
    comparison.fields()
    for table in RECOMMENDATION.tables:
        if table.key in answer.returned.places:
            comparison.rows(table)
    if reply.cleared:
        reply.filled = _filled(answer)
    return reply


class _Comparison:
    def __init__(self, reply: Reply, unread: Unread) -> None:
        self.reply, self.answer, self.unread = reply, reply.answer, unread

    def fields(self) -> None:
        base = self.answer.base
        sent = base if isinstance(base, NoBase) else base.inputs
        self._inputs(FIELDS, RECOMMENDATION.fields, sent, self.answer.master, self.answer.returned)

    def rows(self, table: Table) -> None:
        base, here, came = self.answer.base, self.answer.master, self.answer.returned
        theirs, mine = came.rows(table.key), here.rows(table.key)
        sent = base if isinstance(base, NoBase) else base.rows(table.key)
        if same_contents(mine if isinstance(sent, NoBase) else sent, theirs):
            return
        versions = three_versions(sent, mine, theirs, _KEYS[table.key])
        last = max((at for at, each in enumerate(versions) if each.master is not None), default=-1)
        follows: int | None = None
        for at, each in enumerate(versions):
            self._row(table, each, follows, last=at > last)
            follows = follows if each.master is None else each.master.row

    def _row(self, table: Table, each: Versions[TableRow], follows: int | None, *, last: bool) -> None:
        sent, here, came = each
        if here is None:
            if came is not None and (sent is None or isinstance(sent, NoBase) or not self._same_row(table, sent, came)):
                self.reply.new.append(NewRow(self.answer, table.key, came, sent, follows, last))
        elif came is not None:
            was: Inputs | NoBase = LOST if isinstance(sent, NoBase) else {} if sent is None else sent.inputs
            self._inputs(table.key, all_inputs(table, {**here.inputs, **came.inputs}), was, here, came)
        elif sent is not None:
            self.reply.gone.append(Gone(self.answer, table.key, here, known=sent is not LOST))
            filled = here if isinstance(sent, NoBase) else sent
            self.reply.cleared += sum(read.typed for read in filled.inputs.values())

    def _same_row(self, table: Table, sent: TableRow, came: TableRow) -> bool:
        return all(
            not is_answer(came.inputs[each.key])
            or same(sent.inputs.get(each.key, NO_INPUT), came.inputs[each.key], each.kind)
            for each in all_inputs(table, came.inputs)
        )

    def _inputs(
        self,
        table: str,
        declared: Iterable[Field] | Iterable[Column],
        sent: Inputs | NoBase,
        here: TableRow | Any,
        came: TableRow | Any,
    ) -> None:
        """Compare the inputs of one row, or of the fields."""
        is_row = table != FIELDS
        for each in declared:
            now, then = came.inputs.get(each.key, NO_INPUT), here.inputs.get(each.key, NO_INPUT)
            was = LOST if isinstance(sent, NoBase) else sent.get(each.key, NO_INPUT)
            if not isinstance(was, NoBase) and was.problem is Problem.ABSENT:
                was = LOST
            against = then if isinstance(was, NoBase) else was
            if not is_answer(now) or self._is_unread(now, against) or same(against, now, each.kind):
                continue
            heading = each.label if isinstance(each, Field) else each.heading
            if not is_answer(then):
                self._leave(now, f"the master has no {heading} to put it in")
                continue
            self.reply.cleared += against.typed and not now.typed
            row, came_row = (here, came) if is_row else (None, None)
            self.reply.proposals.append(
                Proposal(self.answer, table, each.key, heading, each.kind, row, came_row, was, then, now)
            )

    def _is_unread(self, now: Input[Any], against: Input[Any]) -> bool:
        """Tell whether a cell holds something that gives no value, and list that if it is new."""
        if now.raw is None and against.typed and self.unread.holds(now.sheet, now.cell):
            return True  # the picture, or that the cells were merged, is listed as such
        what = not_a_value(now)
        if what and not same_content(now, against):
            self._leave(now, what)
        return bool(what)

    def _leave(self, now: Input[Any], what: str) -> None:
        self.reply.not_carried.append(NotCarried(self.answer.file, now.sheet, now.cell, what, now.text))


def not_a_value(read: Input[Any]) -> str:
    """Return what a cell holds that gives no value, with what to do about it; empty if it gives one, or is blank."""
    if has_no_result(read):
        return NO_RESULT
    if read.problem is Problem.FORMULA_ERROR:
        return "an error, not a value"
    return ""


def in_words(table: str, row: TableRow) -> str:
    """Return everything a row says; the objective last, because other rows have the same."""
    return row_in_words(
        row.inputs, sorted(all_inputs(TABLES[table], row.inputs), key=lambda each: each.key == "objective")
    )


def _filled(answer: Answer) -> int:
    """Return how many cells of a sheet were filled that can still be found."""
    against = answer.master if isinstance(answer.base, NoBase) else answer.base
    return sum(read.typed for read in _found(against.inputs, answer.returned.inputs)) + sum(
        read.typed and key in answer.returned.places[table].columns
        for table in TABLES
        if table in answer.returned.places
        for row in against.rows(table)
        for key, read in row.inputs.items()
    )


def _found(inputs: Inputs, returned: Inputs) -> Iterator[Input[Any]]:
    return (read for key, read in inputs.items() if is_answer(returned.get(key, NO_INPUT)))
