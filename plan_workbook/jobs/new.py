"""Make the master workbook, blank or filled from a register."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.errors import OutputError
from plan_workbook.jobs.arguments import keys_named, refuse_number_of_sheets
from plan_workbook.jobs.new_file import refuse_existing, write_new
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, path_of
from plan_workbook.jobs.register_from import register_from
from plan_workbook.jobs.summarise import with_generated
from plan_workbook.layout import SPARE_SHEETS
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import Register
from plan_workbook.register.ceilings import refuse_too_large
from plan_workbook.values.paths import given_path
from plan_workbook.writing.checks_sheet import cells_listed
from plan_workbook.writing.master import blank_register, master_workbook, template_workbook


@dataclass(frozen=True)
class Made:
    """A workbook that was made, and the findings in it; a blank one is not checked."""

    path: Path
    plan: Plan
    report: Report | None
    backup: Path | None = None
    """The path under which a file that was replaced is kept."""
    unread: tuple[str, ...] = ()
    """The names of tables in the register that are not part of one, so nothing in them was read."""


def make_workbook(
    output: AnyPath,
    register: AnyPath | None = None,
    *,
    mapping: AnyPath | None = None,
    recommendations: int | None = None,
    including: str | Iterable[str] = (),
    replace: bool = False,
    passwords: Passwords = None,
) -> Made:
    """Make the master workbook.

    Args:
        output: the file to write; its name must end in ``.xlsx``.
        register: what to fill it from: a register, which is a folder of CSV files or an xlsx; a workbook of a plan; or
            a report or tracker (``.docx``, ``.xlsx``, ``.pdf``, ``.csv``) in which nothing is doubtful. Without it, the
            workbook is blank.
        mapping: what each table and column of that report or tracker is, as `bring` wrote it and perhaps a person
            corrected it; it is followed to the letter.
        recommendations: how many recommendations' sheets a blank workbook has, from 1 to 300; without it, 18.
        including: optional columns and fields that it has, by their headings, such as ``Evidence``; with a register,
            those are added to the ones that are in it. In one text, commas separate several.
        replace: replace an existing file of that name, which is kept as ``NAME.bak.xlsx``.
        passwords: its password, if it is encrypted; the workbook is then encrypted with the same one.

    Raises:
        InputError: a blank workbook can't have so many recommendations, there is no such column or field, or something
            in a report is doubtful; it says what to run.
        OutputError: a number is given with a register, or a mapping without one, the name does not end in ``.xlsx``,
            or the file exists.
        RegisterError: the register can't become a workbook.
        PackageError: a file can't be read or written. Nothing was changed in any case.
    """
    output, register = given_path(output, "output"), path_of(register, "register")
    mapping = path_of(mapping, "mapping")
    if mapping is not None and register is None:
        raise OutputError("--mapping is for a report or tracker given with --from: leave it out for a blank workbook.")
    if register is not None and recommendations is not None:
        raise OutputError(
            "--recommendations is for a blank workbook: with --from, the register says how many there are."
        )
    used = keys_named(including, "--with")
    if recommendations is not None:
        refuse_number_of_sheets(recommendations)
    if output.suffix.casefold() != ".xlsx":
        raise OutputError(f"{output.name or output} does not end in .xlsx: choose a name that does, such as plan.xlsx.")
    refuse_existing(output, replace=replace)
    if register is None:
        sheets = SPARE_SHEETS if recommendations is None else recommendations
        content = master_workbook(blank_register(sheets, used))
        backup = write_new(output, content, replace=replace)
        return Made(output, read_plan(content, output.name), None, backup)
    tables = register_from(register, passwords, path_of(mapping, "mapping"))
    refuse_too_large(tables, register.name or str(register))
    tables.add(used)
    content, plan, report = checked_workbook(tables, output.name)
    content = tables.file.sealed(content) if tables.file else content
    backup = write_new(output, content, replace=replace, source=register)
    return Made(output, plan, report, backup, tables.unread)


def checked_workbook(register: Register, name: str) -> tuple[bytes, Plan, Report]:
    """Return the master workbook for a register, with its findings on Checks, its plan and those findings.

    Errors use `name` for the workbook.

    Raises:
        RegisterError: a text is too long for a cell.
    """
    plan = read_plan(template_workbook(register), name)
    report = check(plan)
    template = template_workbook(register, cells_listed(report))
    return with_generated(template, plan, report), plan, report
