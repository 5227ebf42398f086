"""``plan-workbook rollover``: the next month's master."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook import layout
from plan_workbook.cli.console import Format, print_json, say, say_kept, say_open_errors
from plan_workbook.cli.options import InJson, OwnRules, day_option, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from
from plan_workbook.values.text import counted, in_item_words, listed, listed_in_part, long_date

if TYPE_CHECKING:
    from plan_workbook.jobs.rollover import RolledOver

EXAMPLE = 'plan-workbook rollover december.xlsx -o january.xlsx --period "January 2018" --report-date 31/01/2018'
_DATA_AS_AT = layout.PLAN.labels["data_as_at"]


def command(
    master: Annotated[Path, path_argument("MASTER", help="The workbook of the month that is closed.")],
    output: Annotated[Path, path_option("--output", "-o", metavar="NEXT.xlsx", help="The workbook to write.")],
    period: Annotated[str, typer.Option("--period", metavar="TEXT", help="The period that is opened: January 2018.")],
    report_date: Annotated[date, day_option("--report-date", help="Its report date: 31/01/2018.")],
    data_as_at: Annotated[
        date | None, day_option("--data-as-at", help="The date its figures go up to; otherwise left blank.")
    ] = None,
    clear_progress: Annotated[
        bool, typer.Option("--clear-progress", help="Clear progress and other paragraphs, key successes and the like.")
    ] = False,
    clear_comments: Annotated[bool, typer.Option("--clear-comments", help="Clear the comments of indicators.")] = False,
    with_errors: Annotated[
        bool, typer.Option("--with-errors", help="Open the next month although errors are open.")
    ] = False,
    format: InJson = Format.TEXT,
    force: Annotated[bool, typer.Option("--force", help="Replace NEXT.xlsx, and keep it as NAME.bak.xlsx.")] = False,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
) -> None:
    """Open the next month: a new master in which everything that people put into this one is kept.

    Actuals become the previous figures; a quarter's figure stays until a later quarter has ended. Actions, dates,
    ratings and progress are kept. This month is added to History. Summary and Checks are regenerated, with it as the
    previous one. MASTER is not changed.

    Prints the number of open errors to standard error. Exit codes: 0 done, 2 it could not be done and nothing was
    changed.
    """
    from plan_workbook.jobs.rollover import rollover

    done = rollover(
        master,
        output,
        period=period,
        report_date=report_date,
        data_as_at=data_as_at,
        clear_progress=clear_progress,
        clear_comments=clear_comments,
        with_errors=with_errors,
        replace=force,
        passwords=passwords_from(password_file),
    )
    if format is Format.JSON:
        print_json(done.as_json())
    else:
        _say_done(done)
    if not done.remembered:
        say("Nothing was added to History, because the report date can't be read.", error=True)
    for each in done.opened.left:
        say(f"{each.sheet}!{each.cell} was left as it is: {each.why}.", error=True)
    if done.lapsed:
        cells = listed_in_part(done.lapsed)
        say(f"The Until date of {counted(len(done.lapsed), 'accepted finding')} has passed: {cells}.", error=True)
    say_open_errors(done.report.errors, str(done.path), previous=done.master)
    if done.to_fill_in:
        say(f"{_to_fill_in(done)} to be filled in for the new month: {_what_next(done)}", error=True)


def _to_fill_in(done: RolledOver) -> str:
    """Return which of the errors are figures that the new month does not have yet, as a clause begins."""
    if done.to_fill_in < done.report.errors:
        return f"{done.to_fill_in} of them {'is a figure' if done.to_fill_in == 1 else 'are figures'}"
    return "It is a figure" if done.to_fill_in == 1 else "All of them are figures"


def _what_next(done: RolledOver) -> str:
    """Return what is done with a month that has just been opened."""
    out = f'hand the plan out: plan-workbook split "{done.path}" --previous "{done.master}" --drafts'
    if done.plan.fields["data_as_at"].given:
        return out
    return f"type {_DATA_AS_AT} on the sheet {done.plan.plan_sheet}, and {out}"


def _say_done(done: RolledOver) -> None:
    say(f"Wrote {done.path} for {done.plan.text('period')}, report date {long_date(done.plan.report_date)}.")
    say_kept([done.backup] if done.backup else [])
    if done.put_off_again:
        often = listed_in_part([f"{row.sheet}!{row.completion_date.cell} {again}" for row, again in done.put_off_again])
        say(f"{counted(len(done.put_off_again), 'date')} moved later again: {often}.")
    if done.staying:
        figures = counted(len(done.staying), "figure") + (" stays" if len(done.staying) == 1 else " stay")
        say(f"{figures} until the next quarter, half or year has ended: {listed_in_part(done.staying)}.")
    if done.closed_figures:
        cells = done.closed_figures
        are, of = ("is", "a closed recommendation") if len(cells) == 1 else ("are", "closed recommendations")
        figures = f"{counted(len(cells), 'figure')} of {of} {are} last month's now"
        nobody = "Nobody is asked for new ones: type them, or hand these recommendations out with split --closed."
        say(f"{in_item_words(figures, done.plan.item_word)}: {listed_in_part(cells)}.")
        say(in_item_words(nobody, done.plan.item_word))
    if done.old_texts:
        still = "still says" if len(done.old_texts) == 1 else "still say"
        named = listed([f"{label} ({cell})" for label, cell in done.old_texts.items()])
        say(f"{named} {still} what was said last month: bring that up to date before the plan is published.")
    old = done.old_targets
    if old:
        was, those = ("was", "the new one") if len(old) == 1 else ("were", "the new ones")
        say(f"{counted(len(old), 'period target')} {was} cleared: {listed_in_part(old)}. Type {those}.")
