"""A command tells nobody: it reaches for no server, and nobody may read what it writes who may not read the workbook.

All calls are made one after the other, in one folder, so that later ones find what earlier ones have written. A new
command is among them as soon as it is declared: a test fails while `calls.py` does not say how it is called.
"""

from __future__ import annotations

import os
import socket
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from cli.calls import OTHERS, READING, WRITING, on

from plan_workbook.cli.console import Exit
from plan_workbook.cli.main import COMMANDS, run
from plan_workbook.package import write

from .conftest import write_what_calls_need

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("nobody else")]  # one process makes the calls

IN_TURN = READING | WRITING | OTHERS
FROM_NOTHING = [name for name, call in OTHERS.items() if call[0] != "region"]
ASKS = ("connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo")
"""What a program asks of the system to reach another one, or to be reached; sockets that are files are left out."""


class Watch:
    """What was asked for since somebody began to look."""

    asked: list[str] | None = None
    hooked = False

    @classmethod
    def begin(cls) -> list[str]:
        if not cls.hooked:
            sys.addaudithook(cls._hook)
            cls.hooked = True
        cls.asked = []
        return cls.asked

    @classmethod
    def _hook(cls, event: str, arguments: tuple[Any, ...]) -> None:
        if cls.asked is None or not event.startswith("socket.") or event.removeprefix("socket.") not in ASKS:
            return
        if getattr(arguments[0], "family", None) != getattr(socket, "AF_UNIX", "none"):
            cls.asked.append(event)


class Done(NamedTuple):
    """What a call did."""

    code: int | str | None
    asked: list[str]
    new: dict[str, int]
    """The files that it made, with their permission bits."""


@pytest.fixture(scope="module")
def done(tmp_path_factory) -> Iterator[Callable[[str], Done]]:
    """What each call did, made in turn on a workbook that only its owner may read, where all may read what is new."""
    folder = tmp_path_factory.mktemp("alone")
    write_what_calls_need(folder)
    for path in folder.iterdir():
        path.chmod(0o600)
    made: dict[str, Done] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(os, "cpu_count", lambda: 1)
        mask = os.umask(0o022)
        try:
            for name, call in IN_TURN.items():
                made[name] = _called(folder, on("plan.xlsx", call), patch)
        finally:
            os.umask(mask)
            Watch.asked = None
    yield made.__getitem__


def _called(folder: Path, arguments: list[str], patch: pytest.MonkeyPatch) -> Done:
    before = set(folder.rglob("*"))
    patch.setattr(sys, "argv", ["plan-workbook", *arguments])
    patch.setattr(write, "_written", [])
    asked = Watch.begin()
    with pytest.raises(SystemExit) as left:
        run()
    new = {path for path in folder.rglob("*") if path.is_file()} - before
    return Done(
        left.value.code, asked, {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in new}
    )


def test_every_command_is_called_and_does_its_work(done):
    assert {call[0] for name, call in IN_TURN.items() if done(name).code in (Exit.OK, Exit.FINDINGS)} == set(COMMANDS)
    assert len([name for name in WRITING if done(name).new]) > len(WRITING) - 3  # the others write in place


def test_sending_is_seen_to_reach_for_a_server(run, folder, clean, monkeypatch):
    monkeypatch.setenv("PLAN_WORKBOOK_SMTP_HOST", "127.0.0.1")
    monkeypatch.setenv("PLAN_WORKBOOK_SMTP_PORT", "9")
    monkeypatch.setenv("PLAN_WORKBOOK_FROM", "plans@example.gov.uk")
    asked = Watch.begin()
    assert run("email", clean, "--to", "board@example.gov.uk", "--send", "--yes").code == Exit.FAILED
    assert "socket.connect" in asked


@pytest.mark.parametrize("name", IN_TURN)
def test_a_command_reaches_for_no_server(name, done):
    assert done(name).asked == []


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is what its folder says")
@pytest.mark.parametrize("name", [name for name in IN_TURN if name not in FROM_NOTHING])
def test_nobody_may_read_what_a_command_writes_who_may_not_read_the_workbook(name, done):
    assert {path: oct(mode) for path, mode in done(name).new.items() if mode != 0o600} == {}
