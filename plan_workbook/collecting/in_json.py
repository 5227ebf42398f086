"""What came of collecting as JSON, for programs; ``plan_workbook.contract`` declares its form."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from plan_workbook.collecting.collected import Answer, Collected, Unfit
from plan_workbook.collecting.entries import Change, Conflict, Deleted, LeftAlone, NotCarried, Where

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


def collected_json(done: Collected) -> contract.Collected:
    """Return the one object that is printed."""
    decisions = done.decisions
    return {
        "format": 1,
        "master": str(done.master),
        "period": done.period,
        "handed_out": not done.not_handed_out,
        "returns": [_answer(each) for each in done.answers],
        "changes": [_change(each) for each in decisions.changes],
        "conflicts": [_conflict(each) for each in decisions.conflicts],
        "deleted": [_deleted(each) for each in decisions.deleted],
        "for_a_person": done.for_a_person,
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


def _answer(each: Answer) -> contract.Answer:
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


def _where(where: Where) -> contract.Where:
    return {
        "sheet": where.sheet,
        "cell": where.cell,
        "recommendation": where.recommendation,
        "table": where.table,
        "row": where.row,
        "field": where.field,
    }


def _change(each: Change) -> contract.Change:
    return {**_where(each.where), "before": each.before, "after": each.after, "file": each.file}


def _conflict(each: Conflict) -> contract.Conflict:
    return {
        **_where(each.where),
        "base": each.base,
        "master": each.master,
        "returned": each.returned,
        "file": each.file,
    }


def _deleted(each: Deleted) -> contract.Deleted:
    return {"sheet": each.sheet, "recommendation": each.recommendation, "row": each.row, "file": each.file}


def _not_carried(each: NotCarried) -> contract.NotCarried:
    return {"file": each.file, "sheet": each.sheet, "cell": each.cell, "what": each.what, "text": each.text}


def _left_alone(each: LeftAlone) -> contract.NotCarried:
    return {"file": each.file, "sheet": each.sheet, "cell": "", "what": each.sentence, "text": ""}


def _unfit(each: Unfit) -> contract.NotCarried:
    change = each.change
    return {
        "file": change.file,
        "sheet": change.where.sheet,
        "cell": change.where.cell,
        "what": each.why,
        "text": change.after,
    }
