"""Send a message with an edition attached, in steps: prepare it, compose the letter, write a draft or send and record.

Between the steps a command says what is to be known and asks what is to be asked; nothing leaves before `send`.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path

from plan_workbook.errors import FateUnknown, InputError, OutputError
from plan_workbook.jobs.edition import EditionFile, Wanted, edition_file
from plan_workbook.jobs.workbook_files import backup_of
from plan_workbook.mail.message import Attachment, Letter, draft_of, message_of, plain_body
from plan_workbook.mail.message_id import message_id
from plan_workbook.mail.recipients import with_role
from plan_workbook.mail.record import Entry, Outcome, append, earlier, edition_word, line_of, moment, record_of
from plan_workbook.mail.record import read as read_record
from plan_workbook.mail.record import ready as ready_record
from plan_workbook.mail.sending import send as send_message
from plan_workbook.mail.settings import ServerSettings, read_settings, variable
from plan_workbook.package import PackageError, write_keeping
from plan_workbook.publishing.letter import words_of
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.email_address import addresses_in, each_once, shown_address
from plan_workbook.values.text import counted, size_in_words

PASSWORD_VARIABLE = variable("password_file")
"""The environment variable that names a file with the password of the mail server's user."""


@dataclass(frozen=True)
class Asked:
    """Whom a message is to go to, and in which words."""

    to: Sequence[str] = ()
    """Addresses, as people type them."""
    roles: Sequence[str] = ()
    """Roles on the Plan sheet; everybody who has one gets it."""
    cc: Sequence[str] = ()
    body: Path | None = None
    """A council's own template of subject and plain text."""
    body_html: Path | None = None
    """A council's own template of the formatted text."""


@dataclass(frozen=True)
class Prepared:
    """An edition, and everybody it can go to."""

    made: EditionFile
    asked: Asked
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    unreachable: tuple[str, ...]
    """Who has one of the roles and can't be written to, each as words for a sentence."""


@dataclass(frozen=True)
class Draft:
    """A draft that was written, and where one that was there and differed is kept."""

    path: Path
    backup: Path | None


@dataclass(frozen=True)
class Earlier:
    """An earlier time at which the same edition was sent."""

    sent: str
    to: str
    certain: bool
    """Whether the server said that it had the message."""


@dataclass(frozen=True)
class Sending:
    """A letter on its way through the mail server, and into the record of its workbook."""

    record: Path
    made: EditionFile
    letter: Letter
    server: ServerSettings


@dataclass(frozen=True)
class Sent:
    """What was sent, to how many, and the record that says so."""

    file: str
    recipients: int
    record: Path


def server_of(settings: Path | None = None) -> ServerSettings:
    """Return which mail server sends, as environment variables and the settings file say.

    Raises:
        InputError: something is missing, or can't be used.
    """
    return read_settings(os.environ, settings)


def prepare(wanted: Wanted, asked: Asked) -> Prepared:
    """Make the edition that is to be attached, and find everybody it goes to.

    Raises:
        InputError: an address or a role can't be used; or as `edition_file` does.
    """
    to, cc = addresses_in(asked.to), addresses_in(asked.cc)
    made = edition_file(wanted)
    found = with_role(made.plan, asked.roles)
    return Prepared(made, asked, each_once([*to, *found.addresses]), cc, found.unreachable)


def compose(prepared: Prepared, *, unattended: bool = False) -> Letter:
    """Return the letter, not yet from anybody.

    Args:
        prepared: the edition and who it goes to.
        unattended: whether it will be sent without anybody being asked; everybody with a role must then be reached.

    Raises:
        InputError: there is nobody to send it to, or a template can't be used.
    """
    made, asked = prepared.made, prepared.asked
    if prepared.unreachable and unattended:
        raise InputError(
            "Nothing was sent, because somebody with that role can't be reached: type an address in People on the Plan "
            "sheet, or leave --yes out and decide when you are asked."
        )
    if not prepared.to:
        raise InputError("Who it goes to is not said: name them with --to, or by their role with --to-role.")
    words = words_of(made.edition, made.name, encrypted=made.encrypted, text=asked.body, html=asked.body_html)
    attached = Attachment(made.name, made.content, made.format.media_type)
    return Letter(words.subject, plain_body(words.text), words.html, prepared.to, prepared.cc, (attached,))


def headers(letter: Letter, server: ServerSettings | None = None) -> list[tuple[str, str]]:
    """Return who gets what from whom, each line with its label; the label is empty where the line before has it."""
    lines = [("From:", shown_address(server.sender))] if server is not None else []
    for label, people in (("To:", letter.to), ("Cc:", letter.copied)):
        lines += [("" if place else label, shown_address(each)) for place, each in enumerate(people)]
    attached = [(each.safe_name, size_in_words(len(each.content))) for each in letter.attachments]
    return [*lines, ("Subject:", letter.subject), *(("Attached:", f"{name} ({size})") for name, size in attached)]


def write_draft(letter: Letter, target: Path) -> Draft:
    """Write a letter as a draft that a mail program opens.

    Raises:
        PackageError: it can't be written; nothing was changed then.
    """
    kept = write_keeping(target, draft_of(letter), backup_of(target))
    return Draft(target, backup_of(target) if kept else None)


def sending(workbook: Path, made: EditionFile, letter: Letter, server: ServerSettings) -> Sending:
    """Return a letter that is to be sent, with the record next to its workbook."""
    return Sending(record_of(workbook), made, letter, server)


def sent_before(about: Sending, *, recordable: bool = True) -> tuple[Earlier, ...]:
    """Return when the same edition was sent before; with `recordable`, the record must be one to write to as well.

    Raises:
        OutputError: the record can't be read, or not be written to.
    """
    record = (ready_record if recordable else read_record)(about.record)
    edition = about.made.edition
    found = earlier(record, edition.fingerprint, edition.draft)
    return tuple(Earlier(each.sent, each.to, each.outcome != Outcome.UNKNOWN) for each in found)


def send(about: Sending, before: Sequence[Earlier], password: str | None = None) -> Sent:
    """Send a letter, and record that.

    Args:
        about: what is sent.
        before: the earlier times that were known when sending was agreed to.
        password: of the mail server's user, where the settings do not give it.

    Raises:
        InputError: somebody else has sent the same edition meanwhile; nothing was sent then.
        MailError: it can't be sent; FateUnknown where it may have arrived all the same, which is recorded.
        OutputError: it can't be recorded; the sentence says that it was sent.
    """
    edition, letter = about.made.edition, about.letter
    server = about.server if password is None else about.server.with_password(password)
    if sent_before(about) != tuple(before):  # a question may wait for hours
        raise InputError("Nothing was sent: somebody else has just sent the same edition, so start again.")
    times = sum(each.certain for each in before)  # what may have been lost goes under the same name again
    since = fingerprint_of(edition.previous) if edition.previous else ""
    words = (letter.subject, letter.text, letter.html, about.made.format.value, since)
    word = edition_word(edition.draft)
    name = message_id(edition.fingerprint, word, letter.recipients, words, times, server.sender)
    now = datetime.now().astimezone()
    try:
        send_message(message_of(letter, server.sender, name, now), server)
    except FateUnknown:
        _record(about, name, now, Outcome.UNKNOWN)
        raise
    _record(about, name, now, Outcome.SENT)
    return Sent(letter.attachments[0].safe_name, len(letter.recipients), about.record)


def _record(about: Sending, name: str, now: datetime, outcome: Outcome) -> None:
    edition, letter = about.made.edition, about.letter
    entry = Entry(
        period=edition.period,
        edition=edition_word(edition.draft),
        fingerprint=edition.fingerprint,
        sent=moment(now),
        to="; ".join(shown_address(each) for each in letter.recipients),
        message_id=name,
        file=letter.attachments[0].safe_name,
        outcome=outcome,
    )
    try:
        append(about.record, entry)
    except (PackageError, OutputError) as error:
        verb, was = ("Sent", "WAS") if outcome is Outcome.SENT else ("Perhaps sent", "MAY HAVE BEEN")
        raise OutputError(
            f"{verb} {entry.file} to {counted(len(letter.recipients), 'address')}, but that could not be recorded. "
            f"{error} The message {was} sent; add this line to {about.record.name} yourself: {line_of(entry)}"
        ) from error
