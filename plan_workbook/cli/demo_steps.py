"""The lines that the demo prints about each step."""

from __future__ import annotations

from pathlib import Path
from typing import assert_never

from plan_workbook.cli.console import out, say
from plan_workbook.cli.headline import print_headline
from plan_workbook.jobs.demo import Checked, Exported, Published, Step, Summarised, demo
from plan_workbook.reports.text import totals

SHOWN_RULE = "action-overdue-but-green"
"""The rule whose finding is shown as an example."""


def say_demo(output: Path) -> None:
    """Do the whole job, and say what each step did."""
    for step in demo(output):
        _say_step(step)


def _say_step(step: Step) -> None:
    match step:
        case Checked():
            _say_checked(step)
        case Summarised():
            say("3. Regenerated Summary and Checks, and left every other sheet as it was")
        case Exported(register):
            say(f"4. Exported its register {register}")
        case Published(edition, workbook):
            say(f"5. Published a draft     {edition}")
            say("")
            say(f'Open the workbook in Excel, change a cell, and run: plan-workbook validate "{workbook}"')
        case _:
            assert_never(step)


def _say_checked(step: Checked) -> None:
    if step.backup is not None:
        say(f"Kept the changed workbook from an earlier demo as {step.backup}")
    print_headline(out(), step.plan)
    say("")
    say(f"1. Made the workbook     {step.workbook}")
    say(f"2. Checked it            {totals(step.report)}")
    shown = next((each for each in step.report.findings if each.rule == SHOWN_RULE), None)
    if shown is not None:
        say(f"   for example           {shown.sheet}!{shown.cell}: {shown.message}")
