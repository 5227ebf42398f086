"""``plan-workbook help``: the pages of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import out, say

if TYPE_CHECKING:
    from rich.console import Console

    from plan_workbook.jobs.pages import Page

EXAMPLE = "plan-workbook help publishing"


def command(
    name: Annotated[str | None, typer.Argument(metavar="PAGE", help="The page to show.")] = None,
) -> None:
    """Show a page of the documentation, or list the pages.

    The pages came with the program, so this works offline. Sent to a file, a page is plain Markdown. PAGE may also be a
    file: a schema that plan-workbook help programs names, notebook.ipynb, constraints.txt, LICENSE, or LGPL-2.1.txt.

    Exit codes: 0 done, 2 there is no such page.
    """
    from plan_workbook.jobs.pages import page, pages
    from plan_workbook.reports.columns import print_columns

    if name is not None:
        print_page(out(), page(name))
        return
    say("Begin here: install; then bring, for the plan that you have today; then cycle, a month from start to end.")
    say("")
    print_columns(out(), [(each.name, each.title) for each in pages()])
    say("")
    say(
        "plan-workbook help PAGE shows one, and plan-workbook COMMAND --help the options of a command. "
        "plan-workbook help PAGE | more shows a long page a screen at a time."
    )


def print_page(console: Console, shown: Page) -> None:
    """Print a page: laid out on a terminal, as plain Markdown anywhere else."""
    from plan_workbook.reports.columns import width_of

    if width_of(console) is None or not shown.for_people:
        say(shown.text.rstrip("\n"))
        return
    from rich.markdown import Markdown  # takes as long to load as everything else together

    console.print(Markdown(shown.text, code_theme="ansi_dark"))
