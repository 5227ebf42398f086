"""Say what differs between two versions of a plan, each of them a workbook or a register."""

from __future__ import annotations

from itertools import product
from pathlib import Path

from plan_workbook.comparing.changes import Comparison, compared
from plan_workbook.errors import ARegister, InputError
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import AnyPath
from plan_workbook.jobs.plans import is_another_plan, open_plan
from plan_workbook.jobs.register_words import usual_name
from plan_workbook.jobs.workbook_files import workbooks_in
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.ceilings import refuse_too_large
from plan_workbook.values.paths import given_path, things_in


def compare(old: AnyPath, new: AnyPath, *, passwords: Passwords = None) -> Comparison:
    """Return what differs between two versions of a plan. Changes nothing.

    Args:
        old: the earlier workbook or register.
        new: the later one.
        passwords: the passwords of those that are encrypted.

    Raises:
        PackageError, NotAPlan, RegisterError: one of them can't be read.
        InputError: one of them is a folder of workbooks.
    """
    old, new = given_path(old, "old"), given_path(new, "new")
    _refuse_folders(old, new)
    return compared(_plan_in(old, passwords), _plan_in(new, passwords))


def are_two_plans(comparison: Comparison) -> bool:
    """Tell whether these seem to be two plans, and not two versions of one."""
    return is_another_plan(comparison.new, comparison.old)


def _refuse_folders(old: Path, new: Path) -> None:
    """Raise an error if one of the two is a folder of workbooks, which names two that are compared, if it can.

    Raises:
        InputError: it is one.
    """
    held = [_workbooks_in(each) for each in (old, new)]
    folder = next((each for each, inside in zip((old, new), held, strict=True) if inside), None)
    if folder is None:
        return
    pairs = list(product(held[0] or (old,), held[1] or (new,)))
    then, now = next((pair for pair in pairs if pair[0].name == pair[1].name), pairs[0])
    raise InputError(
        f"{folder} is a folder of workbooks, and two workbooks are compared at a time: name both, such as "
        f'plan-workbook compare "{then}" "{now}".'
    )


def _workbooks_in(path: Path) -> tuple[Path, ...]:
    """Return the workbooks in a folder that is not a register; none if it is a file, or has none."""
    if not path.is_dir() or any(each.suffix.casefold() == ".csv" for each in things_in(path)):
        return ()
    try:
        return workbooks_in([path]).workbooks
    except InputError:
        return ()


def _plan_in(path: Path, passwords: Passwords) -> Plan:
    if not path.is_dir():
        try:
            return open_plan(path, passwords).plan
        except ARegister:
            pass
    from plan_workbook.writing.master import template_workbook  # loads what draws sheets, which only registers need

    register = read_register(path, password_for(path, passwords), usual_name)
    refuse_too_large(register, path.name)
    return read_plan(template_workbook(register), path.name)
