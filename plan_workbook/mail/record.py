"""The record of sent messages: a CSV file next to the workbook, a line for each; people may open it in Excel.

It is also the journal of sending. A line that a message is about to be sent is on the disk before the server has the
whole message; then it says what became of it. If it never does, the command was stopped in between.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from plan_workbook.errors import OutputError
from plan_workbook.package import PackageError
from plan_workbook.package.errors import KeepsChanging
from plan_workbook.package.write import MOST_ROUNDS, exchange, refuse_unwritable, reserved
from plan_workbook.values.kept_csv import KeptCsv, read_kept_csv
from plan_workbook.values.kept_csv import line_of as csv_line
from plan_workbook.values.text import fold

COLUMNS = ("Period", "Edition", "Fingerprint", "Sent", "To", "Message ID", "File", "Outcome")
FINAL, DRAFT = "Final", "Draft"


class Outcome(StrEnum):
    """What became of a message, as far as we know."""

    ABOUT_TO_SEND = "About to send"
    """It was about to be given to the server, and the command was stopped before it could record what became of it."""
    SENT = "Sent"
    REFUSED = "Refused"
    """The server did not take it, so nobody got it."""
    UNKNOWN = "Not known"
    """The server did not say that it had the message, nor that it did not."""


@dataclass(frozen=True)
class Entry:
    """One line of the record, its fields in the order of `COLUMNS`."""

    period: str
    edition: str
    """Final or Draft."""
    fingerprint: str
    """The plan's."""
    sent: str
    """The time: ISO 8601, to the second, with the offset from UTC."""
    to: str
    message_id: str
    file: str
    """The name of the attachment."""
    outcome: str = Outcome.SENT
    """An `Outcome`, unless somebody typed something else."""

    def says(self, outcome: Outcome) -> bool:
        """Tell whether the line gives this outcome, however somebody has typed it."""
        return fold(self.outcome) == fold(outcome)


@dataclass(frozen=True)
class Record:
    """The record as it is on the disk."""

    entries: tuple[Entry, ...]
    file: KeptCsv

    def with_line(self, entry: Entry, instead_of: Entry | None = None) -> bytes:
        """Return the file's content with one more line at its end.

        Args:
            entry: the line.
            instead_of: the last line, which it replaces; both stay if somebody has saved the file in another way since.
        """
        return self.file.with_lines([astuple(entry)], astuple(instead_of) if instead_of is not None else None)


def record_of(workbook: Path) -> Path:
    """Return the path of a workbook's record: ``plan.sent.csv`` next to ``plan.xlsx``."""
    return workbook.with_name(f"{workbook.stem}.sent.csv")


def edition_word(draft: bool) -> str:
    """Return the record's word for a final edition or a draft."""
    return DRAFT if draft else FINAL


def moment(when: datetime) -> str:
    """Return a time as the record writes it."""
    return when.isoformat(timespec="seconds")


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep all other commands from sending with this record meanwhile; wait for one that is sending now.

    Raises:
        OutputError: another command is still sending after half a minute, or the record's folder can't be written to.
    """
    with contextlib.ExitStack() as held:
        try:
            held.enter_context(reserved(path, "sending"))
        except PackageError as error:
            raise not_recordable(error) from error
        yield


def not_recordable(error: Exception) -> OutputError:
    """Return the error for a message that was not sent because of an error with its record."""
    return OutputError(f"Nothing was sent, because it could not be recorded. {error}")


def ready(path: Path) -> Record:
    """Return the record, having made sure as far as possible that a line can be added to it.

    Raises:
        OutputError: it can't be read, is not such a record, or can't be written, for example because it is open in
            Excel; the sentence says so, and that nothing was sent.
    """
    try:
        record = read(path)
        refuse_unwritable(path)
    except (PackageError, OutputError) as error:
        raise not_recordable(error) from error
    return record


def read(path: Path) -> Record:
    """Return the record; an empty one if there is no file.

    Raises:
        OutputError: it can't be read or is not such a record.
    """
    file = read_kept_csv(path, COLUMNS, "a record of sent messages")
    return Record(tuple(Entry(*line) for line in file.lines), file)


def earlier(record: Record, fingerprint: str, draft: bool) -> tuple[Entry, ...]:
    """Return the messages with the same edition that have arrived or may have, each as the line that says so.

    A draft and a final edition are different ones. A message has several lines if somebody saved the record in another
    way while it was sent, and people may have sorted them since.
    """
    wanted = (fold(fingerprint), fold(edition_word(draft)))
    messages: dict[tuple[str, ...], list[Entry]] = {}
    for each in record.entries:
        if (fold(each.fingerprint), fold(each.edition)) == wanted:
            messages.setdefault((each.message_id, each.sent, each.to), []).append(each)
    return tuple(found for lines in messages.values() if (found := _last_word(lines)) is not None)


def _last_word(lines: Sequence[Entry]) -> Entry | None:
    """Return the line that says what became of a message: the one that leaves most open; None if it was refused."""
    begun = [each for each in lines if each.says(Outcome.ABOUT_TO_SEND)]
    ended = [each for each in lines if not each.says(Outcome.ABOUT_TO_SEND)]
    doubtful = [each for each in ended if each.says(Outcome.UNKNOWN)] + begun[len(ended) :]
    arrived = [each for each in ended if not each.says(Outcome.REFUSED)]
    return next(iter(doubtful or arrived), None)


def append(
    path: Path,
    entry: Entry,
    instead_of: Entry | None = None,
    check: Callable[[Record], None] = lambda record: None,
    mode: int | None = None,
) -> None:
    """Add a line to the record, even if somebody else has added to it in the meantime.

    Args:
        path: the record.
        entry: the line.
        instead_of: the line of the same message that it replaces, if that is still the last one.
        check: is given the record that the line is added to, and may raise an error instead.
        mode: the permission bits of a new record.

    Raises:
        PackageError, OutputError: it can't be done, and nothing was changed.
    """
    for _ in range(MOST_ROUNDS):
        record = read(path)
        check(record)
        if exchange(path, record.file.content, record.with_line(entry, instead_of), mode=mode):
            return
    raise KeepsChanging(path.name)


def line_of(entry: Entry) -> str:
    """Return a line as a new record would have it, for somebody to add by hand."""
    return csv_line(astuple(entry)).rstrip("\r\n")
