"""Get the password of an encrypted workbook, from a file or by asking on the terminal."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.cli.options import path_option
from plan_workbook.errors import InputError, PasswordNeeded
from plan_workbook.values.password_file import password_in
from plan_workbook.values.text import escaped

if TYPE_CHECKING:
    from plan_workbook.jobs.passwords import Passwords
    from plan_workbook.package import Password

PasswordFile = Annotated[
    Path | None,
    path_option(
        "--password-file",
        metavar="FILE",
        help="A text file with the password of an encrypted workbook on its only line; without it, you are asked.",
    ),
]
"""The option of every command that reads workbooks."""
PasswordFileOnly = Annotated[
    Path | None,
    path_option(
        "--password-file",
        metavar="FILE",
        help="A text file with the password of encrypted workbooks on its only line; without it, they are refused.",
    ),
]
"""The option of a command that asks nobody."""


def passwords_from(file: Path | None) -> Passwords:
    """Return the password from the file, or else a function that asks for that of each workbook if it needs one.

    Raises:
        InputError: the file can't be read or does not hold exactly one line.
    """
    return password_in(file) if file is not None else _asking


def part_passwords_from(files: Sequence[Path]) -> Sequence[str] | Callable[[Path], Password]:
    """Return the passwords from the files, or else a function that asks for that of each return if it needs one.

    Raises:
        InputError: a file can't be read or does not hold exactly one line.
    """
    return [password_in(file) for file in files] if files else partial(_asking, option="--part-password-file")


def new_password(name: str, option: str = "--password-file") -> str:
    """Ask twice on the terminal for the password to encrypt a new file with, and return it.

    `option` is the one that gives a file with it instead.

    Raises:
        InputError: there is no terminal to ask on.
    """
    if not _has_terminal():
        raise InputError(
            f"There is no terminal to ask for the password of {name}: put it in a text file and give the file's name "
            f"with {option}."
        )
    _let_ctrl_c_through()
    return str(typer.prompt(escaped(f"New password of {name}"), hide_input=True, confirmation_prompt=True, err=True))


def server_password(user: str, host: str, variable: str) -> str:
    """Ask on the terminal for the password of a user of a mail server, and return it.

    Args:
        user: the user.
        host: the mail server.
        variable: the environment variable that can name a file with the password instead.

    Raises:
        InputError: there is no terminal to ask on.
    """
    if not _has_terminal():
        raise InputError(
            f"Nothing was sent, because there is no terminal to ask for the password of {user} at {host}: put it in a "
            f"text file and give the file's name in the variable {variable}."
        )
    return _asked_for(f"Password of {user} at {host}")


def _asking(workbook: Path, option: str = "--password-file") -> Callable[[], str | None]:
    """Return a function that asks on the terminal, and again after a wrong answer."""
    asked = False

    def ask() -> str | None:
        nonlocal asked
        if not _has_terminal():
            raise PasswordNeeded(
                f"The file {workbook.name} is protected with a password: put the password in a text file and give the "
                f"file's name with {option}."
            )
        if asked:
            say("That is not the password.", error=True)
        asked = True
        return _asked_for(f"Password of {workbook.name}")

    return ask


def _has_terminal() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _asked_for(question: str) -> str:
    _let_ctrl_c_through()
    return str(typer.prompt(escaped(question), hide_input=True, err=True))


def _let_ctrl_c_through() -> None:
    """Make Ctrl-C end a question at once: with Polars' handler, it would wait for Enter."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
