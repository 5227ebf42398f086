"""Whether a workbook's Summary was compared with last month's, which regenerating it without that loses."""

from __future__ import annotations

from plan_workbook import layout
from plan_workbook.package.contents import Contents
from plan_workbook.plan.model import Plan
from plan_workbook.reading.book import MOST_CELLS

_TITLE = f"{layout.SECTIONS['moved']} "


def compared_with(content: bytes, plan: Plan) -> str:
    """Return the period since which the Summary of a workbook lists what has moved; empty if it lists nothing.

    The Summary does not say which file that month is in, so the list can't be made again without being told.

    Args:
        content: the workbook.
        plan: what was read from it.
    """
    contents = Contents(content)
    page = next((each for each in contents.pages if each.title == plan.summary_sheet), None)
    cells = contents.cells(page, MOST_CELLS).cells if page else []
    titles = (cell.value for cell in cells if isinstance(cell.value, str) and cell.value.startswith(_TITLE))
    return next((each.removeprefix(_TITLE) for each in titles), "")
