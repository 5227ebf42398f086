"""``plan-workbook collect``: take what leads send back into the master."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, assert_never

import typer

from plan_workbook.cli.console import Exit, PageFormat, out, print_bytes, say, say_open_errors
from plan_workbook.cli.findings import refuse_workbook, write_report
from plan_workbook.cli.in_clear import say_if_in_clear
from plan_workbook.cli.options import OwnRules, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, part_passwords_from, passwords_from
from plan_workbook.collecting.entries import Take
from plan_workbook.errors import InputError
from plan_workbook.package.file import names_encrypted
from plan_workbook.package.write import refuse_unwritable
from plan_workbook.values.text import it_or_them, listed_in_part

if TYPE_CHECKING:
    from plan_workbook.collecting.collected import Collected

EXAMPLE = "plan-workbook collect plan.xlsx returned"


def command(
    master: Annotated[Path, path_argument("MASTER", help="The workbook of the whole plan.")],
    returns: Annotated[
        list[Path] | None,
        path_argument("RETURN...", help="Workbooks that came back, folders of them, or zip files of them."),
    ] = None,
    output: Annotated[
        Path | None, path_option("--output", "-o", metavar="OUT.xlsx", help="Write here instead of in place.")
    ] = None,
    take: Annotated[
        Take | None,
        typer.Option(help="Whose word counts in conflicts, and about rows that did not come back."),
    ] = None,
    again: Annotated[
        bool, typer.Option("--again", help="Also read returns that were collected before; --dry-run first shows them.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be done, and write nothing.")] = False,
    format: Annotated[
        PageFormat, typer.Option(help="Text for people, json for programs, html to read, filter and print.")
    ] = PageFormat.TEXT,
    report: Annotated[
        Path | None, path_option("--report", metavar="FILE", help="Write what there is to say here, not to the screen.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="How many processes read at once (usually one per processor).")
    ] = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
    part_password_file: Annotated[
        list[Path] | None,
        path_option(
            "--part-password-file",
            metavar="FILE",
            help="A text file with a password of returns on its only line; repeatable. The master's is tried as well.",
        ),
    ] = None,
) -> None:
    """Take what leads changed in their workbooks into the master, and say what is left for you.

    Each return is compared, cell by cell, with what it said when it was handed out. What only the lead changed is typed
    into the master; a table that is full gets more rows. Where both changed something, and where a row did not come
    back, the master stays as it is and you decide; --take decides all of them at once. Returns that are of another
    month or plan, or can't be read, are refused with the reason, and the others are taken.

    --format html is a page that says first what is left for you, and can be filtered; --report puts it into a file.

    In place, the previous file is kept next to it as NAME.bak.xlsx. NAME.returns.csv records each return, and the
    folder NAME.returns keeps it; a return that is recorded is not read again, unless you add --again, as you have to
    after putting back an older copy of the master. --again can put returned values over what you decided since then;
    --again --dry-run only shows them. Without RETURN, the command says who has answered and who has not.

    Exit codes: 0 all was taken, 1 something is left for you, 2 it could not be done and the master was not changed.
    """
    from plan_workbook.collecting.in_words import left_for_you
    from plan_workbook.collecting.record import day_of
    from plan_workbook.jobs.collect import collect

    if report is not None:
        _refuse_report(report, master, [*(returns or []), *([output] if output else [])])
    done = collect(
        master,
        returns or [],
        output,
        take=take,
        again=again,
        dry_run=dry_run,
        processes=jobs,
        passwords=passwords_from(password_file),
        part_passwords=part_passwords_from(part_password_file or []),
    )
    if done.base_unread:
        say(done.base_unread, error=True)
    if done.not_handed_out:
        say(done.not_handed_out, error=True)
    for before in done.before:
        left = f", and {left_for_you(before.line.conflicts)}" if before.line.conflicts else ""
        when = f"it was collected on {day_of(before.line.collected)}{left}"
        say(f"Passed over {before.file}: {when}.", error=True)
    if done.put_back:
        say(done.put_back, error=True)
    elif done.before:
        these = it_or_them(len(done.before))
        say(
            f"If {done.master.name} was put back to an older copy since then, add --again to collect {these} again: "
            "plan-workbook help undo.",
            error=True,
        )
    for other in done.passed_over:
        say(f"Passed over {other.file}: it is {other.why}.", error=True)
    if report is not None:
        from plan_workbook.collecting.in_words import totals

        say(f"{totals(done)}.")
        write_report(report, _content(done, format), (master, *(returns or ())))
        say_if_in_clear(names_encrypted((master, *(returns or ()))), report.name)
    elif format is PageFormat.TEXT:
        from plan_workbook.collecting.in_text import print_collected  # loads rich, which programs wait for in vain

        print_collected(out(), done)
    else:
        print_bytes(_content(done, format))
    if not done.asked_only:
        _say_written(done, with_report=report is not None)
    raise typer.Exit(Exit.FINDINGS if done.for_a_person else Exit.OK)


def _refuse_report(report: Path, master: Path, others: list[Path]) -> None:
    """Refuse a file for the report that can't be written, or is used for something else, before anything is collected.

    Raises:
        InputError: it is the master, a return or a file that is kept next to the master.
        CannotWrite: it can't be written.
    """
    from plan_workbook.collecting.asked import list_path
    from plan_workbook.collecting.record import record_path
    from plan_workbook.jobs.paths import backup_of
    from plan_workbook.splitting.base import base_path

    kept = (backup_of, base_path, list_path, record_path)
    named = [each for each in (master, *others) if each.name]  # "." has no name, and nothing is kept next to it
    used = [master, *others, *(of(each) for each in named for of in kept)]
    if report in used:
        raise InputError(f"{report} is used for something else here: choose another name for the report.")
    refuse_workbook(report, used)
    refuse_unwritable(report)


def _content(done: Collected, format: PageFormat) -> bytes:
    """Return what came of collecting as the content of a file, in UTF-8."""
    match format:
        case PageFormat.TEXT:
            from plan_workbook.collecting.in_text import as_text

            return as_text(done).encode()
        case PageFormat.JSON:
            from plan_workbook.collecting.in_json import json_text

            return json_text(done).encode()
        case PageFormat.HTML:
            from plan_workbook.collecting.in_page import as_html

            return as_html(done).encode()
        case _:
            assert_never(format)


def _say_written(done: Collected, *, with_report: bool) -> None:
    """Say on standard error which files were written."""
    if done.dry_run:
        say(f"Nothing {'else ' if with_report else ''}was written.", error=True, routine=True)
        return
    if done.backup:
        say(f"Wrote {done.output}; the previous file is {done.backup.name}.", error=True, routine=True)
    elif done.changed:
        kept = f"; the file that was there is kept as {done.replaced.name}" if done.replaced else ""
        say(f"Wrote {done.output}{kept}.", error=True, routine=True)
    else:
        say(f"Nothing was taken, so {done.output} was not changed.", error=True, routine=True)
    if done.record:
        say(f"The returns are recorded in {done.record.name}.", error=True, routine=True)
    if done.overwritten:
        kept = done.backup.name if done.backup else done.master.name
        cells = listed_in_part(done.overwritten)
        say(f"Text typed on a generated sheet ({cells}) was replaced; {kept} still has it.", error=True)
    if done.not_compared:
        said = f'plan-workbook summarise "{done.output}" --previous FILE lists that again.'
        say(f"The Summary no longer lists what has moved since {done.not_compared}: {said}", error=True)
    say_open_errors(done.errors, str(done.output))
