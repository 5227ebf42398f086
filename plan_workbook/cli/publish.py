"""``plan-workbook publish``: an edition of the plan that may leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.cli.edition import Draft, EditionPassword, Encrypt, Template, Wanted, edition_file
from plan_workbook.cli.options import Previous, same_file
from plan_workbook.cli.password import PasswordFile
from plan_workbook.publishing.formats import Format, format_of
from plan_workbook.values.text import listed

NAME = "publish"
EXAMPLE = "plan-workbook publish plan.xlsx -o board.xlsx"
_FORMATS = listed([each.words for each in Format], "or")
_ENDINGS = listed([each.suffixes[0] for each in Format], "or")


def command(
    workbook: Annotated[Path, typer.Argument(metavar="WORKBOOK", help="The workbook to publish.", readable=False)],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write there; otherwise to NAME-published beside it."),
    ] = None,
    format: Annotated[
        Format | None,
        typer.Option(help=f"{_FORMATS[:1].upper()}{_FORMATS[1:]}; usually as FILE ends, else xlsx."),
    ] = None,
    draft: Draft = False,
    encrypt: Encrypt = False,
    template: Template = None,
    previous: Previous = None,
    password_file: PasswordFile = None,
    edition_password_file: EditionPassword = None,
) -> None:
    """Write the edition that goes to the board: what was read, set anew, and nothing else of the workbook.

    No hidden content, comments, drop-down lists, addresses, findings, author names, links or macros go with it. While
    errors are open it refuses, unless --draft. A file that is there and differs is kept as NAME.bak.xlsx, or
    however it ends. The edition of an encrypted workbook is encrypted with the same password.

    Exit codes: 0 done, 1 errors are open and nothing was written, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.jobs.summarise import backup_of
    from plan_workbook.package import write_keeping

    as_what = _format(output, format)
    if output is not None:
        _refuse_to_replace(
            output, {"the workbook itself": workbook, "last month's workbook": previous, "the template": template}
        )
    passwords = (password_file, edition_password_file)
    made = edition_file(Wanted(workbook, as_what, draft, encrypt, template, previous, *passwords))
    target = output or workbook.with_name(made.name)
    kept = write_keeping(target, made.content, backup_of(target))
    what = f"{made.edition.warning}. " if draft else ""
    say(f"{what}Wrote {target}{', encrypted' if made.encrypted else ''}.")
    if kept:
        say(f"The file that was there is kept as {backup_of(target).name}.")


def _refuse_to_replace(output: Path, sources: Mapping[str, Path | None]) -> None:
    """Refuse to write over what the edition is made from.

    Raises:
        OutputError: the output is one of the sources, which are given by what to call them.
    """
    from plan_workbook.errors import OutputError

    for what, source in sources.items():
        if source is not None and same_file(output, source):
            raise OutputError(f"The edition would replace {what}: choose another name for it.")


def _format(output: Path | None, format: Format | None) -> Format:
    """Return the format that the command line means.

    Raises:
        OutputError: what it says and how the file is called contradict each other.
    """
    from plan_workbook.errors import OutputError

    named = format_of(output) if output is not None else None
    if output is not None and named is None:
        raise OutputError(f"{output.name or output} does not end in {_ENDINGS}: choose a name that does.")
    if format is not None and named is not None and format is not named:
        raise OutputError(f"{output} does not end in {format.suffixes[0]}: choose another name, or leave --format out.")
    return format or named or Format.XLSX
