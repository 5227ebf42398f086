"""``plan-workbook split``: a workbook for each lead."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Format, print_json, say
from plan_workbook.cli.drafts import say_if_past, say_table
from plan_workbook.cli.in_clear import say_in_clear
from plan_workbook.cli.options import InJson, OwnRules, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, new_password, passwords_from
from plan_workbook.splitting.by import By
from plan_workbook.values.password_file import password_in
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import counted, it_or_them, listed, listed_in_part, long_date

if TYPE_CHECKING:
    from plan_workbook.jobs.passwords import NewPassword
    from plan_workbook.jobs.split import Split

EXAMPLE = "plan-workbook split plan.xlsx --return-by 15/01/2018 --drafts"
_PART_PASSWORD = "--part-password-file"


def command(
    workbook: Annotated[Path, path_argument("MASTER", help="The workbook of the whole plan.")],
    output: Annotated[
        Path | None,
        path_option("--output", "-o", metavar="FOLDER", help="Put the parts here instead of in NAME-split."),
    ] = None,
    by: Annotated[By, typer.Option(help="One workbook for each lead, or for each sheet.")] = By.LEAD,
    lead: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Only for this lead; give it again for others.")
    ] = None,
    closed: Annotated[bool, typer.Option("--closed", help="Hand out closed recommendations, too.")] = False,
    return_by: Annotated[
        str | None, typer.Option("--return-by", metavar="DATE", help="The day by which drafts ask for the parts back.")
    ] = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Write a draft email to each lead, with the part attached.")
    ] = False,
    previous: Annotated[
        Path | None,
        path_option("--previous", metavar="WORKBOOK", help="Last month's workbook, to compare parts and drafts with."),
    ] = None,
    body: Annotated[
        Path | None, path_option("--body", metavar="FILE", help="Your own template for the subject and text of drafts.")
    ] = None,
    body_html: Annotated[
        Path | None, path_option("--body-html", metavar="FILE", help="Your own template for their formatted text.")
    ] = None,
    format: InJson = Format.TEXT,
    force: Annotated[
        bool, typer.Option("--force", help="Replace parts that somebody has worked in; they are kept as NAME.bak.xlsx.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many processes draw parts at once (usually one per processor).")
    ] = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
    part_password_file: Annotated[
        Path | None,
        path_option(_PART_PASSWORD, metavar="FILE", help="Encrypt the parts with the password in this file."),
    ] = None,
) -> None:
    """Hand the plan out: a workbook for each lead, with their own recommendations and nobody else's. Sends nothing.

    Each recommendation goes to its first-named lead; closed ones stay at home. A copy of the master as it was is kept
    as NAME.base.xlsx, and who got what is in NAME.parts.csv. The parts of an encrypted master are encrypted with a
    password of their own.

    Leads who get no draft are listed on standard error. Exit codes: 0 done, 2 it could not be done and nothing was
    changed.
    """
    from plan_workbook.jobs.split import split

    done = split(
        workbook,
        output,
        by=by,
        leads=lead or (),
        closed=closed,
        return_by=return_by,
        drafts=drafts,
        previous=previous,
        body=body,
        body_html=body_html,
        replace=force,
        processes=jobs,
        passwords=passwords_from(password_file),
        part_password=_part_password(part_password_file),
    )
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_parts(done)
    _say_left(done)
    say_if_past(done.return_by, "--return-by")


def _part_password(file: Path | None) -> NewPassword:
    if file is not None:
        return password_in(file)
    return lambda name: new_password(name, _PART_PASSWORD)


def _say_parts(done: Split) -> None:
    head = ("Lead", "Also leads", "Sheets", "File")
    rows = [
        (each.share.lead or "-", listed(each.share.others) or "-", listed_in_part(each.share.sheets), each.share.file)
        for each in done.parts
    ]
    say_table([head, *rows])
    say("")
    written = sum(each.written for each in done.parts)
    there = len(done.parts) - written
    where = folder_named(done.folder)
    said = f"{counted(written, 'part')} written to {where}" if written else f"Every part is in {where} already"
    say(f"{said}{f', {there} already there' if written and there else ''}. Nothing was sent.")
    for each in done.parts:
        if each.kept:
            say(f"{each.share.file}, in which somebody had worked, is kept as {each.kept}.")
    for name, backup in done.kept_drafts.items():
        say(f"The existing {name}, which differs, is kept as {backup}.")
    drafts = {each.draft for each in done.parts if each.draft}
    if drafts:
        asked = f", asking for the parts by {long_date(done.return_by)}" if done.return_by else ""
        them, opened = it_or_them(len(done.parts)), "it" if len(drafts) == 1 else "each one"
        say(f"{counted(len(drafts), 'draft')} with {them}{asked}: open {opened}, read it, and send it.")
    if done.closed:
        sheets = listed_in_part([each.sheet for each in done.closed])
        say(f"{sheets} {'is' if len(done.closed) == 1 else 'are'} closed and stayed at home.")
    if done.base_is_new:
        say(f"{done.base.name} is the plan as it was handed out: keep it until everything is back.")
    else:
        say(f"{done.base.name}, from an earlier handing out in this period, was left as it is.")


def _say_left(done: Split) -> None:
    """Say what the coordinator should know besides."""
    for each in done.parts:
        if each.no_draft is not None:
            say(f"No draft with {each.share.file}: {each.no_draft.why}. {each.no_draft.fix}", error=True)
    if done.others:
        are = "was" if len(done.others) == 1 else "were"
        say(f"Also in {folder_named(done.folder)}: {listed_in_part(done.others)}, which {are} left alone.", error=True)
    if done.drafts_in_clear:
        say_in_clear(done.plan.name, f"the drafts in {folder_named(done.folder)}", several=True)
