"""A check that did not run must not pass: no setting turns a rule off, and every schema proves that it is obeyed."""

from __future__ import annotations

import polars as pl
import pytest
from builder import clean_plan
from checking.in_memory import in_memory
from pandera.backends.polars.components import ColumnBackend
from pandera.backends.polars.container import DataFrameSchemaBackend
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaError, SchemaErrors

from plan_workbook import schemas
from plan_workbook.checking.catalogue import catalogue
from plan_workbook.checking.report import ACCEPTED, TABLES, check
from plan_workbook.checking.schema import failures, schema_of
from plan_workbook.checking.table import SHEET, Table
from plan_workbook.errors import NotChecked
from plan_workbook.plan.model import Plan

TURNED_OFF = {
    "no validation": {"validation_enabled": False},
    "types only": {"validation_depth": ValidationDepth.SCHEMA_ONLY},
    "values only": {"validation_depth": ValidationDepth.DATA_ONLY},
}
EVERY_TABLE = [*TABLES, ACCEPTED]
NO_ACTION_TEXT = pl.DataFrame({"ref": ["a", "b"], "text": ["Audit ten cases", None]})


@pytest.fixture(scope="module")
def plan() -> Plan:
    return in_memory(clean_plan())


def a_row_of(table: Table) -> pl.DataFrame:
    """A row with nothing in it but its sheet: no rule fires there."""
    return pl.DataFrame({**{key: [None] for key in table.dtypes}, SHEET: ["R01"]}, schema=table.dtypes)


@pytest.mark.parametrize("settings", TURNED_OFF.values(), ids=TURNED_OFF)
def test_what_pandera_is_told_turns_off_no_rule_of_a_plan(settings):
    without_text = in_memory(clean_plan().action(text=""))
    with config_context(**settings):
        assert [finding.rule for finding in check(without_text).findings] == ["action-text-missing"]


@pytest.mark.parametrize("lazily", [False, True], ids=["frame", "lazy frame"])
@pytest.mark.parametrize("settings", TURNED_OFF.values(), ids=TURNED_OFF)
def test_nor_of_a_frame_of_ones_own(plan, settings, lazily):
    frame = NO_ACTION_TEXT.lazy() if lazily else NO_ACTION_TEXT
    with config_context(**settings), pytest.raises(SchemaErrors) as broken:
        schemas.actions(plan).validate(frame, lazy=True)
    assert broken.value.failure_cases.select("check", "index").rows() == [("action-text-missing", 1)]


def test_without_lazy_the_first_failure_is_raised_and_never_the_planted_one(plan):
    with pytest.raises(SchemaError, match="action-text-missing"):
        schemas.actions(plan).validate(NO_ACTION_TEXT)


def test_a_frame_that_passes_is_given_back_as_it_was(plan):
    frame = NO_ACTION_TEXT.head(1)
    assert schemas.actions(plan).validate(frame).equals(frame)
    assert schemas.actions(plan).validate(frame.lazy()).collect().equals(frame)


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.key)
def test_a_row_in_which_no_rule_fires_passes_every_schema(plan, table):
    assert list(failures(schema_of(table, plan.scale), a_row_of(table), catalogue())) == []


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.key)
def test_a_schema_whose_checks_do_not_run_stops_the_check(plan, table, monkeypatch):
    monkeypatch.setattr(ColumnBackend, "run_checks", lambda self, frame, schema: [])
    with pytest.raises(NotChecked, match=rf"^Nothing was checked, .+ was not found \({table.key}\)\. .+\.$"):
        list(failures(schema_of(table, plan.scale), a_row_of(table), catalogue()))


class PanicException(BaseException):
    """What Polars raises when it breaks down, as it does if the environment allows it no threads."""


def test_a_panic_of_polars_in_somebody_else_s_program_is_an_error_that_it_can_catch(plan, monkeypatch):
    def panicking(*_: object, **__: object) -> None:
        raise PanicException("Worker threads cannot\nbe set to 0")

    monkeypatch.setattr(DataFrameSchemaBackend, "validate", panicking)
    with pytest.raises(NotChecked, match=r"^Nothing was checked, .+ \(Worker threads cannot be set to 0\): .+\.$"):
        check(plan)


@pytest.mark.parametrize("name", [name for name in schemas.__all__ if name != "frames"])
def test_a_schema_for_frames_of_ones_own_proves_itself_too(plan, name, monkeypatch):
    frame = schemas.frames(in_memory(clean_plan().person("Jo Hart", "", "jo@example.gov.uk")))[name]
    monkeypatch.setattr(DataFrameSchemaBackend, "validate", lambda self, check_obj, schema, **_: check_obj)
    with pytest.raises(NotChecked):
        getattr(schemas, name)(plan).validate(frame, lazy=True)


def test_a_frame_without_columns_does_not_pass_if_nothing_looks_at_it(plan, monkeypatch):
    monkeypatch.setattr(DataFrameSchemaBackend, "validate", lambda self, check_obj, schema, **_: check_obj)
    with pytest.raises(NotChecked):
        schemas.actions(plan).validate(pl.DataFrame({"Due": ["soon"]}), lazy=True)
