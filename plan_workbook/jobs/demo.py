"""Do the whole job once, on the example plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.errors import OutputError
from plan_workbook.jobs.new import checked_workbook
from plan_workbook.jobs.paths import AnyPath, backup_of
from plan_workbook.jobs.summarise import summarise
from plan_workbook.package import write_keeping
from plan_workbook.plan.model import Plan
from plan_workbook.publishing.formats import Format, file_name, published
from plan_workbook.publishing.make import edition_of
from plan_workbook.register import read_register, register_of
from plan_workbook.register.example import NAME, example_register
from plan_workbook.values.paths import given_path
from plan_workbook.writing.register_files import write_register


@dataclass(frozen=True)
class Checked:
    """The workbook was made and checked; one from an earlier demo that differed is kept as `backup`."""

    workbook: Path
    backup: Path | None
    plan: Plan
    report: Report


@dataclass(frozen=True)
class Summarised:
    """Its Summary and Checks were regenerated."""

    workbook: Path


@dataclass(frozen=True)
class Exported:
    """Its register was written."""

    register: Path


@dataclass(frozen=True)
class Published:
    """A draft edition was written."""

    edition: Path
    workbook: Path


Step = Checked | Summarised | Exported | Published


def demo(output: AnyPath) -> Iterator[Step]:
    """Do the whole job in a folder; yields each step once it is done.

    Raises:
        OutputError: the folder can't be made.
        PackageError: a file can't be written.
    """
    output = given_path(output, "output")
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"The folder {output} can't be made ({error.strerror}): choose another with --output."
        ) from error
    workbook = output / f"{NAME}.xlsx"
    content, plan, report = checked_workbook(read_register(example_register()), workbook.name)
    kept = write_keeping(workbook, content, backup_of(workbook))
    yield Checked(workbook, backup_of(workbook) if kept else None, plan, report)
    summarise(workbook)
    yield Summarised(workbook)
    register = output / "register"
    write_register(register_of(plan), register)
    yield Exported(register)
    edition = edition_of(plan, report, draft=True)
    for_the_board = output / file_name(workbook, edition, Format.HTML)
    write_keeping(for_the_board, published(edition, Format.HTML), backup_of(for_the_board))
    yield Published(for_the_board, workbook)
