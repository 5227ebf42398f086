"""Say what differs between two versions of a plan, each of them a workbook or a register."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.comparing.changes import Comparison, compared
from plan_workbook.errors import ARegister
from plan_workbook.jobs.passwords import Passwords, password_for
from plan_workbook.jobs.paths import AnyPath
from plan_workbook.jobs.plans import is_another_plan, open_plan
from plan_workbook.jobs.register_words import usual_name
from plan_workbook.plan.model import Plan
from plan_workbook.reading import read_plan
from plan_workbook.register import read_register
from plan_workbook.register.ceilings import refuse_too_large
from plan_workbook.values.paths import given_path


def compare(old: AnyPath, new: AnyPath, *, passwords: Passwords = None) -> Comparison:
    """Return what differs between two versions of a plan. Changes nothing.

    Args:
        old: the earlier workbook or register.
        new: the later one.
        passwords: the passwords of those that are encrypted.

    Raises:
        PackageError, NotAPlan, RegisterError: one of them can't be read.
    """
    old, new = given_path(old, "old"), given_path(new, "new")
    return compared(_plan_in(old, passwords), _plan_in(new, passwords))


def are_two_plans(comparison: Comparison) -> bool:
    """Tell whether these seem to be two plans, and not two versions of one."""
    return is_another_plan(comparison.new, comparison.old)


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
