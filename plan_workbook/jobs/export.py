"""Write the plan in a workbook as a register."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.errors import OutputError
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, same_file
from plan_workbook.jobs.plans import open_plan
from plan_workbook.register import register_of
from plan_workbook.values.paths import given_path
from plan_workbook.writing.register_files import write_register


@dataclass(frozen=True)
class Exported:
    """A register that was written, and the findings in its plan."""

    path: Path
    report: Report
    in_clear: bool
    """Whether the workbook is encrypted and the register is not, because CSV files can't be."""


def export(workbook: AnyPath, output: AnyPath, *, passwords: Passwords = None) -> Exported:
    """Write the plan in a workbook as plain tables: a folder of CSV files, or one xlsx if `output` ends in ``.xlsx``.

    From an encrypted workbook, the xlsx is encrypted with the same password.

    Raises:
        OutputError: the register would replace the workbook, or can't be written there.
        PackageError, NotAPlan: the workbook can't be read, or the register can't be written.
    """
    workbook, output = given_path(workbook, "workbook"), given_path(output, "output")
    if same_file(output, workbook):
        raise OutputError("The register would replace the workbook itself: choose another name for it.")
    opened = open_plan(workbook, passwords)
    write_register(register_of(opened.plan), output, opened.file)
    return Exported(output, check(opened.plan), in_clear=opened.encrypted and output.is_dir())
