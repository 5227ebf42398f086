"""A command that could not do its work."""

from __future__ import annotations

from typing_extensions import TypedDict


class Problem(TypedDict):
    """Why something could not be read or done."""

    code: str
    """One of the words that docs/programs.md lists, such as file-missing; it does not change with the version."""
    message: str
    """The sentence for people: what happened, where, and what to do next. Its wording may change."""


class Failed(TypedDict):
    """What a command prints instead if it could not be carried out; the exit code is 1 or 2."""

    format: int
    """The number of the command's format."""
    error: Problem
