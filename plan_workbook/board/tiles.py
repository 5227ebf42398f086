"""Figures that say how bad it is, and which way each of them went since the last period."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from plan_workbook.contract import status as contract


class Way(StrEnum):
    """Which way a figure of which less is better went since the last period."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no change"


class Tile(NamedTuple):
    """One figure that says how bad it is: ``1 of 41 overdue``."""

    name: str
    """``Recommendations``, ``Actions``, ``Indicators`` or ``Trust``."""
    figure: int | None
    """How many are bad; None if that is not known."""
    of: int
    """Of how many."""
    what: str
    """What is bad about them: ``off track or at risk``, ``overdue``, ``off target``, ``ratings in doubt``."""
    before: int | None
    """The same figure in the last period; None if there is none, or it is not known."""
    since: str
    """The last period; empty if there is none."""
    unknown: int = 0
    """How many lack what would tell whether they are bad (a figure, a rating, a date) and did not then."""
    unknown_then: int = 0
    """How many lacked it then and have it now."""

    @property
    def way(self) -> Way | None:
        """Which way the figure went; None if that is not known, or depends on what can't be judged now or then."""
        if self.figure is None or self.before is None:
            return None
        if self.figure > self.before:
            return Way.WORSE if self.figure > self.before + self.unknown_then else None
        if self.unknown and self.figure + self.unknown >= self.before:
            return None
        return Way.SAME if self.figure == self.before else Way.BETTER

    @property
    def in_words(self) -> str:
        """The figure with what it is about: ``of 41 overdue``."""
        return (
            f"of {self.of} {self.what}" if self.figure is not None else f"Not known how many of {self.of} {self.what}"
        )

    def as_json(self) -> contract.Tile:
        """Return the object that ``status --previous --format json`` has for it."""
        return {
            "name": self.name,
            "figure": self.figure,
            "of": self.of,
            "what": self.what,
            "before": self.before,
            "way": self.way and self.way.value,
        }

    @property
    def then(self) -> str:
        """The last period's figure and which way it went: ``3 in November 2017: better now``; empty if not known.

        ``3 in November 2017; 20 more can't be judged`` if nobody can say which way it went, and ``7 in October 2026:
        better now; 1 more can't be judged`` if it went down by more than what can't be judged.
        """
        return self._then(f"in {self.since}")

    @property
    def then_shortly(self) -> str:
        """The same where there is no room for the name of the last period: ``3 last time: better now``."""
        return self._then("last time")

    def _then(self, when: str) -> str:
        if self.figure is None or self.before is None:
            return ""
        unknown = f"; {self.unknown} more can't be judged" if self.unknown else ""
        if self.way is None:
            then = f", when {self.unknown_then} more couldn't be judged" if self.figure > self.before else ""
            return f"{self.before} {when}{then or unknown}"
        went = "no change" if self.way is Way.SAME else f"{self.way} now"
        return f"{self.before} {when}: {went}{unknown if self.way is Way.BETTER else ''}"
