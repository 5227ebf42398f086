"""The rating scale: its rows, what is wrong with them, and the rule that reports it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from plan_workbook import layout
from plan_workbook.checking.alike import alike, elsewhere
from plan_workbook.checking.case import Case, Place, Subject, row_of
from plan_workbook.checking.finding import Severity, quoted
from plan_workbook.checking.rule import rule
from plan_workbook.checking.table import Table
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Plan, Row
from plan_workbook.plan.scale import TAKEN_LABELS
from plan_workbook.values.colours import is_colour
from plan_workbook.values.text import fold, listed, plain

_KINDS = {column.key: column.kind for column in layout.RATINGS.inputs if column.key in ("code", "label", "counts_as")}
_COLOUR = "colour"
_READ = _KINDS | {column.key: column.kind for column in layout.RATINGS.inputs if column.key == _COLOUR}


@dataclass(frozen=True)
class Faults:
    """What is wrong with a row of the scale, in a sentence for each cell."""

    code: str | None = None
    label: str | None = None
    counts_as: str | None = None


def _filled(plan: Plan) -> list[Row]:
    return [row for row in plan.ratings if any(row.inputs[key].given for key in _KINDS)]


def _cases(subject: Subject) -> Iterator[Case[Row | None]]:
    """Yield a row for each rating, and one for the heading, where faults of the whole scale are reported."""
    plan = subject.plan
    for row in _filled(plan):
        yield Case(plan, None, row, dict(row.inputs), row.sheet, row.row)
    if plan.ratings_heading:
        heading: Input[Any] = Input(None, None, plan.plan_sheet, plan.ratings_heading, "")
        yield Case(plan, None, None, dict.fromkeys(_READ, heading), heading.sheet, row_of(heading.cell))


RATINGS = Table("ratings", "Rating scale", lambda: _READ, _cases)


@RATINGS.of_plan
def faults(subject: Subject) -> dict[Place, Faults]:
    """Return what is wrong with each row of the scale, and with the scale at its heading."""
    plan, rows = subject.plan, _filled(subject.plan)
    twins = {key: _twins(rows, key) for key in ("code", "label")}
    found: dict[Place, Faults] = {(row.sheet, row.row): _faults_of(row, twins) for row in rows}
    if plan.ratings_heading:
        found[plan.plan_sheet, row_of(plan.ratings_heading)] = Faults(_scale_fault(plan, rows))
    return found


@RATINGS.of_row
def colour_unreadable(case: Case[Row | None]) -> bool:
    """Tell whether the colour of a rating is given, but not in the form that sheets and editions can show."""
    if case.item is None:
        return False
    colour = case.item.inputs[_COLOUR]
    return colour.given and not is_colour(plain(colour.text))


def _twins(rows: list[Row], key: str) -> dict[int, str]:
    """Return in words, by the number of a row, where else its code or label is."""

    def text(row: Row) -> str | None:
        return row.inputs[key].compared if row.inputs[key].there else None

    return {
        row.row: elsewhere(row.inputs[key], [(other.inputs[key].cell, other.inputs[key]) for other in others])
        for row, others in alike(rows, text)
    }


def _faults_of(row: Row, twins: dict[str, dict[int, str]]) -> Faults:
    """Return what is wrong with a row of the scale; if it is only begun, that is one fault."""
    missing = [key for key in _KINDS if not row.inputs[key].given and row.inputs[key].problem is None]
    if len(missing) > 1:
        names = {"counts_as": "Counts as"}
        said = f"This rating has no {listed([names.get(key, key) for key in missing], 'and no')}."
        return Faults(**{missing[0]: said})
    code, label = (_name_fault(row, key, twins[key]) for key in ("code", "label"))
    return Faults(code, label, _meaning_fault(row))


def _name_fault(row: Row, key: str, twins: dict[int, str]) -> str | None:
    mine = row.inputs[key]
    if row.row in twins:
        return f"The {key} {quoted(mine.text)} is also in {twins[row.row]}."
    if not mine.given and mine.problem is None:
        return f"This rating has no {key}."
    if key == "label" and fold(mine.text) in TAKEN_LABELS:
        return f"{quoted(mine.text)} can't be a label, because the counts already use it."
    return None


def _meaning_fault(row: Row) -> str | None:
    counts_as = row.inputs["counts_as"]
    if counts_as.value is not None:
        return None
    if counts_as.problem is not None:
        return f"{quoted(counts_as.text)} is not one of the choices for Counts as."
    return "This rating has no Counts as."


def _scale_fault(plan: Plan, rows: list[Row]) -> str | None:
    if not rows:
        return "The RAG scale is empty; Complete, Red, Amber and Green were used instead."
    return "No rating in the scale counts as complete." if plan.scale.complete is None else None


RULES = (
    rule(
        "plan-rating-scale",
        Severity.ERROR,
        RATINGS,
        at=tuple(_KINDS),
        fires=lambda key: faults.part(key).is_not_null(),
        title="The RAG scale is empty, has a code twice, or nothing counts as complete",
        why="Every rating in the plan is judged by this scale.",
        message=lambda case: str(getattr(faults.of(case), case.key)),
        fix="Give each rating its own code and label, and under Counts as choose "
        f"{listed([str(word) for word in layout.LISTS[layout.Kind.COUNTS_AS][1]], 'or')}.",
        good="C Complete, R Red, A Amber, G Green",
        bad="G Green and G Grey",
    ),
    rule(
        "plan-rating-colour",
        Severity.WARNING,
        RATINGS,
        at=_COLOUR,
        fires=lambda _: colour_unreadable.column,
        title="The colour of a rating can't be read",
        why="Sheets and editions show the rating without a colour.",
        message=lambda case: f"{case.quoted} is not a colour in the form #RRGGBB, so this rating is shown without one.",
        fix="Type # and six digits or letters, such as #FFC000: in Excel, Home > Fill Colour > More Colours > Custom "
        "shows them as Hex. To have no colour, clear the cell.",
        good="#FFC000",
        bad="gold",
    ),
)
