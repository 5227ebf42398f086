"""Who is written to about what: each lead about the cells of their own recommendations, and what falls due. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plan_workbook.chasing.people import Directory, NoAddress, Person
from plan_workbook.checking.finding import Finding, Report
from plan_workbook.plan.model import Action, Plan, Recommendation
from plan_workbook.plan.status import is_due, is_overdue
from plan_workbook.values.text import fold


@dataclass(frozen=True)
class Part:
    """What one sheet holds for somebody: findings worst first, actions by when they are due."""

    recommendation: Recommendation
    findings: tuple[Finding, ...] = ()
    due: tuple[Action, ...] = ()


@dataclass(frozen=True)
class _Heap:
    """All there is for somebody, sheet by sheet in the order of the workbook."""

    parts: tuple[Part, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all the sheets."""
        return tuple(finding for part in self.parts for finding in part.findings)

    @property
    def due(self) -> tuple[Action, ...]:
        """The actions of all the sheets that are overdue or due."""
        return tuple(action for part in self.parts for action in part.due)


@dataclass(frozen=True)
class Pile(_Heap):
    """What one person is written to about."""

    person: Person


@dataclass(frozen=True)
class Missed(_Heap):
    """What a lead does not hear of who can't be written to."""

    lead: NoAddress


@dataclass(frozen=True)
class Chase:
    """Who is written to, and what reaches nobody."""

    piles: tuple[Pile, ...]
    """In the order of the people on the Plan sheet."""
    missed: tuple[Missed, ...]
    """In the order in which they lead."""
    without_lead: tuple[Part, ...]
    """What stands on sheets that name no lead."""
    coordinators: int
    """Findings about the plan itself."""

    @property
    def anything(self) -> bool:
        """Tell whether there is anything that a lead should hear of."""
        return bool(self.piles or self.missed or self.without_lead)


def chase(plan: Plan, report: Report, *, due: bool = False) -> Chase:
    """Return who is to be written to about what.

    A finding belongs to every lead of the recommendation on whose sheet it is, an action to its Task Lead, or else to
    those leads. What the plan accepts belongs to nobody. Closed recommendations leave actions that are due alone.

    Args:
        plan: the plan.
        report: what is found in it.
        due: also open actions that are overdue, or fall due within the days the plan says.
    """
    heaps = _Gatherings(Directory(plan))
    by_sheet: dict[str | None, list[Finding]] = {}
    for finding in report.findings:
        by_sheet.setdefault(finding.sheet, []).append(finding)
    for each in plan.recommendations:
        leads = each.lead.value or (None,)
        findings = sorted(by_sheet.pop(each.sheet, ()), key=lambda finding: -finding.severity.weight)
        for lead in leads if findings else ():
            heaps.of(lead).put(each, findings=findings)
        for action in _due_of(each, plan) if due else ():
            for lead in action.lead.value or leads:
                heaps.of(lead).put(each, due=[action])
    return heaps.chase(coordinators=sum(map(len, by_sheet.values())))


def _due_of(recommendation: Recommendation, plan: Plan) -> list[Action]:
    """Return the actions that are overdue or due, the most overdue first."""
    if recommendation.closed:
        return []
    found = [
        action
        for action in recommendation.actions
        if is_overdue(action, plan.report_date) or is_due(action, plan.report_date, plan.due_within)
    ]
    return sorted(found, key=lambda action: action.completion_date.value or date.max)


class _Gathering:
    """What has been found so far for one lead, or for sheets without one."""

    def __init__(self, who: Person | NoAddress | None) -> None:
        self.who = who
        self._parts: dict[str, Part] = {}

    def put(self, owner: Recommendation, findings: Sequence[Finding] = (), due: Sequence[Action] = ()) -> None:
        """Add what is new of a sheet: who leads it under two names is told of each thing once."""
        part = self._parts.get(owner.sheet, Part(owner))
        rows = {action.row for action in part.due}
        new = tuple(action for action in due if action.row not in rows)
        self._parts[owner.sheet] = Part(owner, part.findings or tuple(findings), (*part.due, *new))

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(self._parts.values())


class _Gatherings:
    """The heaps of all leads: one for each person, whatever names and posts they lead under."""

    def __init__(self, directory: Directory) -> None:
        self._directory = directory
        self._heaps: dict[str, _Gathering] = {}
        self._by_lead: dict[str | None, _Gathering] = {}

    def of(self, lead: str | None) -> _Gathering:
        """Return the heap of a lead, or of nobody."""
        name = fold(lead) if lead else None
        if name not in self._by_lead:
            who = self._directory.find(lead) if lead else None
            key = who.key if isinstance(who, Person) else f"no address: {name}"
            self._by_lead[name] = self._heaps.setdefault(key, _Gathering(who))
        return self._by_lead[name]

    def chase(self, coordinators: int) -> Chase:
        """Return what came together."""
        piles: list[Pile] = []
        missed: list[Missed] = []
        without_lead: tuple[Part, ...] = ()
        for heap in self._heaps.values():
            if isinstance(heap.who, Person):
                piles.append(Pile(heap.parts, heap.who))
            elif heap.who is None:
                without_lead = heap.parts
            else:
                missed.append(Missed(heap.parts, heap.who))
        order = {person.key: place for place, person in enumerate(self._directory.people)}
        piles.sort(key=lambda pile: order[pile.person.key])
        return Chase(tuple(piles), tuple(missed), without_lead, coordinators)
