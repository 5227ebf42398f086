"""Workbooks built to trap a reader.

`.ci/corpus.py` goes through them too, and through those saved by Excel, LibreOffice, Google, WPS and others: what stays
as it was stored, what is read back, and how many are written.
"""

from __future__ import annotations

import time

import pytest
from trial import SHARED

from plan_workbook.package import PackageError, open_safely, replace_sheet

WORKBOOKS = SHARED / "workbooks"
HOSTILE = sorted(WORKBOOKS.glob("hostile/*.xls*"))
HARMLESS = (
    "control", "case_insensitive_refs", "dir_entries", "data_descriptors", "stored", "trailing_garbage",
    "extra_foreign_part", "utf16", "prefixed", "absolute_rel", "comments_and_pis", "empty_sheetdata",
    "hidden_but_one", "entities", "deep_nesting",
)  # fmt: skip

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not WORKBOOKS.is_dir(), reason="the shared workbooks are not here"),
]


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
