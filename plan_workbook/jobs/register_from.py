"""The register that a new workbook is filled from, whatever it is given as: a register, a workbook, or a document."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.errors import AnEdition, InputError, NotAPlan, NotARegister
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.register_words import usual_name
from plan_workbook.layout.outputs import made_by_a_command
from plan_workbook.package import PackageError, WorkbookFile
from plan_workbook.package.contents import Contents
from plan_workbook.package.encryption import decrypted, is_encrypted
from plan_workbook.package.errors import naming
from plan_workbook.package.safety import read_bytes
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import Register, read_register, register_of, register_tables
from plan_workbook.splitting.base import is_part
from plan_workbook.values.text import counted, fold

_REQUIRED = {table.name for table in register_tables() if table.required}


def register_from(path: Path, passwords: Passwords = None, mapping: Path | None = None) -> Register:
    """Return the register in a file or folder.

    A workbook of a plan is exported; a document of another kind, an edition too, is brought in, by a mapping if one is
    given.

    Raises:
        RegisterError: it is a register that can't be read.
        InputError: it is the part of a lead, or something in it is doubtful; in a sentence that says what to run.
        PackageError: it can't be opened safely.
    """
    if not path.is_file() or _is_table_of_register(path):
        return read_register(path, password_for(path, passwords), usual_name)
    stored = read_bytes(path)
    with naming(path.name):
        content, password = decrypted(stored, password_for(path, passwords)) if is_encrypted(stored) else (stored, None)
    titles = _titles(content)
    if titles & _REQUIRED and made_by_a_command(titles) is None:
        try:
            return read_register(path, password, usual_name)
        except NotARegister:
            pass
    file = WorkbookFile(path, content, stored, password)
    if titles and (plan := _plan_in(content, path)) is not None:
        register = register_of(plan)
    else:
        register = _brought(path, password, mapping)
    register.file = file
    return register


def _is_table_of_register(path: Path) -> bool:
    """Tell whether a CSV file is one of the tables of a register, for which its folder should be given."""
    names = {f"{table.name}.csv" for table in register_tables()}
    return path.name.casefold() in names and path.with_name("plan.csv").exists()


def _titles(content: bytes) -> set[str]:
    """Return the folded titles of the sheets of a workbook; none if it is another kind of file."""
    try:
        return {fold(title) for title in Contents(content).titles}
    except (PackageError, ValueError, LookupError):
        return set()


def _plan_in(content: bytes, path: Path) -> Plan | None:
    """Return the plan in a workbook that leads fill in; None if it is another workbook.

    Raises:
        InputError: it is only a part of one.
    """
    try:
        plan = read_plan(content, path.name)
    except (AnEdition, NotAPlan):
        return None
    if is_part(content):
        raise InputError(
            f"{path.name} is the part of a lead, and not the whole plan: give the master that it was split from."
        )
    return plan


def _brought(path: Path, password: str | None, mapping: Path | None) -> Register:
    from plan_workbook.bringing.telling.mapping_reading import read_mapping
    from plan_workbook.bringing.telling.told import doubts  # loads what reads documents, which a register does not need
    from plan_workbook.jobs.bring import brought_from

    answers = read_mapping(mapping, password) if mapping is not None else None
    brought, _ = brought_from([path], answers, passwords=password)
    if brought.doubtful:
        number = doubts(brought)
        are = f"{counted(number, 'thing')} in {path.name} {'is' if number == 1 else 'are'} doubtful"
        raise InputError(
            f'{are}, so no workbook was made: run plan-workbook bring "{path}" -o "{path.stem}-register", look at what '
            "it says, and make the workbook from that register."
        )
    return brought.register
