"""Typed tables: a store's columns and figures, numbers and dates as such, and every file accounted for."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from builder import clean_plan
from gathering_trial import PASSWORD, encrypted

from plan_workbook import export_typed, gather
from plan_workbook.errors import InputError, OutputError
from plan_workbook.gathering.schema import OF_PLANS
from plan_workbook.gathering.typed import TABLES, TYPED
from plan_workbook.package import PackageError


@pytest.fixture(scope="module")
def workbooks() -> dict[str, bytes]:
    late = clean_plan(1, authority="Leeds").action(completion_date="30/11/2017", lead="Jo Hart")
    late.indicator(target="90%", actual="85.5%", tolerance="5%")
    other = clean_plan(1, authority="Kent", report_date="31/01/2018").indicator(number="NEW")
    return {"leeds.xlsx": late.template(), "kent.xlsx": other.template(), "notes.xlsx": b"Sign in"}


@pytest.fixture
def plans(folder, workbooks) -> Path:
    (folder / "plans").mkdir()
    for name, content in workbooks.items():
        (folder / "plans" / name).write_bytes(content)
    return Path("plans")


def test_the_tables_are_those_of_a_store_with_the_report_date_and_the_workbook_in_every_row(plans):
    done = export_typed(plans, "tables.parquet", processes=1)
    gathered = gather(plans, "store", format="parquet", processes=1)
    assert gathered.read == 3
    for table in OF_PLANS:
        typed = pl.read_parquet(done.files[table.name])
        stored = pl.concat([pl.read_parquet(each) for each in Path("store", table.name).glob("period=*/*.parquet")])
        same = [name for name in table.names if name not in ("period", "path")]
        assert typed.select(same).sort(pl.all()).equals(stored.select(same).sort(pl.all())), table.name
        whose = {
            ("Leeds", "2017-12", date(2017, 12, 31), str(plans / "leeds.xlsx")),
            ("Kent", "2018-01", date(2018, 1, 31), str(plans / "kent.xlsx")),
        }
        assert set(typed.select("authority", "period", "report_date", "workbook").rows()) == whose, table.name


def test_a_figure_without_a_period_goes_up_to_data_as_at(folder):
    plan = clean_plan(1, data_as_at="30/11/2017").indicator(number="A 1", period="").indicator(number="A 2", actual="")
    plan.indicator(number="A 3", period="Sept 2017").write_template(folder / "plan.xlsx")
    rows = pl.read_parquet(export_typed("plan.xlsx", "tables.parquet").files["indicators"])
    ends = dict(rows.select("number", "period_end").rows())
    assert (ends["A 1"], ends["A 3"]) == (date(2017, 11, 30), date(2017, 9, 30))


def test_findings_join_the_rows_that_they_are_about(plans):
    files = export_typed(plans / "kent.xlsx", "tables.parquet").files
    findings = pl.read_parquet(files["findings"]).filter(pl.col("table") == "Indicators")
    rows = pl.concat(
        pl.read_parquet(files[name]).select("plan", "known_as") for name in ("recommendations", "actions", "indicators")
    )
    assert findings.height
    assert findings.join(rows, left_on=["plan", "item"], right_on=["plan", "known_as"], how="anti").is_empty()
    assert set(rows["known_as"]) == {"R01", "R01 a", "CSC 001"}


def test_an_xlsx_has_an_excel_table_on_each_sheet_with_numbers_dates_and_what_is_worked_out(plans):
    export_typed(plans / "leeds.xlsx", "tables.xlsx")
    book = openpyxl.load_workbook("tables.xlsx")
    assert book.sheetnames == [table.name for table in TABLES]
    for sheet in book:
        (table,) = sheet.tables.values()
        assert (table.name, table.ref) == (sheet.title, sheet.dimensions)
    late = next(row for row in _rows(book["actions"]) if row["lead"] == "Jo Hart")
    assert (late["standing"], late["days_overdue"], late["due"]) == ("Overdue", 31, datetime(2017, 11, 30))
    near = next(row for row in _rows(book["indicators"]) if row["actual"] == 85.5)
    assert (near["status"], near["gap"], near["target"]) == ("Near target", "4.5 points below target", 90)
    assert near["report_date"] == datetime(2017, 12, 31)


def _rows(sheet) -> list[dict[str, object]]:
    headings, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(headings, row, strict=True)) for row in rows]


def test_a_workbook_that_cannot_be_read_is_in_the_table_of_files_and_stops_nothing(plans):
    done = export_typed(plans, "tables.parquet", processes=1)
    files = pl.read_parquet(done.files["files"]).select("name", "outcome", "authority")
    assert sorted(files.rows()) == [
        ("kent.xlsx", "counted", "Kent"),
        ("leeds.xlsx", "counted", "Leeds"),
        ("notes.xlsx", "refused", None),
    ]
    (unread,) = done.unread
    assert (unread.workbook, unread.code) == (str(plans / "notes.xlsx"), "not-an-office-file")
    with pytest.raises(PackageError, match="not an Excel workbook"):
        export_typed(plans / "notes.xlsx", "other.parquet")
    with pytest.raises(InputError, match="None of 2 workbooks could be exported"):
        export_typed([plans / "notes.xlsx", plans / "lost.xlsx"], "other.parquet")
    assert not Path("other.parquet").exists()


def test_the_same_plan_twice_is_named(plans, workbooks):
    (plans / "leeds again.xlsx").write_bytes(workbooks["leeds.xlsx"])
    done = export_typed([plans / "leeds.xlsx", plans / "leeds again.xlsx"], "tables.parquet", processes=1)
    assert done.doubles == ((plans / "leeds again.xlsx", plans / "leeds.xlsx"),)
    assert done.counts["plans"] == 2


@pytest.mark.parametrize("output", ["plans/kent.xlsx", "plans/leeds.xlsx", "tables.csv", "there.parquet"])
def test_nothing_else_is_replaced(output, plans, folder, contents):
    Path("there.parquet").write_text("mine")
    before = contents(folder)
    with pytest.raises(OutputError):
        export_typed(plans / "kent.xlsx", output)
    assert contents(folder) == before


def test_an_earlier_file_that_differs_is_kept(plans):
    assert export_typed(plans / "kent.xlsx", "tables.xlsx").backup is None
    assert export_typed(plans / "kent.xlsx", "tables.xlsx").backup is None
    assert export_typed(plans / "leeds.xlsx", "tables.xlsx").backup == Path("tables.bak.xlsx")


def test_from_an_encrypted_workbook_the_xlsx_is_encrypted_and_parquet_is_said_to_be_in_clear(plans, workbooks):
    (plans / "kent.xlsx").write_bytes(encrypted(workbooks["kent.xlsx"]))
    with pytest.raises(PackageError, match="protected with a password"):
        export_typed(plans / "kent.xlsx", "tables.xlsx")
    done = export_typed([plans / "leeds.xlsx", plans / "kent.xlsx"], "tables.xlsx", passwords=PASSWORD)
    assert (done.sealed_like, done.in_clear, done.as_json()["encrypted"]) == ("kent.xlsx", "", True)
    assert Path("tables.xlsx").read_bytes()[:4] == bytes.fromhex("d0cf11e0")
    assert export_typed(plans / "kent.xlsx", "tables", passwords=PASSWORD).in_clear == "kent.xlsx"


def test_the_columns_that_tell_plans_and_months_apart_come_first():
    for table in TYPED.values():
        assert table.names[:5] == ("period", "plan", "authority", "report_date", "workbook")
        assert len(set(table.names)) == len(table.names)
