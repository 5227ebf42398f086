"""What the rows of a table are recognised by, and what matching two versions of it gives."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

T = TypeVar("T")


class By(StrEnum):
    """What two versions of a row were recognised by."""

    TEXT = "text"
    NAME = "name"
    LIKENESS = "likeness"
    PLACE = "place"
    """They stand between the same rows and nothing contradicts it, which is not enough to blame anybody."""


class Pair(NamedTuple, Generic[T]):
    """A row that both versions have."""

    before: T
    after: T
    by: By


class Matched(NamedTuple, Generic[T]):
    """The rows of two versions of a table, each of them once and in the order of their own version."""

    both: tuple[Pair[T], ...]
    """In the order of those after."""
    removed: tuple[T, ...]
    added: tuple[T, ...]


class Keys(NamedTuple, Generic[T]):
    """What the rows of a table are recognised by; texts are compared as they are given, so they should be folded."""

    name: Callable[[T], Hashable | None]
    """What people call a row by, such as a ref; None if it has no name."""
    text: Callable[[T], str | None]
    """What a row says; None if it says nothing."""
    cells: Callable[[T], tuple[str, ...]] | None = None
    """Its other cells, empty ones included; None if rows have no others, as paragraphs have not."""
    lasting: bool = False
    """Names stay, as PI numbers do and refs do not: of rows with two names only those with one text are the same."""
