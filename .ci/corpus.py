"""Put a sheet into every workbook under some folders, type into its cells, insert rows, and check what else changes.

    python .ci/corpus.py FOLDER... [--libreoffice FOLDER]

The sheet goes in twice: as a new one, and in place of the first worksheet. Values of every kind are typed into cells
chosen at random, and rows are inserted at a random place, the same ones in each run. The exit code is 1 if a result
breaks a law (a rule that every result must keep), if a workbook was refused for an unknown reason, or if too few of the
shared workbooks were written.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

import entry_trial
import rows_trial
from trial import PLACES, REASONS, SHARED, UNREADABLE, Judge, broken_laws, drawn_for, judge, sheet_for

from plan_workbook.package import PackageError, graft, insert_rows, set_cells
from plan_workbook.package.errors import CannotInsertRows, NoWorksheet
from plan_workbook.package.splice import escaped

WRITTEN, REFUSED, UNREADABLE_FILE, UNEXPECTED = "written", "refused", "not readable", "unexpected"
CELLS, ROWS = "cells", "rows"  #: in place of where the sheet goes: values are typed, or rows are inserted
WAYS = {**PLACES, CELLS: 95, ROWS: 90}  #: and how many of a hundred sound workbooks must be written
#: a text that the result must show: in the first cell of the drawn sheet, or typed
SHOWN = dict.fromkeys(PLACES, b"Title &amp; &lt;more&gt;") | {CELLS: escaped(entry_trial.SHOWN)}
PROCESSES = os.cpu_count() or 1  #: that put sheets and values in at once, and as many that run LibreOffice
BATCH, PATIENCE = 40, 300  #: workbooks that LibreOffice is given at once, and the seconds it has for them


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of putting the sheet into one place of one workbook, or values into its cells."""

    path: Path
    place: str
    kind: str
    said: str = ""  #: the sentence it was refused with
    broken: tuple[str, ...] = ()  #: the laws that the result breaks
    copy: Path = Path()  #: the file in which the result was kept


def workbooks(folders: Iterable[Path]) -> list[Path]:
    """Return the workbooks under the folders, in order."""
    found = {path for folder in folders for path in folder.rglob("*") if path.suffix.lower() in (".xlsx", ".xlsm")}
    return sorted(path for path in found if path.is_file() and not path.name.startswith("~$"))


def outcomes_of(path: Path, copies: Path) -> list[Outcome]:
    """Return the outcomes of one workbook; their files are called as ``copies``, with the place as another ending."""
    judged = judge()
    assert judged is not None
    return [
        outcome(path, place, judged, copies.with_name(f"{copies.name}.{place}{path.suffix.lower()}")) for place in WAYS
    ]


def outcome(path: Path, place: str, judged: Judge, copy: Path) -> Outcome:
    """Put the sheet or values into one workbook, check the result against the laws, and keep it at ``copy``."""
    content, suffix = path.read_bytes(), path.suffix.lower()
    try:
        if place == CELLS:
            cells, _ = entry_trial.cells_for(content, path.name)
            result = set_cells(content, cells)
            laws = partial(entry_trial.broken_laws, content, result, cells)
        elif place == ROWS:
            rows = rows_trial.rows_for(content, path.name)
            if rows is None:
                raise NoWorksheet
            result = insert_rows(content, *rows)
            laws = partial(rows_trial.broken_laws, content, result, rows)
        else:
            sheet = sheet_for(content, place)
            drawn = drawn_for(sheet)
            result = graft(content, sheet, drawn)
            laws = partial(broken_laws, content, result, sheet, drawn)
    except PackageError as error:
        kind = REFUSED if isinstance(error, (*REASONS, CannotInsertRows)) else UNREADABLE_FILE
        known = isinstance(error, (*REASONS, *UNREADABLE, CannotInsertRows))
        cause = f" [{error.__cause__!r}]" if error.__cause__ and not isinstance(error.__cause__, PackageError) else ""
        return Outcome(path, place, kind if known else UNEXPECTED, f"{error}{cause}")
    except Exception as error:  # whatever it is, it is reported
        return Outcome(path, place, UNEXPECTED, repr(error))
    copy.write_bytes(result)
    try:
        broken = laws(judged, suffix)
    except Exception as error:  # the same sheet or values can't be put in again
        broken = [repr(error)]
    return Outcome(path, place, WRITTEN, "", tuple(broken), copy)


class LibreOffice:
    """Opens many workbooks in one process, and saves them in LibreOffice's own format."""

    def __init__(self, folder: Path) -> None:
        """Work in a folder of its own."""
        self.folder = folder
        self.program = shutil.which("soffice") or "soffice"

    def saved(self, paths: Sequence[Path]) -> dict[Path, Path]:
        """Return the saved file of every workbook that opened."""
        for at in range(0, len(paths), BATCH):
            batch = paths[at : at + BATCH]
            self._open(batch)
            for path in batch:  # a workbook that crashes LibreOffice also loses those after it
                if len(batch) > 1 and not self._target(path).exists():
                    self._open([path])
        return {path: self._target(path) for path in paths if self._target(path).exists()}

    def _target(self, path: Path) -> Path:
        return self.folder / "saved" / f"{path.stem}.ods"

    def _open(self, paths: Sequence[Path]) -> None:
        command = [
            self.program, f"-env:UserInstallation={(self.folder / 'profile').as_uri()}", "--headless",
            "--convert-to", "ods", "--outdir", str(self.folder / "saved"), *map(str, paths),
        ]  # fmt: skip
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdout=quiet, stderr=quiet, start_new_session=True) as process:
            try:
                process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # LibreOffice itself is a child of this process


def opened(outcomes: Sequence[Outcome], paths: Sequence[Path], folder: Path) -> list[Outcome]:
    """Return the outcomes, with one more broken law if LibreOffice opens one of the workbooks but not the result.

    Only those with a drawn sheet are opened: tests let LibreOffice read every kind of typed value.
    """
    offices = [LibreOffice(folder / f"office{number}") for number in range(PROCESSES)]
    written = [each for each in outcomes if each.kind == WRITTEN and each.place in PLACES and each.path in paths]
    shares = [[each.copy for each in written[number::PROCESSES]] for number in range(PROCESSES)]
    saved: dict[Path, Path] = {}
    with ThreadPoolExecutor(PROCESSES) as threads:
        for share in threads.map(LibreOffice.saved, offices, shares):
            saved |= share
    lost = [each for each in written if each.copy not in saved or not _shows(saved[each.copy], SHOWN[each.place])]
    sources = {each: each.copy.with_stem(f"{each.copy.stem}.source") for each in lost}
    for each, copy in sources.items():
        shutil.copyfile(each.path, copy)
    good = offices[0].saved(list(sources.values()))
    bad = {each for each, copy in sources.items() if copy in good}
    said = "LibreOffice opens it, but not with what was put in"
    return [replace(each, broken=(*each.broken, said)) if each in bad else each for each in outcomes]


def _shows(saved: Path, text: bytes) -> bool:
    with zipfile.ZipFile(saved) as file:
        return text in file.read("content.xml")


def table(title: str, outcomes: Iterable[Outcome]) -> None:
    """Print workbooks with the places and the sentences of each; nothing if there are none."""
    rows: dict[tuple[Path, str], list[str]] = {}
    for each in outcomes:
        for sentence in (each.said, *each.broken):
            if sentence:
                rows.setdefault((each.path, sentence), []).append(each.place)
    if rows:
        print(f"\n{title}")
    for (path, sentence), places in rows.items():
        print(f"  {path.name} ({', '.join(places)}): {sentence}")


def report(outcomes: Sequence[Outcome]) -> bool:
    """Print the results of all workbooks, and return whether everything is as it should be."""
    good = not any(each.broken or each.kind == UNEXPECTED for each in outcomes)
    for place, least in WAYS.items():
        counts = dict.fromkeys((WRITTEN, REFUSED, UNREADABLE_FILE, UNEXPECTED), 0)
        shared = [0, 0]
        for each in outcomes:
            if each.place == place:
                counts[each.kind] += 1
                if SHARED in each.path.resolve().parents and each.kind != UNREADABLE_FILE:
                    shared[each.kind == WRITTEN] += 1
        print(f"{place:>6}: " + ", ".join(f"{count} {kind}" for kind, count in counts.items()))
        if 100 * shared[True] < least * sum(shared):
            print(
                f"        too few of the shared workbooks were written: {shared[True]} of {sum(shared)}, under {least}%"
            )
            good = False
    for kind in (REFUSED, UNREADABLE_FILE, UNEXPECTED):
        table(kind, [each for each in outcomes if each.kind == kind])
    table("laws broken", [each for each in outcomes if each.broken])
    return good


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument(
        "--libreoffice", type=Path, metavar="FOLDER", help="let LibreOffice open what was made of those in this one"
    )
    arguments = parser.parse_args()
    paths, to_open = workbooks(arguments.folders), workbooks(filter(None, [arguments.libreoffice]))
    if not paths or judge() is None:
        parser.error("the independent checker is missing" if paths else "no workbooks in these folders")
    if arguments.libreoffice and (not to_open or not set(to_open) <= set(paths)):
        parser.error(f"{arguments.libreoffice} has no workbooks, or is not within the other folders")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copies = [folder / str(number) for number, _ in enumerate(paths)]
        with ProcessPoolExecutor(PROCESSES) as processes:
            outcomes = [each for found in processes.map(outcomes_of, paths, copies) for each in found]
        if to_open:
            outcomes = opened(outcomes, to_open, folder)
    return 0 if report(outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
