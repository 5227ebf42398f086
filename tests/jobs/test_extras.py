"""What the extras bring is needed by nothing else, and a sentence says how to install it."""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, requires

import pytest
from packaging.requirements import Requirement

from plan_workbook.errors import InputError, installing
from plan_workbook.jobs.gather import gather

LIBRARIES = {"store": {"deltalake"}, "cluster": {"dask", "distributed"}, "cloud": {"fsspec"}}


def brought_by(name: str, extras: frozenset[str], known: set[tuple[str, frozenset[str]]]) -> set[str]:
    """Return the names of everything that is installed with a package."""
    key = name.lower().replace("_", "-"), extras
    if key not in known:
        known.add(key)
        try:
            needed = [Requirement(each) for each in requires(name) or ()]
        except PackageNotFoundError:
            needed = []  # for another system than this
        for each in needed:
            if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in extras or {""}):
                brought_by(each.name, frozenset(each.extras), known)
    return {name for name, _ in known}


def test_the_core_brings_none_of_it():
    core = brought_by("plan-workbook", frozenset(), set())
    assert "polars" in core
    assert core.isdisjoint(set().union(*LIBRARIES.values()))


@pytest.mark.parametrize(
    ("extra", "source", "options"),
    [
        ("store", "{}", {}),
        ("cluster", "{}", {"format": "parquet", "engine": "dask"}),
        ("cloud", "s3://bucket/returns", {"format": "parquet"}),
    ],
    ids=LIBRARIES,
)
def test_a_sentence_says_what_to_install(extra, source, options, tmp_path, monkeypatch):
    (tmp_path / "plan.xlsx").write_bytes(b"nothing is read")
    for name in LIBRARIES[extra]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "plan_workbook.gathering.delta", raising=False)
    with pytest.raises(InputError, match=re.escape(installing(extra))):
        gather(source.format(tmp_path), tmp_path / "store", **options)
