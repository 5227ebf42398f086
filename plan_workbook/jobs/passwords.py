"""The passwords of encrypted workbooks, as a job takes them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plan_workbook.package import Password

Passwords = str | Callable[[Path], Password] | None
"""The passwords of encrypted workbooks: one for all, or a function that returns the password for a path."""
NewPassword = str | Callable[[str], str] | None
"""The password of a new file, or a function that returns one for a file name; None for no encryption."""


def password_for(workbook: Path, passwords: Passwords) -> Password:
    """Return the password of a workbook, or the function that asks for it."""
    return passwords(workbook) if callable(passwords) else passwords
