"""``plan-workbook chase``: a draft email to each lead about their own cells."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.checking.finding import Severity
from plan_workbook.cli.console import Format, print_json, say, say_same_month
from plan_workbook.cli.drafts import say_if_past, say_left, say_set_aside, say_table, say_where
from plan_workbook.cli.in_clear import say_in_clear
from plan_workbook.cli.missing import say_missing
from plan_workbook.cli.options import InJson, OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, part_passwords_from, passwords_from
from plan_workbook.errors import InputError, validating
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import counted, it_or_them, listed

if TYPE_CHECKING:
    from plan_workbook.chasing import PersonItems
    from plan_workbook.jobs.chase import Chased

EXAMPLE = "plan-workbook chase plan.xlsx --due"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook whose leads you want to write to.")],
    due: Annotated[bool, typer.Option("--due", help="Include actions that are overdue or due soon.")] = False,
    by: Annotated[
        str | None, typer.Option("--by", metavar="DATE", help="The day by which drafts ask for an answer.")
    ] = None,
    output: Annotated[
        Path | None,
        path_option("--output", "-o", metavar="FOLDER", help="Put the drafts here instead of in NAME-chase."),
    ] = None,
    previous: Previous = None,
    min_severity: Annotated[
        Severity, typer.Option("--min-severity", help="Leave out findings less serious than this.")
    ] = Severity.NOTE,
    link: Annotated[
        str | None,
        typer.Option("--link", metavar="URL", help="Link to this address (SharePoint, Teams), not to the file."),
    ] = None,
    body: Annotated[
        Path | None, path_option("--body", metavar="FILE", help="Your own template for the subject and text.")
    ] = None,
    body_html: Annotated[
        Path | None, path_option("--body-html", metavar="FILE", help="Your own template for the formatted text.")
    ] = None,
    missing: Annotated[
        bool,
        typer.Option(
            "--missing", help="Write instead to leads whose parts have not come back, with the part attached."
        ),
    ] = False,
    parts: Annotated[
        Path | None,
        path_option("--parts", metavar="FOLDER", help="For --missing: where the parts are, if not in NAME-split."),
    ] = None,
    format: InJson = Format.TEXT,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show who would get what, and write nothing.")] = False,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
    part_password_file: Annotated[
        list[Path] | None,
        path_option(
            "--part-password-file",
            metavar="FILE",
            help="For --missing: a text file with a password of parts on its only line; repeatable.",
        ),
    ] = None,
) -> None:
    """Write a draft email to each lead about their own cells, for you to check and send. Sends nothing itself.

    Drafts go to the addresses in People on the Plan sheet. An existing draft that differs is kept as NAME.eml.bak, and
    so is a draft from an earlier chase that is out of date.

    With --missing, drafts say nothing about cells: they go to the leads from whom collect has no return in this
    period, name their sheets and the day by which they were asked, and are in NAME-missing.

    Leads who get no draft are listed on standard error. Exit codes: 0 done, or there was nothing to chase, 2 it could
    not be done and nothing was changed.
    """
    if missing:
        _refuse_about_cells(due=due, previous=previous, min_severity=min_severity, link=link)
        say_missing(
            workbook,
            output,
            parts=parts,
            by=by,
            body=body,
            body_html=body_html,
            dry_run=dry_run,
            format=format,
            passwords=passwords_from(password_file),
            part_passwords=part_passwords_from(part_password_file or []),
        )
        return
    if parts is not None or part_password_file:
        given = "--parts" if parts is not None else "--part-password-file"
        raise InputError(f"{given} is about parts that have not come back: add --missing, or leave it out.")
    from plan_workbook.jobs.chase import chase

    done = chase(
        workbook,
        output,
        due=due,
        by=by,
        previous=previous,
        at_least=min_severity,
        link=link,
        body=body,
        body_html=body_html,
        dry_run=dry_run,
        passwords=passwords_from(password_file),
    )
    say_same_month(done.same_month)
    if done.nothing_counts_as_due:
        say(f"{done.plan.name} has no report date that can be read, so nothing counts as overdue or due.", error=True)
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_drafts(done, dry_run=dry_run)
        say_set_aside(done.stored, done.folder, dry_run=dry_run)
        _say_coordinators(done, workbook, previous)
    say_left(done.no_drafts)
    say_if_past(done.answer_by, "--by")
    if done.in_clear and done.outstanding.people and not dry_run:
        say_in_clear(workbook.name, f"the drafts in {folder_named(done.folder)}", several=True)


def _refuse_about_cells(*, due: bool, previous: Path | None, min_severity: Severity, link: str | None) -> None:
    """Refuse options that say which cells drafts are about.

    Raises:
        InputError: one is given.
    """
    given = {
        "--due": due,
        "--previous": previous is not None,
        "--min-severity": min_severity is not Severity.NOTE,
        "--link": link is not None,
    }
    names = [name for name, is_given in given.items() if is_given]
    if names:
        raise InputError(f"With --missing, drafts say nothing about cells: leave out {listed(names)}.")


def _say_drafts(done: Chased, *, dry_run: bool) -> None:
    people = done.outstanding.people
    if not done.outstanding.anything:
        say("There is nothing to chase: no lead has anything to put right.")
    elif not people:
        people_table = f"People on the sheet {done.plan.plan_sheet}, with an email address for each lead"
        say(f"No draft was written, because no lead has a usable address: fill in {people_table}.")
    if not people:
        return
    head = ("Who", "Address", "Errors", "Warnings", "Notes", "Due", "File")
    say_table([head, *(_row(each, done.names[each.person.key]) for each in people)])
    say_where(len(people), done.folder, dry_run=dry_run)
    if done.answer_by is None:
        say("They do not say by when you want an answer: give a day with --by.")
    if not done.signed:
        say(f"Nobody signs them: give somebody in People on the sheet {done.plan.plan_sheet} the role Coordinator.")
    if done.only_here is not None:
        say(
            f"Their links lead to {done.only_here.resolve()}, which only this computer can open: give the workbook's "
            "address in SharePoint or Teams with --link, or keep it on a drive that the leads have.",
            error=True,
        )


def _row(items: PersonItems, name: str) -> tuple[str, ...]:
    by_severity = [finding.severity for finding in items.findings]
    counts = (*(by_severity.count(severity) for severity in Severity), len(items.due))
    return (items.person.name or "-", items.person.address.addr_spec, *map(str, counts), name)


def _say_coordinators(done: Chased, workbook: Path, previous: Path | None) -> None:
    coordinators = done.outstanding.coordinators
    if coordinators:
        are = "is" if coordinators == 1 else "are"
        say(
            f"{counted(coordinators, 'finding')} {are} for the coordinator and in no draft: "
            f"{validating(workbook, previous=previous)} lists {it_or_them(coordinators)}."
        )
