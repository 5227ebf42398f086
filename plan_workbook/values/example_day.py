"""A day that messages give as an example of how to write one."""

from __future__ import annotations

from datetime import date, timedelta

_SOON = timedelta(days=14)


def example_day() -> str:
    """Return a day that is still to come, as people in Britain write one: ``15/01/2018``."""
    return f"{date.today() + _SOON:%d/%m/%Y}"
