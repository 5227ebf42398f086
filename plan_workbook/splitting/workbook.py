"""The workbook of a part: drawn like any new plan, with what it says when it goes out inside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.checking import Report
from plan_workbook.errors import RegisterError
from plan_workbook.plan.model import Plan
from plan_workbook.reading.workbook import context_of
from plan_workbook.splitting.base import (
    LEAD_PROPERTY,
    NAME,
    PERIOD_PROPERTY,
    PLAN_PROPERTY,
    Base,
    as_text,
    base_inside,
    base_of,
    pieces_for_cells,
    pieces_for_names,
)
from plan_workbook.splitting.notes import Notes, notes_on
from plan_workbook.splitting.part import contents_of
from plan_workbook.splitting.shares import Share
from plan_workbook.writing.checks_sheet import add_checks, cells_with_errors
from plan_workbook.writing.master import Hidden, template_of
from plan_workbook.writing.summary_sheet import add_summary
from plan_workbook.writing.worksheets import LiteralWorkbook


class Part(NamedTuple):
    """A part: its plan, the notes on its cells, and the findings in it."""

    share: Share
    plan: Plan
    notes: Mapping[str, Notes]
    """By its sheets."""
    report: Report
    return_by: date | None = None
    """The day by which it is asked back."""


def drawn(part: Part) -> bytes:
    """Return the workbook of a part; the same part gives the same bytes.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    base = base_of(part.plan, part.share.lead, part.share.sheets)._replace(return_by=part.return_by)
    return _workbook(part.plan, part.notes, part.report, base)


def is_as_handed_out(content: bytes, plan: Plan, report: Report) -> bool:
    """Tell whether a workbook is a part that nobody has saved since it was made.

    `plan` is what was read from it, and `report` what was found in it.
    """
    base = base_inside(content)
    if base is None:
        return False
    try:
        notes = notes_on(content, {each.sheet for each in plan.recommendations})
        again = base_of(plan, base.lead, base.sheets)._replace(return_by=base.return_by)
        return _workbook(plan, notes, report, again) == content
    except RegisterError:  # somebody typed more than Excel allows
        return False


def _workbook(plan: Plan, notes: Mapping[str, Notes], report: Report, base: Base) -> bytes:
    def generate(workbook: LiteralWorkbook) -> Mapping[str, Mapping[str, str]]:
        add_summary(workbook, plan, report)
        return add_checks(workbook, plan, report).pointing(plan, layout.CHECKS)

    return template_of(contents_of(plan, notes, _hidden(plan, base)), cells_with_errors(report), generate)


def _hidden(plan: Plan, base: Base) -> Hidden:
    """Return what nobody sees of a part: its base, twice, and whose part of what it is."""
    text = as_text(base, context_of(plan.fields, plan.ratings, plan.people))
    said = {LEAD_PROPERTY: base.lead, PLAN_PROPERTY: base.title, PERIOD_PROPERTY: base.period}
    return Hidden(
        pieces_for_names(text), (NAME, *pieces_for_cells(text)), {name: value for name, value in said.items() if value}
    )
