"""Sources as people give them, and as they are shown."""

from __future__ import annotations

from plan_workbook.values.paths import escaped_name, without_user


def is_url(text: str) -> bool:
    """Tell whether a source is a URL and not a path of this machine."""
    scheme, mark, _ = text.partition("://")
    return bool(mark) and len(scheme) > 1 and scheme[0].isalpha()


def shown(source: str) -> str:
    """Return a source for people: without a user and password in it."""
    return escaped_name(without_user(source))
