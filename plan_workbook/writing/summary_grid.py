"""The columns of the Summary: four for texts, then one for each rating and status that is counted."""

from __future__ import annotations

from collections.abc import Sequence

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook

from plan_workbook import layout
from plan_workbook.board.figures import NOT_RATED, Figures
from plan_workbook.board.told import Told
from plan_workbook.plan.model import Plan
from plan_workbook.plan.status import PIStatus
from plan_workbook.values.colours import ink_on, is_colour
from plan_workbook.writing.formats import ALARM
from plan_workbook.writing.generated_page import Page
from plan_workbook.writing.literal import in_formula
from plan_workbook.writing.live_formulas import LONGEST_FORMULA, LiveFormula

_FIRST_WIDTHS = (13, 46, 21, 14)
"""Of the columns A to D, in characters; the count columns follow."""
_CONFIDENCE_WIDTH = 12
"""Of the column after them, in the Summary of a plan that rates confidence too."""
_COUNT_WIDTH = 8.6
_LEAST_COUNTS = 9
"""The fewest columns after the first ones, because the indicators need as many."""
LATE = "Overdue"
STATUSES = tuple(status.value for status in PIStatus)
NO_STATUS_FILL = "#E0E0E0"


class SummaryGrid(Page):
    """A page in these columns; `rows_of_items` are the rows of its table of recommendations, counted from 0."""

    def __init__(self, workbook: Workbook, plan: Plan, told: Told) -> None:
        """Start the sheet, wide enough for the plan's ratings."""
        self.labels = [*plan.scale.labels, NOT_RATED]
        counts = [*self.labels, LATE, *STATUSES]
        words = [word for label in counts for word in label.split()]
        width = max([_COUNT_WIDTH, *(len(word) * 1.1 + 0.5 for word in words if len(word) <= 14)])
        confidence = [_CONFIDENCE_WIDTH] if "confidence" in plan.has else []
        widths = (*_FIRST_WIDTHS, *confidence, *[width] * max(len(counts), _LEAST_COUNTS))
        super().__init__(workbook, layout.SUMMARY, plan, widths)
        self.told = told
        self.figures: Figures = told.figures
        self.colours = {r.label: r.colour for r in reversed(plan.scale.ratings)}
        self.details = len(_FIRST_WIDTHS)
        """The first column after those for texts, from 0: where details run on, and indicators have their figures."""
        self.shows_confidence = bool(confidence)
        self.first = self.details + len(confidence)
        """The first column of counts."""
        self.late = self.first + len(self.labels)
        self.statuses = self.late + 1
        self.breaks: list[int] = []
        self.items = plan.recommendations
        self.rows_of_items = range(0)

    def over_sheets(self, count: LiveFormula) -> LiveFormula:
        """Return a figure that was counted on the sheets as it is to be written: here, as a formula over them."""
        return count

    def column_of(self, column: int) -> str:
        """Return the reference of a column of the table of recommendations."""
        rows = self.rows_of_items or range(self.row, self.row + 1)
        return str(xl_range_abs(rows.start, column, rows.stop - 1, column))

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
