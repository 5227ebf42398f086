"""The options and messages that the commands that publish and send share."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from plan_workbook.cli.console import say, say_same_month
from plan_workbook.cli.in_clear import say_in_clear
from plan_workbook.cli.options import path_option
from plan_workbook.cli.password import new_password
from plan_workbook.errors import InputError, validating
from plan_workbook.publishing.formats import ENCRYPTED, FROM_TEMPLATE, Format
from plan_workbook.values.password_file import password_in
from plan_workbook.values.text import counted, it_or_them, listed, listed_in_part

if TYPE_CHECKING:
    from plan_workbook.jobs.edition import EditionFile
    from plan_workbook.jobs.passwords import NewPassword, Passwords

Draft = Annotated[bool, typer.Option("--draft", help="Publish even with errors open; every page is marked DRAFT.")]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="Encrypt it; you are asked for a password unless --password-file gives one.")
]
EditionPassword = Annotated[
    Path | None,
    path_option(
        "--edition-password-file", metavar="FILE", help="Encrypt it with the password in this file, not the workbook's."
    ),
]
JSON = "json"
"""What ``--format`` may say, too: that what was done is printed for programs."""


def formats_option(otherwise: str) -> Any:
    """Return the option for the format of an edition, and for JSON; `otherwise` says what it is without the option."""
    kinds = listed([each.words for each in Format], "or")
    told = f"{kinds[:1].upper()}{kinds[1:]}; if left out, {otherwise}. With json, says for programs what was done."
    choices = "|".join([*Format, JSON])
    return typer.Option("--format", metavar=f"<{choices}>", help=f"{told} May be given twice.", parser=_format)


def _format(given: str) -> str:
    from plan_workbook.jobs.arguments import choice_of  # loads more than most commands need

    return JSON if given == JSON else choice_of(Format, given, "--format")


def kind_in(formats: Sequence[str] | None) -> Format | None:
    """Return the format that an edition is to have; None if the option gives none.

    Raises:
        InputError: it gives two.
    """
    kinds = [each for each in Format if each in (formats or ())]
    if len(kinds) > 1:
        raise InputError(f"An edition has one format, not {listed([each.value for each in kinds])}: choose one.")
    return kinds[0] if kinds else None


Template = Annotated[
    Path | None,
    path_option("--template", metavar="FILE.docx", help=f"Your own Word template, for {listed(FROM_TEMPLATE)}."),
]


def encrypted_with(encrypt: bool, passwords: Passwords, edition_password_file: Path | None) -> NewPassword:
    """Return the password to encrypt an edition with, or a function that asks for one; None if no option says so.

    Raises:
        InputError: the file can't be read or does not hold exactly one line.
    """
    if edition_password_file is not None:
        return password_in(edition_password_file)
    if not encrypt:
        return None
    return passwords if isinstance(passwords, str) else new_password


def say_what_to_know(made: EditionFile, workbook: Path, previous: Path | None) -> None:
    """Warn the sender about what is accepted or open, hidden content, what was left out, missing encryption."""
    say_same_month(made.same_month)
    if made.edition.let_through:
        say(f"{made.edition.let_through}: {validating(workbook, previous=previous)} gives the reasons.", error=True)
    still_open = [counted(n, kind) for n, kind in ((made.edition.errors, "error"), (made.warnings, "warning")) if n]
    if still_open:
        say(
            f"The edition has {listed(still_open)} open: {validating(workbook, previous=previous)} lists "
            f"{it_or_them(made.edition.errors + made.warnings)}.",
            error=True,
        )
    if made.hidden:
        say(
            f"Hidden in the workbook but published, because hidden rows still count ({listed_in_part(made.hidden)}): "
            "if they must not go out, delete them from the workbook.",
            error=True,
        )
    if made.struck:
        say(
            f"Struck through and not published: words in {listed_in_part(made.struck)}. If they still hold, take the "
            "line away (Ctrl+5) and publish again.",
            error=True,
        )
    cells = made.edition.left_out
    if cells:
        say(
            f"Email addresses are not published: those in {counted(len(cells), 'cell')} were replaced by the person's "
            f"name or left out ({listed_in_part(cells)}).",
            error=True,
        )
    if made.password_unused:
        say(
            f"The password was not used, and the edition is not encrypted: {workbook.name} has no password, and only "
            f"{listed(ENCRYPTED)} can have one.",
            error=True,
        )
    if made.left_in_clear:
        say_in_clear(workbook.name, "the edition", why=f"{made.format.value} can't be")
