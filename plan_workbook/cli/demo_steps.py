"""The lines that the demo prints about each step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, assert_never

from plan_workbook.board.figures import figures
from plan_workbook.cli.console import out, say
from plan_workbook.cli.headline import print_headline
from plan_workbook.collecting.in_words import at
from plan_workbook.jobs.demo import CameBack, Checked, Exported, Handed, Opened, Published, Step, Summarised, demo
from plan_workbook.jobs.status import standing_of
from plan_workbook.reports.text import totals
from plan_workbook.values.text import counted

if TYPE_CHECKING:
    from plan_workbook.collecting.collected import Collected

SHOWN_RULE = "action-overdue-but-green"
"""The rule whose finding is shown as an example."""


def say_demo(output: Path) -> None:
    """Do the whole job, and say what each step did."""
    workbook = None
    for step in demo(output):
        _say_step(step)
        if isinstance(step, Checked):
            workbook = step.workbook
    say("")
    say(f'Open the workbook in Excel, change a cell, and run: plan-workbook validate "{workbook}"')


def _say_step(step: Step) -> None:
    match step:
        case Checked():
            _say_checked(step)
        case Summarised():
            say("3. Regenerated Summary and Checks, and left every other sheet as it was")
        case Exported(register):
            say(f"4. Exported its register {register}")
        case Published(edition):
            say(f"5. Published a draft     {edition}")
        case Handed(split):
            say(f"6. Handed it out         {split.folder}: {counted(len(split.parts), 'workbook')}, one for each lead")
        case CameBack(collected):
            _say_came_back(collected)
        case Opened(rolled):
            say(f"8. Opened January 2018   {rolled.path}: actuals are the previous figures now")
        case _:
            assert_never(step)


def _say_checked(step: Checked) -> None:
    if step.backup is not None:
        say(f"Kept the changed workbook from an earlier demo as {step.backup}")
    counts = figures(step.plan)
    print_headline(out(), step.plan, counts, standing_of(step.plan, counts))
    say("")
    say(f"1. Made the workbook     {step.workbook}")
    say(f"2. Checked it            {totals(step.report)}")
    shown = next((each for each in step.report.findings if each.rule == SHOWN_RULE), None)
    if shown is not None:
        say(f"   for example           {shown.sheet}!{shown.cell}: {shown.message}")


def _say_came_back(done: Collected) -> None:
    taken = counted(len(done.decisions.changes), "value")
    say(f"7. Collected 2 answers   {done.output}: {taken} taken, {done.for_a_person} left for you")
    for each in done.decisions.conflicts:
        say(f"   for example           {at(each.where)}: you have '{each.master}', the lead says '{each.returned}'")
