"""A file that was found in a source."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from plan_workbook.sources.outcomes import Outcome


class Listed(NamedTuple):
    """A file that may hold a plan, or a folder that can't be looked into."""

    path: str
    """Where it is, as people are told: an absolute path with slashes, or a URL without a password."""
    name: str
    size: int | None
    """Bytes."""
    modified: datetime | None
    """In UTC."""
    stamp: str | None
    """A text that is another one once the file has changed; None if that can't be told from outside."""
    where: str
    """What it is read by: a path of this machine, or a URL."""
    outcome: Outcome | None = None
    """What becomes of it if it is not to be read."""
    why: str = ""
    """Why it is not read, as a sentence without its name."""
    mode: int = 0o777
    """Its permission bits, if it is on this machine."""
