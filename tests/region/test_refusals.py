"""What is not a store that can be told about: one sentence, and nothing is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest
from builder import PlanBuilder

from plan_workbook.errors import OutputError, PlanWorkbookError
from plan_workbook.gathering import store
from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.region import figures_over, region


@pytest.fixture
def copied(gathered, tmp_path, monkeypatch) -> Path:
    """A copy of the store, that a test may break."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(gathered.store, "store")
    return Path("store")


def refused(match: str, **asked: str) -> None:
    """Look at a refusal, and that nothing is written."""
    with pytest.raises(PlanWorkbookError, match=match):
        region("store", "out.xlsx", **asked)
    assert not Path("out.xlsx").exists()


def test_a_folder_that_is_not_a_store_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused("store is not a store: make one with plan-workbook gather")
    Path("store").mkdir()
    refused("store is not a store")


def test_a_store_without_plans_is_refused(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    Path("in", "a.xlsx").write_bytes(b"nothing")
    Path("in", "b.xlsx").write_bytes(b"nothing either")
    gather("in", "store", processes=1)
    refused("holds no plan: gather workbooks into it first")


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize("period", ["2016-01", "January 2016", "2017-13", "the other day", "=1+1"])
def test_a_period_that_is_not_in_the_store_is_refused_with_those_that_are(period):
    refused("it has those of 2017-10, 2017-11 and 2017-12", period=period)


@pytest.mark.usefixtures("copied")
def test_a_store_of_a_newer_version_is_refused(monkeypatch):
    monkeypatch.setattr(store, "SCHEMA_VERSION", 0)
    refused("A newer version of plan-workbook has written to store")


def test_a_store_that_lost_a_file_is_refused(copied):
    for rows in copied.glob("plans/period=2017-12/*.parquet"):
        rows.unlink()
    refused("The store store can't be read")


def test_a_store_with_a_damaged_file_is_refused(copied):
    for rows in copied.glob("actions/period=2017-12/*.parquet"):
        rows.write_bytes(b"PAR1 nonsense")
    refused("The store store can't be read")


def test_a_store_with_a_damaged_log_is_refused(copied):
    for entry in copied.glob("runs/_delta_log/*.json"):
        entry.write_text("{", encoding="utf-8")
    refused("The store store")


def test_a_file_of_another_sort_or_in_the_store_is_not_written(copied):
    with pytest.raises(OutputError, match=r"does not end in \.xlsx or \.html"):
        region(copied, "out.pdf")
    with pytest.raises(OutputError, match="inside the store"):
        region(copied, copied / "out.xlsx")


def test_the_store_is_told_as_it_was_after_its_last_run_that_ended(copied):
    before = figures_over(copied)
    rows = next(copied.glob("actions/period=2017-12/*.parquet"))
    frame = pl.read_parquet(rows)
    frame.vstack(frame).write_parquet(rows.with_name("half-written.parquet"))
    assert figures_over(copied).totals == before.totals


def test_plain_parquet_files_are_told_alike(gathered, december, tmp_path):
    gather(gathered.returns, tmp_path / "plain", format="parquet", processes=1)
    assert figures_over(tmp_path / "plain") == december


def test_a_plans_workbook_is_not_replaced(copied):
    content = PlanBuilder().recommendation().write_template(Path("out.xlsx")).read_bytes()
    with pytest.raises(OutputError, match=r"out\.xlsx is the workbook of a plan"):
        region("store", "out.xlsx")
    assert Path("out.xlsx").read_bytes() == content and not Path("out.bak.xlsx").exists()
