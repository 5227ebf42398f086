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

OTHERS = {
    "demo": ("demo",),
    "new blank": ("new", "blank.xlsx", "--recommendations", "1"),
    "region": ("region", "store", "-o", "region.html"),
    "region as a workbook": ("region", "store", "-o", "region.xlsx"),
    "rules": ("rules",),
    "register-example": ("register-example", "my-register"),
    "templates": ("templates", "my-templates"),
    "help": ("help", "register"),
}
"""Calls that read no workbook; those of `region` read the store of `gather`."""

WRITING = {
    "validate to a page": ("validate", "{}", "--format", "html", "-o", "findings.html"),
    "validate with Checks": ("validate", "{}", "--write-checks"),
    "publish a page": ("publish", "{}", "--draft", "-o", "edition.html"),
    "publish a report": ("publish", "{}", "--draft", "-o", "edition.docx"),
    "publish a workbook": ("publish", "{}", "--draft", "-o", "edition.xlsx"),
    "email a draft": ("email", "{}", "--to", "board@example.gov.uk", "--draft", "-o", "letter.eml"),
    "split with drafts": ("split", "{}", "-o", "parts", "--drafts"),
    "chase missing": ("chase", "{}", "--missing"),
    "collect a return": ("collect", "{}", "returned.xlsx", "--report", "collected.html", "--format", "html"),
    "collect elsewhere": ("collect", "{}", "returned.xlsx", "-o", "collected.xlsx"),
    "compare to a page": ("compare", "{}", "returned.xlsx", "--format", "html", "-o", "moved.html"),
    "rollover with errors": (*READING["rollover"], "--with-errors"),
    "history from another": ("history", "{}", "--add", "november.xlsx"),
    "export typed": ("export", "{}", "--typed", "-o", "typed.xlsx"),
    "export typed as Parquet": ("export", "{}", "--typed", "-o", "typed"),
    "export as CSV": ("export", "{}", "-o", "exported"),
    "new from CSV": ("new", "made.xlsx", "--from", "exported"),
    "bring a table": ("bring", "exported/actions.csv", "-o", "brought"),
    "gather as Parquet": ("gather", "{}", "-o", "parquet", "--format", "parquet"),
}
"""More calls that write something; a call finds what the calls before it have written."""


def on(workbook: str, call: tuple[str, ...]) -> list[str]:
    """The arguments of a call on a workbook."""
    return [part.format(workbook) for part in call]


def reads_workbooks(command: str) -> bool:
    """Whether a command reads workbooks: it then takes the password of one that is encrypted."""
    return "password_file" in inspect.signature(module_of(command).command).parameters
