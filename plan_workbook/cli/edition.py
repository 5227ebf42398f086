"""What the commands that publish and send have in common: how they come by the edition, and by its file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from plan_workbook.cli.console import say
from plan_workbook.cli.lean import let_in
from plan_workbook.cli.options import refuse_itself
from plan_workbook.cli.password import new_password, password_for
from plan_workbook.publishing.formats import ENCRYPTED, FROM_TEMPLATE, Format
from plan_workbook.values.text import listed

if TYPE_CHECKING:
    from plan_workbook.plan.model import Plan
    from plan_workbook.publishing.edition import Edition

Draft = Annotated[bool, typer.Option("--draft", help="Although errors are open; it says DRAFT on every page.")]
Encrypt = Annotated[
    bool, typer.Option("--encrypt", help="Encrypt it with a password, which --password-file gives or you are asked.")
]
EditionPassword = Annotated[
    Path | None,
    typer.Option(
        "--edition-password-file", metavar="FILE", help="Encrypt it with this password, whatever opens the workbook.",
    ),
]  # fmt: skip
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE.docx", help=f"Your own Word template, for {listed(FROM_TEMPLATE)}."),
]


@dataclass(frozen=True)
class Wanted:
    """What a command line says of the edition."""

    workbook: Path
    format: Format
    draft: bool
    encrypt: bool
    template: Path | None
    previous: Path | None
    password_file: Path | None
    edition_password_file: Path | None

    @property
    def encrypted(self) -> bool:
        """Whether the command line asks for an encrypted edition."""
        return self.encrypt or self.edition_password_file is not None


@dataclass(frozen=True)
class EditionFile:
    """An edition and its file: name and content, and whether that is encrypted."""

    plan: Plan = field(repr=False)
    """As it was read, with its people."""
    edition: Edition
    name: str
    content: bytes = field(repr=False)
    encrypted: bool


def edition_file(wanted: Wanted) -> EditionFile:
    """Read and check a workbook, and return its edition as a file; says what a reader should know of it.

    The edition of an encrypted workbook is encrypted with the same password, where its format can be; and a password
    file that opens nothing is meant for the edition.

    Raises:
        InputError: the options contradict each other, or a password or template can't be used.
        ErrorsOpen: errors are open, and it is to be no draft.
        PackageError, PlanWorkbookError: the workbook can't be read, or the edition not be made.
    """
    from plan_workbook.checking import check
    from plan_workbook.errors import ErrorsOpen
    from plan_workbook.package import open_file
    from plan_workbook.package.encryption import EXCELS_OWN, encrypted
    from plan_workbook.publishing.formats import file_name, published
    from plan_workbook.publishing.make import edition_of
    from plan_workbook.reading import read_plan

    _refuse_contradictions(wanted)
    opened = []
    for path in (wanted.workbook, *([wanted.previous] if wanted.previous is not None else [])):
        opened.append(open_file(path, password_for(path, wanted.password_file)))
    plan, *before = (read_plan(file.content, file.path.name) for file in opened)
    last_month = next(iter(before), None)
    try:
        edition = edition_of(plan, check(plan.once_summarised, last_month), last_month, draft=wanted.draft)
    except ErrorsOpen as error:
        raise ErrorsOpen(str(wanted.workbook), error.errors) from None
    name = file_name(wanted.workbook, edition, wanted.format)
    password, *others = (file.password if file.password != EXCELS_OWN else None for file in opened)
    idle = wanted.password_file is not None and password is None and not any(others)
    if wanted.encrypted or (idle and wanted.format.can_be_encrypted):
        password = new_password(name, wanted.edition_password_file or wanted.password_file)
    if wanted.format.takes_template:
        let_in("lxml")
    content = published(edition, wanted.format, wanted.template)
    _say_hidden(plan)
    if edition.left_out:
        _say_left_out(edition.left_out)
    if password is None:
        return EditionFile(plan, edition, name, content, encrypted=False)
    if not wanted.format.can_be_encrypted:
        say(f"{wanted.workbook.name} is encrypted, {wanted.format.value} can't be: keep it where only those who may "
            "read it can.", error=True)  # fmt: skip
        return EditionFile(plan, edition, name, content, encrypted=False)
    return EditionFile(plan, edition, name, encrypted(content, password), encrypted=True)


def _refuse_contradictions(wanted: Wanted) -> None:
    from plan_workbook.errors import InputError

    if wanted.previous is not None:
        refuse_itself(wanted.workbook, wanted.previous)
    if wanted.encrypted and not wanted.format.can_be_encrypted:
        raise InputError(
            f"--encrypt is for {listed(ENCRYPTED)}: {wanted.format.value} has no password, so choose one of those."
        )
    if wanted.template is not None and not wanted.format.takes_template:
        raise InputError(f"--template is for --format {listed(FROM_TEMPLATE)}: leave it out, or choose one of those.")


MOST_NAMED = 10
"""Cells that a message names."""


def _say_left_out(cells: tuple[str, ...]) -> None:
    """Say which cells held an email address, which does not go out."""
    from plan_workbook.values.text import counted, listed

    more = " and others" if len(cells) > MOST_NAMED else ""
    say(
        f"Email addresses do not go out: those in {counted(len(cells), 'cell')} became the person's name or were left "
        f"out ({listed(cells[:MOST_NAMED])}{more}).",
        error=True,
    )


def _say_hidden(plan: Plan) -> None:
    """Say what of the recommendations' sheets is hidden, since it is published in sight."""
    from plan_workbook.values.text import listed

    sheets = {each.sheet for each in plan.recommendations}
    hidden = [seen for seen in plan.observations if seen.rule == "hidden-content" and seen.sheet in sheets]
    if hidden:
        said = [f"{seen.sheet}: {seen.detail[:1].lower()}{seen.detail[1:]}" for seen in hidden[:MOST_NAMED]]
        more = " and others" if len(hidden) > MOST_NAMED else ""
        say(
            f"Hidden in the workbook, and published in sight because it counts ({listed(said)}{more}): if it is not to "
            "go out, take it out of the workbook.",
            error=True,
        )
