"""What came of collecting as JSON, for programs; ``docs/cycle.md`` and the tests hold its form."""

from __future__ import annotations

import json
from typing import Any

from plan_workbook.collecting.collected import Answer, Collected, Unfit
from plan_workbook.collecting.entries import Change, Conflict, Deleted, LeftAlone, NotCarried, Where

FORMAT = 1
"""The version of this form; it changes whenever programs that read it would have to."""


def collected_json(done: Collected) -> dict[str, object]:
    """Return the one object that is printed."""
    decisions = done.decisions
    return {
        "format": FORMAT,
        "master": str(done.master),
        "period": done.period,
        "returns": [_answer(each) for each in done.answers],
        "changes": [_change(each) for each in decisions.changes],
        "conflicts": [_conflict(each) for each in decisions.conflicts],
        "deleted": [_deleted(each) for each in decisions.deleted],
        "not_carried": [
            *(_not_carried(each) for each in decisions.not_carried),
            *(_left_alone(each) for each in decisions.left_alone),
            *(_unfit(each) for each in done.unfit),
        ],
        "not_returned": [{"lead": each.lead, "sheets": list(each.sheets)} for each in done.not_returned],
    }


def json_text(done: Collected) -> str:
    """Return that object as text, in ASCII so that every terminal can print it; it ends in a line feed."""
    return json.dumps(collected_json(done), indent=2) + "\n"


def _answer(each: Answer) -> dict[str, Any]:
    return {
        "file": each.file,
        "lead": each.lead,
        "sheets": list(each.sheets),
        "led_by_others": list(each.led_by_others),
        "base": each.base.value if each.base else None,
        "taken": each.taken,
        "conflicts": each.conflicts,
        "refused": each.refused or None,
        "modified_by": each.modified_by,
        "modified": each.modified,
    }


def _where(where: Where) -> dict[str, Any]:
    return where._asdict()


def _change(each: Change) -> dict[str, Any]:
    return {**_where(each.where), "before": each.before, "after": each.after, "file": each.file}


def _conflict(each: Conflict) -> dict[str, Any]:
    values = {"base": each.base, "master": each.master, "returned": each.returned}
    return {**_where(each.where), **values, "file": each.file}


def _deleted(each: Deleted) -> dict[str, Any]:
    return {"sheet": each.sheet, "recommendation": each.recommendation, "row": each.row, "file": each.file}


def _not_carried(each: NotCarried) -> dict[str, Any]:
    return {"file": each.file, "sheet": each.sheet, "cell": each.cell, "what": each.what, "text": each.text}


def _left_alone(each: LeftAlone) -> dict[str, Any]:
    return {"file": each.file, "sheet": each.sheet, "cell": "", "what": each.sentence, "text": ""}


def _unfit(each: Unfit) -> dict[str, Any]:
    where = each.change.where
    values = {"file": each.change.file, "sheet": where.sheet, "cell": where.cell}
    return {**values, "what": each.why, "text": each.change.after}
