"""How long a piece of work may take before the process that does it ends.

A thread can't end what hangs: a library may hold on to the interpreter for ever. The watchdog of `faulthandler` needs
no interpreter, and ends its process whatever that is doing; whoever gave it the work sees it die.
"""

from __future__ import annotations

import faulthandler
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple
from uuid import uuid4

_HERE = uuid4().hex
"""What this process is known by, on whichever machine it is."""


class Deadline(NamedTuple):
    """How long each file may take, and the process that nothing may end: the one that waits for the others."""

    seconds: float
    waiting: str


def deadline_of(seconds: float | None) -> Deadline | None:
    """Return a deadline for work that is given away by this process; None if it may take as long as it likes."""
    return None if seconds is None else Deadline(seconds, _HERE)


_ends: dict[object, float] = {}
"""When each piece of work that is being done in this process has to be done: a worker may have several threads."""
_lock = threading.Lock()


@contextmanager
def within(deadline: Deadline | None, files: int = 1) -> Iterator[None]:
    """End this process if what is done inside takes longer than so many files may; the one that waits is left alone."""
    if deadline is None or deadline.waiting == _HERE:
        yield
        return
    mine = object()
    with _lock:
        _ends[mine] = time.monotonic() + deadline.seconds * files
        _watch()
    try:
        yield
    finally:
        with _lock:
            del _ends[mine]
            _watch()


def _watch() -> None:
    """Set the watchdog to the first end that is near; there is one for the whole process."""
    if not _ends:
        faulthandler.cancel_dump_traceback_later()
        return
    left = max(0.001, min(_ends.values()) - time.monotonic())
    faulthandler.dump_traceback_later(left, exit=True, file=_nowhere())


_opened: list[int] = []


def _nowhere() -> int:
    """Return a file that takes what the watchdog writes, which nobody is to see."""
    if not _opened:
        _opened.append(os.open(os.devnull, os.O_WRONLY))
    return _opened[0]
