"""Follow the things of a plan through its history when their references are others now. Pure functions.

A line of history is known by what its thing was called in that period. Of the last period, history also keeps what each
thing said, so that it can be matched with what the sheets say now, as two versions of a plan are. The lines of a thing
then go by the reference that it has now. If that belonged to another thing, which is gone, the lines of that one are
set aside: their reference then says until which period it had it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import NamedTuple
from zlib import crc32

from plan_workbook import layout
from plan_workbook.layout.own_columns import is_own_column
from plan_workbook.matching.plans import MatchedPlans
from plan_workbook.plan.history import Thing, key_of_thing
from plan_workbook.plan.history_line import HistoryLine, Key, Kind, Known, key_of
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation
from plan_workbook.values.text import fold, tidy

_LONGEST = 1_000
"""Characters of a text that are kept; of a longer one a checksum stands for the rest."""
_NAME = {"actions": "ref", "indicators": "number"}
_TEXT = {"actions": "text", "indicators": "description"}
_SEPARATOR, _IS = " ", ":"


class Called(NamedTuple):
    """What a thing is known by now, and what it is called in a line."""

    key: Key
    recommendation: str
    reference: str


def known_of(plan: Plan) -> dict[Key, Known]:
    """Return what each thing of a plan says that has a line in history."""
    found: dict[Key, Known] = {}
    for thing in _things(plan):
        key = key_of_thing(plan, thing)
        if key is not None and (said := _known(thing)).said:
            found[key] = said
    return found


class Followed:
    """The references that the things of the last period have now, worked out when somebody asks for them."""

    def __init__(self, known: Mapping[Key, Known], plan: Plan) -> None:
        """Take what things said in that period, by what they were known by then, and the plan as it is now."""
        self._known, self._plan = known, plan

    def lines(self, lines: Sequence[HistoryLine]) -> Sequence[HistoryLine]:
        """Return the lines of the plan's history, which go by the references of that period, under those of now."""
        return renamed(lines, self._called, self._plan.item_word)

    @cached_property
    def is_unchanged(self) -> bool:
        """Whether everything goes by the reference that it had."""
        return all(new.key == key for key, new in self._called.items())

    @cached_property
    def _called(self) -> dict[Key, Called]:
        plan = self._plan
        now = {key_of_thing(plan, thing): _kept(_text(thing)) for thing in _things(plan)}
        if all(now.get(key) == said.said for key, said in self._known.items()):
            return {}
        as_kept = replace(plan, recommendations=tuple(map(_projected, plan.recommendations)))
        return called_now(_as_then(self._known, plan), as_kept)


def renamed(lines: Sequence[HistoryLine], called: Mapping[Key, Called], item_word: str) -> Sequence[HistoryLine]:
    """Return the lines with what their things are called now.

    Things that are gone keep their references, unless another has it now.
    """
    changed = {key: new for key, new in called.items() if new.key != key}
    if not changed:
        return lines
    keys = [key_of(line, item_word) for line in lines]
    last: dict[Key, HistoryLine] = {}
    for key, line in zip(keys, lines, strict=True):
        if key not in last or line.report_date >= last[key].report_date:
            last[key] = line
    taken = {new.key for new in changed.values()}
    names = {key: name for key, line in last.items() if (name := _name_now(key, line, called, taken)) is not None}
    return [
        line._replace(recommendation=names[key][0], reference=names[key][1]) if key in names else line
        for key, line in zip(keys, lines, strict=True)
    ]


def _name_now(key: Key, last: HistoryLine, called: Mapping[Key, Called], taken: set[Key]) -> tuple[str, str] | None:
    """Return the number and reference for the lines of a thing; None if they stay as they are.

    Args:
        key: what it was known by.
        last: its last line.
        called: what things that are still there are called now.
        taken: the keys that things have now which had another before.
    """
    new = called.get(key)
    if new is not None:
        return None if new.key == key else (new.recommendation, new.reference)
    until = f" (to {last.period or last.report_date.isoformat()})"
    owner = Key(Kind.RECOMMENDATION, key.recommendation)
    number, reference, place = last.recommendation, last.reference, key
    if (there := called.get(owner)) is not None:  # it is gone, but what it was under is still there
        number, place = there.recommendation, key._replace(recommendation=there.key.recommendation)
    elif owner in taken:
        return number + until, reference
    if place in taken or (place != key and place in called):
        reference += until
    return None if (number, reference) == (last.recommendation, last.reference) else (number, reference)


def called_now(before: Plan, now: Plan) -> dict[Key, Called]:
    """Return what the things of an older version are called in a later one, by what they were known by."""
    matched = MatchedPlans(before, now)
    there = {(thing.sheet, _row(thing)): thing for thing in _things(now)}
    pairs: list[tuple[Thing, Thing]] = [(pair.before, pair.after) for pair in matched.recommendations.both]
    for pair in matched.recommendations.both:
        pairs += ((each.before, each.after) for each in matched.actions.under(pair.after).both)
        pairs += ((each.before, each.after) for each in matched.indicators.under(pair.after).both)
    pairs += ((each.before, each.after) for each in matched.actions.moved.both)
    pairs += ((each.before, each.after) for each in matched.indicators.moved.both)
    owners = {each.sheet: each for each in now.recommendations}
    found: dict[Key, Called] = {}
    for old, new in pairs:
        then, key = key_of_thing(before, old), key_of_thing(now, there[new.sheet, _row(new)])
        if then is not None and key is not None:
            name = "" if isinstance(new, Recommendation) else new.inputs[_NAME[_table(new)]].text
            found[then] = Called(key, tidy(owners[new.sheet].number.text), tidy(name))
    return found


def _things(plan: Plan) -> Iterator[Thing]:
    for each in plan.recommendations:
        yield each
        yield from each.actions
        yield from each.indicators


def _row(thing: Thing) -> int:
    return 0 if isinstance(thing, Recommendation) else thing.row


def _table(row: Action | Indicator) -> str:
    return layout.ACTIONS.key if isinstance(row, Action) else layout.INDICATORS.key


# --------------------------------------------------------------------------------------------- what is kept


def _known(thing: Thing) -> Known:
    """Return what is kept of a thing."""
    said = _kept(_text(thing))
    if isinstance(thing, Recommendation):
        return Known(said, thing.sheet)
    without = (_NAME[_table(thing)], _TEXT[_table(thing)])
    cells = ((key, read) for key, read in thing.inputs.items() if key not in without and not is_own_column(key))
    others = ((key, _check(read.text)) for key, read in cells)
    return Known(said, _SEPARATOR.join(f"{key}{_IS}{check}" for key, check in others if check))


def _text(thing: Thing) -> Input[str]:
    return thing.title if isinstance(thing, Recommendation) else thing.inputs[_TEXT[_table(thing)]]


def _kept(read: Input[str]) -> str:
    said = read.compared or ""
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST]}{_check(said)}"


def _check(text: str) -> str:
    folded = fold(text)
    return f"{crc32(folded.encode('utf-8', 'surrogatepass')):08x}" if folded else ""


def _projected(each: Recommendation) -> Recommendation:
    """Return a recommendation of which only that is left which is kept of it, and of its rows."""
    return Recommendation(
        each.sheet,
        {"number": each.number, "title": _said(each.sheet, _kept(each.title))},
        (),
        tuple(Indicator(row.sheet, row.row, _only_kept(row)) for row in each.indicators),
        tuple(Action(row.sheet, row.row, _only_kept(row)) for row in each.actions),
    )


def _only_kept(row: Action | Indicator) -> dict[str, Input[str]]:
    table = _table(row)
    said = _known(row)
    return _inputs(row.sheet, table, row.inputs[_NAME[table]].text, said)


def _inputs(sheet: str, table: str, name: str, said: Known) -> dict[str, Input[str]]:
    """Return the inputs of a row with what is kept of it: a checksum in the place of each of its other cells."""
    checks = dict(each.partition(_IS)[::2] for each in said.cells.split(_SEPARATOR) if each)
    declared = layout.ACTIONS if table == layout.ACTIONS.key else layout.INDICATORS
    texts = {column.key: checks.get(column.key, "") for column in declared.inputs}
    texts |= {_NAME[table]: name, _TEXT[table]: said.said}
    return {key: _said(sheet, text) for key, text in texts.items()}


def _said(sheet: str, text: str) -> Input[str]:
    return Input(text or None, text or None, sheet, "", text)


def _as_then(known: Mapping[Key, Known], plan: Plan) -> Plan:
    """Return the plan of the last period as far as it was kept, as a version of this one."""
    numbers = dict.fromkeys(key.recommendation for key in known)
    then = []
    for number in numbers:
        own = known.get(Key(Kind.RECOMMENDATION, number), Known(""))
        sheet = own.cells or f"{number}/"  # a name that no sheet can have
        rows = [(key, said) for key, said in known.items() if key.recommendation == number and key.reference]
        numbered = list(enumerate(rows, 1))
        then.append(
            Recommendation(
                sheet,
                {"number": _said(sheet, number), "title": _said(sheet, own.said)},
                (),
                tuple(
                    Indicator(sheet, at, _inputs(sheet, layout.INDICATORS.key, key.reference, said))
                    for at, (key, said) in numbered
                    if key.kind is Kind.INDICATOR
                ),
                tuple(
                    Action(sheet, at, _inputs(sheet, layout.ACTIONS.key, key.reference, said))
                    for at, (key, said) in numbered
                    if key.kind is Kind.ACTION
                ),
            )
        )
    return replace(plan, recommendations=tuple(then))
