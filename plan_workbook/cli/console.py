"""Printing: plain if the terminal is plain, and never a character that it can't show."""

from __future__ import annotations

import json
import shutil
import sys
from enum import IntEnum, StrEnum
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from plan_workbook.errors import validating
from plan_workbook.patterns import pattern
from plan_workbook.values.text import counted_is, escaped, it_or_them, listed_in_part

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from rich.console import Console

_WORD = pattern(r'plan-workbook \S+ "[^"]*"\S*|\S+')


class Exit(IntEnum):
    """The exit codes."""

    OK = 0
    FINDINGS = 1
    """Findings of severity error."""
    FAILED = 2
    """The command could not be carried out; one sentence says why."""
    STOPPED = 130
    """Ctrl-C, as shells count it."""
    UNREAD = 141
    """The program that read the output has ended, as after SIGPIPE; so ``head`` can follow any command."""


class Format(StrEnum):
    """The forms in which a command can print."""

    TEXT = "text"
    JSON = "json"


class PageFormat(StrEnum):
    """The forms in which a command can print that makes a web page too."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


def tolerate_any_encoding() -> None:
    """Print a question mark for a character that the terminal's code page lacks, rather than fail."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


_quiet = False


def be_quiet(wanted: bool) -> None:
    """Print from now on only what went wrong and what programs read; or everything again."""
    global _quiet
    _quiet = wanted


def is_quiet() -> bool:
    """Tell whether only that is printed."""
    return _quiet


def out() -> Console:
    """Return the console of standard output."""
    from rich.console import Console

    return Console(file=StringIO() if _quiet else None, highlight=False, soft_wrap=False)


def say(text: str, *, error: bool = False, routine: bool = False) -> None:
    """Print a line, to standard output or standard error; what would steer the terminal is written out.

    Args:
        text: the line.
        error: print it to standard error.
        routine: it only says that all went as it should, which nobody is told who wants it quiet; so does everything
            that is printed to standard output.
    """
    if not (_quiet and (routine or not error)):
        _write(text, sys.stderr if error else sys.stdout)


def _write(text: str, stream: TextIO | None) -> None:
    if stream is not None:  # started without a window, there is nowhere to print
        width = shutil.get_terminal_size().columns if stream.isatty() else None
        print("\n".join(_at_words(line, width) for line in escaped(text).split("\n")), file=stream)


def _at_words(line: str, width: int | None) -> str:
    """Return a line broken at words for a terminal so wide; not in a command that may be copied, nor in a table."""
    if width is None or len(line) <= width or line.startswith(" ") or "  " in line:
        return line
    lines = [""]
    for word in _WORD.findall(line):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".lstrip()
    return "\n".join(lines)


def print_json(value: object) -> None:
    """Print one JSON object, in ASCII so that it prints in any code page."""
    _write(json.dumps(value, indent=2, ensure_ascii=True), sys.stdout)


def print_bytes(content: bytes) -> None:
    """Print a file's content as it is, whatever the code page; on a terminal as everything else that is printed."""
    if sys.stdout is None:
        return
    if sys.stdout.isatty():
        _write(content.decode("utf-8-sig").replace("\r\n", "\n").removesuffix("\n"), sys.stdout)
    else:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


def say_kept(backups: Sequence[Path]) -> None:
    """Say under which names files that were replaced are kept; nothing if there are none."""
    if backups:
        are = "file is" if len(backups) == 1 else "files are"
        say(f"The previous {are} kept as {listed_in_part([path.name for path in backups])}.")


def say_same_month(sentence: str) -> None:
    """Say on standard error that a plan was compared with a workbook of its own month, if it was."""
    if sentence:
        say(sentence, error=True)


def say_open_errors(errors: int, *names: str, previous: object = None) -> None:
    """Say on standard error how many errors are open in a workbook that was just written, or in some that were read.

    `previous` is the workbook of last month that it was compared with.
    """
    if errors:
        lists = f"{validating(*names, previous=previous)} lists {it_or_them(errors)}."
        say(f"{counted_is(errors, 'error')} open: {lists}", error=True)
