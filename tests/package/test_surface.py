"""What the package offers, and what it does not know."""

from __future__ import annotations

import inspect
import pickle
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plan_workbook import package
from plan_workbook.package import errors

SOURCES = sorted(Path(package.__file__).parent.glob("*.py"))
TREE = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, errors.PackageError)]


def test_the_surface_is_sorted_and_exists():
    assert package.__all__ == sorted(package.__all__)
    assert all(hasattr(package, name) for name in package.__all__)


def test_importing_the_package_imports_nothing_heavy():
    code = (
        "import sys, plan_workbook.package; "
        "print({'xlsxwriter', 'lxml', 'openpyxl', 'polars', 'pandas'} & set(sys.modules) or '')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2]
    )
    assert done.stdout.strip() == ""


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_the_package_knows_nothing_of_what_the_sheets_are_about(source):
    text = source.read_text(encoding="utf-8").replace("plan_workbook", "").replace("plan-workbook", "")
    assert not re.search(r"(?i)\b(plans?|rag|summary|recommendations?|indicators?|ofsted|finding)\b", text)


@pytest.mark.parametrize("kind", TREE, ids=lambda each: each.__name__)
def test_every_error_is_a_sentence_that_names_the_file(kind):
    text = str(kind("report.xlsx", "DETAIL"))
    assert "report.xlsx" in text
    assert text.endswith((".", "!"))
    assert "{" not in text
    assert str(pickle.loads(pickle.dumps(kind("report.xlsx", "DETAIL")))) == text


def test_the_tree_at_the_top_of_errors_lists_every_error():
    drawn = set(re.findall(r"(?m)^[|+\- ]*([A-Z]\w+)", errors.__doc__ or ""))
    assert {each.__name__ for each in TREE} <= drawn
