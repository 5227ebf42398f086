"""What is decided about returns before any file is touched: each entry says where, and what each side has."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plan_workbook.package.typed_values import Typed
    from plan_workbook.plan.model import Plan
    from plan_workbook.splitting.base import Base


class Take(StrEnum):
    """Whose side a person takes in all conflicts, and about all rows that did not come back."""

    RETURNED = "returned"
    MASTER = "master"


class Returned(NamedTuple):
    """A workbook that came back, as it was read."""

    file: str
    """Its name as people know it; for one inside a zip, with that of the zip."""
    plan: Plan
    base: Base | None
    """What it is compared with: what the part said when it went out, or the lead's earlier return; None if lost."""
    whole: bool = False
    """Whether it is a copy of the whole master, which answers only for the sheets that differ from the base."""


class Where(NamedTuple):
    """One input of the master."""

    sheet: str
    cell: str
    """Its address in the master, in the form A1; for a row that is added, where it is put; empty if it has none."""
    recommendation: str
    """The recommendation's number."""
    table: str
    """``recommendation``, ``progress``, ``indicators`` or ``actions``."""
    row: str | None
    """The ref or PI number of its row."""
    field: str
    """Its heading; for a row as a whole, that of the column that says what it is."""


class Change(NamedTuple):
    """A value that is taken, with the texts as a person reads them in the cells."""

    where: Where
    before: str
    after: str
    file: str
    look: bool = False
    """Whether it is listed under `Look at these`: a target, tolerance, floor, title or original date."""
    why: str = ""
    """A sentence about it, such as why an original date is filled in; usually empty."""


class Conflict(NamedTuple):
    """A value that both sides changed, or that two returns say differently. The master stands unless told otherwise."""

    where: Where
    base: str | None
    """None if it is not known."""
    master: str
    returned: str
    file: str
    decided: Take | None = None
    """What was said beforehand about all conflicts, if that decides this one; None if a person has to."""


class Deleted(NamedTuple):
    """A row that did not come back. It stands in the master unless told otherwise."""

    sheet: str
    recommendation: str
    table: str
    row: str | None
    cell: str
    """Its first cell in the master."""
    text: str
    """What it says."""
    file: str
    decided: Take | None = None
    """What was said beforehand about all such rows, if that decides this one; None if a person has to."""


class NotCarried(NamedTuple):
    """Something that came back and is not a value that can be taken by itself."""

    file: str
    sheet: str
    """The sheet of the return."""
    cell: str
    """Its cell in the return."""
    what: str
    """What it is and what to do about it, in a few words."""
    text: str
    """What it says, as far as it says anything."""
    to_do: str = ""
    """What to do about it, if looking at it in the return is not enough, or not safe; usually empty."""


class LeftAlone(NamedTuple):
    """A sheet of a return, or a whole return, that is left for a person, and why in a sentence."""

    file: str
    sheet: str
    """The master's sheet; empty for the whole return."""
    sentence: str


class Decisions(NamedTuple):
    """Everything that is decided about some returns. Nothing is left out: it is taken, or it is listed."""

    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    deleted: tuple[Deleted, ...]
    not_carried: tuple[NotCarried, ...]
    left_alone: tuple[LeftAlone, ...]
    cells: Mapping[str, Mapping[str, Typed]]
    """What is typed into the master, by sheet and address."""
    lacking: Mapping[tuple[str, str], int]
    """How many rows do not go into the master's spare ones, by sheet and the layout's key of the table. They are listed
    in `not_carried`; once their table has room, a new decision takes them."""
