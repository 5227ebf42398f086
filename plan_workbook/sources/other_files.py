"""Files in a folder of workbooks that are not read, although somebody may believe that they are."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from plan_workbook.package.safety import workbooks_among
from plan_workbook.patterns import pattern
from plan_workbook.values.text import fold, listed_in_part

NOT_A_FILE = "it is not a file"
"""Why a pipe, a socket or a device is not read: to open one could take for ever."""
WORKBOOKS = (".xlsx", ".xlsm")
"""The endings of files that are read."""
HIDDEN = "._"
"""The beginning of the names of files in which macOS keeps what belongs to another file."""
LOCKS = ("~$", ".~lock.")
"""The beginning of the names of files that Excel and LibreOffice put next to a workbook while it is open."""
_SAVE_IT = "open it in Excel and save it as Excel Workbook (*.xlsx)"
_OTHERS = {
    ".xls": f"it is in the old format of Excel 97-2003, so {_SAVE_IT}",
    ".xlsb": f"it is an Excel Binary Workbook, so {_SAVE_IT}",
    ".xlt": f"it is a template, so {_SAVE_IT}",
    ".xltx": f"it is a template, so {_SAVE_IT}",
    ".xltm": f"it is a template, so {_SAVE_IT}",
    ".ods": f"it is an OpenDocument spreadsheet, so {_SAVE_IT}",
    ".fods": f"it is an OpenDocument spreadsheet, so {_SAVE_IT}",
    ".ots": f"it is an OpenDocument template, so {_SAVE_IT}",
    ".numbers": "it is a Numbers spreadsheet, so choose File > Export To > Excel in Numbers",
    ".gsheet": "it is only a link to a Google Sheet, so choose File > Download > Microsoft Excel there",
    ".csv": f"it is plain text; if it is a plan, {_SAVE_IT}",
    ".tsv": f"it is plain text; if it is a plan, {_SAVE_IT}",
    ".7z": "it is an archive, so unpack it",
    ".rar": "it is an archive, so unpack it",
}
"""Other files that may hold a plan, by their endings: why they are not read and what to do."""
_BUNDLE = ".numbers"
"""The ending of what may also be a folder, which macOS shows as one file."""
_HEAD = 4_096  #: bytes
_BETWEEN = pattern('"?[,;\t]"?')
_COPY = pattern(
    r"(?P<stem>.+?)(?: ?\(\d{1,3}\)| - copy(?: \(\d{1,3}\))?| copy(?: \d{1,3})?| \([^()]*conflicted copy[^()]*\))",
    re.IGNORECASE,
)
_COPY_OF = pattern(r"copy (?:\(\d{1,3}\) )?of (?P<stem>.+)", re.IGNORECASE)


def why_not_read(path: Path) -> str:
    """Return why a file is not read, and what to do; empty if it is a workbook, or is not missed by anybody.

    The tool's own files are not missed: registers, records of what was sent, handed out and returned, lists of
    findings.
    """
    name = path.name.casefold()
    ending = next((each for each in (*_OTHERS, ".zip") if name.endswith(each)), "")
    if not ending or name.startswith(HIDDEN) or any(p.suffix.casefold() == _BUNDLE for p in path.parents):
        return ""
    if path.is_dir():
        return _OTHERS[ending] if ending == _BUNDLE else ""
    if why := why_no_file(path):  # to open a pipe would take for ever
        return why
    if ending == ".zip":
        return _why_zip(path)
    return "" if ending in (".csv", ".tsv") and _is_ours(path) else _OTHERS[ending]


def may_hold_plan(name: str) -> bool:
    """Tell whether somebody may believe that a file with that name is read."""
    return name.casefold().endswith((*WORKBOOKS, *_OTHERS, ".zip")) and not name.casefold().startswith((HIDDEN, *LOCKS))


def why_no_file(path: Path) -> str:
    """Return why there is no file to be read; empty if there is one."""
    try:
        return "" if stat.S_ISREG(path.stat().st_mode) else NOT_A_FILE
    except OSError as error:
        return f"it can't be opened ({error.strerror})"


def why_not_read_in_zip(name: str) -> str:
    """Return why a file in a zip is not read, as `why_not_read` does; nobody misses texts and pictures there."""
    ending = next((each for each in (*_OTHERS, ".zip") if name.casefold().endswith(each)), "")
    if ending in ("", ".csv", ".tsv"):
        return ""
    return "it is a zip file in a zip file, so unpack it" if ending == ".zip" else _OTHERS[ending]


def _why_zip(path: Path) -> str:
    try:
        with ZipFile(path) as file:
            held = workbooks_among(file.namelist())
    except (OSError, BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError):
        return "it is a zip file that can't be opened, so get another copy of it"
    return f"it is a zip file that holds {listed_in_part(held)}, so unpack it" if held else ""


def _is_ours(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            first = file.read(_HEAD).decode("utf-8-sig", "replace").partition("\n")[0]
    except OSError:
        return False
    headings = {fold(each.strip('"')) for each in _BETWEEN.split(first.strip())}
    return any(each <= headings for each in _headings_of_ours(fold(path.stem)))


def _headings_of_ours(name: str) -> Iterator[set[str]]:
    """Yield the headings by which our own records, lists of findings, and registers of that name are known."""
    # Loaded for a text file in a folder only: otherwise, checking one workbook would wait for what sends and registers.
    from plan_workbook.bringing.telling.told import BROUGHT
    from plan_workbook.bringing.telling.told import HEADINGS as OF_BROUGHT
    from plan_workbook.collecting.asked import COLUMNS as PARTS
    from plan_workbook.collecting.record import COLUMNS as RETURNS
    from plan_workbook.mail.record import COLUMNS
    from plan_workbook.register import register_tables
    from plan_workbook.reports.csv import COLUMNS as FINDINGS

    yield {fold(each) for each in COLUMNS[:4]}
    yield {fold(each) for each in RETURNS[:4]}
    yield {fold(each) for each in PARTS}
    if name == BROUGHT:
        yield {fold(each) for each in OF_BROUGHT}
    yield {fold(each) for each in FINDINGS[:5]}
    yield from (set(map(fold, table.needed)) for table in register_tables() if table.name == name)


def copies(workbooks: Iterable[Path]) -> Iterator[tuple[Path, Path]]:
    """Yield workbooks that look like a copy of another one in the same folder, going by their names, with that one."""
    there = list(workbooks)
    by_name: dict[tuple[Path, str], Path] = {}
    for path in there:
        if not _original(path.stem):
            by_name[path.parent, _key(path.stem, path)] = path
    for path in there:
        if stem := _original(path.stem):
            original = by_name.get((path.parent, _key(stem, path)))
            if original is not None:
                yield path, original


def _original(stem: str) -> str:
    found = _COPY.fullmatch(stem) or _COPY_OF.fullmatch(stem)
    return (_original(found["stem"]) or found["stem"]) if found else ""


def _key(stem: str, path: Path) -> str:
    return fold(stem) + path.suffix.casefold()
