"""What came of collecting: each return, what was taken from it, what is left for a person, and who has not answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from plan_workbook.collecting.entries import Change, Conflict, Decisions, Deleted, LeftAlone, NotCarried, Take, Where
from plan_workbook.collecting.record import Line
from plan_workbook.errors import InputError
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.splitting.shares import shares_of
from plan_workbook.values.text import fold, on_one_line, tidy

NO_DECISIONS = Decisions((), (), (), (), (), {}, {})


class BaseIs(StrEnum):
    """Where the base is that a return was compared with."""

    INSIDE = "inside"
    """In the return itself."""
    KEPT = "kept"
    """Next to the master: the copy from when it was handed out, or the lead's earlier return."""


@dataclass(frozen=True)
class Answer:
    """One return, and what came of it."""

    file: str
    """Its name as people know it; for one inside a zip, with that of the zip."""
    refused: str = ""
    """Why it was not collected, in a sentence; empty if it was."""
    fingerprint: str = ""
    lead: str = ""
    sheets: tuple[str, ...] = ()
    """The master's sheets that it answers for."""
    base: BaseIs | None = None
    """Where the base is that it was compared with; None if it was lost."""
    earlier: str = ""
    """The lead's earlier return that it was compared with; usually empty."""
    led_by_others: tuple[str, ...] = ()
    """Those of its sheets that have another lead in the master by now."""
    taken: int = 0
    conflicts: int = 0
    modified_by: str = ""
    modified: str = ""
    nobodys: bool = False
    """Whether it is a copy of the whole master although parts were handed out: then it is not a lead's answer."""
    untouched: bool = False
    """Whether nobody has saved it since it was handed out: then it is not an answer."""


class NotReturned(NamedTuple):
    """A lead who has not answered, for some sheets."""

    lead: str
    """Empty for sheets without a lead."""
    sheets: tuple[str, ...]
    return_by: date | None = None
    """The day by which they were asked back, if that is known."""


class Unfit(NamedTuple):
    """A value that could not be typed into the master's cell, which is left for a person."""

    change: Change
    why: str
    """A sentence."""


class Room(NamedTuple):
    """A table of the master that has more rows now."""

    sheet: str
    table: str
    """What it is called."""
    rows: int
    """How many rows it has more, spare ones included."""


class CollectedBefore(NamedTuple):
    """A return that was passed over, because it is in the record."""

    file: str
    line: Line


class PassedOver(NamedTuple):
    """A file that is not a return."""

    file: str
    why: str
    """What it is, as a noun phrase."""


@dataclass(frozen=True)
class Collected:
    """What came of collecting some returns; without any, only who has answered and who has not."""

    master: Path
    output: Path
    """The workbook with what was taken: the master itself, or another."""
    period: str
    answers: tuple[Answer, ...]
    """Every return that was read or refused."""
    decisions: Decisions
    """What was taken, as far as it could be typed, and what is left for a person."""
    unfit: tuple[Unfit, ...]
    before: tuple[CollectedBefore, ...]
    passed_over: tuple[PassedOver, ...]
    returned: tuple[Line, ...]
    """The record's lines of the period, with those of this time."""
    not_returned: tuple[NotReturned, ...]
    take: Take | None = None
    dry_run: bool = False
    changed: bool = False
    """Whether the workbook was written, or would be."""
    backup: Path | None = None
    replaced: Path | None = None
    """Where a file is kept that was at `output` before, if that is not the master."""
    record: Path | None = None
    """The record, if lines were added to it."""
    overwritten: tuple[str, ...] = ()
    """The cells of generated sheets where typed text was replaced."""
    not_compared: str = ""
    """The period since which the Summary listed what has moved, and does not any more; empty if it did not."""
    errors: int = 0
    """How many errors are open in the workbook that was written."""
    rooms: tuple[Room, ...] = ()
    """The tables that were full and have more rows now."""
    asked_only: bool = False
    """Whether no return was given, only the question who has answered."""
    base_unread: str = ""
    """Why the copy of what was handed out can't be read, as a sentence; empty if it can, or if there is none."""
    put_back: str = ""
    """That the master was put back to before a collect, as far as that can be seen, in a sentence; usually empty."""
    not_handed_out: str = ""
    """That nobody was asked for anything in this period, in a sentence; empty if that is not so, or not known."""

    @property
    def left_before(self) -> int:
        """How many conflicts and deleted rows were left for a person when the period's returns were collected."""
        latest = {line.fingerprint: line for line in self.returned}
        return sum(line.conflicts for line in latest.values())

    @property
    def look(self) -> tuple[Change, ...]:
        """The changes to be looked at first: targets, tolerances, floors, titles and original dates."""
        return tuple(each for each in self.decisions.changes if each.look)

    @cached_property
    def conflicts_at(self) -> Mapping[Where, Sequence[Conflict]]:
        """The conflicts by the input that they are about; several returns may have one about the same."""
        found: dict[Where, list[Conflict]] = {}
        for each in self.decisions.conflicts:
            found.setdefault(each.where, []).append(each)
        return found

    @property
    def refused(self) -> tuple[Answer, ...]:
        """The returns that were not collected."""
        return tuple(each for each in self.answers if each.refused)

    @property
    def collected(self) -> tuple[Answer, ...]:
        """The returns that were collected."""
        return tuple(each for each in self.answers if not each.refused)

    @property
    def untouched(self) -> tuple[Answer, ...]:
        """The returns that nobody has saved since they were handed out."""
        return tuple(each for each in self.answers if each.untouched)

    @property
    def undecided(self) -> tuple[Conflict | Deleted, ...]:
        """The conflicts, and the rows that did not come back, about which a person has to decide."""
        entries: list[Conflict | Deleted] = [*self.decisions.conflicts, *self.decisions.deleted]
        return tuple(each for each in entries if each.decided is None)

    @property
    def to_decide(self) -> tuple[int, int]:
        """How many conflicts and how many deleted rows a person has to decide about.

        What several returns say about one cell, or row, is one decision.
        """
        conflicts = Counter((each.where, each.file) for each in self.undecided if isinstance(each, Conflict))
        deleted = {(each.sheet, each.cell) for each in self.undecided if isinstance(each, Deleted)}
        most: dict[Where, int] = {}  # new rows without a ref, of one return, are in the same place
        for (where, _), number in conflicts.items():
            most[where] = max(number, most.get(where, 0))
        return sum(most.values()), len(deleted)

    @property
    def for_a_person(self) -> int:
        """How many things are left for a person."""
        others = len(self.decisions.not_carried) + len(self.decisions.left_alone) + len(self.unfit)
        return sum(self.to_decide) + others + len(self.refused)


def expected(plan: Plan) -> tuple[NotReturned, ...]:
    """Return from whom an answer is expected, and for which sheets, if nothing says what was handed out: to everybody.

    Closed recommendations stay at home, so nobody is asked about them.
    """
    try:
        shares = shares_of(plan, plan.name)
    except InputError:  # all of them are closed
        return ()
    return tuple(NotReturned(each.lead, each.sheets) for each in shares)


def first_lead(recommendation: Recommendation) -> str:
    """Return the first-named lead of a recommendation; empty without one."""
    return tidy(on_one_line(next(iter(recommendation.lead.value or ()), "")))


def not_returned(asked: Sequence[NotReturned], returned: Sequence[Line]) -> tuple[NotReturned, ...]:
    """Return who has not answered for sheets that are expected from them."""
    answered = {fold(sheet) for line in returned for sheet in line.sheets}
    missing = ((each, tuple(s for s in each.sheets if fold(s) not in answered)) for each in asked)
    return tuple(each._replace(sheets=sheets) for each, sheets in missing if sheets)


def places_of(decisions: Decisions) -> Iterator[tuple[str, str]]:
    """Yield the file of each entry with the sheet that it is about."""
    at_a_cell: list[Change | Conflict] = [*decisions.changes, *decisions.conflicts]
    yield from ((each.file, each.where.sheet) for each in at_a_cell)
    on_a_sheet: list[Deleted | NotCarried | LeftAlone] = [*decisions.deleted, *decisions.not_carried]
    yield from ((each.file, each.sheet) for each in (*on_a_sheet, *decisions.left_alone))
