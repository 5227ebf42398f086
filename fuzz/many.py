"""Gather many workbooks while workers die and runs are killed: ``python fuzz/many.py --workbooks 2000``.

Needs what ``plan-workbook[test]`` brings. One in fifty workbooks is broken, encrypted, hostile, empty, an edition, no
plan, or keeps the program that reads it for ever. They are gathered

* by two processes of this machine, which is what the others are compared with, row for row;
* by a Dask cluster of two workers, of which one is killed again and again;
* by runs that are killed (``kill -9``) at so many moments: the store is then the old one or the new one, nothing of a
  killed run goes on, and the next run goes on from there.

Every file must be accounted for, none twice, and a second run must read nothing again that had an end. Prints one line
for each trial; the exit code is 1 if one failed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PATHS = [str(HERE.parent / each) for each in ("tests", "tests/support", "fuzz", "benchmarks")]
sys.path[:0] = PATHS
os.environ.setdefault("POLARS_MAX_THREADS", "1")
os.environ["PYTHONPATH"] = os.pathsep.join([*PATHS, os.environ.get("PYTHONPATH", "")])  # for workers of a cluster

# What follows is found by these paths, or reads the settings above when it is loaded.
import gathering_trial  # noqa: E402
from builder import clean_plan  # noqa: E402
from returned import Returned, save  # noqa: E402

from plan_workbook.checking.report import check  # noqa: E402
from plan_workbook.gathering.opening import opened_store  # noqa: E402
from plan_workbook.gathering.schema import TABLES  # noqa: E402
from plan_workbook.jobs import gather as job  # noqa: E402
from plan_workbook.jobs.cluster import OF_OUR_OWN  # noqa: E402
from plan_workbook.jobs.gather_told import Gathered  # noqa: E402
from plan_workbook.publishing.formats import Format, published  # noqa: E402
from plan_workbook.publishing.make import edition_of  # noqa: E402

ODD_ONE_IN = 50
Rows = dict[str, list[tuple[object, ...]]]


# ----------------------------------------------------------------------------------------------- workbooks


def _edition() -> bytes:
    plan = clean_plan(2).read()
    return published(edition_of(plan, check(plan), draft=True), Format.XLSX)


def odd_ones() -> dict[str, tuple[bytes, str]]:
    """Return what comes in and is not counted: the content of each kind, and what should become of it."""
    return {
        "broken": (clean_plan().template()[:4000], "refused"),
        "encrypted": (gathering_trial.encrypted(clean_plan(1).template()), "refused"),
        "hostile": (gathering_trial.hostile(), "refused"),
        "empty": (b"", "refused"),
        "edition": (_edition(), "edition"),
        "no plan": (gathering_trial.no_plan(), "refused"),
    }


def write_returns(folder: Path, count: int, *, hanging: bool) -> dict[str, str]:
    """Write so many workbooks into folders of a hundred; return what should become of each, by its path."""
    returned, kinds, expected = Returned(), odd_ones(), {}
    names = [*kinds, *(["hangs"] if hanging else [])]
    for number in range(count):
        place = folder / f"region {number // 100:02}"
        place.mkdir(parents=True, exist_ok=True)
        kind = names[number // ODD_ONE_IN % len(names)] if number % ODD_ONE_IN == 0 else ""
        if kind == "hangs":
            place = place / str(number)
            place.mkdir()
            path, content, outcome = place / gathering_trial.HANGS, returned.workbook(number), "failed"
        elif kind:
            path = place / f"{kind} {number:05}.xlsx"
            content, outcome = kinds[kind]
        else:
            path, content, outcome = place / f"council {number:05}.xlsx", returned.workbook(number), "counted"
        save(path, content)
        expected[str(path)] = outcome
    return expected


# ----------------------------------------------------------------------------------------------- stores


def everything(store: Path | str) -> Rows:
    """Return all rows of a store, in order."""
    opened = opened_store(str(store))
    return {each.name: sorted(opened.table(each.name).collect().rows(), key=repr) for each in TABLES}


def became(rows: Rows) -> list[tuple[str, str]]:
    """Return the path and the outcome of every file."""
    at = [[each.name for each in TABLES[-1].columns].index(name) for name in ("path", "outcome")]
    return [(str(row[at[0]]), str(row[at[1]])) for row in rows["files"]]


def difference(one: Rows, other: Rows) -> str:
    """Return in words where two stores differ; empty if they do not."""
    said = [
        f"{name}: {len(only)} rows are only in one of them, such as {str(next(iter(only)))[:300]}"
        for name in one
        if (only := set(map(repr, one[name])) ^ set(map(repr, other[name]))) or len(one[name]) != len(other[name])
    ]
    return "; ".join(said)


def unaccounted(rows: Rows, expected: Mapping[str, str]) -> str:
    """Return in words what is wrong with the files of a store; empty if nothing is."""
    found = became(rows)
    twice = [path for path, number in Counter(path for path, _ in found).items() if number > 1]
    differing = [f"{path}: {dict(found).get(path)}, not {outcome}" for path, outcome in expected.items()
                 if dict(found).get(path) != outcome]  # fmt: skip
    strange = [path for path, _ in found if path not in expected]
    plans = [row[1] for row in rows["plans"]]
    again = [plan for plan, number in Counter(plans).items() if number > 1]
    said = (("twice", twice), ("another outcome", differing), ("not there", strange), ("plans twice", again))
    return "; ".join(f"{what}: {len(which)}, such as {which[0]}" for what, which in said if which)


def gather(source: Path | str, store: Path | str, **asked: object) -> Gathered:
    """Gather as the command does, with a reader that some workbooks keep for ever."""
    usual, job.read_batch = job.read_batch, gathering_trial.read_batch
    try:
        return job.gather(str(source), str(store), **asked)  # type: ignore[arg-type]
    finally:
        job.read_batch = usual


# ----------------------------------------------------------------------------------------------- trials


class Trials:
    """Runs trials and prints what came of them."""

    def __init__(self) -> None:
        """Begin with none that failed."""
        self.failed = 0

    def of(self, name: str, trial: Callable[[], str]) -> None:
        """Run one; it returns what is wrong, in words, or after a blank what there is to know."""
        begun = time.monotonic()
        said = trial()
        self.failed += bool(said) and not said.startswith(" ")
        verdict = "FAILED: " if said and not said.startswith(" ") else "held"
        print(f"{name:<46} {time.monotonic() - begun:7.1f} s   {verdict}{said}", flush=True)


def killing(cluster: Any, seconds: float, ended: threading.Event, count: list[int]) -> None:
    """Kill one worker of a cluster after another, until the work has ended.

    Only while all are at work: on a busy machine one may take longer to start than there is between two kills, and if
    the other were killed too, nothing would ever be done.
    """
    while not ended.wait(seconds):
        started = [each for each in cluster.workers.values() if each.process and each.process.status.name == "running"]
        running = [each.pid for each in started if each.pid]
        if len(running) == len(cluster.workers):
            with contextlib.suppress(ProcessLookupError, IndexError):
                os.kill(random.choice(running), signal.SIGKILL)
                count[0] += 1


def on_a_cluster(source: Path, store: Path, seconds: float, timeout: float) -> tuple[Gathered, int]:
    """Gather on a cluster of two workers of which one is killed again and again; return how many were."""
    import dask
    from distributed import LocalCluster

    dask.config.set(OF_OUR_OWN)
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs=50) as cluster:
        ended, count = threading.Event(), [0]
        killer = threading.Thread(target=killing, args=(cluster, seconds, ended, count))
        killer.start()
        try:
            done = gather(source, store, engine=f"dask={cluster.scheduler_address}", timeout=timeout)
        finally:
            ended.set()
            killer.join()
    return done, count[0]


def children(pid: int) -> list[int]:
    """Return the processes that a process has started, and these in turn."""
    said = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in said.splitlines()]
    own = [each for each, parent in pairs if parent == pid]
    return own + [further for each in own for further in children(each)]


def killed_run(source: Path, store: Path, seconds: float) -> str:
    """Gather in a process that is killed after so many seconds; return what is wrong with what it leaves behind."""
    command = [sys.executable, "-m", "plan_workbook", "gather", str(source), "-o", str(store), "--jobs", "2"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as run:
        with contextlib.suppress(subprocess.TimeoutExpired):
            run.wait(seconds)
        own = children(run.pid)
        run.kill()
    for _ in range(100):
        left = [each for each in own if Path(f"/proc/{each}").exists() and _is_ours(each)]
        if not left:
            return ""
        time.sleep(0.1)
    return f"{len(left)} processes go on after the run was killed"


def _is_ours(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"multiprocessing" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def kill_at_moments(source: Path, home: Path, moments: int) -> str:
    """Kill runs at moments all over a run, half of them near its end."""
    begun = time.monotonic()
    command = [sys.executable, "-m", "plan_workbook", "gather", str(source), "--jobs", "2", "-o"]
    subprocess.run([*command, str(home / "whole")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    lasted, new = time.monotonic() - begun, everything(home / "whole")
    was_new = 0
    for number in range(moments):
        half = moments // 2
        late = number >= half
        part = 0.9 + 0.5 * (number - half) / max(1, moments - half) if late else (number + 1) / (half + 1)
        store = home / f"killed {number}"
        if wrong := killed_run(source, store, lasted * part):
            return f"at {part:.0%}: {wrong}"
        if (store / "runs" / "_delta_log").is_dir() and (found := everything(store))["files"]:
            was_new += 1
            if wrong := difference(found, new):
                return f"at {part:.0%}, the store is neither old nor new: {wrong}"
        subprocess.run([*command, str(store)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if wrong := difference(everything(store), new):
            return f"at {part:.0%}, the next run does not go on: {wrong}"
        if (store / "_writing").is_dir() and list((store / "_writing").iterdir()):
            return f"at {part:.0%}, a lock is left"
    return f" ({was_new} of {moments} were new already)"


def main() -> int:
    """Run the trials; return 0 if all held, otherwise 1."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=300, help="how many (2,000 before a release)")
    parser.add_argument("--kill-every", type=float, default=20.0, metavar="SECONDS", help="a worker of the cluster")
    parser.add_argument(
        "--timeout",
        type=float,
        default=8.0,
        metavar="SECONDS",
        help="that a file may take: more if the machine has much else to do, and then kill workers less often too",
    )
    parser.add_argument("--moments", type=int, default=20, help="at which runs are killed")
    parser.add_argument("--killed-workbooks", type=int, default=45, help="how many these runs read")
    asked = parser.parse_args()
    trials, home = Trials(), Path(tempfile.mkdtemp(prefix="plan-workbook-"))
    returns = home / "returns"
    expected = write_returns(returns, asked.workbooks, hanging=True)
    gather(returns, home / "two", processes=2, timeout=asked.timeout)
    reference = everything(home / "two")
    counts = Counter(expected.values())
    print(f"{asked.workbooks} workbooks: {', '.join(f'{number} {word}' for word, number in sorted(counts.items()))}")
    trials.of("two processes: every file accounted for", lambda: unaccounted(reference, expected))

    def cluster() -> str:
        done, killed = on_a_cluster(returns, home / "cluster", asked.kill_every, asked.timeout)
        wrong = difference(everything(home / "cluster"), reference)
        return wrong or f" ({killed} workers killed, {done.read} files read)"

    def again() -> str:
        open_ended = sum(path.endswith(gathering_trial.HANGS) or "encrypted" in path for path in expected)
        done = gather(returns, home / "two", processes=2, timeout=asked.timeout)
        wrong = difference(everything(home / "two"), reference)
        return wrong or (f"{done.read} files were read again" if done.read != open_ended else f" ({done.read} read)")

    trials.of(f"cluster, a worker killed every {asked.kill_every:g} s", cluster)
    trials.of("a second run reads only what had no end", again)
    write_returns(home / "few", asked.killed_workbooks, hanging=False)
    trials.of(f"kill -9 at {asked.moments} moments", lambda: kill_at_moments(home / "few", home, asked.moments))
    return 1 if trials.failed else 0


if __name__ == "__main__":
    sys.exit(main())
