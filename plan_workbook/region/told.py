"""Where many plans are, in words and tables: what the workbook and the web page both set. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.standing import Standing
from plan_workbook.plan.status import PIStatus
from plan_workbook.region import lists
from plan_workbook.region.tables import Column, Kind, Section, Table, how_many, in_words, share
from plan_workbook.region.values import NOT_KNOWN, NOT_RATED, Headline, Region
from plan_workbook.values.text import listed

SUBJECT = "Improvement plans"
_FIRST = "Where things are"


class Told(NamedTuple):
    """All there is to tell."""

    title: str
    """``Improvement plans: December 2017``."""
    facts: tuple[str, ...]
    verdict: str
    """In one sentence."""
    first: Section
    """What the first sheet has below the sentence."""
    sections: tuple[Section, ...]


def told_of(region: Region) -> Told:
    """Return what there is to tell."""
    made = (
        lists.plans,
        lists.concerns,
        lists.overdue,
        lists.pi_numbers,
        lists.figures,
        lists.rules,
        lists.in_plans,
        lists.missing,
        lists.trends,
        lists.unread,
    )
    return Told(
        f"{SUBJECT}: {in_words(region.period)}",
        _facts(region),
        verdict(region),
        Section("counts", _FIRST, (), tuple(_counts(region))),
        tuple(each(region) for each in made),
    )


def _facts(region: Region) -> tuple[str, ...]:
    authorities = {each.authority for each in region.plans.shown if each.authority}
    periods = [each.period for each in region.trends]
    store = f"The store has {in_words(periods[0])} to {in_words(periods[-1])}" if len(periods) > 1 else ""
    of = f" of {how_many(len(authorities), 'authority')}" if authorities and not region.plans.total > MOST_SAID else ""
    earlier = f"{how_many(region.earlier, 'plan')} with an earlier report date not counted" if region.earlier else ""
    return tuple(filter(None, (f"{how_many(region.totals.plans, 'plan')}{of}", store, earlier)))


MOST_SAID = 50_000
"""Plans of which it is known how many authorities they have."""


def verdict(region: Region) -> str:
    """Return where the plans are, in one sentence.

    ``Of 118 plans, 23 are off track and 31 at risk; 412 actions are overdue and 9 ratings are in doubt.``
    """
    totals, headlines = region.totals, region.headlines
    bad = {"off track": headlines[Headline.OFF_TRACK], "at risk": headlines[Headline.AT_RISK]}
    said = [f"{number:,} {_are(number)} {what}" for what, number in bad.items() if number]
    against = [
        f"{how_many(number, noun)} {_are(number)} {what}"
        for number, noun, what in (
            (totals.actions[Standing.OVERDUE], "action", "overdue"),
            (totals.indicators[PIStatus.OFF_TARGET], "indicator", "off target"),
            (totals.indicators[PIStatus.NO_DATA], "indicator", "without a figure"),
            (totals.in_doubt, "rating", "in doubt"),
            (region.missing.total, "plan", "not sent"),
        )
        if number
    ]
    plans = how_many(totals.plans, "plan")
    stands = f"Of {plans}, {listed(said)}" if said else f"None of {plans} is off track or at risk"
    if totals.plans == 1:
        stands = (
            f"The plan is {'off track' if bad['off track'] else 'at risk'}"
            if said
            else "The plan is not off track or at risk"
        )
    if not against:
        return f"{stands}; nothing is overdue, off target or in doubt."
    return f"{stands}{'; ' if said else ', but '}{listed(against)}."


def _are(number: int) -> str:
    return "is" if number == 1 else "are"


def _counts(region: Region) -> list[Table]:
    """Return how many plans, recommendations, actions and indicators there are of each sort."""
    totals = region.totals
    headlines = {each.value: number for each, number in region.headlines.items()}
    worst_first = (
        *(CountsAs.OFF_TRACK, CountsAs.AT_RISK, CountsAs.NOT_STARTED, CountsAs.ON_TRACK, CountsAs.COMPLETE),
        *(CountsAs.STOPPED, NOT_RATED),
    )
    rated = {str(each).capitalize(): totals.recommendations[each] for each in worst_first}
    standing = (Standing.OVERDUE, Standing.DUE, Standing.UNDER_WAY, Standing.NOT_STARTED, Standing.COMPLETE)
    acted = {str(each).capitalize(): totals.actions[each] for each in (*standing, Standing.STOPPED, NOT_KNOWN)}
    statuses = {
        each.value: totals.indicators[each] for each in (PIStatus.OFF_TARGET, PIStatus.NEAR_TARGET, PIStatus.ON_TARGET)
    }
    statuses |= {each.value: totals.indicators[each] for each in PIStatus if each.value not in statuses}
    return [
        _count("Plans", "How many plans are where", headlines, Kind.WORD),
        _count("Recommendations", "What the ratings of recommendations count as", rated, Kind.WORD),
        _count("Actions", "Where actions are at the report date", acted, Kind.TEXT),
        _count("Indicators", "How indicators compare with their targets", statuses, Kind.WORD),
    ]


def _count(what: str, caption: str, counts: Mapping[str, int], kind: Kind) -> Table:
    total = sum(counts.values())
    columns = (Column(what, kind, 30), Column("How many", Kind.COUNT, 12), Column("Share", Kind.FIGURE, 10))
    rows = [(word, number, share(number, total)) for word, number in counts.items() if number]
    return Table(caption, columns, [*rows, ("All", total, "")], len(rows) + 1)
