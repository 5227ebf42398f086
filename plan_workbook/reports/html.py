"""The findings as one web page: a filtered page, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import PureWindowsPath

from plan_workbook.checking.finding import Acceptance, Finding, Report, Severity, left_out_in_words
from plan_workbook.reports.filtered_page import (
    Listed,
    counts_by,
    filtered_page,
    filtered_table,
    filtering,
    section,
    select,
)
from plan_workbook.reports.grouping import WORST_FIRST, lead_of, lead_order, place_of
from plan_workbook.reports.milder import MADE_MILDER, milder_in_words
from plan_workbook.values.text import counted, long_date

_LISTED = Listed("findings", "Findings", "finding", "findings", "accepted")
_ACCEPTED = "accepted"
_MEANINGS: Mapping[str, str] = {
    Severity.ERROR: "the figures can't be trusted, or something must be filled in",
    Severity.WARNING: "doubtful: someone must look",
    Severity.NOTE: "worth knowing",
    _ACCEPTED: "looked at, and may stand",
}
_COUNTED = "How many findings, worst first"
_MOST_SHOWN = 120
"""Characters of a cell's text that are shown: enough to recognise it."""


@dataclass(frozen=True)
class _Row:
    """A finding with the name that the page gives to its workbook."""

    workbook: str
    finding: Finding
    acceptance: Acceptance | None = None


@dataclass(frozen=True)
class _Column:
    """A column of findings: heading, class, and the markup of a row's cell."""

    heading: str
    style: str
    cell: Callable[[_Row], str]


def as_html(reports: Sequence[Report]) -> str:
    """Return the page; the same reports give the same page. Its lines end in a line feed."""
    names = _names(reports)
    several = len(reports) != 1
    rows = [_Row(name, finding) for name, report in zip(names, reports, strict=True) for finding in report.findings]
    rows.sort(key=lambda row: WORST_FIRST[row.finding.severity])
    accepted = [
        _Row(name, each.finding, each) for name, report in zip(names, reports, strict=True) for each in report.accepted
    ]
    return filtered_page(
        _title(reports, names),
        _LISTED,
        introduction=_introduction(reports),
        totals=_totals(rows, accepted),
        summaries=(_by_workbook(reports, names) if several else "") + _by_lead(rows, several),
        filters=_filters([*rows, *accepted], several),
        count=len(rows),
        first=_findings(rows, several, all_of_them=not any(report.left_out for report in reports)),
        after=_accepted(accepted, several) + _milder(reports, names, several),
    )


# ------------------------------------------------------------------------------------------------- the head


def _title(reports: Sequence[Report], names: Sequence[str]) -> str:
    if len(reports) != 1:
        return f"Findings in {counted(len(reports), 'workbook')}"
    period = f", {reports[0].period}" if reports[0].period else ""
    return f"Findings in {names[0]}{period}"


def _introduction(reports: Sequence[Report]) -> str:
    said = []
    if len(reports) == 1 and reports[0].report_date:
        said.append(f"Judged at the report date, {long_date(reports[0].report_date)}.")
    if left_out := sum(report.left_out for report in reports):
        said.append(f"Not all is here: {left_out_in_words(left_out)}.")
    return f'<p class="soft">{" ".join(said)}</p>' if said else ""


def _totals(rows: Sequence[_Row], accepted: Sequence[_Row]) -> list[tuple[str, str, str]]:
    counts = Counter(row.finding.severity.value for row in rows)
    parts = [(severity.value, counted(counts[severity.value], severity.value)) for severity in Severity]
    if accepted:
        parts.append((_ACCEPTED, f"{len(accepted)} accepted"))
    return [(kind, said, _MEANINGS[kind]) for kind, said in parts]


def _by_workbook(reports: Sequence[Report], names: Sequence[str]) -> str:
    rows = [
        (filtering("workbook", name, report.period), [str(report.counts[each]) for each in _MEANINGS])
        for name, report in zip(names, reports, strict=True)
    ]
    return counts_by(
        "workbooks", "By workbook", _COUNTED, ("Workbook", "Errors", "Warnings", "Notes", "Accepted"), rows
    )


def _by_lead(rows: Sequence[_Row], several: bool) -> str:
    counts: dict[str, Counter[Severity]] = {}
    for row in rows:
        counts.setdefault(lead_of(row.finding), Counter())[row.finding.severity] += 1
    if not counts:
        return ""
    worst = sorted(counts, key=lambda lead: (*(-counts[lead][each] for each in Severity), lead_order(lead)))
    body = [
        (filtering("lead", lead), [str(n) for n in (*(counts[lead][s] for s in Severity), counts[lead].total())])
        for lead in worst
    ]
    return counts_by("leads", "By lead", _COUNTED, ("Lead", "Errors", "Warnings", "Notes", "All"), body)


# ---------------------------------------------------------------------------------------------- the filters


def _filters(rows: Sequence[_Row], several: bool) -> str:
    asked: dict[str, tuple[str, list[str]]] = {}
    if several:
        asked["workbook"] = ("Workbook", [row.workbook for row in rows])
    asked["lead"] = ("Lead", sorted((lead_of(row.finding) for row in rows), key=lead_order))
    severities = sorted((row.finding.severity for row in rows), key=lambda each: WORST_FIRST[each])
    asked["severity"] = ("Severity", [each.value for each in severities])
    asked["rule"] = ("Rule", sorted(row.finding.rule for row in rows))
    return "\n".join(select(name, label, values) for name, (label, values) in asked.items())


# ---------------------------------------------------------------------------------------------- the findings

_SEVERITY = _Column("Severity", "severity", lambda row: _badge(row.finding.severity.value))
_WORKBOOK = _Column("Workbook", "book", lambda row: _text(row.workbook))
_PLACE = _Column("Cell", "place", lambda row: _text(place_of(row.finding)))
_THERE = _Column("What is there", "there", lambda row: _there(row.finding))
_WRONG = _Column("What is wrong", "wrong", lambda row: _wrong(row.finding))
_TO_DO = _Column("What to do", "fix", lambda row: _text(row.finding.fix))
_LEAD = _Column("Lead", "lead", lambda row: _text(lead_of(row.finding)))
_REASON = _Column("Reason", "fix", lambda row: _agreed(row, lambda each: each.reason))
_AGREED = _Column("Agreed by", "agreed", lambda row: _agreed(row, lambda each: each.agreed_by))
_UNTIL = _Column("Until", "until", lambda row: _agreed(row, lambda each: long_date(each.until), "no end date"))


def _findings(rows: Sequence[_Row], several: bool, *, all_of_them: bool) -> str:
    if not rows:
        return f"<p>{'Nothing wrong or doubtful' if all_of_them else 'None of what was asked for'} was found.</p>"
    columns = (_SEVERITY, *((_WORKBOOK,) if several else ()), _PLACE, _THERE, _WRONG, _TO_DO, _LEAD)
    return _table("list", "Every finding, worst first, then in the order of the workbook", columns, rows)


def _accepted(rows: Sequence[_Row], several: bool) -> str:
    if not rows:
        return ""
    columns = (_SEVERITY, *((_WORKBOOK,) if several else ()), _PLACE, _THERE, _WRONG, _REASON, _AGREED, _UNTIL, _LEAD)
    table = _table("accepted", "Findings that the plan accepts, with the reason it gives", columns, rows)
    return section("may-stand", "Accepted", table)


def _milder(reports: Sequence[Report], names: Sequence[str], several: bool) -> str:
    lines = [
        f"<li>{_text(f'{name}: ' if several else '')}{_text(f'{each.sheet}!{each.cell}')} "
        f"{_text(milder_in_words(each))}</li>"
        for name, report in zip(names, reports, strict=True)
        for each in report.milder
    ]
    if not lines:
        return ""
    listed = "\n".join(lines)
    return section("milder", MADE_MILDER, f"<ul>\n{listed}\n</ul>")


def _table(name: str, caption: str, columns: Sequence[_Column], rows: Sequence[_Row]) -> str:
    return filtered_table(
        name,
        caption,
        [(column.heading, column.style) for column in columns],
        ((_kept(row), [column.cell(row) for column in columns]) for row in rows),
    )


def _kept(row: _Row) -> dict[str, str]:
    """Return what the filters look at."""
    return {
        "workbook": row.workbook,
        "lead": lead_of(row.finding),
        "severity": row.finding.severity.value,
        "rule": row.finding.rule,
    }


def _badge(severity: str) -> str:
    return f'<span class="badge {severity}">{severity.capitalize()}</span>'


def _there(finding: Finding) -> str:
    value = finding.text or finding.as_json()["value"]
    if value is None or value == "":
        return '<span class="none">empty</span>' if finding.cell else ""
    text = str(value)
    if len(text) <= _MOST_SHOWN:
        return _text(text)
    start = text[:_MOST_SHOWN]
    return _text((start.rpartition(" ")[0] or start) + " ...")


def _wrong(finding: Finding) -> str:
    return f'{_text(finding.message)} <span class="rule">{_text(finding.rule)}</span>'


def _agreed(row: _Row, said: Callable[[Acceptance], str], otherwise: str = "not given") -> str:
    text = said(row.acceptance) if row.acceptance else ""
    return _text(text) if text else f'<span class="none">{otherwise}</span>'


# --------------------------------------------------------------------------------------- names and escaping


def _names(reports: Sequence[Report]) -> list[str]:
    """Return the name of each workbook: its file name, or the whole path if two share one."""
    names = [PureWindowsPath(report.workbook).name or report.workbook for report in reports]
    return names if len({*names}) == len(names) else [report.workbook for report in reports]


def _text(text: str) -> str:
    return escape(text, quote=True)
