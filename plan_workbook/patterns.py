"""Regular expressions that are compiled when they are first used.

A command loads some hundred of them and uses fewer than half; to compile the others would take longer than to read
several sheets. Modules that every command loads make theirs here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, AnyStr


class _Pattern:
    """Stands for a compiled pattern, and is as quick from its second use: it keeps the methods it was asked for."""

    def __init__(self, pattern: str | bytes, flags: int = 0) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> Any:
        found = getattr(re.compile(*self._given), name)  # type: ignore[type-var]  # one kind of text
        setattr(self, name, found)
        return found


if TYPE_CHECKING:

    def pattern(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
        """Return a pattern as `re.compile` does; a mistake in it is found when it is first used."""

else:
    pattern = _Pattern
