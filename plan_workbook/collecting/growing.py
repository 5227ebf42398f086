"""Room in the master for the rows that do not go into its spare ones."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plan_workbook.collecting.collected import Room
from plan_workbook.collecting.entries import LeftAlone
from plan_workbook.collecting.fitting import UNCHANGED
from plan_workbook.collecting.in_words import CAUTION
from plan_workbook.layout.ceilings import MOST_IN_A_TABLE
from plan_workbook.package import PackageError
from plan_workbook.plan.model import Plan
from plan_workbook.writing.room import tables_of, with_room


class Grown(NamedTuple):
    """The master with room for more rows."""

    content: bytes
    rooms: tuple[Room, ...]
    left: tuple[LeftAlone, ...]
    """The tables that can't have more rows, and why."""


def grown(content: bytes, plan: Plan, lacking: Mapping[tuple[str, str], int]) -> Grown:
    """Return the master with room for the rows that its tables lack, and with spare rows standing ready below them.

    Args:
        content: the master.
        plan: what was read from it.
        lacking: how many rows are missing, by sheet and the layout's key of the table.
    """
    wanted = {where: tables_of(plan, where[0])[where[1]] for where in lacking}
    rooms: list[Room] = []
    left: list[LeftAlone] = []
    lowest_first = sorted(wanted, key=lambda where: wanted[where][1].rows.stop, reverse=True)
    for where in lowest_first:  # so that the tables above, and those of other sheets, are still where they were read
        (sheet, _), (table, place) = where, wanted[where]
        rows = min(lacking[where] + table.spare, MOST_IN_A_TABLE - len(place.rows))
        if rows < lacking[where]:
            why = f"It has {len(place.rows):,} rows and may have {MOST_IN_A_TABLE:,}: delete those that are not needed."
        else:
            try:
                content = with_room(content, plan, {where: rows})
                rooms.append(Room(sheet, table.name, rows))
                continue
            except PackageError as error:
                why = str(error).replace(UNCHANGED, ".")
        full = f"{table.name} on {sheet} is full and can't have more rows."
        said = f"{full} {why} To take the rows then, add --again ({CAUTION})."
        left.append(LeftAlone("", sheet, said))
    return Grown(content, tuple(sorted(rooms)), tuple(sorted(left)))
