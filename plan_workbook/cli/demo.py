"""``plan-workbook demo``: the whole main job on the plan that ships with the program."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import out, say

NAME = "demo"
EXAMPLE = "plan-workbook demo --output demo"


def command(
    output: Annotated[Path, typer.Option("--output", metavar="DIR", help="The folder to make the files in.")] = Path(
        "plan-workbook-demo"
    ),
) -> None:
    """Do the whole job once on the example plan: make the workbook, check it, summarise it, export and publish it.

    A workbook of an earlier demo that has been changed since is kept as NAME.bak.xlsx. Exit codes: 0 done, 2 it
    could not be done.
    """
    from plan_workbook.checking import check
    from plan_workbook.cli.status import print_status
    from plan_workbook.errors import OutputError
    from plan_workbook.jobs.summarise import backup_of, summarise, with_generated
    from plan_workbook.package import write_keeping
    from plan_workbook.publishing.formats import Format, file_name, published
    from plan_workbook.publishing.make import edition_of
    from plan_workbook.reading import read_plan
    from plan_workbook.register import read_register, register_of
    from plan_workbook.register.example import NAME as PLAN
    from plan_workbook.register.example import example_register
    from plan_workbook.reports.text import totals
    from plan_workbook.writing.master import master_workbook
    from plan_workbook.writing.register_files import write_register

    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {output} can't be made ({error.strerror}): choose another with --output."
        ) from error
    workbook, register = output / f"{PLAN}.xlsx", output / "register"
    content = master_workbook(read_register(example_register()))
    plan = read_plan(content, workbook.name)
    report = check(plan)
    content = with_generated(content, plan, report)
    if write_keeping(workbook, content, backup_of(workbook)):
        say(f"Kept the changed workbook of an earlier demo as {backup_of(workbook)}")
    print_status(out(), plan)
    say("")
    say(f"1. Made the workbook     {workbook}")
    say(f"2. Checked it            {totals(report)}")
    worst = next((f for f in report.findings if f.rule == "action-overdue-but-green"), None)
    if worst:
        say(f"   for example           {worst.sheet}!{worst.cell}: {worst.message}")
    summarise(workbook)
    say("3. Regenerated Summary and Checks, and left every other sheet as it was")
    write_register(register_of(plan), register)
    say(f"4. Exported its register {register}")
    edition = edition_of(plan, report, draft=True)
    for_the_board = output / file_name(workbook, edition, Format.HTML)
    write_keeping(for_the_board, published(edition, Format.HTML), backup_of(for_the_board))
    say(f"5. Published a draft     {for_the_board}")
    say("")
    say(f'Open the workbook in Excel, change a cell, and run: plan-workbook validate "{workbook}"')
