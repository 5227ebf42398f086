"""Registers as people and programs save them, and as nobody should: folders of CSV files, and plain workbooks.

A folder is stored as a zip of its files, so that a finding is one file.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from random import Random

import nasty
import openpyxl
from seeds import Seed  # makes the code that tests share importable
from zip_mutations import flipped, zipped

from hostile_texts import PIECES  # isort: skip
from plan_workbook.register import SAFE, Register, register_tables
from plan_workbook.writing.plain_tables import tables_workbook

Rows = list[list[str]]
Tables = dict[str, Rows]
"""The tables of a register by name, each with its row of headings first."""
_CELLS = (
    "", "-", "n/a", "tbc", " ", "\t", "\xa0", "\u200b", "'", "''", "'=1+1", "''=1+1", "=1+1", "'-", "-5", "+3%", "@x",
    '"', '""', '"a', 'a"b', ",", ";", "a,b", "a\nb", "a\r\nb", "a\rb", "\n", "\r", "a\n\nb\n \nc", "\ufeff", "\0",
    "x" * 32_767, "x" * 32_768, "\U0001f600" * 16_384, "98%", "98.5%", "Qtr 2 41%", "\u00a31200", "590 days", "-4",
    "31 Feb 2018", "Sept 2017", "1 Jan 1900", "31/12/9999", "2017-12-31", "G", "amber", "Active", "closed?", "Higher",
    "Calendar", "Title", "Report Date", "1", "01", "4.10", "7 ", "1.0", "1e3", "TRUE", "_x0041_", "_x000D_",
)  # fmt: skip
_NAMES = (
    "{}.CSV", "{}s.csv", "{}.txt", "{}.xlsx", "{} .csv", "{}\u200b.csv", "{}.csv.csv", ".{}.csv", "~${}.csv",
    "{}\n.csv", "{}\x1b[31m.csv", "\u202e{}.csv", "{}.md/", "x" * 200 + "{}.csv", "{}-1.csv",
)  # fmt: skip
_ENCODINGS = ("utf-8-sig", "utf-16", "utf-16-le", "latin-1", "cp1252", "utf-7", "utf-32")
_ENDS = ("\r\n", "\n", "\r", "\n\r", "\r\r\n", "\u2028", "\x0b", "\0\n")
_FORMATS = ("General", "0%", "0.0%", "dd/mm/yyyy", "mmm-yy", '0" days"', "@", "[h]:mm", "yyyy", '"\u00a3"#,##0.0,,"m"')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_WHEN = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_MOST = 2_000_000  #: characters of a table


def tables_of(register: Register) -> Tables:
    """Return a register as rows of text."""
    found = {}
    for table in register_tables():
        rows = [[record[heading] for heading in table.headings] for record in register.rows(table.name)]
        found[table.name] = [list(table.headings), *rows]
    return found


def folder_of(tables: Mapping[str, Rows]) -> bytes:
    """Return the tables as they are usually saved, as a zip of CSV files."""
    return _zipped({f"{name}.csv": _as_csv(rows, ",", "\r\n").encode() for name, rows in tables.items()})


def workbook_of(tables: Mapping[str, Rows]) -> bytes:
    """Return the tables as we write them to one workbook."""
    content = io.BytesIO()
    tables_workbook(
        content,
        [(name, rows[0], [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]) for name, rows in tables.items()],
    )
    return content.getvalue()


def spoilt_folder(rng: Random, tables: Mapping[str, Rows]) -> bytes:
    """Return a folder of CSV files that is saved in another way, edited, or broken."""
    found = _edited(rng, tables)
    alike = rng.random() < 0.93  # all the files are saved by the same program
    delimiter, end = rng.choice(",,,,;\t"), rng.choice(_ENDS[:2] if rng.random() < 0.93 else _ENDS)
    files: dict[str, bytes] = {}
    for name, rows in found.items():
        if not alike:
            delimiter, end = rng.choice(",;\t"), rng.choice(_ENDS)
        text = _as_csv(rows, delimiter, end, quoting=rng.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)))
        content = (f"sep={delimiter}\r\n" * (rng.random() < 0.05) + text).encode("utf-8", "surrogatepass")
        way = rng.random() * 5
        if way < 0.02:
            content = text.encode(rng.choice(_ENCODINGS), "replace")
        elif way < 0.04:
            content = flipped(rng, content)
        elif way < 0.06:
            content = nasty.value(rng).encode("utf-8", "surrogatepass")
        files[f"{name}.csv"] = content
    while rng.random() < 0.08 and files:
        name = rng.choice(sorted(files))
        other = rng.choice(_NAMES).format(name.removesuffix(".csv"))
        if other.rstrip("/") in files or f"{other}/" in files:
            continue
        files[other] = files[name] if rng.random() < 0.5 else files.pop(name)
    return _zipped(files)


def spoilt_workbook(rng: Random, tables: Mapping[str, Rows]) -> bytes:
    """Return the tables, edited, as another program saves them: with real dates and numbers, formats and formulas."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in _edited(rng, tables).items():
        sheet = book.create_sheet(name if rng.random() < 0.99 else _title(rng, name))
        first = rng.choice((1, 1, 1, 1, 2, 40))
        for number, row in enumerate(rows[:1_500], first):
            for column, text in enumerate(row[:40], 1):
                cell = sheet.cell(number, column)
                typed = number > first and rng.random() < (0.15 if column > 1 else 0.005)
                cell.value = _typed(rng, text) if typed else _ILLEGAL.sub("", text)[:32_767]
                if rng.random() < 0.2:
                    cell.number_format = _ILLEGAL.sub("", rng.choice(rng.choice((_FORMATS, nasty.WORDS))))
    book = book if book.worksheets else openpyxl.Workbook()
    content = io.BytesIO()
    book.save(content)
    parts = Seed("", content.getvalue()).parts
    parts["docProps/core.xml"] = _WHEN.sub(b"2017-12-31T00:00:00Z", parts["docProps/core.xml"])
    return zipped(parts)  # with nothing of the time, so that a case is the same each time


def _typed(rng: Random, text: str) -> object:
    return rng.choice(
        (
            datetime(2017, 12, 31), datetime(1900, 1, 1), datetime(9999, 12, 31, 23, 59, 59), time(12, 30),
            timedelta(days=2, hours=3), 0.985, 0, -1, 1, 590, 1e15, 1e16, 1e300, 1e-300, 0.1 + 0.2, True, False,
            "#N/A", "#REF!", "=1+1", "='[x.xlsx]S'!A1", None, None, _ILLEGAL.sub("", text)[:32_767],
        )
    )  # fmt: skip


def _title(rng: Random, name: str) -> str:
    return rng.choice((name.upper(), name + "s", name + " ", name[:-1], "Sheet1", "\u200b" + name))


def _as_csv(rows: Rows, delimiter: str, end: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def _zipped(files: Mapping[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, each in files.items():
            file.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), each, zipfile.ZIP_DEFLATED)
    return content.getvalue()


# ------------------------------------------------------------------------------------------------- edits of tables


def _edited(rng: Random, tables: Mapping[str, Rows]) -> Tables:
    found = {name: [list(row) for row in rows] for name, rows in tables.items()}
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        names = [name for name, rows in found.items() if rows]
        if not names:
            break
        rng.choice(_EDITS)(rng, found, rng.choice(names))
    return found


def _cell(rng: Random) -> str:
    way = rng.random()
    if way < 0.4:
        return rng.choice(_CELLS)
    if way < 0.7:
        return "".join(rng.choice(PIECES) for _ in range(rng.choice((1, 1, 2, 3, 7))))
    return nasty.value(rng, rng.choice("vvvr"))


def _column_of(rng: Random, row: list[str]) -> int:
    """Return the place of a column, rarely the first: without a number or field that is known, a row is refused."""
    return 0 if len(row) < 2 or rng.random() < 0.05 else rng.randrange(1, len(row))


def _cells(rng: Random, found: Tables, name: str) -> None:
    """Type something into some cells."""
    for _ in range(rng.choice((1, 1, 3, 10))):
        if not found[name][1:]:
            found[name].append(["1"] * len(found[name][0]))
        row = rng.choice(found[name][1:])
        if row:
            row[_column_of(rng, row)] = _cell(rng)


def _column(rng: Random, found: Tables, name: str) -> None:
    """Fill a column with the same."""
    at, text = _column_of(rng, found[name][0]), _cell(rng)
    for row in found[name][1:]:
        row[at : at + 1] = [text]


def _heading(rng: Random, found: Tables, name: str) -> None:
    """Change a heading."""
    row = found[name][0]
    if row:
        at = rng.randrange(len(row))
        old = row[at]
        row[at] = rng.choice(
            (old.upper(), f" {old} ", f"{old}\u200b", f"{old}s", rng.choice(row), SAFE, _cell(rng), "")
        )


def _columns(rng: Random, found: Tables, name: str) -> None:
    """Move, double or drop a column, or add one."""
    width, way = len(found[name][0]), rng.randrange(5)
    if not width:
        return
    at, to = rng.randrange(width), rng.randrange(width + 1)
    for number, row in enumerate(found[name]):
        if way == 0:
            row[to:to] = row[at : at + 1]
        elif way == 1:
            del row[at : at + 1]
        elif way == 2:
            row[to:to] = [SAFE if not number else ""]
        elif way == 3:
            row[to:to] = [""]
        else:
            row.insert(to, row.pop(at) if at < len(row) else "")


def _rows(rng: Random, found: Tables, name: str) -> None:
    """Repeat, drop, blank, shorten or lengthen rows."""
    rows = found[name]
    at, way = rng.randrange(len(rows)), rng.randrange(6)
    if way == 0:
        size = sum(map(len, rows[at])) + len(rows[at]) + 1
        rows[at:at] = [list(rows[at]) for _ in range(min(rng.choice((1, 1, 2, 30, 200, 20_000)), _MOST // size))]
    elif way == 1:
        del rows[at]
    elif way == 2:
        rows[at:at] = [[""] * rng.choice((0, 1, len(rows[at]), 300)) for _ in range(rng.choice((1, 1, 5, 2_000)))]
    elif way == 3:
        rows[at] = rows[at][: rng.randrange(len(rows[at]) + 1)]
    elif way == 4:
        rows[at] = rows[at] + [_cell(rng) for _ in range(rng.choice((1, 2, 20)))]
    else:
        rng.shuffle(rows)


def _numbered(rng: Random, found: Tables, name: str) -> None:
    """Add recommendations with numbers of their own, and rows that belong to them."""
    first = found["recommendations"][1:2] if found.get("recommendations") else []
    for number in range(2, rng.choice((3, 5, 20))) if first else ():
        given = str(number) if rng.random() < 0.7 else _cell(rng)
        for table in ("recommendations", "actions", "indicators"):
            if found.get(table):
                row = list(rng.choice(found[table][1:] or [[""]]))
                found[table].append([given, *row[1:]])


def _lost(rng: Random, found: Tables, name: str) -> None:
    """Lose a table, or exchange two."""
    if rng.random() < 0.4:
        del found[name]
    else:
        other = rng.choice(sorted(found))
        found[name], found[other] = found[other], found[name]


def _safe(rng: Random, found: Tables, name: str) -> None:
    """Mark a table as written with --safe, and type what has or lacks an apostrophe."""
    found[name][0].append(SAFE)
    for row in found[name][1:]:
        for at in range(len(row)):
            if rng.random() < 0.3:
                row[at] = "".join(rng.choice("'=+-@\t\n ,\"\u200b\uff1d5a") for _ in range(rng.randrange(1, 7)))


_Edit = Callable[[Random, Tables, str], None]
_EDITS: tuple[_Edit, ...] = (
    *(_cells,) * 20, _column, _column, _heading, _columns, *(_rows,) * 5, *(_numbered,) * 4, _lost, *(_safe,) * 3,
)  # fmt: skip
