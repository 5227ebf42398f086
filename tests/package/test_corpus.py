"""Public workbooks saved by Excel, LibreOffice, Google, WPS and others, and workbooks built to trap a reader."""

from __future__ import annotations

import time

import entry_trial
import pytest
import rows_trial
from trial import PLACES, REASONS, SHARED, UNREADABLE, broken_laws, drawn_for, sheet_for

from plan_workbook.package import PackageError, graft, insert_rows, open_safely, replace_sheet, set_cells
from plan_workbook.package.errors import CannotInsertRows

WORKBOOKS = SHARED / "workbooks"
HONEST = sorted([*WORKBOOKS.glob("made/*.xls*"), *WORKBOOKS.glob("real/*.xls*")])
HOSTILE = sorted(WORKBOOKS.glob("hostile/*.xls*"))
HARMLESS = (
    "control", "case_insensitive_refs", "dir_entries", "data_descriptors", "stored", "trailing_garbage",
    "extra_foreign_part", "utf16", "prefixed", "absolute_rel", "comments_and_pis", "empty_sheetdata",
    "hidden_but_one", "entities", "deep_nesting",
)  # fmt: skip

SOME = [*HONEST, *HOSTILE][::4]
"""One in four: `.ci/corpus.py` goes through all of them."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not WORKBOOKS.is_dir(), reason="the shared workbooks are not here"),
]


@pytest.mark.parametrize("path", HONEST[::4], ids=lambda path: path.name)
@pytest.mark.parametrize("place", PLACES)
def test_everything_else_stays_as_stored(path, place, problems):
    content = path.read_bytes()
    try:
        sheet = sheet_for(content, place)
        drawn = drawn_for(sheet)
        result = graft(content, sheet, drawn)
    except REASONS:
        return
    assert broken_laws(content, result, sheet, drawn, problems, path.suffix) == []


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.name)
def test_values_typed_into_cells_are_read_back_and_everything_else_stays(path, problems):
    try:
        content = open_safely(path)
        cells, _ = entry_trial.cells_for(content, seed="tests")
        result = set_cells(content, cells)
    except (*REASONS, *UNREADABLE):
        return
    assert entry_trial.broken_laws(content, result, cells, problems, path.suffix) == []


@pytest.mark.parametrize("path", SOME, ids=lambda path: path.name)
def test_everything_is_at_its_new_place_once_rows_are_inserted(path, problems):
    try:
        content = open_safely(path)
        rows = rows_trial.rows_for(content, seed=(path.name, "tests"))
        if rows is None:
            return
        result = insert_rows(content, *rows)
    except (*REASONS, *UNREADABLE, CannotInsertRows):
        return
    assert rows_trial.broken_laws(content, result, rows, problems, path.suffix) == []


@pytest.mark.parametrize(("place", "share"), PLACES.items())
def test_nearly_every_workbook_is_written(place, share, make):
    done = 0
    for path in HONEST:
        content = path.read_bytes()
        try:
            sheet = sheet_for(content, place)
            graft(content, sheet, make.drawn(sheet))
        except REASONS:
            continue
        done += 1
    assert 100 * done >= share * len(HONEST)


@pytest.mark.parametrize("path", HOSTILE, ids=lambda path: path.name)
def test_traps_are_refused_in_a_sentence_or_do_no_harm(path, make, tmp_path, problems):
    out = tmp_path / "out.xlsx"
    content = path.read_bytes()
    started = time.perf_counter()
    try:
        open_safely(path)
        replace_sheet(path, "Summary", make.rich("Summary"), out)
    except PackageError as error:
        assert not any(word in path.name for word in HARMLESS), error
        assert path.name in str(error)
        assert list(tmp_path.iterdir()) == []
    else:
        assert any(word in path.name for word in HARMLESS)
        if "deep_nesting" not in path.name:  # deeper than the judge itself can read
            assert problems(out.read_bytes()) <= problems(content)
    assert time.perf_counter() - started < 5
    assert path.read_bytes() == content
