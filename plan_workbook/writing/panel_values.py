"""The values of the formulas of a recommendation's panel, worked out from what was read, to be saved with them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from plan_workbook.layout import ACTIONS, INDICATORS, Kind
from plan_workbook.plan.choices import Better
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Recommendation, TableRow
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import is_overdue
from plan_workbook.writing.inputs import stays_text
from plan_workbook.writing.panel_conditions import DATES, FIELDS, FIGURES, POUND
from plan_workbook.writing.panel_sentence import SENTENCE_LINES, Listed, former_sentence, sentence

Inputs = Mapping[str, Input[Any]]
Tables = Mapping[str, Sequence[Inputs]]


def panel_values(
    fields: Inputs,
    tables: Tables,
    report_date: date | None,
    listed: Listed | None = None,
    *,
    holds_text: Callable[[Input[Any], Kind], bool] = stays_text,
    full_terms: bool = False,
    former: bool = False,
) -> dict[str, int | str]:
    """Return the values of the panel's formulas, to be saved with them.

    `listed` is what the last check found on the sheet, None before the first; `holds_text` tells whether the cell of a
    date or a figure holds a text, unless the inputs are only about to be written; `full_terms` tells whether the
    formulas are those of a plan with full terms (`plan.uses`), and `former` whether the sentence is that of an earlier
    template (`is_former_sentence`).
    """
    recommendation = Recommendation(
        sheet="",
        inputs=fields,
        progress=tuple(row["paragraph"] for row in tables["progress"]),
        indicator_rows=tuple(Indicator("", 0, row) for row in tables["indicators"]),
        actions=tuple(Action("", 0, row) for row in tables["actions"]),
    )
    actions = [
        each
        for each in recommendation.actions
        if any(read.typed for key, read in each.inputs.items() if key != "objective")
    ]
    missing = {
        "fields": sum(not fields[key].given for key in FIELDS),
        "progress": int(not any(p.given for p in recommendation.progress)),
        "indicators": sum(
            (not i.description.given)
            + (not i.lead.given)
            + ((i.target.given or i.target_now.given) and not i.actual.given and not i.comment.given)
            for i in recommendation.indicators
        ),
        "actions": sum(
            not given
            for a in actions
            for given in (a.ref.given, a.text.given, a.lead.given, a.completion_date.given, a.rating.given)
        ),
    }
    late = {
        "late": sum(is_overdue(a, report_date) for a in actions),
        "overdue": sum(is_overdue(a, report_date) and _meaning(a) is CountsAs.ON_TRACK for a in actions),
    }
    contradictions = {
        "reversed": sum(_is_reversed(a) for a in actions) if report_date else 0,
        "contradicted": sum(_is_contradicted(a, report_date) for a in actions) if report_date else 0,
    }
    kinds = {c.key: c.kind for table in (INDICATORS, ACTIONS) for c in table.inputs}
    text = {
        "text": sum(
            holds_text(row.inputs[key], kinds[key]) and not (full_terms and _must_be_text(row, key))
            for rows, keys in ((recommendation.indicator_rows, FIGURES), (actions, DATES))
            for row in rows
            for key in keys
            if key in row.inputs
        )
    }
    if recommendation.closed:
        missing, late = dict.fromkeys(missing, 0), dict.fromkeys(late, 0)
    counts = missing | late | contradictions | text
    lacking, overdue, doubtful, as_text = (sum(counts[key] for key in keys) for keys in SENTENCE_LINES)
    if former:
        total = former_sentence(lacking, overdue + doubtful, as_text, listed.errors if listed else 0)
    else:
        total = sentence(lacking, overdue, doubtful, as_text, listed)
    return {"total": total, **counts}


def _must_be_text(row: TableRow, key: str) -> bool:
    """Tell whether a cell holds what only a text can be: a band, or a tolerance in the indicator's own unit."""
    if key == "target":
        return row.inputs["better"].value is Better.BAND
    said = row.inputs[key].text.strip()
    return key == "tolerance" and (said[-1:] not in "0123456789%" or said[:1] == POUND)


def _meaning(action: Action) -> CountsAs | None:
    return action.rating.value.counts_as if action.rating.value else None


def _is_reversed(action: Action) -> bool:
    start, due = action.start_date.value, action.completion_date.value
    return start is not None and due is not None and due < start


def _is_contradicted(action: Action, report_date: date) -> bool:
    done = action.date_completed.value
    return done is not None and _meaning(action) is not None and (not action.complete or done > report_date)
