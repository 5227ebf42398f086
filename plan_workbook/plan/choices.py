"""The words that cells of a list may hold, the same in every plan."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Whether work on a recommendation continues."""

    ACTIVE = "Active"
    BUSINESS_AS_USUAL = "Business as usual"


class Better(StrEnum):
    """Which way a performance indicator should move."""

    HIGHER = "Higher"
    LOWER = "Lower"
    MONITOR = "Monitor"
    BAND = "Band"
    """Neither: it should stay within the range that is its target."""


class Quarters(StrEnum):
    """Where a plan's quarters start: in April, or in January."""

    FINANCIAL = "Financial"
    CALENDAR = "Calendar"


class YesNo(StrEnum):
    """An answer to a question."""

    YES = "Yes"
    NO = "No"
