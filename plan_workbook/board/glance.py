"""What a board sees at a glance: a verdict in one sentence, four tiles, and how ratings moved. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from plan_workbook.board.figures import NOT_RATED, Figures
from plan_workbook.board.judged import NONE_KNOWN
from plan_workbook.board.last_period import (
    BAD,
    UNKNOWN,
    Before,
    Matrix,
    of_history,
    of_workbook,
    ratings_in_doubt,
)
from plan_workbook.board.lines import Kind, Line
from plan_workbook.board.tiles import Tile
from plan_workbook.layout import ACTIONS, INDICATORS
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.model import Plan
from plan_workbook.plan.scale import CountsAs, Scale
from plan_workbook.plan.status import PIStatus
from plan_workbook.values.text import counted, counted_is, in_item_words, listed, plural


@dataclass(frozen=True)
class Glance:
    """What a board sees first."""

    verdict: str
    """One sentence."""
    tiles: tuple[Tile, ...]
    """Recommendations, actions, indicators, trust."""
    matrices: tuple[Matrix, ...]
    """Of recommendations and of actions; none if there is no last period."""
    then: dict[str, dict[str, int]]
    """How many had each rating in the last period, by `Recommendations` and `Actions`, and `Indicators` by status, in
    the order of now; empty if there is none, or it is not known."""
    since: str
    """The last period; empty if there is none."""


def glance(
    plan: Plan,
    counts: Figures,
    attention: Sequence[Line],
    previous: Plan | None = None,
    months: MatchedPlans | None = None,
) -> Glance:
    """Return what a board sees first.

    The last period is last month's workbook, or without one the last period before the report date that the plan's
    history knows.

    Args:
        plan: the plan.
        counts: its figures.
        attention: what needs attention in it.
        previous: last month's plan.
        months: the two plans row by row.
    """
    if previous is not None and months is not None:
        before: Before | None = of_workbook(plan, previous, months)
    else:
        before = of_history(plan)
    return Glance(
        verdict=verdict(plan, counts, attention),
        tiles=tuple(_tiles(plan, counts, before)),
        matrices=before.matrices if before else (),
        then=before.counts if before else {},
        since=before.since if before else "",
    )


def verdict(plan: Plan, counts: Figures, attention: Sequence[Line]) -> str:
    """Return where the plan stands in one sentence.

    ``No recommendation is off track or at risk, but 2 ratings are in doubt and 1 action is overdue.``
    """
    if not plan.recommendations:
        return in_item_words("The plan has no recommendations yet.", plan.item_word)
    bad = _bad(counts, plan.scale)
    unrated = counts.recommendations[NOT_RATED]
    items = plural(plan.item_noun)
    if any(bad.values()):
        said = [f"{number} {'is' if number == 1 else 'are'} {what}" for what, number in bad.items() if number]
        stands = f"Of {counted(counts.total_recommendations, plan.item_noun)}, {listed(said)}"
    elif unrated == counts.total_recommendations:
        stands = f"No {plan.item_noun} has been rated"
    elif counts.total_recommendations == _closed(counts, plan.scale):
        stands = f"All {items} are complete" if len(plan.recommendations) > 1 else f"The {plan.item_noun} is complete"
    else:
        stands = f"No {plan.item_noun} is off track or at risk"
    kinds = Counter(line.group for line in attention)
    against = [
        *([_is(unrated, plan.item_noun, "not rated")] if 0 < unrated < counts.total_recommendations else []),
        *([_is(kinds[Kind.IN_DOUBT], "rating", "in doubt")] if kinds[Kind.IN_DOUBT] else []),
        *([_is(counts.overdue, "action", "overdue")] if counts.overdue else []),
    ]
    off = counts.indicators[PIStatus.OFF_TARGET.value]
    against += [_is(off, "indicator", "off target")] if off else []
    lacking = counts.indicators[PIStatus.NO_DATA.value]
    if lacking:  # or fewer off target would sound like good news
        number = str(lacking) if off else counted(lacking, "indicator")
        against.append(f"{number} {'has' if lacking == 1 else 'have'} no figure")
    if plan.report_date is None:
        against.append("without a report date nothing can be counted as overdue")
    if not against:
        return f"{stands}; nothing is overdue, off target or in doubt."
    return f"{stands}{'; ' if any(bad.values()) else ', but '}{listed(against)}."


def _is(number: int, noun: str, what: str) -> str:
    return f"{counted_is(number, noun)} {what}"


def _bad(counts: Figures, scale: Scale) -> dict[str, int]:
    return {
        what: sum(counts.recommendations.get(label, 0) for label in _labels(scale, counts_as))
        for counts_as, what in BAD.items()
    }


def _closed(counts: Figures, scale: Scale) -> int:
    return sum(counts.recommendations.get(label, 0) for label in _labels(scale, CountsAs.COMPLETE))


def _labels(scale: Scale, counts_as: CountsAs) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.label for each in scale.ratings if each.counts_as is counts_as))


# --------------------------------------------------------------------------------------------- tiles


def _tiles(plan: Plan, counts: Figures, before: Before | None) -> Iterator[Tile]:
    then = before.bad if before else UNKNOWN
    ago = before.since if before else ""
    bad = sum(_bad(counts, plan.scale).values())
    items, total = plural(plan.item_word), counts.total_recommendations
    late = counts.overdue if plan.report_date else None
    off = counts.indicators[PIStatus.OFF_TARGET.value]
    tiles = (
        Tile(items, bad, total, "off track or at risk", then.recommendations, ago),
        Tile(ACTIONS.title, late, counts.total_actions, "overdue", then.actions, ago),
        Tile(INDICATORS.title, off, counts.total_indicators, "off target", then.indicators, ago),
    )
    lost, gained = before.judged if before else NONE_KNOWN
    for tile, no_longer, newly in zip(tiles, lost, gained, strict=True):
        yield tile._replace(unknown=no_longer, unknown_then=newly)
    doubts_lost = before.doubts_lost if before else 0
    yield Tile("Trust", ratings_in_doubt(plan), total, "ratings in doubt", then.in_doubt, ago, doubts_lost)
