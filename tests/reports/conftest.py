"""Findings made by hand, and reports of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from plan_workbook.checking.finding import Acceptance, Finding, Milder, Report, Severity

HOSTILE = "<script>document.title='x'</script><img src=x onerror=\"document.title='x'\"> & 'it' $title =1+1"


def finding(rule="action-overdue", severity="error", sheet="R01", cell="F12", lead="Jane Roe", **rest) -> Finding:
    said = {"message": f"{rule} at {cell}.", "fix": f"Mend {cell}.", "value": "tbd", "recommendation": "1"} | rest
    return Finding(rule, Severity(severity), sheet=sheet, cell=cell, lead=lead, **said)


def report(*findings: Finding, workbook="plan.xlsx", accepted=()) -> Report:
    return Report(workbook, "December 2017", date(2017, 12, 31), findings, tuple(accepted))


@pytest.fixture
def make():
    """`make(rule=..., cell=...)`: a finding."""
    return finding


@pytest.fixture
def report_of():
    """`report_of(finding, ..., workbook=..., accepted=[...])`: a report."""
    return report


@pytest.fixture(scope="session")
def mixed() -> Report:
    """Six findings of three leads and of nobody, two of them also accepted."""
    return report(
        finding("plan-title-missing", "warning", "Plan", "C3", None, value=None, recommendation=None),
        finding("action-due", "note", "R01", "F12", "Jane Roe", value=datetime(2017, 12, 31), text="31/12/2017"),
        finding("action-overdue", "error", "R01", "F13", "Jane Roe", value=datetime(2017, 11, 30), text="30/11/2017"),
        finding("indicator-outlier", "note", "R02", "J20", "Abe Lee & Co", value=0.41, text="41%"),
        finding("action-overdue", "error", "R02", "F31", "Abe Lee & Co"),
        finding("external-link", "warning", None, None, None, value=None, recommendation=None),
        accepted=[
            Acceptance(finding("action-due", "note", "R02", "F30", "Abe Lee & Co"), "Court date", "Board", None),
            Acceptance(finding("lead-spelling", "warning", "R01", "D9"), "Her new name", "", date(2018, 3, 31)),
        ],
    )


@pytest.fixture(scope="session")
def milder() -> Report:
    """No findings, and a rule that the plan makes milder."""
    made = Milder("action-lead-missing", Severity.NOTE, "Leads change", "Board", "Plan", "B66")
    return replace(report(), milder=(made,))


@pytest.fixture(scope="session")
def hostile(mixed) -> Report:
    """The same, with markup, quotes and formulas wherever a workbook's author may type."""
    typed = {"message": HOSTILE, "fix": HOSTILE, "sheet": HOSTILE, "lead": f"lead {HOSTILE}", "text": HOSTILE}
    findings = tuple(replace(each, **typed) for each in mixed.findings)
    apart = {
        "accepted": tuple(Acceptance(each, HOSTILE, HOSTILE, None) for each in findings[:1]),
        "milder": (Milder("action-due", Severity.NOTE, HOSTILE, HOSTILE, HOSTILE, "B66"),),
    }
    return replace(mixed, workbook=f"{HOSTILE}.xlsx", period=HOSTILE, findings=findings, **apart)
