"""Handing out with several processes, and handing out that is cut short: as real processes."""

from __future__ import annotations

from pathlib import Path

import pytest
from builder import PlanBuilder, editing
from cut_short import cut_short
from loaded import PROCESSES

from plan_workbook.jobs import drawing
from plan_workbook.jobs import processes as pools
from plan_workbook.jobs.split import split

pytestmark = pytest.mark.slow


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_parts_drawn_in_several_processes_are_the_same_bytes(tmp_path, monkeypatch):
    monkeypatch.setattr(drawing, "_WORTH_A_PROCESS", 3)
    monkeypatch.setattr(pools, "new_processes", lambda: PROCESSES)  # with everything loaded
    plan = PlanBuilder()
    for number in range(7):
        plan.recommendation(lead=f"Head of Team {number}").indicator().action()
    master = plan.write_template(tmp_path / "plan.xlsx")
    alone = contents(split(master, tmp_path / "alone", processes=1).folder)
    assert contents(split(master, tmp_path / "together", processes=2).folder) == alone and len(alone) == 7
    done = split(master, tmp_path / "together", processes=2, part_password="for leads")
    assert all(each.written for each in done.parts)
    again = split(master, tmp_path / "together", processes=2, part_password="for leads")
    assert not any(each.written for each in again.parts)


@pytest.mark.parametrize("moves", range(5))
def test_killed_at_any_moment_every_file_is_old_or_new_and_doing_it_again_mends_it(moves, folder):
    plan = PlanBuilder()
    for lead in ("Head of Care", "Head of Homes"):
        plan.recommendation(lead=lead).action(lead=lead)
    master = plan.write(folder / "plan.xlsx")
    split(master)
    old = contents(folder)
    with editing(master) as book:
        for sheet in ("R01", "R02"):
            book.type(sheet, "Actions", 1, "Comment", "new in the master")
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "plan.xlsx").write_bytes(master.read_bytes())
    split(folder / "elsewhere" / "plan.xlsx")
    new = contents(folder / "elsewhere")
    done = cut_short("from plan_workbook.jobs.split import split", 'split("plan.xlsx")', moves, folder)
    assert done.returncode == (9 if moves < 4 else 0), done.stderr
    now = contents(folder)
    assert all(now[name] in (old[name], new[name]) for name in new)
    split(master)
    again = contents(folder)
    assert {name: again[name] for name in new} == new
    # The lock of a file that was in place already goes when that file is written again.
    left = {Path(name).suffix for name in again if not name.startswith("elsewhere") and name not in new}
    assert left <= {".tmp"}
