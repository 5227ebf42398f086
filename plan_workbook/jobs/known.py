"""What a store knows of files that are listed again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import polars as pl

from plan_workbook import __version__
from plan_workbook.checking.own_rules import in_force
from plan_workbook.gathering.schema import FILES
from plan_workbook.gathering.store import Store
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.outcomes import Outcome


def tool() -> str:
    """Return what reads and checks files here: the version of the tool, and a fingerprint of rules of your own."""
    own = in_force().fingerprint
    return f"{__version__}+{own}" if own else __version__


class Known(NamedTuple):
    """What became of a file when this version of the tool read it."""

    outcome: Outcome
    stamp: str | None
    fingerprint: str
    sentence: str

    def is_same(self, file: Listed) -> bool:
        """Tell whether nothing has happened to the file since, as far as can be told without opening it."""
        if file.outcome is not None or self.outcome is Outcome.BACKUP:
            return file.outcome is self.outcome and file.stamp == self.stamp
        return self.stamp is not None and file.stamp == self.stamp and self.outcome is not Outcome.FAILED


def known_of(store: Store, paths: Sequence[str]) -> dict[str, Known]:
    """Return what a store knows of files, by their paths."""
    asked = pl.LazyFrame({"path": paths}, {"path": pl.String})
    found = (
        store.table(FILES.name)
        .filter(pl.col("tool") == tool())
        .select("path", "outcome", "stamp", "fingerprint", "sentence")
        .join(asked, "path", "semi")
        .collect(engine="streaming")
    )
    return {
        path: Known(Outcome(outcome), stamp, "" if outcome == Outcome.FAILED else fingerprint or "", sentence or "")
        for path, outcome, stamp, fingerprint, sentence in found.iter_rows()
    }
