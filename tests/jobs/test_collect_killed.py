"""Collecting cut short, or done twice at once: as real processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from cut_short import cut_short
from handed_out import HandedOut, handed_out
from loaded import command

from plan_workbook.jobs.collect import collect
from plan_workbook.reading import read_plan

RATING = ("actions", 0, "rating")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def out() -> HandedOut:
    return handed_out()


def ratings(path: Path) -> list[str]:
    return [each.actions[0].rating.text for each in read_plan(path).recommendations]


@pytest.mark.parametrize("moves", range(5))
def test_killed_at_any_moment_the_master_is_old_or_new_and_the_record_never_ahead_of_it(moves, folder, out):
    master = out.put_into(folder)
    (folder / "returned").mkdir()
    for lead, sheet in (("Ann", "R01"), ("Bob", "R03")):
        (folder / "returned" / f"{lead}.xlsx").write_bytes(out.parts[lead].typed(sheet, RATING, "R").content)
    done = cut_short(
        "from plan_workbook.jobs.collect import collect", 'collect("plan.xlsx", "returned")', moves, folder
    )
    assert done.returncode == 9, done.stderr
    old, new = ["G", "G", "G", "C"], ["R", "G", "R", "C"]
    now = ratings(master)
    assert now == (new if moves == 4 else old)
    if now == old:
        assert master.read_bytes() == out.master
    assert not (folder / "plan.returns.csv").exists()
    again = collect(master, "returned")
    assert ratings(master) == new
    assert len(again.returned) == 2 and not again.for_a_person
    left = {path.name for path in folder.iterdir()}
    assert left == {"plan.xlsx", "plan.base.xlsx", "plan.returns.csv", "plan.returns", "returned", "plan.bak.xlsx"}


def test_two_at_once_follow_one_another_and_neither_is_lost(folder, out):
    master = out.put_into(folder)
    for lead, sheet in (("Ann", "R01"), ("Bob", "R03")):
        (folder / f"{lead}.xlsx").write_bytes(out.parts[lead].typed(sheet, RATING, "R").content)
    both = [command(folder, "collect", "plan.xlsx", f"{lead}.xlsx") for lead in ("Ann", "Bob")]
    ends = [each.ended() for each in both]
    assert [each.returncode for each in ends] == [0, 0], ends
    assert ratings(master) == ["R", "G", "R", "C"]
    assert {line.lead for line in collect(master).returned} == {"Ann", "Bob"}
