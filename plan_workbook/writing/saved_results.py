"""What the formulas on leads' sheets give now, to be saved with them.

Excel works formulas out again when it opens a workbook; previews, phones and LibreOffice show what was saved. Cells
that were typed into by us leave the results beside them as they were, so whoever does that saves the new ones.
"""

from __future__ import annotations

from plan_workbook.package import set_cells, unfit_cells
from plan_workbook.package.typed_values import Result, Typed
from plan_workbook.plan.status import status_of
from plan_workbook.reading import read_plan


def with_saved_results(content: bytes) -> bytes:
    """Return a workbook whose Status cells have what the tool says saved as their results."""
    plan = read_plan(content)
    results: dict[str, dict[str, Typed]] = {}
    for each in plan.recommendations:
        for row in each.indicator_rows:
            if row.live_status.formula:
                said = "" if row.states_none else status_of(row, plan).value
                results.setdefault(each.sheet, {})[row.live_status.cell] = Result(said)
    for sheet, cell in unfit_cells(content, results):
        del results[sheet][cell]
    return set_cells(content, results)
