"""How far a run of gather is, and what it has done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from plan_workbook.sources.outcomes import Outcome

if TYPE_CHECKING:
    from plan_workbook.contract import many as contract

MOST_NAMED = 1_000
"""How many files are named in what a run says; the table of files names all of them."""


@dataclass
class Progress:
    """How far a run is."""

    listed: int = 0
    """Files found so far that may hold a plan."""
    all_listed: bool = False
    done: int = 0
    """Files of which it is known what becomes of them."""
    read: int = 0
    """Files that were opened."""
    findings: int = 0
    failures: int = 0
    """Files that could not be read."""


@dataclass(frozen=True)
class NotCounted:
    """A file that is not counted, and why."""

    path: str
    outcome: Outcome
    sentence: str

    @property
    def with_path(self) -> str:
        """Return the sentence with the path of the file, because several may have the same name."""
        name = self.path.replace("\\", "/").rpartition("/")[2]
        if self.sentence.startswith(f"{name} "):
            return self.path + self.sentence.removeprefix(name)
        return f"{self.path}: {self.sentence}"


@dataclass(frozen=True)
class Superseded:
    """A file that is not counted, because another one holds the same plan."""

    path: str
    instead: str
    """The path of the one that is counted; empty if that holds another plan by now."""


@dataclass
class Gathered:
    """What a run has done."""

    store: str
    run: int = 0
    """The number of the last run that changed the store."""
    changed: bool = False
    """Whether this run changed it."""
    listed: int = 0
    read: int = 0
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    """How many of the files that were listed became what."""
    named: list[NotCounted] = field(default_factory=list)
    """Files that are refused or failed, in this run or still since an earlier one, `MOST_NAMED` at the most."""

    encrypted: list[str] = field(default_factory=list)
    """The names of the files that were counted in this run and are encrypted, as the store is not."""
    superseded: list[Superseded] = field(default_factory=list)
    """The files that are superseded by what this run has read, `MOST_NAMED` at the most."""

    @property
    def failures(self) -> int:
        """How many files could not be read, with those that were read again and were not among those listed."""
        return max(self.outcomes[Outcome.REFUSED] + self.outcomes[Outcome.FAILED], len(self.named))

    def as_json(self) -> contract.Gathered:
        """Return the object that ``gather --report json`` prints."""
        return {
            "format": 1,
            "store": self.store,
            "run": self.run,
            "changed": self.changed,
            "files": {"listed": self.listed, "read": self.read, **{o.value: self.outcomes[o] for o in Outcome}},
            "not_read": [{"path": e.path, "outcome": e.outcome.value, "sentence": e.sentence} for e in self.named],
        }
