"""How a command comes by the password of an encrypted workbook: from a file, or by asking whoever sits there."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import say

if TYPE_CHECKING:
    from plan_workbook.package import Password

PasswordFile = Annotated[
    Path | None,
    typer.Option(
        "--password-file", metavar="FILE",
        help="A text file with the password of an encrypted workbook on its only line; without it, you are asked.",
    ),
]  # fmt: skip
"""The option of every command that reads workbooks."""


def password_for(workbook: Path, file: Path | None) -> Password:
    """Return the password from the file, or what asks for that of the workbook when it turns out to be needed.

    Raises:
        InputError: the file can't be read or does not hold one line.
    """
    return _from_file(file) if file is not None else _asking(workbook)


def new_password(what: str, file: Path | None) -> str:
    """Return the password that something new is to be encrypted with: from the file, or asked for twice.

    Raises:
        InputError: the file can't be read or does not hold one line, or nobody sits there to be asked.
    """
    from plan_workbook.errors import InputError

    if file is not None:
        return _from_file(file)
    if not (sys.stdin and sys.stdin.isatty()):
        raise InputError(
            f"Nobody is there to be asked for the password of {what}: put it into a text file and name that with "
            "--password-file."
        )
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as below
    return str(typer.prompt(f"New password of {what}", hide_input=True, confirmation_prompt=True, err=True))


def server_password(user: str, host: str) -> str:
    """Return the password of a user of a mail server, asked for on the terminal.

    Raises:
        InputError: nobody sits there to be asked.
    """
    from plan_workbook.errors import InputError
    from plan_workbook.mail.settings import variable

    if not (sys.stdin and sys.stdin.isatty()):
        raise InputError(
            f"Nothing was sent: nobody is there to be asked for the password of {user} at {host}, so put it into a "
            f"text file and name that with the variable {variable('password_file')}."
        )
    signal.signal(signal.SIGINT, signal.default_int_handler)  # as below
    return str(typer.prompt(f"Password of {user} at {host}", hide_input=True, err=True))


def _from_file(file: Path) -> str:
    from plan_workbook.values.password_file import password_in

    return password_in(file)


def _asking(workbook: Path) -> Callable[[], str | None]:
    """Return what asks on the terminal, and after a wrong answer once more; where nobody sits there, it says so."""
    asked = False

    def ask() -> str | None:
        from plan_workbook.errors import InputError

        nonlocal asked
        if not (sys.stdin and sys.stdin.isatty()):
            raise InputError(
                f"The file {workbook.name} is protected with a password: put the password into a text file and name "
                "that with --password-file."
            )
        if asked:
            say("That is not the password.", error=True)
        asked = True
        signal.signal(signal.SIGINT, signal.default_int_handler)  # Polars changes it: Ctrl-C would wait for Enter
        return str(typer.prompt(f"Password of {workbook.name}", hide_input=True, err=True))

    return ask
