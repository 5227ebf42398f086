"""The SBOM of what is installed: for whoever has only a wheel, and a scanner that wants to know."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.metadata import version
from typing import Any

import pytest

import plan_workbook
from plan_workbook import sbom


@pytest.fixture(scope="module")
def said() -> dict[str, Any]:
    return json.loads(sbom.sbom())


def test_it_names_what_is_installed_with_versions_and_licences(said):
    assert (said["bomFormat"], said["specVersion"]) == ("CycloneDX", "1.6")
    ours = said["metadata"]["component"]
    assert (ours["name"], ours["version"], ours["type"]) == ("plan-workbook", plan_workbook.__version__, "application")
    found = {each["name"]: each for each in said["components"]}
    assert {"docxtpl", "polars", "polars-runtime-32", "lxml"} < found.keys() and "pytest" not in found
    assert all(each["version"] == version(name) and each["licenses"] for name, each in found.items())
    assert found["docxtpl"]["licenses"] == [{"license": {"id": "LGPL-2.1-only"}}]
    assert found["python-dateutil"]["licenses"] == [{"expression": "Apache-2.0 OR BSD-3-Clause"}]
    assert found["docxtpl"]["purl"] == f"pkg:pypi/docxtpl@{version('docxtpl')}"


def test_it_says_which_needs_which_and_nothing_that_it_does_not_name(said):
    named = {each["bom-ref"] for each in (said["metadata"]["component"], *said["components"])}
    needs = {each["ref"]: each["dependsOn"] for each in said["dependencies"]}
    assert needs.keys() == named and {each for needed in needs.values() for each in needed} <= named
    assert any(each.startswith("pkg:pypi/python-docx@") for each in needs[f"pkg:pypi/docxtpl@{version('docxtpl')}"])


def test_a_licence_that_nobody_knows_is_left_open(monkeypatch):
    monkeypatch.setattr(sbom, "licence_of", lambda name: (_ for _ in ()).throw(LookupError(name)))
    assert {str(each["licenses"]) for each in json.loads(sbom.sbom())["components"]} == {"[]"}


@pytest.mark.slow
def test_one_line_writes_it():
    done = subprocess.run([sys.executable, "-m", "plan_workbook.sbom"], capture_output=True, check=True)
    assert json.loads(done.stdout.decode("ascii"))["components"] and not done.stderr
