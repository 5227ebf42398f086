"""Work that is given away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future
from contextlib import suppress
from queue import Empty, Queue

import pytest

from plan_workbook.errors import InputError
from plan_workbook.jobs import workers
from plan_workbook.jobs.cluster import OnDask
from plan_workbook.jobs.workers import Given, done_by


class Deserted(Executor):
    """An executor without workers."""

    def submit(self, *_: object) -> Future[object]:
        return Future()


def test_a_cluster_whose_workers_have_all_gone_is_not_waited_for_for_ever(monkeypatch):
    monkeypatch.setattr(workers, "_PATIENCE", 0.01)
    with pytest.raises(
        InputError, match=r"^The cluster has had no workers for .+, and nothing was changed: start some"
    ):
        list(done_by(Given(Deserted(), lambda: 0), len, [("file",)]))


class OneWorker(Executor):
    """An executor of one worker, which dies of some work, and then loses whatever waits for it too."""

    def __init__(self) -> None:
        self._waiting: Queue[tuple[Future[object], Callable[..., object], tuple[object, ...]]] = Queue()
        threading.Thread(target=self._work, daemon=True).start()

    def submit(self, do: Callable[..., object], /, *args: object, **_: object) -> Future[object]:
        future: Future[object] = Future()
        self._waiting.put((future, do, args))
        return future

    def _work(self) -> None:
        while True:
            future, do, args = self._waiting.get()
            time.sleep(0.02)  # the next piece comes to wait
            try:
                future.set_result(do(*args))
            except DiesError as death:
                with suppress(Empty):
                    while True:
                        self._waiting.get_nowait()[0].set_exception(death)
                future.set_exception(death)


class DiesError(Exception):
    """Work that ends whoever does it."""


def test_only_what_a_worker_dies_of_is_named_and_not_what_waits_for_it():
    def do(files: tuple[str, ...]) -> str:
        if any("deadly" in file for file in files):
            raise DiesError
        return "read"

    files = [f"{'deadly' if number in (3, 9) else 'sound'} {number}" for number in range(12)]
    pieces = [tuple(files[:6]), *((each,) for each in files[6:])]
    done = [
        (file, "read" if result else "lost")
        for files, result in done_by(Given(OneWorker(), lambda: 1), do, pieces)
        for file in files
    ]
    assert sorted(done) == sorted((file, "lost" if "deadly" in file else "read") for file in files)


class LostOnTheWay:
    """A client of Dask that loses each result with its worker, after it was told that it is there."""

    def submit(self, *_: object, **__: object) -> LostOnTheWay:
        return self

    def add_done_callback(self, told: Callable[[LostOnTheWay], None]) -> None:
        told(self)

    def result(self) -> object:
        raise OSError("The worker died.")


def test_a_result_that_is_lost_with_its_worker_on_the_way_is_not_waited_for():
    assert isinstance(OnDask(LostOnTheWay()).submit(abs, -1).exception(1), OSError)
