"""What commands say of what they make from an encrypted workbook: that it is not encrypted, or by which password."""

from __future__ import annotations

from collections.abc import Sequence

from plan_workbook.cli.console import say
from plan_workbook.values.text import counted


def say_in_clear(encrypted: str, made: str, *, others: int = 0, several: bool = False, why: str = "") -> None:
    """Say on standard error that what was made is not encrypted.

    Args:
        encrypted: the name of a file that is.
        made: what was made, as it begins a clause: ``the drafts in plan-chase``.
        others: how many other files are encrypted too.
        several: whether more than one thing was made.
        why: why it is not, as a clause.
    """
    from_what = f"{encrypted} and {counted(others, 'other file')} are" if others else f"{encrypted} is"
    are, it = ("are", "them") if several else ("is", "it")
    because = f", because {why}" if why else ""
    said = f"{from_what} encrypted, but {made} {are} not{because}: keep {it} where only the right people can open {it}."
    say(said, error=True)


def with_password_of(encrypted: str) -> str:
    """Return what follows the name of a new file that takes the password of this one; empty if it has none."""
    return f", encrypted with the password of {encrypted}" if encrypted else ""


def say_if_in_clear(encrypted: Sequence[str], made: str) -> None:
    """Say it of a file that was made from these, if any."""
    if encrypted:
        say_in_clear(encrypted[0], made, others=len(encrypted) - 1)
