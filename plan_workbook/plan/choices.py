"""The words that cells of a list may hold, the same in every plan."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether work on a recommendation continues."""

    ACTIVE = "Active"
    BUSINESS_AS_USUAL = "Business as usual"


CLOSED_WORDS = (Status.BUSINESS_AS_USUAL.value, "BAU")
"""The words of a status that close a recommendation."""
COMPLETE_WORDS = ("Completed", *CLOSED_WORDS)
"""The words that mean the first complete rating, unless they are a code or label of the plan's own scale."""


class Better(StrEnum):
    """Which way a performance indicator should move."""

    HIGHER = "Higher"
    LOWER = "Lower"
    MONITOR = "Monitor"
    BAND = "Band"
    """Neither: it should stay within the range that is its target."""

    @property
    def after_better_if(self) -> str:
        """What comes after the words `Better if`."""
        return "In the band" if self is Better.BAND else self.value


class Quarters(StrEnum):
    """Where a plan's quarters start: in April, or in January."""

    FINANCIAL = "Financial"
    CALENDAR = "Calendar"


class YesNo(StrEnum):
    """An answer to a question."""

    YES = "Yes"
    NO = "No"
