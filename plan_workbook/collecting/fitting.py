"""What of the decisions can be typed into the master's cells, and what is left for a person because it can't."""

from __future__ import annotations

from plan_workbook.collecting.collected import Unfit
from plan_workbook.collecting.entries import Decisions, LeftAlone
from plan_workbook.layout import PARAGRAPHS
from plan_workbook.package import unfit_cells
from plan_workbook.package.typed_values import Typed

UNCHANGED = "; nothing was changed."
"""How refusals of the package end, which does not hold for a master into which others are typed."""


def as_far_as_it_fits(decisions: Decisions, content: bytes, name: str) -> tuple[Decisions, tuple[Unfit, ...]]:
    """Return what can be typed into the master's cells, and the values that can't be, which are left for a person.

    A paragraph may be typed only because others were put before it. So if one does not fit, its whole sheet is left.
    """
    refusals = unfit_cells(content, decisions.cells, name) if any(decisions.cells.values()) else {}
    if not refusals:
        return decisions, ()
    why = {where: str(each).removesuffix(UNCHANGED) + "; the value was not taken." for where, each in refusals.items()}
    moving = {table.key for table in PARAGRAPHS}
    alone = {(each.where.sheet, each.where.cell) for each in decisions.changes if each.where.table not in moving}
    whole = {sheet: sentence for (sheet, cell), sentence in why.items() if (sheet, cell) not in alone}

    def reason(sheet: str, cell: str) -> str:
        return whole.get(sheet) or why.get((sheet, cell), "")

    cells: dict[str, dict[str, Typed]] = {
        sheet: {cell: value for cell, value in values.items() if not reason(sheet, cell)}
        for sheet, values in decisions.cells.items()
    }
    unfit = [Unfit(each, said) for each in decisions.changes if (said := reason(each.where.sheet, each.where.cell))]
    left = {each.change for each in unfit}
    fit = tuple(each for each in decisions.changes if each not in left)
    told = {each.change.where.sheet for each in unfit}
    others = tuple(LeftAlone("", sheet, sentence) for sheet, sentence in whole.items() if sheet not in told)
    done = decisions._replace(changes=fit, cells=cells, left_alone=(*decisions.left_alone, *others))
    return done, tuple(unfit)
