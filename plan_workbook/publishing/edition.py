"""An edition of the plan: what a board is given, in words and figures ready to be set in any format.

The workbook, the Word report, the web page and the email all take theirs from here, so that none can say another
figure than the next. The fields are also what templates may use; ``docs/publishing.md`` lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

from plan_workbook import layout
from plan_workbook.attention import (
    NOTHING_MOVED,
    Line,
    attention,
    due_next,
    moved_since,
    nothing_due,
    nothing_urgent,
)  # fmt: skip
from plan_workbook.checking.finding import Report
from plan_workbook.colours import ink_on, is_colour
from plan_workbook.errors import ErrorsOpen
from plan_workbook.model import Action, Better, Indicator, Input, Plan, Recommendation
from plan_workbook.publishing.outward import Outward, outward
from plan_workbook.status import (
    JUDGED,
    direction_of_travel,
    figure,
    gap_in_words,
    is_due,
    is_overdue,
    not_started,
    status_of,
)
from plan_workbook.summary import (
    NOT_RATED,
    Figures,
    count_actions,
    count_indicators,
    facts_about,
    figures,
    narrative,
    rating_of,
    sentences,
    workings,
)
from plan_workbook.text import counted, long_date, paragraphs, plural, tidy

DRAFT = "DRAFT"


def says_draft(text: str) -> bool:
    """Tell whether a text says of itself that it is a draft; who drafted it or what is being drafted does not."""
    return re.search(rf"\b{DRAFT}\b", text) is not None


@dataclass(frozen=True)
class Tag:
    """A word that stands on a colour."""

    word: str
    fill: str = ""
    """``#RRGGBB``, or empty for none."""

    @property
    def ink(self) -> str:
        """The colour to write it in, ``#RRGGBB``: black or white, whichever reads better."""
        return ink_on(self.fill) if self.fill else "#000000"

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
    """One line of a list: which item, action or indicator, what it is, who answers for it, and why it is listed."""

    name: str
    kind: Tag
    what: str
    owner: str
    how: str
    line: Line


@dataclass(frozen=True)
class RatingCount:
    """How many recommendations and actions stand at one rating."""

    rating: Tag
    recommendations: int
    actions: int


@dataclass(frozen=True)
class StatusCount:
    """How many indicators have one PI status."""

    status: Tag
    indicators: int


@dataclass(frozen=True)
class KeyEntry:
    """What one step of the plan's scale means."""

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
    """How far from target, in the indicator's own unit, or why that can't be said."""
    travel: str
    """Improved, Same or Worse since the previous period; empty where one of the two is missing."""
    comment: str
    source: Indicator = field(repr=False)

    @property
    def distance(self) -> str:
        """How far from target and which way it went: ``4 points below target; worse since last time``."""
        if self.gap and self.travel:
            return f"{self.gap}; {self.travel.lower()} since last time"
        return self.gap or self.travel


@dataclass(frozen=True)
class ActionLine:
    """One action, its dates as people write them."""

    ref: str
    text: str
    lead: str
    start: str
    due: str
    first_due: str
    """When it was first due, where the date has moved."""
    completed: str
    rating: Tag
    overdue: bool
    standing: str
    """How it stands at the report date: ``31 days overdue``, ``due in 12 days``, ``not started``."""
    comment: str
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
    title: str
    lead: str
    status: str
    rating: Tag
    progress: tuple[str, ...]
    indicators: tuple[IndicatorLine, ...]
    groups: tuple[ActionGroup, ...]
    actions_in_words: str
    """``5: 4 Green, 1 Complete; 1 overdue``."""
    indicators_in_words: str
    source: Recommendation = field(repr=False)

    @property
    def actions(self) -> tuple[ActionLine, ...]:
        """All its actions, in order."""
        return tuple(action for group in self.groups for action in group.actions)


@dataclass(frozen=True)
class Edition:
    """What a board is given of one plan at one reporting period."""

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
    """Stands for everything the plan was read from."""
    sentences: tuple[str, ...]
    """The headline."""
    figures: Figures
    ratings: tuple[RatingCount, ...]
    statuses: tuple[StatusCount, ...]
    attention: tuple[Point, ...]
    due_within: str
    """``31 days``."""
    due_next: tuple[Point, ...]
    since: str
    """What the previous workbook's period is called; empty where there is none to compare with."""
    moved: tuple[Point, ...]
    successes: tuple[str, ...]
    challenges: tuple[str, ...]
    items: tuple[Item, ...]
    key: tuple[KeyEntry, ...]
    left_out: tuple[str, ...]
    """The cells out of which an email address was taken."""
    plan: Plan = field(repr=False)
    """The plan itself, as it may leave the house."""
    previous: Plan | None = field(default=None, repr=False)

    @property
    def facts(self) -> tuple[str, ...]:
        """Whose plan it is, when it was judged and which version it is, in a few words each."""
        return facts_about(self.plan)

    @property
    def headline(self) -> str:
        """The headline in so few words that it fits a subject: ``7 Complete, 11 Green; 1 action overdue``."""
        counts = self.figures
        rated = ", ".join(f"{each.recommendations} {each.rating}" for each in self.ratings if each.recommendations)
        late = f"{counted(counts.overdue, 'action')} overdue" if counts.overdue else ""
        return "; ".join(part for part in (rated, late) if part)

    @property
    def nothing_urgent(self) -> str:
        """What to say where nothing needs attention."""
        return nothing_urgent(self.plan)

    @property
    def nothing_due(self) -> str:
        """What to say where no action falls due."""
        return nothing_due(self.plan)

    @property
    def nothing_moved(self) -> str:
        """What to say where nothing moved."""
        return NOTHING_MOVED

    @property
    def workings(self) -> tuple[str, ...]:
        """How the figures are worked out, a sentence or two each."""
        return workings(self.plan)

    @property
    def warning(self) -> str:
        """What a draft says of itself; empty for a final edition."""
        if not self.draft:
            return ""
        open_errors = f": {counted(self.errors, 'error')} {'is' if self.errors == 1 else 'are'} open" * bool(
            self.errors
        )
        return f"{DRAFT}, not for circulation{open_errors}"


def edition_of(plan: Plan, report: Report, previous: Plan | None = None, *, draft: bool = False) -> Edition:
    """Return an edition of a plan.

    Args:
        plan: the plan.
        report: what is found in it, once its generated sheets are drawn anew (`Plan.once_summarised`).
        previous: last month's plan; with it, the edition says what moved since.
        draft: make one although errors are open, and have it say so.

    Raises:
        ErrorsOpen: errors are open, and no draft was asked for.
    """
    if report.errors and not draft:
        raise ErrorsOpen(plan.name, report.errors)
    return _Maker(plan.fingerprint, outward(plan), previous, draft, report.errors).edition()


class _Maker:
    """Puts a plan into words."""

    def __init__(self, fingerprint: str, clean: Outward, previous: Plan | None, draft: bool, errors: int) -> None:
        self.fingerprint, self.clean, self.plan, self.draft, self.errors = fingerprint, clean, clean.plan, draft, errors
        self.previous = outward(previous).plan if previous else None
        self.colours = {r.label: r.colour for r in reversed(self.plan.scale.ratings) if is_colour(r.colour)}

    def edition(self) -> Edition:
        plan, counts = self.plan, figures(self.plan)
        previous = self.previous
        return Edition(
            title=plan.title,
            authority=plan.text("authority"),
            period=plan.text("period"),
            report_date=long_date(plan.report_date),
            data_as_at=long_date(plan.date("data_as_at")),
            item_word=plan.item_word,
            items_word=plural(plan.item_word),
            draft=self.draft,
            errors=self.errors,
            fingerprint=self.fingerprint,
            sentences=sentences(plan, counts),
            figures=counts,
            ratings=tuple(
                RatingCount(self._tag(label), counts.recommendations[label], counts.actions[label])
                for label in counts.recommendations
                if label != NOT_RATED or counts.recommendations[label] or counts.actions[label]
            ),
            statuses=tuple(StatusCount(self._status(status), count) for status, count in counts.indicators.items()),
            attention=self._points(attention(plan)),
            due_within=counted(plan.due_within, "day"),
            due_next=self._points(due_next(plan)),
            since=(previous.text("period") or "the previous workbook") if previous else "",
            moved=self._points(moved_since(plan, previous)) if previous else (),
            successes=narrative(plan, "key_successes"),
            challenges=narrative(plan, "key_challenges"),
            items=tuple(self._item(each) for each in plan.recommendations),
            key=tuple(
                KeyEntry(
                    r.code, self._tag(r.label), tidy(r.progress), tidy(r.confidence),
                    r.counts_as.value if r.counts_as else "not given",
                )
                for r in plan.scale.ratings
            ),
            left_out=self.clean.addresses,
            plan=plan,
            previous=previous,
        )  # fmt: skip

    def _points(self, lines: list[Line]) -> tuple[Point, ...]:
        return tuple(Point(line.name, self._kind(line.kind), line.what, line.owner, line.how, line) for line in lines)

    def _kind(self, kind: str) -> Tag:
        return self._status(kind) if kind in layout.STATUS_COLOURS else self._tag(kind)

    def _tag(self, label: str) -> Tag:
        return Tag(label, self.colours.get(label, ""))

    def _status(self, status: str) -> Tag:
        return Tag(status, layout.STATUS_COLOURS[status])

    # ------------------------------------------------------------------------------------- recommendations

    def _item(self, each: Recommendation) -> Item:
        number = tidy(each.number.text)
        rating = rating_of(each, self.plan.scale)
        acted = _counts_in_words(count_actions(each.actions, self.plan.scale))
        late = sum(is_overdue(action, self.plan.report_date) for action in each.actions)
        by_objective = groupby(each.actions, lambda action: _words(action.objective))
        return Item(
            number=number or each.sheet,
            name=f"{self.plan.item_word} {number}".strip(),
            title=_words(each.title),
            lead=_line(each.lead),
            status=str(each.status.value or "") or _line(each.status),
            rating=self._tag(rating.label if rating else _line(each.rating) or NOT_RATED),
            progress=tuple(p for paragraph in each.progress for p in paragraphs(paragraph.text)),
            indicators=tuple(self._indicator(indicator) for indicator in each.indicators),
            groups=tuple(
                ActionGroup(objective, tuple(self._action(action) for action in actions))
                for objective, actions in by_objective
            ),
            actions_in_words=acted + (f"; {late} overdue" if late else "") if acted else "None",
            indicators_in_words=_counts_in_words(count_indicators(each.indicators, self.plan)) or "None",
            source=each,
        )

    def _indicator(self, each: Indicator) -> IndicatorLine:
        status = status_of(each, self.plan)
        gap = gap_in_words(each.actual.value, each.target.value, each.shown_unit)
        better = each.better.value
        return IndicatorLine(
            number=_line(each.number),
            description=_words(each.description),
            lead=_line(each.lead),
            better=_line(each.better) if better is None else better.value,
            target=figure(each, each.target),
            previous=figure(each, each.previous),
            actual=figure(each, each.actual),
            period=_line(each.period),
            status=self._status(status.value),
            gap=gap if status in JUDGED or (gap and better is Better.MONITOR) else "",
            travel=direction_of_travel(each),
            comment=_words(each.comment),
            source=each,
        )

    def _action(self, each: Action) -> ActionLine:
        rating = each.rating.value
        first, due = each.original_completion_date, each.completion_date
        moved = first.given and (first.value is None or first.value != due.value)
        return ActionLine(
            ref=_line(each.ref),
            text=_words(each.text),
            lead=_line(each.lead),
            start=_date(each.start_date),
            due=_date(due),
            first_due=_date(first) if moved else "",
            completed=_date(each.date_completed),
            rating=self._tag(rating.label if rating else _line(each.rating) or NOT_RATED),
            overdue=is_overdue(each, self.plan.report_date),
            standing=self._standing(each),
            comment=_words(each.comment),
            source=each,
        )

    def _standing(self, each: Action) -> str:
        now, due, first = self.plan.report_date, each.completion_date.value, each.original_completion_date.value
        said = []
        if now and due and is_overdue(each, now):
            said.append(f"{counted((now - due).days, 'day')} overdue")
        elif now and due and is_due(each, now, self.plan.due_within):
            days = (due - now).days
            said.append(f"due in {counted(days, 'day')}" if days else "due on the report date")
        elif not_started(each, now) and not each.complete:
            said.append("not started")
        if first and due and due > first and not each.complete:
            said.append(f"put off by {counted((due - first).days, 'day')}")
        text = "; ".join(said)
        return text[:1].upper() + text[1:]


def _counts_in_words(counts: dict[str, int]) -> str:
    """Return counts as ``5: 4 Green, 1 Complete``; empty where there is nothing to count."""
    total = sum(counts.values())
    return f"{total}: {', '.join(f'{count} {label}' for label, count in counts.items() if count)}" if total else ""


def _words(read: Input[Any]) -> str:
    """Return a longer text as it was typed, its line breaks kept."""
    return "\n".join(" ".join(line.split()) for line in read.text.strip().splitlines()) if read.given else ""


def _line(read: Input[Any]) -> str:
    return " ".join(read.text.split()) if read.given else ""


def _date(read: Input[date]) -> str:
    """Return a date as ``31/03/2018``; one that can't be read as it stands."""
    return f"{read.value:%d/%m/%Y}" if read.value else _line(read)
