"""Print the headline counts of a plan."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from plan_workbook.plan.model import Plan
from plan_workbook.summary.figures import NOT_RATED, figures, sentences
from plan_workbook.values.text import plural


def print_headline(console: Console, plan: Plan) -> None:
    """Print the headline counts as sentences, a table of ratings and a table of indicators."""
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
