"""Write the edition of a plan that may be published."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.errors import OutputError
from plan_workbook.jobs.arguments import choice_of
from plan_workbook.jobs.edition import EditionFile, Wanted, edition_file
from plan_workbook.jobs.new_file import refuse_plan
from plan_workbook.jobs.passwords import NewPassword, Passwords
from plan_workbook.jobs.paths import AnyPath, backup_of, path_of, same_file
from plan_workbook.package import write_keeping
from plan_workbook.package.modes import mode_like
from plan_workbook.publishing.formats import Format, format_of
from plan_workbook.values.paths import given_path
from plan_workbook.values.text import listed

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract

_ENDINGS = listed([each.suffixes[0] for each in Format], "or")


@dataclass(frozen=True)
class Published:
    """An edition that was written, and the backup of the previous file if that differed."""

    path: Path
    file: EditionFile
    backup: Path | None
    workbook: Path
    """The workbook that it was made from."""

    def as_json(self) -> contract.Published:
        """Return the object that ``publish --format json`` prints."""
        return {
            "format": 1,
            "workbook": str(self.workbook),
            "file": str(self.path),
            "backup": str(self.backup) if self.backup else None,
            **self.file.as_json(),
        }


def publish(
    workbook: AnyPath,
    output: AnyPath | None = None,
    *,
    format: Format | str | None = None,
    draft: bool = False,
    template: AnyPath | None = None,
    previous: AnyPath | None = None,
    passwords: Passwords = None,
    encrypt_with: NewPassword = None,
) -> Published:
    """Write the edition of the plan in a workbook, rebuilt from what was read.

    An existing file that differs is kept as ``NAME.bak.xlsx`` (or with its own ending).

    Args:
        workbook: the workbook.
        output: the file to write; without it, ``NAME-published.xlsx`` next to the workbook.
        format: the format or its word, such as ``"docx"``; without it, the ending of `output` decides.
        draft: write it even with errors open, marked as a draft.
        template: a council's own Word template, for docx and pdf.
        previous: last month's workbook; with it, the edition says what has changed since.
        passwords: the passwords of the workbooks; a single password that none of them needs is used for the edition.
        encrypt_with: the password of the edition; without it, the workbook's own.

    Raises:
        ErrorsOpen: errors are open, and no draft was asked for.
        InputError: there is no such format.
        OutputError: the name does not fit the format, or the edition would replace a file that it is made from, or
            another plan's workbook.
        PackageError, PlanWorkbookError: the edition can't be made or written. Nothing was changed in any case.
    """
    workbook, output = given_path(workbook, "workbook"), path_of(output, "output")
    template, previous = path_of(template, "template"), path_of(previous, "previous")
    chosen = choice_of(Format, format, "format") if format is not None else None
    called = output.name if output else ""
    wanted = Wanted(workbook, _format(output, chosen), draft, template, previous, passwords, encrypt_with, called)
    if output is not None:
        _refuse_to_replace(
            output, {"the workbook itself": workbook, "last month's workbook": previous, "the template": template}
        )
        refuse_plan(output, "the edition")
    made = edition_file(wanted)
    target = output or workbook.with_name(made.name)
    kept = write_keeping(target, made.content, backup_of(target), mode_like(workbook, previous))
    return Published(target, made, backup_of(target) if kept else None, workbook)


def _refuse_to_replace(output: Path, sources: Mapping[str, Path | None]) -> None:
    """Refuse to write over a file that the edition is made from.

    Raises:
        OutputError: the output is one of the sources, whose keys are words for the message.
    """
    for what, source in sources.items():
        if source is not None and same_file(output, source):
            raise OutputError(f"The edition would replace {what}: choose another name for it.")


def _format(output: Path | None, format: Format | None) -> Format:
    """Return the format that is wanted.

    Raises:
        OutputError: the format and the name of the file contradict each other.
    """
    named = format_of(output) if output is not None else None
    if output is not None and named is None:
        raise OutputError(f"{output.name or output} does not end in {_ENDINGS}: choose a name that does.")
    if format is not None and named is not None and format is not named:
        raise OutputError(f"{output} does not end in {format.suffixes[0]}: choose another name, or leave --format out.")
    return format or named or Format.XLSX
