"""How long LibreOffice takes to open a master workbook, in one run: ``python benchmarks/opening.py``.

The rival is the same data without formulas and conditional formats: the workbook as openpyxl stores it once they are
taken out and the values saved beside the formulas put in their place. Each is opened and stored as CSV by a LibreOffice
of its own; runs alternate. Exit code 1 where a limit is missed. Nothing here is a test: times belong to the machine
they were taken on.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

import openpyxl
from openpyxl.formatting.formatting import ConditionalFormattingList

from plan_workbook.publishing.pdf import libreoffice

LIMIT, LARGEST = 1.5, 250_000
"""Times of the rival, and bytes of the workbook."""


def stripped(workbook: Path, target: Path) -> None:
    """Store the workbook without formulas and conditional formats, with the values that formulas came to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in book:
        sheet.conditional_formatting = ConditionalFormattingList()
    book.save(target)


def seconds(program: str, workbook: Path, folder: Path) -> float:
    """Return how long LibreOffice takes from its start until the workbook is opened and its first sheet stored."""
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--convert-to", "csv", "--outdir", str(folder / "out"), str(workbook)],
        check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - start


def main() -> int:
    """Compare, print, and say whether both limits were held."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each workbook (usually 7)")
    runs = parser.parse_args().runs
    program = libreoffice()
    if program is None:
        print("LibreOffice is not here: install it and try again.", file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        master, bare = folder / "master.xlsx", folder / "bare.xlsx"
        us = [sys.executable, "-m", "plan_workbook", "new", str(master)]
        subprocess.run(us, check=True, capture_output=True)
        stripped(master, bare)
        seconds(program, bare, folder)  # makes its profile
        times: dict[Path, list[float]] = {master: [], bare: []}
        for _ in range(runs):
            for workbook, taken in times.items():
                taken.append(seconds(program, workbook, folder))
        size = master.stat().st_size
        for workbook, taken in times.items():
            print(f"{workbook.stem:<8} median {statistics.median(taken):6.2f} s   fastest {min(taken):6.2f} s")
        ratio = statistics.median(times[master]) / statistics.median(times[bare])
        print(f"master / bare  {ratio:.2f}   limit {LIMIT}   {'held' if ratio <= LIMIT else 'MISSED'}")
        print(f"size of the master  {size:,} bytes   limit {LARGEST:,}   {'held' if size <= LARGEST else 'MISSED'}")
    return int(ratio > LIMIT or size > LARGEST)


if __name__ == "__main__":
    sys.exit(main())
