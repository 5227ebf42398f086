"""``plan-workbook chase``: a draft to each lead about their own cells."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.checking.finding import Severity
from plan_workbook.cli.console import say
from plan_workbook.cli.options import Previous
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.values.text import counted

if TYPE_CHECKING:
    from plan_workbook.chasing import PersonItems
    from plan_workbook.checking import Finding
    from plan_workbook.jobs.chase import Chased
    from plan_workbook.plan.model import Action

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
    from plan_workbook.jobs.chase import chase

    done = chase(
        workbook,
        output,
        due=due,
        previous=previous,
        at_least=min_severity,
        link=link,
        body=body,
        body_html=body_html,
        dry_run=dry_run,
        passwords=passwords_from(password_file),
    )
    if done.nothing_counts_as_due:
        say(f"{done.plan.name} has no report date that can be read, so nothing counts as overdue or due.", error=True)
    _say_drafts(done, dry_run=dry_run)
    _say_set_aside(done, dry_run=dry_run)
    _say_left(done)
    if done.encrypted and done.outstanding.people and not dry_run:
        say(
            f"{workbook.name} is encrypted, the drafts in {done.folder} are not: keep them where only those who may "
            "read it can.",
            error=True,
        )


def _say_drafts(done: Chased, *, dry_run: bool) -> None:
    people = done.outstanding.people
    if not done.outstanding.anything:
        say("There is nothing to chase: no lead has anything to put right.")
    elif not people:
        sheet = f"fill in People on the sheet {done.plan.plan_sheet}, each lead with an email address"
        say(f"No draft was written, because nobody can be written to: {sheet}.")
    if not people:
        return
    head = ("Who", "Address", "Errors", "Warnings", "Notes", "Due", "File")
    _say_table([head, *(_row(each, done.names[each.person.key]) for each in people)])
    drafts = counted(len(people), "draft")
    say("")
    if dry_run:
        say(f"{drafts} would be in {done.folder}; nothing was written.")
    else:
        say(f"{drafts} in {done.folder}. Nothing was sent: open each one, read it, and send it.")


def _row(items: PersonItems, name: str) -> tuple[str, ...]:
    by_severity = [finding.severity for finding in items.findings]
    counts = (*(by_severity.count(severity) for severity in Severity), len(items.due))
    return (items.person.name or "-", items.person.address.addr_spec, *map(str, counts), name)


def _say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns, whatever their width: an address that is broken over lines can't be copied."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        cells = [
            text.rjust(width) if 1 < place < len(row) - 1 else text.ljust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        say("  ".join(cells).rstrip())


def _say_set_aside(done: Chased, *, dry_run: bool) -> None:
    kept, renamed = ("would be kept", "would be renamed") if dry_run else ("is kept", "is now")
    for name, backup in done.stored.kept.items():
        say(f"The {name} that was there, and differs, {kept} as {backup}.")
    for name, backup in done.stored.outdated.items():
        say(f"{done.folder / name} is of an earlier chase and tells old news: it {renamed} {backup}.")


def _say_left(done: Chased) -> None:
    """Say who gets no draft, and what is in none."""
    for items in done.outstanding.unreachable:
        lead = items.lead
        say(f"No draft for {lead.lead} ({_amount(items.findings, items.due)}): {lead.why}. {lead.fix}", error=True)
    for sheet in done.outstanding.without_lead:
        owner = sheet.recommendation
        say(
            f"No draft about {owner.sheet} ({_amount(sheet.findings, sheet.due)}): it names no lead. Type "
            f"one in {owner.sheet}!{owner.lead.cell}.",
            error=True,
        )
    coordinators = done.outstanding.coordinators
    if coordinators:
        are = "is" if coordinators == 1 else "are"
        say(
            f"{counted(coordinators, 'finding')} about the plan itself {are} the coordinator's own, in no "
            f'draft: plan-workbook validate "{done.plan.name}" lists them.'
        )


def _amount(findings: Sequence[Finding], due: Sequence[Action]) -> str:
    said = [counted(len(findings), "finding")] if findings else []
    return ", ".join([*said, *([f"{counted(len(due), 'action')} due"] if due else [])])
