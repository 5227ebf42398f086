"""What commands that write CSV files say of them: of cells that a spreadsheet would run as formulas."""

from __future__ import annotations

from plan_workbook.cli.console import say
from plan_workbook.values.text import counted, listed_in_part


def say_what_runs(cells: tuple[str, ...], *, safe: bool) -> None:
    """Say on standard error which cells a spreadsheet would run as formulas, and what `--safe` does or did about it."""
    formulas = counted(len(cells), "cell") + (" as a formula" if len(cells) == 1 else " as formulas")
    what = f"A spreadsheet that opens these CSV files would run {formulas} ({listed_in_part(cells)})"
    if safe:
        say(f"{what}, so each has an apostrophe in front; new --from takes it off again.", error=True)
    else:
        say(f"{what}: with --safe each gets an apostrophe in front, which new --from takes off again.", error=True)
