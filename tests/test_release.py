"""What is given away: the same bytes from the same sources, and all that the README's commands need."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

import plan_workbook

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


@pytest.fixture(scope="module")
def make() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make", ROOT / "release" / "make.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def kept() -> set[str]:
    """The files that are in the repository, or without one, in this copy of its sources."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout.decode()
        return {name for name in listed.split("\0") if name and (ROOT / name).exists()}
    made = re.compile(r"^\.venv/|^node_modules|^\.hypothesis/|_cache/|__pycache__/|^PKG-INFO$|\.egg-info/")
    names = (path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*") if path.is_file())
    return {name for name in names if not made.search(name)}


@pytest.mark.slow
@pytest.mark.xdist_group("release")
def test_two_builds_are_the_same_byte_for_byte_and_hold_every_file(make, tmp_path):
    elsewhere = tmp_path / "another folder"
    for name in kept():
        copy = elsewhere / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, copy)
        copy.chmod(0o755 if os.access(ROOT / name, os.X_OK) else 0o600)
        os.utime(copy, (1_000_000_000, 1_000_000_000))
    compiled = elsewhere / "docs" / "__pycache__" / "generate.cpython-311.pyc"
    compiled.parent.mkdir()
    compiled.write_bytes(b"compiled")
    first, second = make.build(ROOT, tmp_path / "first"), make.build(elsewhere, tmp_path / "second")
    assert [path.name for path in first] == [path.name for path in second]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with tarfile.open(first[0]) as sdist:
        assert {name.partition("/")[2] for name in sdist.getnames()} - {"PKG-INFO"} == kept()
        assert {each.mtime for each in sdist.getmembers()} == {make.released_at()}
    with zipfile.ZipFile(first[1]) as wheel:
        assert {"plan_workbook/example/plan.csv", "plan_workbook/templates/highlight-report.docx"} < set(
            wheel.namelist()
        )
        texts = {f"plan_workbook/docs/{name}" for name in ("constraints.txt", "LICENSE", "LGPL-2.1.txt")}
        assert texts < set(wheel.namelist())
        assert not [name for name in wheel.namelist() if "__pycache__" in name]
        info = {name.partition("dist-info/")[2] for name in wheel.namelist()}
        assert {"licenses/LICENSE", "licenses/THIRD-PARTY.md"} < info
    size = re.search(r"a wheel of ([\d.]+) MB", (ROOT / "docs" / "install.md").read_text(encoding="utf-8"))
    assert size is not None and abs(first[1].stat().st_size / 1e6 - float(size[1])) < 0.15


def test_every_version_in_the_changelog_has_its_date_and_the_newest_is_this_one():
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    found = [re.fullmatch(r"(\d+\.\d+\.\d+) \((\d{4}-\d\d-\d\d)\)", each) for each in headings]
    assert all(found) and found[0][1] == plan_workbook.__version__
    assert [each[2] for each in found] == sorted((each[2] for each in found), reverse=True)


def test_the_docs_install_the_wheel_of_this_version_and_update_to_a_later_one():
    current = tuple(int(each) for each in plan_workbook.__version__.split("."))
    named = re.compile(r"(--upgrade )?\S*plan_workbook-([\d.]+)-py3-none-any\.whl")
    found = {
        page.name: [(bool(later), tuple(map(int, version.split(".")))) for later, version in named.findall(text)]
        for page in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md"))
        if (text := page.read_text(encoding="utf-8"))
    }
    assert found["README.md"] and len(found["install.md"]) > 1
    for page, wheels in found.items():
        for later, version in wheels:
            assert version > current if later else version == current, f"{page} names the wheel of {version}"


def test_the_classifiers_claim_the_versions_of_python_that_ci_runs():
    claimed = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    script = (ROOT / ".ci" / "pythons").read_text(encoding="utf-8")
    assert PROJECT["requires-python"] == f">={claimed[0]}"
    assert re.search(r"^others=\"(.+)\"$", script, re.M)[1].split() == claimed[1:]
    *all_but_last, last = claimed
    assert f"**Python {', '.join(all_but_last)} or {last}**" in (ROOT / "docs" / "install.md").read_text(
        encoding="utf-8"
    )


def test_the_zip_of_wheels_says_how_to_install_it_with_a_python_that_it_has_wheels_for(make, tmp_path):
    wheel = tmp_path / "plan_workbook-py3-none-any.whl"
    wheel.write_bytes(b"wheel")
    newest = PROJECT["classifiers"][-2].rpartition(" ")[2]
    for system, exactly in (("windows", f"py -{newest}"), ("linux", f"python{newest}")):
        make.zip_of_wheels(system, [wheel], tmp_path / "all.zip")
        with zipfile.ZipFile(tmp_path / "all.zip") as file:
            said = file.read("INSTALL.txt").decode()
            assert f"such as {exactly}." in said and said.count("\r\n") == (
                said.count("\n") if system == "windows" else 0
            )
            assert file.read(f"wheels/{wheel.name}") == b"wheel"


def test_typer_is_held_back_as_the_docs_say():
    said = re.search(r"\*\*typer stays below (\S+)\.\*\*", (ROOT / "docs" / "design.md").read_text(encoding="utf-8"))
    assert said is not None
    assert any(each.startswith("typer>=") and each.endswith(f",<{said[1]}") for each in PROJECT["dependencies"])
