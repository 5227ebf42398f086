"""Sources as people give them, and as they are shown."""

from __future__ import annotations

import re

from plan_workbook.values.paths import escaped_name


def is_url(text: str) -> bool:
    """Tell whether a source is a URL and not a path of this machine."""
    scheme, mark, _ = text.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme[0].isalpha()


PASSWORD = re.compile(r"(?<=://)[^/@]*@")
"""A user and a password in a URL."""


def shown(source: str) -> str:
    """Return a source for people: without a user and password in it."""
    return escaped_name(PASSWORD.sub("", source))
