"""The history of a plan as text: how many lines each period has, then the lines."""

from __future__ import annotations

from datetime import date

from rich.console import Console
from rich.text import Text

from plan_workbook.layout import HISTORY
from plan_workbook.patterns import pattern
from plan_workbook.plan.model import Plan
from plan_workbook.register.canonical import history_records
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.values.text import counted

_DATE = pattern(r"\d{4}-\d\d-\d\d")


def print_history(console: Console, plan: Plan) -> None:
    """Print the lines of a plan's history as a table."""
    history = plan.history
    heading = plan.text("title") or plan.name
    if not history.lines:
        print_line(console, Text(heading, style="bold"))
        if history.lost:
            print_line(console, f"Nothing on {plan.history_sheet} can be read: plan-workbook validate says why.")
            return
        print_line(
            console,
            "It has no history yet. plan-workbook rollover adds each period that it closes, and --add takes those of "
            "older workbooks.",
        )
        return
    periods = [period or day.isoformat() for day, period in history.periods.items()]
    span = periods[0] if len(periods) == 1 else f"{periods[0]} to {periods[-1]}"
    print_line(console, Text(f"{heading}  {span}", style="bold"))
    count = f"{counted(len(history), 'line')} of {counted(len(periods), 'period')}."
    print_line(console, count)
    print_line(console, "")
    headings = [column.heading for column in HISTORY.columns]
    rows = [[_for_people(row[heading]) for heading in headings] for row in history_records(history)[: len(history)]]
    used = [at for at in range(len(headings)) if any(row[at] for row in rows)]
    print_columns(console, [[row[at] for at in used] for row in (headings, *rows)])
    print_line(console, "")
    print_line(console, count)


def _for_people(value: str) -> str:
    """Return a date of the register, ``2017-12-31``, as it is written in other texts; anything else as it is."""
    return f"{date.fromisoformat(value):%d/%m/%Y}" if _DATE.fullmatch(value) else value
