"""What the commands that publish and send have in common: options, and what they say of an edition."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import listed_in_part, say
from plan_workbook.cli.password import new_password
from plan_workbook.publishing.formats import FROM_TEMPLATE
from plan_workbook.values.password_file import password_in
from plan_workbook.values.text import counted, listed

if TYPE_CHECKING:
    from plan_workbook.jobs.edition import EditionFile
    from plan_workbook.jobs.passwords import NewPassword, Passwords

Draft = Annotated[bool, typer.Option("--draft", help="Although errors are open; it says DRAFT on every page.")]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="Encrypt it with a password, which --password-file gives or you are asked.")
]
EditionPassword = Annotated[
    Path | None,
    typer.Option(
        "--edition-password-file", metavar="FILE", help="Encrypt it with this password, whatever opens the workbook."
    ),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE.docx", help=f"Your own Word template, for {listed(FROM_TEMPLATE)}."),
]


def encrypted_with(encrypt: bool, passwords: Passwords, edition_password_file: Path | None) -> NewPassword:
    """Return what an edition is to be encrypted with: its own password, the workbook's, or what asks for one.

    Raises:
        InputError: the file can't be read or does not hold one line.
    """
    if edition_password_file is not None:
        return password_in(edition_password_file)
    if not encrypt:
        return None
    return passwords if isinstance(passwords, str) else new_password


def say_what_to_know(made: EditionFile, workbook: Path) -> None:
    """Say what the sender of an edition should know: what of the workbook is in it, and what is not."""
    if made.hidden:
        say(
            f"Hidden in the workbook, and published in sight because it counts ({listed_in_part(made.hidden)}): if it "
            "is not to go out, take it out of the workbook.",
            error=True,
        )
    cells = made.edition.left_out
    if cells:
        say(
            f"Email addresses do not go out: those in {counted(len(cells), 'cell')} became the person's name or were "
            f"left out ({listed_in_part(cells)}).",
            error=True,
        )
    if made.left_in_clear:
        say(
            f"{workbook.name} is encrypted, {made.format.value} can't be: keep it where only those who may read it "
            "can.",
            error=True,
        )
