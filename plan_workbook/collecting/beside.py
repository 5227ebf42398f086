"""What came back in a return and is not the value of an input: notes, pictures, text outside tables. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from plan_workbook.checking.finding import quoted
from plan_workbook.checking.workbook.reaching import said_of
from plan_workbook.collecting.answers import Answer
from plan_workbook.collecting.entries import NotCarried, Returned
from plan_workbook.collecting.said import row_in_words
from plan_workbook.layout import PLAN
from plan_workbook.package.addresses import Box, box_of, place_of
from plan_workbook.plan.model import CALLS, RULED, RUNS, STARTS, Observation, Plan
from plan_workbook.reading.left_out import PICTURE
from plan_workbook.reading.reaching import RULE as REACHING
from plan_workbook.register.same import same
from plan_workbook.values.text import fold, tidy

_OBSERVED: Mapping[str, str] = {
    "merged-inputs": "merged cells: only the first is read, and nothing was cleared for the others",
    "sheet-unexpected": "a sheet that is not part of the plan",
    "heading-changed": "words typed over a heading or label; what it stands for was read all the same",
    "heading-missing": "a table, column or field that can't be found: nothing was taken from it or cleared",
    "text-struck-through": "struck-through words, which count like any others",
}
"""What the reader notes that may be an answer in a form that can't be taken, by its rule."""
ABOUT_HARMFUL = (
    "Don't open the return: ask its lead for the value itself. If nobody knows how it got there, tell whoever looks "
    "after IT security."
)
"""What to do about something in a return that starts a program, calls a server or runs a macro."""
ABOUT_LINKED = (
    "Ask its lead for the value itself. If you open the return, agree to nothing that Excel asks to enable or update, "
    "and follow no link."
)
"""What to do about something in a return that leads to another file."""
_PLAN_SHEET = "a change on the Plan sheet, which only the coordinator fills in"


class Unread:
    """The cells of a return that look blank and are not: under a picture that is their value, or merged with others."""

    def __init__(self, plan: Plan) -> None:
        """Find them."""
        self._pictures = {(each.sheet, each.cell) for each in plan.remarks if each.kind == PICTURE}
        self._merged: dict[str, list[Box]] = {}
        for seen in plan.observations:
            if seen.rule == "merged-inputs" and seen.sheet and (box := box_of(seen.other)):
                self._merged.setdefault(seen.sheet, []).append(box)

    def holds(self, sheet: str, cell: str) -> bool:
        """Tell whether a cell is one of them."""
        row, column = place_of(cell)[0]
        return (sheet, cell) in self._pictures or any(
            top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
            for (top, left), (bottom, right) in self._merged.get(sheet, ())
        )


def reaching_cells(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the sheet and address of every cell that reaches out of the workbook: `not_values` says to what."""
    for seen in plan.observations:
        if seen.rule == REACHING and seen.sheet and seen.cell and seen.other != RULED:
            yield from ((seen.sheet, cell) for cell in (seen.cell, *seen.cells))


def not_values(master: Plan, one: Returned, answers: Sequence[Answer]) -> Iterator[NotCarried]:
    """Yield what came back that is not the value of an input, unless the master has the same on that sheet.

    The part was made from the master, notes included; so what is in both was in it when it went out.
    """
    titles = {each.returned.sheet: each.master.sheet for each in answers}
    known = Counter((each.sheet, each.kind, fold(each.text)) for each in master.remarks)
    for each in one.plan.remarks:
        is_known = (titles.get(each.sheet, each.sheet), each.kind, fold(each.text))
        known[is_known] -= 1
        if known[is_known] < 0:
            yield NotCarried(one.file, each.sheet, each.cell, each.kind, each.text)
    known_reaching = {_reaches(seen, seen.sheet) for seen in master.observations if seen.rule == REACHING}
    for seen in one.plan.observations:
        if seen.rule == REACHING and _reaches(seen, titles.get(seen.sheet or "", seen.sheet)) not in known_reaching:
            yield _reaching(one, seen)
    noted = Counter(_known_by(seen, seen.sheet) for seen in master.observations)
    for seen in one.plan.observations:
        if seen.rule not in _OBSERVED or seen.sheet is None or _is_only_emptied(seen):
            continue
        about = _known_by(seen, titles.get(seen.sheet, seen.sheet))
        noted[about] -= 1
        if noted[about] < 0:
            yield _noted(one, seen)
    yield from _of_plan_sheet(master, one)


def _is_only_emptied(seen: Observation) -> bool:
    """Tell whether a heading was deleted and nothing is lost: what it stands for was read, and no words are in it."""
    return seen.rule == "heading-changed" and seen.value is None


def _reaches(seen: Observation, sheet: str | None) -> tuple[object, ...]:
    return sheet, seen.cell, seen.cells, seen.detail, seen.other


def _reaching(one: Returned, seen: Observation) -> NotCarried:
    """Return what reaches out of a return, which nobody is told to open."""
    to_do = ABOUT_HARMFUL if seen.other in (STARTS, CALLS, RULED, RUNS) else ABOUT_LINKED
    return NotCarried(one.file, seen.sheet or "", seen.cell or "", said_of(seen), "", to_do)


def _noted(one: Returned, seen: Observation) -> NotCarried:
    """Return what the reader noted; of a heading that was typed over, what it says and what it should say."""
    what, text = _OBSERVED[seen.rule], seen.detail
    value = f"{seen.value:%d/%m/%Y}" if isinstance(seen.value, datetime) else seen.value
    typed = "" if value is None else tidy(str(value))
    if seen.rule == "sheet-unexpected":
        text = seen.sheet or ""
    elif seen.rule == "heading-changed":
        what, text = f"{what}, where {quoted(seen.detail)} is expected", typed
    elif seen.rule == "heading-missing" and seen.other:
        what += f"; it {f'says {quoted(typed)}' if typed else 'is empty'} where {quoted(seen.other)} is expected"
    return NotCarried(one.file, seen.sheet or "", seen.cell or "", what, text)


def _known_by(seen: Observation, sheet: str | None) -> tuple[str | None, ...]:
    return sheet, seen.rule, fold(seen.detail)


def _of_plan_sheet(master: Plan, one: Returned) -> Iterator[NotCarried]:
    """Yield what the Plan sheet of a return says that the master's does not; a blank says nothing."""
    for field in PLAN.fields:
        came, here = one.plan.fields[field.key], master.fields[field.key]
        if came.there and came.cell and not same(came, here, field.kind):
            yield NotCarried(one.file, came.sheet, came.cell, f"{_PLAN_SHEET}: {field.label}", came.text)
    for table in PLAN.tables:
        for row in one.plan.rows(table.key):
            said = {key: read for key, read in row.inputs.items() if read.there and read.cell}
            known = (
                all(read.compared == own.inputs[key].compared for key, read in said.items())
                for own in master.rows(table.key)
            )
            if said and not any(known):
                first = next(iter(said.values()))
                text = row_in_words(row.inputs, table.inputs)
                yield NotCarried(one.file, first.sheet, first.cell, f"{_PLAN_SHEET}: {table.title}", text)
