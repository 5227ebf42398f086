"""The people of a plan whom a message goes to, by their role."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address

from plan_workbook.errors import InputError
from plan_workbook.plan.model import Plan
from plan_workbook.values.email_address import each_once, one_address
from plan_workbook.values.text import fold, listed, on_one_line


@dataclass(frozen=True)
class Found:
    """The people who have a role."""

    addresses: tuple[Address, ...]
    """Of those who can be written to, with their names; each address once."""
    unreachable: tuple[str, ...]
    """The others, each as words for a sentence: ``Jo Bloggs has no address``."""


def with_role(plan: Plan, roles: Sequence[str]) -> Found:
    """Return the people of the Plan sheet who have one of the roles; case and spaces do not matter.

    Raises:
        InputError: nobody has that role; the sentence lists the roles there are.
    """
    known = {fold(role): role for row in reversed(plan.people) if (role := on_one_line(row.text("role")))}
    wanted = [fold(role) for role in roles]
    for role, asked in zip(wanted, roles, strict=True):
        if role not in known:
            there = listed(sorted(known.values(), key=str.casefold))
            roles_are = f"the roles there are {there}" if there else "nobody there has a role yet"
            raise InputError(
                f'Nobody on the sheet {plan.plan_sheet} of {plan.name} has the role "{on_one_line(asked)}": '
                f"{roles_are}."
            )
    addresses: list[Address] = []
    unreachable: list[str] = []
    for row in plan.people:
        if fold(row.text("role")) not in wanted:
            continue
        name = on_one_line(row.text("name"))
        who = name or "somebody without a name"
        if not row.inputs["email"].given:
            unreachable.append(f"{who} has no address")
            continue
        try:
            own = one_address(row.text("email"))
        except InputError as error:
            unreachable.append(f"{who} has no valid address ({str(error).rstrip('.')})")
            continue
        addresses.append(Address(name, own.username, own.domain))
    return Found(each_once(addresses), tuple(unreachable))
