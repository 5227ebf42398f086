"""Write the edition of a plan that may leave the house."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from plan_workbook.errors import OutputError
from plan_workbook.jobs.edition import EditionFile, Wanted, edition_file
from plan_workbook.jobs.passwords import NewPassword, Passwords
from plan_workbook.jobs.workbook_files import backup_of, same_file
from plan_workbook.package import write_keeping
from plan_workbook.publishing.formats import Format, format_of
from plan_workbook.values.text import listed

_ENDINGS = listed([each.suffixes[0] for each in Format], "or")


@dataclass(frozen=True)
class Published:
    """An edition that was written, and where a file that was there and differed is kept."""

    path: Path
    file: EditionFile
    backup: Path | None


def publish(
    workbook: Path,
    output: Path | None = None,
    *,
    format: Format | None = None,
    draft: bool = False,
    template: Path | None = None,
    previous: Path | None = None,
    passwords: Passwords = None,
    encrypt_with: NewPassword = None,
) -> Published:
    """Write the edition of the plan in a workbook, rebuilt from what was read of it.

    A file that is there and differs is kept as ``NAME.bak.xlsx``, or whatever its ending.

    Args:
        workbook: the workbook.
        output: where to; without it, next to the workbook as ``NAME-published.xlsx``.
        format: as what; without it, as `output` ends.
        draft: write it even with errors open, marked as a draft.
        template: a council's own Word template, for docx and pdf.
        previous: last month's workbook; with it, the edition says what moved since.
        passwords: what opens the workbooks; one password for all that opens none of them is meant for the edition.
        encrypt_with: what the edition is encrypted with; without it, with what the workbook is.

    Raises:
        ErrorsOpen: errors are open, and no draft is wanted.
        OutputError: the name does not fit the format, or the edition would replace what it is made from.
        PackageError, PlanWorkbookError: the edition can't be made or written. Nothing was changed in any case.
    """
    wanted = Wanted(workbook, _format(output, format), draft, template, previous, passwords, encrypt_with)
    if output is not None:
        _refuse_to_replace(
            output, {"the workbook itself": workbook, "last month's workbook": previous, "the template": template}
        )
    made = edition_file(wanted)
    target = output or workbook.with_name(made.name)
    kept = write_keeping(target, made.content, backup_of(target))
    return Published(target, made, backup_of(target) if kept else None)


def _refuse_to_replace(output: Path, sources: Mapping[str, Path | None]) -> None:
    """Refuse to write over what the edition is made from.

    Raises:
        OutputError: the output is one of the sources, which are given by what to call them.
    """
    for what, source in sources.items():
        if source is not None and same_file(output, source):
            raise OutputError(f"The edition would replace {what}: choose another name for it.")


def _format(output: Path | None, format: Format | None) -> Format:
    """Return the format that is meant.

    Raises:
        OutputError: the format and the name of the file contradict each other.
    """
    named = format_of(output) if output is not None else None
    if output is not None and named is None:
        raise OutputError(f"{output.name or output} does not end in {_ENDINGS}: choose a name that does.")
    if format is not None and named is not None and format is not named:
        raise OutputError(f"{output} does not end in {format.suffixes[0]}: choose another name, or leave --format out.")
    return format or named or Format.XLSX
