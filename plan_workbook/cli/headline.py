"""Print the headline counts of a plan."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from plan_workbook.board.figures import NOT_RATED, figures, sentences
from plan_workbook.plan.model import Plan
from plan_workbook.reports.columns import print_columns, print_line
from plan_workbook.values.text import plural


def print_headline(console: Console, plan: Plan) -> None:
    """Print the headline counts as sentences, a table of ratings and a table of indicators."""
    counts = figures(plan)
    when = f"{counts.report_date:%d/%m/%Y}" if counts.report_date else "not given"
    heading = f"{plan.text('title') or plan.name}  {counts.period}  (report date {when})"
    print_line(console, Text(heading, style="bold"))
    for sentence in sentences(plan, counts):
        print_line(console, sentence)
    labels = [
        label
        for label in counts.recommendations
        if label != NOT_RATED or counts.recommendations[label] or counts.actions[label]
    ]
    rows = [(label, str(counts.recommendations[label]), str(counts.actions[label])) for label in labels]
    rows.append(("Overdue", "-", str(counts.overdue)))
    rows.append(("Total", str(counts.total_recommendations), str(counts.total_actions)))
    print_line(console, "")
    print_columns(console, [("", plural(plan.item_word), "Actions"), *rows], right=(1, 2))
    judged = [(status, str(count)) for status, count in counts.indicators.items()]
    judged += [("Total", str(counts.total_indicators)), ("Different PI numbers", str(counts.distinct))]
    print_line(console, "")
    print_columns(console, [("", "Indicators"), *judged], right=(1,))
