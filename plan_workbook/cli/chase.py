"""``plan-workbook chase``: a draft to each lead about their own cells."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.checking.finding import Severity
from plan_workbook.cli.console import say
from plan_workbook.cli.options import Previous, refuse_itself
from plan_workbook.cli.password import PasswordFile, password_for

if TYPE_CHECKING:
    from plan_workbook.chasing import Chase, Pile
    from plan_workbook.chasing.folder import Stored
    from plan_workbook.checking import Finding
    from plan_workbook.plan.model import Action, Plan

NAME = "chase"
EXAMPLE = "plan-workbook chase plan.xlsx --due"


def command(
    workbook: Annotated[
        Path, typer.Argument(metavar="WORKBOOK", help="The workbook whose leads to write to.", readable=False)
    ],
    due: Annotated[bool, typer.Option("--due", help="Also what is overdue, or falls due soon.")] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FOLDER", help="Put the drafts there instead of into NAME-chase."),
    ] = None,
    previous: Previous = None,
    min_severity: Annotated[
        Severity, typer.Option("--min-severity", help="Leave out what matters less.")
    ] = Severity.NOTE,
    link: Annotated[
        str | None,
        typer.Option("--link", metavar="URL", help="Link to the workbook there (SharePoint, Teams), not to the file."),
    ] = None,
    body: Annotated[
        Path | None, typer.Option("--body", metavar="FILE", help="Your own template of subject and text.")
    ] = None,
    body_html: Annotated[
        Path | None, typer.Option("--body-html", metavar="FILE", help="Your own template of the formatted text.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say who would get what, and write nothing.")] = False,
    password_file: PasswordFile = None,
) -> None:
    """Write a draft to each lead about their own cells, to look at and send from your mail program. Sends nothing.

    People on the Plan sheet says where drafts go. A draft that is there and differs is kept as NAME.eml.bak; one of an
    earlier chase that no longer holds is renamed so.

    Says on standard error who gets none. Exit codes: 0 done, or there was nothing to chase, 2 it could not be done and
    nothing was changed.
    """
    from plan_workbook.chasing import chase
    from plan_workbook.chasing.draft import Templates, Writer
    from plan_workbook.chasing.folder import file_names, marked_draft, store
    from plan_workbook.chasing.links import FileLinks, WebLinks
    from plan_workbook.chasing.people import Directory
    from plan_workbook.checking.report import check
    from plan_workbook.checking.selection import Selection
    from plan_workbook.package import open_file
    from plan_workbook.reading import read_plan

    links = WebLinks(link) if link is not None else FileLinks(workbook)
    if previous is not None:
        refuse_itself(workbook, previous)
    last_month = read_plan(previous, password=password_for(previous, password_file)) if previous else None
    file = open_file(workbook, password_for(workbook, password_file))
    plan = read_plan(file.content, workbook.name)
    report = check(plan.once_summarised, last_month)
    chased = chase(plan, Selection(at_least=min_severity).of(report), due=due)
    if due and plan.report_date is None:
        say(f"{plan.name} has no report date that can be read, so nothing counts as overdue or due.", error=True)
    writer = Writer(plan, links, Templates.chosen(body, body_html))
    names = file_names(Directory(plan).people)
    drafts = {names[pile.person.key]: marked_draft(writer.letter_to(pile)) for pile in chased.piles}
    folder = output or workbook.with_name(f"{workbook.stem}-chase")
    stored = store(folder, drafts, dry_run=dry_run)
    _say_drafts(plan, chased, names, folder, dry_run=dry_run)
    _say_set_aside(stored, folder, dry_run=dry_run)
    _say_left(plan, chased)
    if file.password is not None and drafts and not dry_run:
        say(
            f"{workbook.name} is encrypted, the drafts in {folder} are not: keep them where only those who may read it "
            "can.",
            error=True,
        )


def _say_drafts(plan: Plan, chased: Chase, names: Mapping[str, str], folder: Path, *, dry_run: bool) -> None:
    from plan_workbook.values.text import counted

    if not chased.anything:
        say("There is nothing to chase: no lead has anything to put right.")
    elif not chased.piles:
        sheet = f"fill in People on the sheet {plan.plan_sheet}, each lead with an email address"
        say(f"No draft was written, because nobody can be written to: {sheet}.")
    if not chased.piles:
        return
    head = ("Who", "Address", "Errors", "Warnings", "Notes", "Due", "File")
    _say_table([head, *(_row(pile, names[pile.person.key]) for pile in chased.piles)])
    drafts = counted(len(chased.piles), "draft")
    say("")
    if dry_run:
        say(f"{drafts} would be in {folder}; nothing was written.")
    else:
        say(f"{drafts} in {folder}. Nothing was sent: open each one, read it, and send it.")


def _row(pile: Pile, name: str) -> tuple[str, ...]:
    by_severity = [finding.severity for finding in pile.findings]
    counts = (*(by_severity.count(severity) for severity in Severity), len(pile.due))
    return (pile.person.name or "-", pile.person.address.addr_spec, *map(str, counts), name)


def _say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns, whatever their width: an address that is broken over lines can't be copied."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            text.rjust(width) if 1 < place < len(row) - 1 else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


def _say_set_aside(stored: Stored, folder: Path, *, dry_run: bool) -> None:
    kept, renamed = ("would be kept", "would be renamed") if dry_run else ("is kept", "is now")
    for name, backup in stored.kept.items():
        say(f"The {name} that was there, and differs, {kept} as {backup}.")
    for name, backup in stored.outdated.items():
        say(f"{folder / name} is of an earlier chase and tells old news: it {renamed} {backup}.")


def _say_left(plan: Plan, chased: Chase) -> None:
    """Say who gets no draft, and what is in none."""
    from plan_workbook.values.text import counted

    for missed in chased.missed:
        lead = missed.lead
        say(f"No draft for {lead.lead} ({_amount(missed.findings, missed.due)}): {lead.why}. {lead.fix}", error=True)
    for part in chased.without_lead:
        owner = part.recommendation
        say(
            f"No draft about {owner.sheet} ({_amount(part.findings, part.due)}): it names no lead. Type "
            f"one in {owner.sheet}!{owner.lead.cell}.",
            error=True,
        )
    if chased.coordinators:
        are = "is" if chased.coordinators == 1 else "are"
        say(
            f"{counted(chased.coordinators, 'finding')} about the plan itself {are} the coordinator's own, in no "
            f'draft: plan-workbook validate "{plan.name}" lists them.'
        )


def _amount(findings: Sequence[Finding], due: Sequence[Action]) -> str:
    from plan_workbook.values.text import counted

    parts = [counted(len(findings), "finding")] if findings else []
    return ", ".join([*parts, *([f"{counted(len(due), 'action')} due"] if due else [])])
