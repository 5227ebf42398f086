"""Work on a Dask cluster: one that is running somewhere, or one of this machine's own processors. Dask is an extra."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from functools import partial
from typing import Any, ParamSpec, TypeVar

from plan_workbook import __version__
from plan_workbook.errors import InputError, installing
from plan_workbook.jobs.workers import Given
from plan_workbook.values.text import in_brief, listed

P = ParamSpec("P")
R = TypeVar("R")

DASK = "dask"
OF_OUR_OWN = {"distributed.scheduler.allowed-failures": 1, "distributed.deploy.lost-worker-timeout": "1 day"}
"""What Dask is told about a cluster that is started here. First, how many workers a task may see die before Dask gives
it back, which usually are three: a file that hangs is not to take eight. One may die for any reason, so it is not none.
Then, how long a worker that died may take to start again, which usually are 15 seconds: after that Dask has one worker
less for good, and on a busy machine soon none."""
_COUNTED_FOR = 5.0
"""Seconds for which the number of workers is taken to be what it was: a cluster may grow."""


def address_of(engine: str) -> str | None:
    """Return the address that an engine names: ``tcp://...`` of ``dask=tcp://...``; None if it names none.

    Raises:
        InputError: it is not ``dask``, with an address or without one.
    """
    name, mark, address = engine.partition("=")
    if name != DASK or (mark and not address):
        raise InputError(f"There is no engine {in_brief(engine)!r}: give {DASK}, or {DASK}=tcp://address:8786.")
    return address or None


@contextmanager
def cluster(address: str | None, processes: int) -> Iterator[Given]:
    """Yield the workers of a cluster.

    Connections to one that is running are encrypted as Dask's own configuration says (``distributed.comm.tls``); one of
    this machine's own always has a certificate of its own.

    Args:
        address: of the scheduler; without one, a cluster of this machine is started, and stopped at the end.
        processes: how many workers that has.

    Raises:
        InputError: Dask is not installed, the cluster can't be reached, or has another version of the tool.
    """
    try:
        import dask

        dask.config.set({"logging": {"distributed": "critical", "distributed.nanny": "critical"}})
        dask.config.set(OF_OUR_OWN)
        from distributed import Client, LocalCluster
    except ImportError:
        raise InputError(
            "The engine dask takes a library that is not installed: install it with "
            f"{installing('cluster')} (plan-workbook help install has uv and pipx)."
        ) from None
    started: Any = LocalCluster
    connected: Any = Client
    own = None
    try:
        if address is None:
            # Any free port, on this machine only: with none given, the scheduler would take Dask's usual one.
            own = started(n_workers=processes, threads_per_worker=1, dashboard_address="127.0.0.1:0", security=True)
        client = connected(own if own is not None else address, timeout="5s", set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError, ImportError) as error:
        where = f"The cluster {address}" if address else "A cluster on this machine"
        raise InputError(f"{where} can't be used ({in_brief(str(error), 200)}): check that it is running.") from error
    try:
        _refuse_other_version(client)
        yield Given(OnDask(client), _Width(client))
    finally:
        client.close()
        if own is not None:
            own.close()


def _refuse_other_version(client: Any) -> None:
    found = {str(each) for each in client.run(_version).values()}
    others = sorted(found - {__version__})
    if others:
        raise InputError(
            f"The workers of the cluster have plan-workbook {listed(others)}, and this is {__version__}: install the "
            "same version on all of them."
        )


def _version() -> str:
    from plan_workbook import __version__ as there

    return there


class OnDask(Executor):
    """Gives work to a client of Dask, and learns the end of each piece.

    Dask's own executor (``Client.get_executor``) does not learn it if a result is lost with its worker on the way here
    and the piece fails when it is done again: whoever waits for that waits for ever. So it was in 2026.8.
    """

    def __init__(self, client: Any) -> None:
        """Take the client."""
        self._client = client

    def submit(self, do: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs) -> Future[R]:
        """Give the cluster a piece of work, also if it was given the same one before."""
        ours: Future[R] = Future()
        theirs = self._client.submit(do, *args, pure=False, **kwargs)
        theirs.add_done_callback(partial(_hand_over, ours))
        return ours


def _hand_over(ours: Future[R], theirs: Any) -> None:
    """Give a future the result of one of Dask's, or the reason why there is none."""
    try:
        result = theirs.result()
    except BaseException as error:  # whatever it is: who waits for it learns of nothing else
        ours.set_exception(error)
    else:
        ours.set_result(result)


class _Width:
    """How many workers a cluster has now."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._known, self._until = 1, 0.0

    def __call__(self) -> int:
        if time.monotonic() > self._until:
            self._known = sum(self._client.nthreads().values())
            self._until = time.monotonic() + _COUNTED_FOR
        return self._known
