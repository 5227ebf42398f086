"""Write an email with an edition attached, as a draft or through the mail server, and record what was sent."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.headerregistry import Address
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from plan_workbook.errors import InputError, OutputError
from plan_workbook.jobs.arguments import choice_of, each_of
from plan_workbook.jobs.edition import EditionFile, Wanted, edition_file
from plan_workbook.jobs.passwords import NewPassword, Passwords
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of
from plan_workbook.mail.message import Attachment, Letter, draft_of, message_of
from plan_workbook.mail.message_id import message_id
from plan_workbook.mail.recipients import with_role
from plan_workbook.mail.record import (
    Entry,
    Outcome,
    Record,
    alone,
    append,
    earlier,
    edition_word,
    line_of,
    moment,
    not_recordable,
    record_of,
)
from plan_workbook.mail.record import read as read_record
from plan_workbook.mail.record import ready as ready_record
from plan_workbook.mail.sending import send as send_message
from plan_workbook.mail.settings import ServerSettings, read_settings, variable
from plan_workbook.package import PackageError, write_keeping
from plan_workbook.package.errors import shown
from plan_workbook.package.modes import mode_like
from plan_workbook.publishing.formats import Format
from plan_workbook.publishing.letter import words_of
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.email_address import addresses_in, each_once, shown_address
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import counted, size_in_words

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract

PASSWORD_VARIABLE = variable("password_file")
"""The environment variable that names a file with the password of the mail server's user."""


class Request(TypedDict, total=False):
    """What an email should be; everything may be left out, except that somebody must get it."""

    to: str | Iterable[str]
    """Addresses, as people type them."""
    roles: str | Iterable[str]
    """Roles on the Plan sheet; everybody who has one of them gets it."""
    cc: str | Iterable[str]
    """Addresses of people who get a copy."""
    body: AnyPath | None
    """A council's own template for the subject and plain text."""
    body_html: AnyPath | None
    """A council's own template for the formatted text; with `body` alone, it says the same as the text."""
    format: Format | str
    """The format of the attachment, or its word; xlsx if left out."""
    draft: bool
    """Attach the edition even with errors open, marked as a draft."""
    template: AnyPath | None
    """A council's own Word template, for docx and pdf."""
    previous: AnyPath | None
    """Last month's workbook; with it, the edition says what has changed since."""
    passwords: Passwords
    """The passwords of the workbooks; a single password that none of them needs is used for the edition."""
    encrypt_with: NewPassword
    """The password of the edition; without it, the workbook's own."""


@dataclass(frozen=True)
class Prepared:
    """An edition, and everybody it can go to."""

    made: EditionFile
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    unreachable: tuple[str, ...]
    """The people who have one of the roles but no usable address, each as words for a sentence."""


@dataclass(frozen=True)
class Earlier:
    """An earlier time when the same edition was sent, or may have been."""

    sent: str
    to: str
    outcome: Outcome = Outcome.SENT
    """What the record says of it; it is not `Outcome.REFUSED`."""

    @property
    def certain(self) -> bool:
        """Whether the server confirmed that it had the message."""
        return self.outcome is Outcome.SENT

    @property
    def sentence(self) -> str:
        """What somebody should know who is about to send the edition again."""
        was = f"before: {self.sent} to {shown(self.to)}"
        if self.certain:
            return f"The same edition was sent {was}."
        return f"The same edition may have been sent {was}; {_WHY_IN_DOUBT[self.outcome]}."

    def refusal(self, cure: str) -> InputError:
        """Return the error for an edition that is not sent again unasked; the cure says how to send it all the same."""
        if self.certain:
            return InputError(
                f"Nothing was sent, because the same edition was sent before, {self.sent} to {shown(self.to)}: {cure}."
            )
        return InputError(
            f"Nothing was sent, because the same edition may have reached {shown(self.to)} before ({self.sent}; "
            f"{_WHY_IN_DOUBT[self.outcome]}): ask them whether they have it, and if they don't, {cure}."
        )


_WHY_IN_DOUBT = {
    Outcome.ABOUT_TO_SEND: "the command was stopped before it could record what the mail server said",
    Outcome.UNKNOWN: "the mail server did not say clearly whether it had the message",
}


@dataclass(frozen=True)
class Message:
    """An email as somebody should see it before it goes out."""

    made: EditionFile
    headers: tuple[tuple[str, str], ...]
    """Its head in lines, each with its label; a label that would be repeated is empty."""
    letter: Letter = field(repr=False)
    earlier: tuple[Earlier, ...] = ()
    """When the same edition was sent before; empty for a draft, which is not recorded."""

    @property
    def text(self) -> str:
        """Its plain text."""
        return self.letter.text

    @property
    def last(self) -> Earlier | None:
        """The earlier time to know of before the next: the last one in doubt, or else the last; None for the first."""
        return next((each for each in reversed(self.earlier) if not each.certain), (None, *self.earlier)[-1])

    def as_json(self) -> contract.MessageOf:
        """Return what ``email --format json`` says of it."""
        return {
            "to": [each.addr_spec for each in self.letter.to],
            "cc": [each.addr_spec for each in self.letter.copied],
            "subject": self.letter.subject,
            "attached": self.letter.attachments[0].safe_name,
            "sent_before": [{"sent": each.sent, "to": each.to, "certain": each.certain} for each in self.earlier],
        }


@dataclass(frozen=True)
class Draft:
    """A draft that was written, and the backup of the previous one if that differed."""

    message: Message
    path: Path
    backup: Path | None


@dataclass(frozen=True)
class Sent:
    """The message that was sent, its attachment, the number of recipients, and the record of it."""

    message: Message
    file: str
    recipients: int
    record: Path


@dataclass(frozen=True)
class _Sending:
    """A letter to be sent through the mail server, and to be entered in the record of its workbook."""

    record: Path
    made: EditionFile
    letter: Letter
    server: ServerSettings
    mode: int | None
    """The permission bits of a new record."""


def write_email(
    workbook: AnyPath,
    output: AnyPath | None = None,
    *,
    dry_run: bool = False,
    notice: Callable[[Prepared], None] | None = None,
    **request: Unpack[Request],
) -> Draft:
    """Write an email with the published edition attached, as a draft to open and send in Outlook.

    Args:
        workbook: the workbook.
        output: the file to write; without it, ``NAME-published.eml`` next to the workbook.
        dry_run: find out who would get what, and write nothing.
        notice: is called with the edition and everybody it can go to, before anything is written.
        request: the recipients, the edition and the text, as `Request` explains.

    Raises:
        ErrorsOpen: errors are open, and no draft edition was asked for.
        InputError: an address, a role, a password or a template can't be used, or there is no recipient.
        OutputError: `output` does not end in ``.eml``.
        PackageError, PlanWorkbookError: the edition or the draft can't be made. Nothing was changed in any case.
    """
    workbook, target = given_path(workbook, "workbook"), path_of(output, "output")
    if target is not None and target.suffix.casefold() != ".eml":
        raise OutputError(
            f"{target} does not end in .eml, so mail programs would not open it: choose a name that does."
        )
    prepared = _prepared(workbook, request, notice)
    letter = _composed(prepared, request)
    target = target or workbook.with_name(f"{Path(prepared.made.name).stem}.eml")
    mode = mode_like(workbook, path_of(request.get("previous"), "previous"))
    kept = False if dry_run else write_keeping(target, draft_of(letter), backup_of(target), mode)
    message = Message(prepared.made, _headers(letter), letter)
    return Draft(message, target, backup_of(target) if kept else None)


def send_email(
    workbook: AnyPath,
    *,
    settings: AnyPath | None = None,
    confirm: Callable[[Message], bool] | None = None,
    attended: bool = False,
    server_password: Callable[[str, str, str], str] | None = None,
    dry_run: bool = False,
    notice: Callable[[Prepared], None] | None = None,
    **request: Unpack[Request],
) -> Sent:
    """Send an email with the published edition attached through the mail server, and record that.

    Args:
        workbook: the workbook.
        settings: a file with the settings of the mail server; variables of the environment come first.
        confirm: decides whether a message is sent; without it, one that was not sent before is.
        attended: whether somebody sees the message before it is sent. If not, everybody with a role must have a
            usable address.
        server_password: returns the password for a user, a host and the variable that could name a file with it; is
            only called if the settings have none.
        dry_run: find out who would get what, and send nothing.
        notice: is called with the edition and everybody it can go to, before anything is sent.
        request: the recipients, the edition and the text, as `Request` explains.

    Raises:
        ErrorsOpen: errors are open, and no draft edition was asked for.
        InputError: a setting, an address, a role, a password or a template can't be used, there is no recipient, or
            `confirm` said no. Nothing was sent.
        MailError: it can't be sent; FateUnknown if it may have arrived anyway, which is recorded.
        OutputError: the record can't be read or written to; the text says whether it was sent.
        PackageError, PlanWorkbookError: the edition can't be made. Nothing was sent.
    """
    workbook = given_path(workbook, "workbook")
    server = read_settings(os.environ, path_of(settings, "settings"))
    prepared = _prepared(workbook, request, notice)
    letter = _composed(prepared, request, must_reach_all=not attended)
    about = _Sending(record_of(workbook), prepared.made, letter, server, mode_like(workbook))
    if dry_run:
        before = _same_edition(about, read_record(about.record))
    else:
        with alone(about.record):  # another command may be sending it right now
            before = _same_edition(about, ready_record(about.record))
    message = Message(prepared.made, _headers(letter, server), letter, before)
    if not dry_run:
        _agreed(message, confirm)
        _send(about, message.earlier, _password(server, server_password))
    return Sent(message, letter.attachments[0].safe_name, len(letter.recipients), about.record)


def _prepared(workbook: Path, request: Request, notice: Callable[[Prepared], None] | None) -> Prepared:
    """Make the edition to attach, and find everybody it goes to.

    Raises:
        InputError: an address or a role can't be used; also every error of `edition_file`.
    """
    made = edition_file(
        Wanted(
            workbook,
            choice_of(Format, request.get("format", Format.XLSX), "format"),
            request.get("draft", False),
            path_of(request.get("template"), "template"),
            path_of(request.get("previous"), "previous"),
            request.get("passwords"),
            request.get("encrypt_with"),
        )
    )
    to, cc = (addresses_in(tuple(each_of(each))) for each in (request.get("to", ()), request.get("cc", ())))
    found = with_role(made.plan, tuple(each_of(request.get("roles", ()))))
    prepared = Prepared(made, each_once([*to, *found.addresses]), cc, found.unreachable)
    if notice is not None:
        notice(prepared)
    return prepared


def _composed(prepared: Prepared, request: Request, *, must_reach_all: bool = False) -> Letter:
    """Return the letter, which has no sender yet.

    Raises:
        InputError: there is nobody to send it to, not everybody can be reached, or a template can't be used.
    """
    made = prepared.made
    if prepared.unreachable and must_reach_all:
        raise InputError(
            "Nothing was sent, because somebody with that role has no usable address: type one in People on the Plan "
            "sheet, or leave out --yes and decide when you are asked."
        )
    if not prepared.to:
        raise InputError("No recipient was given: name one with --to, or a role with --to-role.")
    text, html = path_of(request.get("body"), "body"), path_of(request.get("body_html"), "body_html")
    words = words_of(made.edition, made.name, encrypted=made.encrypted, text=text, html=html)
    attached = Attachment(made.name, made.content, made.format.media_type)
    return Letter(words.subject, words.text, words.html, prepared.to, prepared.cc, (attached,))


def _headers(letter: Letter, server: ServerSettings | None = None) -> tuple[tuple[str, str], ...]:
    lines = [("From:", shown_address(server.sender))] if server is not None else []
    for label, people in (("To:", letter.to), ("Cc:", letter.copied)):
        lines += [("" if place else label, shown_address(each)) for place, each in enumerate(people)]
    lines.append(("Subject:", letter.subject))
    attached = [(each.safe_name, size_in_words(len(each.content))) for each in letter.attachments]
    return (*lines, *(("Attached:", f"{name} ({size})") for name, size in attached))


def _agreed(message: Message, confirm: Callable[[Message], bool] | None) -> None:
    """Refuse to send a message that nobody agreed to.

    Raises:
        InputError: the answer is no; or there is nobody to ask, and the same edition was sent before.
    """
    if confirm is None and message.last is not None:
        raise message.last.refusal("give a function `confirm` that agrees to send it again")
    if confirm is not None and not confirm(message):
        raise InputError("Nothing was sent.")


def _password(server: ServerSettings, ask: Callable[[str, str, str], str] | None) -> str | None:
    """Return the password of the mail server's user if the settings do not give it.

    Raises:
        InputError: there is nobody to ask.
    """
    if not server.lacks_password:
        return None
    if ask is None:
        raise InputError(
            f"Nothing was sent, because there is no password for {server.user} at {server.host}: put it in a text file "
            f"and give the file's name in the variable {PASSWORD_VARIABLE}."
        )
    return ask(server.user, server.host, PASSWORD_VARIABLE)


def _same_edition(about: _Sending, record: Record) -> tuple[Earlier, ...]:
    """Return when the same edition was sent before, or may have been."""
    edition = about.made.edition
    found = earlier(record, edition.fingerprint, edition.draft)
    return tuple(
        Earlier(each.sent, each.to, next((doubt for doubt in _WHY_IN_DOUBT if each.says(doubt)), Outcome.SENT))
        for each in found
    )


def _send(about: _Sending, before: Sequence[Earlier], password: str | None) -> None:
    """Send a letter and record that; `before` are the earlier times that were known when somebody agreed to it.

    Raises:
        InputError: somebody else has sent the same edition in the meantime; nothing was sent.
        MailError: it can't be sent; FateUnknown if it may have arrived anyway, which is recorded.
        OutputError: it can't be recorded; the text says whether it was sent.
    """
    edition, letter = about.made.edition, about.letter
    server = about.server if password is None else about.server.with_password(password)
    times = sum(each.certain for each in before)  # a message that may be lost is sent again with the same ID
    since = fingerprint_of(edition.previous) if edition.previous else ""
    words = (letter.subject, letter.text, letter.html, about.made.format.value, since)
    word = edition_word(edition.draft)
    name = message_id(edition.fingerprint, word, letter.recipients, words, times, server.sender)
    now = datetime.now().astimezone()
    journal = _Journal(about, before, name, now)
    with alone(about.record):
        journal.refuse_if_sent_meanwhile(ready_record(about.record))
        send_message(message_of(letter, server.sender, name, now), server, journal.note)


class _Journal:
    """The record, as far as it is about one message; `before` as for `_send`."""

    def __init__(self, about: _Sending, before: Sequence[Earlier], name: str, now: datetime) -> None:
        edition, letter = about.made.edition, about.letter
        self.about, self.before = about, before
        self.entry = Entry(
            period=edition.period,
            edition=edition_word(edition.draft),
            fingerprint=edition.fingerprint,
            sent=moment(now),
            to="; ".join(shown_address(each) for each in letter.recipients),
            message_id=name,
            file=letter.attachments[0].safe_name,
        )

    def refuse_if_sent_meanwhile(self, record: Record) -> None:
        """Refuse to send what somebody else has sent since somebody agreed to it: a question may wait for hours.

        Raises:
            InputError: somebody has.
        """
        if _same_edition(self.about, record) != tuple(self.before):
            raise InputError("Nothing was sent, because somebody else has just sent the same edition: start again.")

    def note(self, outcome: Outcome) -> None:
        """Record what has become of the message so far.

        Raises:
            InputError: it is about to be sent, but somebody else has just sent the same edition.
            OutputError: that can't be recorded; the text says what became of the message.
        """
        entry = replace(self.entry, outcome=outcome)
        path, number = self.about.record, len(self.about.letter.recipients)
        try:
            if outcome is Outcome.ABOUT_TO_SEND:
                append(
                    path, entry, check=self.refuse_if_sent_meanwhile, mode=self.about.mode
                )  # again, for drives that have no locks
            else:
                append(path, entry, instead_of=self.entry, mode=self.about.mode)
        except (PackageError, OutputError) as error:
            if outcome is Outcome.ABOUT_TO_SEND:
                raise not_recordable(error) from error
            verb, was = _SAID_OF[outcome]
            raise OutputError(
                f"{verb} {entry.file} to {counted(number, 'address')}, but that could not be recorded. {error} The "
                f"message {was} sent; add this line to {path.name} yourself: {line_of(entry)}"
            ) from error
        self.entry = entry


_SAID_OF = {
    Outcome.SENT: ("Sent", "WAS"),
    Outcome.UNKNOWN: ("Perhaps sent", "MAY HAVE BEEN"),
    Outcome.REFUSED: ("The mail server refused", "was NOT"),
}
"""How a sentence begins about a message whose outcome can't be recorded, and what it says of it."""
