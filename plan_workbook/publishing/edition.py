"""An edition of the plan: everything that a board is given, in words and figures ready for any format.

The workbook, the Word report, the web page and the email are all made from it, so their figures can't differ.
Templates may use its fields; ``docs/publishing.md`` lists them.
`plan_workbook.publishing.make` makes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from plan_workbook.board.figures import Figures, facts_about, workings
from plan_workbook.board.last_period import Matrix
from plan_workbook.board.lines import Kind, Line
from plan_workbook.board.tiles import Tile
from plan_workbook.board.told import DRAFT, Told, draft_warning
from plan_workbook.board.trends import Trend
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.over_time import since_last_time
from plan_workbook.plan.scale import CountsAs
from plan_workbook.plan.status import PIStatus, which_is_better
from plan_workbook.publishing.details import Detail
from plan_workbook.values.colours import BLACK, ink_on
from plan_workbook.values.text import counted, counted_is, in_brief, listed, mid_sentence

_INDICATORS = "Indicators"
_BAD = (CountsAs.OFF_TRACK, CountsAs.AT_RISK)


def says_draft(text: str) -> bool:
    """Tell whether a text calls itself a draft, in capitals; ``drafted by`` does not."""
    return re.search(rf"\b{DRAFT}\b", text) is not None


@dataclass(frozen=True)
class Tag:
    """A word on a colour."""

    word: str
    fill: str = ""
    """``#RRGGBB``, or empty for none."""

    @property
    def ink(self) -> str:
        """The colour to write it in, ``#RRGGBB``: black or white, whichever reads better."""
        return ink_on(self.fill) if self.fill else BLACK

    @property
    def hex_fill(self) -> str:
        """The fill without the ``#``, as Word's templates want it; white for none."""
        return self.fill.removeprefix("#") or "FFFFFF"

    @property
    def hex_ink(self) -> str:
        """The ink without the ``#``."""
        return self.ink.removeprefix("#")

    def __str__(self) -> str:
        return self.word


@dataclass(frozen=True)
class Point:
    """One line of a list: an item, action or indicator, with its text, its owner and the reason it is listed."""

    name: str
    kind: Tag
    what: str
    owner: str
    how: str
    line: Line

    @property
    def group(self) -> Kind:
        """The kind of line it is, for shortening a list."""
        return self.line.group

    @property
    def number(self) -> str:
        """What names it among others of its kind: ``15``, ``18 b``."""
        return self.line.number


@dataclass(frozen=True)
class RatingCount:
    """How many recommendations and actions have one rating."""

    rating: Tag
    recommendations: int
    actions: int


@dataclass(frozen=True)
class StatusCount:
    """How many indicators have one PI status."""

    status: Tag
    indicators: int


@dataclass(frozen=True)
class Bar:
    """How many recommendations, actions or indicators have each rating or status in one period, drawn as one bar."""

    name: str
    """``Recommendations``, ``Actions`` or ``Indicators``."""
    period: str
    now: bool
    """Whether the period is the plan's own, and not the last one."""
    counts: tuple[tuple[Tag, int], ...]
    """In the order of the scale; only those of which there are any."""

    @property
    def of_indicators(self) -> bool:
        """Whether it is about indicators, which have statuses and no ratings."""
        return self.name == _INDICATORS

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(number for _, number in self.counts)

    @property
    def in_words(self) -> str:
        """The counts for people who can't see the bar: ``7 Complete, 11 Green``."""
        return ", ".join(f"{number} {tag}" for tag, number in self.counts) or "None"


@dataclass(frozen=True)
class KeyEntry:
    """The meaning of one step of the plan's scale."""

    code: str
    rating: Tag
    progress: str
    confidence: str
    counts_as: str


@dataclass(frozen=True)
class IndicatorLine:
    """One indicator, every figure as it is written."""

    number: str
    description: str
    lead: str
    better: str
    target: str
    previous: str
    actual: str
    period: str
    status: Tag
    gap: str
    """How far from target, in the indicator's own unit; empty if that can't be said."""
    travel: str
    """Improved, No change or Worse since the previous period, or Rose or Fell if neither way is better.

    *No new figure* if it is the one that was reported last time. Empty if one of the two figures is missing."""
    comment: str
    more: tuple[Detail, ...]
    """Columns without a place of their own, the same in every row of the table."""
    over_time: tuple[str, ...]
    """What the plan's history says of it, a sentence each: ``Worse than a year ago.``"""
    trend: Trend | None
    """Its figures over the periods; None if there are fewer than three."""
    source: Indicator = field(repr=False)

    @property
    def distance(self) -> str:
        """How far from target, which way is better, and which way it went.

        ``4 points below target (higher is better); worse since last time``
        """
        better = which_is_better(self.source)
        gap = f"{self.gap} ({better})" if self.gap and better else self.gap
        if gap and self.travel:
            return f"{gap}; {since_last_time(self.travel)}"
        return gap or self.travel


@dataclass(frozen=True)
class ActionLine:
    """One action, its dates as people write them."""

    ref: str
    text: str
    lead: str
    start: str
    due: str
    first_due: str
    """Its first due date, if that has changed."""
    completed: str
    rating: Tag
    overdue: bool
    standing: str
    """Its state at the report date: ``31 days overdue``, ``due in 12 days``, ``not started``."""
    comment: str
    more: tuple[Detail, ...]
    """Columns without a place of their own, the same in every row of the table."""
    source: Action = field(repr=False)


@dataclass(frozen=True)
class ActionGroup:
    """Actions that follow one another under one objective; empty where none is given."""

    objective: str
    actions: tuple[ActionLine, ...]


@dataclass(frozen=True)
class Item:
    """One recommendation, or priority, or whatever the plan calls it."""

    number: str
    name: str
    """``Recommendation 15``."""
    short_name: str
    """``Rec 15``, for a narrow column; ``Priority 15`` in a plan with priorities."""
    title: str
    lead: str
    status: str
    rating: Tag
    confidence: Tag | None
    """How sure its lead is; None if the plan does not say."""
    more: tuple[Detail, ...]
    """Fields without a place of their own."""
    progress: tuple[str, ...]
    texts: tuple[Detail, ...]
    """Its other paragraphs, such as those on the difference made, as far as there are any."""
    indicators: tuple[IndicatorLine, ...]
    groups: tuple[ActionGroup, ...]
    actions_in_words: str
    """``5: 4 Green, 1 Complete; 1 overdue``."""
    indicators_in_words: str
    in_doubt: tuple[str, ...]
    """Why its rating is in doubt, a sentence for each reason."""
    trend: Trend | None
    """Its ratings over the periods; None if there are fewer than three."""
    rated_before: str
    """The same in words, or the rating of the last period: ``Amber in November 2017``; empty if neither is known."""
    just_closed: bool
    """Whether it is closed and is known to have been open in the last period."""
    reasons: tuple[Point, ...]
    """What needs attention of itself and of its indicators, apart from what `in_doubt` says."""
    decisions: tuple[str, ...]
    """The decisions that are needed and name it."""
    source: Recommendation = field(repr=False)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """All its actions, in order."""
        return tuple(action for group in self.groups for action in group.actions)

    @property
    def closed(self) -> bool:
        """Whether it is business as usual, or rated as complete or stopped."""
        return self.source.closed

    @property
    def exceptional(self) -> bool:
        """Whether a board should look at it on its own: it is rated off track or at risk, or its rating is in doubt."""
        rating = self.source.rating.value
        bad = rating is not None and rating.counts_as in _BAD and not self.closed
        return bad or bool(self.in_doubt)


@dataclass(frozen=True)
class Edition:
    """One plan at one reporting period, as a board is given it."""

    title: str
    authority: str
    period: str
    report_date: str
    data_as_at: str
    item_word: str
    items_word: str
    """The plural of the plan's word for its items."""
    draft: bool
    errors: int
    """How many errors are open; none unless it is a draft."""
    fingerprint: str
    """Changes when anything that was read of the plan does."""
    open_findings: int
    """How many errors and warnings are open."""
    sentences: tuple[str, ...]
    """The headline."""
    trust: str
    """Whether the plan can be believed: what is in doubt and what was let through, in a few words."""
    let_through: str
    """How many errors were accepted and how many rules made milder; empty if there are none."""
    figures: Figures
    ratings: tuple[RatingCount, ...]
    statuses: tuple[StatusCount, ...]
    attention: tuple[Point, ...]
    due_within: str
    """``31 days``."""
    due_next: tuple[Point, ...]
    since: str
    """The previous workbook's period; empty if there is nothing to compare with."""
    moved: tuple[Point, ...]
    successes: tuple[str, ...]
    challenges: tuple[str, ...]
    decisions: tuple[str, ...]
    """What the board is asked to decide; empty if nothing."""
    more: tuple[Detail, ...]
    """Fields of the Plan sheet without a place of their own."""
    items: tuple[Item, ...]
    key: tuple[KeyEntry, ...]
    left_out: tuple[str, ...]
    """The cells from which an email address was removed."""
    plan: Plan = field(repr=False)
    """The plan itself, without anything that must not be published."""
    told: Told = field(repr=False)
    """What its lists and figures are made from."""
    previous: Plan | None = field(default=None, repr=False)

    @property
    def verdict(self) -> str:
        """Where the plan stands, in one sentence."""
        return self.told.glance.verdict

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """How much is bad, was bad in the last period, and which way that went: four tiles, the last about trust."""
        return self.told.glance.tiles

    @property
    def matrices(self) -> tuple[Matrix, ...]:
        """How the ratings of recommendations and of actions moved since the last period; empty without one."""
        return self.told.glance.matrices

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The counts of recommendations, actions and indicators, each now and then, as far as the last period is known.

        Of what there is nothing in the plan there is no bar.
        """
        now = {
            self.items_word: [(each.rating, each.recommendations) for each in self.ratings],
            "Actions": [(each.rating, each.actions) for each in self.ratings],
            _INDICATORS: [(each.status, each.indicators) for each in self.statuses],
        }
        tags = {tag.word: tag for counts in now.values() for tag, _ in counts}
        glance = self.told.glance
        bars = []
        for name, counts in now.items():
            then = [(tags.get(word, Tag(word)), number) for word, number in glance.then.get(name, {}).items()]
            bars += [Bar(name, self.period, True, _any(counts)), Bar(name, glance.since, False, _any(then))]
        return tuple(bar for bar in bars if bar.counts)

    @property
    def exceptions(self) -> tuple[Item, ...]:
        """The recommendations that a board should look at on their own, in the plan's order."""
        return tuple(each for each in self.items if each.exceptional)

    @property
    def others(self) -> tuple[Item, ...]:
        """The other recommendations that are open."""
        return tuple(each for each in self.items if not each.exceptional and not each.closed)

    @property
    def closed(self) -> tuple[Item, ...]:
        """The other recommendations that are closed."""
        return tuple(each for each in self.items if not each.exceptional and each.closed)

    @property
    def key_says(self) -> tuple[str, ...]:
        """The keys of what any rating of the key says: ``progress``, ``confidence``, or neither."""
        return tuple(key for key in ("progress", "confidence") if any(getattr(each, key) for each in self.key))

    @property
    def closed_in_words(self) -> str:
        """Which recommendations are closed, and which of them since the last period; empty if none is."""
        closed = self.closed
        if not closed:
            return ""
        are = f"{counted_is(len(closed), mid_sentence(self.item_word))} closed"
        ratings = listed(list(dict.fromkeys(each.rating.word for each in closed)))
        named = [f"{each.number} ({in_brief(each.title)})" if each.title else each.number for each in closed]
        doubtful = {each.source.sheet for each in closed} & self.told.doubtful_sheets
        doubtless = "" if doubtful else f", and nothing speaks against {'it' if len(closed) == 1 else 'them'}"
        just = [name for name, each in zip(named, closed, strict=True) if each.just_closed]
        since = f" Closed since {self.told.glance.since}: {listed(just)}." if just else ""
        return f"{are}, rated {ratings}{doubtless}: {listed(named)}.{since}"

    @property
    def facts(self) -> tuple[str, ...]:
        """The plan's authority, dates and version, in a few words each."""
        return facts_about(self.plan)

    @property
    def headline(self) -> str:
        """The headline in so few words that it fits into a subject line: ``7 Complete, 11 Green; 1 action overdue``."""
        counts = self.figures
        rated = ", ".join(f"{each.recommendations} {each.rating}" for each in self.ratings if each.recommendations)
        late = f"{counted(counts.overdue, 'action')} overdue" if counts.overdue else ""
        return "; ".join(part for part in (rated, late) if part)

    @property
    def worst(self) -> str:
        """The same in still fewer words: how many are off track or at risk, and how much is overdue or off target."""
        bad = {rating.label for rating in self.plan.scale.ratings if rating.counts_as in _BAD}
        rated = [f"{each.recommendations} {each.rating}" for each in self.ratings if each.rating.word in bad]
        rated = [each for each in rated if not each.startswith("0 ")]
        late = [f"{self.figures.overdue} overdue"] if self.figures.overdue else []
        off = self.figures.indicators[PIStatus.OFF_TARGET.value]
        return ", ".join([*rated[:3], *late, *([f"{off} off target"] if off else [])])

    @property
    def nothing_urgent(self) -> str:
        """The text to show if nothing needs attention."""
        return self.told.nothing_urgent

    @property
    def nothing_due(self) -> str:
        """The text to show if no action is due."""
        return self.told.nothing_due

    @property
    def nothing_moved(self) -> str:
        """The text to show if nothing has changed."""
        return self.told.nothing_moved

    @property
    def workings(self) -> tuple[str, ...]:
        """How the figures are worked out, a sentence or two each."""
        return workings(self.plan)

    @property
    def warning(self) -> str:
        """The warning on a draft; empty for a final edition."""
        return draft_warning(self.errors) if self.draft else ""


def _any(counts: list[tuple[Tag, int]]) -> tuple[tuple[Tag, int], ...]:
    return tuple((tag, number) for tag, number in counts if number)
