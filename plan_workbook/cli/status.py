"""``plan-workbook status``: the headline counts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import Format, out, print_json
from plan_workbook.cli.password import PasswordFile, password_for

if TYPE_CHECKING:
    from rich.console import Console

    from plan_workbook.plan.model import Plan

NAME = "status"
EXAMPLE = "plan-workbook status plan.xlsx --format json"


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook to count.", readable=False)],
    format: Annotated[Format, typer.Option(help="Text for people, json for programs.")] = Format.TEXT,
    password_file: PasswordFile = None,
) -> None:
    """Count recommendations, actions and indicators. Changes nothing.

    Exit codes: 0 the workbook could be read, 2 it could not.
    """
    from plan_workbook.reading import read_plan
    from plan_workbook.summary.figures import figures

    plan = read_plan(workbook, password=password_for(workbook, password_file))
    if format is Format.JSON:
        print_json(figures(plan).as_json())
    else:
        print_status(out(), plan)


def print_status(console: Console, plan: Plan) -> None:
    """Print the headline as sentences and a table each for ratings and indicators."""
    from rich.table import Table
    from rich.text import Text

    from plan_workbook.summary.figures import NOT_RATED, figures, sentences
    from plan_workbook.values.text import plural

    counts = figures(plan)
    when = f"{counts.report_date:%d/%m/%Y}" if counts.report_date else "not given"
    heading = f"{plan.text('title') or plan.name}  {counts.period}  (report date {when})"
    console.print(Text(heading, style="bold"))
    for sentence in sentences(plan, counts):
        console.print(Text(sentence))
    labels = [
        label
        for label in counts.recommendations
        if label != NOT_RATED or counts.recommendations[label] or counts.actions[label]
    ]
    rated = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("", "Total", *labels, "Overdue"):
        rated.add_column(Text(heading), justify="right" if heading else "left", no_wrap=not heading)
    by_label = [str(counts.recommendations[label]) for label in labels]
    rated.add_row(Text(plural(plan.item_word)), str(counts.total_recommendations), *by_label, "")
    by_label = [str(counts.actions[label]) for label in labels]
    rated.add_row("Actions", str(counts.total_actions), *by_label, str(counts.overdue))
    console.print()
    console.print(rated)
    judged = Table(box=None, padding=(0, 2, 0, 0))
    judged.add_column("", no_wrap=True)
    for heading in ("Total", *counts.indicators):
        judged.add_column(heading, justify="right", min_width=max(map(len, heading.split())))
    numbers = (str(count) for count in counts.indicators.values())
    judged.add_row("Indicators", str(counts.total_indicators), *numbers)
    console.print()
    console.print(judged)
    console.print(Text(f"{counts.distinct} different PI numbers"))
