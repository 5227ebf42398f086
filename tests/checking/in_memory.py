"""Plans without a workbook: what a builder's plan would be read as, in a hundredth of the time.

    plan = in_memory(clean_plan().action(rating="?"))       # as clean_plan().action(rating="?").read() gives it

What is typed goes through the writer's choice of number or text and through the reader's cleaning of cells. Where each
cell is comes from one workbook that was made and read: tables have spare rows, so small plans all have the same places.
That both ways lead to the same plan is proved in `test_in_memory`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from builder import PlanBuilder

from plan_workbook import layout
from plan_workbook.checking.case import Subject
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.finding import Finding
from plan_workbook.checking.last_month import LastMonth
from plan_workbook.checking.report import ACCEPTED, REASONS, check, check_all
from plan_workbook.checking.schema import failures, schema_of
from plan_workbook.layout import Kind
from plan_workbook.plan.choices import Quarters
from plan_workbook.plan.history_line import History
from plan_workbook.plan.inputs import NO_INPUT, Input, Raw
from plan_workbook.plan.items import DEFAULT_ITEM_WORD
from plan_workbook.plan.model import Action, Indicator, Plan, Recommendation, TableRow
from plan_workbook.plan.scale import Scale
from plan_workbook.reading.cells import Cell, Context, read_cell
from plan_workbook.reading.history_sheet import history_of_records
from plan_workbook.reading.inputs import in_its_row
from plan_workbook.reading.periods import month_named
from plan_workbook.reading.scale import read_scale
from plan_workbook.register import HISTORY, NUMBER, PARAGRAPHS, Record, Register, default_ratings
from plan_workbook.values.text import fold, says_no_value
from plan_workbook.writing.inputs import read_text, write_input

MOST = {table.key: table.least - table.spare for table in (*layout.RECOMMENDATION.tables, *layout.PLAN.tables)}
"""Rows of a table up to which nothing below it moves; the last one on its sheet has no end."""
MOST |= {layout.ACTIONS.key: 20, layout.SEVERITIES.key: 20}


def in_memory(made: PlanBuilder) -> Plan:
    """The plan as its own workbook would be read; a large one is read from a workbook after all."""
    register = made.register()
    host = _host(register.used)
    if not _is_small(register):
        return made.read()
    rows = {table.key: register.rows(table.key) for table in layout.PLAN.tables}
    rows["ratings"] = rows["ratings"] or default_ratings()
    early = {f.key: read_text(register.field(f.label), f.kind, Context()) for f in layout.PLAN.fields}
    steps = layout.RATINGS.inputs
    scale = read_scale({c.key: read_text(r[c.heading], c.kind, Context()) for c in steps} for r in rows["ratings"])
    people = frozenset(fold(r[key]) for r in rows["people"] for key in ("Name", "Role") if r[key].strip())
    context = Context(scale, people, early["quarters"].value is Quarters.CALENDAR, early["report_date"].value)  # type: ignore[arg-type]
    typed = {f.key: _typed(host.fields[f.key], register.field(f.label), f.kind, context) for f in layout.PLAN.fields}
    tables = {t.key: tuple(_rows(getattr(host, t.key), t, rows[t.key], context)) for t in layout.PLAN.tables}
    recommendations = tuple(_recommendations(host.recommendations[0], register, context))
    around = [name for name in host.sheets if name != host.recommendations[0].sheet]
    return replace(
        host,
        sheets=(*around[:-1], *(each.sheet for each in recommendations), around[-1]),
        fields=typed,
        scale=scale,
        period_end=month_named(typed["period"].raw, typed["period"].number_format, context.report_date),
        **_past(register, context, typed["item_word"].text),
        items=tuple(dict.fromkeys(record[NUMBER] for record in register.rows("recommendations"))),
        recommendations=recommendations,
        **tables,
    )


def _is_small(register: Register) -> bool:
    records = register.rows("recommendations")
    numbers = [fold(record[NUMBER]) for record in records]
    counts = [len(register.rows(t.key)) <= MOST[t.key] for t in layout.PLAN.tables]
    for number, record in zip(numbers, records, strict=True):
        counts += [len(_paragraphs(record[heading])) <= MOST[key] for key, heading in PARAGRAPHS.items()]
        for table in (layout.INDICATORS, layout.ACTIONS):
            counts.append(sum(fold(r[NUMBER]) == number for r in register.rows(table.key)) <= MOST[table.key])
    return all(counts) and len(set(numbers)) == len(numbers)


def _past(register: Register, context: Context, item_word: str) -> dict[str, Any]:
    """What a plan's history is, if its register has any."""
    if not register.rows(HISTORY):
        return {}
    past = history_of_records(register.rows(HISTORY), context, item_word or DEFAULT_ITEM_WORD)
    return {"history": History(past.lines(), past.item_word, past.unread()), "history_sheet": layout.HISTORY_SHEET}


@cache
def _host(used: frozenset[str]) -> Plan:
    """A plan with something in every cell of as many rows as leave everything in its place."""
    paragraphs = {key: "\n\n".join(f"Paragraph {n}" for n in range(MOST[key])) for key in PARAGRAPHS}
    plan = PlanBuilder().using(*used)
    plan.recommendation(**{key: text for key, text in paragraphs.items() if key == "progress" or key in used})
    for _ in range(MOST["indicators"]):
        plan.indicator()
    for _ in range(MOST["actions"]):
        plan.action()
    for number in range(MOST["ratings"]):
        plan.rating(str(number), f"Step {number}", "complete")
    for number in range(MOST["people"]):
        plan.person(f"Person {number}")
    for _ in range(MOST["accepted"]):
        plan.accept("action-due", "R01")
    for _ in range(MOST["severities"]):
        plan.severity("action-due", "note")
    return plan.read()


def on_sheet(owner: Recommendation, name: str) -> Recommendation:
    """The same recommendation on a sheet of another name."""

    def there(each: Any) -> Any:
        inputs = {key: replace(read, sheet=name) if read.cell else read for key, read in each.inputs.items()}
        live = {"live_status": replace(each.live_status, sheet=name)} if isinstance(each, Indicator) else {}
        return replace(each, sheet=name, inputs=inputs, **live)

    return replace(
        there(owner),
        **{key: tuple(replace(each, sheet=name) for each in owner.paragraphs(key)) for key in PARAGRAPHS},
        indicator_rows=tuple(there(each) for each in owner.indicator_rows),
        actions=tuple(there(each) for each in owner.actions),
    )


def _recommendations(host: Recommendation, register: Register, context: Context) -> Iterable[Recommendation]:
    names = {fold(name) for name in (layout.SUMMARY, layout.CHECKS, layout.PLAN_SHEET, layout.GUIDANCE)}
    for record in register.rows("recommendations"):
        sheet = layout.sheet_name(record[NUMBER], names)
        names.add(sheet.casefold())
        yield on_sheet(_recommendation(host, register, record, context), sheet)


def _recommendation(host: Recommendation, register: Register, record: Record, context: Context) -> Recommendation:
    indicators, actions = (
        _rows(
            there,
            table,
            [r for r in register.rows(table.key) if fold(r[NUMBER]) == fold(record[NUMBER])],
            context,
        )
        for table, there in ((layout.INDICATORS, host.indicator_rows), (layout.ACTIONS, host.actions))
    )
    paragraphs = {
        key: [
            _typed(place, text, Kind.LONG_TEXT, context)
            for place, text in zip(host.paragraphs(key), _paragraphs(record[heading]), strict=False)
        ]
        for key, heading in PARAGRAPHS.items()
    }
    live = {each.row: each.live_status for each in host.indicator_rows}
    return replace(
        host,
        inputs={
            f.key: _typed(host.inputs[f.key], record[f.heading], f.kind, context) for f in layout.RECOMMENDATION.fields
        },
        **{key: tuple(each for each in said if not says_no_value(each.text)) for key, said in paragraphs.items()},
        indicator_rows=tuple(Indicator(r.sheet, r.row, r.inputs, live[r.row]) for r in indicators),
        actions=tuple(Action(r.sheet, r.row, r.inputs) for r in actions),
    )


def _rows(
    host: Sequence[TableRow], table: layout.Table, records: Sequence[Record], context: Context
) -> Iterable[TableRow]:
    """The rows with any content."""
    for row, record in zip(host, records, strict=False):
        unit = _unit(table, record)
        inputs = in_its_row(
            {c.key: _typed(row.inputs[c.key], record[c.heading], c.kind, context, unit) for c in table.inputs}
        )
        if not all(says_no_value(read.text) for read in inputs.values()):
            yield replace(row, inputs=inputs)


def _unit(table: layout.Table, record: Record) -> str:
    if not says_no_value(record.get("Unit", "")):
        return record["Unit"]
    values = [record[c.heading] for c in table.inputs if c.kind in layout.FIGURES]
    return "%" if any(value.rstrip().endswith("%") for value in values) else ""


def _paragraphs(text: str) -> list[str]:
    return [paragraph for paragraph in text.split("\n\n") if paragraph.strip()]


def _typed(host: Input[Any], text: str, kind: Kind, context: Context, unit: str = "") -> Input[Any]:
    """What a text is read as once the writer has put it into a cell; nothing if the plan has no such cell."""
    if not host.cell:
        return NO_INPUT
    stored = _Stored()
    write_input(stored, stored.look, 0, 0, kind, read_text(text, kind, context, unit))  # type: ignore[arg-type]
    shown = "General" if stored.raw is None else stored.number_format  # the reader has no cell for a blank one
    return read_cell(Cell(host.sheet, host.cell, stored.raw, shown), kind, context, unit)


class _Stored:
    """Stands in for a worksheet and its formats: keeps what one cell would hold."""

    raw: Raw = None
    number_format = "General"

    def look(self, _: str, *, num_format: str = "General", **__: object) -> None:
        self.number_format = num_format

    def write_blank(self, *_: object) -> None:
        self.raw = None

    def write_number(self, row: int, column: int, number: float, _: object) -> None:
        self.raw = int(number) if number.is_integer() else number

    def write_string(self, row: int, column: int, text: str, _: object) -> None:
        self.raw = text

    def write_datetime(self, row: int, column: int, day: Raw, _: object) -> None:
        self.raw = day


def found_in(plans: Sequence[Plan]) -> list[tuple[Finding, ...]]:
    """What is found in each plan: all with one scale are checked together, which takes hardly longer than one."""
    by_scale: dict[Scale, list[Plan]] = {}
    for plan in {id(plan): plan for plan in plans}.values():
        by_scale.setdefault(plan.scale, []).append(plan)
    found = {
        id(plan): report.findings
        for together in by_scale.values()
        for plan, report in zip(together, check_all(together), strict=True)
    }
    return [found[id(plan)] for plan in plans]


def fired(rule: str, plan: Plan, previous: Plan | None = None) -> list[tuple[int, str]]:
    """Return where a rule fires: of all tables only its own is checked, which is five times as quick."""
    table = catalogue()[rule].table
    if table in (ACCEPTED, REASONS):  # its rows are the findings of all other rules
        return [(0, finding.cell or "") for finding in check(plan, previous).findings if finding.rule == rule]
    subject = Subject(plan, LastMonth(previous, plan), tuple(catalogue()))
    found = failures(schema_of(table, plan.scale), table.frame(subject).rows, catalogue())
    return [(row, key) for row, name, key in found if name == rule]
