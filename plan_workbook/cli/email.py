"""``plan-workbook email``: a message with the published edition, as a draft for Outlook or through a mail server."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.cli.edition import Draft, EditionFile, EditionPassword, Encrypt, Template, Wanted, edition_file
from plan_workbook.cli.options import Previous
from plan_workbook.cli.password import PasswordFile, server_password
from plan_workbook.publishing.formats import Format

if TYPE_CHECKING:
    from datetime import datetime
    from email.headerregistry import Address

    from plan_workbook.mail.message import Letter
    from plan_workbook.mail.record import Entry, Outcome, Record
    from plan_workbook.mail.settings import ServerSettings

NAME = "email"
EXAMPLE = "plan-workbook email plan.xlsx --to board@example.gov.uk"


def command(
    arguments: Annotated[
        list[str],
        typer.Argument(metavar="WORKBOOK [ADDRESS]...", help="The workbook; further addresses may follow --to."),
    ],
    to: Annotated[
        list[str] | None,
        typer.Option(metavar="ADDRESS", help="Who it goes to; several may be parted by semicolons, or --to repeated."),
    ] = None,
    to_role: Annotated[
        list[str] | None, typer.Option(metavar="ROLE", help="Everybody with that role on the Plan sheet; repeatable.")
    ] = None,
    cc: Annotated[list[str] | None, typer.Option(metavar="ADDRESS", help="Who gets a copy; as --to.")] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="DRAFT.eml", help="Write the draft there; otherwise beside the workbook."
        ),
    ] = None,
    format: Annotated[Format, typer.Option(help="What is attached.")] = Format.XLSX,
    draft: Draft = False,
    encrypt: Encrypt = False,
    template: Template = None,
    body: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own template of subject and plain text.")
    ] = None,
    body_html: Annotated[
        Path | None, typer.Option("--body-html", metavar="FILE", help="Your own template of the HTML.")
    ] = None,
    previous: Previous = None,
    password_file: PasswordFile = None,
    edition_password_file: EditionPassword = None,
    send: Annotated[
        bool, typer.Option("--send", help="Send it through the mail server, after showing it and asking.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send without asking.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Send although the same edition was sent before.")] = False,
    settings: Annotated[
        Path | None, typer.Option(metavar="FILE.toml", help="Which mail server sends; docs/email.md shows one.")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would go to whom; write and send nothing.")
    ] = False,
) -> None:
    """Write a message with the published edition attached, ready to be opened and sent in Outlook; or --send it.

    While errors are open it refuses, unless --draft. What is sent is noted in NAME.sent.csv beside the workbook,
    and to send the same edition again asks first. Either everybody gets it or nobody does.

    Exit codes: 0 done, 1 errors are open and nothing was written, 2 it could not be done; a sentence says what
    became of the message.
    """
    import os

    from plan_workbook.errors import InputError, OutputError
    from plan_workbook.mail.settings import read_settings
    from plan_workbook.values.email_address import addresses_in

    workbook, more = _parted(arguments)
    if output is not None and send:
        raise InputError("-o is where a draft is written, and --send writes none: choose one of the two.")
    if output is not None and output.suffix.casefold() != ".eml":
        raise OutputError(
            f"{output} does not end in .eml, by which mail programs know a message: choose a name that does."
        )
    everybody = addresses_in([*(to or ()), *more])
    asked = _Asked(everybody, to_role or [], addresses_in(cc or ()), body, body_html, unseen=send and yes)
    server = read_settings(os.environ, settings) if send else None
    passwords = (password_file, edition_password_file)
    made = edition_file(Wanted(workbook, format, draft, encrypt, template, previous, *passwords))
    letter = _letter(made, asked, format)
    if dry_run:
        _show(letter, server)
        if server is not None:
            _say_earlier(_Sending(workbook, made, letter, server, format).earlier(written=False))
        say(f"\n{letter.text}\nNothing was written or sent.")
    elif server is None:
        _write(letter, output or workbook.with_name(f"{Path(made.name).stem}.eml"))
    else:
        _Sending(workbook, made, letter, server, format).send(yes=yes, again=again)


@dataclass(frozen=True)
class _Asked:
    """Whom and what the command line asks for."""

    to: tuple[Address, ...]
    roles: list[str]
    cc: tuple[Address, ...]
    body: Path | None
    body_html: Path | None
    unseen: bool
    """Whether it is sent without anybody being asked."""


def _parted(arguments: list[str]) -> tuple[Path, list[str]]:
    """Return the workbook, and the addresses that follow ``--to`` without one of their own.

    Raises:
        InputError: there is not exactly one workbook.
    """
    from plan_workbook.errors import InputError
    from plan_workbook.values.text import listed

    addresses = [each for each in arguments if "@" in each and not _is_file(each)]
    others = [each for each in arguments if each not in addresses]
    if not others:
        raise InputError(f"Which workbook is not said, only {listed(addresses)}: name it first.")
    if len(others) > 1:
        raise InputError(
            f"One workbook is sent at a time, and no address is without an @: {listed(others)} are too many."
        )
    return Path(others[0]), addresses


def _is_file(name: str) -> bool:
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return False


def _letter(made: EditionFile, asked: _Asked, format: Format) -> Letter:
    """Return the message, not yet from anybody; says whom of a role it can't go to."""
    from plan_workbook.errors import InputError
    from plan_workbook.mail.message import Attachment, Letter, plain_body
    from plan_workbook.mail.recipients import with_role
    from plan_workbook.publishing.letter import words_of
    from plan_workbook.values.email_address import each_once

    found = with_role(made.plan, asked.roles)
    for each in found.unreachable:
        say(f"It does not go to everybody with that role: {each}.", error=True)
    if found.unreachable and asked.unseen:
        raise InputError(
            "Nothing was sent, because somebody with that role can't be reached: type an address in People on the Plan "
            "sheet, or leave --yes out and decide when you are asked."
        )
    to = each_once([*asked.to, *found.addresses])
    if not to:
        raise InputError("Who it goes to is not said: name them with --to, or by their role with --to-role.")
    words = words_of(made.edition, made.name, encrypted=made.encrypted, text=asked.body, html=asked.body_html)
    attached = Attachment(made.name, made.content, format.media_type)
    return Letter(words.subject, plain_body(words.text), words.html, to, asked.cc, (attached,))


def _write(letter: Letter, target: Path) -> None:
    from plan_workbook.jobs.summarise import backup_of
    from plan_workbook.mail.message import draft_of
    from plan_workbook.package import write_keeping

    kept = write_keeping(target, draft_of(letter), backup_of(target))
    say(f"Wrote {target}: open it, look it over and send it.")
    if kept:
        say(f"The draft that was there is kept as {backup_of(target).name}.")


def _show(letter: Letter, server: ServerSettings | None) -> None:
    """Say who gets what from whom."""
    from plan_workbook.values.email_address import shown_address
    from plan_workbook.values.text import size_in_words

    if server is not None:
        say(f"From:     {shown_address(server.sender)}")
    for label, people in (("To:", letter.to), ("Cc:", letter.copied)):
        for place, each in enumerate(people):
            say(f"{'' if place else label:<10}{shown_address(each)}")
    say(f"Subject:  {letter.subject}")
    for attached in letter.attachments:
        say(f"Attached: {attached.safe_name} ({size_in_words(len(attached.content))})")


def _say_earlier(entries: tuple[Entry, ...]) -> None:
    from plan_workbook.mail.record import Outcome

    for each in entries:
        was = "may have been sent" if each.outcome == Outcome.UNKNOWN else "was sent"
        say(f"The same edition {was} before: {each.sent} to {each.to}.")


class _Sending:
    """One edition on its way through the mail server, and into the record."""

    def __init__(
        self, workbook: Path, made: EditionFile, letter: Letter, server: ServerSettings, format: Format
    ) -> None:
        from plan_workbook.mail.record import record_of

        self.made, self.letter, self.server, self.format = made, letter, server, format
        self.path = record_of(workbook)

    def earlier(self, *, written: bool = True) -> tuple[Entry, ...]:
        """Return when the same edition was sent before; with `written`, the record must be one to write to as well."""
        from plan_workbook.mail.record import earlier, read, ready

        record: Record = (ready if written else read)(self.path)
        return earlier(record, self.made.edition.fingerprint, self.made.edition.draft)

    def send(self, *, yes: bool, again: bool) -> None:
        """Show, ask, send and record."""
        from datetime import datetime

        from plan_workbook.errors import FateUnknown, InputError
        from plan_workbook.mail.message import message_of
        from plan_workbook.mail.message_id import message_id
        from plan_workbook.mail.record import Outcome, edition_word
        from plan_workbook.mail.sending import send
        from plan_workbook.reading.fingerprint import fingerprint_of

        before = self.earlier()
        _show(self.letter, self.server)
        _say_earlier(before)
        if before and not again:
            _ask("Send it again?", "--again")
        elif not yes:
            _ask("Send it?", "--yes")
        edition, server = self.made.edition, self.server
        if server.lacks_password:
            server = server.with_password(server_password(server.user, server.host))
        if self.earlier() != before:  # a question may stand there for hours
            raise InputError("Nothing was sent: somebody else has just sent the same edition, so start again.")
        word, recipients = edition_word(edition.draft), self.letter.recipients
        # What may have been lost goes under the same name again.
        times = sum(each.outcome == Outcome.SENT for each in before)
        since = fingerprint_of(edition.previous) if edition.previous else ""
        words = (self.letter.subject, self.letter.text, self.letter.html, self.format.value, since)
        name = message_id(edition.fingerprint, word, recipients, words, times, server.sender)
        now = datetime.now().astimezone()
        try:
            send(message_of(self.letter, server.sender, name, now), server)
        except FateUnknown:
            self._record(name, now, Outcome.UNKNOWN)
            raise
        self._record(name, now, Outcome.SENT)

    def _record(self, message_id: str, now: datetime, outcome: Outcome) -> None:
        """Note what was sent, or may have been.

        Raises:
            OutputError: it can't be noted; the sentence says that it was sent all the same.
        """
        from plan_workbook.errors import OutputError
        from plan_workbook.mail.record import Entry, Outcome, append, edition_word, line_of, moment
        from plan_workbook.package import PackageError
        from plan_workbook.values.email_address import shown_address
        from plan_workbook.values.text import counted

        edition = self.made.edition
        people = "; ".join(shown_address(each) for each in self.letter.recipients)
        entry = Entry(
            edition.period, edition_word(edition.draft), edition.fingerprint, moment(now), people, message_id,
            self.letter.attachments[0].safe_name, outcome,
        )  # fmt: skip
        certain = outcome is Outcome.SENT
        verb = "Sent" if certain else "Perhaps sent"
        sent = f"{verb} {entry.file} to {counted(len(self.letter.recipients), 'address')}"
        try:
            append(self.path, entry)
        except (PackageError, OutputError) as error:
            raise OutputError(
                f"{sent}, but that could not be recorded. {error} The message {'WAS' if certain else 'MAY HAVE BEEN'} "
                "sent; add this line to "
                f"{self.path.name} yourself: {line_of(entry)}"
            ) from error
        say(f"{sent}; {self.path.name} says so.")


def _ask(question: str, option: str) -> None:
    """Ask whoever sits there, or whatever is piped in.

    Raises:
        InputError: the answer is no, or there is none.
    """
    import signal

    from plan_workbook.errors import InputError

    signal.signal(signal.SIGINT, signal.default_int_handler)  # Polars changes it: Ctrl-C would wait for Enter
    try:
        agreed = typer.confirm(question)
    except (typer.Abort, RuntimeError) as stopped:  # at the end of the input, or where there is none at all
        if isinstance(stopped.__context__, KeyboardInterrupt):
            raise
        say("")
        raise InputError(
            f'Nothing was sent: nobody was there to answer "{question}", so add {option} if it is to be sent.'
        ) from stopped
    if not agreed:
        raise InputError("Nothing was sent.")
