"""The result of a check: one finding for each thing wrong or doubtful, at one cell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from plan_workbook.plan.inputs import Raw
from plan_workbook.values.text import counted, in_brief

if TYPE_CHECKING:
    from plan_workbook.contract import findings as contract

SeverityName = Literal["error", "warning", "note"]


class Severity(StrEnum):
    """How much a finding matters."""

    ERROR = "error"
    """The numbers can't be trusted, or the sheet is incomplete."""
    WARNING = "warning"
    """Doubtful: someone must look."""
    NOTE = "note"
    """Worth knowing."""

    @property
    def word(self) -> SeverityName:
        """Its word, as the contract with programs declares it."""
        return self.value

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
    item: str | None = None
    """What it is about, whichever cell that is in: ``R15``, ``R15 a``, ``CSC 022``; None for the plan itself."""
    field: str | None = None
    """The heading of the cell's column or field; None if it is in neither."""
    leads: tuple[str, ...] = ()
    """The leads of the recommendation, each on its own."""
    table: str | None = None
    """What people call the table or sheet that the cell is in: ``Actions``; None if it is in no table and no field."""

    def as_json(self) -> contract.Finding:
        """Return the object that ``validate --format json`` prints for it; dates in ISO form."""
        value = self.value
        if isinstance(value, datetime):
            midnight = value.time() == datetime.min.time()
            value = value.date().isoformat() if midnight else value.isoformat()
        return {
            "rule": self.rule,
            "severity": self.severity.word,
            "message": self.message,
            "fix": self.fix,
            "sheet": self.sheet,
            "cell": self.cell,
            "value": value,
            "recommendation": self.recommendation,
            "lead": self.lead,
            "item": self.item,
            "field": self.field,
            "leads": list(self.leads),
        }


@dataclass(frozen=True)
class Acceptance:
    """A finding that was looked at and accepted, with the reason given in the plan."""

    finding: Finding
    reason: str
    agreed_by: str
    until: date | None

    def as_json(self) -> contract.Accepted:
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

    def as_json(self) -> contract.Milder:
        """Return the object that ``validate --format json`` prints for it."""
        return {
            "rule": self.rule,
            "severity": self.severity.word,
            "reason": self.reason,
            "agreed_by": self.agreed_by,
            "sheet": self.sheet,
            "cell": self.cell,
        }


@dataclass(frozen=True)
class Report:
    """All findings of one workbook, in reading order."""

    workbook: str
    period: str
    report_date: date | None
    findings: tuple[Finding, ...]
    accepted: tuple[Acceptance, ...] = ()
    milder: tuple[Milder, ...] = ()
    left_out: int = 0
    """How many more findings there are that nobody asked for (`selection.Selection`)."""

    @property
    def counts(self) -> dict[str, int]:
        """Findings by severity, and those accepted."""
        numbers = Counter(f.severity for f in self.findings)
        return {**{s.value: numbers[s] for s in Severity}, "accepted": len(self.accepted)}

    @property
    def errors(self) -> int:
        """How many findings are errors."""
        return self.counts[Severity.ERROR]

    @property
    def open(self) -> contract.Open:
        """The findings that are not accepted, as commands count them that write something."""
        counts = self.counts
        return {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"]}

    def as_json(self) -> contract.Checked:
        """Return the object that ``validate --format json`` lists for a workbook."""
        counts = self.counts
        return {
            "workbook": self.workbook,
            "period": self.period,
            "report_date": self.report_date.isoformat() if self.report_date else None,
            "counts": {
                "error": counts["error"],
                "warning": counts["warning"],
                "note": counts["note"],
                "accepted": counts["accepted"],
            },
            "findings": [f.as_json() for f in self.findings],
            "accepted": [a.as_json() for a in self.accepted],
            "milder": [m.as_json() for m in self.milder],
            "left_out": self.left_out,
        }


@dataclass(frozen=True)
class NotRead:
    """A workbook that could not be read."""

    workbook: str
    code: str
    """`errors.code_of` says what the words are."""
    message: str

    def as_json(self) -> contract.NotRead:
        """Return the object that ``validate --format json`` lists for it."""
        return {"workbook": self.workbook, "error": {"code": self.code, "message": self.message}}


@dataclass(frozen=True)
class Results:
    """What became of the workbooks that were to be checked."""

    workbooks: tuple[Report | NotRead, ...]
    several: bool = False
    """Whether more than one could have been meant."""
    skipped: tuple[tuple[str, str], ...] = ()
    """Files that are not to be checked, each with the reason."""
    copies: tuple[tuple[str, str], ...] = ()
    """Workbooks that look like copies of others, with these."""
    not_compared: tuple[str, ...] = ()
    """Workbooks that last month's folder has none of the same name for."""

    @property
    def reports(self) -> tuple[Report, ...]:
        """The findings of those that could be read."""
        return tuple(each for each in self.workbooks if isinstance(each, Report))


def left_out_in_words(number: int) -> str:
    """Return how many findings are not shown, and why."""
    return f"{counted(number, 'more finding')} left out by --only, --skip or --min-severity"


def quoted(text: str) -> str:
    """Return a cell's text in quotation marks, on one line, shortened if it is long."""
    return f"'{in_brief(text)}'"
