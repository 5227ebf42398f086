"""Workbooks in a folder that a job works in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from builder import clean_plan
from mail_server import authority, ca_file, mail_server, serve  # noqa: F401 - fixtures


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """The folder that relative paths mean."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def clean_workbook() -> bytes:
    return clean_plan(2).template()


@pytest.fixture(scope="session")
def faulty_workbook() -> bytes:
    return clean_plan(2).action(rating="Gren").indicator(number="NEW").template()


@pytest.fixture
def clean(folder, clean_workbook) -> Path:
    """A workbook nothing is wrong with, ``clean.xlsx``."""
    (folder / "clean.xlsx").write_bytes(clean_workbook)
    return Path("clean.xlsx")


@pytest.fixture
def faulty(folder, faulty_workbook) -> Path:
    """A workbook with an error and a warning, ``faulty.xlsx``."""
    (folder / "faulty.xlsx").write_bytes(faulty_workbook)
    return Path("faulty.xlsx")


@pytest.fixture(scope="session")
def contents() -> Callable[[Path], dict[str, bytes | None]]:
    """Everything in a folder, so that before and after can be compared."""

    def found(folder: Path) -> dict[str, bytes | None]:
        return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}

    return found
