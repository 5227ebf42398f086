"""The workbook of a part: drawn like any new plan, with what it says when it goes out inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.checking import Report
from plan_workbook.checking.catalogue import is_for_lead
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
from plan_workbook.writing.checks_sheet import add_checks, cells_listed
from plan_workbook.writing.master import Hidden, template_of
from plan_workbook.writing.summary_sheet import add_summary
from plan_workbook.writing.worksheets import LiteralWorkbook


class Drawing(NamedTuple):
    """Everything that is drawn of a part."""

    plan: Plan
    notes: Mapping[str, Notes]
    """On its cells, by its sheets."""
    report: Report
    base: Base


class Part(NamedTuple):
    """A part: its plan, the notes on its cells, and the findings in it."""

    share: Share
    plan: Plan
    notes: Mapping[str, Notes]
    """By its sheets."""
    report: Report
    return_by: date | None = None
    """The day by which it is asked back."""

    @property
    def for_lead(self) -> Report:
        """What its lead is told: the findings on their own sheets that they can put right."""
        return self.told(self.report)

    def told(self, report: Report) -> Report:
        """Return what its lead is told of a report about it."""
        return _for_lead(self.plan, report)

    @property
    def drawing(self) -> Drawing:
        """What is drawn of it; nothing in it is of the master."""
        base = base_of(self.plan, self.share.lead, self.share.sheets)._replace(return_by=self.return_by)
        return Drawing(self.plan, self.notes, self.report, base)


def drawn(part: Drawing) -> bytes:
    """Return the workbook of a part; the same part gives the same bytes.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    report = _for_lead(part.plan, part.report)

    def generate(workbook: LiteralWorkbook) -> Mapping[str, Mapping[str, str]]:
        add_summary(workbook, part.plan, report)
        return add_checks(workbook, part.plan, report).pointing(part.plan, layout.CHECKS)

    contents = contents_of(part.plan, part.notes, _hidden(part.plan, part.base))
    return template_of(contents, cells_listed(report), generate)


def _for_lead(plan: Plan, report: Report) -> Report:
    """Return a report without the findings that only the coordinator can put right, such as those on the Plan sheet."""
    sheets = {each.sheet for each in plan.recommendations}
    return replace(
        report, findings=tuple(each for each in report.findings if each.sheet in sheets and is_for_lead(each))
    )


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
        return drawn(Drawing(plan, notes, report, again)) == content
    except RegisterError:  # somebody typed more than Excel allows
        return False


def _hidden(plan: Plan, base: Base) -> Hidden:
    """Return what nobody sees of a part: its base, twice, and whose part of what it is."""
    text = as_text(base, context_of(plan.fields, plan.ratings, plan.people))
    said = {LEAD_PROPERTY: base.lead, PLAN_PROPERTY: base.title, PERIOD_PROPERTY: base.period}
    return Hidden(
        pieces_for_names(text), (NAME, *pieces_for_cells(text)), {name: value for name, value in said.items() if value}
    )
