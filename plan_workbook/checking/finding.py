"""The result of a check: one finding for each thing wrong or doubtful, at one cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from plan_workbook.plan.inputs import Raw
from plan_workbook.values.text import in_brief


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The numbers can't be trusted, or the sheet is incomplete."""
    WARNING = "warning"
    """Doubtful: someone must look."""
    NOTE = "note"
    """Worth knowing."""

    @property
    def weight(self) -> int:
        """How much it matters: more for an error than for a warning, and least for a note."""
        return -list(Severity).index(self)


@dataclass(frozen=True)
class Finding:
    """One thing wrong or doubtful.

    `sheet` and `cell` (A1) are None only if the workbook has no such place. `value` is what the cell holds,
    `recommendation` the recommendation's number as written in the workbook, and `lead` its lead; both are None for
    findings about the plan.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    sheet: str | None
    cell: str | None
    value: Raw
    recommendation: str | None = None
    lead: str | None = None
    text: str = ""
    """The cell's text as shown on the sheet: ``41%`` for a stored 0.41."""

    def as_json(self) -> dict[str, object]:
        """Return the object that ``validate --format json`` prints for it; dates in ISO form."""
        value = self.value
        if isinstance(value, datetime):
            midnight = value.time() == datetime.min.time()
            value = value.date().isoformat() if midnight else value.isoformat()
        said = {key: each for key, each in asdict(self).items() if key != "text"}
        return {**said, "severity": self.severity.value, "value": value}


@dataclass(frozen=True)
class Acceptance:
    """A finding that was looked at and accepted, with the reason given in the plan."""

    finding: Finding
    reason: str
    agreed_by: str
    until: date | None

    def as_json(self) -> dict[str, object]:
        """Return the finding's object with the reason, who agreed and until when."""
        until = self.until.isoformat() if self.until else None
        return {**self.finding.as_json(), "reason": self.reason, "agreed_by": self.agreed_by, "until": until}


@dataclass(frozen=True)
class Milder:
    """A rule that is an error, and that the plan makes milder, with the reason given in the plan."""

    rule: str
    severity: Severity
    """What it is in this plan."""
    reason: str
    agreed_by: str
    sheet: str
    cell: str
    """The cell that says so."""

    def as_json(self) -> dict[str, object]:
        """Return the object that ``validate --format json`` prints for it."""
        return {**asdict(self), "severity": self.severity.value}


@dataclass(frozen=True)
class Report:
    """All findings of one workbook, in reading order."""

    workbook: str
    period: str
    report_date: date | None
    findings: tuple[Finding, ...]
    accepted: tuple[Acceptance, ...] = ()
    milder: tuple[Milder, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity, and those accepted."""
        counted = Counter(f.severity for f in self.findings)
        return {**{s.value: counted[s] for s in Severity}, "accepted": len(self.accepted)}

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.counts[Severity.ERROR]

    def as_json(self) -> dict[str, object]:
        """Return the object that ``validate --format json`` prints for one workbook."""
        return {
            "format": 1,
            "workbook": self.workbook,
            "period": self.period,
            "report_date": self.report_date.isoformat() if self.report_date else None,
            "counts": self.counts,
            "findings": [f.as_json() for f in self.findings],
            **({"accepted": [a.as_json() for a in self.accepted]} if self.accepted else {}),
            **({"milder": [m.as_json() for m in self.milder]} if self.milder else {}),
        }


def quoted(text: str) -> str:
    """Return a cell's text in quotation marks, on one line, shortened if it is long."""
    return f"'{in_brief(text)}'"
