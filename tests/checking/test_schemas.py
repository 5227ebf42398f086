"""The schemas decide: somebody's own frame is validated by them, and a report is made of their failure cases."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from pathlib import Path

import pandera.polars as pa
import polars as pl
import pytest
from builder import PlanBuilder, clean_plan
from pandera.config import config_context
from pandera.errors import SchemaErrors

from plan_workbook import layout, schemas
from plan_workbook.checking import report as checking_report
from plan_workbook.checking.actions.facts import gap, overdue, same_ref
from plan_workbook.checking.actions.table import ACTIONS
from plan_workbook.checking.case import Subject
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.expressions import given
from plan_workbook.checking.finding import Severity
from plan_workbook.checking.indicators.table import INDICATORS
from plan_workbook.checking.report import check
from plan_workbook.checking.rule import rule
from plan_workbook.checking.schema import failures, schema_of
from plan_workbook.plan.model import Plan

PAGE = Path(__file__).parents[2] / "docs" / "schemas.md"
ACTION = {
    "ref": "a",
    "text": "Audit ten cases a month",
    "lead": "Head of Audit",
    "start_date": date(2017, 9, 1),
    "completion_date": date(2018, 3, 31),
    "rating": "G",
}
"""A clean action of a frame of one's own."""
INDICATOR = {
    "number": "CSC 022",
    "description": "% of reviews held in time",
    "lead": "Head of Audit",
    "unit": "%",
    "better": "Higher",
    "target": 90.0,
    "actual": 95.0,
}


@pytest.fixture(scope="module")
def plan() -> Plan:
    return clean_plan().read()


def broken(schema: pa.DataFrameSchema, frame: pl.DataFrame) -> list[tuple[str, str, int | None]]:
    """The checks that a frame fails: rule, column and row."""
    try:
        schema.validate(frame, lazy=True)
    except SchemaErrors as errors:
        return list(errors.failure_cases.select("check", "column", "index").iter_rows())
    return []


def actions(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame([{**ACTION, **row} for row in rows])


# ------------------------------------------------------------------------------------------- somebody's own frame


def test_a_clean_frame_of_ones_own_passes(plan):
    assert broken(schemas.actions(plan), actions({})) == []
    assert broken(schemas.indicators(plan), pl.DataFrame([INDICATOR])) == []


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ({"text": None}, "action-text-missing", "text"),
        ({"text": " "}, "action-text-missing", "text"),
        ({"lead": "n/a"}, "action-lead-missing", "lead"),
        ({"rating": None}, "action-rating-missing", "rating"),
        ({"rating": ""}, "action-rating-missing", "rating"),
        ({"rating": "Greenish"}, "action-rating-unknown", "rating"),
        ({"completion_date": date(2017, 11, 30)}, "action-overdue-but-green", "completion_date"),
        ({"completion_date": date(2017, 11, 30), "rating": "Amber"}, "action-overdue", "completion_date"),
        ({"completion_date": date(2018, 1, 5)}, "action-due", "completion_date"),
        ({"start_date": date(2018, 4, 1)}, "action-dates-reversed", "completion_date"),
    ],
)
def test_a_frame_of_ones_own_fails_the_rule_by_its_name(plan, row, rule, column):
    assert (rule, column, 1) in broken(schemas.actions(plan), actions({}, row))


@pytest.mark.parametrize("rating", ["G", "Green", "C", "Complete", "R", "Amber"])
def test_a_rating_may_be_a_code_or_a_label_of_the_plans_own_scale(plan, rating):
    rules = {name for name, *_ in broken(schemas.actions(plan), actions({"rating": rating}))}
    assert "action-rating-unknown" not in rules


def test_each_plan_allows_the_ratings_of_its_own_scale():
    blue = PlanBuilder().rating("B", "Blue", "complete").rating("G", "Green", "on track").recommendation().read()
    assert ("action-rating-unknown", "rating", 0) not in broken(schemas.actions(blue), actions({"rating": "B"}))
    assert ("action-rating-unknown", "rating", 0) in broken(schemas.actions(blue), actions({"rating": "A"}))


def test_rules_about_columns_that_a_frame_does_not_have_are_silent(plan):
    assert broken(schemas.actions(plan), pl.DataFrame({"ref": ["a"]})) == []
    assert broken(schemas.actions(plan), actions({}).drop("rating", "start_date")) == []


def test_a_frame_without_steps_of_its_targets_is_judged_by_the_target_alone(plan):
    rows = pl.DataFrame([INDICATOR | {"target": None}, INDICATOR | {"target": 90.0}])
    rows = rows.with_columns(pl.lit(None, pl.Float64).alias("actual"), pl.lit(None, pl.String).alias("comment"))
    said = {(rule, at) for rule, _, at in broken(schemas.indicators(plan), rows)}
    assert {("indicator-empty", 0), ("indicator-actual-missing", 1)} <= said
    assert ("indicator-actual-missing", 0) not in said


def test_a_frame_that_has_evidence_asks_for_it_where_an_action_is_complete(plan):
    done = {"rating": "C", "completion_date": date(2017, 11, 30), "date_completed": date(2017, 11, 28)}
    frame = actions(
        done | {"evidence": None}, done | {"ref": "b", "evidence": "Minutes"}, {"ref": "c", "evidence": None}
    )
    assert broken(schemas.actions(plan), frame) == [("action-complete-without-evidence", "evidence", 0)]
    assert broken(schemas.actions(plan), frame.drop("evidence")) == []


def test_a_fact_that_a_frame_brings_along_is_believed(plan):
    late = actions({"completion_date": date(2017, 11, 30)})
    assert broken(schemas.actions(plan), late.with_columns(closed=True)) == []


def test_a_recommendation_of_ones_own_is_closed_by_its_own_status(plan):
    frame = pl.DataFrame({"title": ["Audits", None], "status": ["Active", "Business as usual"], "rating": ["G", None]})
    assert broken(schemas.recommendations(plan), frame) == []


def test_a_word_that_is_no_status_is_named_whatever_the_plan(plan):
    frame = pl.DataFrame({"status": ["Ongoing", "Active", None]})
    assert broken(schemas.recommendations(plan), frame) == [("recommendation-status-unknown", "status", 0)]


def test_figures_of_ones_own_are_judged_by_their_unit(plan):
    frame = pl.DataFrame([{**INDICATOR, "actual": 980.0}])
    assert broken(schemas.indicators(plan), frame) == [("indicator-percent-out-of-range", "actual", 0)]


@pytest.mark.parametrize(
    ("held", "dtype"),
    [
        ({"completion_date": "31/03/2018"}, "Date"),
        ({"completion_date": datetime(2017, 11, 30)}, "Date"),
        ({"rating": 3}, "String"),
        ({"sheet": 1}, "String"),
        ({"row": "one"}, "Int64"),
    ],
    ids=lambda held: " ".join(map(str, *held.items())) if isinstance(held, dict) else held,
)
def test_of_a_column_of_another_type_only_its_type_is_said(plan, held, dtype):
    (key,) = held
    said = [(f"dtype('{dtype}')", key, None)]
    assert broken(schemas.actions(plan), actions(held)) == said
    assert broken(schemas.actions(plan), pl.DataFrame([{"ref": "a", **held}])) == said


def test_a_frame_with_nothing_but_a_column_of_another_type_is_said_too(plan):
    frame = pl.DataFrame({"completion_date": ["31/03/2018"]})
    assert broken(schemas.actions(plan), frame) == [("dtype('Date')", "completion_date", None)]


@pytest.mark.parametrize("figure", [math.nan, math.inf, -math.inf])
def test_a_figure_that_is_not_finite_is_a_blank(plan, figure):
    without = [("indicator-actual-missing", "actual", 0)]
    assert broken(schemas.indicators(plan), pl.DataFrame([{**INDICATOR, "actual": figure, "comment": ""}])) == without


@pytest.mark.parametrize("rating", ["g", " G ", "green"])
def test_a_rating_is_the_same_to_every_rule_however_it_is_typed(plan, rating):
    late = {"completion_date": date(2017, 11, 30)}
    said = broken(schemas.actions(plan), actions({"rating": rating}, {"rating": rating, **late}))
    assert said == [("action-overdue-but-green", "completion_date", 1)]


@pytest.mark.parametrize("frame", [pl.DataFrame(), pl.DataFrame({"Rating": ["Z"], "Due": [None]})])
@pytest.mark.parametrize("schema", [name for name in schemas.__all__ if name != "frames"])
def test_a_frame_without_any_column_of_the_table_does_not_pass(plan, schema, frame):
    said = broken(getattr(schemas, schema)(plan), frame)
    assert [(check, index) for check, _, index in said] == [("no-column-of-the-table", None)]


@pytest.mark.parametrize("schema", [name for name in schemas.__all__ if name != "frames"])
def test_a_frame_without_rows_finds_nothing(plan, schema):
    empty = schemas.frames(plan)[schema].clear()
    assert broken(getattr(schemas, schema)(plan), empty) == []


def test_the_frames_of_a_plan_fail_what_check_finds_in_it():
    plan = clean_plan().recommendation().indicator(number="NEW").action(completion_date="30/11/2017").action(ref="a")
    plan = plan.accept("action-overdue", "nowhere").read()
    frames = schemas.frames(plan)
    assert frames.keys() == set(schemas.__all__) - {"frames"}
    rules = {name for key, frame in frames.items() for name, *_ in broken(getattr(schemas, key)(plan), frame)}
    of_these = {r.name for r in catalogue().values() if r.table.key in frames}
    assert rules == {finding.rule for finding in check(plan).findings} & of_these
    assert rules >= {"action-ref-duplicate", "indicator-number-missing", "action-overdue-but-green"}


def table_of(text: str) -> list[list[str]]:
    """The cells of a Markdown table."""
    lines = [line for line in text.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def test_the_page_about_schemas_is_true(tmp_path, monkeypatch, capsys):
    text = PAGE.read_text(encoding="utf-8")
    (tmp_path / "plan.xlsx").write_bytes(clean_plan().template())
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", text, re.S)
    with pl.Config(tbl_formatting="ASCII_MARKDOWN", tbl_hide_column_data_types=True, tbl_hide_dataframe_shape=True):
        exec(example, {})
    (shown,) = re.findall(r"^\| index \|.*?\n\n", text, re.S | re.M)
    assert table_of(capsys.readouterr().out) == table_of(shown)


# ------------------------------------------------------------------------------------------- check goes by the schemas


def test_findings_are_made_of_what_the_schema_fails_and_of_nothing_else(plan, monkeypatch):
    """Were the check replaced that asks for a text, another thing would be found under that rule's name."""

    def is_short(data):
        return data.lazyframe.select(pl.col(data.key).str.len_chars() < 5)

    def other(table, scale, unused):
        schema = schema_of(table, scale, unused)
        if table is not ACTIONS:
            return schema
        return schema.update_column("text", checks=[pa.Check(is_short, error="action-text-missing")])

    assert check(plan).findings == ()
    monkeypatch.setattr(checking_report, "schema_of", other)
    (finding,) = check(plan).findings
    assert (finding.rule, finding.sheet, finding.value) == ("action-text-missing", "R01", plan.actions[0].text.raw)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda frame: frame.drop("overdue"),
        lambda frame: frame.with_columns(completion_date=pl.lit("soon")),
        lambda frame: frame.with_columns(overdue=pl.lit("yes")),
    ],
    ids=["a fact is missing", "an input has another type", "a fact has another type"],
)
def test_a_frame_that_does_not_fit_its_schema_is_an_error_and_never_passes(plan, spoil):
    frame = spoil(ACTIONS.frame(Subject(plan)).rows)
    with pytest.raises(RuntimeError, match=r"^The check .+ of .+ failed: .+\.$"):
        list(failures(schema_of(ACTIONS, plan.scale), frame, catalogue()))


def test_a_check_that_fails_to_run_is_an_error_and_never_passes(plan):
    def raising(_: object) -> bool:
        raise ZeroDivisionError

    check_of_text = pa.Check(raising, error="action-text-missing")
    schema = schema_of(ACTIONS, plan.scale).update_column("text", checks=[check_of_text])
    with pytest.raises(RuntimeError, match="action-text-missing of the column text of actions failed"):
        list(failures(schema, ACTIONS.frame(Subject(plan)).rows, catalogue()))


def test_every_input_that_the_layout_declares_has_its_column_and_its_type():
    for table, declared in ((ACTIONS, layout.ACTIONS), (INDICATORS, layout.INDICATORS)):
        assert {column.key for column in declared.inputs} <= table.dtypes.keys()
    assert ACTIONS.dtypes["completion_date"] == pl.Date()
    assert (INDICATORS.dtypes["actual"], INDICATORS.dtypes["period"]) == (pl.Float64(), pl.Date())


def test_a_setting_of_the_machine_that_turns_pandera_off_turns_off_no_rule():
    with config_context(validation_enabled=False):
        found = check(clean_plan().action(text="").read()).findings
    assert [finding.rule for finding in found] == ["action-text-missing"]


def test_checking_leaves_the_settings_of_polars_as_they_were(plan):
    before = pl.Config.state()
    check(plan)
    assert pl.Config.state() == before


# ------------------------------------------------------------------------------------------- declaring a rule

WORDS = {"title": "t", "why": "w", "message": "m", "fix": "f", "good": "g", "bad": "b"}


def test_a_rule_points_at_columns_of_its_table():
    with pytest.raises(ValueError, match="x-y points at colour, which the table Actions does not have"):
        rule("x-y", Severity.NOTE, ACTIONS, at="colour", fires=given, **WORDS)


def test_a_rule_has_an_expression_or_words():
    with pytest.raises(ValueError, match="x-y needs either an expression or a list of words"):
        rule("x-y", Severity.NOTE, ACTIONS, at="text", **WORDS)


def test_a_fact_names_its_column_and_its_type_where_it_is_computed():
    assert (overdue.name, overdue.dtype) == ("overdue", pl.Boolean())
    assert (same_ref.name, same_ref.dtype) == ("same_ref", pl.String())
    assert gap.dtype == pl.Struct({"after": pl.String(), "left_out": pl.String(), "refs": pl.List(pl.String())})
    assert {overdue.name, same_ref.name, gap.name} <= ACTIONS.dtypes.keys()


def test_a_table_has_one_column_of_a_name():
    with pytest.raises(ValueError, match="the table Actions already has a column overdue"):
        ACTIONS.of_row(overdue.from_row)
