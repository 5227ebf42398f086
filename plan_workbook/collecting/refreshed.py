"""What the formulas of changed sheets give now, to be saved with them: not every program works them out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from plan_workbook.layout import DATES, INDICATORS, RECOMMENDATION, Kind
from plan_workbook.package.addresses import place_of
from plan_workbook.package.serial_dates import from_serial
from plan_workbook.package.typed_values import Result, Typed
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import OWN_FORMULA, Plan, Recommendation
from plan_workbook.plan.status import status_of
from plan_workbook.plan.uses import uses
from plan_workbook.reading.cells import as_text
from plan_workbook.writing.panel_sentence import Listed, is_former_sentence
from plan_workbook.writing.panel_values import panel_values

_LAST_DATE = 2_958_465
"""The number of the last day of 9999."""


def refreshed(
    after: Plan, typed: Mapping[str, Mapping[str, Typed]], listed: Mapping[str, Listed] | None = None
) -> dict[str, dict[str, Typed]]:
    """Return the results of formulas that differ from those that are saved, by sheet and address.

    They are the statuses of the indicators whose rows were typed into, and the panel of each sheet. LibreOffice, phones
    and previews show what is saved; Excel works it out again.

    Args:
        after: the master as it is read once everything is typed into it.
        typed: what was typed, by sheet and address.
        listed: how many cells of each sheet Checks lists now; None if the plan has not been checked.
    """
    found: dict[str, dict[str, Typed]] = {}
    used = uses(after.indicators, after.scale)
    for each in after.recommendations:
        if each.sheet in typed:
            results = [
                *_statuses(each, after, typed[each.sheet]),
                *_panel(each, after, used, None if listed is None else listed.get(each.sheet, Listed())),
            ]
            now: dict[str, Typed] = {
                was.cell: Result(value) for was, value in results if was.formula and was.raw != value
            }
            if now:
                found[each.sheet] = now
    return found


def with_results(plan: Plan, results: Mapping[str, Mapping[str, Typed]]) -> Plan | None:
    """Return the plan as it is read once these results are saved; None if it has to be read to know that.

    Nothing else depends on a result, unless it is an error, which the reader notes.
    """
    if any(seen.other == OWN_FORMULA for seen in plan.observations):
        return None
    return replace(
        plan,
        recommendations=tuple(
            _with_results(each, results[each.sheet]) if each.sheet in results else each for each in plan.recommendations
        ),
    )


def _with_results(each: Recommendation, results: Mapping[str, Typed]) -> Recommendation:
    def now(was: Input[Any]) -> Input[Any]:
        result = results.get(was.cell)
        if not isinstance(result, Result):
            return was
        raw = None if result.value == "" else result.value
        return replace(was, raw=raw, text=as_text(raw))

    rows = tuple(
        replace(row, live_status=now(row.live_status)) if row.live_status.cell in results else row
        for row in each.indicator_rows
    )
    return replace(each, indicator_rows=rows, panel={key: now(was) for key, was in each.panel.items()})


def _statuses(each: Recommendation, after: Plan, typed: Mapping[str, Typed]) -> Iterator[tuple[Input[Any], str]]:
    rows = {place_of(cell)[0][0] for cell in typed}
    for row in each.indicator_rows:
        if row.row in rows:
            yield row.live_status, "" if row.states_none else status_of(row, after).value


def _panel(
    each: Recommendation, after: Plan, used: frozenset[str], listed: Listed | None
) -> Iterator[tuple[Input[Any], int | str]]:
    tables = {
        table.key: [
            {column.key: _to_a_formula(row.inputs[column.key], column.kind) for column in table.inputs}
            for row in each.rows(table.key)
        ]
        for table in RECOMMENDATION.tables
    }
    full = RECOMMENDATION.using(each.has | used).table(INDICATORS.key).full_terms
    values = panel_values(
        each.inputs,
        tables,
        after.report_date,
        listed,
        holds_text=_holds_text,
        full_terms=full,
        former="total" in each.panel and is_former_sentence(each.panel["total"].text),
    )
    return ((cell, values[key]) for key, cell in each.panel.items() if key in values)


def _to_a_formula(read: Input[Any], kind: Kind) -> Input[Any]:
    """Return an input as a formula sees it: a date is the number that is stored, whatever is shown; a text is none."""
    if kind not in DATES:
        return read
    raw: object = read.raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = from_serial(max(1, min(raw, _LAST_DATE)))
    return replace(read, value=raw.date() if isinstance(raw, datetime) else None)


def _holds_text(read: Input[Any], _: Kind) -> bool:
    return read.there and isinstance(read.raw, str)
