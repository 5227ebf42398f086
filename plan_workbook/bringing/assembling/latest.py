"""Tables with a row for each period of an indicator: the latest is what a register has, and the actual before it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from plan_workbook.bringing import fields
from plan_workbook.bringing.assembling.gathering import Gathering
from plan_workbook.bringing.assembling.items import Piece
from plan_workbook.bringing.assembling.made import Made
from plan_workbook.bringing.brought import Kind
from plan_workbook.bringing.recognising.series import ONLY_THE_LATEST
from plan_workbook.bringing.recognising.wording import period_of
from plan_workbook.values.text import fold, says_no_value

_NOTHING = Piece("", ())


def keep_the_latest(gathering: Gathering) -> None:
    """Keep of the rows of one indicator in one table, each for another period, the latest one that has an actual."""
    groups: defaultdict[tuple[int, int, str, str], list[Made]] = defaultdict(list)
    for row in gathering.rows:
        if row.kind is Kind.INDICATORS and row.values.get(fields.PERIOD):
            number, text = (
                fold(row.values.get(field, _NOTHING).text) for field in (fields.PI_NUMBER, fields.DESCRIPTION)
            )
            groups[row.table, id(row.item), number, text].append(row)
    for (_, _, number, text), rows in groups.items():
        ends = [_end(row) for row in rows]
        if (number or text) and len(rows) > 1 and None not in ends and len({*ends}) == len(ends):
            _keep(gathering, sorted(rows, key=lambda row: _end(row) or date.min))


def _keep(gathering: Gathering, in_time: Sequence[Made]) -> None:
    """Keep one of some rows, which are in the order of their periods."""
    measured = [row for row in in_time if not says_no_value(row.values.get(fields.ACTUAL, _NOTHING).text)]
    latest, *before = [*reversed(measured)] or [in_time[-1]]
    if before and fields.PREVIOUS not in latest.values:
        latest.values[fields.PREVIOUS] = before[0].values[fields.ACTUAL]
    kept = {place for piece in latest.values.values() for place in piece.places}
    for row in in_time:
        if row is latest:
            continue
        gathering.rows.remove(row)
        period = row.values[fields.PERIOD].text
        for piece in row.values.values():
            for place in piece.places:
                if place not in kept:
                    gathering.account.leave(
                        place,
                        f"it is for {period}: {ONLY_THE_LATEST}",
                        meant=True,
                    )


def _end(row: Made) -> date | None:
    period = period_of(row.values[fields.PERIOD].text)
    return period.end if period is not None else None
