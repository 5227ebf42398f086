"""Which sheets of the master a return answers for. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from plan_workbook.collecting.entries import LeftAlone, Returned
from plan_workbook.collecting.said import same_contents, same_inputs
from plan_workbook.layout import RECOMMENDATION
from plan_workbook.matching.plans import matched_recommendations
from plan_workbook.matching.three_ways import LOST, NoBase
from plan_workbook.plan.model import Plan, Recommendation


class Answer(NamedTuple):
    """What one return says about one recommendation of the master."""

    file: str
    base: Recommendation | NoBase
    master: Recommendation
    returned: Recommendation


class Answers(NamedTuple):
    """Everything that one return says about recommendations."""

    answers: tuple[Answer, ...]
    left_alone: tuple[LeftAlone, ...]
    """Sheets that came without one in the master, or did not come at all."""


def answers_of(master: Plan, one: Returned) -> Answers:
    """Return which sheets of a return are which of the master's, with what they said when they went out."""
    if one.base is None:
        found = matched_recommendations(master, one.plan)
        answers = [Answer(one.file, LOST, pair.before, pair.after) for pair in found.both]
        return Answers(tuple(answers), tuple(_is_new(one, each) for each in found.added if _says_something(each)))
    sent = _with(master, one.base.recommendations)
    here = _in_master(sent, master)
    came = matched_recommendations(sent, one.plan)
    answers, left = [], []
    for pair in came.both:
        own = here.get(id(pair.before))
        if own is not None:
            answers.append(Answer(one.file, pair.before, own, pair.after))
        elif not same_recommendation(pair.before, pair.after):
            left.append(_is_gone(one, pair.after))
    new = [each for each in came.added if _says_something(each)]
    if new:  # not in the part when it went out, but the master may have got it since
        taken = {each.sheet for each in here.values()}
        others = _with(master, [each for each in master.recommendations if each.sheet not in taken])
        found = matched_recommendations(others, _with(one.plan, new))
        answers += [Answer(one.file, LOST, pair.before, pair.after) for pair in found.both]
        left += [_is_new(one, each) for each in found.added]
    if not one.whole:  # of a copy of the whole plan, people may send back only their own sheets
        kept = (own for each in came.removed if (own := here.get(id(each))))
        left += [_did_not_come(one, own) for own in kept]
    return Answers(tuple(answers), tuple(left))


def same_recommendation(one: Recommendation, other: Recommendation) -> bool:
    """Tell whether every input of two versions holds the same."""
    return same_inputs(one.inputs, other.inputs) and all(
        same_contents(one.rows(table.key), other.rows(table.key)) for table in RECOMMENDATION.tables
    )


def _in_master(sent: Plan, master: Plan) -> dict[int, Recommendation]:
    """Return those of the master, by the identity of what was sent: there may be hundreds of parts with one sheet."""
    known = {_known_by(each): each for each in master.recommendations}
    found = {id(each): known[key] for each in sent.recommendations if (key := _known_by(each)) in known}
    if len(found) < len(sent.recommendations):
        found = {id(pair.before): pair.after for pair in matched_recommendations(sent, master).both}
    return found


def _known_by(each: Recommendation) -> tuple[str, str, str]:
    return each.sheet, each.number.text, each.title.text


def _with(plan: Plan, recommendations: Iterable[Recommendation]) -> Plan:
    return replace(plan, recommendations=tuple(recommendations))


def _says_something(each: Recommendation) -> bool:
    fields = any(read.typed for key, read in each.inputs.items() if key not in ("number", "status"))
    return fields or any(each.rows(table.key) for table in RECOMMENDATION.tables)


def _is_new(one: Returned, each: Recommendation) -> LeftAlone:
    said = (
        f"The master has no sheet for {each.sheet} of {one.file}: nothing was taken from it. If it belongs to the "
        "plan, copy it into the master."
    )
    return LeftAlone(one.file, "", said)


def _is_gone(one: Returned, each: Recommendation) -> LeftAlone:
    said = (
        f"{each.sheet} of {one.file} was changed, but the master no longer has that sheet: nothing was taken from it."
    )
    return LeftAlone(one.file, "", said)


def _did_not_come(one: Returned, own: Recommendation) -> LeftAlone:
    return LeftAlone(
        one.file, own.sheet, f"{one.file} no longer has a sheet for {own.sheet}: the master's is unchanged."
    )
