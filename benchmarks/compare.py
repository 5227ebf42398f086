"""Compare the time of commands with a named rival, as whole processes in one run: ``python benchmarks/compare.py``.

Prints one line for each comparison: our median time divided by the rival's, and our limit for this ratio. The commands
take turns, so that anything else the machine is doing affects them all. The exit code is 1 if a limit is exceeded. None
of this is a test, because times depend on the machine.

Each side has an environment with what it needs and nothing else, which is made first: a library that happens to be
there changes what others load. Both are compiled, as pip leaves them.

The rivals are what a council analyst would write without this project:

* ``validate`` and ``status``: ``pandas.read_excel`` of every sheet and one trivial pandera schema;
* ``summarise``: at most 0.65 of the time of a bare script that loads and saves with openpyxl plus that of ``validate``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
AS_INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment, without the variable that forbids bytecode files: with it, only our modules would be compiled again
in every run."""
PANDAS = """
import sys
import pandas as pd
import pandera.pandas as pa
schema = pa.DataFrameSchema({}, checks=[pa.Check(lambda frame: len(frame) >= 0)])
for frame in pd.read_excel(sys.argv[1], sheet_name=None).values():
    schema.validate(frame)
"""
OPENPYXL = """
import sys
import openpyxl
openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])
"""


def environment(home: Path, *wanted: str) -> Path:
    """Return the Python of an environment with some packages, in the versions that the tests pass with.

    An environment that is already there is kept, and only this project is installed again.
    """
    made = home.is_dir()
    if not made:
        venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    pip = [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    if not made:
        subprocess.run([*pip, "-c", str(ROOT / "constraints.txt"), *wanted], check=True)
    elif str(ROOT) in wanted:
        subprocess.run([*pip, "--no-deps", "--force-reinstall", str(ROOT)], check=True)
    return python


def seconds(command: list[str]) -> float:
    """Return the seconds that a process took; findings (exit code 1) do not count as a failure."""
    start = time.perf_counter()
    done = subprocess.run(command, capture_output=True, check=False, env=AS_INSTALLED)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr.decode())
    return time.perf_counter() - start


def main() -> int:
    """Compare and print; return 0 if every limit was kept, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each command (usually 7)")
    parser.add_argument(
        "--environments", type=Path, metavar="FOLDER", help="keep the two environments there, for the next time"
    )
    given = parser.parse_args()
    runs: int = given.runs
    with tempfile.TemporaryDirectory() as folder:
        homes = (given.environments or Path(folder)).absolute()
        us = [str(environment(homes / "ours", str(ROOT)).with_name("plan-workbook"))]
        rival = str(environment(homes / "rival", "pandas", "openpyxl", "pandera"))
        workbook, edited, out = (Path(folder) / name for name in ("plan.xlsx", "edited.xlsx", "out.xlsx"))
        register = ROOT / "workbooks" / "improvement-plan-2017-12"
        subprocess.run([*us, "new", str(workbook), "--from", str(register)], check=True, capture_output=True)
        shutil.copy(workbook, edited)
        commands = {
            "pandas": [rival, "-c", PANDAS, str(workbook)],
            "openpyxl": [rival, "-c", OPENPYXL, str(workbook), str(Path(folder) / "saved.xlsx")],
            "validate": [*us, "validate", str(workbook), "--format", "json"],
            "status": [*us, "status", str(workbook), "--format", "json"],
            "summarise": [*us, "summarise", str(edited), "-o", str(out)],
            "help": [*us, "--help"],
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, command in commands.items():
                lasted = seconds(command)
                if run:  # the first round only warms the file system's caches
                    taken[name].append(lasted)
    median = {name: statistics.median(times) for name, times in taken.items()}
    for name, value in median.items():
        print(f"{name:<10} median {value:6.3f} s   fastest {min(taken[name]):6.3f} s   of {runs}")
    comparisons = (
        ("validate / pandas", median["validate"] / median["pandas"], 0.60),
        ("status / pandas", median["status"] / median["pandas"], 0.25),
        ("--help / pandas", median["help"] / median["pandas"], 0.25),
        (
            "summarise / (openpyxl + validate)",
            median["summarise"] / (median["openpyxl"] + median["validate"]),
            0.65,
        ),
    )
    for name, ratio, limit in comparisons:
        print(f"{name:<36} {ratio:5.2f}   limit {limit:4.2f}   {'held' if ratio <= limit else 'MISSED'}")
    return 0 if all(ratio <= limit for _, ratio, limit in comparisons) else 1


if __name__ == "__main__":
    sys.exit(main())
