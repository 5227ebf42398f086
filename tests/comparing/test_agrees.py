"""What `compare` tells and what `collect` would take are the same, for any two versions of a plan."""

from __future__ import annotations

import random
from collections import Counter
from typing import NamedTuple

import pytest
from builder import PlanBuilder

from plan_workbook.collecting.decisions import decide
from plan_workbook.collecting.entries import Returned
from plan_workbook.comparing.changes import Kind, compared
from plan_workbook.layout import INDICATORS
from plan_workbook.package.addresses import place_of
from plan_workbook.plan.model import Plan
from plan_workbook.splitting.base import Base

LEADS = ("Head of Assessment", "Head of Audit", "Head of Permanence")
VALUES = {
    "actions": {
        "RAG": ("R", "A", "G", "C", "", "Grn"),
        "Completion Date": ("31/03/2018", "30/06/2018", "31/12/2017", "soon", ""),
        "Original Completion Date": ("", "31/01/2018"),
        "Start Date": ("01/09/2017", "02/10/2017", ""),
        "Date Completed": ("", "01/12/2017"),
        "Task Lead": LEADS,
        "Comment": ("", "Late.", "Late. ", "=1+1", "<b>\u202e"),
        "Objective": ("", "One", "Two"),
    },
    "indicators": {
        "Actual": ("95%", "41%", "41", "about half", "-", "", "590 days"),
        "Previous": ("94%", "", "93%"),
        "Target": ("90%", "60%", ""),
        "Tolerance": ("", "5%"),
        "Better": ("Higher", "Lower", "Monitor", ""),
        "Unit": ("%", "days", ""),
        "Period": ("", "Q2 2017/18", "Dec 2017"),
        "Lead Officer": LEADS,
        "Comment": ("", "A note.", "A note.\n", "A  note."),
    },
    "recommendations": {
        "RAG": ("R", "A", "G", "C", ""),
        "Status": ("Active", "Business as usual", ""),
        "Lead": LEADS,
        "Title": ("Make sure that it is good.", "Make sure that all of it is good."),
        "Progress": ("Audits were made.", "Audits were made.\n\nPosts were filled.", "Two posts are vacant.", ""),
    },
}
"""What cells may hold, by table and heading."""


def a_plan(lot: random.Random) -> PlanBuilder:
    plan = PlanBuilder()
    for _ in range(lot.randrange(1, 3)):
        plan.recommendation()
        for _ in range(lot.randrange(4)):
            plan.indicator()
        for _ in range(lot.randrange(5)):
            plan.action()
    for table, cells in VALUES.items():
        for row in plan.tables[table]:
            row |= {heading: lot.choice(cells[heading]) for heading in cells if lot.random() < 0.2}
    return plan


def changed(plan: PlanBuilder, lot: random.Random) -> PlanBuilder:
    """The same plan after somebody worked in it."""
    new = PlanBuilder()
    new.tables = {name: [dict(row) for row in rows] for name, rows in plan.tables.items()}
    for table, cells in VALUES.items():
        for row in new.tables[table]:
            row |= {heading: lot.choice(cells[heading]) for heading in cells if lot.random() < 0.15}
    for table in ("actions", "indicators"):
        rows = new.tables[table]
        if rows and lot.random() < 0.3:
            rows.remove(lot.choice(rows))
        if lot.random() < 0.3:
            getattr(new, table.removesuffix("s"))(str(lot.randrange(len(new.tables["recommendations"])) + 1))
        if lot.random() < 0.3:
            lot.shuffle(rows)
    return new


class Told(NamedTuple):
    """What is told about two versions."""

    cells: Counter[tuple[str, str, str | None, str]]
    """Cells of rows that both have: recommendation, table, row and heading; progress as a whole."""
    came: Counter[tuple[str, str]]
    """Rows that came, as recommendation and table."""
    went: Counter[tuple[str, str]]


def by_compare(old: Plan, new: Plan) -> Told:
    told = Told(Counter(), Counter(), Counter())
    for each in compared(old, new).changes:
        if each.kind in (Kind.ADDED, Kind.REMOVED):
            (told.came if each.kind is Kind.ADDED else told.went)[each.recommendation, each.table] += 1
        elif each.kind is Kind.PROGRESS:
            told.cells[each.recommendation, "progress", None, ""] = 1
        elif each.table != "plan" and (each.table, each.field) != ("indicators", INDICATORS.headings["status"]):
            table = each.table.removesuffix("s") if each.table == "recommendations" else each.table
            told.cells[each.recommendation, table, each.row, each.field] += 1
    return told


def by_collect(old: Plan, new: Plan) -> tuple[Told, set[str]]:
    """What collect takes, misses or leaves, and the numbers of the recommendations that it leaves to a person."""
    base = Base(old.recommendations, sheets=tuple(each.sheet for each in old.recommendations))
    decided = decide(old, [Returned("new.xlsx", new, base)])
    assert not decided.conflicts
    here = {(each.sheet, row.row) for each in old.recommendations for row in (*each.indicator_rows, *each.actions)}
    told = Told(Counter(), Counter(), Counter())
    new_rows = set()
    for where in (each.where for each in decided.changes if not each.why):  # but what collect fills in by itself
        (row, _), _ = place_of(where.cell)
        if where.table == "progress":
            told.cells[where.recommendation, "progress", None, ""] = 1
        elif where.table == "recommendation" or (where.sheet, row) in here:
            told.cells[where.recommendation, where.table, where.row, where.field] += 1
        else:
            new_rows.add((where.recommendation, where.table, row))
    told.came.update((number, table) for number, table, _ in new_rows)
    for each in decided.deleted:
        if each.table == "progress":
            told.cells[each.recommendation, "progress", None, ""] = 1
        else:
            told.went[each.recommendation, each.table] += 1
    numbers = {each.sheet: each.number.text for each in old.recommendations}
    return told, {numbers[each.sheet] for each in (*decided.left_alone, *decided.not_carried)}


def disagreements(seed: int) -> tuple[int, list[str]]:
    """How many things both tell of a pair of plans, and what only one of them tells."""
    lot = random.Random(seed)
    plan = a_plan(lot)
    old, new = plan.read(), changed(plan, lot).read()
    said, heard = by_compare(old, new), by_collect(old, new)
    told, left = heard
    found, number = [], 0
    for name, one, other in zip(Told._fields, said, told, strict=True):
        both = one & other
        number += both.total()
        found += [f"{name}: only compare: {each}" for each in one - both if each[0] not in left]
        found += [f"{name}: only collect: {each}" for each in other - both if each[0] not in left]
    return number, found


def test_compare_and_collect_tell_the_same_of_some_pairs_of_plans():
    results = [disagreements(seed) for seed in range(4)]
    assert [found for _, found in results if found] == []
    assert sum(number for number, _ in results) > 10


@pytest.mark.slow
def test_compare_and_collect_tell_the_same_of_40_pairs_of_plans():
    assert [(seed, found) for seed in range(100, 140) if (found := disagreements(seed)[1])] == []
