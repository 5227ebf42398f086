"""Check a plan in a process of its own, which loads what checking needs while this one still reads the workbook.

To load Polars and pandera and to check takes about as long as to read a workbook, draw its Summary and store it. With
two processors neither has to wait for the other. Where there is one, or the other process does not answer, the check
is made here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import subprocess
import sys
from threading import Thread
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from plan_workbook.checking import Report
    from plan_workbook.plan.model import Plan

_OTHER = f"from {__name__} import answer; answer()"
_ready: list[subprocess.Popen[bytes]] = []
"""The other process, waiting for a plan."""


def get_ready() -> None:
    """Start the other process; the sooner the better, so before the command line is understood.

    It ends with this process at the latest.
    """
    if sys.executable and (os.cpu_count() or 1) > 1:
        # -P: what is called polars.py in the folder where the workbooks lie is none of our business
        command = [sys.executable, "-P", "-c", _OTHER]
        pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
        with contextlib.suppress(OSError):
            _ready.append(subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere))


class CheckBeside:
    """A check that is given the plan as soon as it is read, and asked for its report when that is needed."""

    def __init__(self, previous: Plan | None = None) -> None:
        """Take the other process, if one is ready, and last month's plan, if there is one to compare with."""
        self.previous = previous
        self._process = _ready.pop() if _ready else None
        self._thread: Thread | None = None
        self._asked: Plan | None = None
        self._answer = b""

    def __enter__(self) -> Self:
        """Do nothing yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the other process, whatever it is at."""
        if self._process is None:
            return
        self._process.kill()
        if self._thread is None:
            self._process.communicate()
        else:
            self._thread.join()

    def give(self, plan: Plan) -> None:
        """Give the plan to be checked; the first one goes to the other process."""
        if self._process is not None and self._thread is None:
            self._asked = plan
            question = pickle.dumps((plan, self.previous))
            self._thread = Thread(target=self._ask, args=(self._process, question), daemon=True)
            self._thread.start()

    def _ask(self, process: subprocess.Popen[bytes], question: bytes) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._answer = process.communicate(question)[0]

    def report(self, plan: Plan) -> Report:
        """Return the findings of a plan: the other process's, where it is the plan given to it and it answered."""
        if self._thread is not None and self._asked is plan:
            self._thread.join()
            with contextlib.suppress(Exception):  # whatever was answered that is no report, the check can be made here
                report: Report = pickle.loads(self._answer)
                return report
        from plan_workbook.checking.report import check

        return check(plan, self.previous)


def answer() -> None:
    """Be the other process: get ready, read a plan from standard input, write its report to standard output."""
    from plan_workbook.cli.lean import start_lean

    start_lean()
    from plan_workbook.checking.report import check

    sys.stdout.buffer.write(pickle.dumps(check(*pickle.load(sys.stdin.buffer))))
    sys.stdout.flush()
    os._exit(0)
