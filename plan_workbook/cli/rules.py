"""``plan-workbook rules``: the catalogue of rules, or one of them explained."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import out

if TYPE_CHECKING:
    from rich.console import Console

    from plan_workbook.checking.rule import Rule

NAME = "rules"
EXAMPLE = "plan-workbook rules action-overdue-but-green"


def command(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="The rule to explain.")] = None,
) -> None:
    """List the rules that validate goes by, or explain one: why it matters, how to put it right, good and bad."""
    from plan_workbook.checking.catalogue import catalogue
    from plan_workbook.checking.selection import rule_names

    rules = catalogue()
    if rule is None:
        _print_catalogue(out(), list(rules.values()))
        return
    (name,) = rule_names([rule])
    _print_rule(out(), rules[name])


def _print_catalogue(console: Console, rules: list[Rule]) -> None:
    from rich.table import Table
    from rich.text import Text

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


def _print_rule(console: Console, rule: Rule) -> None:
    from rich.table import Table
    from rich.text import Text

    from plan_workbook.checking.rule import described

    console.print(Text(f"{rule.name} ({rule.severity.value})", style="bold"))
    grid = Table.grid(padding=(0, 2, 0, 0))
    grid.add_column(no_wrap=True)
    grid.add_column()
    for label, text in described(rule):
        grid.add_row(Text(f"  {label}", style="dim"), Text(text))
    console.print(grid)
