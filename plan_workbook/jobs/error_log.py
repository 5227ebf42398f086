"""The log of an unexpected error: everything needed to fix it, and no secrets.

It holds the date, the versions of everything involved, the platform, the command line and the traceback, which shows
lines of source code and no values: messages of exceptions may quote a cell, so only their types are kept. A command
line never holds a password, only the name of a file with one. Even so, links and email addresses are left out, and so
is the value of an option whose name suggests a password, unless it names a file.
"""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from plan_workbook import __version__

PREFIX = "plan-workbook-error-"
"""The beginning of a log's file name."""
LEFT_OUT = "[left out]"
_SECRET = re.compile(r"password|passphrase|secret|token|key", re.IGNORECASE)
_PRIVATE = re.compile(r"@|://")


def error_log(error: BaseException) -> Path | None:
    """Write the log of an error that happened in this process, and return its path; None if it can't be written.

    Each log is a new file in the temporary folder, and only the user can read it.
    """
    try:
        descriptor, name = tempfile.mkstemp(".log", PREFIX)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(_text(error))
    except Exception:  # a log that fails must not hide the error that it is about
        return None
    return Path(name)


def _text(error: BaseException) -> str:
    lines = [
        f"Date:      {datetime.now().astimezone().isoformat(timespec='seconds')}",
        f"Program:   plan-workbook {__version__}",
        f"Python:    {platform.python_implementation()} {platform.python_version()}",
        f"Platform:  {platform.platform()}",
        f"Command:   {' '.join(_shown(each) for each in without_secrets(sys.argv))}",
        f"Libraries: {', '.join(_libraries()) or 'not known'}",
        "",
        *_traceback(error),
    ]
    text = "\n".join(line.rstrip("\n") for line in lines) + "\n"
    for secret in _secrets_of_the_environment():
        text = text.replace(secret, LEFT_OUT)
    return text


def _traceback(error: BaseException) -> list[str]:
    """Return the traceback of an error and of those that led to it, the first one first, with types for messages."""
    chain = [error]
    while (before := _before(chain[0])) is not None and before not in chain:
        chain.insert(0, before)
    lines: list[str] = []
    for each in chain:
        lines += ["Traceback (most recent call last):", *traceback.format_tb(each.__traceback__), _named(each), ""]
    return lines[:-1]


def _before(error: BaseException) -> BaseException | None:
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _named(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def without_secrets(arguments: Sequence[str]) -> list[str]:
    """Return a command line without passwords and the like, links and email addresses."""
    shown: list[str] = []
    follows_a_secret = False
    for each in arguments:
        option, equals, value = each.partition("=") if each.startswith("-") else ("", "", each)
        if follows_a_secret and not option:
            shown.append(LEFT_OUT)
        elif option and equals and (_holds_secret(option) or _PRIVATE.search(value)):
            shown.append(f"{option}={LEFT_OUT}")
        else:
            shown.append(LEFT_OUT if _PRIVATE.search(each) else each)
        follows_a_secret = bool(option) and not equals and _holds_secret(option)
    return shown


def _holds_secret(option: str) -> bool:
    return _SECRET.search(option) is not None and not option.endswith("-file")


def _secrets_of_the_environment() -> list[str]:
    named = (name for name in os.environ if _SECRET.search(name) and not name.upper().endswith("_FILE"))
    return [os.environ[name] for name in named if name.startswith("PLAN_WORKBOOK_") and os.environ[name]]


def _shown(argument: str) -> str:
    return f'"{argument}"' if " " in argument or not argument else argument


def _libraries() -> list[str]:
    """Return the libraries that the program needs, each with its version."""
    try:
        wanted = [each for each in requires("plan-workbook") or () if "extra ==" not in each]
    except PackageNotFoundError:  # run from a folder, not installed
        return []
    names = [match[0] for each in wanted if (match := re.match(r"[\w.-]+", each))]
    return [f"{name} {_version(name)}" for name in names]


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"
