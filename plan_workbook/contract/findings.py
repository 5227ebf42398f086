"""What ``validate`` prints."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from plan_workbook.contract.failed import Problem

Severity = Literal["error", "warning", "note"]
Value = str | int | float | bool | None


class Counts(TypedDict):
    """How many findings there are."""

    error: int
    warning: int
    note: int
    accepted: int
    """Findings that the plan accepts; they are in none of the other counts."""


class Open(TypedDict):
    """How many findings are open in a plan: those that it does not accept."""

    errors: int
    warnings: int
    notes: int


class FindingOf1(TypedDict):
    """One thing wrong or doubtful, at one cell."""

    rule: str
    """The name of the rule, as in `plan-workbook rules`."""
    severity: Severity
    message: str
    fix: str
    sheet: str | None
    cell: str | None
    """The address in the form A1; null only if the workbook has no such cell."""
    value: Value
    """What the cell holds; a date in ISO form."""
    recommendation: str | None
    """The recommendation's number as written in the workbook; null for findings about the plan."""
    lead: str | None
    """Its lead, as written."""


class Finding(FindingOf1):
    """One thing wrong or doubtful, at one cell."""

    item: str | None
    """What it is about, whichever cell that is in: R15, R15 a, CSC 022; null for the plan itself. With
    `recommendation`, `field` and `rule`, the key by which findings of two months are the same."""
    field: str | None
    """The heading of the cell's column or field; null if it is in neither."""
    leads: list[str]
    """The leads of the recommendation, each on its own."""


class Acceptance(TypedDict):
    """Why the plan accepts a finding."""

    reason: str
    agreed_by: str
    until: str | None
    """The last day on which it is accepted, in ISO form."""


class Accepted(Finding, Acceptance):
    """A finding that the plan accepts."""


class AcceptedOf1(FindingOf1, Acceptance):
    """A finding that the plan accepts."""


class Milder(TypedDict):
    """A rule that is an error, and that the plan makes milder."""

    rule: str
    severity: Severity
    """What it is in this plan."""
    reason: str
    agreed_by: str
    sheet: str
    cell: str
    """The cell that says so."""


class Checked(TypedDict):
    """A workbook that was checked; a clean one has no findings."""

    workbook: str
    """Its path, as it was given."""
    period: str
    report_date: str | None
    counts: Counts
    """Of the findings that are here."""
    findings: list[Finding]
    """In reading order."""
    accepted: list[Accepted]
    milder: list[Milder]
    left_out: int
    """How many more findings there are, which `--only`, `--skip` or `--min-severity` left out."""


class NotRead(TypedDict):
    """A workbook that could not be read, or another file in a folder that may hold a plan."""

    workbook: str
    error: Problem


class Skipped(TypedDict):
    """A file that is not to be checked, such as a backup or a published edition."""

    workbook: str
    why: str


class Copy(TypedDict):
    """A workbook whose name makes it look like a copy of another one; both were checked."""

    workbook: str
    copy_of: str


class Validated(TypedDict):
    """What was found in workbooks: one shape, whether one or many were named.

    If exactly one file was named and could be read, its own keys are there a second time next to `workbooks`, as
    format 1 had them.
    """

    format: Literal[2]
    workbook: NotRequired[str]
    period: NotRequired[str]
    report_date: NotRequired[str | None]
    counts: NotRequired[Counts]
    findings: NotRequired[list[Finding]]
    accepted: NotRequired[list[Accepted]]
    milder: NotRequired[list[Milder]]
    left_out: NotRequired[int]
    workbooks: list[Checked | NotRead]
    """Each workbook, in the order in which they were named; then other files in the folders that can't be read."""
    skipped: list[Skipped]
    copies: list[Copy]
    not_compared: list[str]
    """Workbooks that last month's folder has none of the same name for."""


class CheckedOf1(TypedDict):
    """A workbook that was checked, in format 1: what ``--format json1`` prints for one workbook."""

    format: Literal[1]
    workbook: str
    period: str
    report_date: str | None
    counts: Counts
    findings: list[FindingOf1]
    accepted: NotRequired[list[AcceptedOf1]]
    milder: NotRequired[list[Milder]]


class SeveralOf1(TypedDict):
    """What ``--format json1`` prints for several workbooks; those that could not be read are not in it."""

    format: Literal[1]
    workbooks: list[CheckedOf1]
