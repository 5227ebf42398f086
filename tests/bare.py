"""What ``summarise`` does to a file and nothing before or after it, for a process that is to be killed at it."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.checking.finding import Report
from plan_workbook.jobs import summarise

NEEDS = ["plan_workbook.jobs.summarise"]
"""What a run loads: a process that starts with it is at the file at once."""


def run(path: Path, found: Report) -> None:
    """Summarise the workbook at `path`; what is found in it was found before."""
    summarise.check = lambda plan, previous: found
    summarise.summarise(path)
