"""``plan-workbook email``: a message with the published edition, as a draft for Outlook or through a mail server."""

from __future__ import annotations

import signal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import is_quiet, print_json, say
from plan_workbook.cli.edition import (
    JSON,
    Draft,
    EditionPassword,
    Encrypt,
    Template,
    encrypted_with,
    formats_option,
    kind_in,
    say_what_to_know,
)
from plan_workbook.cli.options import OwnRules, Previous, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from, server_password
from plan_workbook.errors import InputError
from plan_workbook.publishing.formats import Format
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import counted, listed

if TYPE_CHECKING:
    from plan_workbook.contract.written import Emailed
    from plan_workbook.jobs.email import Draft as WrittenDraft
    from plan_workbook.jobs.email import Message, Prepared, Sent

EXAMPLE = "plan-workbook email plan.xlsx --to board@example.gov.uk"


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(metavar="WORKBOOK [ADDRESS]...", help="The workbook; more addresses may follow --to."),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="Recipients; separate several with semicolons, or repeat --to."),
    ] = None,
    to_role: Annotated[
        list[str] | None, typer.Option(metavar="ROLE", help="Everybody with this role on the Plan sheet; repeatable.")
    ] = None,
    cc: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="People who get a copy; as for --to.")] = None,
    output: Annotated[
        Path | None,
        path_option(
            "--output", "-o", metavar="DRAFT.eml", help="Write the draft here instead of next to the workbook."
        ),
    ] = None,
    format: Annotated[list[str] | None, formats_option("xlsx")] = None,
    draft: Draft = False,
    encrypt: Encrypt = False,
    template: Template = None,
    body: Annotated[
        Path | None, path_option("--body", metavar="FILE", help="Your own template for the subject and plain text.")
    ] = None,
    body_html: Annotated[
        Path | None, path_option("--body-html", metavar="FILE", help="Your own template for the HTML.")
    ] = None,
    previous: Previous = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
    edition_password_file: EditionPassword = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send it through the mail server, after showing it and asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send even if the same edition was sent before.")] = False,
    settings: Annotated[
        Path | None,
        path_option("--settings", metavar="FILE.toml", help="Settings of the mail server: plan-workbook help email."),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show who would get what; write and send nothing.")
    ] = False,
) -> None:
    """Write an email with the published edition attached, as a draft to open and send in Outlook, or --send it.

    The edition is made from the workbook as it is now, in the format that --format gives; a file that publish made
    before is not used.

    It refuses while errors are open, unless --draft is given. Sent messages are recorded in NAME.sent.csv next to the
    workbook, and you are asked before the same edition is sent again. Either everybody gets it or nobody does.

    Exit codes: 0 done, 1 errors are open and nothing was written, 2 it could not be done; one sentence says why, and
    whether anything was sent.
    """
    from plan_workbook.jobs.email import Request, send_email, write_email

    workbook, more = _workbook_and_addresses(arguments)
    for_programs = JSON in (format or ())
    unreachable: list[str] = []
    if output is not None and send:
        raise InputError("-o is for a draft, and --send does not write one: choose one of the two.")
    passwords = passwords_from(password_file)
    request = Request(
        to=[*(to or ()), *more],
        roles=to_role or (),
        cc=cc or (),
        body=body,
        body_html=body_html,
        format=kind_in(format) or Format.XLSX,
        draft=draft,
        template=template,
        previous=previous,
        passwords=passwords,
        encrypt_with=encrypted_with(encrypt, passwords, edition_password_file),
    )

    def notice(prepared: Prepared) -> None:
        say_what_to_know(prepared.made, workbook, previous)
        unreachable.extend(prepared.unreachable)
        for each in prepared.unreachable:
            say(f"Not everybody with that role will get it: {each}.", error=True)

    def confirm(message: Message) -> bool:
        error = for_programs or is_quiet()
        _show(message, error=error)
        return _agreed(message, yes=yes, again=again, error=error)

    if not send:
        written = write_email(workbook, output, dry_run=dry_run, notice=notice, **request)
    else:
        sent = send_email(
            workbook,
            settings=settings,
            confirm=confirm,
            attended=not yes,
            server_password=server_password,
            dry_run=dry_run,
            notice=notice,
            **request,
        )
    if for_programs:
        print_json(_told(workbook, sent if send else written, unreachable, dry_run=dry_run))
    elif dry_run:
        message = sent.message if send else written.message
        _show(message)
        say(f"\n{message.text}")
        if body_html is not None:
            say(f"Most mail programs show what {body_html} gives instead of this text.")
        say("Nothing was written or sent.")
    elif send:
        _say_sent(sent)
    else:
        _say_written(written, workbook, chosen=bool(format))


def _workbook_and_addresses(arguments: list[str]) -> tuple[Path, list[str]]:
    """Return the workbook, and the addresses that have no ``--to`` of their own.

    Raises:
        InputError: there is not exactly one workbook, or its name can't be meant.
    """
    addresses = [each for each in arguments if "@" in each and not _is_file(each)]
    others = [given_path(each, "WORKBOOK") for each in arguments if each not in addresses]
    if not others:
        raise InputError(f"No workbook was given, only {listed(addresses)}: put the workbook first.")
    if len(others) > 1:
        raise InputError(
            f"Only one workbook can be sent at a time, not {listed([*map(str, others)])}: name one; an email address "
            "needs an @."
        )
    return others[0], addresses


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return False


def _told(workbook: Path, done: WrittenDraft | Sent, unreachable: list[str], *, dry_run: bool) -> Emailed:
    """Return the object that ``--format json`` prints."""
    from plan_workbook.jobs.email import Draft

    file = str(done.path) if isinstance(done, Draft) and not dry_run else None
    return {
        "format": 1,
        "workbook": str(workbook),
        "done": "nothing" if dry_run else "draft written" if isinstance(done, Draft) else "sent",
        **done.message.as_json(),
        "unreachable": unreachable,
        "file": file,
        "backup": str(done.backup) if isinstance(done, Draft) and done.backup else None,
        "record": str(done.record) if not isinstance(done, Draft) and not dry_run else None,
        **done.message.made.as_json(),
    }


def _show(message: Message, *, error: bool = False) -> None:
    """Show who gets what from whom, and when they got it before; on standard error if the output is for programs."""
    for label, text in message.headers:
        say(f"{label:<10}{text}", error=error)
    for each in message.earlier:
        say(each.sentence, error=error)


def _say_written(done: WrittenDraft, workbook: Path, *, chosen: bool) -> None:
    say(f"Wrote {done.path}: open it, look it over and send it.")
    attached = f"Attached: {done.message.letter.attachments[0].safe_name}, made now from {workbook}"
    say(f"{attached}." if chosen else f"{attached}; --format docx attaches a Word report instead.")
    if done.backup is not None:
        say(f"The previous draft is kept as {done.backup.name}.")


def _say_sent(done: Sent) -> None:
    say(f"Sent {done.file} to {counted(done.recipients, 'address')}; this is recorded in {done.record.name}.")


def _agreed(message: Message, *, yes: bool, again: bool, error: bool) -> bool:
    """Ask before sending, unless an option agrees to it; sending again always needs its own answer or option."""
    last = message.last
    if last is None or again:
        return yes or _asked("Send it?", _unanswered("Send it?", "--yes"), error=error)
    otherwise = (
        _unanswered("Send it again?", "--again") if last.certain else last.refusal("add --again to send it again")
    )
    return _asked("Send it again?", otherwise, error=error)


def _unanswered(question: str, option: str) -> InputError:
    return InputError(
        f'Nothing was sent, because nobody answered "{question}": add {option} to send it without being asked.'
    )


def _asked(question: str, unanswered: InputError, *, error: bool) -> bool:
    """Ask a question; the answer can be typed or piped in.

    Raises:
        InputError: there is no answer; the error given for that case.
    """
    signal.signal(signal.SIGINT, signal.default_int_handler)  # with Polars' handler, Ctrl-C would wait for Enter
    try:
        return bool(typer.confirm(question, err=error))
    except (typer.Abort, RuntimeError) as stopped:  # the input has ended, or there is none at all
        if isinstance(stopped.__context__, KeyboardInterrupt):
            raise
        say("")
        raise unanswered from stopped
