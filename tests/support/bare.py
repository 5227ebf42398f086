"""What ``summarise`` does to a file and nothing before or after it, for processes that are killed at it."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from unittest.mock import patch

import filelock  # noqa: F401 - importing opens files too, and is not what a process is killed at

from plan_workbook.checking.finding import Report
from plan_workbook.jobs import summarise
from plan_workbook.package.write import exchange


def run(path: Path, found: Report) -> None:
    """Summarise the workbook at `path`; what is found in it was found before."""
    with patch.object(summarise, "check", lambda plan, previous: found):
        summarise.summarise(path)


ASKED = ("open", "os.rename", "os.remove", "os.chmod", "tempfile.mkstemp", "os.scandir", "fcntl.flock")
"""What writing asks of the system."""


def exchange_and_die(path: Path, new: Path, step: int) -> None:
    """Store a file with its backup, and die at one of the things that are asked of the system on the way."""
    before, after = path.read_bytes(), new.read_bytes()
    asked = 0

    def ask(event: str, _: object) -> None:
        nonlocal asked
        asked += event in ASKED
        if event in ASKED and asked == step:
            os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)

    sys.addaudithook(ask)
    exchange(path, before, after, path.with_name("plan.bak.xlsx"))
