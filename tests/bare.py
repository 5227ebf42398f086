"""What ``summarise`` does to a file and nothing before or after it, for a process that is to be killed at it."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.checking.finding import Report
from plan_workbook.jobs.summarise import summarise
from plan_workbook.plan.model import Plan

NEEDS = [
    "plan_workbook.jobs.summarise",
    "plan_workbook.package.graft",
    "plan_workbook.writing.checks_sheet",
    "plan_workbook.writing.summary_sheet",
]
"""What a run loads: a process that starts with it is at the file at once."""


class Found:
    """A checker that has its report already: what is found in the workbook was found before."""

    previous = None

    def __init__(self, report: Report) -> None:
        self._report = report

    def give(self, plan: Plan) -> None:
        """Take no notice."""

    def report(self, plan: Plan) -> Report:
        return self._report


def run(path: Path, found: Report) -> None:
    """Summarise the workbook at `path`."""
    summarise(path, checker=Found(found))
