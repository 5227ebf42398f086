"""What came of writing drafts to leads, with ``chase`` or ``chase --missing``, and to whom none is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from plan_workbook.chasing.folder import Stored
from plan_workbook.chasing.people import NoAddress
from plan_workbook.plan.model import Plan, Recommendation

if TYPE_CHECKING:
    from plan_workbook.contract import leads as contract


@dataclass(frozen=True)
class NoDraft:
    """A lead, or a sheet without one, that no draft is written to."""

    lead: str | None
    sheets: tuple[str, ...]
    why: str
    fix: str
    """What to do about it, in a sentence."""
    about: str
    """What it would be about, in a few words."""

    @classmethod
    def to(cls, lead: NoAddress, sheets: Sequence[str], about: str) -> NoDraft:
        """Return that a lead who can't be written to gets none."""
        return cls(lead.lead, tuple(sheets), lead.why, lead.fix, about)

    @classmethod
    def without_lead(cls, owner: Recommendation, about: str = "") -> NoDraft:
        """Return that there is none about the sheet of a recommendation that names no lead."""
        fix = f"Type one in {owner.sheet}!{owner.lead.cell}."
        return cls(None, (owner.sheet,), "it names no lead", fix, about)

    @property
    def sentence(self) -> str:
        """What people are told."""
        whom = f"about {self.sheets[0]}" if self.lead is None else f"for {self.lead}"
        return f"No draft {whom}{f' ({self.about})' if self.about else ''}: {self.why}. {self.fix}"

    def as_json(self) -> contract.NoDraft:
        """Return what programs are told."""
        return {"lead": self.lead, "sheets": list(self.sheets), "why": self.why, "fix": self.fix}


@dataclass(frozen=True, kw_only=True)
class Drafted:
    """The drafts of one run of ``chase``, written or only planned."""

    plan: Plan
    workbook: Path
    """The workbook whose leads are written to."""
    folder: Path
    """The folder that the drafts are in, or would be."""
    names: Mapping[str, str]
    """The file name of each person's draft, by the person's key."""
    stored: Stored
    """The changes in that folder, made or only planned."""
    in_clear: bool
    """Whether what the drafts say is encrypted in the workbook, as drafts can't be."""
    dry_run: bool
    """Whether nothing was written."""
    answer_by: date | None = None
    """The day by which the drafts ask for an answer, as it was given."""

    def told(self, drafts: Sequence[contract.Draft], no_drafts: Sequence[NoDraft], *, missing: bool) -> contract.Chased:
        """Return what ``chase --format json`` prints, with or without ``--missing``."""
        day = self.plan.report_date
        return {
            "format": 1,
            "workbook": str(self.workbook),
            "period": self.plan.text("period"),
            "report_date": day.isoformat() if day else None,
            "missing": missing,
            "folder": str(self.folder),
            "dry_run": self.dry_run,
            "drafts": list(drafts),
            "no_drafts": [each.as_json() for each in no_drafts],
            "answer_by": self.answer_by.isoformat() if self.answer_by else None,
            "kept": _kept(self.stored.kept),
            "outdated": _kept(self.stored.outdated),
            "in_clear": self.in_clear,
        }


def _kept(drafts: Mapping[str, str]) -> list[contract.Kept]:
    return [{"file": name, "kept": kept} for name, kept in drafts.items()]
