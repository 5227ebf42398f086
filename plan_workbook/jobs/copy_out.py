"""Copying out what ships with the program for people to change: the templates, and an example of a register."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import OutputError
from plan_workbook.jobs.paths import AnyPath, backup_of
from plan_workbook.package.write import Exchange, exchange_together, write_together_keeping
from plan_workbook.register import read_register
from plan_workbook.shipped import Shipped
from plan_workbook.values.paths import folder_named, given_path, make_folder
from plan_workbook.values.text import listed_in_part
from plan_workbook.writing.register_files import files_there, write_register


class Template(NamedTuple):
    """A template that ships."""

    name: str
    use: str
    """Where it is used, and the options that take another in its place."""


TEMPLATES = (
    Template("highlight-report.docx", "the Word report: publish --template"),
    Template("email.txt", "the email to the board, its subject and text: email --body"),
    Template("email.html", "the same, formatted: email --body-html"),
    Template("chase.txt", "emails to leads, their subject and text: chase --body, split --body"),
    Template("chase.html", "the same, formatted: chase --body-html, split --body-html"),
    Template("own-words.html", "the formatted text that goes with your own --body: if you change it, --body-html"),
    Template("improvement-plan.xlsx", "a blank workbook, as new makes it"),
)
"""The templates, in the order in which they are listed."""


def copy_templates(folder: AnyPath, *, replace: bool = False) -> tuple[Path, ...]:
    """Copy the `TEMPLATES` into a folder, all or none; return the backups of those that were replaced and differ.

    Raises:
        OutputError: one is there already and may not be replaced, or the folder can't be made.
        PackageError: a file can't be written.
    """
    folder = given_path(folder, "DIR")
    contents = {folder / each.name: (Shipped.TEMPLATES.folder / each.name).read_bytes() for each in TEMPLATES}
    _refuse_existing(folder, [path for path in contents if path.exists()], replace=replace)
    try:
        make_folder(folder)
    except OSError as error:
        raise OutputError(f"The folder {folder} can't be made ({error.strerror}): choose another.") from error
    if replace:
        return write_together_keeping(contents, backup_of)
    if not exchange_together([Exchange(path, None, content) for path, content in contents.items()]):
        raise OutputError(f"Another program wrote to {folder} meanwhile, so nothing was copied: try again.")
    return ()


def copy_register_example(output: AnyPath, *, replace: bool = False) -> tuple[Path, ...]:
    """Write the example of a register as a folder of CSV files, or as an xlsx if the name ends so.

    Returns:
        The backups of the tables that were replaced and differ.

    Raises:
        OutputError: a table is there already and may not be replaced, or the name can't be used.
        PackageError: a file can't be written.
    """
    output = given_path(output, "DIR")
    _refuse_existing(output, files_there(output), replace=replace)
    return write_register(read_register(Shipped.REGISTER_EXAMPLE.folder), output)


def _refuse_existing(where: Path, there: Sequence[Path], *, replace: bool) -> None:
    if there and not replace:
        what = (
            f"{folder_named(where, first=True)} already has {listed_in_part([path.name for path in there])}"
            if where.is_dir()
            else where
        )
        already = "" if where.is_dir() else " already exists"
        raise OutputError(f"{what}{already}: choose another name, or add --force to replace it.")
