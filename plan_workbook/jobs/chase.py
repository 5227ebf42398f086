"""Write drafts to the leads of a plan about their own cells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.chasing import Outstanding, PersonItems, outstanding_by_lead
from plan_workbook.chasing.draft import Templates, Writer
from plan_workbook.chasing.drafted import Drafted, NoDraft
from plan_workbook.chasing.folder import file_names, marked_draft, store
from plan_workbook.chasing.links import FileLinks, WebLinks
from plan_workbook.chasing.outstanding import Items
from plan_workbook.chasing.people import Directory
from plan_workbook.checking import Finding, Severity
from plan_workbook.checking.report import check
from plan_workbook.checking.selection import Selection
from plan_workbook.jobs.arguments import choice_of, day_of
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.plans import open_plan, open_previous, refuse_unfit, same_month
from plan_workbook.package.modes import mode_like
from plan_workbook.plan.model import Action
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import counted

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


@dataclass(frozen=True, kw_only=True)
class Chased(Drafted):
    """The drafts, the people they go to, and the items that reach nobody."""

    outstanding: Outstanding
    nothing_counts_as_due: bool
    """Whether actions that are due were wanted, but the plan has no report date that can be read."""
    signed: bool = True
    """Whether the plan says who its coordinator is, who signs the drafts."""
    only_here: Path | None = None
    """The workbook, if the drafts link to it where only this computer can open it."""
    same_month: str = ""
    """That it was compared with a workbook of its own month, in a sentence; empty if it was not."""

    @property
    def no_drafts(self) -> tuple[NoDraft, ...]:
        """The leads, and the sheets without one, that no draft is written to."""
        left = self.outstanding
        unreachable = (
            NoDraft.to(each.lead, _sheets(each), _about(each.findings, each.due)) for each in left.unreachable
        )
        without_lead = (
            NoDraft.without_lead(each.recommendation, _about(each.findings, each.due)) for each in left.without_lead
        )
        return (*unreachable, *without_lead)

    def as_json(self) -> contract.Chased:
        """Return the object that ``chase --format json`` prints."""
        people = self.outstanding.people
        return {
            **self.told([self._draft(each) for each in people], self.no_drafts, missing=False),
            "coordinators": self.outstanding.coordinators,
            "nothing_counts_as_due": self.nothing_counts_as_due,
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


def _about(findings: Sequence[Finding], due: Sequence[Action]) -> str:
    said = [counted(len(findings), "finding")] if findings else []
    return ", ".join([*said, *([f"{counted(len(due), 'action')} due"] if due else [])])


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
        plan=plan,
        workbook=workbook,
        folder=folder,
        names=names,
        stored=stored,
        in_clear=opened.encrypted,
        dry_run=dry_run,
        answer_by=day,
        outstanding=outstanding,
        nothing_counts_as_due=due and plan.report_date is None,
        signed=bool(writer.signature),
        only_here=workbook if isinstance(links, FileLinks) and links.only_here else None,
        same_month=same_month(plan, before.plan if before else None),
    )
