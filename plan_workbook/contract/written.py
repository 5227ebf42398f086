"""What commands print that write one file: ``summarise``, ``publish``, ``email``, ``rollover``, ``export --typed``."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from plan_workbook.contract.findings import NotRead, Open


class OwnSheet(TypedDict):
    """A sheet of somebody's own that has the title of a generated one, and was left alone."""

    sheet: str
    """The title."""
    instead: str
    """What the generated sheet is called."""


class Summarised(Open):
    """A workbook whose Summary and Checks were regenerated."""

    format: Literal[1]
    workbook: str
    """The path that was written."""
    period: str
    report_date: str | None
    changed: bool
    """Whether the file was written; not if Summary and Checks were up to date."""
    backup: str | None
    """The path under which the previous file is kept."""
    own_sheets: list[OwnSheet]
    overwritten: list[str]
    """Cells of generated sheets, such as Summary!B4, where typed text was replaced; the backup still has it."""


class Edition(TypedDict):
    """A published edition."""

    period: str
    report_date: str | None
    kind: str
    """Its format: xlsx, docx, html or pdf."""
    draft: bool
    """Whether every page is marked as a draft, because that was asked for."""
    encrypted: bool
    in_clear: bool
    """Whether the workbook is encrypted and the edition is not, because its format can't be."""
    errors: int
    """How many errors are open; none unless it is a draft."""
    warnings: int
    let_through: str | None
    """How many errors were accepted and how many rules made milder, in words."""
    hidden: list[str]
    """Hidden content of the workbook that is published, because hidden rows still count."""
    struck: list[str]
    """Cells with words that are struck through, which are not published."""
    addresses_left_out: list[str]
    """Cells from which an email address was removed."""


class Published(Edition):
    """An edition that was written."""

    format: Literal[1]
    workbook: str
    """The path of the workbook that it was made from."""
    file: str
    """The path of the edition."""
    backup: str | None
    """The path under which a previous file that differs is kept."""


class SentBefore(TypedDict):
    """An earlier time when the same edition was sent, or may have been."""

    sent: str
    to: str
    certain: bool
    """Whether the mail server confirmed that it had the message."""


class MessageOf(TypedDict):
    """An email."""

    to: list[str]
    cc: list[str]
    subject: str
    attached: str
    """The file name of the attachment."""
    sent_before: list[SentBefore]
    """With `--send`: when the same edition was sent before, or may have been."""


class Emailed(Edition, MessageOf):
    """An email with an edition attached."""

    format: Literal[1]
    workbook: str
    """The path of the workbook that the edition was made from."""
    done: Literal["draft written", "sent", "nothing"]
    """Nothing with `--dry-run`."""
    unreachable: list[str]
    """People with one of the roles who have no usable address, in words."""
    file: str | None
    """The path of the draft; null with `--send`."""
    backup: str | None
    """The path under which the previous draft is kept."""
    record: str | None
    """The record of what was sent; null unless it was sent."""


class PutOff(TypedDict):
    """An action whose date moved later, and not for the first time."""

    sheet: str
    cell: str
    again: str
    """For the second time, and so on."""


class LeftAsItIs(TypedDict):
    """A cell that could not be prepared for the next month."""

    sheet: str
    cell: str
    why: str


class RolledOver(Open):
    """A master whose next month was opened."""

    format: Literal[1]
    workbook: str
    """The path of the new master."""
    master: str
    """The path of the one that is closed, which was not changed."""
    backup: str | None
    """The path under which a file that was replaced is kept."""
    period: str
    report_date: str | None
    remembered: int
    """Lines that the period that is closed added to History."""
    put_off_again: list[PutOff]
    staying: list[str]
    """Cells with figures that stay, because the next quarter, half or year has not ended."""
    closed_figures: list[str]
    """Cells of closed recommendations whose figures became the previous ones; nobody is asked for new ones."""
    old_targets: list[str]
    """Cells with targets for a period, which were cleared."""
    old_texts: list[str]
    """Cells of the Plan sheet with texts that are to be edited: they still say what they said of the closed period."""
    left: list[LeftAsItIs]
    lapsed: list[str]
    """Cells with the Until date of accepted findings that are not accepted any more."""


class Table(TypedDict):
    """A table that was written."""

    table: str
    rows: int
    file: str
    """The path of the file that it is in."""


class Exported(TypedDict):
    """What ``export`` wrote: typed tables, or a register."""

    format: Literal[1]
    output: str
    """The path of the file or folder."""
    typed: bool
    workbooks: int
    """How many workbooks are in it."""
    tables: list[Table]
    not_read: list[NotRead]
    errors: int
    """How many errors are open in the plans."""
    encrypted: bool
    """Whether the file is encrypted, as a workbook in it is."""
