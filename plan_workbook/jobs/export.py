"""Write the plan in a workbook as a register."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.checking import Report
from plan_workbook.checking.report import check
from plan_workbook.errors import OutputError
from plan_workbook.jobs.passwords import Passwords
from plan_workbook.jobs.paths import AnyPath, same_file
from plan_workbook.jobs.plans import open_plan
from plan_workbook.package.modes import mode_like
from plan_workbook.register import register_of
from plan_workbook.values.paths import given_path
from plan_workbook.writing.register_files import cells_that_run, write_register, written_tables

if TYPE_CHECKING:
    from plan_workbook.contract import written as contract


@dataclass(frozen=True)
class Exported:
    """A register that was written, and the findings in its plan."""

    path: Path
    report: Report
    in_clear: bool
    """Whether the workbook is encrypted and the register is not, because CSV files can't be."""
    runs: tuple[str, ...] = ()
    """The cells of its CSV files that a spreadsheet would run as formulas, unless it was written safely."""
    kept: tuple[Path, ...] = ()
    """The backups of tables that were replaced and differ."""
    encrypted: bool = False
    """Whether it is encrypted, with the password of the workbook."""
    tables: tuple[tuple[str, int, Path], ...] = ()
    """Each table that was written, with how many rows it has, and the file that it is in."""

    def as_json(self) -> contract.Exported:
        """Return the object that ``export --format json`` prints."""
        return {
            "format": 1,
            "output": str(self.path),
            "typed": False,
            "workbooks": 1,
            "tables": [{"table": name, "rows": rows, "file": str(file)} for name, rows, file in self.tables],
            "not_read": [],
            "errors": self.report.errors,
            "encrypted": self.encrypted,
        }


def export(workbook: AnyPath, output: AnyPath, *, safe: bool = False, passwords: Passwords = None) -> Exported:
    """Write the plan in a workbook as plain tables: a folder of CSV files, or one xlsx if `output` ends in ``.xlsx``.

    From an encrypted workbook, the xlsx is encrypted with the same password.

    Args:
        workbook: the workbook.
        output: the folder or file to write.
        safe: put an apostrophe in front of cells of CSV files that a spreadsheet would run; `make_workbook` takes it
            off again. Without it, the texts are written as they were typed.
        passwords: the password of the workbook, if it is encrypted.

    Raises:
        OutputError: the register would replace the workbook, or can't be written there.
        PackageError, NotAPlan: the workbook can't be read, or the register can't be written.
    """
    workbook, output = given_path(workbook, "workbook"), given_path(output, "output")
    if same_file(output, workbook):
        raise OutputError("The register would replace the workbook itself: choose another name for it.")
    opened = open_plan(workbook, passwords)
    report = check(opened.plan)  # before anything is written: nothing is if the plan can't be checked
    register = register_of(opened.plan)
    kept = write_register(register, output, opened.file, safe=safe, mode=mode_like(opened.file.path))
    is_csv = output.is_dir()
    runs = cells_that_run(register) if is_csv else ()
    sealed = opened.encrypted and not is_csv
    return Exported(
        output,
        report,
        in_clear=opened.encrypted and is_csv,
        runs=runs,
        kept=kept,
        encrypted=sealed,
        tables=written_tables(register, output),
    )
