"""Print the rules: list all of them, or explain one."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.text import Text

from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.rule import described
from plan_workbook.checking.selection import rule_names
from plan_workbook.reports.columns import print_columns, print_line


def print_catalogue(console: Console) -> None:
    """Print every rule with its severity and title, table by table."""
    rules = catalogue().values()
    width = max(len(rule.name) for rule in rules)
    severities = max(len(rule.severity.value) for rule in rules)
    for (table, source), members in groupby(rules, key=lambda r: (r.table.title, r.source)):
        print_line(console, Text(f"{table} (from {source.name})" if source else table, style="bold"))
        print_columns(
            console,
            [(f"  {rule.name:<{width}}", f"{rule.severity.value:<{severities}}", rule.title) for rule in members],
        )
        print_line(console, "")


def print_rule(console: Console, name: str) -> None:
    """Print why a rule matters, how to put a finding right, and a good and a bad example.

    Raises:
        UnknownRule: there is no rule with that name.
    """
    (known,) = rule_names([name])
    rule = catalogue()[known]
    print_line(console, Text(f"{rule.name} ({rule.severity.value})", style="bold"))
    print_columns(console, [(Text(f"  {label}", style="dim"), text) for label, text in described(rule)])
