"""A plan that was handed out: the master, the parts of its leads, and the copy of the master, as bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builder import PlanBuilder
from hands import Hand

from plan_workbook.jobs.split import split


class HandedOut(NamedTuple):
    """What is on the disk once a plan was handed out."""

    master: bytes
    parts: Mapping[str, Hand]
    """By lead."""

    def put_into(self, folder: Path, *, base: bool = True) -> Path:
        """Write the master, and the copy that is kept of it, and return the master's path."""
        for name in ("plan.xlsx", *(["plan.base.xlsx"] if base else [])):
            (folder / name).write_bytes(self.master)
        return folder / "plan.xlsx"


def three_leads(**fields: str) -> PlanBuilder:
    """A plan nothing is wrong with: two recommendations of Ann, one of Bob, and a closed one of Cat."""
    plan = PlanBuilder(**fields)
    for lead in ("Ann", "Ann", "Bob"):
        plan.recommendation(lead=lead).indicator().action().action()
    return (
        plan.recommendation(lead="Cat", status="Business as usual")
        .indicator()
        .action(rating="C", date_completed="01/12/2017")
    )


@cache
def _handed_out(master: bytes) -> HandedOut:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "plan.xlsx"
        path.write_bytes(master)
        done = split(path)
        return HandedOut(
            master, {each.share.lead: Hand((done.folder / each.share.file).read_bytes()) for each in done.parts}
        )


def handed_out(plan: PlanBuilder | None = None) -> HandedOut:
    """Hand a plan out, each once."""
    return _handed_out((plan or three_leads()).checked_workbook())
