"""Everything that a board is told about a plan, worked out once; every format sets these values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from plan_workbook.board.attention import attention, nothing_urgent
from plan_workbook.board.behaviour import OverTime, expected_in_words, over_time_in_words
from plan_workbook.board.due import due_next, nothing_due
from plan_workbook.board.figures import Figures, figures, sentences
from plan_workbook.board.glance import Glance, glance
from plan_workbook.board.lines import Line, pi_name
from plan_workbook.board.moved import NOTHING_CHANGED, moved_since, since
from plan_workbook.board.terms import Compared
from plan_workbook.checking.doubts import doubtful_sheets, doubts, let_through
from plan_workbook.checking.finding import Report, Severity
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.model import Indicator, Plan
from plan_workbook.plan.over_time import latest_before, travel_word
from plan_workbook.values.text import counted_is, tidy
from plan_workbook.values.units import with_unit

DRAFT = "DRAFT"
NOT_CHECKED = "The checks have not been run on this plan yet"


@dataclass(frozen=True)
class Told:
    """What a board is told about one plan at one reporting period."""

    figures: Figures
    glance: Glance
    """What it sees first: a verdict, tiles, and how ratings moved."""
    sentences: tuple[str, ...]
    """The headline."""
    trust: str
    """Open errors and warnings by what they mean for a reader, and what was let through, without a full stop."""
    let_through: str
    """How many errors were accepted and how many rules made milder; empty if there are none."""
    open_errors: int
    """How many errors are open."""
    open_findings: int
    """How many errors and warnings are open."""
    doubtful_sheets: frozenset[str]
    """The sheets with an open error or warning that speaks against a rating on them."""
    attention: tuple[Line, ...]
    due_next: tuple[Line, ...]
    since: str
    """The previous workbook's period; empty if there is nothing to compare with."""
    moved: tuple[Line, ...]
    nothing_urgent: str
    nothing_due: str
    nothing_moved: str
    _completed: Mapping[tuple[str, int], Indicator] = field(repr=False)
    _remembered: Mapping[tuple[str, int], OverTime] = field(repr=False)

    def completed(self, indicator: Indicator) -> Indicator:
        """Return an indicator with last month's actual as its previous figure, if it gives none itself."""
        return self._completed.get((indicator.sheet, indicator.row), indicator)

    def travel_of(self, indicator: Indicator) -> str:
        """Return which way the actual of an indicator went: ``Improved``, ``No new figure``; empty if not known."""
        remembered = self._remembered.get((indicator.sheet, indicator.row), OverTime())
        return travel_word(self.completed(indicator), is_last_times=remembered.is_last_times)

    def more_about(self, indicator: Indicator) -> tuple[str, ...]:
        """Return what else is to be said of an indicator where its row has no columns for it, in such sentences."""
        return (*self.over_time(indicator), *expected_in_words(indicator))

    def over_time(self, indicator: Indicator) -> tuple[str, ...]:
        """Return what the plan's history says of an indicator, in sentences without full stops."""
        return self._remembered.get((indicator.sheet, indicator.row), OverTime()).sentences


def draft_warning(errors: int) -> str:
    """Return what a page with so many open errors says: ``DRAFT, not for circulation: 7 errors are open``."""
    said = f"{DRAFT}, not for circulation"
    return f"{said}: {counted_is(errors, 'error')} open" if errors else said


def told_about(plan: Plan, report: Report | None = None, previous: Plan | None = None) -> Told:
    """Return what a board is told about a plan.

    Args:
        plan: the plan.
        report: its findings; without them, nobody is told that it can be trusted.
        previous: last month's plan; if it is given, the changes since are told.
    """
    months = MatchedPlans(previous, plan, surely=True) if previous else None
    completed = dict(_remembered(plan))
    compared = _compared(months, plan, previous) if months and previous else []
    if compared:
        lacking = (each for each in compared if _lacks_previous(each))
        completed |= {(each.now.sheet, each.now.row): _with_previous(each) for each in lacking}
    indicators = plan.indicators if plan.history else ()
    remembered = {(each.sheet, each.row): over_time_in_words(plan, each) for each in indicators}
    for one in compared:
        place = (one.now.sheet, one.now.row)
        remembered[place] = remembered.get(place, OverTime())._replace(is_last_times=one.is_last_times)
    counts = figures(plan)
    urgent = tuple(attention(plan, previous, months, completed, remembered))
    open_findings = sum(each.severity is not Severity.NOTE for each in report.findings) if report else 0
    return Told(
        figures=counts,
        glance=glance(plan, counts, urgent, previous, months),
        sentences=sentences(plan, counts),
        trust=doubts(report, plan.item_word, _changed_targets(plan, compared)) if report else NOT_CHECKED,
        let_through=let_through(report) if report else "",
        open_errors=report.errors if report else 0,
        open_findings=open_findings,
        doubtful_sheets=doubtful_sheets(report) if report else frozenset(),
        attention=urgent,
        due_next=tuple(due_next(plan)),
        since=since(previous) if previous else "",
        moved=tuple(moved_since(plan, previous, months)) if previous else (),
        nothing_urgent=nothing_urgent(plan),
        nothing_due=nothing_due(plan),
        nothing_moved=NOTHING_CHANGED,
        _completed=completed,
        _remembered=remembered,
    )


def _remembered(plan: Plan) -> Iterator[tuple[tuple[str, int], Indicator]]:
    """Yield the indicators that give no previous figure, with the latest one that history has."""
    for each in plan.indicators if plan.history else ():
        then = latest_before(plan, each)
        if then is not None and not each.previous.given:
            unit = each.shown_unit
            read = replace(each.previous, value=then, text=with_unit(then, unit), unit=unit or None)
            yield (each.sheet, each.row), replace(each, inputs={**each.inputs, "previous": read})


def _compared(months: MatchedPlans, plan: Plan, previous: Plan) -> list[Compared]:
    return [
        Compared(now, then, plan, previous)
        for _, owner, _ in months.recommendations.both
        for then, now, _ in months.indicators.under(owner).both
    ]


def _changed_targets(plan: Plan, compared: list[Compared]) -> dict[tuple[str, int], str]:
    """Return in brief how targets changed, by sheet and row, those that became the easiest to meet first.

    An indicator without a number, and one that was not compared with last month's, is not among them.
    """
    named = [each for each in compared if pi_name(each.now) and each.target_in_brief]
    named.sort(key=lambda each: -each.eased)
    leads = {each.sheet: tidy(each.lead.text) for each in plan.recommendations}
    return {(each.now.sheet, each.now.row): _target_in_brief(each, leads.get(each.now.sheet, "")) for each in named}


def _target_in_brief(each: Compared, lead: str) -> str:
    """Return an indicator, whose it is and its targets, ``CSC 022, Jo Hart, 90% to 85%``; `lead` is its sheet's."""
    owner = tidy(each.now.lead.text) or lead
    return ", ".join(filter(None, (pi_name(each.now), owner, each.target_in_brief)))


def _lacks_previous(compared: Compared) -> bool:
    return not compared.now.previous.given and compared.then.actual.value is not None and compared.comparable


def _with_previous(compared: Compared) -> Indicator:
    now, then = compared.now, compared.then.actual
    read = replace(now.previous, value=then.value, text=then.text, unit=then.unit or compared.then.shown_unit or None)
    return replace(now, inputs={**now.inputs, "previous": read})
