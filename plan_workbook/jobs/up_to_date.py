"""Type values into a master, and bring up to date whatever follows from them: results of formulas, Summary, Checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.collecting.refreshed import refreshed, with_results
from plan_workbook.jobs.summarise import with_generated
from plan_workbook.package import CellEntry, Formula, Result
from plan_workbook.package.typed_values import Typed
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.writing.checks_sheet import cells_listed


class UpToDate(NamedTuple):
    """A workbook with values typed into it, the plan that is read from it then, and its findings."""

    content: bytes
    plan: Plan
    report: Report


def up_to_date(
    entry: CellEntry,
    cells: Mapping[str, Mapping[str, Typed]],
    name: str,
    previous: Plan | None = None,
    *,
    everywhere: bool = False,
) -> UpToDate:
    """Return the workbook with values typed into it and everything else that follows from them.

    Args:
        entry: the workbook.
        cells: what is typed, by sheet and address.
        name: what the workbook is called from now on.
        previous: last month's plan; if it is given, the Summary lists the changes since.
        everywhere: look at the formulas of all sheets, not only of those that are typed into: the report date is
            another one, for instance.

    Raises:
        PackageError: a value can't be typed, or a sheet not be put in.
    """
    content = entry.typed(cells)
    plan = read_plan(content, name)
    report = check(plan.once_summarised, previous)
    looked_at = {each.sheet: cells.get(each.sheet, {}) for each in plan.recommendations} if everywhere else cells
    results = refreshed(plan, looked_at, cells_listed(report))
    if results:  # the Summary counts by formulas over them, so it is drawn from what they give now
        content = entry.typed(
            {sheet: _with_results(cells.get(sheet, {}), results.get(sheet, {})) for sheet in {**cells, **results}}
        )
        again = with_results(plan, results)
        if again is None:
            again = read_plan(content, name)
            report = check(again.once_summarised, previous)
        plan = again
    return UpToDate(with_generated(content, plan, report, previous), plan, report)


def _with_results(cells: Mapping[str, Typed], results: Mapping[str, Typed]) -> dict[str, Typed]:
    """Return what is typed into a sheet with the results of its formulas; a formula that is typed gets its own."""
    typed = {**cells, **results}
    for address, formula in cells.items():
        result = results.get(address)
        if isinstance(formula, Formula) and isinstance(result, Result):
            typed[address] = Formula(formula.text, result.value)
    return typed
