"""Print the rules: list all of them, or explain one."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.table import Table
from rich.text import Text

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.rule import described
from plan_workbook.checking.selection import rule_names


def print_catalogue(console: Console) -> None:
    """Print every rule with its severity and title, table by table."""
    rules = catalogue().values()
    width = max(len(rule.name) for rule in rules)
    for table, members in groupby(rules, key=lambda r: r.table.title):
        console.print(Text(table, style="bold"))
        grid = Table.grid(padding=(0, 2, 0, 0))
        grid.add_column(no_wrap=True, min_width=width + 2)
        grid.add_column(no_wrap=True, min_width=7)
        grid.add_column()
        for rule in members:
            grid.add_row(Text(f"  {rule.name}"), Text(rule.severity.value), Text(rule.title))
        console.print(grid)
        console.print()


def print_rule(console: Console, name: str) -> None:
    """Print why a rule matters, how to put a finding right, and a good and a bad example.

    Raises:
        UnknownRule: there is no rule with that name.
    """
    (known,) = rule_names([name])
    rule = catalogue()[known]
    console.print(Text(f"{rule.name} ({rule.severity.value})", style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for label, text in described(rule):
        grid.add_row(Text(f"  {label}", style="dim"), Text(text))
    console.print(grid)
