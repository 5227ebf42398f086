"""Measure how the time of checking grows with the plan and the number of workbooks: ``python benchmarks/scale.py``.

Measures whole processes, in one run. Prints one line for each comparison, with our limit; the exit code is 1 if a limit
is exceeded. ``--quick`` uses fewer and smaller workbooks. Nothing here is a test.

* ``300 / 18``: the time of ``validate`` for 300 recommendations with 25 actions and 15 indicators each, divided by the
  time for 18 and by the growth of the plan: at most 1, which is no worse than linear;
* the peak memory of that process;
* ``history / none``: the processor time of ``validate`` for a plan with ten years of history, divided by the time
  without it: at most 1.1;
* ``two / one``: the time for 200 workbooks of 18 recommendations, as full as the example, with two processes, divided
  by the time with one;
* for comparison, without a limit, on the same tables: pandas with a trivial schema, and ``frictionless validate`` if it
  can be installed into a separate folder (it is not a dependency). Neither finds the errors in the plan: frictionless
  gets CSV files, which need no unpacking, and only checks the shape of a table.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from calendar import monthrange
from dataclasses import replace
from datetime import date
from pathlib import Path

from compare import AS_INSTALLED, PANDAS

from plan_workbook.register import HISTORY, NUMBER, PROGRESS, Register, register_tables
from plan_workbook.writing.master import master_workbook

MEGABYTES = 400
MONTHS = 120
"""Of the history with which a plan is checked, which has some ninety lines in each."""
US = [sys.executable, "-m", "plan_workbook"]


def register(recommendations: int, actions: int, indicators: int) -> Register:
    """Return a plan of that size with an error to find in every tenth row."""
    tables: dict[str, list[dict[str, str]]] = {"recommendations": [], "indicators": [], "actions": []}
    for r in range(1, recommendations + 1):
        given = {NUMBER: str(r), "Title": f"Make part {r} of the service good", "Lead": f"Head of Team {r % 20}"}
        given |= {
            "Status": "Active",
            "RAG": "G",
            PROGRESS: f"Audit {r} was made.\n\nIts findings were acted on in {r}.",
        }
        tables["recommendations"].append(given)
        for i in range(indicators):
            bad = (r + i) % 10 == 0
            tables["indicators"].append({
                NUMBER: str(r), "PI Number": f"CSC {r}.{i}", "Description": f"Visits made on time in area {r}.{i}",
                "Lead Officer": f"Head of Team {r % 20}", "Unit": "%", "Better": "Higher", "Target": "90%",
                "Previous": "88%", "Actual": "Qtr 2 41%" if bad else f"{80 + (r + i) % 20}%",
            })  # fmt: skip
        for a in range(actions):
            bad = (r + a) % 10 == 0
            tables["actions"].append({
                NUMBER: str(r), "Ref": str(a + 1), "Action": f"Hold session {a} for team {r}",
                "Task Lead": f"Head of Team {r % 20}", "Start Date": "01/09/2017", "RAG": "G",
                "Completion Date": "30/11/2017" if bad else "31/03/2018",
            })  # fmt: skip
    headings = {table.name: table.headings for table in register_tables()}
    full = {name: [{h: row.get(h, "") for h in headings[name]} for row in rows] for name, rows in tables.items()}
    fields = {"Title": "A large plan", "Authority": "Exampleshire", "Period": "December 2017"}
    fields |= {"Report Date": "31/12/2017", "Data As At": "30/11/2017"}
    return Register({**full, "plan": [{"Field": key, "Value": value} for key, value in fields.items()]})


def remembering(plan: Register, months: int) -> Register:
    """Return a plan with a history of so many months, in which no two months say the same of its things."""
    due, alike = {"Due": "2018-03-31"}, {"Target": "90%", "Status": "Off target"}
    blank = dict.fromkeys(next(table.headings for table in register_tables() if table.name == HISTORY), "")
    lines = []
    for ago in range(months, 0, -1):
        year, month = divmod(2017 * 12 + 11 - ago, 12)
        period = date(year, month + 1, monthrange(year, month + 1)[1])
        about = {"Period": f"{period:%B %Y}", "Report Date": period.isoformat()}
        for kind, table, name in (
            ("Recommendation", "recommendations", ""),
            ("Action", "actions", "Ref"),
            ("Indicator", "indicators", "PI Number"),
        ):
            for at, row in enumerate(plan.rows(table)):
                said = {**alike, "Actual": f"{50 + (at + ago) % 40}%"} if kind == "Indicator" else {}
                said |= {"RAG": "RAG"[(at + ago) % 3]} if kind != "Indicator" else {}
                said |= due if kind == "Action" else {}
                thing = {"Kind": kind, "Recommendation": row[NUMBER], "Reference": row[name] if name else ""}
                lines.append({**blank, **about, **thing, **said})
    return replace(plan, tables={**plan.tables, HISTORY: lines})


def seconds_of(*command: str) -> float:
    """Return the seconds that processors worked for a command, in all its processes."""
    measure = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime)\n"
        "sys.exit(done.returncode)\n"
    )
    whole = [sys.executable, "-c", measure, *US, *command]
    done = subprocess.run(whole, capture_output=True, text=True, check=False, env=AS_INSTALLED)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or f"{command[0]} failed")
    return float(done.stdout)


def run(command: list[str], cwd: Path | None = None) -> tuple[float, float]:
    """Return the seconds that a process took, and its peak memory in megabytes."""
    measure = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)\n"
        "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n"
        "sys.exit(done.returncode)\n"
    )
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", measure, *command], cwd=cwd, capture_output=True, text=True, check=False
    )
    lasted = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr or f"{command[0]} failed")
    kilobytes = int(done.stdout) if sys.platform != "darwin" else int(done.stdout) / 1024
    return lasted, kilobytes / 1024


def fastest(command: list[str], runs: int, cwd: Path | None = None) -> tuple[float, float]:
    """Return the shortest time (seconds) and the highest peak memory (megabytes) of several runs."""
    measured = [run(command, cwd) for _ in range(runs)]
    return min(s for s, _ in measured), max(m for _, m in measured)


def say(name: str, value: float, limit: float | None, unit: str = "") -> bool:
    """Print one line; tell whether the limit was kept."""
    held = limit is None or value <= limit
    verdict = "" if limit is None else f"   limit {limit:g}{unit}   {'held' if held else 'MISSED'}"
    print(f"{name:<52} {value:8.2f}{unit}{verdict}")
    return held


def frictionless(folder: Path) -> list[str] | None:
    """Install frictionless into a separate environment and return its command, or None if that fails."""
    home = folder / "frictionless"
    venv.create(home, with_pip=True)
    python = home / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    done = subprocess.run([str(python), "-m", "pip", "install", "-q", "frictionless"], capture_output=True, check=False)
    return [str(python), "-m", "frictionless", "validate"] if done.returncode == 0 else None


def as_csv(plan: Register, folder: Path) -> list[str]:
    """Write the plan's tables as CSV files, for programs that read only CSV; return the file names."""
    names = []
    for table, rows in plan.tables.items():
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
        names.append(f"{table}.csv")
    return names


def main() -> int:
    """Measure and print; return 0 if every limit was kept, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer and smaller workbooks")
    quick = parser.parse_args().quick
    large, books, runs = (60, 20, 1) if quick else (300, 200, 3)
    held = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        plans = {size: register(size, 25, 15) for size in (18, large)}
        for size, plan in plans.items():
            (folder / f"{size}.xlsx").write_bytes(master_workbook(plan))
        few, _ = fastest([*US, "validate", f"{folder / '18.xlsx'}", "--format", "json"], runs)
        many, memory = fastest([*US, "validate", f"{folder / f'{large}.xlsx'}", "--format", "json"], runs)
        say("validate, 18 recommendations", few, None, " s")
        say(f"validate, {large} recommendations", many, None, " s")
        held.append(say(f"time, {large} / 18, over the growth of the plan", many / few / (large / 18), 1))
        held.append(say(f"memory, {large} recommendations", memory, MEGABYTES, " MB"))
        plan = register(18, 2, 2)
        for title, each in (("none", plan), ("history", remembering(plan, MONTHS))):
            (folder / f"{title}.xlsx").write_bytes(master_workbook(each))
        pairs = [
            [seconds_of("validate", str(folder / f"{title}.xlsx"), "--format", "json") for title in ("history", "none")]
            for _ in range(3 * runs)
        ]
        longer = statistics.median(history / none for history, none in pairs)
        held.append(say(f"history / none, {MONTHS} months", longer, 1.1))
        pandas, its = fastest([sys.executable, "-c", PANDAS, f"{folder / f'{large}.xlsx'}"], 1)
        say(f"pandas and a trivial schema, {large}", pandas, None, " s")
        say("its memory", its, None, " MB")
        say("validate / pandas", many / pandas, None)
        command = frictionless(folder)
        if command is None:
            print("frictionless could not be installed, so it was not run")
        else:
            tables = folder / "tables"
            tables.mkdir()
            theirs, _ = fastest([*command, *as_csv(plans[large], tables)], 1, tables)
            say(f"frictionless validate, the tables of {large} as CSV", theirs, None, " s")
        returned = folder / "returned"
        returned.mkdir()
        content = master_workbook(register(18, 3, 2))
        for number in range(books):
            (returned / f"{number:03}.xlsx").write_bytes(content)
        one, _ = fastest([*US, "validate", str(returned), "--format", "json", "--jobs", "1"], 1)
        two, _ = fastest([*US, "validate", str(returned), "--format", "json", "--jobs", "2"], 1)
        say(f"{books} workbooks of 18, one process", one, None, " s")
        say(f"{books} workbooks of 18, two processes", two, None, " s")
        held.append(say("two / one", two / one, 0.6))
        shutil.rmtree(returned)
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
