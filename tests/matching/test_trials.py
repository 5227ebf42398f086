"""The trials of benchmarks/matching.py, in which it is known which row became which."""

import csv
import importlib.util
import sys
from pathlib import Path

import pytest

_PATH = Path(__file__).parents[2] / "benchmarks" / "matching.py"


@pytest.fixture(scope="module")
def benchmark():
    spec = importlib.util.spec_from_file_location("matching_trials", _PATH)
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_rows_that_keep_their_refs_are_matched_without_a_mistake_and_few_others_are_missed(benchmark):
    with benchmark.EXAMPLE.open(encoding="utf-8-sig", newline="") as file:
        rows = [{column: row.get(column) or "" for column in benchmark.COLUMNS} for row in csv.DictReader(file)]
    found_true = found_all = true_all = 0
    for name, refs, trial in benchmark.trials(rows, 10):
        found = benchmark.ours(trial.before, [row.cells for row in trial.after], refs)
        if refs and name != "refs given anew":
            assert found == trial.truth, name
        found_true += len(found & trial.truth)
        found_all += len(found)
        true_all += len(trial.truth)
    assert found_true / found_all > 0.998
    assert found_true / true_all > 0.995
