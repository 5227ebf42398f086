"""Gathering in several processes and on a cluster, with files that hang, workers that die, and runs that are killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import dask
import gathering_trial
import polars as pl
import pytest
from builder import clean_plan
from distributed.scheduler import KilledWorker
from gathering_trial import DIES, HANGS, LONG_AGO, make_returns
from loaded import PROCESSES, command, program

from plan_workbook.errors import InputError
from plan_workbook.gathering.opening import opened_store
from plan_workbook.gathering.schema import TABLES
from plan_workbook.jobs import gather as job
from plan_workbook.jobs import workers as pools
from plan_workbook.jobs.cluster import cluster
from plan_workbook.jobs.gather import gather

pytestmark = pytest.mark.slow
Everything = dict[str, list[tuple[object, ...]]]


def everything(store: Path | str = "store", run: int | None = None) -> Everything:
    """All rows of a store."""
    opened = opened_store(str(store), run)
    return {each.name: sorted(opened.table(each.name).collect().rows(), key=repr) for each in TABLES}


def became(store: str = "store") -> dict[str, str]:
    return dict(opened_store(store).table("files").select("name", "outcome").collect().rows())


@pytest.fixture(scope="module")
def returns(tmp_path_factory) -> Path:
    """Forty workbooks, of which some are of every kind that is not counted."""
    folder = tmp_path_factory.mktemp("trial") / "returns"
    make_returns(folder, 31)
    return folder


@pytest.fixture(scope="module")
def alone(returns, tmp_path_factory) -> Everything:
    """The store that one process makes of them."""
    store = tmp_path_factory.mktemp("alone") / "store"
    gather(returns, store, processes=1)
    return everything(store)


def test_every_file_is_accounted_for(returns, alone, tmp_path):
    expected = make_returns(tmp_path / "same", 31)
    files = {row[2]: row[3] for row in alone["files"]}
    assert files == expected and len(files) == 40
    assert len(alone["plans"]) == 31


def test_several_processes_make_the_same_store(returns, alone, folder):
    gather(returns, "store", processes=2)
    assert everything() == alone


def test_any_executor_makes_the_same_store(returns, alone, folder):
    with ProcessPoolExecutor(2, PROCESSES) as executor:
        gather(returns, "store", executor=executor)
    assert everything() == alone


def test_a_file_that_hangs_and_one_that_kills_its_process_are_named_and_nothing_else_is_lost(folder, monkeypatch):
    make_returns(Path("returns"), 12)
    for name in (HANGS, DIES):
        (Path("returns") / name).write_bytes(clean_plan(1, authority=name).template())
        os.utime(Path("returns") / name, (LONG_AGO, LONG_AGO))
    with monkeypatch.context() as patched:
        patched.setattr(job, "read_batch", gathering_trial.read_batch)
        patched.setattr(pools, "new_processes", lambda: PROCESSES)  # with everything loaded
        done = gather("returns", "store", processes=2, timeout=5)
    assert done.read == 12 + 9 - 3 + 2
    found = became()
    assert {name for name, outcome in found.items() if outcome == "failed"} == {HANGS, DIES}
    assert sum(outcome == "counted" for outcome in found.values()) == 12
    (sentence,) = [each.sentence for each in done.named if each.path.endswith(HANGS)]
    assert "took longer than 5 seconds" in sentence
    assert gather("returns", "store", processes=1).read == 3  # these two, and what is encrypted
    assert became()[HANGS] == became()[DIES] == "counted"


def test_a_cluster_of_which_a_worker_is_killed_makes_the_same_store(returns, alone, folder):
    from distributed import Client, LocalCluster

    with (
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster,
        Client(cluster) as client,
    ):
        begun = threading.Event()
        workers = client.run(os.getpid)

        def kill() -> None:
            begun.wait(60)
            os.kill(next(iter(workers.values())), 9)

        killer = threading.Thread(target=kill)
        killer.start()
        gather(returns, "store", engine=f"dask={cluster.scheduler_address}", told=lambda _: begun.set())
        killer.join()
    assert everything() == alone


def test_a_cluster_of_its_own_makes_the_same_store(returns, alone, folder):
    gather(returns, "store", engine="dask", processes=1)
    assert everything() == alone


def test_a_worker_that_takes_long_to_start_again_is_not_given_up():
    with dask.config.set({"distributed.deploy.lost-worker-timeout": "10ms"}), cluster(None, 1) as workers:
        assert isinstance(workers.submit(os._exit, 9).exception(60), KilledWorker)  # it was given to a second one
        assert workers.submit(abs, -1).result(60) == 1  # and this to a third


def test_a_cluster_that_is_not_there_is_said(returns, folder):
    with pytest.raises(InputError, match=r"tcp://127\.0\.0\.1:9 can't be used"):
        gather(returns, "store", engine="dask=tcp://127.0.0.1:9")
    assert not Path("store").exists()


# ------------------------------------------------------------------------------------------------ killed


def killed_after(commits: int, folder: Path) -> int:
    """Gather ``returns`` in a process that dies when it is about to change a table, after so many changes."""
    code = f"""
        import os
        from plan_workbook.gathering import delta
        left = [{commits}]

        def dying(usual):
            def changed(*args, **kwargs):
                if not left[0]:
                    os._exit(9)
                left[0] -= 1
                return usual(*args, **kwargs)
            return changed

        delta.write_deltalake = dying(delta.write_deltalake)
        class Dying(delta.DeltaTable):
            create_write_transaction = dying(delta.DeltaTable.create_write_transaction)
        delta.DeltaTable = Dying
        from plan_workbook.jobs.gather import gather
        gather("returns", "store", processes=1)
    """
    return program(folder, textwrap.dedent(code)).ended().returncode


@pytest.fixture
def months(folder) -> tuple[Everything, Everything]:
    """A store of last month and workbooks of this one; the rows of it, and those that it would have next."""
    returns = folder / "returns"
    returns.mkdir()

    def save(name: str, when: int, **fields: str) -> None:
        (returns / name).write_bytes(clean_plan(2, authority=name, **fields).template())
        os.utime(returns / name, (when, when))

    for name in ("kent.xlsx", "leeds.xlsx"):
        save(name, LONG_AGO)
    gather("returns", "store")
    gather("returns", "next")
    save("kent.xlsx", LONG_AGO + 60, update="3", period="Other")
    save("leeds.xlsx", LONG_AGO + 60, report_date="31/01/2018")
    gather("returns", "next")
    return everything("store"), everything("next")


@pytest.mark.parametrize("commits", (0, 1, 4, 7))  # before the first, between two, before the last, and after it
def test_killed_between_two_tables_the_store_is_the_old_one_or_the_new_one(commits, months, folder):
    old, new = months
    assert killed_after(commits, folder) == (9 if commits < 7 else 0)
    for name in (each.name for each in TABLES):  # as Power BI or DuckDB would open them now
        assert sorted(pl.read_delta(f"store/{name}").rows(), key=repr) in (old[name], new[name])
    assert everything() == (old if commits == 0 else new)
    gather("returns", "store")
    assert everything() == new and everything(run=1) == old
    assert not list(Path("store", "_writing").iterdir())
    there = {path.relative_to("store").as_posix() for path in Path("store").glob("*/period=*/*.parquet")}
    assert there == {
        f"{name}/{each['path']}"
        for changes in opened_store("store").runs().select("changes").collect()["changes"]
        for name, periods in json.loads(changes).items()
        for each in periods
    }


def test_killed_at_any_moment_the_store_is_old_or_new_and_the_next_run_goes_on(months, folder):
    old, new = months
    starting = [sys.executable, "-m", "plan_workbook", "gather", "returns", "--timeout", "60", "-o"]
    begun = time.monotonic()
    subprocess.run([*starting, "other"], check=True, stdout=subprocess.DEVNULL)
    whole = time.monotonic() - begun
    for part in (3, 5):
        with subprocess.Popen([*starting, "store"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
            time.sleep(whole * part / 6)
            run.kill()
        assert everything() in (old, new)
    gather("returns", "store")
    assert everything() == new


def test_two_runs_at_once_do_each_other_no_harm(folder):
    for name in ("one", "two"):
        make_returns(folder / name, 6)
    running = [command(folder, "gather", name, "-o", "store", "--jobs", "1") for name in ("one", "two")]
    assert [each.ended().returncode for each in running] == [1, 1]  # each has files that can't be read
    found = everything()
    gather(["one", "two"], "together", processes=1)
    assert found == everything("together")
