"""``plan-workbook publish``: an edition of the plan for people outside the team."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from plan_workbook.cli.console import print_json, say, say_kept
from plan_workbook.cli.edition import (
    JSON,
    Draft,
    EditionPassword,
    Encrypt,
    Template,
    encrypted_with,
    formats_option,
    kind_in,
    say_what_to_know,
)
from plan_workbook.cli.options import OwnRules, Previous, path_argument, path_option
from plan_workbook.cli.password import PasswordFile, passwords_from

EXAMPLE = "plan-workbook publish plan.xlsx -o board.xlsx"


def command(
    workbook: Annotated[Path, path_argument("WORKBOOK", help="The workbook to publish.")],
    output: Annotated[
        Path | None,
        path_option(
            "--output", "-o", metavar="FILE", help="Write here; otherwise to NAME-published next to the workbook."
        ),
    ] = None,
    format: Annotated[list[str] | None, formats_option("FILE's ending decides, or else xlsx")] = None,
    draft: Draft = False,
    encrypt: Encrypt = False,
    template: Template = None,
    previous: Previous = None,
    rules: OwnRules = None,
    password_file: PasswordFile = None,
    edition_password_file: EditionPassword = None,
) -> None:
    """Write the edition for the board, rebuilt from what was read; nothing else in the workbook goes with it.

    Hidden sheets, comments, drop-down lists, addresses, findings, author names, links and macros are left out. It
    refuses while errors are open, unless --draft is given. An existing file that differs is kept as NAME.bak.xlsx (or
    with its own ending). The edition of an encrypted workbook is encrypted with the same password.

    Exit codes: 0 done, 1 errors are open and nothing was written, 2 it could not be done and nothing was changed.
    """
    from plan_workbook.jobs.publish import publish

    passwords = passwords_from(password_file)
    done = publish(
        workbook,
        output,
        format=kind_in(format),
        draft=draft,
        template=template,
        previous=previous,
        passwords=passwords,
        encrypt_with=encrypted_with(encrypt, passwords, edition_password_file),
    )
    say_what_to_know(done.file, workbook, previous)
    if JSON in (format or ()):
        print_json(done.as_json())
        return
    warning = f"{done.file.edition.warning}. " if draft else ""
    say(f"{warning}Wrote {done.path}{', encrypted' if done.file.encrypted else ''}.")
    say_kept([done.backup] if done.backup else [])
