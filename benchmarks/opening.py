"""Measure how long LibreOffice takes to open a master workbook: ``python benchmarks/opening.py``.

The rival is the same data without formulas and conditional formats: openpyxl removes the conditional formats, replaces
each formula with its saved value, and saves the workbook. A separate LibreOffice process opens each workbook and stores
it as CSV; runs alternate. The exit code is 1 if a limit is exceeded. Nothing here is a test: times depend on the
machine.
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
"""The ratio of the master's time to the rival's, and the size of the workbook in bytes."""


def stripped(workbook: Path, target: Path) -> None:
    """Store the workbook without conditional formats and with the values of formulas instead of the formulas."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in book:
        sheet.conditional_formatting = ConditionalFormattingList()
    book.save(target)


def seconds(program: str, workbook: Path, folder: Path) -> float:
    """Return the seconds from the start of LibreOffice until it has opened the workbook and stored its first sheet."""
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    start = time.perf_counter()
    subprocess.run(
        [*command, "--convert-to", "csv", "--outdir", str(folder / "out"), str(workbook)],
        check=True, capture_output=True,
    )  # fmt: skip
    return time.perf_counter() - start


def main() -> int:
    """Compare and print; return 0 if both limits were kept, 1 if not, and 2 without LibreOffice."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each workbook (usually 7)")
    runs = parser.parse_args().runs
    program = libreoffice()
    if program is None:
        print("LibreOffice is not installed: install it and try again.", file=sys.stderr)
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
