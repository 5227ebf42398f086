"""Write drafts to the leads whose parts have not come back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.chasing.draft import Enclosed, Templates, Writer
from plan_workbook.chasing.drafted import Drafted, NoDraft
from plan_workbook.chasing.folder import MISSING, file_names, marked_draft, store
from plan_workbook.chasing.links import NoLinks
from plan_workbook.chasing.outstanding import PersonItems, SheetItems
from plan_workbook.chasing.people import Directory, Person
from plan_workbook.collecting.collected import NotReturned
from plan_workbook.errors import InputError, PlanWorkbookError
from plan_workbook.jobs.arguments import day_of
from plan_workbook.jobs.masters import Master, open_master
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.mail.message import Attachment
from plan_workbook.package import PackageError
from plan_workbook.package.modes import mode_like
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.publishing.formats import Format
from plan_workbook.splitting.found import FoundPart, PartPasswords, parts_in
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import fold, listed_in_part

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


@dataclass(frozen=True)
class Reminder:
    """What one person is reminded of."""

    person: Person
    sheets: tuple[Recommendation, ...]
    """The recommendations that have not come back, as they were handed out."""
    parts: tuple[FoundPart, ...]
    """The parts that are attached again."""
    asked_by: date | None = None
    """The day by which a part that is not there was asked back, if it is known."""

    @property
    def return_by(self) -> date | None:
        """The day by which these were asked back: the earliest of them."""
        if not self.parts:
            return self.asked_by
        return min((part.base.return_by for part in self.parts if part.base.return_by), default=None)


@dataclass(frozen=True, kw_only=True)
class Reminded(Drafted):
    """The drafts to leads whose parts have not come back, and who gets none."""

    parts: Path
    """The folder in which parts were looked for."""
    reminders: tuple[Reminder, ...]
    """In the order of the people on the Plan sheet."""
    no_drafts: tuple[NoDraft, ...]
    """The leads who can't be written to, and the sheets that name no lead."""
    worked_in: tuple[FoundPart, ...]
    """Parts in that folder in which somebody has worked: they are returns that were not collected."""
    unreadable: tuple[str, ...]
    """Why workbooks in that folder can't be read, each in a sentence."""

    @property
    def anybody(self) -> bool:
        """Whether anybody has not answered."""
        return bool(self.reminders or self.no_drafts or self.worked_in)

    def as_json(self) -> contract.Chased:
        """Return the object that ``chase --missing --format json`` prints."""
        return {
            **self.told([self._draft(each) for each in self.reminders], self.no_drafts, missing=True),
            "not_collected": [str(part.file.path) for part in self.worked_in],
            "not_attached": list(self.unreadable),
        }

    def _draft(self, each: Reminder) -> contract.Draft:
        return {
            "name": each.person.name or None,
            "address": each.person.address.addr_spec,
            "file": self.names[each.person.key],
            "sheets": [sheet.sheet for sheet in each.sheets],
            "return_by": each.return_by.isoformat() if each.return_by else None,
            "attached": bool(each.parts),
        }


def chase_missing(
    workbook: AnyPath,
    output: AnyPath | None = None,
    *,
    parts: AnyPath | None = None,
    by: date | str | None = None,
    body: AnyPath | None = None,
    body_html: AnyPath | None = None,
    dry_run: bool = False,
    passwords: Passwords = None,
    part_passwords: PartPasswords = (),
) -> Reminded:
    """Write a draft to each lead whose part has not come back, with the part attached again. Sends nothing.

    Args:
        workbook: the master that was handed out.
        output: the folder for the drafts; without it, ``NAME-missing`` next to the workbook.
        parts: the folder with the parts; without it, ``NAME-split`` next to the workbook, if it is there.
        by: the day by which drafts now ask for an answer; as a date, or as people write one.
        body: a council's own template for the subject and plain text.
        body_html: a council's own template for the formatted text; with `body` alone, it says the same as the text.
        dry_run: find out who would get what, and write nothing.
        passwords: the password of the master, if it is encrypted.
        part_passwords: the passwords of parts that are encrypted.

    Raises:
        InputError: the day is unreadable; the plan was not handed out, or its copy can't be read; the
            folder of parts is not there or can't be looked into; or a template can't be used.
        OutputError: the folder can't be used, or the record of returns can't be read.
        PackageError, NotAPlan: the master can't be read, or a draft can't be written. Nothing was changed in any case.
    """
    workbook, output, parts = given_path(workbook, "workbook"), path_of(output, "output"), path_of(parts, "parts")
    templates = Templates.chosen(path_of(body, "body"), path_of(body_html, "body_html"))
    if parts is not None and not parts.is_dir():
        raise InputError(f"{parts} is not a folder: name the folder that split made with --parts.")
    day = day_of(by, "--by")
    master = open_master(workbook, passwords)
    if master.base_unread:
        raise InputError(master.base_unread)
    if master.not_handed_out:
        raise InputError(master.not_handed_out)
    found = _Found(master, parts or workbook.with_name(f"{workbook.stem}-split"), part_passwords)
    names = file_names(found.directory.people)
    writer = Writer(master.plan, NoLinks(), templates)
    drafts = {names[each.person.key]: _draft(writer, each, day) for each in found.reminders}
    folder = output or workbook.with_name(f"{workbook.stem}-missing")
    stored = store(folder, drafts, dry_run=dry_run, mark=MISSING, mode=mode_like(workbook))
    return Reminded(
        plan=master.plan,
        workbook=workbook,
        folder=folder,
        names=names,
        stored=stored,
        in_clear=master.opened.encrypted and bool(found.reminders),
        dry_run=dry_run,
        answer_by=day,
        parts=found.folder,
        reminders=found.reminders,
        no_drafts=(*found.unreachable, *found.without_lead),
        worked_in=tuple(found.worked_in),
        unreadable=tuple(found.unreadable),
    )


def _draft(writer: Writer, reminder: Reminder, answer_by: date | None) -> bytes:
    files = tuple(Attachment(each.name, each.file.stored, Format.XLSX.media_type) for each in reminder.parts)
    items = PersonItems(tuple(SheetItems(each) for each in reminder.sheets), reminder.person)
    encrypted = any(each.file.password is not None for each in reminder.parts)
    enclosed = Enclosed(files, reminder.return_by, missing=True, encrypted=encrypted)
    return marked_draft(writer.letter_to(items, enclosed, answer_by), MISSING)


class _Found:
    """Who has not answered, sorted by who can be written to."""

    def __init__(self, master: Master, folder: Path, passwords: PartPasswords) -> None:
        self.folder = folder
        self.directory = Directory(master.plan)
        self.unreachable: list[NoDraft] = []
        self.without_lead: list[NoDraft] = []
        self.worked_in: list[FoundPart] = []
        self.unreadable: list[str] = []
        self._sent = master.handed_out or master.plan
        self._notes = {seen.detail for seen in self._sent.observations}
        there = self._there(passwords) if master.missing else []
        asked = {part.base.return_by for part in there}
        others_by = asked.pop() if len(asked) == 1 else None  # as good as known if no list says it
        mine: dict[str, list[Reminder]] = {}
        for each in master.missing:
            own = [part for part in there if _is_of(part, each)]
            worked_in = [part for part in own if self._is_worked_in(part)]
            self.worked_in += worked_in
            back = {fold(sheet) for part in worked_in for sheet in part.base.sheets}
            sheets = tuple(sheet for sheet in each.sheets if fold(sheet) not in back)
            if not sheets:
                continue
            if not each.lead:
                self.without_lead += map(NoDraft.without_lead, self._named(sheets, self._sent, master.plan))
                continue
            who = self.directory.find(each.lead)
            if isinstance(who, Person):
                parts = tuple(part for part in own if part not in worked_in)
                by = each.return_by if master.out else others_by
                mine.setdefault(who.key, []).append(
                    Reminder(who, self._named(sheets, master.plan, self._sent), parts, by)
                )
            else:
                self.unreachable.append(NoDraft.to(who, sheets, listed_in_part(sheets)))
        people = [each.key for each in self.directory.people]
        self.reminders = tuple(_as_one(mine[key]) for key in sorted(mine, key=people.index))

    def _there(self, passwords: PartPasswords) -> list[FoundPart]:
        """Return the parts of this plan and period that are there; those that can't be read are noted."""
        of_this = (fold(self._sent.title), fold(self._sent.text("period")))
        found = []
        for each in parts_in(self.folder, passwords):
            if isinstance(each, PackageError):
                self.unreadable.append(str(each))
            elif (fold(each.base.title), fold(each.base.period)) == of_this:
                found.append(each)
        return found

    def _is_worked_in(self, part: FoundPart) -> bool:
        try:
            return part.is_worked_in(self._notes)
        except (PackageError, PlanWorkbookError):  # it is not what was handed out, whatever it is
            return True

    @staticmethod
    def _named(sheets: Sequence[str], otherwise: Plan, wanted: Plan) -> tuple[Recommendation, ...]:
        """Return these recommendations as one plan has them; one that it has not as the other does."""
        known = {fold(each.sheet): each for plan in (otherwise, wanted) for each in plan.recommendations}
        return tuple(known[fold(each)] for each in sheets if fold(each) in known)


def _is_of(part: FoundPart, missing: NotReturned) -> bool:
    """Tell whether a part is that of a lead, with sheets that have not come back."""
    sheets = {fold(each) for each in missing.sheets}
    return fold(part.base.lead) == fold(missing.lead) and any(fold(each) in sheets for each in part.base.sheets)


def _as_one(reminders: Sequence[Reminder]) -> Reminder:
    """Return what one person is reminded of, who may be named in several ways."""
    sheets = tuple(sheet for each in reminders for sheet in each.sheets)
    parts = tuple(part for each in reminders for part in each.parts)
    days = [each.asked_by for each in reminders if each.asked_by]
    return Reminder(reminders[0].person, sheets, parts, min(days, default=None))
