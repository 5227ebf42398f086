"""Read returns, in several processes; one that can't be read never stops the rest."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from plan_workbook.collecting.returns import Given, Read, Source, read_return
from plan_workbook.jobs.arguments import each_of
from plan_workbook.jobs.one import Task, is_breakdown, unforeseen
from plan_workbook.jobs.processes import Work, done_with_each
from plan_workbook.package import Password
from plan_workbook.splitting.found import PartPasswords


def read_each(
    sources: Sequence[Source], known: frozenset[str], own: str | None, part_passwords: PartPasswords, processes: int
) -> Iterator[Read]:
    """Yield each return as it is read, or why it can't be.

    Args:
        sources: where they are.
        known: the fingerprints of returns that are not to be read, because they were collected before.
        own: the master's password, if it is encrypted, which may be that of returns too.
        part_passwords: their own passwords.
        processes: how many processes may read at once.
    """
    ask = part_passwords if callable(part_passwords) else None
    passwords = [] if callable(part_passwords) else [*each_of(part_passwords)]
    if own is not None:
        passwords.append(own)

    def here(source: Source) -> Read:
        read = _read(source, Given(tuple(passwords), known), ask(Path(source.last_name)) if ask else None)
        if read.password is not None and read.password not in passwords:
            passwords.append(read.password)  # so that the user is asked only once
        return read

    work = Work(_read_elsewhere, here, _stopped)
    return done_with_each(sources, work, processes, (Given(tuple(passwords), known), ask is not None))


def _read(source: Source, given: Given, password: Password = None) -> Read:
    try:
        return read_return(source, given, password)
    except BaseException as error:  # an unexpected error in one return must not stop the others from being collected
        if not is_breakdown(error):
            raise
        return Read(source, unforeseen(Task(source.path), error))


def _read_elsewhere(source: Source, given: tuple[Given, bool]) -> Read | None:
    """Read a return in a process of its own; return None if somebody has to be asked for its password."""
    passwords, may_ask = given
    read = _read(source, passwords)
    return None if read.locked and may_ask else read


def _stopped(source: Source) -> Read:
    return Read(
        source,
        f"Reading {source.name} was stopped from outside, perhaps because memory ran out: close other programs and "
        "collect it on its own.",
    )
