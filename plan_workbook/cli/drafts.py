"""What commands that write drafts say about them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.cli.console import say
from plan_workbook.values.paths import folder_named
from plan_workbook.values.text import counted, long_date

if TYPE_CHECKING:
    from plan_workbook.chasing.drafted import NoDraft
    from plan_workbook.chasing.folder import Stored


def say_where(count: int, folder: Path, *, dry_run: bool) -> None:
    """Say where the drafts are, below their table."""
    drafts = counted(count, "draft")
    say("")
    if dry_run:
        say(f"{drafts} would be in {folder_named(folder)}; nothing was written.")
    else:
        say(f"{drafts} in {folder_named(folder)}. Nothing was sent: open each one, read it, and send it.")


def say_if_past(day: date | None, option: str) -> None:
    """Say on standard error that a day by which drafts ask for an answer has passed.

    It is no reason to refuse: drafts about a plan of an earlier year are written to try them out, or to keep them.
    """
    if day is not None and day < date.today():
        said = f"{long_date(day)}, given as {option}, is in the past"
        say(f"{said}: if drafts are to be sent, run the command again with a day that is still to come.", error=True)


def say_left(no_drafts: Sequence[NoDraft]) -> None:
    """Say on standard error which leads, and which sheets without one, no draft is written to."""
    for each in no_drafts:
        say(each.sentence, error=True)


def say_table(rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns, however wide: an address that is broken across lines can't be copied.

    The first row is the heading; counts are at the right of their column.
    """
    columns = list(zip(*rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    is_count = [all(text.isdigit() for text in column[1:]) for column in columns]
    for row in rows:
        cells = [
            text.rjust(width) if count else text.ljust(width)
            for text, width, count in zip(row, widths, is_count, strict=True)
        ]
        say("  ".join(cells).rstrip())


def say_set_aside(stored: Stored, folder: Path, *, dry_run: bool) -> None:
    """Say which drafts that were there are kept under another name."""
    kept, renamed = ("would be kept", "would be renamed") if dry_run else ("is kept", "is now")
    for name, backup in stored.kept.items():
        say(f"The existing {name}, which differs, {kept} as {backup}.")
    for name, backup in stored.outdated.items():
        say(f"{folder / name} is an out-of-date draft from an earlier chase: it {renamed} {backup}.")
