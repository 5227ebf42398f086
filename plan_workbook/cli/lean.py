"""A quick start: leave out optional packages that our libraries would load only because they are installed.

openpyxl, Polars and pandera each look for pandas, NumPy or hypothesis and import what they find, which takes longer
than checking a plan does. They are optional extras there, and what reads and checks does not use them; `let_in` is
for what comes after and does. Only the command does this, in a process of its own; who imports `plan_workbook` as a
library gets the libraries as they are.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec
from types import ModuleType

LEFT_OUT = frozenset({"pandas", "numpy", "hypothesis", "lxml", "PIL"})


class _LeaveOut:
    """A finder on ``sys.meta_path`` that answers for the packages left out as if they were not installed."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Say that a package left out is not there; leave every other one to the finders that follow."""
        if fullname in self.names:
            raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
        return None


def start_lean() -> None:
    """Keep optional packages from being imported in this process, and look for garbage seldom.

    Loading libraries and a workbook makes many objects and hardly any cycles; with Python's usual thresholds the
    collector would walk over all of them again and again.
    """
    gc.set_threshold(50_000, 20, 50)
    if not LEFT_OUT & sys.modules.keys():
        sys.meta_path.insert(0, _LeaveOut(LEFT_OUT))


def let_in(*names: str) -> None:
    """Have packages that were left out be found again, once everything is loaded that would only have looked for them.

    Args:
        names: those that are really needed now, such as ``lxml``, which fills in Word templates.
    """
    for finder in sys.meta_path:
        if isinstance(finder, _LeaveOut):
            finder.names -= frozenset(names)
