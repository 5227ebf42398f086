"""The notes that people put on cells of a master's sheets, which travel with these sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from plan_workbook.layout import RECOMMENDATION
from plan_workbook.package.addresses import place_of
from plan_workbook.package.contents import Contents
from plan_workbook.plan.inputs import Input, Raw
from plan_workbook.plan.model import Observation, Recommendation
from plan_workbook.reading.left_out import NOTE
from plan_workbook.splitting.places import part_cell

Notes = dict[str, str]
"""Texts by the addresses of the cells that they are on."""


def notes_on(content: bytes, sheets: Collection[str]) -> dict[str, Notes]:
    """Return the notes on these sheets of a workbook; of a thread of comments, what its first one says.

    `content` is a workbook that was already read.
    """
    contents = Contents(content)
    found: dict[str, Notes] = {}
    for page in contents.pages:
        if page.title in sheets:
            here = contents.left_out(page)
            notes = {each.cell: each.text for each in (*here.notes, *here.comments)}
            if notes:
                found[page.title] = notes
    return found


def moved(notes: Mapping[str, str], own: Recommendation, part: Recommendation) -> Notes:
    """Return the notes of a master's sheet at their cells in the part; two that meet become one."""
    found: dict[str, list[str]] = {}
    for cell, text in notes.items():
        found.setdefault(part_cell(own, part, cell), []).append(text)
    return {cell: "\n\n".join(texts) for cell, texts in sorted(found.items(), key=lambda note: place_of(note[0])[0])}


def observation_of(notes: Mapping[str, str], part: Recommendation) -> Observation:
    """Return what the reader notes about the notes on a part's sheet, of which there must be one."""
    (first, text), *more = notes.items()
    return Observation(
        "cell-note", part.sheet, first, _held(part).get(first), text, NOTE, tuple(cell for cell, _ in more)
    )


def _held(part: Recommendation) -> dict[str, Raw]:
    """Return what the cells that people fill in hold, by their addresses."""
    rows = (row.inputs.values() for table in RECOMMENDATION.tables for row in part.rows(table.key))
    inputs: list[Input[Any]] = [*part.inputs.values(), *(read for row in rows for read in row)]
    return {read.cell: read.raw for read in inputs}
