"""Commands in processes of their own that start with everything loaded: loading is most of what a process costs.

Where the system can't do that (on Windows), each loads everything itself. Tests of what happens while a command is
loaded need another kind of process.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

PATIENCE = 60
"""Seconds for any one process."""
PROCESSES = multiprocessing.get_context("spawn" if os.name == "nt" else "forkserver")
PROCESSES.set_forkserver_preload(
    ["plan_workbook.cli.main", *(f"plan_workbook.jobs.{name}" for name in ("summarise", "collect", "split", "email"))]
)


class Ended(NamedTuple):
    """What a process did: exit code, standard output and error, the most memory it had in bytes, and processor seconds.

    The last two are None if it was killed, and on Windows, which does not tell.
    """

    returncode: int
    stdout: str
    stderr: str
    peak: int | None
    seconds: float | None


class Loaded:
    """A process that calls something in a folder, with the environment that the test has now."""

    def __init__(self, folder: Path, call: Callable[..., object], *args: object, encoding: str = "utf-8") -> None:
        self._said, self._encoding = Path(tempfile.mkdtemp()), encoding
        around = (folder, dict(os.environ), self._said, encoding)
        self._process = PROCESSES.Process(target=_called, args=(*around, call, *args))
        self._process.start()
        self.pid = self._process.pid

    def kill(self) -> None:
        """Kill it, and wait until it has ended."""
        self._process.kill()
        self._process.join(PATIENCE)

    def ended(self) -> Ended:
        """Wait until it has ended.

        Raises:
            TimeoutError: it has not, and is killed.
        """
        self._process.join(PATIENCE)
        if self._process.exitcode is None:
            self.kill()
            raise TimeoutError(f"The process took longer than {PATIENCE} seconds.")
        said = {each.name: each.read_text(encoding=self._encoding) for each in self._said.iterdir()}
        shutil.rmtree(self._said)
        cost = json.loads(said.get("cost", "[null, null]"))
        return Ended(self._process.exitcode, said.get("1", ""), said.get("2", ""), *cost)


def command(folder: Path, *arguments: str, encoding: str = "utf-8") -> Loaded:
    """A command that has just begun in a folder, on a terminal of that code page."""
    return Loaded(folder, _command, *arguments, encoding=encoding)


def program(folder: Path, text: str) -> Loaded:
    """A program in Python that has just begun in a folder."""
    return Loaded(folder, _program, text)


def _program(text: str) -> None:
    exec(text, {})


def _command(*arguments: str) -> None:
    from plan_workbook.cli.entry import main

    sys.argv = ["plan-workbook", *arguments]
    main()


def _called(
    folder: Path, environment: dict[str, str], said: Path, encoding: str, call: Callable[..., object], *args: object
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    for number in (1, 2):
        with (said / str(number)).open("wb") as file:
            os.dup2(file.fileno(), number)
    sys.stdout, sys.stderr = (
        open(number, "w", buffering=1, encoding=encoding, closefd=False)  # noqa: SIM115
        for number in (1, 2)
    )
    usual = os._exit

    def exit_(code: int) -> None:
        (said / "cost").write_text(json.dumps(_cost()))
        usual(code)

    os._exit = exit_
    call(*args)


def _cost() -> tuple[int | None, float | None]:
    """The most memory that this process had, in bytes, and the processor seconds that it took."""
    if os.name == "nt":
        return None, None
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_maxrss * (1 if sys.platform == "darwin" else 1024), used.ru_utime + used.ru_stime
