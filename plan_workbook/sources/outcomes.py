"""What became of a file."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """What became of a file, in one word; only the first one means that its plan is in the tables."""

    COUNTED = "counted"
    SUPERSEDED = "superseded"
    """It holds a plan of which another file has a later update, or is the later file."""
    PART = "part"
    """It is a part of a plan, made for a lead."""
    EDITION = "edition"
    """It is a published edition."""
    REGISTER = "register"
    BACKUP = "backup"
    """It is a copy that the tool kept, or a temporary file of a program."""
    REFUSED = "refused"
    """It can't be read, or is not a plan; `sentence` says why. It is tried again once it has changed."""
    FAILED = "failed"
    """It took too long, or stopped the process that read it, twice. It is tried again in the next run."""
