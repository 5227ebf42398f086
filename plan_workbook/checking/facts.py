"""What rules need to know beyond a row: how rows of one table, or of several, stand to each other. Pure functions."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plan_workbook.plan.model import Action, CountsAs, Indicator, Input, Plan, Recommendation, Row
from plan_workbook.plan.status import PIStatus, gap_in_words, is_overdue, status_of
from plan_workbook.values.text import counted, fold, listed, tidy
from plan_workbook.values.units import plain_unit

LONG_PARAGRAPH = 60
"""Characters from which a repeated paragraph is no coincidence."""
OUTLIER = Decimal(40)
"""Percent of the target beyond which a figure is worth a second look."""
STALE_MONTHS = 3
_PLACEHOLDERS = frozenset({"new", "tbc", "tba", "to be confirmed", "?", "xxx", "none"})
MOST_NAMED = 50
"""Rows that are compared with each other, and named, where more are the same: thousands would take forever."""
_LONGEST_REF = 100
_REF = re.compile(r"(?P<prefix>.*?)(?P<last>\d{1,9}|(?<![^\W\d_])[a-z])")

MANY_ACTIONS = 10
"""Open actions from which it is worth knowing that most fall due together."""


# --------------------------------------------------------------------------------------------- the plan


def same_names(people: Sequence[Row]) -> dict[int, str]:
    """Return, by row, the cells of the other people of the same name."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for person in people:
        if person.inputs["name"].given:
            rows[fold(person.text("name"))].append(person)
    return {
        person.row: listed([o.inputs["name"].cell for o in same[:MOST_NAMED] if o is not person])
        for same in rows.values()
        if len(same) > 1
        for person in same
    }


def _open_actions(plan: Plan) -> list[Action]:
    return [a for r in plan.recommendations if not r.closed for a in r.actions if not a.complete]


def all_green(plan: Plan) -> str | None:
    """Return what is overdue or off target, in words, where nothing open is rated at risk or off track."""
    still_open = [r for r in plan.recommendations if not r.closed]
    actions = _open_actions(plan)
    ratings = [*(each.rating.value for each in still_open), *(each.rating.value for each in actions)]
    meanings = {rating.counts_as for rating in ratings if rating}
    if CountsAs.ON_TRACK not in meanings or meanings & {CountsAs.AT_RISK, CountsAs.OFF_TRACK}:
        return None
    overdue = sum(is_overdue(action, plan.report_date) for action in actions)
    off = sum(status_of(i, plan) is PIStatus.OFF_TARGET for r in still_open for i in r.indicators)
    said = [(overdue, "action", "overdue"), (off, "indicator", "off target")]
    return listed([f"{counted(n, what)} {'is' if n == 1 else 'are'} {how}" for n, what, how in said if n]) or None


def due_together(plan: Plan) -> str | None:
    """Return the month in which more than half of many open actions fall due, with how many of how many."""
    actions = _open_actions(plan)
    if len(actions) < MANY_ACTIONS or plan.report_date is None:
        return None
    months = Counter(due.replace(day=1) for a in actions if (due := a.completion_date.value))
    month, count = months.most_common(1)[0] if months else (plan.report_date, 0)
    return f"{count} of {len(actions)} open actions are due in {month:%B %Y}" if 2 * count > len(actions) else None


# --------------------------------------------------------------------------------------------- recommendations


def same_numbers(recommendations: Sequence[Recommendation]) -> dict[str, str]:
    """Return, by sheet, the other sheets that carry the same number."""
    sheets: dict[str, list[str]] = defaultdict(list)
    for each in recommendations:
        if each.number.given:
            sheets[fold(each.number.text)].append(each.sheet)
    return {
        sheet: listed([other for other in same[:MOST_NAMED] if other != sheet])
        for same in sheets.values()
        if len(same) > 1
        for sheet in same
    }


def refs_of(actions: Iterable[Action]) -> str:
    """Return actions by name with their verb: ``action b is``, ``actions b and c are``."""
    actions = list(actions)
    counts = Counter(plain_ref(a) for a in actions)
    refs = [tidy(a.ref.text) if a.ref.given and counts[plain_ref(a)] == 1 else f"in row {a.row}" for a in actions]
    return f"action{'s' if len(refs) > 1 else ''} {listed(refs)} {'are' if len(refs) > 1 else 'is'}" if refs else ""


def overdue_actions(recommendation: Recommendation, report_date: date | None) -> str | None:
    """Return its overdue actions in words, or None."""
    return refs_of(a for a in recommendation.actions if is_overdue(a, report_date)) or None


def off_target(recommendation: Recommendation, plan: Plan) -> str | None:
    """Return its indicators that are off target, with their distance, or None."""
    off = [i for i in recommendation.indicators if status_of(i, plan) is PIStatus.OFF_TARGET]
    words = [
        f"{tidy(i.number.text) or _short(i.description.text)} is "
        f"{gap_in_words(i.actual.value, i.target.value, i.shown_unit)}"
        for i in off
    ]
    return listed(words) or None


def repeated_paragraphs(plan: Plan) -> dict[tuple[str, str], str]:
    """Return, by sheet and cell, the other active recommendations under which a paragraph stands word for word."""
    places: dict[str, list[tuple[Recommendation, Input[str]]]] = defaultdict(list)
    for each in plan.recommendations:
        for paragraph in () if each.closed else each.progress:
            text = fold(paragraph.text)
            if len(text) >= LONG_PARAGRAPH:
                places[text].append((each, paragraph))
    found = {}
    for same in places.values():
        for owner, paragraph in same:
            others = dict.fromkeys(
                f"{plan.item_word.lower()} {tidy(r.number.text) or r.sheet} ({p.sheet}!{p.cell})"
                for r, p in same[:MOST_NAMED]
                if r is not owner
            )
            if others:
                found[paragraph.sheet, paragraph.cell] = listed(list(others))
    return found


# --------------------------------------------------------------------------------------------- actions


@dataclass(frozen=True)
class Gap:
    """Refs left out before an action's own."""

    after: str
    left_out: str


def plain_ref(action: Action) -> str:
    """Return a ref as it is compared: without case, blanks, or a closing stop or bracket."""
    return fold(action.ref.text).strip("().: ") if action.ref.given else ""


def same_refs(actions: Sequence[Action]) -> dict[int, str]:
    """Return, by row, the cells of one recommendation's other actions with the same ref."""
    rows: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        if plain_ref(action):
            rows[plain_ref(action)].append(action)
    return {
        action.row: listed([other.ref.cell for other in same[:MOST_NAMED] if other is not action])
        for same in rows.values()
        if len(same) > 1
        for action in same
    }


def ref_gaps(actions: Sequence[Action]) -> dict[int, Gap]:
    """Return, by row, the gap before an action's ref.

    Looked for among three or more refs of one pattern and prefix (``a, b, e``; ``4.01.01, 4.01.02, 4.01.04``) where
    no ref of the recommendation is blank or double. Letters start at a; numbers start anywhere.
    """
    refs = [plain_ref(a) for a in actions]
    if not all(refs) or len(set(refs)) < len(refs):
        return {}
    groups: dict[tuple[str, bool], list[tuple[int, int, Action]]] = defaultdict(list)
    for ref, action in zip(refs, actions, strict=True):
        if found := _REF.fullmatch(ref) if len(ref) <= _LONGEST_REF else None:
            last = found["last"]
            number = int(last) if last.isdigit() else ord(last) - ord("a") + 1
            groups[found["prefix"], last.isdigit()].append((number, len(last), action))
    gaps: dict[int, Gap] = {}
    for (prefix, digits), members in groups.items():
        if len(members) < 3:
            continue
        members.sort(key=lambda member: member[:2])
        previous, before = (members[0][0], members[0][2]) if digits else (0, None)
        written = [plain_ref(action)[len(prefix) :] for _, _, action in members]
        for number, width, action in members:
            if number > previous + 1:
                padded = width if any(len(n) > 1 and n[0] == "0" for n in written) else 1
                left_out = range(previous + 1, number)  # of millions, where a figure was typed for a ref
                few = left_out if len(left_out) <= 5 else (left_out[0], left_out[-1])
                names = [_name(prefix, n, digits, padded) for n in few]
                after = f"'{tidy(before.ref.text)}'" if before else "the start"
                are = "is" if len(left_out) == 1 else "are"
                shown = listed(names) if len(left_out) <= 5 else f"{names[0]} to {names[-1]}"
                gaps[action.row] = Gap(after, f"{shown} {are} left out")
            previous, before = number, action
    return gaps


def _name(prefix: str, number: int, digits: bool, width: int) -> str:
    return prefix + (str(number).zfill(width) if digits else chr(ord("a") + number - 1))


def same_texts(actions: Sequence[Action]) -> dict[tuple[str, int], str]:
    """Return, by sheet and row, the cells of the plan's other actions with the same text."""
    rows: dict[str, list[Action]] = defaultdict(list)
    for action in actions:
        if action.text.given:
            rows[fold(action.text.text)].append(action)
    return {
        (action.sheet, action.row): listed([f"{o.sheet}!{o.text.cell}" for o in same[:MOST_NAMED] if o is not action])
        for same in rows.values()
        if len(same) > 1
        for action in same
    }


# --------------------------------------------------------------------------------------------- indicators


def is_placeholder(indicator: Indicator) -> bool:
    """Tell whether the PI number only holds the place of one (``NEW``, ``TBC``)."""
    return bool(indicator.number.value) and fold(indicator.number.text) in _PLACEHOLDERS


@dataclass(frozen=True)
class Conflict:
    """A PI number reported differently elsewhere: the first input that differs, and every difference with its cell."""

    key: str
    differences: str


_COMPARED = {
    "description": "description", "lead": "lead officer", "unit": "unit",
    "better": "better", "target": "target", "actual": "actual",
}  # fmt: skip


def conflicts(indicators: Sequence[Indicator]) -> dict[tuple[str, int], Conflict]:
    """Return, by sheet and row, the PI numbers that are reported differently in another row.

    Only what is readable is compared: that something is missing or unreadable has a finding of its own.
    """
    rows: dict[str, list[Indicator]] = defaultdict(list)
    for each in indicators:
        if each.number.given and not is_placeholder(each):
            rows[fold(each.number.text)].append(each)
    found = {}
    for same in rows.values():
        for each in same:
            differing: dict[str, list[str]] = {}
            for other in same[:MOST_NAMED]:
                for key in _differences(each, other):
                    theirs: Input[object] = getattr(other, key)
                    differing.setdefault(key, []).append(f"'{_short(theirs.text)}' in {theirs.sheet}!{theirs.cell}")
            if differing:
                words = [
                    f"{_COMPARED[key]} '{_short(getattr(each, key).text)}' here, {listed(theirs)}"
                    for key, theirs in differing.items()
                ]
                found[each.sheet, each.row] = Conflict(next(iter(differing)), "; ".join(words))
    return found


def _short(text: str) -> str:
    """Return a text on one line, shortened where it is long."""
    plain = tidy(text)
    return plain if len(plain) <= 90 else plain[:87].rstrip() + "..."


def _differences(one: Indicator, other: Indicator) -> list[str]:
    keys = []
    for key in _COMPARED:
        mine, theirs = _compared(one, key), _compared(other, key)
        if mine is not None and theirs is not None and mine != theirs:
            keys.append(key)
    return keys


def _compared(indicator: Indicator, key: str) -> object:
    read: Input[object] = getattr(indicator, key)
    if not read.given or read.value is None:
        return None
    if key == "unit":
        return plain_unit(read.text)
    if key == "lead":
        return frozenset(fold(name) for name in indicator.lead.value or ())
    return fold(read.text).rstrip(".") if key == "description" else read.value


def same_figures(indicators: Sequence[Indicator]) -> dict[tuple[str, int], str]:
    """Return, by sheet and row, indicators of another PI number with the same target, actual and last three words."""
    rows: dict[tuple[object, ...], list[Indicator]] = defaultdict(list)
    for each in indicators:
        words = fold(each.description.text).rstrip(".").split()
        numbered = each.number.given and not is_placeholder(each)
        if numbered and each.target.value is not None and each.actual.value is not None and len(words) >= 3:
            rows[each.target.value, each.actual.value, plain_unit(each.shown_unit), *words[-3:]].append(each)
    found = {}
    for same in rows.values():
        for each in same:
            others = [o for o in same[:MOST_NAMED] if fold(o.number.text) != fold(each.number.text)]
            if others:
                found[each.sheet, each.row] = listed(
                    [f"{tidy(o.number.text)} ({o.sheet}!{o.number.cell})" for o in others]
                )
    return found


def is_stale(period_end: date | None, report_date: date | None) -> bool:
    """Tell whether a period ends more than three calendar months before the report date's month."""
    if period_end is None or report_date is None:
        return False
    months = (report_date.year - period_end.year) * 12 + report_date.month - period_end.month
    return months > STALE_MONTHS


def is_outlier(indicator: Indicator, status: PIStatus) -> bool:
    """Tell whether a judged actual is more than 40 % of the target away from it."""
    actual, target = indicator.actual.value, indicator.target.value
    judged = status in (PIStatus.ON_TARGET, PIStatus.NEAR_TARGET, PIStatus.OFF_TARGET)
    if not judged or actual is None or not target:
        return False
    return abs(actual - target) * 100 > OUTLIER * abs(target)
