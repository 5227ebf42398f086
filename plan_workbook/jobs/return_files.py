"""Find the returns meant by files, folders, zip files and patterns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from plan_workbook.collecting.record import kept_folder
from plan_workbook.collecting.returns import Read, Source
from plan_workbook.errors import InputError
from plan_workbook.jobs.paths import same_file
from plan_workbook.jobs.workbook_files import Skipped, expanded, walked
from plan_workbook.package import PackageError
from plan_workbook.package.errors import FileMissing, naming
from plan_workbook.package.safety import read_bytes
from plan_workbook.package.zipped import files_in_zip
from plan_workbook.sources.links import resolved
from plan_workbook.sources.other_files import (
    HIDDEN,
    LOCKS,
    WORKBOOKS,
    why_no_file,
    why_not_read,
    why_not_read_in_zip,
)
from plan_workbook.splitting.base import base_path
from plan_workbook.values.kept_copies import BASE, COPIES, kept_copy
from plan_workbook.values.text import in_a_sentence

ZIP = ".zip"
_ASK = "if a lead answered in it, ask for the workbook"
_WORD = f"a Word document, which is not read: {_ASK}"
_EMAIL = "an email, which is not read: save the workbook that is attached to it"
_ANSWERS = {
    ".pdf": f"a PDF, which is not read: {_ASK}",
    **dict.fromkeys((".docx", ".docm", ".doc", ".rtf", ".odt"), _WORD),
    **dict.fromkeys((".eml", ".msg"), _EMAIL),
}
"""What a lead may have answered in instead of the workbook, by the ending: what it is and what to do."""
_DRAFT = b"\nX-Unsent: 1"
"""What only drafts have, such as those that go with parts."""
_HEAD = 16_384  #: bytes


class ReturnFiles(NamedTuple):
    """The returns that were meant, each file once, in the order of their names."""

    sources: tuple[Source, ...]
    refused: tuple[Read, ...]
    """What may be a return and can't be read, such as a workbook in an older format; each says why."""
    passed_over: tuple[Skipped, ...]
    """Files that were named and are not returns, such as the master itself; of those in folders, only documents and
    emails, in which a lead may have answered."""


def returns_in(arguments: Sequence[Path], master: Path) -> ReturnFiles:
    """Return the returns meant by files, folders, zip files and patterns.

    Raises:
        InputError: a folder or a pattern gives no return, or none of the named files is one.
        FileMissing: a file does not exist.
    """
    found: dict[Path, list[Source | Read]] = {}
    passed_over: list[Skipped] = []
    for named in chain.from_iterable(expanded(each) for each in arguments):
        if not named.exists():
            raise FileMissing(named.name or str(named))
        if named.is_dir():
            inside = list(_in_folder(named, master))
            if not inside:
                raise InputError(
                    f"The folder {named} contains no return (a workbook that came back, or a zip file of them): check "
                    "its name."
                )
            passed_over += _other_answers(named, master)
            for each in inside:
                path = each.path if isinstance(each, Skipped) else each
                found.setdefault(resolved(path), [_closed(each)] if isinstance(each, Skipped) else list(_in_file(each)))
        elif why := _why_not(named, master):
            passed_over.append(Skipped(named, why))
        else:
            found.setdefault(resolved(named), list(_in_file(named, named=True)))
    all_found = list(chain.from_iterable(found.values()))
    if not all_found and passed_over:
        raise InputError(f"{passed_over[0].path} is {passed_over[0].why}: name the workbooks that came back.")
    sources = sorted((each for each in all_found if isinstance(each, Source)), key=lambda each: each.name)
    refused = sorted((each for each in all_found if isinstance(each, Read)), key=lambda each: each.source.name)
    return ReturnFiles(tuple(sources), tuple(refused), tuple(passed_over))


def _in_folder(folder: Path, master: Path) -> Iterator[Path | Skipped]:
    """Yield the files in a folder and its folders that may be returns, readable or not, and folders that are closed."""
    kept = resolved(kept_folder(master))
    inside, closed = walked(folder)
    yield from (each for each in closed if not resolved(each.path).is_relative_to(kept))
    for path in inside:
        name = path.name.casefold()
        if resolved(path).is_relative_to(kept) or name.startswith((HIDDEN, *LOCKS)):
            continue
        if name.endswith((*WORKBOOKS, ZIP)) and not path.is_dir():
            if why := why_no_file(path):
                yield Skipped(path, why)
            elif not _why_not(path, master):
                yield path
        elif why_not_read(path):
            yield path


def _other_answers(folder: Path, master: Path) -> Iterator[Skipped]:
    """Yield the documents and emails in a folder and its folders, but for drafts; they may be answers all the same."""
    kept = resolved(kept_folder(master))
    for path in walked(folder)[0]:
        why = _ANSWERS.get(path.suffix.casefold())
        of_others = path.name.casefold().startswith((HIDDEN, *LOCKS)) or resolved(path).is_relative_to(kept)
        if why and not of_others and not why_no_file(path) and not (why is _EMAIL and _is_draft(path)):
            yield Skipped(path, why)


def _is_draft(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _DRAFT in file.read(_HEAD)
    except OSError:
        return False


def _closed(skipped: Skipped) -> Read:
    return _refusal(Source(skipped.path, named=False), f"{skipped.path.name} was not read: {skipped.why}.")


def _in_file(path: Path, *, named: bool = False) -> Iterator[Source | Read]:
    source = Source(path, named=named)
    name = path.name.casefold()
    if not name.endswith(ZIP):
        why = "" if named or name.endswith(WORKBOOKS) else why_not_read(path)
        yield _refusal(source, f"{path.name} was not read: {why}.") if why else source
        return
    try:
        with naming(path.name):
            inside = files_in_zip(read_bytes(path), path.name)
    except PackageError as error:
        yield _refusal(source, str(error))
        return
    if inside is None:
        yield source
        return
    there = False
    for each in inside:
        last = each.name.rpartition("/")[2].casefold()
        in_zip = Source(path, each, named)
        if last.endswith(WORKBOOKS):
            there = True
            if not last.startswith(LOCKS) and not kept_copy(last.rpartition(".")[0]):
                yield in_zip
        elif why := why_not_read_in_zip(last):
            there = True
            yield _refusal(in_zip, f"{in_zip.last_name} was not read: {why}.")
    if not there:
        yield _refusal(source, f"The zip file {path.name} contains no workbook: check that it is the right file.")


def _refusal(source: Source, sentence: str) -> Read:
    return Read(source, in_a_sentence(sentence))


def _why_not(path: Path, master: Path) -> str:
    """Return why a file is not a return, as a noun phrase; empty if it may be one."""
    if same_file(path, master):
        return "the master itself"
    if same_file(path, base_path(master)):
        return COPIES[BASE]
    if path.name.casefold().startswith(LOCKS):
        return "a temporary file of a workbook that is open"
    return kept_copy(path.stem) if path.name.casefold().endswith(WORKBOOKS) else ""
