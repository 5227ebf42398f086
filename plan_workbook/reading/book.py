"""A workbook with its sheets read: the people's own, and those that the tool wrote."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.package.contents import Contents, Page
from plan_workbook.package.drawn_links import DrawnLink
from plan_workbook.package.left_out import LeftOut
from plan_workbook.package.rule_formulas import RuleFormula
from plan_workbook.reading.grid import Grid, read_grid
from plan_workbook.reading.marks import has_marks
from plan_workbook.reading.names import names_by_sheet
from plan_workbook.reading.sheet_kinds import (
    checks_title,
    has_history,
    history_title,
    is_generated,
    list_called,
    list_titles,
    summary_title,
)
from plan_workbook.values.text import fold

MOST_CELLS = 300_000
"""Of a workbook. A plan of 300 recommendations with 25 actions and 15 indicators each has 240,000; formats on whole
columns soon make more."""
MOST_FILLED = 200_000
"""Of those that have something in them. Such a plan has 130,000; each takes ten times as long as a blank one."""
_MOST_WRITTEN = 2 * MOST_CELLS
"""The most cells of the sheets that the tool wrote."""


class Sheet(NamedTuple):
    """A sheet with cells."""

    page: Page
    grid: Grid
    left_out: LeftOut
    """What its cells do not show: notes, comments and text boxes."""
    generated: bool
    """Whether the tool wrote it: Summary, Checks, Guidance, a sheet with a long table, or a copy of one."""
    links: tuple[tuple[str, str], ...] = ()
    """Its links that lead out of the workbook: the cell of each, and where it leads."""
    drawn_links: tuple[DrawnLink, ...] = ()
    """Where its pictures and shapes lead, out of the workbook."""
    rule_formulas: tuple[RuleFormula, ...] = ()
    """The formulas of its conditional formats and drop-downs that reach out of the workbook."""

    @property
    def title(self) -> str:
        """Its title."""
        return self.page.title

    @property
    def is_lists(self) -> bool:
        """Whether it is the hidden sheet with the lists that cells offer."""
        return fold(self.title) == fold(layout.LISTS_SHEET)


class Book:
    """Everything that is read of a workbook, each sheet once."""

    def __init__(self, contents: Contents) -> None:
        """Read all sheets.

        Raises:
            TooManyCells: there are more than `MOST_CELLS`, or `MOST_FILLED` of those with something in them.
            Exception: a part can't be read; parsers raise many kinds.
        """
        self.titles = contents.titles
        self.names = contents.names
        self.linked = contents.linked
        self.connections = contents.connections
        self.runs = contents.runs
        names = names_by_sheet(contents)
        self.lists = list_titles(names)
        """The titles of the sheets with the long tables, by what the tool calls them."""
        self.summary = summary_title(contents, self.lists.values())
        self.checks = checks_title(contents)
        self.sheets: list[Sheet] = []
        history = history_title(contents, names)
        self.history: Page | None = next((page for page in contents.pages if page.title == history), None)
        """The sheet with the history, which is not read as a grid: it may be long."""
        left, left_for_ours = MOST_CELLS, _MOST_WRITTEN
        filled, filled_by_us = MOST_FILLED, MOST_FILLED
        for page in contents.pages:
            if page is self.history:
                continue
            generated = is_generated(page, (self.summary, self.checks, *self.lists.values()))
            ours = generated or fold(page.title) == fold(layout.LISTS_SHEET)
            stored = contents.cells(page, left_for_ours if ours else left, filled_by_us if ours else filled)
            if ours:
                left_for_ours -= stored.size
                filled_by_us -= len(stored.cells)
            else:
                left -= stored.size
                filled -= len(stored.cells)
            grid = read_grid(page.title, names[page.title], stored, contents.formats, contents.is_picture)
            if self.history is None and has_history(grid):
                self.history = page
                continue
            called = None if generated else list_called(page.title)
            if called is not None and called not in self.lists and has_marks(grid):
                self.lists[called], generated = page.title, True  # some programs lose the names of sheets
            links, drawn, rules = contents.links(page), contents.drawn_links(page), contents.rule_formulas(page)
            self.sheets.append(Sheet(page, grid, contents.left_out(page), generated, links, drawn, rules))

    @property
    def own(self) -> list[Grid]:
        """The people's own sheets."""
        return [sheet.grid for sheet in self.sheets if not sheet.generated and not sheet.is_lists]

    def find(self, title: str | None) -> Sheet | None:
        """Return the sheet of that title that has cells."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)
