"""Make the file of an edition from a workbook, for publishing and for sending."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.checking.report import check
from plan_workbook.errors import ErrorsOpen, InputError
from plan_workbook.jobs.passwords import NewPassword, Passwords
from plan_workbook.jobs.plans import OpenedPlan, open_plan, open_previous, refuse_itself, refuse_unfit, same_month
from plan_workbook.package.addresses import place_of
from plan_workbook.package.encryption import EXCELS_OWN, encrypted, refuse_unusable
from plan_workbook.plan.model import Observation, Plan
from plan_workbook.publishing.edition import Edition
from plan_workbook.publishing.formats import ENCRYPTED, FROM_TEMPLATE, Format, file_name, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.publishing.redaction import published_cells
from plan_workbook.reading.observations import COLUMN, ROW, hidden_in_words
from plan_workbook.values.text import listed

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract


@dataclass(frozen=True)
class Wanted:
    """The edition that is wanted, and the workbook to make it from."""

    workbook: Path
    format: Format = Format.XLSX
    draft: bool = False
    """Make one even with errors open, marked as a draft."""
    template: Path | None = None
    """A council's own Word template, for docx and pdf."""
    previous: Path | None = None
    """Last month's workbook; with it, the edition says what has changed since."""
    passwords: Passwords = field(default=None, repr=False)
    """The passwords of the workbooks; a single password that none of them needs is used for the edition."""
    encrypt_with: NewPassword = field(default=None, repr=False)
    """The password of the edition; without it, the workbook's own, if the format can be encrypted."""
    called: str = ""
    """The name of the file that it goes to, if somebody chose one, for whoever is asked for its password."""


@dataclass(frozen=True)
class EditionFile:
    """An edition and its file, with everything that its sender should know."""

    plan: Plan = field(repr=False)
    """The plan as it was read, with its people."""
    edition: Edition
    name: str
    format: Format
    content: bytes = field(repr=False)
    encrypted: bool
    left_in_clear: bool
    """Whether the workbook is encrypted and the edition is not, because its format can't be."""
    password_unused: bool = False
    """Whether a password was given that no workbook needs, and the edition can't have one."""
    same_month: str = ""
    """That the plan was compared with a workbook of its own month, in a sentence; empty if it was not."""

    @property
    def hidden(self) -> tuple[str, ...]:
        """The hidden content that is published anyway, each as words with its sheet."""
        cells = published_cells(self.plan)
        seen = [each for each in self.plan.observations if each.rule == "hidden-content" and each.sheet in cells]
        words = [(each.sheet, _published_of(each, cells[each.sheet or ""])) for each in seen]
        return tuple(f"{sheet}: {said[:1].lower()}{said[1:]}" for sheet, said in words if said)

    @property
    def warnings(self) -> int:
        """How many warnings are open."""
        return self.edition.open_findings - self.edition.errors

    def as_json(self) -> contract.Edition:
        """Return what ``publish --format json`` and ``email --format json`` say of it."""
        day = self.plan.report_date
        return {
            "period": self.edition.period,
            "report_date": day.isoformat() if day else None,
            "kind": self.format.value,
            "draft": self.edition.draft,
            "encrypted": self.encrypted,
            "in_clear": self.left_in_clear,
            "errors": self.edition.errors,
            "warnings": self.warnings,
            "let_through": self.edition.let_through or None,
            "hidden": list(self.hidden),
            "struck": list(self.struck),
            "addresses_left_out": list(self.edition.left_out),
        }

    @property
    def struck(self) -> tuple[str, ...]:
        """The cells with words that are struck through, which are not published: ``R01!C20``."""
        seen = [e for e in self.plan.observations if e.rule == "text-struck-through" and e.cell not in e.other.split()]
        return tuple(f"{each.sheet}!{cell}" for each in seen for cell in (each.cell, *each.cells))


def edition_file(wanted: Wanted) -> EditionFile:
    """Read and check a workbook, and return its edition as a file.

    Raises:
        InputError: the request contradicts itself, or a password or template can't be used.
        ErrorsOpen: errors are open, and no draft was asked for.
        PackageError, PlanWorkbookError: the workbook can't be read, or the edition can't be made.
    """
    _refuse_contradictions(wanted)
    opened = open_plan(wanted.workbook, wanted.passwords)
    previous = open_previous(wanted.workbook, wanted.previous, wanted.passwords)
    plan, last_month = opened.plan, previous.plan if previous else None
    refuse_unfit(plan, last_month)
    try:
        edition = edition_of(plan, check(plan.once_summarised, last_month), last_month, draft=wanted.draft)
    except ErrorsOpen as error:
        raise ErrorsOpen(str(wanted.workbook), error.errors, wanted.previous) from None
    name = file_name(wanted.workbook, edition, wanted.format)
    password = _password(wanted, wanted.called or name, opened, previous)
    if password is not None and wanted.format.can_be_encrypted:
        refuse_unusable(password, wanted.called or name)
    content = published(edition, wanted.format, wanted.template)
    in_clear = password is None or not wanted.format.can_be_encrypted
    return EditionFile(
        plan,
        edition,
        name,
        wanted.format,
        content if password is None or in_clear else encrypted(content, password),
        encrypted=not in_clear,
        left_in_clear=in_clear and password is not None,
        password_unused=in_clear and isinstance(wanted.passwords, str) and not _is_needed(opened, previous),
        same_month=same_month(plan, last_month),
    )


def _password(wanted: Wanted, name: str, opened: OpenedPlan, previous: OpenedPlan | None) -> str | None:
    """Return the password to encrypt the edition with: its own, or else the workbook's; None if there is neither."""
    if wanted.encrypt_with is not None:
        return wanted.encrypt_with(name) if callable(wanted.encrypt_with) else wanted.encrypt_with
    password = _real_password(opened)
    if password is None and isinstance(wanted.passwords, str) and wanted.format.can_be_encrypted:
        return None if _is_needed(opened, previous) else wanted.passwords
    return password


def _is_needed(*workbooks: OpenedPlan | None) -> bool:
    """Tell whether one of these workbooks has a password."""
    return any(each is not None and _real_password(each) is not None for each in workbooks)


def _real_password(opened: OpenedPlan) -> str | None:
    """Return the password that somebody gave a workbook; None if it has Excel's own, for which nobody is asked."""
    return opened.file.password if opened.file.password != EXCELS_OWN else None


def _published_of(hidden: Observation, published: frozenset[str]) -> str:
    """Return in words how much of hidden content is published; empty if nothing is."""
    if not hidden.other:
        return hidden.detail
    position = (ROW, COLUMN).index(hidden.other)
    cells = [each for each in (hidden.cell or "", *hidden.cells) if each in published]
    numbers = dict.fromkeys(place_of(each)[0][position] for each in cells)
    runs: list[tuple[int, int]] = []
    for number in sorted(numbers):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = runs[-1][0], number
        else:
            runs.append((number, number))
    return hidden_in_words(hidden.other, runs) if runs else ""


def _refuse_contradictions(wanted: Wanted) -> None:
    if wanted.previous is not None:
        refuse_itself(wanted.workbook, wanted.previous)
    if wanted.encrypt_with is not None and not wanted.format.can_be_encrypted:
        raise InputError(
            f"Only an edition in {listed(ENCRYPTED, 'or')} can have a password: choose one of these instead of "
            f"{wanted.format.value}, or leave the password out."
        )
    if wanted.template is not None and not wanted.format.takes_template:
        raise InputError(f"--template is for --format {listed(FROM_TEMPLATE)}: leave it out, or choose one of those.")
