"""What a cell holds: its kind decides how it is read, formatted and checked while it is typed."""

from __future__ import annotations

from enum import Enum, auto

LONGEST_TEXT = 32_767
"""Characters a cell can hold, as `length_in_a_cell` counts them."""


def length_in_a_cell(text: str) -> int:
    """Return how many characters Excel counts in a text: units of UTF-16, so that most emoji are two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def fitting(text: str) -> str:
    """Return a text cut off where a cell would be full."""
    if length_in_a_cell(text) <= LONGEST_TEXT:
        return text
    return text.encode("utf-16-le", "surrogatepass")[: 2 * LONGEST_TEXT].decode("utf-16-le", "ignore")


class Kind(Enum):
    """What a cell holds, which decides how it is read, formatted and checked while it is typed."""

    __hash__ = object.__hash__  # as quick as it can be: each cell that is read is looked up in several sets of kinds

    TEXT = auto()
    LONG_TEXT = auto()
    CODE = auto()
    """Text that may look like a number (``4.10``, ``CSC 022``): the cell is formatted as text."""
    ITEM_NUMBER = auto()
    """The number of a recommendation, a version, an update: text, though usually a whole number."""
    LEADS = auto()
    START_DATE = auto()
    """A month alone means its first day."""
    END_DATE = auto()
    """A month alone means its last day."""
    NUMBER = auto()
    """In the indicator's own unit."""
    TARGET = auto()
    """The same, or a range of such numbers: ``80% to 90%``."""
    PERCENT = auto()
    """A percentage whatever the unit: ``5``, ``5%`` and 0.05 in a percentage cell are 5."""
    TOLERANCE = auto()
    """A percentage of the target, or so much of the indicator's own unit: ``5%``, ``2 points``, ``3 days``."""
    WHOLE_NUMBER = auto()
    PERIOD = auto()
    UNIT = auto()
    BETTER = auto()
    STATUS = auto()
    RATING = auto()
    COUNTS_AS = auto()
    QUARTERS = auto()
    YES_NO = auto()
    FORMULA = auto()
    """Worked out by the workbook; nobody types here and nothing is read."""
    WAS = auto()
    """Filled in by the tool with what another column of the row was in the last period; no input, so nobody types
    here."""


NO_INPUTS = frozenset({Kind.FORMULA, Kind.WAS})
"""The kinds of cells that are locked, grey, and no part of the plan."""
DATES = frozenset({Kind.START_DATE, Kind.END_DATE})
FIGURES = frozenset({Kind.NUMBER, Kind.TARGET})
"""The kinds of cells that hold figures in the indicator's own unit."""
NUMBERS = frozenset({*FIGURES, Kind.PERCENT, Kind.TOLERANCE, Kind.WHOLE_NUMBER})
