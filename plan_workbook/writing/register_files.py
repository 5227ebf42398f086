"""Writes a register to a folder of CSV files or to one xlsx."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from contextlib import suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import NotAPlan, OutputError, RegisterError
from plan_workbook.layout import LONGEST_TEXT, fitting, length_in_a_cell
from plan_workbook.package import PackageError, WorkbookFile, write_together
from plan_workbook.package.safety import read_bytes
from plan_workbook.package.write import exchange, write_together_keeping
from plan_workbook.register.reading import read_register
from plan_workbook.register.tables import SAFE, Record, Register, RegisterTable, register_tables
from plan_workbook.values.formula import as_text_in_a_sheet, would_run
from plan_workbook.values.kept_csv import WITH_MARK, line_of
from plan_workbook.values.paths import backup_of, make_folder
from plan_workbook.writing.plain_tables import tables_workbook


class MoreTable(NamedTuple):
    """A table next to those of a register, for people only: nobody reads it as part of the plan."""

    name: str
    headings: tuple[str, ...]
    rows: Sequence[Record]


_MOST_MORE = 10_000
"""Rows of such a table in an xlsx; with more, it would hold more than an xlsx register may have."""


def write_register(
    register: Register,
    out: Path,
    source: WorkbookFile | None = None,
    *,
    safe: bool = False,
    more: Sequence[MoreTable] = (),
    mode: int | None = None,
) -> tuple[Path, ...]:
    """Write a register as an xlsx file if `out` ends in ``.xlsx``, otherwise as a folder of CSV files.

    If the file it comes from (`source`) is encrypted, so is the xlsx, with the same password. With `safe`, cells of
    CSV files that a spreadsheet would run get an apostrophe in front, which `read_register` takes off again; text in an
    xlsx is never run. In the tables in `more`, which people open in a spreadsheet, such cells always get one.
    New files get the permission bits in `mode`.

    Returns:
        The backups of the files of a register that were replaced and differ, which somebody may have typed into:
        ``actions.bak.csv``, or ``register.bak.xlsx``.

    Raises:
        OutputError: another file has that name, or the name or folder can't be used.
        PackageError: the files can't be written.
    """
    suffix = out.suffix.casefold()
    if suffix == ".xlsx":
        before = _earlier(out, source.password if source else None)
        _refuse_too_long(out, register)
        for table in more:
            _refuse_too_many(out, table)
        content = _as_xlsx(register, more)
        content = source.sealed(content) if source else content
        backup = None if before in (None, content) else backup_of(out)
        if not exchange(out, before, content, backup, mode):
            raise OutputError(f"{out} was changed by another program meanwhile, so it was not replaced: try again.")
        return (backup,) if backup else ()
    if suffix in _NOT_FOLDERS:
        raise OutputError(
            f"{out.name} can't be a register, which is a folder of tables or an .xlsx file: name it {out.stem} or "
            f"{out.stem}.xlsx."
        )
    if out.exists() and not out.is_dir():
        raise OutputError(f"{out} is a file, not a folder: name a folder for the CSV files, or a name ending in .xlsx.")
    try:
        make_folder(out)
    except OSError as error:
        raise OutputError(f"The folder {out} can't be created: {error.strerror}. Choose another place.") from error
    tables = register_tables(register.used)
    files = {table: out / f"{table.name}.csv" for table in tables}
    filled = _filled(register)
    # A file left from an earlier export is emptied; otherwise the next `new --from` would read it.
    wanted = [table for table in tables if table in filled or files[table].exists()]
    contents = {files[table]: _as_csv(table, register, safe=safe).encode() for table in wanted}
    kept = write_together_keeping(contents, backup_of, mode)
    write_together({out / f"{each.name}.csv": _as_csv_for_people(each) for each in more}, mode, ours=True)
    return kept


def written_tables(register: Register, out: Path) -> tuple[tuple[str, int, Path], ...]:
    """Return each table of a register that is written there, with how many rows it has, and the file that it is in."""
    is_xlsx = out.suffix.casefold() == ".xlsx"
    return tuple(
        (table.name, len(register.rows(table.name)), out if is_xlsx else out / f"{table.name}.csv")
        for table in _filled(register)
    )


def files_there(out: Path, more: Sequence[str] = ()) -> tuple[Path, ...]:
    """Return the files that writing a register would replace: those of its tables, and of `more`, by their names."""
    if not out.is_dir():
        return (out,) if out.exists() else ()
    names = [*(table.name for table in register_tables()), *more]
    return tuple(path for name in names if (path := out / f"{name}.csv").exists())


def cells_that_run(register: Register) -> tuple[str, ...]:
    """Return the cells of the CSV files that a spreadsheet would run: ``Action in row 4 of actions.csv``."""
    return tuple(
        f"{heading} in row {row} of {table.name}.csv"
        for table in _filled(register)
        for row, record in enumerate(register.rows(table.name), 2)
        for heading in table.headings
        if would_run(record[heading])
    )


_NOT_FOLDERS = frozenset({".csv", ".xls", ".xlsm", ".xlsb", ".ods", ".txt", ".json", ".zip", ".docx", ".pdf"})
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


def _as_csv_for_people(table: MoreTable) -> bytes:
    rows = ([row[heading] for heading in table.headings] for row in table.rows)
    return WITH_MARK + "".join(line_of(cells) for cells in (table.headings, *rows)).encode("utf-8", "replace")


def _refuse_too_many(out: Path, table: MoreTable) -> None:
    if len(table.rows) > _MOST_MORE:
        raise OutputError(
            f"{out} can't be written: it would have {len(table.rows):,} rows in {table.name}, and there may be "
            f"{_MOST_MORE:,}. Name a folder instead, for CSV files."
        )


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


def _as_xlsx(register: Register, more: Sequence[MoreTable]) -> bytes:
    content = BytesIO()
    tables = [(t.name, t.headings, register.rows(t.name)) for t in _filled(register)]
    tables_workbook(content, [*tables, *((each.name, each.headings, _shortened(each.rows)) for each in more)])
    return content.getvalue()


def _shortened(rows: Sequence[Record]) -> list[Record]:
    """Return rows for people whose texts all fit into a cell."""
    return [
        {heading: fitting(text.replace("\r\n", "\n").replace("\r", "\n")) for heading, text in row.items()}
        for row in rows
    ]
