"""Hands on a plan's workbook, in memory: what a lead or the coordinator types, as another plan that was read.

sent = Hand(plan.template())
lead = sent.typed("R01", ("actions", 0, "rating"), "R")     # rows count from 0, the filled ones first
lead = sent.typed("R01", "title", "Another title")          # a field
lead = sent.with_cells({"R01": {"B7": 41}})
lead.plan                                                   # as it is read
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Decisions, Returned, Take
from plan_workbook.package import set_cells
from plan_workbook.package.addresses import address_of
from plan_workbook.package.typed_values import Typed
from plan_workbook.plan.model import Plan, Recommendation
from plan_workbook.reading import read_plan
from plan_workbook.splitting.base import Base

Place = str | tuple[str, int, str]
"""The key of a field, or a table, a row of it and the key of a column."""


class Hand:
    """A workbook in somebody's hands."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    @cached_property
    def plan(self) -> Plan:
        return read_plan(self.content)

    def sheet(self, title: str) -> Recommendation:
        return next(each for each in self.plan.recommendations if each.sheet == title)

    def cell(self, sheet: str, place: Place) -> str:
        """The address of an input."""
        own = self.sheet(sheet)
        if isinstance(place, str):
            return own.inputs[place].cell
        table, row, key = place
        rows = [*(each.row for each in own.rows(table)), *own.places[table].spare]
        return address_of((rows[row], own.places[table].columns[key]))

    def typed(self, sheet: str, place: Place, value: Typed) -> Hand:
        return self.with_cells({sheet: {self.cell(sheet, place): value}})

    def with_row(self, sheet: str, table: str, **cells: Typed) -> Hand:
        """With a row typed into the first spare one."""
        at = len(self.sheet(sheet).rows(table))
        return self.with_cells({sheet: {self.cell(sheet, (table, at, key)): cells[key] for key in cells}})

    def without_row(self, sheet: str, table: str, row: int) -> Hand:
        inputs = self.sheet(sheet).rows(table)[row].inputs
        return self.with_cells({sheet: {read.cell: None for read in inputs.values() if read.cell}})

    def with_cells(self, cells: Mapping[str, Mapping[str, Typed]]) -> Hand:
        return Hand(set_cells(self.content, cells))


def base_of(hand: Hand) -> Base:
    """What a part says that is made from a workbook."""
    return Base(hand.plan.recommendations, sheets=tuple(each.sheet for each in hand.plan.recommendations))


def came_back(sent: Hand | None, hand: Hand, file: str = "lead.xlsx", *, whole: bool = False) -> Returned:
    """A return; None for what was sent if that was lost."""
    return Returned(file, hand.plan, None if sent is None else base_of(sent), whole)


def collected(master: Hand, *returns: Returned, take: Take | None = None) -> tuple[Decisions, Hand]:
    """What is decided, and the master afterwards."""
    decided = decide(master.plan, returns, take=take)
    return decided, master.with_cells(decided.cells)
