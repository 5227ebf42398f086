"""Writes a register to a folder of CSV files or to one xlsx."""

from __future__ import annotations

import csv
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path

from plan_workbook.errors import NotAPlan, OutputError, RegisterError
from plan_workbook.layout import LONGEST_TEXT, length_in_a_cell
from plan_workbook.package import PackageError, WorkbookFile, write_together
from plan_workbook.package.safety import read_bytes
from plan_workbook.package.write import exchange
from plan_workbook.register.reading import read_register
from plan_workbook.register.tables import SAFE, Register, RegisterTable, register_tables
from plan_workbook.values.formula import as_text_in_a_sheet, would_run
from plan_workbook.writing.plain_tables import tables_workbook


def write_register(register: Register, out: Path, source: WorkbookFile | None = None, *, safe: bool = False) -> None:
    """Write a register as an xlsx file if `out` ends in ``.xlsx``, otherwise as a folder of CSV files.

    If the workbook it comes from (`source`) is encrypted, so is the xlsx, with the same password. With `safe`, cells of
    CSV files that a spreadsheet would run get an apostrophe in front, which `read_register` takes off again; text in an
    xlsx is never run.

    Raises:
        OutputError: another file has that name, or the name or folder can't be used.
        PackageError: the files can't be written.
    """
    suffix = out.suffix.casefold()
    if suffix == ".xlsx":
        before = _earlier(out, source.password if source else None)
        _refuse_too_long(out, register)
        content = _as_xlsx(register)
        if not exchange(out, before, source.sealed(content) if source else content):
            raise OutputError(f"{out} was changed by another program meanwhile, so it was not replaced: try again.")
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
        raise OutputError(f"The folder {out} can't be created: {error.strerror}. Choose another place.") from error
    tables = register_tables(register.used)
    files = {table: out / f"{table.name}.csv" for table in tables}
    filled = _filled(register)
    # A file left from an earlier export is emptied; otherwise the next `new --from` would read it.
    wanted = [table for table in tables if table in filled or files[table].exists()]
    write_together({files[table]: _as_csv(table, register, safe=safe).encode() for table in wanted})


def cells_that_run(register: Register) -> tuple[str, ...]:
    """Return the cells of the CSV files that a spreadsheet would run: ``Action in row 4 of actions.csv``."""
    return tuple(
        f"{heading} in row {row} of {table.name}.csv"
        for table in _filled(register)
        for row, record in enumerate(register.rows(table.name), 2)
        for heading in table.headings
        if would_run(record[heading])
    )


_NOT_FOLDERS = frozenset({".csv", ".xls", ".xlsm", ".xlsb", ".ods", ".txt", ".json", ".zip"})
"""Endings that people give to files; a folder with such a name would be confusing."""


def _earlier(path: Path, password: str | None) -> bytes | None:
    """Return the content of a file that is a register, which a new export may replace; None if there is no file.

    Raises:
        OutputError: it is another file.
    """
    if not path.is_file():
        return None
    with suppress(RegisterError, NotAPlan, PackageError):
        content = read_bytes(path)
        if read_register(path, password).tables:
            return content
    raise OutputError(f"{path} already exists and is not a register: choose another name, or remove it first.")


def _filled(register: Register) -> list[RegisterTable]:
    """Return the tables to write: the four of every plan, and the optional ones that have rows."""
    always = ("plan", "recommendations", "indicators", "actions")
    return [table for table in register_tables(register.used) if table.name in always or register.rows(table.name)]


def _as_csv(table: RegisterTable, register: Register, *, safe: bool) -> str:
    rows, headings = register.rows(table.name), table.headings
    if safe:
        texts = [{heading: as_text_in_a_sheet(text) for heading, text in row.items()} for row in rows]
        headings = (*headings, SAFE) if texts != rows else headings
        rows = texts
    text = StringIO(newline="")
    writer = csv.DictWriter(text, headings, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _refuse_too_long(out: Path, register: Register) -> None:
    """Refuse to write a text that a cell has no room for, such as the paragraphs of Progress together.

    Raises:
        OutputError: there is one; it says in which row and column.
    """
    for table in _filled(register):
        for row, record in enumerate(register.rows(table.name), 2):
            for heading in table.headings:
                length = length_in_a_cell(record[heading])
                if length > LONGEST_TEXT:
                    raise OutputError(
                        f"{out} can't be written: the {heading} in row {row} of {table.name} has {length:,} "
                        f"characters, and an Excel cell holds {LONGEST_TEXT:,}. Name a folder instead, for CSV files, "
                        "which hold texts of any length."
                    )


def _as_xlsx(register: Register) -> bytes:
    content = BytesIO()
    tables_workbook(content, [(t.name, t.headings, register.rows(t.name)) for t in _filled(register)])
    return content.getvalue()
