"""Write the plans in workbooks as typed tables, for programs that work with data."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from plan_workbook.checking.finding import NotRead
from plan_workbook.checking.report import check
from plan_workbook.errors import (
    NOT_OPENED,
    PART,
    STOPPED,
    InputError,
    NotAPlan,
    OutputError,
    PlanWorkbookError,
    code_of,
)
from plan_workbook.gathering.identity import Identity, identity_of
from plan_workbook.gathering.rows import Rows, rows_of
from plan_workbook.gathering.schema import UNKNOWN
from plan_workbook.gathering.typed import OF_FILES, TABLES, typed_rows
from plan_workbook.gathering.typed_tables import parquet_files, typed_workbook
from plan_workbook.jobs.new_file import refuse_plan
from plan_workbook.jobs.one import Task, is_breakdown, unforeseen
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import AnyPath, backup_of, same_file
from plan_workbook.jobs.processes import Work, done_with_each
from plan_workbook.jobs.workbook_files import Found, workbooks_in
from plan_workbook.package import PackageError, open_file, write_keeping, write_together
from plan_workbook.package.errors import PasswordProtected
from plan_workbook.package.modes import mode_like
from plan_workbook.reading import read_plan
from plan_workbook.sources.outcomes import Outcome, of_no_plan
from plan_workbook.splitting.base import is_part
from plan_workbook.values.paths import given_path, make_folder, written_out
from plan_workbook.values.text import counted, in_a_sentence

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract

XLSX, PARQUET = ".xlsx", ".parquet"
_PART = "It is a part of a plan, made by split."
_STOPPED = (
    "Reading {} was stopped from outside, perhaps because memory ran out: close other programs and export that "
    "workbook on its own."
)


class Read(NamedTuple):
    """What a workbook holds, or why it is not in the tables."""

    path: Path
    outcome: Outcome
    code: str = ""
    """The word by which programs know why (`errors.code_of`)."""
    sentence: str = ""
    identity: Identity | None = None
    rows: Rows | None = None
    errors: int = 0
    """How many errors are open in the plan."""
    encrypted: bool = False


@dataclass(frozen=True)
class Typed:
    """Tables that were written."""

    output: Path
    files: dict[str, Path]
    """Where each table is, by its name."""
    counts: dict[str, int]
    """How many rows each has."""
    read: tuple[Read, ...]
    """The workbooks, in the order in which they were named; then other files in the folders that may hold a plan."""
    backup: Path | None
    in_clear: str = ""
    """The name of a workbook that is encrypted if the tables are not; empty if there is none."""
    sealed_like: str = ""
    """The name of the workbook with whose password the tables are encrypted; empty if they are not."""

    @property
    def plans(self) -> int:
        """How many plans are in the tables."""
        return sum(each.rows is not None for each in self.read)

    @property
    def unread(self) -> tuple[NotRead, ...]:
        """Those that could not be read."""
        refused = (each for each in self.read if each.outcome is Outcome.REFUSED)
        return tuple(NotRead(str(each.path), each.code, each.sentence) for each in refused)

    @property
    def skipped(self) -> tuple[Read, ...]:
        """Files that are not plans of their own, such as parts and published editions."""
        others = (Outcome.PART, Outcome.EDITION, Outcome.REGISTER, Outcome.OUTPUT)
        return tuple(each for each in self.read if each.outcome in others)

    @property
    def doubles(self) -> tuple[tuple[Path, Path], ...]:
        """Workbooks with the same plan at the same report date as one before them, with that one."""
        first: dict[str, Path] = {}
        known = [each for each in self.read if each.identity is not None]
        pairs = [(each.path, first.setdefault(each.identity.plan, each.path)) for each in known if each.identity]
        return tuple(pair for pair in pairs if pair[0] != pair[1])

    def as_json(self) -> contract.Exported:
        """Return the object that ``export --typed --format json`` prints."""
        tables = self.counts.items()
        return {
            "format": 1,
            "output": str(self.output),
            "typed": True,
            "workbooks": self.plans,
            "tables": [{"table": name, "rows": rows, "file": str(self.files[name])} for name, rows in tables],
            "not_read": [each.as_json() for each in self.unread],
            "errors": sum(each.errors for each in self.read),
            "encrypted": bool(self.sealed_like),
        }


def export_typed(
    workbooks: AnyPath | Iterable[AnyPath],
    output: AnyPath,
    *,
    processes: int | None = None,
    passwords: Passwords = None,
) -> Typed:
    """Write the plans in workbooks as typed tables: numbers, dates, and what is worked out about each row.

    The tables are those of a store (`gather`), with the report date and the workbook in every row. If a workbook is
    encrypted, so is the xlsx: with its password, or that of the first of several. An existing xlsx that differs is kept
    as ``NAME.bak.xlsx``; Parquet files are replaced.

    Args:
        workbooks: files, folders and patterns, or one of these.
        output: the file to write, if it ends in ``.xlsx``; otherwise the folder for a Parquet file for each table.
        processes: how many processes may read at once; without it, as many as there are processors.
        passwords: the passwords of workbooks that are encrypted.

    Raises:
        InputError: there is no workbook, or none of several can be read.
        OutputError: the tables would replace a workbook, or can't be written there.
        PackageError, PlanWorkbookError: the only workbook can't be read, or the tables can't be written.
    """
    named = [workbooks] if isinstance(workbooks, str | Path) else workbooks
    output = given_path(output, "output")
    found = workbooks_in([given_path(each, "workbooks") for each in named])
    _refuse(output, found)
    others = (Read(each.path, Outcome.REFUSED, NOT_OPENED, each.not_read) for each in found.unread)
    read = (*_read_all(found, processes or os.cpu_count() or 1, passwords), *others)
    if not any(each.rows for each in read):
        sentence = next((each.sentence for each in read if each.sentence), "")
        raise InputError(f"None of {counted(len(read), 'workbook')} could be exported; of the first: {sentence}")
    rows = _tables(read)
    encrypted = [each.path for each in read if each.encrypted]
    counts = {table.name: len(rows[table.name]) for table in TABLES}
    mode = mode_like(*(each.path for each in read))
    backup = None
    if output.suffix.casefold() == XLSX:
        content = typed_workbook(TABLES, rows)
        if encrypted:
            content = open_file(encrypted[0], password_for(encrypted[0], passwords)).sealed(content)
        backup = backup_of(output) if write_keeping(output, content, backup_of(output), mode) else None
        files = dict.fromkeys(counts, output)
    else:
        _make_folder(output)
        files = {name: output / f"{name}{PARQUET}" for name in counts}
        made = {output / name: content for name, content in parquet_files(TABLES, rows).items()}
        write_together(made, mode, ours=True)
    first = encrypted[0].name if encrypted else ""
    is_workbook = output.suffix.casefold() == XLSX
    return Typed(output, files, counts, read, backup, *(("", first) if is_workbook else (first, "")))


def _refuse(output: Path, found: Found) -> None:
    """Refuse an output before anything is read.

    Raises:
        OutputError: it is one of the workbooks or another plan's, or a file instead of a folder, or ends otherwise.
    """
    if any(same_file(output, each) for each in found.workbooks):
        raise OutputError("The tables would replace a workbook that they are made from: choose another name for them.")
    refuse_plan(output, "the tables")
    suffix = output.suffix.casefold()
    if suffix not in (XLSX, PARQUET, ""):
        raise OutputError(
            f"{output.name} can't be typed tables: give a name that ends in {XLSX}, or in {PARQUET} for a folder of "
            "Parquet files."
        )
    if suffix != XLSX and output.exists() and not output.is_dir():
        raise OutputError(f"{output} is a file, and Parquet files are written into a folder: choose another name.")


def _make_folder(folder: Path) -> None:
    try:
        make_folder(folder)
    except OSError as error:
        raise OutputError(f"The folder {folder} can't be created: {error.strerror}. Choose another place.") from error


def _read_all(found: Found, processes: int, passwords: Passwords) -> Iterator[Read]:
    if not found.several:
        yield _read(found.workbooks[0], passwords)
        return
    work = Work(_read_elsewhere, lambda path: _tried(path, passwords), _stopped)
    yield from done_with_each(found.workbooks, work, processes, passwords if isinstance(passwords, str) else None)


def _read(path: Path, passwords: Passwords) -> Read:
    file = open_file(path, password_for(path, passwords))
    plan = read_plan(file.content, path.name)
    if is_part(file.content):
        return Read(path, Outcome.PART, PART, _PART)
    name = written_out(str(path))
    report, identity = check(plan), identity_of(plan, name)
    rows = typed_rows(plan, rows_of(plan, report, identity, name), name)
    encrypted = file.password is not None
    return Read(path, Outcome.COUNTED, "", "", identity, rows, report.errors, encrypted)


def _tried(path: Path, passwords: Passwords) -> Read:
    """Read one of several workbooks; if that fails, say why."""
    try:
        return _read(path, passwords)
    except NotAPlan as error:
        outcome, why = of_no_plan(error)
        return Read(path, outcome, code_of(error), in_a_sentence(why))
    except (PackageError, PlanWorkbookError) as error:
        return Read(path, Outcome.REFUSED, code_of(error), in_a_sentence(str(error)))
    except BaseException as error:
        if not is_breakdown(error):
            raise
        return Read(path, Outcome.REFUSED, code_of(error), unforeseen(Task(path), error))


def _read_elsewhere(path: Path, password: str | None) -> Read | None:
    """Read a workbook in a process of its own; return None if it needs a password that was not given."""
    read = _tried(path, password)
    return None if read.code == code_of(PasswordProtected()) else read


def _stopped(path: Path) -> Read:
    return Read(path, Outcome.REFUSED, STOPPED, _STOPPED.format(path))


def _tables(read: Sequence[Read]) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, by the tables' names."""
    rows: dict[str, list[tuple[object, ...]]] = {table.name: [] for table in TABLES}
    for each in read:
        for name, own in (each.rows or {}).items():
            rows[name] += own
        rows[OF_FILES.name].append(_file_row(each))
    return rows


def _file_row(each: Read) -> tuple[object, ...]:
    known = each.identity
    told = (written_out(str(each.path)), written_out(each.path.name), each.outcome.value, each.sentence or None)
    if known is None:
        return (*told, UNKNOWN, *(None,) * (len(OF_FILES.columns) - len(told) - 1))
    of_plan = (known.period, known.plan, known.authority, known.title, known.report_date, known.version, known.update)
    return (*told, *of_plan)
