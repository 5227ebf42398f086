"""Measure what gathering many workbooks costs: ``python benchmarks/many.py``.

Needs python-calamine and what ``plan-workbook[store,cluster]`` brings. Prints one line for each measurement, with our
limit; the exit code is 1 if a limit is exceeded. ``--quick`` takes fewer workbooks, and holds no limit that start-up
times would decide. Nothing here is a test.

* ``gather / floor``: the processor time of ``gather`` in one process for each workbook of 18 recommendations, divided
  by that of unzipping it and reading all its values with python-calamine, which was written in Rust: at most 6;
* ``memory``: the peak of that process for many files, divided by that for a tenth of them: at most 1.2;
* ``nothing new``: the time of a second run, for each file;
* ``dask / processes``: the time of two workers of a cluster on this machine, divided by that of two processes: at most
  1.3, start-up included;
* ``region``: the time to write the workbook and the page about the store.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import NamedTuple

from returned import Returned

US = [sys.executable, "-m", "plan_workbook"]
_MEASURE = (
    "import resource, subprocess, sys\n"
    "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
    "print(used.ru_utime + used.ru_stime, used.ru_maxrss)\n"
    "sys.exit(done.returncode)\n"
)
_KILOBYTES = 1024 if sys.platform == "darwin" else 1
"""Of what the system says of memory, in one kilobyte."""


class Took(NamedTuple):
    """What a command took."""

    seconds: float
    """On the clock."""
    worked: float
    """Seconds that processors worked for it, in all its processes."""
    megabytes: float
    """The peak of its largest process."""


def run(*command: str) -> Took:
    """Run a command and return what it took."""
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", _MEASURE, *US, *command], capture_output=True, text=True, check=False)
    lasted = time.perf_counter() - begun
    if done.returncode:
        raise SystemExit(done.stderr or f"{command[0]} failed")
    worked, memory = map(float, done.stdout.split())
    return Took(lasted, worked, memory / _KILOBYTES / 1024)


def floor(folder: Path) -> float:
    """Return the seconds that a processor works to unzip a workbook and to read its values, on average."""
    from python_calamine import CalamineWorkbook

    def worked() -> float:
        used = resource.getrusage(resource.RUSAGE_SELF)
        return used.ru_utime + used.ru_stime

    files = sorted(folder.iterdir())
    begun = worked()
    for path in files:
        content = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                package.read(name)
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for name in book.sheet_names:
            book.get_sheet_by_name(name).to_python()
    return (worked() - begun) / len(files)


def say(name: str, value: float, unit: str = "", limit: float | None = None) -> bool:
    """Print one line; tell whether the limit was kept."""
    held = limit is None or value <= limit
    verdict = "" if limit is None else f"   limit {limit:g}{unit}   {'held' if held else 'MISSED'}"
    print(f"{name:<56} {value:9.2f}{unit}{verdict}", flush=True)
    return held


def main() -> int:
    """Measure and print; return 0 if every limit was kept, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer workbooks")
    parser.add_argument("--files", type=int, help="how many workbooks, instead of 1,000 or with --quick 100")
    given = parser.parse_args()
    files = given.files or (100 if given.quick else 1_000)
    few = max(1, files // 10)
    held = []
    with tempfile.TemporaryDirectory(prefix="plan-workbook-") as name:
        home = Path(name)
        returned = Returned()
        all_of_them, some = returned.write(home / "all", files), returned.write(home / "some", few)

        def gathered(source: Path, store: str, *options: str) -> Took:
            return run("gather", str(source), "-o", str(home / store), *options)

        floors = [floor(some)]
        small = gathered(some, "small", "--jobs", "1")
        large = gathered(all_of_them, "large", "--jobs", "1")
        floors.append(floor(some))
        least = statistics.mean(floors)
        each = (large.worked - small.worked) / (files - few)
        say("floor, a workbook of 18", least * 1000, " ms")
        say("gather, a workbook of 18, start-up left out", each * 1000, " ms")
        say(f"gather, {files} workbooks, one process", large.seconds, " s")
        held.append(say("gather / floor", each / least, "", 6))
        say(f"memory, {few} workbooks", small.megabytes, " MB")
        say(f"memory, {files} workbooks", large.megabytes, " MB")
        held.append(say("memory, many / a tenth", large.megabytes / small.megabytes, "", None if given.quick else 1.2))
        again = gathered(all_of_them, "large", "--jobs", "1")
        say("a second run with nothing new, a file", again.seconds / files * 1000, " ms")
        for ending in ("xlsx", "html"):
            told = run("region", str(home / "large"), "-o", str(home / f"region.{ending}"))
            say(f"region, {files} plans, {ending}", told.seconds, " s")
        two = gathered(all_of_them, "two", "--jobs", "2")
        dask = gathered(all_of_them, "dask", "--jobs", "2", "--engine", "dask")
        say(f"gather, {files} workbooks, two processes", two.seconds, " s")
        say(f"gather, {files} workbooks, Dask with two workers", dask.seconds, " s")
        held.append(say("dask / processes", dask.seconds / two.seconds, "", None if given.quick else 1.3))
        say("dask / processes, what processors worked", dask.worked / two.worked)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
