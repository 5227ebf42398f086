"""Collect everything outstanding, lead by lead: findings about their own recommendations, and actions that are due."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from plan_workbook.chasing.people import Directory, NoAddress, Person
from plan_workbook.checking.catalogue import catalogue, is_for_lead
from plan_workbook.checking.finding import Finding, Report, Severity
from plan_workbook.plan.model import Action, Plan, Recommendation
from plan_workbook.plan.status import is_due, is_overdue
from plan_workbook.values.text import fold

_CELL = re.compile(r"!([A-Z]{1,3}[0-9]+)(?![0-9])")
"""A cell that a message names, with its sheet before it."""

ABOUT_DATES = frozenset({"action-overdue", "action-overdue-but-green", "action-due"})
"""The rules that say of an action that it is overdue or due, as a list of what is due does too."""


@dataclass(frozen=True)
class SheetItems:
    """Everything outstanding for somebody on one sheet: findings worst first, actions by due date."""

    recommendation: Recommendation
    findings: tuple[Finding, ...] = ()
    due: tuple[Action, ...] = ()


@dataclass(frozen=True)
class Items:
    """Everything outstanding for somebody, sheet by sheet in the order of the workbook."""

    sheets: tuple[SheetItems, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all the sheets."""
        return tuple(finding for sheet in self.sheets for finding in sheet.findings)

    @property
    def due(self) -> tuple[Action, ...]:
        """The actions of all the sheets that are overdue or due."""
        return tuple(action for sheet in self.sheets for action in sheet.due)


@dataclass(frozen=True)
class PersonItems(Items):
    """Everything that one person is written to about."""

    person: Person


@dataclass(frozen=True)
class UnreachableItems(Items):
    """What is due from a lead who has no usable address."""

    lead: NoAddress


@dataclass(frozen=True)
class Outstanding:
    """The people who are written to, and the items that reach nobody."""

    people: tuple[PersonItems, ...]
    """In the order of the people on the Plan sheet."""
    unreachable: tuple[UnreachableItems, ...]
    """In the order of the recommendations."""
    without_lead: tuple[SheetItems, ...]
    """Everything outstanding on sheets that name no lead."""
    coordinators: int
    """Findings about the plan itself, and others that only the coordinator can put right."""

    @property
    def anything(self) -> bool:
        """Tell whether there is anything that a lead should be told about."""
        return bool(self.people or self.unreachable or self.without_lead)


def outstanding_by_lead(plan: Plan, report: Report, *, due: bool = False) -> Outstanding:
    """Return everything outstanding, lead by lead.

    A finding belongs to every lead of the recommendation whose sheet it is on, unless only the coordinator can put it
    right, and an action to its Task Lead, or else to those leads. Findings that the plan accepts, or of a rule that it
    has made a note, belong to nobody.
    Actions of closed recommendations are left out. Nobody has anything twice (`told_once`).

    Args:
        plan: the plan.
        report: the findings in it.
        due: include open actions that are overdue, or due within the number of days that the plan gives.
    """
    collected = _Collected(Directory(plan))
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        if _was_made_a_note(finding):
            continue
        by_sheet.setdefault(finding.sheet if is_for_lead(finding) else None, []).append(finding)
    for each in plan.recommendations:
        leads = each.lead.value or (None,)
        findings = sorted(by_sheet.pop(each.sheet, ()), key=lambda finding: -finding.severity.weight)
        for lead in leads if findings else ():
            collected.of(lead).add(each, findings=findings)
        for action in due_of(each, plan) if due else ():
            for lead in action.lead.value or leads:
                collected.of(lead).add(each, due=[action])
    return collected.outstanding(coordinators=sum(map(len, by_sheet.values())))


def _was_made_a_note(finding: Finding) -> bool:
    """Tell whether the plan has made a note of what is more to others: then no lead is asked to look at it."""
    usual = catalogue().get(finding.rule)
    return finding.severity is Severity.NOTE and usual is not None and usual.severity is not Severity.NOTE


def due_of(recommendation: Recommendation, plan: Plan) -> list[Action]:
    """Return the actions that are overdue or due, the most overdue first."""
    if recommendation.closed:
        return []
    found = [
        action
        for action in recommendation.actions
        if is_overdue(action, plan.report_date) or is_due(action, plan.report_date, plan.due_within)
    ]
    return sorted(found, key=lambda action: action.completion_date.value or date.max)


def told_once(sheets: Sequence[SheetItems]) -> tuple[SheetItems, ...]:
    """Return what is outstanding for one person with nothing in it twice; a sheet with nothing left is left out.

    A finding that names another one of the same rule, which names it in turn, is the same mistake seen from its other
    end: the first is kept. A finding that an action is overdue or due makes way for the list of those, which gives the
    action in its own words.
    """
    told: dict[tuple[str, str | None], list[Finding]] = {}
    once = []
    for sheet in sheets:
        late = {action.completion_date.cell for action in sheet.due}
        findings = []
        for finding in sheet.findings:
            is_listed = finding.rule in ABOUT_DATES and finding.cell in late
            named = dict.fromkeys(_CELL.findall(finding.message))
            of_its_rule = (other for cell in named for other in told.get((finding.rule, cell), ()))
            if is_listed or any(_names(finding, other) and _names(other, finding) for other in of_its_rule):
                continue
            told.setdefault((finding.rule, finding.cell), []).append(finding)
            findings.append(finding)
        once.append(replace(sheet, findings=tuple(findings)))
    return tuple(each for each in once if each.findings or each.due)


def _names(finding: Finding, other: Finding) -> bool:
    """Tell whether a finding names the cell of another."""
    place = f"{other.sheet}!{other.cell}"
    return place in finding.message and bool(re.search(rf"(?<!\w){re.escape(place)}(?!\d)", finding.message))


class _ItemsSoFar:
    """Everything found so far for one lead, or for sheets without one."""

    def __init__(self, who: Person | NoAddress | None) -> None:
        self.who = who
        self._sheets: dict[str, SheetItems] = {}

    def add(self, owner: Recommendation, findings: Sequence[Finding] = (), due: Sequence[Action] = ()) -> None:
        """Add the new items of a sheet: a lead who is named in two ways is told about each thing once."""
        known = self._sheets.get(owner.sheet, SheetItems(owner))
        rows = {action.row for action in known.due}
        new = tuple(action for action in due if action.row not in rows)
        self._sheets[owner.sheet] = SheetItems(owner, known.findings or tuple(findings), (*known.due, *new))

    @property
    def sheets(self) -> tuple[SheetItems, ...]:
        return tuple(self._sheets.values())


class _Collected:
    """Everything found for all leads: once for each person, whatever names and posts they are given by."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._by_person: dict[str, _ItemsSoFar] = {}
        self._by_lead: dict[str | None, _ItemsSoFar] = {}

    def of(self, lead: str | None) -> _ItemsSoFar:
        """Return everything found so far for a lead; for None, that of sheets without one."""
        name = fold(lead) if lead else None
        if name not in self._by_lead:
            who = self._directory.find(lead) if lead else None
            key = who.key if isinstance(who, Person) else f"no address: {name}"
            self._by_lead[name] = self._by_person.setdefault(key, _ItemsSoFar(who))
        return self._by_lead[name]

    def outstanding(self, coordinators: int) -> Outstanding:
        """Return everything that was found, with the people in the order of the Plan sheet."""
        people: list[PersonItems] = []
        unreachable: list[UnreachableItems] = []
        without_lead: tuple[SheetItems, ...] = ()
        for items in self._by_person.values():
            if isinstance(items.who, Person):
                people.append(PersonItems(told_once(items.sheets), items.who))
            elif items.who is None:
                without_lead = told_once(items.sheets)
            else:
                unreachable.append(UnreachableItems(told_once(items.sheets), items.who))
        order = {person.key: place for place, person in enumerate(self._directory.people)}
        people.sort(key=lambda items: order[items.person.key])
        return Outstanding(tuple(people), tuple(unreachable), without_lead, coordinators)
