"""How a job is given the passwords of encrypted workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from plan_workbook.package import Password

Passwords = str | Callable[[Path], Password] | None
"""What opens encrypted workbooks: one password for all, or a function that gives the password of a path."""
NewPassword = str | Callable[[str], str] | None
"""What a new file is encrypted with: a password, or a function that gives one for a file name; None for nothing."""


def password_for(workbook: Path, passwords: Passwords) -> Password:
    """Return what opens a workbook."""
    return passwords(workbook) if callable(passwords) else passwords
