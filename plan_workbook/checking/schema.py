"""Making a pandera schema from a table and its rules, and turning its failure cases into rows and rules.

pandera decides what passes. Each rule is a check on every column it points at; the check's ``error`` is the rule's
name, a failure case's index is the row of the frame, its column the input. Wording, severity and address come
from the rule. A check never changes a value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any

import pandera.polars as pa
import polars as pl
from pandera.constants import CHECK_OUTPUT_KEY
from pandera.errors import SchemaError

from plan_workbook.checking.catalogue import rules_about
from plan_workbook.checking.proof import NO_COLUMN, PLANTED, ProvenColumn, ProvenSchema
from plan_workbook.checking.rule import Rule
from plan_workbook.checking.rule_errors import broken
from plan_workbook.checking.table import ROW, SHEET, Table
from plan_workbook.errors import NotChecked, is_panic
from plan_workbook.layout import Kind
from plan_workbook.plan.scale import Scale
from plan_workbook.values.text import on_one_line

IN_ONE_GO = "in one go"
"""In a schema's metadata: its checks that are expressions, with these."""
Completing = Callable[[pl.LazyFrame, frozenset[str]], pl.LazyFrame | None]
"""Returns a frame with these columns as well as its own; None if they can't be worked out."""


def schema_of(table: Table[Any], scale: Scale, unused: frozenset[str] = frozenset()) -> ProvenSchema:
    """Return the schema of a table's frames: the layout's columns are required, with their types; each rule is a check.

    `scale` is the plan's; only its ratings are allowed. Nothing is checked of the columns in `unused`, which the plan
    does not have: every rule would be silent about them, and be asked for nothing.
    """
    columns = tuple(each for each in table.inputs.items() if each[0] not in unused)
    return _made_once(table, scale, columns, rules_about(table))


@lru_cache(maxsize=64)
def _made_once(
    table: Table[Any], scale: Scale, columns: tuple[tuple[str, Kind], ...], _: tuple[Rule, ...]
) -> ProvenSchema:
    """Return the schema while the table has these columns and rules."""
    return _schema(table, scale, None, dict(columns).keys())


def open_schema_of(table: Table[Any], scale: Scale, completing: Completing) -> ProvenSchema:
    """Return the same schema for frames that may lack columns: rules are silent if theirs can't be worked out."""
    return _schema(table, scale, completing, table.inputs.keys())


def _schema(table: Table[Any], scale: Scale, completing: Completing | None, keys: Collection[str]) -> ProvenSchema:
    """Return the schema: the columns of the layout and where a row is; facts have their types from their frame."""
    dtypes = table.dtypes
    checks: dict[str, list[pa.Check]] = {key: [] for key in (SHEET, ROW, *keys)}
    passes: list[tuple[pa.Check, pl.Expr]] = []
    for rule in rules_about(table):
        for key in filter(checks.__contains__, rule.at):
            checks[key].append(_check(rule, key, scale, completing, passes))
    required = completing is None
    columns = {key: ProvenColumn(dtypes[key], checks[key], nullable=True, required=required) for key in checks}
    whole = None if required else [_has_a_column_of(table)]
    return ProvenSchema(columns, checks=whole, name=table.key, metadata={IN_ONE_GO: passes})


def _has_a_column_of(table: Table[Any]) -> pa.Check:
    """Return the check that a frame has one of the table's columns at least: without any, every rule is silent."""
    keys = table.inputs.keys()
    return pa.Check(
        lambda data: not keys.isdisjoint(data.lazyframe.collect_schema().names()),
        name=NO_COLUMN,
        error=NO_COLUMN,
    )


def _check(
    rule: Rule, key: str, scale: Scale, completing: Completing | None, in_one_go: list[tuple[pa.Check, pl.Expr]]
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

    def judged(data: pa.PolarsData) -> pl.LazyFrame | bool:
        frame = completing(data.lazyframe, needed) if completing else data.lazyframe
        return True if frame is None else frame.select(passes)

    check = pa.Check(judged, name=rule.name, error=rule.name)
    in_one_go.append((check, passes))
    return check


def _passed(schema: ProvenSchema, rows: pl.DataFrame) -> list[pa.Check]:
    """Return the checks of a schema that all rows pass, as they do nearly all, worked out in one go."""
    judged: list[tuple[pa.Check, pl.Expr]] = (schema.metadata or {}).get(IN_ONE_GO, [])
    try:
        verdicts = rows.select(passes.all().alias(str(at)) for at, (_, passes) in enumerate(judged))
    except pl.exceptions.PolarsError:
        return []  # one can't be worked out, and pandera says which
    return [check for (check, _), passed in zip(judged, next(verdicts.iter_rows(), ()), strict=True) if passed]


def _why_not(failed: SchemaError) -> str:
    """Return in one line why a check could not be run."""
    return on_one_line(str(failed.failure_cases).partition("\n")[0]).rstrip(".")


def failures(schema: ProvenSchema, rows: pl.DataFrame, rules: Mapping[str, Rule]) -> Iterator[tuple[int, str, str]]:
    """Validate a frame once, lazily; yield the row, the rule's name and the input's key of every failure case.

    Raises:
        NotChecked: the schema was not obeyed, so no failure case means anything; or Polars broke down.
        RulesError: a rule of your own could not be judged.
        RuntimeError: a failure case does not come from a rule: a column is missing or has the wrong type, or a check
            could not be run. Then the rules and the frame do not match, whatever is in the plan.
    """
    if rows.is_empty():
        return
    try:
        found = schema.found_in(rows, _passed(schema, rows))
    except BaseException as error:
        if not is_panic(error):
            raise
        raise NotChecked(str(schema.name), on_one_line(str(error))) from error
    assert found is not None  # there are rows, and so there is the planted failure
    for failed in found.schema_errors:
        name, key = getattr(failed.check, "error", failed.check), failed.schema.name
        if name == PLANTED:
            continue
        if failed.check_output is None or name not in rules:
            own = rules.get(name)
            if own is not None and own.source is not None:
                raise broken(own.source, own, _why_not(failed))
            where = f"the column {key} of {schema.name}" if key else str(schema.name)
            raise RuntimeError(f"The check {name} of {where} failed: {_why_not(failed)}.")
        for index in (~failed.check_output[CHECK_OUTPUT_KEY]).arg_true():
            yield index, name, key
