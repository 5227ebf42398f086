"""What ``plan-workbook chase --missing`` does and says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.cli.console import Format, print_json, say
from plan_workbook.cli.drafts import say_if_past, say_left, say_set_aside, say_table, say_where
from plan_workbook.cli.in_clear import say_in_clear
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import MOST_LISTED, counted, listed_in_part, long_date

if TYPE_CHECKING:
    from plan_workbook.jobs.chase_missing import Reminded, Reminder
    from plan_workbook.jobs.passwords import Passwords
    from plan_workbook.splitting.found import PartPasswords


def say_missing(
    workbook: Path,
    output: Path | None,
    *,
    parts: Path | None,
    by: str | None,
    body: Path | None,
    body_html: Path | None,
    dry_run: bool,
    format: Format,
    passwords: Passwords,
    part_passwords: PartPasswords,
) -> None:
    """Write drafts to the leads whose parts have not come back, and say who gets one and who does not."""
    from plan_workbook.jobs.chase_missing import chase_missing

    done = chase_missing(
        workbook,
        output,
        parts=parts,
        by=by,
        body=body,
        body_html=body_html,
        dry_run=dry_run,
        passwords=passwords,
        part_passwords=part_passwords,
    )
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_reminders(done, dry_run=dry_run)
    _say_left(done)
    say_if_past(done.answer_by, "--by")
    if done.in_clear and not dry_run:
        say_in_clear(workbook.name, f"the drafts in {folder_named(done.folder)}", several=True)


def _say_reminders(done: Reminded, *, dry_run: bool) -> None:
    if not done.anybody:
        say("There is nobody to chase: everybody has answered.")
    if done.reminders:
        head = ("Who", "Address", "Sheets", "Asked by", "Part", "File")
        say_table([head, *(_row(each, done.names[each.person.key]) for each in done.reminders)])
        say_where(len(done.reminders), done.folder, dry_run=dry_run)
    say_set_aside(done.stored, done.folder, dry_run=dry_run)


def _row(each: Reminder, name: str) -> tuple[str, ...]:
    return (
        each.person.name or "-",
        each.person.address.addr_spec,
        listed_in_part([sheet.sheet for sheet in each.sheets]),
        long_date(each.return_by) or "-",
        "attached" if each.parts else "not there",
        name,
    )


def _say_left(done: Reminded) -> None:
    """Say who gets no draft, and what was not attached."""
    say_left(done.no_drafts)
    for part in done.worked_in[:MOST_LISTED]:
        say(
            f"No draft about {listed_in_part(part.base.sheets)}: somebody has worked in {part.file.path}. Collect it.",
            error=True,
        )
    if len(done.worked_in) > MOST_LISTED:
        others = counted(len(done.worked_in) - MOST_LISTED, "other part")
        say(f"No draft about {others} in {done.parts} in which somebody has worked. Collect them.", error=True)
    for sentence in done.unreadable[:MOST_LISTED]:
        say(f"Not attached: {sentence}", error=True)
    if len(done.unreadable) > MOST_LISTED:
        others = counted(len(done.unreadable) - MOST_LISTED, "other workbook")
        say(f"Not attached: {others} in {done.parts} that can't be read.", error=True)
    if any(not each.parts for each in done.reminders):
        say(
            f"Parts that are not in {done.parts} are not attached, and the day by which they were asked for is not "
            "known: name their folder with --parts.",
            error=True,
        )
