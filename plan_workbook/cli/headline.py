"""Print where a plan stands, and its headline counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED, Figures, sentences
from plan_workbook.plan.model import Plan
from plan_workbook.reports.columns import MOST_ROWS, print_columns, print_line
from plan_workbook.values.text import counted, plural

if TYPE_CHECKING:
    from plan_workbook.board.glance import Glance
    from plan_workbook.board.lines import Line
    from plan_workbook.jobs.status import Standing


def print_headline(console: Console, plan: Plan, counts: Figures, standing: Standing | None = None) -> None:
    """Print where a plan stands, the headline counts as sentences and as tables, and what moved."""
    when = f"{counts.report_date:%d/%m/%Y}" if counts.report_date else "not given"
    heading = f"{plan.text('title') or plan.name}  {counts.period}  (report date {when})"
    print_line(console, Text(heading, style="bold"))
    if standing:
        _print_glance(console, standing.glance)
    for sentence in sentences(plan, counts):
        print_line(console, sentence)
    labels = [
        label
        for label in counts.recommendations
        if label != NOT_RATED or counts.recommendations[label] or counts.actions[label]
    ]
    rows = [(label, str(counts.recommendations[label]), str(counts.actions[label])) for label in labels]
    rows.append(("Total", str(counts.total_recommendations), str(counts.total_actions)))
    rows.append(("Of these, overdue", "-", str(counts.overdue)))
    print_line(console, "")
    print_columns(console, [("", plural(plan.item_word), "Actions"), *rows], right=(1, 2))
    judged = [(status, str(count)) for status, count in counts.indicators.items()]
    judged += [("Total", str(counts.total_indicators)), ("Different PI numbers", str(counts.distinct))]
    print_line(console, "")
    print_columns(console, [("", "Indicators"), *judged], right=(1,))
    if standing and standing.moved is not None:
        _print_moved(console, standing.glance.since, standing.moved)


def _print_glance(console: Console, glance: Glance) -> None:
    print_line(console, Text(glance.verdict, style="bold"))
    print_line(console, "")
    tiles = [
        (tile.name, "-" if tile.figure is None else str(tile.figure), f"{tile.in_words}{_then(tile.then)}")
        for tile in glance.tiles
    ]
    print_columns(console, tiles, right=(1,))
    print_line(console, "")


def _then(said: str) -> str:
    return f" ({said})" if said else ""


def _print_moved(console: Console, since: str, moved: tuple[Line, ...]) -> None:
    from plan_workbook.board.moved import NOTHING_CHANGED

    print_line(console, "")
    print_line(console, Text(f"{layout.SECTIONS['moved']} {since} ({len(moved)})", style="bold"))
    if not moved:
        print_line(console, NOTHING_CHANGED)
        return
    rows = [(line.kind, line.name, ": ".join(filter(None, (line.what, line.how)))) for line in moved[:MOST_ROWS]]
    print_columns(console, rows)
    if len(moved) > MOST_ROWS:
        others = counted(len(moved) - MOST_ROWS, "other change")
        print_line(console, f"And {others}; --format json lists every one.")
    print_line(console, counted(len(moved), "change"))
