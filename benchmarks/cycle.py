"""Measure handing out and getting back: ``python benchmarks/cycle.py --parts 200 --recommendations 300``.

Measures the processor time of whole commands, with all their processes, in one run. Prints one line for each
comparison, with our limit; the exit code is 1 if a limit is exceeded. Nothing here is a test.

* ``split / validate``: the time to split a plan into so many parts, divided by the time that ``validate`` takes for
  these parts with as many processes: at most 0.5;
* ``collect / validate``: the time to collect these parts, in each of which a lead has changed something, divided by the
  same: at most 1.5.

Both limits are from a time when ``validate`` of 200 such parts took 1.6 times what it takes now: what makes reading and
checking quicker makes the ratios worse. ``--actions 3 --indicators 3`` is nearer to real plans than what is usual here.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from scale import register, say, seconds_of

from plan_workbook.package import set_cells
from plan_workbook.package.typed_values import Typed
from plan_workbook.reading import read_plan
from plan_workbook.register import Register
from plan_workbook.writing.master import master_workbook

ACTIONS, INDICATORS = 25, 15
"""Of each recommendation, as in ``benchmarks/scale.py``."""


def plan_of(recommendations: int, leads: int, actions: int, indicators: int) -> Register:
    """Return a plan of that size whose recommendations have so many leads."""
    plan = register(recommendations, actions, indicators)
    rows = [
        {**row, "Lead": f"Head of Team {number % leads}"} for number, row in enumerate(plan.rows("recommendations"))
    ]
    return replace(plan, tables={**plan.tables, "recommendations": rows})


def work_in(parts: Path) -> None:
    """Change an actual of every recommendation in each part, as its lead would."""
    for part in parts.glob("*.xlsx"):
        content = part.read_bytes()
        actuals = [each.indicators[0].actual for each in read_plan(content, part.name).recommendations]
        cells: dict[str, dict[str, Typed]] = {each.sheet: {each.cell: 0.41} for each in actuals}
        part.write_bytes(set_cells(content, cells, part.name))


def main() -> int:
    """Measure and print; return 0 if every limit was kept, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--parts", type=int, default=200, help="how many leads the plan has")
    parser.add_argument("--recommendations", type=int, default=300, help="how many recommendations the plan has")
    parser.add_argument("--actions", type=int, default=ACTIONS, help="how many actions each has")
    parser.add_argument("--indicators", type=int, default=INDICATORS, help="how many indicators each has")
    parser.add_argument("--jobs", type=int, default=2, help="how many processes may work at once")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        master, parts, jobs = folder / "plan.xlsx", folder / "plan-split", ("--jobs", str(given.jobs))
        master.write_bytes(
            master_workbook(plan_of(given.recommendations, given.parts, given.actions, given.indicators))
        )
        split = seconds_of("split", str(master), *jobs)
        assert len([*parts.glob("*.xlsx")]) == given.parts
        checked = seconds_of("validate", str(parts), "--format", "json", *jobs)
        say(f"split into {given.parts} parts", split, None, " s")
        say(f"validate of {given.parts} parts", checked, None, " s")
        held = [say("split / validate", split / checked, 0.5)]
        work_in(parts)
        collected = seconds_of("collect", str(master), str(parts), *jobs)
        say(f"collect of {given.parts} parts", collected, None, " s")
        held.append(say("collect / validate", collected / checked, 1.5))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
