"""What an actual may be measured by besides a single figure: a band, and how far off still counts as near."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plan_workbook.values.decimals import difference


@dataclass(frozen=True)
class Band:
    """The range that an actual should be in, edges included: ``80% to 90%``."""

    low: Decimal
    high: Decimal

    @property
    def edges(self) -> tuple[Decimal, Decimal]:
        """The lower and the upper edge."""
        return self.low, self.high

    def edge(self, actual: Decimal) -> Decimal | None:
        """Return the nearer edge for an actual outside the band, or None for one inside it."""
        if difference(self.low, actual) > 0:
            return self.low
        return self.high if difference(actual, self.high) > 0 else None

    def beyond(self, actual: Decimal) -> Decimal:
        """Return how far an actual is outside the band, in the indicator's own unit; 0 inside it."""
        edge = self.edge(actual)
        return Decimal(0) if edge is None else abs(difference(actual, edge))


class Tolerance(NamedTuple):
    """How far an actual may miss its target and still be near it."""

    size: Decimal
    absolute: bool = False
    """Whether the size is in the indicator's own unit (``2 points``, ``3 days``) and not in percent of the target."""

    def takes(self, miss: Decimal, target: Decimal) -> bool:
        """Tell whether a miss of that target is within the tolerance, a miss of exactly the tolerance included."""
        return miss <= self.size if self.absolute else miss * 100 <= self.size * abs(target)
