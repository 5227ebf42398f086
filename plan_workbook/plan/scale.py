"""The plan's rating scale."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from plan_workbook.plan.choices import COMPLETE_WORDS
from plan_workbook.values.text import fold


class CountsAs(StrEnum):
    """The meaning of a rating on the plan's own scale."""

    COMPLETE = "complete"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NOT_STARTED = "not started"
    STOPPED = "stopped"
    """Paused, cancelled or superseded: neither complete nor open."""


_COMPLETE = frozenset(map(fold, COMPLETE_WORDS))
OVER = (CountsAs.COMPLETE, CountsAs.STOPPED)
"""The meanings of ratings of what is not open any more."""


@dataclass(frozen=True)
class Rating:
    """One step of the plan's rating scale."""

    code: str
    label: str
    counts_as: CountsAs | None
    progress: str = ""
    confidence: str = ""
    colour: str = ""
    """``#RRGGBB``, or empty."""


class Scale(NamedTuple):
    """The plan's ratings, in the order of its own table."""

    ratings: tuple[Rating, ...]

    def rating_called(self, text: str) -> Rating | None:
        """Return the rating with that code or label, or the first complete one for words that mean complete."""
        wanted = fold(text)
        for rating in self.ratings:
            if wanted in (fold(rating.code), fold(rating.label)):
                return rating
        return self.complete if wanted in _COMPLETE else None

    @property
    def complete(self) -> Rating | None:
        """The first rating that counts as complete."""
        return next((r for r in self.ratings if r.counts_as is CountsAs.COMPLETE), None)

    @property
    def stops(self) -> bool:
        """Whether any of its ratings counts as stopped."""
        return any(r.counts_as is CountsAs.STOPPED for r in self.ratings)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order of the scale, without repeats."""
        return tuple(dict.fromkeys(r.label for r in self.ratings))


TAKEN_LABELS = frozenset({"total", "overdue", "not rated"})
"""What no rating can be called, folded: the counts already use it."""


class ReadApart(NamedTuple):
    """A code that an earlier period was rated with, and that the plan's scale of today reads as something else."""

    code: str
    label: str
    """What its own scale called it; empty if that is not known any more."""
    then: CountsAs | None
    now: CountsAs | None
    """None if the scale of today does not have it, so that it is read as not rated."""


def read_apart(codes: Iterable[str], then: Scale | None, now: Scale) -> tuple[ReadApart, ...]:
    """Return which codes of an earlier period today's scale does not have, or counts as something else.

    Without the scale of that period, only what today's does not have is known.
    """
    found = []
    for code in dict.fromkeys(filter(None, codes)):
        before, today = then.rating_called(code) if then else None, now.rating_called(code)
        if today is None or (before and before.counts_as is not today.counts_as):
            label = before.label if before else ""
            counted = before.counts_as if before else None
            found.append(ReadApart(code, label, counted, today.counts_as if today else None))
    return tuple(found)
