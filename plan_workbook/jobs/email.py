"""Send a message with an edition attached, in steps: prepare it, compose the letter, write a draft or send and record.

Between the steps a command can warn and ask; nothing is sent before `send`.
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
    """The recipients of a message, and the templates of its text."""

    to: Sequence[str] = ()
    """Addresses, as people type them."""
    roles: Sequence[str] = ()
    """Roles on the Plan sheet; everybody who has one of them gets it."""
    cc: Sequence[str] = ()
    body: Path | None = None
    """A council's own template for the subject and plain text."""
    body_html: Path | None = None
    """A council's own template for the formatted text."""


@dataclass(frozen=True)
class Prepared:
    """An edition, and everybody it can go to."""

    made: EditionFile
    asked: Asked
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    unreachable: tuple[str, ...]
    """The people who have one of the roles but no usable address, each as words for a sentence."""


@dataclass(frozen=True)
class Draft:
    """A draft that was written, and the backup of the previous one if that differed."""

    path: Path
    backup: Path | None


@dataclass(frozen=True)
class Earlier:
    """An earlier time when the same edition was sent."""

    sent: str
    to: str
    certain: bool
    """Whether the server confirmed that it had the message."""


@dataclass(frozen=True)
class Sending:
    """A letter to be sent through the mail server, and to be entered in the record of its workbook."""

    record: Path
    made: EditionFile
    letter: Letter
    server: ServerSettings


@dataclass(frozen=True)
class Sent:
    """The file that was sent, the number of recipients, and the record of it."""

    file: str
    recipients: int
    record: Path


def server_of(settings: Path | None = None) -> ServerSettings:
    """Return the settings of the mail server, from environment variables and the settings file.

    Raises:
        InputError: a setting is missing, or can't be used.
    """
    return read_settings(os.environ, settings)


def prepare(wanted: Wanted, asked: Asked) -> Prepared:
    """Make the edition to attach, and find everybody it goes to.

    Raises:
        InputError: an address or a role can't be used; also every error of `edition_file`.
    """
    to, cc = addresses_in(asked.to), addresses_in(asked.cc)
    made = edition_file(wanted)
    found = with_role(made.plan, asked.roles)
    return Prepared(made, asked, each_once([*to, *found.addresses]), cc, found.unreachable)


def compose(prepared: Prepared, *, unattended: bool = False) -> Letter:
    """Return the letter, which has no sender yet.

    Args:
        prepared: the edition and who it goes to.
        unattended: whether it will be sent without asking; everybody with a role must then have a usable address.

    Raises:
        InputError: there is nobody to send it to, or a template can't be used.
    """
    made, asked = prepared.made, prepared.asked
    if prepared.unreachable and unattended:
        raise InputError(
            "Nothing was sent, because somebody with that role has no usable address: type one in People on the Plan "
            "sheet, or leave out --yes and decide when you are asked."
        )
    if not prepared.to:
        raise InputError("No recipient was given: name one with --to, or a role with --to-role.")
    words = words_of(made.edition, made.name, encrypted=made.encrypted, text=asked.body, html=asked.body_html)
    attached = Attachment(made.name, made.content, made.format.media_type)
    return Letter(words.subject, plain_body(words.text), words.html, prepared.to, prepared.cc, (attached,))


def headers(letter: Letter, server: ServerSettings | None = None) -> list[tuple[str, str]]:
    """Return the head of a letter in lines, each with its label; a label that would be repeated is empty."""
    lines = [("From:", shown_address(server.sender))] if server is not None else []
    for label, people in (("To:", letter.to), ("Cc:", letter.copied)):
        lines += [("" if place else label, shown_address(each)) for place, each in enumerate(people)]
    attached = [(each.safe_name, size_in_words(len(each.content))) for each in letter.attachments]
    return [*lines, ("Subject:", letter.subject), *(("Attached:", f"{name} ({size})") for name, size in attached)]


def write_draft(letter: Letter, target: Path) -> Draft:
    """Write a letter as a draft that a mail program opens.

    Raises:
        PackageError: it can't be written; nothing was changed.
    """
    kept = write_keeping(target, draft_of(letter), backup_of(target))
    return Draft(target, backup_of(target) if kept else None)


def sending(workbook: Path, made: EditionFile, letter: Letter, server: ServerSettings) -> Sending:
    """Return a letter that is to be sent, with the record next to its workbook."""
    return Sending(record_of(workbook), made, letter, server)


def sent_before(about: Sending, *, recordable: bool = True) -> tuple[Earlier, ...]:
    """Return when the same edition was sent before; with `recordable`, the record must also be one to write to.

    Raises:
        OutputError: the record can't be read or written to.
    """
    record = (ready_record if recordable else read_record)(about.record)
    edition = about.made.edition
    found = earlier(record, edition.fingerprint, edition.draft)
    return tuple(Earlier(each.sent, each.to, each.outcome != Outcome.UNKNOWN) for each in found)


def send(about: Sending, before: Sequence[Earlier], password: str | None = None) -> Sent:
    """Send a letter, and record that.

    Args:
        about: what is sent.
        before: the earlier times that the user knew about when agreeing to send.
        password: the password of the mail server's user, if the settings do not give it.

    Raises:
        InputError: somebody else has sent the same edition in the meantime; nothing was sent.
        MailError: it can't be sent; FateUnknown if it may have arrived anyway, which is recorded.
        OutputError: it was sent but can't be recorded; the text says so.
    """
    edition, letter = about.made.edition, about.letter
    server = about.server if password is None else about.server.with_password(password)
    if sent_before(about) != tuple(before):  # a question may wait for hours
        raise InputError("Nothing was sent, because somebody else has just sent the same edition: start again.")
    times = sum(each.certain for each in before)  # a message that may be lost is sent again with the same ID
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
