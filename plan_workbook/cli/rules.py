"""``plan-workbook rules``: the catalogue of rules, or one of them explained."""

from __future__ import annotations

from typing import Annotated

import typer

from plan_workbook.cli.console import out
from plan_workbook.cli.options import OwnRules

EXAMPLE = "plan-workbook rules action-overdue-but-green"


def command(
    rule: Annotated[str | None, typer.Argument(metavar="RULE", help="The rule to explain.")] = None,
    rules: OwnRules = None,
) -> None:
    """List the rules that validate checks, or explain one: why it matters, how to put it right, and examples.

    Rules of your own, from --rules or an installed package, are listed with where they come from.
    """
    from plan_workbook.cli.catalogue import print_catalogue, print_rule

    if rule is None:
        print_catalogue(out())
    else:
        print_rule(out(), rule)
