"""How a command comes by the password of an encrypted workbook: from a file, or by asking whoever sits there."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.errors import InputError
from plan_workbook.values.password_file import password_in

if TYPE_CHECKING:
    from plan_workbook.jobs.passwords import Passwords

PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file",
        metavar="FILE",
        help="A text file with the password of an encrypted workbook on its only line; without it, you are asked.",
    ),
]
"""The option of every command that reads workbooks."""


def passwords_from(file: Path | None) -> Passwords:
    """Return the password from the file, or else what asks for that of each workbook when it turns out to be needed.

    Raises:
        InputError: the file can't be read or does not hold one line.
    """
    return password_in(file) if file is not None else _asking


def new_password(name: str) -> str:
    """Return the password that a new file is to be encrypted with, asked for twice on the terminal.

    Raises:
        InputError: nobody sits there to be asked.
    """
    if not _somebody_sits_there():
        raise InputError(
            f"Nobody is there to be asked for the password of {name}: put it into a text file and name that with "
            "--password-file."
        )
    _let_ctrl_c_through()
    return str(typer.prompt(f"New password of {name}", hide_input=True, confirmation_prompt=True, err=True))


def server_password(user: str, host: str, variable: str) -> str:
    """Return the password of a user of a mail server, asked for on the terminal.

    Args:
        user: the user.
        host: the mail server.
        variable: the environment variable that can name a file with the password instead.

    Raises:
        InputError: nobody sits there to be asked.
    """
    if not _somebody_sits_there():
        raise InputError(
            f"Nothing was sent: nobody is there to be asked for the password of {user} at {host}, so put it into a "
            f"text file and name that with the variable {variable}."
        )
    return _asked_for(f"Password of {user} at {host}")


def _asking(workbook: Path) -> Callable[[], str | None]:
    """Return what asks on the terminal, and after a wrong answer once more; where nobody sits there, it says so."""
    asked = False

    def ask() -> str | None:
        nonlocal asked
        if not _somebody_sits_there():
            raise InputError(
                f"The file {workbook.name} is protected with a password: put the password into a text file and name "
                "that with --password-file."
            )
        if asked:
            say("That is not the password.", error=True)
        asked = True
        return _asked_for(f"Password of {workbook.name}")

    return ask


def _somebody_sits_there() -> bool:
    return bool(sys.stdin and sys.stdin.isatty())


def _asked_for(question: str) -> str:
    _let_ctrl_c_through()
    return str(typer.prompt(question, hide_input=True, err=True))


def _let_ctrl_c_through() -> None:
    """Have Ctrl-C end a question at once: Polars changes what it does, so that it would wait for Enter."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
