"""Hand a plan out: a workbook for each lead, and a draft to go with it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.chasing.draft import Enclosed, Templates, Writer
from plan_workbook.chasing.folder import file_names, marked_draft, store
from plan_workbook.chasing.links import NoLinks
from plan_workbook.chasing.outstanding import PersonItems, SheetItems, due_of, told_once
from plan_workbook.chasing.people import Directory, NoAddress, Person
from plan_workbook.collecting.asked import Asked, list_path, list_with, read_list
from plan_workbook.collecting.collected import expected
from plan_workbook.errors import InputError, OutputError, PlanWorkbookError
from plan_workbook.jobs.arguments import choice_of, day_of, each_of
from plan_workbook.jobs.drawing import all_drawn
from plan_workbook.jobs.handed_out import refuse_handed_out
from plan_workbook.jobs.passwords import NewPassword, Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.plans import OpenedPlan, open_plan, open_previous, refuse_unfit
from plan_workbook.layout.ceilings import too_many_to_make
from plan_workbook.mail.message import Attachment
from plan_workbook.package import PackageError, WorkbookFile, open_file
from plan_workbook.package.encryption import refuse_unusable
from plan_workbook.package.modes import mode_like
from plan_workbook.package.safety import read_if_there
from plan_workbook.package.write import Exchange
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.publishing.formats import Format as EditionFormat
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import base_inside, base_path
from plan_workbook.splitting.by import By
from plan_workbook.splitting.earlier import is_worked_in
from plan_workbook.splitting.notes import notes_on
from plan_workbook.splitting.parts import parts_of
from plan_workbook.splitting.shares import SUFFIX, Share, shares_of
from plan_workbook.splitting.workbook import Part
from plan_workbook.values.paths import given_path, things_in
from plan_workbook.values.text import listed_in_part

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


@dataclass(frozen=True)
class HandedOut:
    """One part that was handed out."""

    share: Share
    written: bool
    """Whether its file was written; not if it was there already."""
    kept: str | None = None
    """The name under which the file is kept in which somebody had worked."""
    draft: str | None = None
    """The name of the draft to its lead."""
    no_draft: NoAddress | None = None
    """Why there is no draft, if drafts were wanted."""


@dataclass(frozen=True)
class Split:
    """A plan that was handed out."""

    plan: Plan
    workbook: Path
    """The master."""
    folder: Path
    parts: tuple[HandedOut, ...]
    closed: tuple[Recommendation, ...]
    """The recommendations that stayed at home because they are closed."""
    base: Path
    """The copy of the master as it was."""
    base_is_new: bool
    """Whether it was made now; not if only some leads get parts and there is one of this period."""
    return_by: date | None
    others: tuple[str, ...]
    """Other workbooks in the folder, which were left alone."""
    kept_drafts: Mapping[str, str]
    """Drafts that differed from the new ones, each with the name under which it is kept."""
    drafts_in_clear: bool
    """Whether the master is encrypted, which drafts can't be."""

    def as_json(self) -> contract.HandedOut:
        """Return the object that ``split --format json`` prints."""
        return {
            "format": 1,
            "master": str(self.workbook),
            "period": self.plan.text("period"),
            "folder": str(self.folder),
            "base": str(self.base),
            "return_by": self.return_by.isoformat() if self.return_by else None,
            "parts": [
                {
                    "file": each.share.file,
                    "lead": each.share.lead or None,
                    "others": list(each.share.others),
                    "sheets": list(each.share.sheets),
                    "written": each.written,
                    "kept": each.kept,
                    "draft": each.draft,
                    "no_draft": each.no_draft.why if each.no_draft else None,
                }
                for each in self.parts
            ],
            "closed": [each.sheet for each in self.closed],
        }


def split(
    workbook: AnyPath,
    output: AnyPath | None = None,
    *,
    by: By | str = By.LEAD,
    leads: str | Iterable[str] = (),
    closed: bool = False,
    return_by: date | str | None = None,
    drafts: bool = False,
    previous: AnyPath | None = None,
    body: AnyPath | None = None,
    body_html: AnyPath | None = None,
    replace: bool = False,
    processes: int | None = None,
    passwords: Passwords = None,
    part_password: NewPassword = None,
) -> Split:
    """Make a workbook for each lead of a plan, and keep a copy of the master as it was. Sends nothing.

    Args:
        workbook: the master.
        output: the folder for the parts; without it, ``NAME-split`` next to the master.
        by: one part for each lead, or for each sheet, or its word.
        leads: make parts for these leads only, as their names are in the plan; without any, for all.
        closed: hand out recommendations that are closed, too.
        return_by: the day by which parts should be back, which drafts say; as a date, or as people write one.
        drafts: write a draft email to each lead, with the part attached.
        previous: last month's workbook, which parts are compared with: their Checks and drafts then also name figures
            that are missing next to last month's comment, and progress that was not rewritten.
        body: a council's own template for the subject and plain text of drafts.
        body_html: a council's own template for their formatted text.
        replace: replace parts in which somebody has worked; they are kept as ``NAME.bak.xlsx``.
        processes: how many processes may draw parts at once; without it, as many as there are processors.
        passwords: the password of the master, if it is encrypted.
        part_password: the password to encrypt the parts with, or a function that returns it for a file name and is
            called if the master is encrypted.

    Raises:
        InputError: the master is a part or a kept copy, a lead is not in the plan, there is nothing to hand out, a part
            would have too many rows, or an argument can't be used.
        OutputError: the folder can't be used, somebody has worked in a part that is there, or the list of parts that
            are out can't be read.
        PackageError, NotAPlan: the master can't be read, or a file can't be written. Nothing was changed in any case.
    """
    workbook, output = given_path(workbook, "workbook"), path_of(output, "output")
    earlier_month = path_of(previous, "previous")
    wanted, day = choice_of(By, by, "by"), day_of(return_by, "--return-by")
    templates = Templates.chosen(path_of(body, "body"), path_of(body_html, "body_html"))
    opened = open_plan(workbook, passwords)
    plan, only = opened.plan, tuple(each_of(leads))
    refuse_handed_out(workbook, opened.file.content)
    before = open_previous(workbook, earlier_month, passwords)
    refuse_unfit(plan, before.plan if before else None)
    shares = shares_of(plan, workbook.stem, wanted, only, closed=closed)
    _refuse_too_large(shares)
    folder = output or workbook.with_name(f"{workbook.stem}-split")
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder: name a folder for the parts with -o.")
    password = _password(opened, part_password)
    notes = notes_on(opened.file.content, {sheet for share in shares for sheet in share.sheets})
    texts = {text for of_sheet in notes.values() for text in of_sheet.values()}
    there = _there(folder, shares, password, texts, replace=replace)
    parts = parts_of(plan, shares, notes, day, before.plan if before else None)
    files_there = {name: found.file for name, found in there.items()}
    made = all_drawn(parts, files_there, password, processes or os.cpu_count() or 1)
    new = {name: content for name, content in made.items() if content != _stored(there.get(name))}
    kept = {name: _backup(folder, name, found.file.stored) for name, found in there.items() if found.worked_in}
    files = [
        Exchange(folder / kept[name], read_if_there(folder / kept[name]), there[name].file.stored) for name in kept
    ]
    files += [Exchange(folder / name, _stored(there.get(name)), content) for name, content in new.items()]
    base = base_path(workbook)
    earlier = _of_this_period(base, plan, passwords) if only else None
    base_is_new = earlier is None
    if base_is_new:
        files.append(Exchange(base, read_if_there(base), opened.file.stored))
    asked = list_path(workbook)
    files.append(Exchange(asked, read_if_there(asked), _list(workbook, plan, earlier, shares, day)))
    letters = _Letters(plan, templates, day, parts, made, encrypted=password is not None) if drafts else None
    mode = mode_like(workbook, earlier_month)
    drafts_too = letters.drafts if letters else {}
    stored = store(folder, drafts_too, others=[each._replace(mode=mode, ours=True) for each in files], mode=mode)
    return Split(
        plan,
        workbook,
        folder,
        tuple(
            HandedOut(
                share,
                share.file in new,
                kept.get(share.file),
                *(letters.of(share) if letters else (None, None)),
            )
            for share in shares
        ),
        tuple(each for each in plan.recommendations if each.closed and not closed),
        base,
        base_is_new,
        day,
        _others(folder, made),
        stored.kept,
        opened.encrypted and bool(letters and letters.drafts),
    )


def _refuse_too_large(shares: Iterable[Share]) -> None:
    """Refuse to hand out more rows in one part than a workbook is made of, before one is drawn.

    Raises:
        InputError: a part would have them.
    """
    for share in shares:
        rows = sum(len(each.indicators) + len(each.actions) for each in share.recommendations)
        whose = f"The part of {share.lead}" if share.lead else "The part without a lead"
        if why := too_many_to_make(whose, rows, "hand out a part for each sheet with --by sheet"):
            raise InputError(why)


def _password(opened: OpenedPlan, given: NewPassword) -> str | None:
    """Return the password of the parts, which is not that of the master; None if they are not encrypted.

    Raises:
        InputError: the master is encrypted, and there is no password for the parts, or it is the master's own.
        PasswordTooLong: Office could not open them with it.
    """
    name = opened.file.path.name
    if callable(given):
        given = given(f"the parts of {name}") if opened.encrypted else None
    if given is None and opened.encrypted:
        raise InputError(
            f"{name} is encrypted, so its parts are too, with a password of their own: put it in a text file and give "
            "the file's name with --part-password-file."
        )
    if given is not None:
        if given == opened.file.password:
            raise InputError(
                f"The password of the parts is that of {name} itself, which leads must not know: choose another one."
            )
        refuse_unusable(given, f"the parts of {name}")
    return given


# --------------------------------------------------------------------------------------------- what is there


@dataclass(frozen=True)
class _There:
    """A file that has the name of a part."""

    file: WorkbookFile
    worked_in: bool


def _there(
    folder: Path, shares: Iterable[Share], password: str | None, notes: set[str], *, replace: bool
) -> dict[str, _There]:
    """Return the files that would be replaced.

    Raises:
        OutputError: somebody has worked in one of them, and `replace` is not set, or one can't be read.
    """
    found: dict[str, _There] = {}
    for share in shares:
        path = folder / share.file
        if not path.exists():
            continue
        try:
            file = open_file(path, password)
            worked_in = is_worked_in(read_plan(file.content, path.name), base_inside(file.content), notes)
        except (PackageError, PlanWorkbookError) as error:
            raise OutputError(
                f"{path} has the name of a part and can't be read, so it is not replaced: move it away. {error}"
            ) from error
        if worked_in and not replace:
            raise OutputError(
                f"Somebody has worked in {path} since it was handed out, so nothing was written: collect it first, or "
                f"add --force, which keeps it as {path.stem}.bak{SUFFIX}."
            )
        found[share.file] = _There(file, worked_in)
    return found


def _stored(there: _There | None) -> bytes | None:
    return there.file.stored if there else None


def _backup(folder: Path, name: str, content: bytes) -> str:
    """Return the name under which to keep a part, so that no other file is lost."""
    stem, count = name.removesuffix(SUFFIX), 1
    backup = f"{stem}.bak{SUFFIX}"
    while (folder / backup).exists() and (folder / backup).read_bytes() != content:
        count += 1
        backup = f"{stem} ({count}).bak{SUFFIX}"
    return backup


def _of_this_period(base: Path, plan: Plan, passwords: Passwords) -> Plan | None:
    """Return the plan in the copy of the master from an earlier handing out of the same period; None if there is none.

    The other leads' parts were made from it. A later copy in its place would make their parts look as if they had
    taken back what was changed since.
    """
    if not base.is_file():
        return None
    try:
        kept = open_plan(base, passwords).plan
    except (PackageError, PlanWorkbookError):
        return None
    theirs, ours = ((each.title, each.text("period"), each.report_date) for each in (kept, plan))
    return kept if theirs == ours else None


def _list(master: Path, plan: Plan, earlier: Plan | None, shares: Iterable[Share], day: date | None) -> bytes:
    """Return the content of the list of parts that are out.

    Args:
        master: the master.
        plan: the plan in it.
        earlier: what was handed out earlier in this period, if these parts only add to it.
        shares: what is handed out now.
        day: the day by which it is asked back.

    Raises:
        OutputError: the list that is there can't be read.
    """
    period = plan.text("period")
    out = [Asked(period, share.lead, share.sheets, day) for share in shares]
    if earlier is None:
        return list_with((), out)
    before = read_list(list_path(master), period)
    # It was handed out before such a list was kept, so everybody counts as asked.
    return list_with(before or [Asked(period, each.lead, each.sheets) for each in expected(earlier)], out)


def _others(folder: Path, made: Mapping[str, bytes]) -> tuple[str, ...]:
    """Return the other workbooks in the folder, apart from those that are kept."""
    ours = {name.casefold() for name in made}
    return tuple(
        name
        for name in (path.name for path in things_in(folder))
        if name.casefold().endswith(SUFFIX) and name.casefold() not in ours
        if not name.startswith(("~$", ".")) and not name.casefold().endswith(f".bak{SUFFIX}")
    )


# --------------------------------------------------------------------------------------------- drafts


class _Letters:
    """The drafts to leads, each with the parts of one person attached."""

    def __init__(
        self,
        plan: Plan,
        templates: Templates,
        return_by: date | None,
        parts: Iterable[Part],
        made: Mapping[str, bytes],
        *,
        encrypted: bool,
    ) -> None:
        directory = Directory(plan)
        self._names = file_names(directory.people)
        self._who = {part.share.file: _addressee(directory, plan, part.share) for part in parts}
        theirs: dict[str, list[Part]] = {}
        for part in parts:
            if isinstance(who := self._who[part.share.file], Person):
                theirs.setdefault(who.key, []).append(part)
        writer = Writer(plan, NoLinks(), templates)
        self.drafts: dict[str, bytes] = {}
        """The drafts by their file names."""
        for key, own in theirs.items():
            person = self._who[own[0].share.file]
            assert isinstance(person, Person)
            files = tuple(
                Attachment(part.share.file, made[part.share.file], EditionFormat.XLSX.media_type) for part in own
            )
            items = PersonItems(_once([each for part in own for each in _items(part)]), person)
            self.drafts[self._names[key]] = marked_draft(
                writer.letter_to(items, Enclosed(files, return_by, encrypted=encrypted)), "split"
            )

    def of(self, share: Share) -> tuple[str | None, NoAddress | None]:
        """Return the name of the draft with a part, or why there is none."""
        who = self._who[share.file]
        return (self._names[who.key], None) if isinstance(who, Person) else (None, who)


def _addressee(directory: Directory, plan: Plan, share: Share) -> Person | NoAddress:
    if share.lead:
        return directory.find(share.lead)
    cells = listed_in_part([f"{each.sheet}!{each.lead.cell}" for each in share.recommendations])
    return NoAddress("", f"{listed_in_part(share.sheets)} of {plan.name} name no lead", f"Type one in {cells}.")


def _once(sheets: list[SheetItems]) -> tuple[SheetItems, ...]:
    """Return everything outstanding on some sheets, once, with those on which nothing is."""
    told = {each.recommendation.sheet: each for each in told_once(sheets)}
    return tuple(told.get(each.recommendation.sheet, SheetItems(each.recommendation)) for each in sheets)


def _items(part: Part) -> Iterable[SheetItems]:
    """Yield everything outstanding on the sheets of a part, worst findings first."""
    told = part.for_lead.findings
    for each in part.plan.recommendations:
        findings = [finding for finding in told if finding.sheet == each.sheet]
        findings.sort(key=lambda finding: -finding.severity.weight)
        yield SheetItems(each, tuple(findings), tuple(due_of(each, part.plan)))
