"""A page for a board: the base of the Summary and of the sheets with its long tables."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from plan_workbook.board.told import Told
from plan_workbook.plan.model import Plan
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.writing.formats import ALARM
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.literal import in_formula
from plan_workbook.writing.live_formulas import LONGEST_FORMULA, LiveFormula
from plan_workbook.writing.page_setup import A4, DIGIT_PIXELS, NARROW, SIDES, mark_written

COUNT = '0;-0;"-"'
"""A zero is shown as a dash, so that the other counts stand out."""
READABLE = 0.9
"""The share of its size at which Excel prints a page for a board that is fitted to the paper.

LibreOffice makes columns a fifteenth wider, so it prints at 0.84: eleven points are more than nine on paper."""
_AROUND = 5
"""Pixels that a column has besides its characters."""


def characters_left(widths: Sequence[float], sides: float = SIDES) -> float:
    """Return how wide one more column may be, in characters, for the page to be readable on paper.

    `sides` is the margin on the left and the right, in inches.
    """
    across = (A4.width - 2 * 72 * sides) / READABLE / 0.75
    used = sum(width * DIGIT_PIXELS + _AROUND for width in widths)
    return float((across - used - _AROUND) // DIGIT_PIXELS)


class BoardPage(Page):
    """A page in the look that is made to be read on paper, from what a board is told."""

    margins: ClassVar = NARROW

    def __init__(self, workbook: Workbook, name: str, plan: Plan, told: Told, widths: Sequence[float]) -> None:
        """Start the sheet."""
        super().__init__(workbook, name, plan, widths)
        self.told = told
        self.colours = {r.label: r.colour for r in reversed(plan.scale.ratings)}

    def over_sheets(self, count: LiveFormula) -> LiveFormula:
        """Return a figure that was counted on the sheets as it is to be written: here, as a formula over them."""
        return count

    def finish_written(self, column: int, **more: str | int) -> None:
        """Mark what the page says in a hidden column, the last that was written to, and finish the page."""
        mark_written(self.sheet, column, self.formats)
        self.finish(area=(self.row - 1, column), **more)  # type: ignore[arg-type]

    def alarm(self, first: int, last: int, column: int) -> None:
        """Make numbers above zero stand out; the heading of the column says what they count."""
        look = self.formats.unregistered(bold=True, font_color=ALARM)
        rule = {"type": "cell", "criteria": ">", "value": 0, "format": look}
        self.sheet.conditional_format(first, column, last, column, rule)

    def colour_words(self, top: int, column: int, fills: Sequence[tuple[str, str]]) -> None:
        """Fill cells by the word in them."""
        cell = xl_rowcol_to_cell(top, column)
        for word, colour in fills:
            condition = f"={cell}={in_formula(word)}"
            if is_colour(colour) and len(condition) < LONGEST_FORMULA:
                look = self.formats.unregistered(bg_color=colour, font_color=ink_on(colour))
                rule = {"type": "formula", "criteria": condition, "format": look}
                self.sheet.conditional_format(top, column, self.row - 1, column, rule)
