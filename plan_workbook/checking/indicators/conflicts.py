"""One PI number that is reported differently in two places. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plan_workbook.checking.alike import alike
from plan_workbook.checking.case import Place
from plan_workbook.checking.finding import quoted
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Indicator
from plan_workbook.plan.row_names import pi_number
from plan_workbook.values.text import fold, listed, unseen_beyond
from plan_workbook.values.units import plain_unit


@dataclass(frozen=True)
class Conflict:
    """A PI number reported differently elsewhere: the first input that differs, and every difference with its cell."""

    key: str
    differences: str


COMPARED = {
    "description": "description",
    "lead": "lead officer",
    "unit": "unit",
    "better": "better",
    "target": "target",
    "actual": "actual",
    "target_now": "target for the period",
    "floor": "floor",
}
"""The inputs that are compared, by key, and what messages call them."""


def conflicts(indicators: Sequence[Indicator]) -> dict[Place, Conflict]:
    """Return the PI numbers that are reported differently in another row.

    Only readable values are compared: a missing or unreadable value has its own finding.
    """
    found: dict[Place, Conflict] = {}
    compared = {id(each): [_compared(each, key) for key in COMPARED] for each in indicators}
    for each, others in alike(indicators, pi_number):
        differing: dict[str, list[str]] = {}
        for other in others:
            for key in _differences(compared[id(each)], compared[id(other)]):
                theirs = other.inputs[key]
                differing.setdefault(key, []).append(f"{quoted(theirs.text)} in {theirs.sheet}!{theirs.cell}")
        if differing:
            words = [
                f"{COMPARED[key]} {quoted(each.inputs[key].text)} here, {listed(theirs)}"
                for key, theirs in differing.items()
            ]
            numbers = ((f"{other.sheet}!{other.number.cell}", other.number) for other in others)
            words += [f"the PI number in {place} has {what}" for place, what in _unseen(each.number, numbers)]
            found[each.sheet, each.row] = Conflict(next(iter(differing)), "; ".join(words))
    return found


def _unseen(mine: Input[str], others: Iterable[tuple[str, Input[str]]]) -> Iterator[tuple[str, str]]:
    """Yield where a PI number has something that nobody sees and the other one does not have."""
    for place, other in others:
        if here := unseen_beyond(mine.text, other.text):
            yield "this row", here
            return
        if there := unseen_beyond(other.text, mine.text):
            yield place, there


def _differences(one: Sequence[object], other: Sequence[object]) -> Iterator[str]:
    """Yield the inputs that differ, given what is compared of two rows."""
    for key, mine, theirs in zip(COMPARED, one, other, strict=True):
        if mine is not None and theirs is not None and mine != theirs:
            yield key


def _compared(indicator: Indicator, key: str) -> object:
    read = indicator.inputs[key]
    if not read.given or read.value is None:
        return None
    if key == "unit":
        return plain_unit(read.text)
    if key == "lead":
        return frozenset(fold(name) for name in indicator.lead.value or ())
    return fold(read.text).rstrip(".") if key == "description" else read.value
