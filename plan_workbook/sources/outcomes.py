"""What became of a file."""

from __future__ import annotations

from enum import StrEnum

from plan_workbook.errors import AnEdition, AnOutput, ARegister, NotAPlan


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
    OUTPUT = "output"
    """A command made it of plans or documents: typed tables, a region's figures, a mapping."""
    BACKUP = "backup"
    """It is a copy that the tool kept, or a temporary file of a program."""
    REFUSED = "refused"
    """It can't be read, or is not a plan; `sentence` says why. It is tried again once it has changed."""
    FAILED = "failed"
    """It took too long, or stopped the process that read it, twice. It is tried again in the next run."""


def of_no_plan(error: NotAPlan) -> tuple[Outcome, str]:
    """Return what became of a file that holds no plan, and why in a sentence."""
    kinds = {AnEdition: Outcome.EDITION, ARegister: Outcome.REGISTER, AnOutput: Outcome.OUTPUT}
    why = error.passed_over
    return kinds.get(type(error), Outcome.REFUSED), f"{why[:1].upper()}{why[1:]}." if why else str(error)
