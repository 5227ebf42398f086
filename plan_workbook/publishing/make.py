"""Make an edition of a plan: put the plan, and the figures worked out from it, into words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from plan_workbook import layout
from plan_workbook.board.attention import in_doubt
from plan_workbook.board.each import closed_since, ratings_before
from plan_workbook.board.figures import (
    NOT_RATED,
    count_actions,
    count_indicators,
    further_texts,
    narrative,
    rating_of,
)
from plan_workbook.board.lines import Kind, Line, numbered
from plan_workbook.board.told import Told, told_about
from plan_workbook.board.trends import Trend, trend_of_actual, trend_of_rating
from plan_workbook.checking.finding import Report
from plan_workbook.errors import ErrorsOpen
from plan_workbook.layout import Column
from plan_workbook.plan.choices import Better
from plan_workbook.plan.items import short_word
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.plan.objectives import objectives
from plan_workbook.plan.put_off import again_in_words, put_off_days
from plan_workbook.plan.status import (
    JUDGED,
    days_put_off,
    figure,
    forecast_in_words,
    gap_of,
    is_due,
    is_overdue,
    not_started,
    status_of,
    targets_in_words,
)
from plan_workbook.publishing.details import (
    Detail,
    as_date,
    details,
    further_columns,
    further_fields,
    on_a_line,
    texts_of,
    words,
)
from plan_workbook.publishing.edition import (
    ActionGroup,
    ActionLine,
    Edition,
    IndicatorLine,
    Item,
    KeyEntry,
    Point,
    RatingCount,
    StatusCount,
    Tag,
)
from plan_workbook.publishing.redaction import Redacted, redacted
from plan_workbook.reading.fingerprint import fingerprint_of
from plan_workbook.values.colours import is_colour
from plan_workbook.values.text import counted, long_date, paragraphs, plural, seen, tidy

_REASONS = frozenset({Kind.OFF_TRACK, Kind.AT_RISK, Kind.OFF_TARGET, Kind.RETARGETED})
"""The lines that say why a recommendation needs attention: `in_doubt` has its doubts, and actions say what is late."""


def edition_of(plan: Plan, report: Report, previous: Plan | None = None, *, draft: bool = False) -> Edition:
    """Return an edition of a plan.

    Args:
        plan: the plan.
        report: its findings, once its generated sheets are up to date (`Plan.once_summarised`).
        previous: last month's plan; if it is given, the edition lists the changes since.
        draft: make one even if errors are open; it is marked as a draft.

    Raises:
        ErrorsOpen: errors are open, and a draft was not asked for.
    """
    if report.errors and not draft:
        raise ErrorsOpen(plan.name, report.errors)
    clean, before = redacted(plan), redacted(previous).plan if previous else None
    told = told_about(clean.plan, report, before)
    return _Maker(fingerprint_of(plan), clean, before, told, draft, report.errors).edition()


class _Maker:
    """Puts a plan into words."""

    def __init__(
        self, fingerprint: str, clean: Redacted, previous: Plan | None, told: Told, draft: bool, errors: int
    ) -> None:
        self.fingerprint, self.clean, self.plan, self.draft, self.errors = fingerprint, clean, clean.plan, draft, errors
        self.previous, self.told = previous, told
        self.rated_before = ratings_before(self.plan, previous)
        self.closed_since = closed_since(self.plan, previous)
        self.colours = {r.label: r.colour for r in reversed(self.plan.scale.ratings) if is_colour(r.colour)}

    def edition(self) -> Edition:
        plan, told, counts = self.plan, self.told, self.told.figures
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
            open_findings=told.open_findings,
            sentences=told.sentences,
            trust=told.trust,
            let_through=told.let_through,
            figures=counts,
            ratings=tuple(
                RatingCount(self._tag(label), counts.recommendations[label], counts.actions[label])
                for label in counts.recommendations
                if label != NOT_RATED or counts.recommendations[label] or counts.actions[label]
            ),
            statuses=tuple(StatusCount(self._status(status), count) for status, count in counts.indicators.items()),
            attention=self._points(told.attention),
            due_within=counted(plan.due_within, "day"),
            due_next=self._points(told.due_next),
            since=told.since,
            moved=self._points(told.moved),
            successes=narrative(plan, "key_successes"),
            challenges=narrative(plan, "key_challenges"),
            decisions=narrative(plan, "decisions_needed"),
            more=details(further_texts(plan), plan.fields),
            items=tuple(self._item(each) for each in plan.recommendations),
            key=tuple(
                KeyEntry(
                    r.code,
                    self._tag(r.label),
                    tidy(r.progress),
                    tidy(r.confidence),
                    r.counts_as.value if r.counts_as else "not given",
                )
                for r in plan.scale.ratings
            ),
            left_out=self.clean.addresses,
            plan=plan,
            told=told,
            previous=self.previous,
        )

    def _points(self, lines: Iterable[Line]) -> tuple[Point, ...]:
        word = self.plan.item_word
        return tuple(
            Point(line.called(word), self._kind(line.kind), line.what, line.owner, line.how, line) for line in lines
        )

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
        acted = _counts_in_words("action", count_actions(each.actions, self.plan.scale))
        late = sum(is_overdue(action, self.plan.report_date) for action in each.actions)
        of_indicators = further_columns(layout.INDICATORS, each.indicators)
        of_actions = further_columns(layout.ACTIONS, each.actions)
        under = zip(objectives(each.actions), each.actions, strict=True)
        by_objective = groupby(under, lambda both: seen(words(both[0])))
        trend = trend_of_rating(self.plan, each)
        return Item(
            number=number or each.sheet,
            name=self._name_of(each),
            short_name=numbered(short_word(self.plan.item_word), number or each.sheet),
            title=words(each.title),
            lead=on_a_line(each.lead),
            status=str(each.status.value or "") or on_a_line(each.status),
            rating=self._tag(rating.label if rating else on_a_line(each.rating) or NOT_RATED),
            confidence=self._confidence(each),
            more=details(further_fields(each.inputs), each.inputs),
            progress=tuple(p for paragraph in each.progress for p in paragraphs(paragraph.text)),
            texts=texts_of(each),
            indicators=tuple(self._indicator(indicator, of_indicators) for indicator in each.indicators),
            groups=tuple(
                ActionGroup(words(first[0]), tuple(self._action(action, of_actions) for _, action in (first, *rest)))
                for _, (first, *rest) in by_objective
            ),
            actions_in_words=acted + (f"; {late} overdue" if late else "") if acted else "None",
            indicators_in_words=_counts_in_words("indicator", count_indicators(each.indicators, self.plan)) or "None",
            in_doubt=in_doubt(self.plan, each),
            trend=trend,
            rated_before=self._rated_before(each, trend),
            just_closed=each.sheet in self.closed_since,
            reasons=self._points(self._reasons(each, in_doubt(self.plan, each))),
            decisions=tuple(text for text in narrative(self.plan, "decisions_needed") if self._names(text, number)),
            source=each,
        )

    def _rated_before(self, each: Recommendation, trend: Trend | None) -> str:
        if trend:
            return trend.in_words
        label, period = self.rated_before.get(each.sheet, ""), self.told.glance.since
        return f"{label} in {period}" if label and period else label

    def _reasons(self, each: Recommendation, said: tuple[str, ...]) -> Iterator[Line]:
        """Yield the lines that say why a recommendation needs attention, without what was said before."""
        for line in self.told.attention:
            if line.sheet == each.sheet and line.group in _REASONS:
                how = _beyond(line, said)
                said = (*said, line.how)
                if how:
                    is_itself = line.name == tidy(each.number.text)
                    yield replace(line, name=self._name_of(each) if is_itself else line.name, how=how)

    def _name_of(self, each: Recommendation) -> str:
        """Return what a recommendation is called in a sentence: a number alone would be taken for a count."""
        return f"{self.plan.item_word} {tidy(each.number.text)}".strip()

    def _names(self, text: str, number: str) -> bool:
        """Tell whether a text names the recommendation with this number: ``recommendation 4``, but not 4.1 or 41."""
        named = rf"\b{re.escape(self.plan.item_word)} {re.escape(number)}(?![\w-]|\.\d)"
        return bool(number) and re.search(named, tidy(text), re.IGNORECASE) is not None

    def _confidence(self, each: Recommendation) -> Tag | None:
        sure = each.confidence
        if not (sure.given and sure.typed):
            return None
        return self._tag(sure.value.label if sure.value else on_a_line(sure))

    def _indicator(self, each: Indicator, further: tuple[Column, ...]) -> IndicatorLine:
        each = self.told.completed(each)
        status, better = status_of(each, self.plan), each.better.value
        gap = gap_of(each)
        return IndicatorLine(
            number=on_a_line(each.number),
            description=words(each.description),
            lead=on_a_line(each.lead),
            better=on_a_line(each.better) if better is None else better.after_better_if,
            target=targets_in_words(each),
            previous=figure(each, each.previous),
            actual=figure(each, each.actual),
            period=on_a_line(each.period),
            status=self._status(status.value),
            gap=gap if status in JUDGED or (gap and better is Better.MONITOR) else "",
            travel=self.told.travel_of(each),
            comment=words(each.comment),
            more=_with_forecast(each, details(further, each.inputs, each)),
            over_time=tuple(f"{said}." for said in self.told.over_time(each)),
            trend=trend_of_actual(self.plan, each),
            source=each,
        )

    def _action(self, each: Action, further: tuple[Column, ...]) -> ActionLine:
        rating = each.rating.value
        first, due = each.original_completion_date, each.completion_date
        moved = first.given and (first.value is None or first.value != due.value)
        return ActionLine(
            ref=on_a_line(each.ref),
            text=words(each.text),
            lead=on_a_line(each.lead),
            start=as_date(each.start_date),
            due=as_date(due),
            first_due=as_date(first) if moved else "",
            completed=as_date(each.date_completed),
            rating=self._tag(rating.label if rating else on_a_line(each.rating) or NOT_RATED),
            overdue=is_overdue(each, self.plan.report_date),
            standing=self._standing(each),
            comment=words(each.comment),
            more=details(further, each.inputs),
            source=each,
        )

    def _standing(self, each: Action) -> str:
        now, due, put_off = self.plan.report_date, each.completion_date.value, days_put_off(each)
        if not put_off and self.plan.history and each.is_open:  # without an original date, history has the first one
            put_off = put_off_days(self.plan, each)
        said = []
        if now and due and is_overdue(each, now):
            said.append(f"{counted((now - due).days, 'day')} overdue")
        elif now and due and is_due(each, now, self.plan.due_within):
            days = (due - now).days
            said.append(f"due in {counted(days, 'day')}" if days else "due on the report date")
        elif not_started(each, now) and each.is_open:
            said.append("not started")
        if put_off:
            again = again_in_words(self.plan, each)
            said.append(", ".join(filter(None, (f"put off by {counted(put_off, 'day')}", again))))
        text = "; ".join(said)
        return text[:1].upper() + text[1:]


def _beyond(line: Line, said: tuple[str, ...]) -> str:
    """Return what a line says without its distance from target, if that was said: ``CSC 001 is 20 points ...``."""
    distance, bracket, rest = line.how.partition(")")
    if not bracket or not any(f"{line.name} is {distance})" in each for each in said):
        return line.how
    more = rest.lstrip(",; ")
    return f"{line.kind}, {more}" if more else ""


def _with_forecast(each: Indicator, further: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """Return the content of further columns, with what an indicator's forecast means for the year's target."""
    said = forecast_in_words(each).lower()
    heading = layout.INDICATORS.headings["forecast"]
    return tuple(
        replace(detail, text=f"{detail.text}, {said}") if said and detail.heading == heading else detail
        for detail in further
    )


def _counts_in_words(what: str, counts: dict[str, int]) -> str:
    """Return counts as ``5 actions: 4 Green, 1 Complete``; empty if there is nothing to count.

    A number alone before a colon reads like the number of a recommendation.
    """
    total, labels = sum(counts.values()), [f"{count} {label}" for label, count in counts.items() if count]
    return f"{counted(total, what)}: {', '.join(labels)}" if total else ""
