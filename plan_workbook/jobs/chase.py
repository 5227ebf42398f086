"""Write drafts to the leads of a plan about their own cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.chasing import Outstanding, PersonItems, outstanding_by_lead
from plan_workbook.chasing.draft import Templates, Writer
from plan_workbook.chasing.folder import Stored, file_names, kept_json, marked_draft, store
from plan_workbook.chasing.links import FileLinks, WebLinks
from plan_workbook.chasing.outstanding import Items
from plan_workbook.chasing.people import Directory
from plan_workbook.checking import Severity
from plan_workbook.checking.report import check
from plan_workbook.checking.selection import Selection
from plan_workbook.jobs.arguments import choice_of, day_of
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.plans import open_plan, open_previous, refuse_unfit
from plan_workbook.package.modes import mode_like
from plan_workbook.plan.model import Plan
from plan_workbook.values.paths import given_path

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


@dataclass(frozen=True)
class Chased:
    """The drafts, the people they go to, and the items that reach nobody."""

    plan: Plan
    outstanding: Outstanding
    folder: Path
    """The folder that the drafts are in, or would be."""
    names: Mapping[str, str]
    """The file name of each person's draft, by the person's key."""
    stored: Stored
    """The changes in that folder, made or only planned."""
    encrypted: bool
    """Whether the workbook is encrypted, which drafts can't be."""
    nothing_counts_as_due: bool
    """Whether actions that are due were wanted, but the plan has no report date that can be read."""
    answer_by: date | None = None
    """The day by which the drafts ask for an answer."""
    signed: bool = True
    """Whether the plan says who its coordinator is, who signs the drafts."""
    only_here: Path | None = None
    """The workbook, if the drafts link to it where only this computer can open it."""
    workbook: Path = Path()
    """The workbook whose leads are written to."""
    dry_run: bool = False
    """Whether nothing was written."""

    def as_json(self) -> contract.Chased:
        """Return the object that ``chase --format json`` prints."""
        left = self.outstanding
        no_drafts: list[contract.NoDraft] = [
            {"lead": each.lead.lead, "sheets": _sheets(each), "why": each.lead.why, "fix": each.lead.fix}
            for each in left.unreachable
        ]
        no_drafts += [
            {
                "lead": None,
                "sheets": [each.recommendation.sheet],
                "why": "it names no lead",
                "fix": f"Type one in {each.recommendation.sheet}!{each.recommendation.lead.cell}.",
            }
            for each in left.without_lead
        ]
        day = self.plan.report_date
        return {
            "format": 1,
            "workbook": str(self.workbook),
            "period": self.plan.text("period"),
            "report_date": day.isoformat() if day else None,
            "missing": False,
            "folder": str(self.folder),
            "dry_run": self.dry_run,
            "drafts": [self._draft(each) for each in left.people],
            "no_drafts": no_drafts,
            "answer_by": self.answer_by.isoformat() if self.answer_by else None,
            "coordinators": left.coordinators,
            "nothing_counts_as_due": self.nothing_counts_as_due,
            "kept": kept_json(self.stored.kept),
            "outdated": kept_json(self.stored.outdated),
            "in_clear": self.encrypted,
        }

    def _draft(self, each: PersonItems) -> contract.Draft:
        counts = Counter(finding.severity for finding in each.findings)
        return {
            "name": each.person.name or None,
            "address": each.person.address.addr_spec,
            "file": self.names[each.person.key],
            "sheets": _sheets(each),
            "errors": counts[Severity.ERROR],
            "warnings": counts[Severity.WARNING],
            "notes": counts[Severity.NOTE],
            "due": len(each.due),
        }


def _sheets(items: Items) -> list[str]:
    return [each.recommendation.sheet for each in items.sheets]


def chase(
    workbook: AnyPath,
    output: AnyPath | None = None,
    *,
    due: bool = False,
    by: date | str | None = None,
    previous: AnyPath | None = None,
    at_least: Severity | str = Severity.NOTE,
    link: str | None = None,
    body: AnyPath | None = None,
    body_html: AnyPath | None = None,
    dry_run: bool = False,
    passwords: Passwords = None,
) -> Chased:
    """Write a draft to each lead about their own cells. Sends nothing.

    Args:
        workbook: the workbook.
        output: the folder for the drafts; without it, ``NAME-chase`` next to the workbook.
        due: include actions that are overdue or due soon.
        by: the day by which drafts ask for an answer; as a date, or as people write one.
        previous: last month's workbook, to compare with.
        at_least: the lowest severity of finding to tell leads about, or its word, such as ``"error"``.
        link: the address at which leads open the workbook in a browser; without it, links lead to the file.
        body: a council's own template for the subject and plain text.
        body_html: a council's own template for the formatted text; with `body` alone, it says the same as the text.
        dry_run: find out who would get what, and write nothing.
        passwords: the passwords of the workbooks, if they are encrypted.

    Raises:
        InputError: there is no such severity, the day is unreadable, or the link or a template can't be
            used.
        OutputError: the folder can't be used.
        PackageError, NotAPlan: a workbook can't be read, or a draft can't be written. Nothing was changed in any case.
    """
    workbook, output = given_path(workbook, "workbook"), path_of(output, "output")
    templates = Templates.chosen(path_of(body, "body"), path_of(body_html, "body_html"))
    day = day_of(by, "--by")
    wanted = Selection(at_least=choice_of(Severity, at_least, "at_least"))
    links = WebLinks(link) if link is not None else FileLinks(workbook)
    before = open_previous(workbook, path_of(previous, "previous"), passwords)
    opened = open_plan(workbook, passwords)
    plan = opened.plan
    refuse_unfit(plan, before.plan if before else None)
    report = check(plan.once_summarised, before.plan if before else None)
    outstanding = outstanding_by_lead(plan, wanted.of(report), due=due)
    writer = Writer(plan, links, templates)
    names = file_names(Directory(plan).people)
    letters = ((each.person, writer.letter_to(each, answer_by=day)) for each in outstanding.people)
    drafts = {names[person.key]: marked_draft(letter) for person, letter in letters}
    folder = output or workbook.with_name(f"{workbook.stem}-chase")
    mode = mode_like(workbook, path_of(previous, "previous"))
    stored = store(folder, drafts, dry_run=dry_run, mode=mode)
    return Chased(
        plan,
        outstanding,
        folder,
        names,
        stored,
        encrypted=opened.encrypted,
        nothing_counts_as_due=due and plan.report_date is None,
        answer_by=day,
        signed=bool(writer.signature),
        only_here=workbook if isinstance(links, FileLinks) and links.only_here else None,
        workbook=workbook,
        dry_run=dry_run,
    )
