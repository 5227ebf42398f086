"""Writing a register to a folder of CSV files or to one xlsx."""

from __future__ import annotations

import csv
from io import BytesIO, StringIO
from pathlib import Path

from plan_workbook.errors import NotAPlan, OutputError, RegisterError
from plan_workbook.package import PackageError, write_atomically
from plan_workbook.register.reading import read_register
from plan_workbook.register.tables import TABLES, Register, RegisterTable


def write_register(register: Register, out: Path) -> None:
    """Write a register as an xlsx file where `out` is called so, else as a folder of CSV files.

    Raises:
        OutputError: something other than a folder is in the way.
        PackageError: the files can't be written.
    """
    suffix = out.suffix.casefold()
    if suffix == ".xlsx":
        if out.is_file() and not _is_register(out):
            raise OutputError(f"{out} is there already and is no register: choose another name, or remove it first.")
        write_atomically(out, _as_xlsx(register))
        return
    if suffix in _NOT_FOLDERS:
        raise OutputError(
            f"{out.name} can't be a register, which is a folder of tables or an .xlsx file: name it {out.stem} or "
            f"{out.stem}.xlsx."
        )
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file, not a folder: name a folder for the CSV files, or a name ending in .xlsx.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {out} can't be made: {error.strerror}. Choose another place.") from error
    for table in TABLES:
        file = out / f"{table.name}.csv"
        # A file left from an earlier export is emptied, or it would come back with the next `new --from`.
        if table in _filled(register) or file.exists():
            write_atomically(file, _as_csv(table, register).encode())


_NOT_FOLDERS = frozenset({".csv", ".xls", ".xlsm", ".xlsb", ".ods", ".txt", ".json", ".zip"})
"""Endings of names that people give to files: a folder called so would only puzzle."""


def _is_register(path: Path) -> bool:
    """Tell whether the file is a register, which a new export may replace."""
    try:
        return bool(read_register(path).tables)
    except (RegisterError, NotAPlan, PackageError):
        return False


def _filled(register: Register) -> list[RegisterTable]:
    """Return the tables to write: the four of every plan, and the optional ones that have rows."""
    always = ("plan", "recommendations", "indicators", "actions")
    return [table for table in TABLES if table.name in always or register.rows(table.name)]


def _as_csv(table: RegisterTable, register: Register) -> str:
    text = StringIO(newline="")
    writer = csv.DictWriter(text, table.headings, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(register.rows(table.name))
    return text.getvalue()


def _as_xlsx(register: Register) -> bytes:
    from plan_workbook.writing.tables import tables_workbook

    content = BytesIO()
    tables_workbook(content, [(t.name, t.headings, register.rows(t.name)) for t in _filled(register)])
    return content.getvalue()
