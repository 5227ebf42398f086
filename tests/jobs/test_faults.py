"""The worst moments: a run that is killed, two runs at once, a file built to do harm. As real processes."""

from __future__ import annotations

import multiprocessing
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import bare
import pytest
from builder import clean_plan, out_of_date
from loaded import PATIENCE, PROCESSES, command
from trial import SHARED

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.reading import read_plan

COMMAND = [sys.executable, "-m", "plan_workbook"]
KILLS, ENOUGH = 40, 15
HOSTILE = sorted(SHARED.glob("workbooks/hostile/*.xls*"))
SECONDS, MEGABYTES = 5, 500  #: what a file built to do harm may cost; seconds of the processor


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> bytes:
    """A workbook whose Summary is out of date."""
    return out_of_date(clean_plan(2).workbook(), tmp_path_factory.mktemp("old"))


@pytest.fixture
def path(old, tmp_path) -> Path:
    (tmp_path / "plan.xlsx").write_bytes(old)
    return tmp_path / "plan.xlsx"


@pytest.fixture(scope="module")
def found(old) -> Report:
    """What is found in the workbook once it is summarised."""
    return check(read_plan(old, "plan.xlsx").once_summarised)


@pytest.fixture(scope="module")
def new(old, found, tmp_path_factory) -> bytes:
    """The same after ``summarise``."""
    path = tmp_path_factory.mktemp("new") / "plan.xlsx"
    path.write_bytes(old)
    bare.run(path, found)
    return path.read_bytes()


@pytest.fixture(scope="module")
def seconds(old, new, found, tmp_path_factory) -> float:
    """How long a process takes for that."""
    path = tmp_path_factory.mktemp("timed") / "plan.xlsx"
    for _ in range(2):  # the first starts the process they all start from
        path.write_bytes(old)
        started = time.monotonic()
        process = summarising(path, found)
        process.join(PATIENCE)
        taken = time.monotonic() - started
        assert process.exitcode == 0
        assert path.read_bytes() == new
    return taken


def summarising(path: Path, found: Report) -> multiprocessing.process.BaseProcess:
    """A process that has just begun to summarise the workbook."""
    process = PROCESSES.Process(target=bare.run, args=(path, found))
    process.start()
    return process


def left_beside(path: Path) -> set[str]:
    return {each.name for each in path.parent.iterdir()} - {path.name, "plan.bak.xlsx"}


@pytest.mark.slow
def test_killed_at_any_moment_the_workbook_is_the_old_one_or_the_new_one_whole(old, new, seconds, found, path):
    moments = random.Random(2017)
    seen = []
    for _ in range(KILLS):
        path.write_bytes(old)
        process = summarising(path, found)
        time.sleep(moments.uniform(0, 1.1 * seconds))
        process.kill()
        process.join(PATIENCE)
        seen.append(path.read_bytes())
        # The machine is busier at one time than at another: the moments follow, about one run in six ends before them.
        seconds *= 0.95 if seen[-1] == new else 1.01
        backup = path.with_name("plan.bak.xlsx")
        assert not backup.exists() or backup.read_bytes() == old
        if len(seen) >= ENOUGH and set(seen) == {old, new}:
            break  # that they are put in place whole at each step is the next test's
    assert set(seen) == {old, new}
    subprocess.run([*COMMAND, "summarise", str(path)], check=True, capture_output=True, timeout=PATIENCE)
    assert path.read_bytes() == new
    assert left_beside(path) == set()


@pytest.mark.slow
def test_killed_at_every_step_of_writing_the_workbook_is_whole_and_the_next_run_clears_up(old, new, path, tmp_path):
    target = tmp_path / "new"
    target.write_bytes(new)
    outcomes = []
    for step in range(1, 200):
        path.write_bytes(old)
        process = PROCESSES.Process(target=bare.exchange_and_die, args=(path, target, step))
        process.start()
        process.join(PATIENCE)
        outcomes.append(path.read_bytes())
        assert outcomes[-1] in (old, new)
        backup = path.with_name("plan.bak.xlsx")
        if outcomes[-1] == new:
            assert backup.read_bytes() == old
        if process.exitcode == 0:
            break
    else:
        pytest.fail("it never came to its end")
    assert len(outcomes) > 10
    assert old in outcomes
    assert left_beside(path) == {"new"}


@pytest.mark.slow
def test_two_runs_at_once_end_as_one_after_the_other(old, new, path):
    for _ in range(2):
        path.write_bytes(old)
        both = [command(path.parent, "summarise", str(path)) for _ in range(2)]
        ends = [each.ended() for each in both]
        assert [each.returncode for each in ends] == [0, 0]
        assert path.read_bytes() == new
        assert path.with_name("plan.bak.xlsx").read_bytes() == old
        assert sorted("nothing was changed" in each.stdout for each in ends) == [False, True]
        assert left_beside(path) == set()


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows does not tell the memory of a process that ended")
@pytest.mark.skipif(not HOSTILE, reason="the shared workbooks are not here")
def test_a_file_built_to_do_harm_is_refused_in_a_sentence_and_costs_little(tmp_path):
    def tried(source: Path) -> None:
        copy = tmp_path / source.name
        copy.write_bytes(source.read_bytes())
        done = command(tmp_path, "summarise", str(copy)).ended()
        assert (done.returncode, done.stdout) == (2, ""), source.name
        assert done.stderr.count("\n") == 1, source.name
        assert source.name in done.stderr
        assert "Unexpected" not in done.stderr
        assert done.seconds < SECONDS, source.name
        assert done.peak < MEGABYTES * 1_000_000, source.name
        assert copy.read_bytes() == source.read_bytes()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(tried, HOSTILE))
    assert {each.name for each in tmp_path.iterdir()} == {each.name for each in HOSTILE}
