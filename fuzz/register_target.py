"""Give a register to the tool: what is read and written again is the same, and a workbook keeps every text of it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from random import Random

import seeds  # noqa: F401 - makes the project importable
from laws import BrokenLaw, case_folder, check_says_nothing_from_outside

from plan_workbook.errors import OutputError, PlanWorkbookError
from plan_workbook.jobs.new import make_workbook
from plan_workbook.layout import LONGEST_TEXT, length_in_a_cell
from plan_workbook.package import PackageError
from plan_workbook.reading import read_plan
from plan_workbook.register import NUMBER, PROGRESS, SAFE, Record, Register, read_register, register_of, register_tables
from plan_workbook.values.text import fold, says_no_value
from plan_workbook.writing.master import template_workbook
from plan_workbook.writing.register_files import write_register

_KEPT = frozenset(
    {
        NUMBER, "Title", "Lead", "PI Number", "Description", "Lead Officer", "Unit", "Objective", "Ref", "Action",
        "Task Lead", "Comment", "Name", "Rule", "Where", "Reason",
    }
)  # fmt: skip
"""Columns of text: what is in them comes back from a workbook as it was."""
_RUN = re.compile(r"[=@]|[+-](?!\s*[\u00a3$\u20ac]?\s*\.?\d)")
"""How a cell begins that a spreadsheet runs; judged here a second time, for plain text only."""


def xlsx_register(content: bytes, rng: Random) -> None:
    """Take it for the xlsx form of a register."""
    with case_folder() as folder:
        path = folder / "register.xlsx"
        path.write_bytes(content)
        _go_through(path, folder, rng)


def csv_register(content: bytes, rng: Random) -> None:
    """Take it for a folder of CSV files, zipped."""
    with case_folder() as folder:
        register = folder / "register"
        register.mkdir()
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for each in file.infolist():
                path = register / each.filename.rstrip("/")
                if each.is_dir():
                    path.mkdir()
                else:
                    path.write_bytes(file.read(each))
        _go_through(register, folder, rng)


_MANY = 60
"""A workbook with more sheets is only drawn once: no command draws and reads two masters, and 200 take 5 s."""


def _go_through(path: Path, folder: Path, rng: Random) -> None:
    """Read a register, write it in every form, and make a workbook from it."""
    register = read_register(path)
    texts = [text for rows in register.tables.values() for each in rows for text in each.values()]
    check_says_nothing_from_outside(texts)
    for name, safe in (("plain", False), ("safe", True), ("again.xlsx", False)):
        try:
            write_register(register, folder / name, safe=safe)
        except OutputError:
            if name.endswith(".xlsx") and any(length_in_a_cell(text) > LONGEST_TEXT for text in texts):
                continue  # an xlsx can't hold it, and says so
            raise
        check_same(register, read_register(folder / name), f"written as {name} and read again")
    for file in (folder / "safe").iterdir():
        check_runs_nothing(file)
    if rng.random() < 0.2 and len(register.rows("recommendations")) <= _MANY:
        _make(path, folder / "plan.xlsx")
    else:
        _check_trip(register)


def _make(path: Path, out: Path) -> None:
    """Make a workbook as ``new --from`` does; if it is refused, nothing is written."""
    try:
        made = make_workbook(out, path)
    except (PackageError, PlanWorkbookError) as error:
        if out.exists():
            raise BrokenLaw("a workbook was written although it was refused") from error
        raise
    for finding in made.report.findings if made.report else ():
        str(finding)
    check_same(register_of(made.plan), register_of(read_plan(out.read_bytes(), out.name)), "read from the file")


def _check_trip(register: Register) -> None:
    """Check what comes back from the workbook made from a register."""
    once = register_of(read_plan(template_workbook(register), "plan.xlsx"))
    for name in ("recommendations", "indicators", "actions", "people", "accepted", "severities"):
        before, after = list(_speaking(_in_order(register, name))), list(_speaking(once.rows(name)))
        if len(before) != len(after):
            raise BrokenLaw(f"{len(before)} rows of {name} become {len(after)} in the workbook")
        for one, other in zip(before, after, strict=True):
            for heading in _KEPT & one.keys():
                if one[heading] != other[heading]:
                    texts = f"{one[heading][:80]!r} as {other[heading][:80]!r}"
                    raise BrokenLaw(f"a text of {name} comes back otherwise ({heading}: {texts})")
    if len(once.rows("recommendations")) > _MANY:
        return
    again = register_of(read_plan(template_workbook(once), "plan.xlsx"))
    check_same(once, again, "taken through a workbook a second time")


def _in_order(register: Register, name: str) -> Iterable[Record]:
    """Yield the rows of a table in the order of their recommendations."""
    if name not in ("indicators", "actions"):
        yield from register.rows(name)
        return
    seen: set[str] = set()
    for owner in register.rows("recommendations"):
        number = fold(owner[NUMBER])
        if number not in seen:
            yield from ({**row, NUMBER: owner[NUMBER]} for row in register.rows(name) if fold(row[NUMBER]) == number)
        seen.add(number)


def _speaking(rows: Iterable[Record]) -> Iterable[Record]:
    """Yield the rows that say something."""
    for row in rows:
        said = [text for heading, text in row.items() if heading != NUMBER]
        if PROGRESS in row or not all(map(says_no_value, said)):
            yield row


def check_same(one: Register, other: Register, when: str) -> None:
    """Raise BrokenLaw unless two registers have the same rows."""
    for table in register_tables():
        if one.rows(table.name) != other.rows(table.name):
            raise BrokenLaw(f"the register is another one when it is {when} ({_difference(one, other, table.name)})")


def _difference(one: Register, other: Register, name: str) -> str:
    rows, others = one.rows(name), other.rows(name)
    for row, another in zip(rows, others, strict=False):
        for heading, text in row.items():
            if text != another.get(heading):
                return f"{name}, {heading}: {text[:80]!r} as {str(another.get(heading))[:80]!r}"
    return f"{name}: {len(rows)} rows as {len(others)}"


def check_runs_nothing(file: Path) -> None:
    """Check that a spreadsheet runs nothing in a CSV file that was written with --safe."""
    csv.field_size_limit(1 << 30)
    for row in csv.DictReader(io.StringIO(file.read_bytes().decode(), newline="")):
        texts: Mapping[str, str] = row
        for heading, text in texts.items():
            bare = "".join(each for each in text if unicodedata.category(each) not in ("Cc", "Cf")).strip()
            if heading != SAFE and len(bare) > 1 and _RUN.match(bare) and not re.fullmatch(r"[\s+-]*", bare):
                raise BrokenLaw(f"a cell that a spreadsheet would run ({file.name}, {heading}: {text[:80]!r})")
