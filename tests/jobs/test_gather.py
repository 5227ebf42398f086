"""Gathering plans into a store: what is counted, what is only named, and what a second run does."""

from __future__ import annotations

import gc
import os
import re
import stat
import sys
from pathlib import Path

import polars as pl
import pytest
from builder import clean_plan, editing
from deltalake.exceptions import TableNotFoundError
from openpyxl.comments import Comment

from plan_workbook.errors import InputError, OutputError
from plan_workbook.gathering import delta, schema, settle, spool
from plan_workbook.gathering import rows as rows_module
from plan_workbook.gathering import store as store_module
from plan_workbook.gathering.delta import DeltaStore
from plan_workbook.gathering.opening import opened_store
from plan_workbook.gathering.plain import ParquetStore
from plan_workbook.gathering.rows import _Teller
from plan_workbook.gathering.schema import PLANS, TABLES, Column, Table, Type
from plan_workbook.jobs.gather import gather
from plan_workbook.jobs.gathered import ToRead, read_batch
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.values import temporary

pytestmark = pytest.mark.slow

LONG_AGO = 1_700_000_000
FORMS = ("delta", "parquet")


@pytest.fixture
def returns(folder) -> Path:
    """A folder for workbooks."""
    (folder / "returns").mkdir()
    return folder / "returns"


def save(path: Path, plan=None, when: int = LONG_AGO, **fields: str) -> Path:
    """Write a workbook, which was last changed at a time in seconds."""
    path.write_bytes((plan or clean_plan(1, **fields)).template())
    os.utime(path, (when, when))
    return path


def rows(table: str, *columns: str, store: str = "store", run: int | None = None) -> list[tuple[object, ...]]:
    """Some columns of a table of the store, in order."""
    return sorted(opened_store(store, run).table(table).select(columns).collect().rows(), key=repr)


def became(store: str = "store") -> dict[str, str]:
    """What became of each file, by its name."""
    return dict(opened_store(store).table("files").select("name", "outcome").collect().rows())


def test_the_plans_in_a_folder_and_its_folders_are_in_the_store(returns):
    save(returns / "kent.xlsx", authority="Kent")
    (returns / "north").mkdir()
    save(returns / "north" / "leeds.xlsx", authority="Leeds", report_date="31/01/2018")
    done = gather(returns, "store")
    assert (done.listed, done.read, done.outcomes[Outcome.COUNTED], done.run) == (2, 2, 2, 1)
    assert rows("plans", "period", "authority", "actions") == [("2017-12", "Kent", 1), ("2018-01", "Leeds", 1)]
    assert rows("indicators", "authority", "actual", "status") == [
        ("Kent", 95.0, "On target"),
        ("Leeds", 95.0, "On target"),
    ]
    assert sorted(path.name for path in Path("store/plans").glob("period=*")) == ["period=2017-12", "period=2018-01"]


@pytest.mark.skipif(sys.platform == "win32", reason="who may read a file is what its folder says")
@pytest.mark.parametrize("form", FORMS)
def test_a_store_stays_as_strict_as_what_is_in_it_when_other_workbooks_are_gathered(form, returns):
    kent, leeds = (save(returns / f"{name}.xlsx", authority=name) for name in ("kent", "leeds"))
    kent.chmod(0o600)
    leeds.chmod(0o644)
    mask = os.umask(0o022)
    try:
        for each in (kent, leeds):
            gather(each, "store", format=form)
    finally:
        os.umask(mask)
    assert {stat.S_IMODE(each.stat().st_mode) for each in Path("store").rglob("*.parquet")} == {0o600}


def test_a_file_that_has_not_changed_is_not_opened_again(returns):
    kent = save(returns / "kent.xlsx", authority="Kent")
    gather(returns, "store")
    kent.write_bytes(b"x" * kent.stat().st_size)
    os.utime(kent, (LONG_AGO, LONG_AGO))
    done = gather(returns, "store")
    assert (done.listed, done.read, done.changed, done.outcomes[Outcome.COUNTED]) == (1, 0, False, 1)


def test_a_file_that_was_only_saved_again_is_opened_and_not_read(returns):
    kent = save(returns / "kent.xlsx", authority="Kent")
    gather(returns, "store")
    os.utime(kent, (LONG_AGO + 60, LONG_AGO + 60))
    done = gather(returns, "store")
    assert (done.read, done.changed) == (1, True)
    changed = [name for name in ("plans", "files") if len(list(Path("store", name).rglob("*.parquet"))) > 1]
    assert changed == ["files"]
    assert gather(returns, "store").read == 0


def test_a_month_that_is_saved_over_the_month_before_leaves_that_in_the_store(returns):
    save(returns / "kent.xlsx", authority="Kent")
    gather(returns, "store")
    save(returns / "kent.xlsx", authority="Kent", report_date="31/01/2018", when=LONG_AGO + 60)
    gather(returns, "store")
    assert rows("plans", "period") == [("2017-12",), ("2018-01",)]
    assert rows("files", "period", "outcome") == [("2018-01", "counted")]


def test_of_two_workbooks_of_one_plan_the_later_update_is_counted_and_the_other_is_named(returns):
    save(returns / "a.xlsx", clean_plan(2, authority="Kent  County", update="10"))
    save(returns / "b.xlsx", authority="KENT county", update="9", when=LONG_AGO + 60)
    gather(returns, "store")
    assert became() == {"a.xlsx": "counted", "b.xlsx": "superseded"}
    assert rows("plans", "authority", "recommendations") == [("Kent County", 2)]
    (named,) = rows("files", "name", "instead", "sentence")[1:]
    assert str(named[1]).endswith("returns/a.xlsx") and "later update" in str(named[2])


def test_of_two_with_one_update_the_later_file_is_counted(returns):
    save(returns / "a.xlsx", when=LONG_AGO + 60)
    save(returns / "b.xlsx")
    gather(returns, "store")
    assert became() == {"a.xlsx": "counted", "b.xlsx": "superseded"}


def test_a_workbook_that_comes_later_replaces_the_one_that_was_counted(returns):
    save(returns / "a.xlsx", update="1")
    gather(returns, "store")
    save(returns / "b.xlsx", clean_plan(3, update="2"))
    gather(returns, "store")
    assert became() == {"a.xlsx": "superseded", "b.xlsx": "counted"}
    assert rows("plans", "recommendations") == [(3,)] and len(rows("actions", "ref")) == 3
    assert rows("plans", "recommendations", run=1) == [(1,)]


def test_the_other_workbook_is_read_again_if_the_one_that_was_counted_is_taken_back(returns):
    save(returns / "a.xlsx", update="3")
    save(returns / "b.xlsx", clean_plan(2, update="2"))
    gather(returns, "store")
    save(returns / "a.xlsx", update="1", when=LONG_AGO + 60)
    gather(returns, "store")
    assert became() == {"a.xlsx": "superseded", "b.xlsx": "counted"}
    assert rows("plans", "update", "recommendations") == [("2", 2)]


def test_every_run_says_of_workbooks_of_one_plan_what_the_table_of_files_says(returns):
    for name in ("a", "b", "c"):
        save(returns / f"{name}.xlsx", update="1" if name == "a" else "2")
    save(returns / "d.xlsx", authority="Leeds")
    (returns / "e.xlsx").write_bytes(b"")
    said = [dict(gather(returns, "store").outcomes)]
    said.append(dict(gather(returns, "store").outcomes))
    assert said == [{Outcome.COUNTED: 2, Outcome.SUPERSEDED: 2, Outcome.REFUSED: 1}] * 2
    assert sorted(became().values()) == ["counted", "counted", "refused", "superseded", "superseded"]


def test_a_workbook_that_another_one_takes_the_place_of_is_said_to_be_superseded_in_that_run(returns):
    save(returns / "a.xlsx", update="1")
    gather(returns, "store")
    save(returns / "b.xlsx", update="2")
    assert gather(returns, "store").outcomes == {Outcome.COUNTED: 1, Outcome.SUPERSEDED: 1}
    other = save(returns.parent / "later.xlsx", update="3")
    assert gather(other, "store").outcomes == {Outcome.COUNTED: 1}  # a and b are not among its sources


def test_a_workbook_that_is_read_again_is_one_of_the_files_listed_and_no_further_one(returns):
    save(returns / "a.xlsx", update="3")
    save(returns / "b.xlsx", clean_plan(2, update="2"))
    gather(returns, "store")
    save(returns / "a.xlsx", update="1", when=LONG_AGO + 60)
    done = gather(returns, "store")
    assert (done.listed, done.outcomes) == (2, {Outcome.COUNTED: 1, Outcome.SUPERSEDED: 1})


def test_plans_without_an_authority_are_never_taken_for_one(returns):
    save(returns / "a.xlsx", authority="")
    save(returns / "b.xlsx", authority="")
    gather(returns, "store")
    assert len(rows("plans", "path")) == 2


def test_a_plan_without_a_readable_date_has_an_unknown_period(returns):
    save(returns / "a.xlsx", report_date="some day")
    gather(returns, "store")
    assert rows("plans", "period", "actions_not_known") == [("unknown", 1)]


def test_what_is_no_plan_is_named_with_a_sentence(returns):
    save(returns / "a.xlsx")
    save(returns / "a.bak.xlsx")
    save(returns / "a.base.xlsx")
    (returns / "~$a.xlsx").write_bytes(b"lock")
    (returns / "old.xls").write_bytes(b"old")
    (returns / "broken.xlsx").write_bytes(b"PK\x03\x04 broken")
    (returns / "empty.xlsx").write_bytes(b"")
    (returns / "notes.txt").write_bytes(b"not a plan, and nobody misses it")
    for path in returns.iterdir():
        os.utime(path, (LONG_AGO, LONG_AGO))  # a file that was written just now is read again
    done = gather(returns, "store")
    assert became() == {
        "a.xlsx": "counted",
        "a.bak.xlsx": "backup",
        "a.base.xlsx": "backup",
        "~$a.xlsx": "backup",
        "old.xls": "refused",
        "broken.xlsx": "refused",
        "empty.xlsx": "refused",
    }
    assert all(
        sentence for _, outcome, sentence in rows("files", "name", "outcome", "sentence") if outcome != "counted"
    )
    assert {Path(each.path).name for each in done.named} == {"old.xls", "broken.xlsx", "empty.xlsx"}
    assert gather(returns, "store").changed is False


def test_a_source_that_does_not_exist_is_refused(folder):
    with pytest.raises(InputError, match="nowhere does not exist"):
        gather("nowhere", "store")
    assert not Path("store").exists()


def test_all_tables_join_by_the_plan(returns):
    save(returns / "a.xlsx", clean_plan(2, authority="Kent").action(rating="Gren"))
    gather(returns, "store")
    store = opened_store("store")
    plans = store.table("plans").select("plan", "errors", "actions").collect()
    for name in ("recommendations", "actions", "indicators", "findings", "files"):
        assert store.table(name).join(plans.lazy(), "plan", "anti").collect().is_empty()
    errors = store.table("findings").filter(pl.col("severity") == "error").collect()
    assert errors.select("rule", "item", "field").rows() == [("action-rating-unknown", "R02 b", "RAG")]
    assert plans["errors"].to_list() == [1]


def test_a_plain_folder_of_parquet_files_holds_the_same_rows(returns):
    save(returns / "kent.xlsx", clean_plan(2, authority="Kent").action(rating="Gren"))
    save(returns / "leeds.xlsx", authority="Leeds", report_date="31/01/2018")
    broken = returns / "broken.xlsx"
    broken.write_bytes(b"PK")
    os.utime(broken, (LONG_AGO, LONG_AGO))  # a file that was written just now is read again
    gather(returns, "store")
    gather(returns, "plain", format="parquet")
    for table in TABLES:
        one, other = (opened_store(each).table(table.name).collect() for each in ("store", "plain"))
        assert sorted(one.rows(), key=repr) == sorted(other.rows(), key=repr)
    assert pl.read_parquet("plain/plans/**/*.parquet")["authority"].sort().to_list() == ["Kent", "Leeds"]
    assert gather(returns, "plain", format="parquet").changed is False


def test_a_run_over_a_plain_folder_leaves_nothing_next_to_it_and_keeps_other_months(returns):
    save(returns / "kent.xlsx")
    gather(returns, "plain", format="parquet")
    save(returns / "kent.xlsx", report_date="31/01/2018", when=LONG_AGO + 60)
    assert gather(returns, "plain", format="parquet").run == 2
    assert rows("plans", "period", store="plain") == [("2017-12",), ("2018-01",)]
    assert sorted(path.name for path in Path().iterdir()) == ["plain", "returns"]


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        (pl.exceptions.ComputeError("No space left on device (os error 28)\nwhere in the library"), "No space left"),
        (PermissionError(13, "Permission denied", "/store/.writing-1.tmp"), "(Permission denied)"),
    ],
)
def test_a_plain_folder_that_can_not_be_written_is_one_sentence_and_nothing_is_left(returns, monkeypatch, fault, why):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr(ParquetStore, "_put_in_place", fail)
    save(returns / "kent.xlsx")
    before = sorted(path.name for path in Path().iterdir())
    with pytest.raises(OutputError) as refused:
        gather("returns", "store", format="parquet")
    said = str(refused.value)
    assert said.startswith("The store store can't be written") and why in said
    assert "nothing was changed" in said and "\n" not in said and "Errno" not in said and ".writing" not in said
    assert sorted(path.name for path in Path().iterdir()) == before


@pytest.mark.parametrize("form", FORMS)
def test_of_a_store_on_a_full_disk_it_is_said_that_it_is_full_also_where_a_library_does_not_say_so(
    form, returns, monkeypatch
):
    def fail(*_, **__):
        raise pl.exceptions.ComputeError("parquet: File out of specification: Invalid thrift: transport error")

    save(returns / "kent.xlsx")
    monkeypatch.setattr(temporary, "_is_full", lambda _: True)
    monkeypatch.setattr(ParquetStore, "_put_in_place", fail)
    monkeypatch.setattr(DeltaStore, "_commit", fail)
    with pytest.raises(OutputError, match=rf"^The store store can't be written.* \({os.strerror(28)}\): .* room"):
        gather("returns", "store", format=form)


@pytest.mark.parametrize("form", FORMS)
def test_a_full_temporary_folder_is_one_sentence_and_the_store_stays_as_it_is(form, returns, monkeypatch):
    def full(*_, **__):
        raise pl.exceptions.ComputeError("parquet: underlying IO error: No space left on device (os error 28)")

    save(returns / "kent.xlsx")
    before = sorted(path.name for path in Path().iterdir())
    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", full)
        with pytest.raises(OutputError, match=r"^Nothing can be written to the temporary folder .+ \(No space"):
            gather("returns", "store", format=form)
    assert sorted(path.name for path in Path().iterdir()) == before
    assert gather("returns", "store", format=form).run == 1


@pytest.mark.skipif(sys.platform == "win32", reason="only administrators make links there")
@pytest.mark.parametrize("form", FORMS)
def test_a_store_may_be_a_link_to_a_folder_that_is_not_there_yet(form, returns):
    save(returns / "kent.xlsx")
    Path("store").symlink_to("elsewhere")
    assert gather("returns", "store", format=form).run == 1
    assert Path("store").is_symlink() and Path("elsewhere", "runs").is_dir()


def test_a_store_whose_folder_can_not_be_written_to_is_one_sentence(returns, monkeypatch):
    def refuse(*_, **__):
        raise TableNotFoundError("no log files")

    save(returns / "kent.xlsx")
    monkeypatch.setattr(delta.DeltaTable, "create", refuse)
    said = r"^The store store can't be written, and was not changed \(its folder can't be written to\): .+\.$"
    with pytest.raises(OutputError, match=said):
        gather("returns", "store")


def test_a_folder_that_a_killed_run_had_moved_away_is_put_back(returns):
    save(returns / "kent.xlsx")
    gather(returns, "plain", format="parquet")
    Path("plain").rename("plain.old-1")
    assert rows("plans", "period", store="plain") == [("2017-12",)]


@pytest.mark.parametrize("form", FORMS)
def test_a_store_may_be_in_a_folder_with_any_name(form, returns):
    save(returns / "kent.xlsx", authority="Kent")
    store = "Zoë O'Hart's 50% + #1" + (" [new]" if form == "parquet" else "")
    gather(returns, store, format=form)
    assert rows("plans", "period", "authority", store=store) == [("2017-12", "Kent")]
    assert gather(returns, store, format=form).read == 0


def test_delta_lake_tables_can_not_be_in_a_folder_with_brackets(returns):
    save(returns / "kent.xlsx")
    with pytest.raises(InputError, match="has a bracket in its path"):
        gather(returns, "store [new]")
    assert not Path("store [new]").exists()


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_with_something_else_in_it_is_not_used_as_a_store(form, returns):
    save(returns / "kent.xlsx")
    with pytest.raises(InputError, match="not a store"):
        gather(returns, returns, format=form)
    assert [path.name for path in returns.iterdir()] == ["kent.xlsx"]


def test_a_store_of_one_form_is_not_used_as_one_of_the_other(returns):
    save(returns / "kent.xlsx")
    gather(returns, "store")
    gather(returns, "plain", format="parquet")
    with pytest.raises(InputError, match="leave out --format"):
        gather(returns, "store", format="parquet")
    with pytest.raises(InputError, match="add --format parquet"):
        gather(returns, "plain")


def test_what_is_secret_is_nowhere_in_the_store(returns):
    address, note = "jo.hart@example.gov.uk", "SECRET-NOTE"
    plan = clean_plan(1, authority=f"Kent {address}", key_successes=note, title=f"Plan of {address}")
    plan.person("Jo Hart", "Head", address).recommendation(lead=f"Jo Hart <{address}>", progress=note, title=address)
    plan.action(text=f"Write to {address} or jo.hart (at) example.gov.uk", comment=note, lead=address, rating=address)
    plan.indicator(description=f"Replies to {address}", comment=note, actual=note, lead=address)
    plan.person(note, note, "not an address but " + note).accept("action-rating-unknown", "R02", note, note)
    path = save(returns / "kent.xlsx", plan)
    with editing(path) as book:
        book["R01"]["A1"].comment = Comment(note, note)
        book["R01"]["Z90"] = note
        book["Plan"]["Z90"] = address
    (returns / "broken.xlsx").write_bytes(b"PK")
    gather(returns, "store")
    gather(returns, "plain", format="parquet")
    for store in ("store", "plain"):
        assert len(rows("actions", "action", store=store)) == 2
        for table in TABLES:
            said = repr(opened_store(store).table(table.name).collect().rows())
            assert "jo.hart" not in said.casefold() and note not in said
        for file in Path(store).rglob("*.*"):
            content = file.read_bytes() if file.is_file() else b""
            assert b"jo.hart" not in content and note.encode() not in content


def test_columns_that_a_newer_version_adds_are_added_to_a_store_that_is_there(returns, monkeypatch):
    save(returns / "kent.xlsx", authority="Kent")
    gather(returns, "store")
    newer = PLANS._replace(columns=(*PLANS.columns, Column("region", Type.TEXT, "Where it is.")))
    usual = _Teller.plan_row
    monkeypatch.setattr(_Teller, "plan_row", lambda self: (*usual(self), "South"))
    for module in (schema, delta, spool, settle, rows_module):
        for name in ("TABLES", "OF_PLANS"):
            if hasattr(module, name):
                tables = tuple(newer if each is PLANS else each for each in getattr(module, name))
                monkeypatch.setattr(module, name, tables)
    monkeypatch.setitem(spool._TABLES, "plans", Table("plans", "", (spool.READ.columns[0], *newer.columns)))
    save(returns / "leeds.xlsx", authority="Leeds")
    gather(returns, "store")
    assert rows("plans", "authority", "region") == [("Kent", None), ("Leeds", "South")]
    assert pl.read_delta("store/plans").sort("authority")["region"].to_list() == [None, "South"]


def test_a_store_that_a_newer_version_has_written_to_is_refused(returns, monkeypatch):
    save(returns / "kent.xlsx")
    monkeypatch.setattr(store_module, "SCHEMA_VERSION", 99)
    gather(returns, "store")
    gather(returns, "plain", format="parquet")
    monkeypatch.undo()
    os.chdir(returns.parent)
    for form, store in zip(FORMS, ("store", "plain"), strict=True):
        with pytest.raises(InputError, match="A newer version"):
            gather(returns, store, format=form)


def test_duckdb_reads_the_store_as_its_page_shows(returns, capsys):
    save(returns / "kent.xlsx", authority="Kent")
    save(returns / "leeds.xlsx", clean_plan(1, authority="Leeds").action(completion_date="30/11/2017"))
    gather(returns, "store")
    page = (Path(__file__).parents[2] / "docs" / "store.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    exec(example, {})
    assert re.search(r"2017-12 │ +2 │ +1 ", capsys.readouterr().out)


def test_what_was_read_of_workbooks_is_let_go_at_once(returns):
    """What holds on to itself stays until Python looks for it, which it seldom does while files are read."""
    batch = tuple(
        ToRead(str(path), str(path), path.name) for path in (save(returns / "a.xlsx"), save(returns / "b.xlsx"))
    )
    read_batch(batch)  # what is made once is made now
    gc.collect()
    gc.disable()
    try:
        read_batch(batch)
        assert gc.collect() == 0
    finally:
        gc.enable()
