"""What commands print that are about leads: ``chase``, ``split`` and ``collect``."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class Draft(TypedDict):
    """A draft to one person."""

    name: str | None
    address: str
    file: str
    """The file name of the draft, in the folder."""
    sheets: list[str]
    errors: NotRequired[int]
    """How many errors it is about; this and the next three are there without `--missing`."""
    warnings: NotRequired[int]
    notes: NotRequired[int]
    due: NotRequired[int]
    """How many actions that are overdue or due it is about."""
    return_by: NotRequired[str | None]
    """With `--missing`: the day by which the parts were asked back."""
    attached: NotRequired[bool]
    """With `--missing`: whether their parts are attached again."""


class NoDraft(TypedDict):
    """A lead, or sheets without one, that no draft is written to."""

    lead: str | None
    sheets: list[str]
    why: str
    fix: str
    """What to do about it."""


class Kept(TypedDict):
    """A file that was there and is kept under another name."""

    file: str
    kept: str


class Chased(TypedDict):
    """Drafts to leads about their own cells, or with `--missing` about their parts. Nothing was sent."""

    format: Literal[1]
    workbook: str
    period: str
    report_date: str | None
    missing: bool
    """Whether they are to leads whose parts have not come back."""
    folder: str
    dry_run: bool
    """Whether nothing was written."""
    drafts: list[Draft]
    no_drafts: list[NoDraft]
    answer_by: str | None
    """The day by which the drafts ask for an answer, as it was given with `--by`."""
    coordinators: NotRequired[int]
    """Without `--missing`: findings about the plan itself, which are in no draft."""
    nothing_counts_as_due: NotRequired[bool]
    """Without `--missing`: whether `--due` found no report date that can be read."""
    not_collected: NotRequired[list[str]]
    """With `--missing`: parts in which somebody has worked, which wait to be collected."""
    not_attached: NotRequired[list[str]]
    """With `--missing`: why workbooks could not be attached, a sentence each."""
    kept: list[Kept]
    """Drafts that differed from the new ones."""
    outdated: list[Kept]
    """Drafts from an earlier chase that are out of date."""
    in_clear: bool
    """Whether the workbook is encrypted, which drafts can't be."""


class Part(TypedDict):
    """A workbook for one lead."""

    file: str
    lead: str | None
    others: list[str]
    """Others who lead its recommendations too."""
    sheets: list[str]
    written: bool
    kept: str | None
    """The name under which an earlier part is kept in which somebody had worked."""
    draft: str | None
    no_draft: str | None
    """Why there is no draft with it."""


class HandedOut(TypedDict):
    """A plan that was handed out."""

    format: Literal[1]
    master: str
    period: str
    folder: str
    base: str
    """The copy of the master as it was."""
    return_by: str | None
    parts: list[Part]
    closed: list[str]
    """The sheets of closed recommendations, which stayed at home."""


class Answer(TypedDict):
    """A return."""

    file: str
    lead: str | None
    sheets: list[str]
    led_by_others: list[str]
    base: str | None
    """What it was compared with."""
    taken: int
    conflicts: int
    refused: str | None
    """Why it was not collected."""
    modified_by: str | None
    modified: str | None


class Where(TypedDict):
    """One input of the master."""

    sheet: str
    cell: str
    recommendation: str
    table: str
    row: str | None
    field: str


class Change(Where):
    """A value that was taken."""

    before: str
    after: str
    file: str


class Conflict(Where):
    """A value that both sides changed, or that two returns say differently."""

    base: str | None
    master: str
    returned: str
    file: str


class Deleted(TypedDict):
    """A row that did not come back."""

    sheet: str
    recommendation: str
    row: str | None
    file: str


class NotCarried(TypedDict):
    """Something in a return that was not taken."""

    file: str
    sheet: str
    cell: str
    what: str
    text: str


class NotReturned(TypedDict):
    """Somebody who has not answered."""

    lead: str | None
    sheets: list[str]


class Collected(TypedDict):
    """What came of collecting returns."""

    format: Literal[1]
    master: str
    period: str
    handed_out: bool
    """Whether anybody was asked for anything in this period; if not, nobody is in `not_returned`."""
    returns: list[Answer]
    changes: list[Change]
    conflicts: list[Conflict]
    deleted: list[Deleted]
    for_a_person: int
    """How many things a person has to decide or look at; what several returns say about one cell counts once."""
    not_carried: list[NotCarried]
    not_returned: list[NotReturned]
