"""Making a pandera schema from a table and its rules, and turning its failure cases into rows and rules.

pandera decides what passes. Each rule is a check on every column it points at; the check's ``error`` is the rule's
name, a failure case's index is the row of the frame, its column the input. Wording, severity and address come
from the rule. A check never changes a value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

import pandera.polars as pa
import polars as pl

from plan_workbook.checking.catalogue import rules_about
from plan_workbook.checking.proof import NO_COLUMN, PLANTED, ProvenSchema
from plan_workbook.checking.rule import Rule
from plan_workbook.checking.table import ROW, SHEET, Table
from plan_workbook.layout import Kind
from plan_workbook.plan.scale import Scale

_worked_out: ContextVar[pl.DataFrame | None] = ContextVar("_worked_out", default=None)
"""What the checks say of the frame that is being validated: a column for each, a row for each of the frame's."""
Completing = Callable[[pl.LazyFrame, frozenset[str]], pl.LazyFrame | None]
"""Returns a frame with these columns as well as its own; None if they can't be worked out."""


def schema_of(table: Table[Any], scale: Scale, unused: frozenset[str] = frozenset()) -> ProvenSchema:
    """Return the schema of a table's frames: the layout's columns are required, with their types; each rule is a check.

    `scale` is the plan's; only its ratings are allowed. Nothing is checked of the columns in `unused`, which the plan
    does not have: every rule would be silent about them, and be asked for nothing.
    """
    return _made_once(table, scale, tuple(each for each in table.inputs.items() if each[0] not in unused))


@lru_cache(maxsize=64)
def _made_once(table: Table[Any], scale: Scale, columns: tuple[tuple[str, Kind], ...]) -> ProvenSchema:
    """Return the schema while the table has these columns."""
    return _schema(table, scale, None, dict(columns).keys())


def open_schema_of(table: Table[Any], scale: Scale, completing: Completing) -> ProvenSchema:
    """Return the same schema for frames that may lack columns: rules are silent if theirs can't be worked out."""
    return _schema(table, scale, completing, table.inputs.keys())


def _schema(table: Table[Any], scale: Scale, completing: Completing | None, keys: Collection[str]) -> ProvenSchema:
    """Return the schema: the columns of the layout and where a row is; facts have their types from their frame."""
    dtypes = table.dtypes
    checks: dict[str, list[pa.Check]] = {key: [] for key in (SHEET, ROW, *keys)}
    passes: dict[str, pl.Expr] = {}
    for rule in rules_about(table):
        for key in filter(checks.__contains__, rule.at):
            checks[key].append(_check(rule, key, scale, completing, passes))
    columns = {key: pa.Column(dtypes[key], checks[key], nullable=True, required=completing is None) for key in checks}
    whole = None if completing is None else [_has_a_column_of(table)]
    return ProvenSchema(columns, checks=whole, name=table.key, metadata=passes)


def _has_a_column_of(table: Table[Any]) -> pa.Check:
    """Return the check that a frame has one of the table's columns at least: without any, every rule is silent."""
    keys = table.inputs.keys()
    return pa.Check(
        lambda data: not keys.isdisjoint(data.lazyframe.collect_schema().names()),
        name=NO_COLUMN,
        error=NO_COLUMN,
    )


def _check(
    rule: Rule, key: str, scale: Scale, completing: Completing | None, passes_by_name: dict[str, pl.Expr]
) -> pa.Check:
    """Return the check of a rule on one column; add what it asks of a row to the others of the table."""
    if rule.allowed is not None:
        # A blank is not an unknown word: other rules report that something is missing.
        words = ["", *rule.allowed(scale)]
        if completing is None:
            return pa.Check.isin(words, name=rule.name, error=rule.name)
        passes = pl.col(key).is_in(words)
    else:
        assert rule.fires is not None
        passes = ~rule.fires(key)
    needed = rule.looks_at(key) if completing else frozenset()
    if rule.table.begun is not None and rule.fires is not None and rule.name != rule.table.begun_rule:
        passes |= rule.table.begun.column.is_not_null()
        needed |= {rule.table.begun.name}

    name = f"{rule.name} {key}"
    passes_by_name[name] = passes

    def judged(data: pa.PolarsData) -> pl.LazyFrame | bool:
        frame = completing(data.lazyframe, needed) if completing else data.lazyframe
        if frame is None:
            return True
        known = _worked_out.get()
        verdicts = frame.select(passes).collect().to_series() if known is None else known[name]
        # One word for a whole column that passes, as nearly all do, is judged in half the time of one for each row.
        return verdicts.all() or verdicts.to_frame().lazy()

    return pa.Check(judged, name=rule.name, error=rule.name)


@contextmanager
def _in_one_go(schema: ProvenSchema, rows: pl.DataFrame) -> Iterator[None]:
    """Work out what all checks say of these rows at once: one by one takes three times as long."""
    try:
        verdicts = rows.select(**(schema.metadata or {}))
    except pl.exceptions.PolarsError:
        verdicts = None  # one can't be worked out, and pandera says which
    before = _worked_out.set(verdicts)
    try:
        yield
    finally:
        _worked_out.reset(before)


def failures(schema: ProvenSchema, rows: pl.DataFrame, rules: Iterable[str]) -> Iterator[tuple[int, str, str]]:
    """Validate a frame once, lazily; yield the row, the rule's name and the input's key of every failure case.

    Raises:
        NotChecked: the schema was not obeyed, so no failure case means anything.
        RuntimeError: a failure case does not come from a rule: a column is missing or has the wrong type, or a check
            could not be run. Then the rules and the frame do not match, whatever is in the plan.
    """
    if rows.is_empty():
        return
    known = frozenset(rules)
    with _in_one_go(schema, rows):
        found = schema.found_in(rows)
    assert found is not None  # there are rows, and so there is the planted failure
    for case in found.failure_cases.select("check", "index", "column", "failure_case").iter_rows():
        name, index, key, what = case
        if name == PLANTED:
            continue
        if index is None or name not in known:
            where = f"the column {key} of {schema.name}" if key else str(schema.name)
            why = str(what).partition("\n")[0]
            raise RuntimeError(f"The check {name} of {where} failed: {why}.")
        yield index, name, key
