"""How each command that reads a workbook is called on one: what tests of refusals and passwords go through."""

from __future__ import annotations

import inspect

from plan_workbook.cli.main import module_of

READING = {
    "bring": ("bring", "{}", "-o", "brought"),
    "new": ("new", "out.xlsx", "--from", "{}"),
    "validate": ("validate", "{}"),
    "status": ("status", "{}"),
    "summarise": ("summarise", "{}"),
    "summarise elsewhere": ("summarise", "{}", "-o", "out.xlsx"),
    "publish": ("publish", "{}"),
    "email": ("email", "{}", "--to", "board@example.gov.uk"),
    "chase": ("chase", "{}"),
    "room": ("room", "{}", "R01", "Actions", "3"),
    "split": ("split", "{}"),
    "collect": ("collect", "{}"),
    "compare": ("compare", "{}", "{}"),
    "rollover": ("rollover", "{}", "-o", "next.xlsx", "--period", "Next", "--report-date", "31/01/2038"),
    "history": ("history", "{}"),
    "export": ("export", "{}", "-o", "register.xlsx"),
    "gather": ("gather", "{}", "-o", "store"),
}
"""Each call by a name for it; ``{}`` is the workbook."""


def on(workbook: str, call: tuple[str, ...]) -> list[str]:
    """The arguments of a call on a workbook."""
    return [part.format(workbook) for part in call]


def reads_workbooks(command: str) -> bool:
    """Whether a command reads workbooks: it then takes the password of one that is encrypted."""
    return "password_file" in inspect.signature(module_of(command).command).parameters
