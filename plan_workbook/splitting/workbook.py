"""The workbook of a part: drawn like any new plan, with what it says when it goes out inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from plan_workbook import layout
from plan_workbook.checking import Report
from plan_workbook.checking.report import check_all
from plan_workbook.plan.model import Plan
from plan_workbook.reading.workbook import context_of
from plan_workbook.splitting.base import (
    LEAD_PROPERTY,
    NAME,
    PERIOD_PROPERTY,
    PLAN_PROPERTY,
    as_text,
    base_of,
    pieces_for_cells,
    pieces_for_names,
)
from plan_workbook.splitting.notes import Notes, moved, observation_of
from plan_workbook.splitting.part import contents_of, part_plan
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


def parts_of(
    master: Plan, shares: Sequence[Share], notes: Mapping[str, Notes], return_by: date | None = None
) -> list[Part]:
    """Return the parts of a master, checked; `notes` are those on the master's sheets."""
    made = []
    for share in shares:
        plan = part_plan(master, share, share.file)
        pairs = list(zip(share.recommendations, plan.recommendations, strict=True))
        mine = {part.sheet: moved(notes[own.sheet], own, part) for own, part in pairs if notes.get(own.sheet)}
        remarked = [observation_of(mine[part.sheet], part) for _, part in pairs if part.sheet in mine]
        plan = replace(plan, observations=(*plan.observations, *remarked))
        made.append((share, plan, mine))
    reports = check_all([plan for _, plan, _ in made])
    return [Part(*each, report, return_by) for each, report in zip(made, reports, strict=True)]


def drawn(part: Part) -> bytes:
    """Return the workbook of a part; the same part gives the same bytes.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    plan, report = part.plan, part.report

    def generate(workbook: LiteralWorkbook) -> Mapping[str, Mapping[str, str]]:
        add_summary(workbook, plan, report)
        return add_checks(workbook, plan, report).pointing(plan, layout.CHECKS)

    return template_of(contents_of(plan, part.notes, _hidden(part)), cells_with_errors(report), generate)


def _hidden(part: Part) -> Hidden:
    """Return what nobody sees of a part: its base, twice, and whose part of what it is."""
    plan = part.plan
    base = base_of(plan, part.share.lead, part.share.sheets)._replace(return_by=part.return_by)
    text = as_text(base, context_of(plan.fields, plan.ratings, plan.people))
    said = {LEAD_PROPERTY: base.lead, PLAN_PROPERTY: base.title, PERIOD_PROPERTY: base.period}
    return Hidden(
        pieces_for_names(text), (NAME, *pieces_for_cells(text)), {name: value for name, value in said.items() if value}
    )
