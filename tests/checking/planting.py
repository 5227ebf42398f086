"""Clean plans of many shapes, and one defect planted into one of them: what a lead may type wrong, rule by rule.

A plan is read once from its own workbook; a defect is then typed into its cells as they were read
(`typing(plan, spot, actual="41 approx")`), which costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from random import Random
from typing import Any, TypeVar

from builder import EXTRAS, PlanBuilder, with_inputs
from checking.in_memory import in_memory, on_sheet
from hypothesis import strategies as st

from plan_workbook import layout
from plan_workbook.layout import Kind
from plan_workbook.plan.inputs import Input
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, Row
from plan_workbook.plan.scale import CountsAs
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.values.text import fold, says_no_value

T = TypeVar("T")
Choose = Callable[[list[T]], T]
SHAPES = 4
OWN_SCALE = (
    ("D", "Done", "complete"),
    ("X", "Stuck", "off track"),
    ("W", "Watch", "at risk"),
    ("T", "On course", "on track"),
    ("N", "Not begun", "not started"),
    ("P", "Paused", "stopped"),
)
PEOPLE = ("Head of Assessment", "Ann Archer", "Transformation and Business Services", "Bo Bell")
MISSING: list[Any] = [None, "", "-", " n/a ", "TBC"]


# --------------------------------------------------------------------------------------------- clean plans


def of_shape(shape: int) -> PlanBuilder:
    """A plan nothing is wrong with, of a shape of its own: its scale, its people, its rows and its sheets."""
    random = Random(shape)
    own = shape % 2 == 1
    complete, on_track, at_risk = ("D", "T", "W") if own else ("C", "G", "A")
    plan = PlanBuilder(report_date="31/10/2017", data_as_at="Sept 2017", item_word=random.choice(["Priority", ""]))
    for step in OWN_SCALE if own else ():
        plan.rating(*step)
    leads = PEOPLE if shape % 3 == 0 else PEOPLE[:2]
    for name in leads if shape % 3 == 0 else ():
        plan.person(name, email=f"{name.split()[0].lower()}@example.gov.uk")
    months = ("Dec 2017", "Jan 2018", "Feb 2018", "31/03/2018")
    if all_columns := shape % 3 == 0:
        plan.using(*EXTRAS)
    for number in range(1, 4 + (shape % 2 == 0)):
        closed = number == 2
        proof = {"evidence": "Audit report", "signed_off_by": "Bo Bell"} if all_columns and closed else {}
        more = {"confidence": complete if closed else on_track, "impact": f"Fewer moves in {number}."}
        plan.recommendation(
            **(more if all_columns else {}),
            number=f"4.{number:02}" if own else str(number),
            lead=" & ".join(random.sample(leads, random.randint(1, 2))),
            status=random.choice(["Active", "Business as usual"]) if closed else random.choice(["", "Active"]),
            rating=complete if closed else on_track,
            progress=f"Audits of part {number} were made, and what they found was acted on in every team.\n\nGood.",
        )
        for row in range(random.randint(2, 3)):
            in_days = row == 1
            plan.indicator(
                lead=random.choice(leads),
                unit="days" if in_days else "%",
                better="Lower" if in_days else "Higher",
                target="30" if in_days else "90%",
                previous="30" if in_days else "88%",
                actual=str(random.randint(20, 30)) if in_days else f"{random.randint(90, 99)}%",
                description=f"Visits of kind {number}{row} made in time by team {'abcdefg'[number]}{row}",
                period=random.choice(["", "Q2 2017/18", "Sep-17"]),
            )
        for row in range(4 if number == 1 else 3):
            plan.action(
                **proof,
                lead=random.choice(leads[:3]) if proof else random.choice(leads),
                start_date=random.choice(["Aug 2017", "01/09/2017", "1st April 2017"]),
                completion_date="30/09/2017" if closed else months[(number + row) % 4],
                date_completed="28/09/2017" if closed else "",
                rating=complete if closed else at_risk if (number, row) == (1, 2) else on_track,
                comment="A post is vacant." if (number, row) == (1, 2) else "",
            )
    return plan


@cache
def clean(shape: int) -> Plan:
    """The clean plan of a shape. Some have sheets that were called something else since."""
    plan = in_memory(of_shape(shape))
    if shape % 3 != 2:
        return plan
    names = {each.sheet: f"Our part {each.sheet[1:]}" for each in plan.recommendations}
    return replace(
        plan,
        recommendations=tuple(on_sheet(each, names[each.sheet]) for each in plan.recommendations),
        sheets=tuple(names.get(sheet, sheet) for sheet in plan.sheets),
    )


# --------------------------------------------------------------------------------------------- a lead's hand


@dataclass(frozen=True)
class Spot:
    """A row of a plan: the plan itself, a recommendation, or a row of one of its tables; counted from 0."""

    recommendation: int | None = None
    table: str = ""
    row: int = 0


_OF_PARAGRAPHS = [t.key for t in layout.PARAGRAPHS]
_KINDS: dict[str, dict[str, Kind]] = {
    "plan": {f.key: f.kind for f in layout.PLAN.fields},
    "recommendation": {f.key: f.kind for f in layout.RECOMMENDATION.fields},
    **{t.key: {c.key: c.kind for c in t.columns} for t in layout.PARAGRAPHS},
    **{t.key: {c.key: c.kind for c in t.inputs} for t in (layout.INDICATORS, layout.ACTIONS, *layout.PLAN.tables)},
}


def typing(plan: Plan, spot: Spot, **cells: Any) -> Plan:
    """The plan after somebody typed into cells of a row: a text or number, or with its number format (0.4, "0%")."""
    for key, typed in cells.items():
        plan = _with(plan, spot, key, typed)
    return plan


def at(plan: Plan, spot: Spot, key: str) -> tuple[str, str]:
    """The sheet and address of a cell."""
    there = cell(plan, spot, key)
    return there.sheet, there.cell


def cell(plan: Plan, spot: Spot, key: str) -> Input[Any]:
    """A cell as it was read."""
    if spot.recommendation is None:
        found: Input[Any] = getattr(plan, spot.table)[spot.row].inputs[key] if spot.table else plan.fields[key]
        return found
    owner = plan.recommendations[spot.recommendation]
    if spot.table in _OF_PARAGRAPHS:
        return owner.paragraphs(spot.table)[spot.row]
    rows = {"": (owner,), "indicators": owner.indicator_rows, "actions": owner.actions}[spot.table]
    return rows[spot.row].inputs[key]


def _with(plan: Plan, spot: Spot, key: str, typed: Any) -> Plan:
    raw, number_format = typed if isinstance(typed, tuple) else (typed, "General")
    was = cell(plan, spot, key)
    kind = _KINDS[spot.table or ("plan" if spot.recommendation is None else "recommendation")][key]
    people = frozenset(fold(row.text(k)) for row in plan.people for k in ("name", "role") if row.text(k))
    context = Context(plan.scale, people, report_date=plan.report_date)
    unit = "" if spot.table != "indicators" else _unit(plan.recommendations[spot.recommendation or 0], spot.row)
    now = read_cell(Cell(was.sheet, was.cell, raw, number_format), kind, context, unit)
    if spot.recommendation is None:
        if not spot.table:
            return replace(plan, fields={**plan.fields, key: now})
        rows: tuple[Row, ...] = getattr(plan, spot.table)
        row = replace(rows[spot.row], inputs={**rows[spot.row].inputs, key: now})
        return replace(plan, **{spot.table: (*rows[: spot.row], row, *rows[spot.row + 1 :])})
    owner = plan.recommendations[spot.recommendation]
    name = {"": "", "indicators": "indicator_rows"}.get(spot.table, spot.table)
    if not name:
        owner = with_inputs(owner, **{key: now})
    else:
        each = getattr(owner, name)
        new = now if name in _OF_PARAGRAPHS else with_inputs(each[spot.row], **{key: now})
        owner = replace(owner, **{name: (*each[: spot.row], new, *each[spot.row + 1 :])})
    return with_recommendation(plan, spot.recommendation, owner)


def with_recommendation(plan: Plan, number: int, owner: Recommendation) -> Plan:
    """The plan with another recommendation in the place of one."""
    all_of_them = plan.recommendations
    return replace(plan, recommendations=(*all_of_them[:number], owner, *all_of_them[number + 1 :]))


def _unit(owner: Recommendation, row: int) -> str:
    indicator = owner.indicator_rows[row]
    if not says_no_value(indicator.unit.text):
        return indicator.unit.text
    values = (indicator.target, indicator.actual, indicator.previous)
    return "%" if any(v.text.rstrip().endswith("%") for v in values) else ""


# --------------------------------------------------------------------------------------------- one defect


@dataclass
class Planted:
    """A clean plan, what was planted into it, and where the rule must speak."""

    plan: Plan
    draw: Callable[[st.SearchStrategy[Any]], Any]
    at: list[tuple[str | None, str | None]] = field(default_factory=list)
    also: set[str] = field(default_factory=set)
    """Rules that rightly speak too: of the same recommendation, or of the plan."""
    previous: Plan | None = None

    def one_of(self, choices: Iterator[T] | list[T] | tuple[T, ...]) -> T:
        """Draw one of these."""
        found: T = self.draw(st.sampled_from(list(choices)))
        return found

    def type(self, spot: Spot, **cells: Any) -> None:
        """Type into cells of a row."""
        self.plan = typing(self.plan, spot, **cells)

    def here(self, spot: Spot, *keys: str) -> None:
        """Say that the rule must speak at these cells of a row."""
        self.at += [at(self.plan, spot, key) for key in keys]

    def plant(self, spot: Spot, key: str, typed: Any) -> None:
        """Type a defect, at which the rule must speak."""
        self.type(spot, **{key: typed})
        self.here(spot, key)

    # what there is to plant into: recommendations that are worked on, and their rows

    def recommendation(self, *but: int) -> Spot:
        """Draw an open recommendation."""
        open_ones = [n for n, each in enumerate(self.plan.recommendations) if not each.closed and n not in but]
        return Spot(self.one_of(open_ones))

    def action(self, counts_as: CountsAs = CountsAs.ON_TRACK) -> Spot:
        """Draw an action with such a rating of an open recommendation."""
        spots = [s for s in self._rows("actions") if self.of(s).rating.value.counts_as is counts_as]
        return self.one_of(spots)

    def indicator(self, unit: str = "") -> Spot:
        """Draw an indicator, in that unit if any, of an open recommendation."""
        return self.one_of([s for s in self._rows("indicators") if unit in ("", self.of(s).unit.text)])

    def of(self, spot: Spot) -> Any:
        """The row at a spot."""
        owner = self.plan.recommendations[spot.recommendation or 0]
        rows: tuple[Action | Indicator, ...] = owner.actions if spot.table == "actions" else owner.indicator_rows
        return rows[spot.row] if spot.table else owner

    def _rows(self, table: str) -> list[Spot]:
        return [
            Spot(number, table, row)
            for number, owner in enumerate(self.plan.recommendations)
            if not owner.closed
            for row in range(len(owner.actions if table == "actions" else owner.indicator_rows))
        ]

    def code(self, counts_as: CountsAs) -> str:
        """The code, the label, or the label in capitals, of the plan's rating that counts as this."""
        rating = next(r for r in self.plan.scale.ratings if r.counts_as is counts_as)
        return self.one_of([rating.code, rating.label, rating.label.upper(), f" {rating.code.lower()} "])


PLANTS: dict[str, Callable[[Planted], None]] = {}
"""How a defect of each rule is planted into the cells of a plan."""
SHAPES_FOR: dict[str, tuple[int, ...]] = {}
"""The shapes a rule's defect can be planted into, where not into every one."""


def plant(rule: str, *shapes: int) -> Callable[[Callable[[Planted], None]], Callable[[Planted], None]]:
    """Register how a rule's defect is planted."""

    def register(how: Callable[[Planted], None]) -> Callable[[Planted], None]:
        PLANTS[rule] = how
        SHAPES_FOR[rule] = shapes or tuple(range(SHAPES))
        return how

    return register
