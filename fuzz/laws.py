"""What must hold for every target: messages that people can read, and no file or server that is not its business."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from nasty import OUTSIDE, OUTSIDE_SAYS

LONGEST_SENTENCE = 1_000
_REACHING = frozenset(
    {
        "os.exec", "os.posix_spawn", "os.startfile", "os.system", "socket.connect", "socket.getaddrinfo",
        "socket.gethostbyname", "subprocess.Popen", "urllib.Request",
    }
)  # fmt: skip
_OWN = tuple(
    {os.path.realpath(each) for each in (Path(__file__).parents[1], sys.prefix, sys.base_prefix, *sys.path) if each}
)
"""Where the program itself is, which loads modules and templates while it runs."""
_DEVICES = ("/dev/null", "/dev/urandom", "/proc/self/")


class BrokenLaw(Exception):  # noqa: N818 - about the program, not about a call
    """Something that must always hold does not."""


def check_sentence(text: str) -> None:
    """Raise BrokenLaw unless a message is one line that any terminal and log can show."""
    if not text.isprintable():
        raise BrokenLaw(f"a message with control characters: {text[:300]!r}")
    if len(text) > LONGEST_SENTENCE:
        raise BrokenLaw(f"a message of {len(text)} characters: {text[:300]!r}")
    text.encode()


def check_says_nothing_from_outside(texts: Iterable[str]) -> None:
    """Raise BrokenLaw if one of the texts quotes the file that hostile cases point to."""
    for text in texts:
        if OUTSIDE_SAYS in text:
            raise BrokenLaw("what came of it quotes a file that is not part of it")


class _Watch:
    """What was reached while a case ran; None in place of the list means that nobody watches."""

    reached: list[str] | None = None
    folders: tuple[str, ...] = ()
    hooked = False


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if _Watch.reached is None:
        return
    if event in _REACHING:
        _Watch.reached.append(f"{event} {arguments!r:.200}")
    elif event == "open" and isinstance(arguments[0], str | bytes | os.PathLike):
        path = os.path.realpath(os.fsdecode(arguments[0]))
        inside = path.startswith((*_Watch.folders, *_OWN, *_DEVICES))
        if not inside or path == str(OUTSIDE):
            _Watch.reached.append(f"open {path!r:.200}")


@contextmanager
def watched() -> Iterator[None]:
    """Raise BrokenLaw if the code inside opens a file outside the case's folders and our own, or reaches for a server.

    Python tells us of what it opens itself; what C libraries open is noticed by `check_says_nothing_from_outside`.
    """
    if not _Watch.hooked:
        sys.addaudithook(_hook)
        _Watch.hooked = True
    _Watch.reached, _Watch.folders = [], ()
    try:
        yield
    except Exception as error:  # whatever it is: what was reached is more important than a refusal
        _check_reached(error)
        raise
    else:
        _check_reached(None)
    finally:
        _Watch.reached = None


def _check_reached(error: Exception | None) -> None:
    if _Watch.reached:
        raise BrokenLaw(f"it reaches outside: {_Watch.reached[0]}") from error


@contextmanager
def case_folder() -> Iterator[Path]:
    """Return a new folder for the files of a case; everything in it may be read and written."""
    with _unwatched():
        folder = tempfile.TemporaryDirectory(prefix="fuzz-")
    _Watch.folders = (*_Watch.folders, os.path.realpath(folder.name))
    try:
        yield Path(folder.name)
    finally:
        with _unwatched():
            folder.cleanup()


@contextmanager
def _unwatched() -> Iterator[None]:
    reached, _Watch.reached = _Watch.reached, None
    try:
        yield
    finally:
        _Watch.reached = reached
