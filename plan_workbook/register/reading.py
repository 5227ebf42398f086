"""Reads a register from a folder of CSV files or from one xlsx. Anything unknown is refused, never dropped."""

from __future__ import annotations

import csv
import errno
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import TypeVar, cast

from plan_workbook import layout
from plan_workbook.errors import NotARegister, RegisterError
from plan_workbook.package import Password, WorkbookFile, open_file
from plan_workbook.package.escapes import as_typed
from plan_workbook.patterns import pattern
from plan_workbook.plan.inputs import Raw
from plan_workbook.reading.cells import as_text
from plan_workbook.reading.dates import shows_month_only
from plan_workbook.register.ceilings import refuse_too_much
from plan_workbook.register.tables import (
    NUMBER,
    PARAGRAPHS,
    SAFE,
    Record,
    Register,
    RegisterTable,
    only_if_used,
    own_columns_of,
    register_tables,
)
from plan_workbook.register.unknown import UsualName, refuse_unknown
from plan_workbook.register.unknown_tables import unread_tables
from plan_workbook.values.decimals import as_decimal
from plan_workbook.values.formula import from_text_in_a_sheet
from plan_workbook.values.number_format import number_format as number_format_of
from plan_workbook.values.paths import bytes_of, is_backup, things_in
from plan_workbook.values.shown import shown_in_full
from plan_workbook.values.shown_dates import days_of
from plan_workbook.values.text import as_name, fold, is_blank, listed, listed_in_part, plain

_DELIMITERS = {",": "commas", ";": "semicolons", "\t": "tabs"}
"""The characters that may be between the columns of a CSV file, and their names."""
_BEGINNING = 1 << 16
"""Bytes of a file in which its headings are looked for."""
_AT_ENDS = "".join(_DELIMITERS) + " "
_OTHER_FORMATS = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".tsv", ".txt"})
_FIRST_ROWS = 20
"""Rows of a sheet in which its headings are looked for."""
LARGEST_TABLE = 8 << 20
"""Bytes of a CSV file; a table with all the rows that a plan may have takes 2 MB with a paragraph in each."""
T = TypeVar("T")

_SEPARATED_BY = pattern(r"\Asep=.[\r\n]+")
"""The line by which Excel can be told what is between the columns."""


def read_register(path: Path, password: Password = None, usual_name: UsualName | None = None) -> Register:
    """Read a register from a folder of CSV files or an xlsx file, which may be encrypted.

    `usual_name` knows more names that people have for columns; the sentence that refuses them says what was meant.

    Raises:
        NotARegister: it is a workbook of another kind.
        RegisterError: it is missing or unreadable, lacks a table or heading, or mentions a recommendation that it does
            not list.
        PackageError: the xlsx can't be opened safely.
        InputError: the folder can't be looked into.
    """
    file = None
    if path.is_dir():
        raw, unread = _read_folder(path)
    elif not path.exists():
        raise RegisterError(f"There is no register at {path}: check the name, or give the folder that holds plan.csv.")
    elif path.suffix.casefold() == ".csv":
        raise RegisterError(f"{path.name} is one table of a register: give the folder that it is in instead.")
    else:
        file = open_file(path, password)
        raw, unread = _read_xlsx(file)
    tables = register_tables()
    if why := _why_no_register(path, raw):
        raise RegisterError(why) if path.is_dir() else NotARegister(why)
    refuse_too_much(path, raw)
    own = _own_columns(path, raw)
    tables = register_tables(own=own)
    refuse_unknown(path, raw, tables, usual_name)
    read = {table.name: _records(path, table, raw[table.name]) for table in tables if table.name in raw}
    records = {name: r for name, (r, _) in read.items()}
    register = Register(records, {name: lines for name, (_, lines) in read.items()}, file, _used(raw) | own)
    register.unread = unread
    for table in tables:
        if table.required and table.name not in register.tables:
            raise RegisterError(f"The register {path} has no table {table.name}: add {table.name}.csv, or the sheet.")
    _check_references(path, register)
    return register


def _own_columns(path: Path, found: Mapping[str, list[list[str]]]) -> frozenset[str]:
    """Return the keys of the extra columns that a register declares, and that of the table that does.

    Raises:
        RegisterError: a row of that table declares none.
    """
    key = layout.EXTRA_COLUMNS.key
    if key not in found:
        return frozenset()
    table = next(each for each in register_tables() if each.name == key)
    records, lines = _records(path, table, found[key])
    of = own_columns_of(records)
    for at, (_, why) in of.faults.items():
        raise RegisterError(f"Row {lines[at]} of the table {key} of {path}: {why} Correct the row, or remove it.")
    return frozenset((key, *of.keys)) if records else frozenset()


def _used(found: Mapping[str, list[list[str]]]) -> frozenset[str]:
    """Return the keys of the columns and fields that a register names among those that are only there if it does."""
    known = {name: set(map(fold, _headings_of(rows))) for name, rows in found.items()}
    known["plan"] = {fold(cell) for row in found.get("plan", []) for cell in row}
    return frozenset(
        key
        for table, keys in only_if_used().items()
        for heading, key in keys.items()
        if fold(heading) in known.get(table, ())
    )


def _headings_of(rows: Iterable[list[str]]) -> list[str]:
    """Return the first row with any text."""
    return next((row for row in rows if not all(map(is_blank, row))), [])


def _why_no_register(path: Path, found: Mapping[str, list[list[str]]]) -> str:
    """Return why a folder or workbook is something else altogether; empty if it may be a register."""
    if path.is_dir():
        nothing = not any(table.required for table in register_tables() if table.name in found)
        why = f"The folder {path} does not hold a register: plan.csv and recommendations.csv are missing."
        return why if nothing else ""
    fields = {fold(cell) for row in found.get("plan", []) for cell in row}
    if layout.PLAN.tables[0].title and fold(layout.PLAN.tables[0].title) in fields:
        return (
            f"{path} is a workbook that leads fill in, not a register: make a register from it with plan-workbook "
            "export, and give that."
        )
    if not _begins_like_a_register(found):
        return (
            f"{path} is a workbook, but not a register (it has no sheet plan or recommendations with a register's "
            "headings): give a register, such as plan-workbook export makes from a plan, or leave --from out for a "
            "blank workbook."
        )
    return ""


def _begins_like_a_register(found: Mapping[str, list[list[str]]]) -> bool:
    """Tell whether a table that every register has is there with its headings."""
    needed = {table.name: set(map(fold, table.needed)) for table in register_tables() if table.required}
    return any(needed[name] <= set(map(fold, _headings_of(rows))) for name, rows in found.items() if name in needed)


def _read_folder(path: Path) -> tuple[dict[str, list[list[str]]], tuple[str, ...]]:
    """Return the rows of each table in a folder, and the names of the CSV files that are none."""
    files = _by_name(path, [(file.name, file) for file in things_in(path) if file.is_file() and not is_backup(file)])
    found = {table: file for table in register_tables() if (file := files.get(f"{table.name}.csv"))}
    others = [file for file in files.values() if file.suffix.casefold() == ".csv" and file not in found.values()]
    unread = unread_tables(path, {file.stem: _first_line_of(file) for file in others})
    _refuse_other_formats(files.values(), {table.name for table in found})
    texts = {table: _text_of(file) for table, file in found.items()}
    delimiter = _delimiter_of({found[table]: _delimiter(text, table) for table, text in texts.items()})
    tables: dict[str, list[list[str]]] = {}
    for table, text in texts.items():
        csv.field_size_limit(max(csv.field_size_limit(), len(text)))  # all paragraphs of Progress are in one cell
        try:
            tables[table.name] = list(csv.reader(StringIO(text, newline=""), strict=True, delimiter=delimiter))
        except csv.Error as error:
            raise RegisterError(
                f"{found[table]} is not a readable CSV file ({error}): save it again as CSV UTF-8."
            ) from error
    return tables, unread


def _first_line_of(file: Path) -> list[str]:
    """Return the cells of the first line of a CSV file that may be of any kind; none if it can't be read."""
    try:
        with file.open("rb") as opened:
            text = opened.read(_BEGINNING).decode("utf-8-sig", "replace")
    except OSError:
        return []
    first = next((line for line in text.splitlines() if not is_blank(line.strip(_AT_ENDS))), "")
    return [cell.strip(' "') for cell in max((first.split(each) for each in _DELIMITERS), key=len)]


def _by_name(path: Path, named: Iterable[tuple[str, T]]) -> dict[str, T]:
    """Return the files or sheets of a register by their folded names.

    Raises:
        RegisterError: two that differ only in capitals or spaces have a table's name, so one would not be read.
    """
    found: dict[str, T] = {}
    names = {each for table in register_tables() for each in (table.name, f"{table.name}.csv")}
    for name, what in named:
        if fold(name) in names & found.keys():
            raise RegisterError(f"{path} has two tables named {fold(name)}: remove one, or give it another name.")
        found[fold(name)] = what
    return found


def _refuse_other_formats(files: Iterable[Path], found: Collection[str]) -> None:
    """Refuse a table that is only there as another kind of file; its rows would be missing from every count."""
    missing = {table.name for table in register_tables()} - set(found)
    for file in files:
        if fold(file.stem) in missing and file.suffix.casefold() in _OTHER_FORMATS:
            raise RegisterError(
                f"{file} is not read: save it as {fold(file.stem)}.csv, as CSV UTF-8 (comma delimited)."
            )


def _text_of(file: Path) -> str:
    try:
        text = bytes_of(file, LARGEST_TABLE).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        raise RegisterError(f"{file} is not UTF-8 text: save it as CSV UTF-8 (comma delimited).") from error
    except OSError as error:
        is_large = error.errno == errno.EFBIG
        to_do = "Delete what is not part of the plan" if is_large else "Close it in other programs and try again"
        raise RegisterError(f"{file} can't be read: {error.strerror}. {to_do}.") from error
    return _SEPARATED_BY.sub("", text)


def _delimiter(text: str, table: RegisterTable) -> str | None:
    """Return the character between the columns of a CSV text; None if it has only one column.

    Excel writes semicolons where the comma is the decimal sign. It is the character that gives most of the table's
    headings, or else most columns.
    """
    known = {fold(heading) for heading in table.headings}
    first = next((line for line in text.splitlines() if not is_blank(line.strip(_AT_ENDS))), "")
    found = {each: first.split(each) for each in _DELIMITERS}
    best = max(found, key=lambda each: (sum(fold(cell.strip('"')) in known for cell in found[each]), len(found[each])))
    return best if len(found[best]) > 1 else None


def _delimiter_of(found: Mapping[Path, str | None]) -> str:
    """Return the delimiter that all the files have.

    Raises:
        RegisterError: they have different ones.
    """
    first: dict[str, Path] = {}
    for file, delimiter in found.items():
        if delimiter is not None:
            first.setdefault(delimiter, file)
    if len(first) > 1:
        (one, file), (other, another), *_ = first.items()
        raise RegisterError(
            f"{file} separates its columns with {_DELIMITERS[one]}, but {another.name} with {_DELIMITERS[other]}: save "
            "both in the same way, as CSV UTF-8 (comma delimited)."
        )
    return next(iter(first), ",")


def _read_xlsx(file: WorkbookFile) -> tuple[dict[str, list[list[str]]], tuple[str, ...]]:
    """Return the rows of each table in a workbook, and the titles of the sheets that are none."""
    from plan_workbook.register import opening  # loads openpyxl, which a folder of CSV files does not need

    tables = {table.name for table in register_tables()}
    with opening.opened(file.content, file.path.name) as workbook:
        sheets = _by_name(file.path, [(sheet.title, sheet) for sheet in workbook.worksheets])
        filled = opening.filled_rows(file.content, file.path, tables)
        found = {
            name: [
                [_printed(cell.value, cell.number_format or "General") for cell in row] if number in rows else []
                for number, row in enumerate(sheets[name].iter_rows(max_col=opening.MOST_COLUMNS), 1)
            ]
            for name, rows in filled.items()
            if name in sheets
        }
        firsts = {
            sheet.title: _headings_of(
                [as_text(cast("Raw", cell), "General") for cell in row]
                for row in sheet.iter_rows(max_row=_FIRST_ROWS, max_col=opening.MOST_COLUMNS, values_only=True)
            )
            for name, sheet in sheets.items()
            if name not in tables
        }
    return found, unread_tables(file.path, firsts) if _begins_like_a_register(found) else ()


def _printed(value: object, number_format: str) -> str:
    """Return a cell of an xlsx register as it would be printed in a CSV: dates in ISO form, ``41%``."""
    if isinstance(value, datetime):
        return as_text(value, number_format) if shows_month_only(number_format) else value.date().isoformat()
    if isinstance(value, time | timedelta):
        value = days_of(value)
    if isinstance(value, int | float) and not isinstance(value, bool) and number_format != "General":
        number = as_decimal(value)
        printed = shown_in_full(number, number_format) if number.is_finite() else None
        return printed.strip() if printed else as_text(value, number_format)
    if isinstance(value, str):
        return number_format_of(number_format).with_text(as_typed(value))
    return as_text(cast("Raw", value), number_format)


def _records(path: Path, table: RegisterTable, rows: list[list[str]]) -> tuple[list[Record], list[int]]:
    """Turn rows into records by heading, with the rows they came from; rows without any text are left out."""
    numbered = [(number, row) for number, row in enumerate(rows, 1) if not all(map(is_blank, row))]
    filled = [row for _, row in numbered]
    if not filled:
        return [], []
    known = {fold(heading): heading for heading in (*table.headings, SAFE)}
    headings = [known.get(fold(cell)) for cell in filled[0]]
    for column, known_heading in enumerate(headings):
        if known_heading is not None and headings.index(known_heading) != column:
            raise RegisterError(f"The table {table.name} of {path} has two columns {known_heading}: remove one.")
    original = from_text_in_a_sheet if SAFE in headings else str
    records: list[Record] = []
    lines: list[int] = []
    for number, row in numbered[1:]:
        if not all(map(is_blank, row[len(headings) :])):
            raise RegisterError(
                f"Row {number} of the table {table.name} of {path} has more cells than headings: remove the extra ones."
            )
        cells = {h: _tidy_lines(original(row[c])) if c < len(row) else "" for c, h in enumerate(headings) if h}
        if cells.get(SAFE):
            raise RegisterError(
                f"Row {number} of the table {table.name} of {path} has something under {SAFE}, which only marks the "
                "file: move it to another column."
            )
        records.append({heading: cells.get(heading, "") for heading in table.headings})
        lines.append(number)
    return records, lines


def _tidy_lines(text: str) -> str:
    """Return the text with one kind of line end; empty if it is blank."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if not is_blank(text) else ""


def _check_references(path: Path, register: Register) -> None:
    for record in register.rows("recommendations"):
        if is_blank(record[NUMBER]):
            raise RegisterError(
                f"A row of the table recommendations of {path} has no {NUMBER}: give one to "
                f"{as_name(record['Title'])!r}."
            )
    numbers = {fold(record[NUMBER]) for record in register.rows("recommendations")}
    lost: dict[str, str] = {}
    for name in ("indicators", "actions"):
        rows = [
            f"row {line} ({as_name(plain(record[NUMBER])) or 'blank'})"
            for line, record in zip(register.lines.get(name, []), register.rows(name), strict=True)
            if fold(record[NUMBER]) not in numbers
        ]
        if rows:
            lost[name] = listed_in_part(rows)
    if lost:
        one = len(lost) == 1
        rows = [*lost.values()] if one else [f"in {name} {each}" for name, each in lost.items()]
        raise RegisterError(
            f"The table{'' if one else 's'} {listed([*lost])} of {path} name{'s' if one else ''} recommendations that "
            f"are not in recommendations: {'; '.join(rows)}; add them there, or correct the number."
        )
    seen: set[str] = set()
    for record in register.rows("plan"):
        if fold(record["Field"]) in seen:
            named = as_name(record["Field"])
            raise RegisterError(f"The table plan of {path} gives the field {named!r} twice: remove one.")
        seen.add(fold(record["Field"]))
    for table, records in register.tables.items():
        for record in records:
            for heading, text in record.items():
                length = layout.length_in_a_cell(text)
                if length > layout.LONGEST_TEXT and heading not in PARAGRAPHS.values():
                    raise RegisterError(
                        f"The table {table} of {path} has a {heading} of {length} characters; an Excel cell holds "
                        f"{layout.LONGEST_TEXT}. Shorten it."
                    )
