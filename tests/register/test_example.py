"""The example of a register that ships: what docs/register.md shows, and what people fill with their own plan."""

from __future__ import annotations

from plan_workbook.jobs.new import checked_workbook
from plan_workbook.layout import PLAN
from plan_workbook.register import read_register, register_of, register_tables
from plan_workbook.shipped import Shipped

EXAMPLE = read_register(Shipped.REGISTER_EXAMPLE.folder)


def test_it_has_something_under_every_heading_and_in_every_field():
    assert [each.label for each in PLAN.fields if not EXAMPLE.field(each.label)] == []
    for table in register_tables():
        assert [h for h in table.headings if not any(row[h] for row in EXAMPLE.rows(table.name))] == [], table.name


def test_the_workbook_made_of_it_has_no_error_and_gives_it_back():
    _, plan, report = checked_workbook(EXAMPLE, "plan.xlsx")
    assert (report.errors, len(report.accepted)) == (0, 1)
    assert len(plan.actions) == len(EXAMPLE.rows("actions")) and plan.history
    assert register_of(plan).rows("people") == EXAMPLE.rows("people")
    assert [r["Objective"] for r in register_of(plan).rows("actions")] == [
        r["Objective"] for r in EXAMPLE.rows("actions")
    ]
