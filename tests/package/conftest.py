"""Builders for the workbooks these tests need, and ways to look into what comes out."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest
import trial
import xlsxwriter
from drawn import EPOCH, rich


class Make:
    """Makes workbooks."""

    def workbook(self, build: Callable[[xlsxwriter.Workbook], object], **options: object) -> bytes:
        """A workbook as bytes, filled by a function."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
        book.set_properties({"created": EPOCH})  # or two of them made in different seconds are not the same
        build(book)
        book.close()
        return stream.getvalue()

    def host(self) -> bytes:
        """Three sheets of which the second holds formulas over the first."""

        def build(book: xlsxwriter.Workbook) -> None:
            data, sums = book.add_worksheet("Data"), book.add_worksheet("Sums")
            book.add_worksheet("Notes").write("A1", "kept", book.add_format({"italic": True, "font_name": "Arial"}))
            data.write_column("A1", [1, 2, 3])
            data.write_formula("B1", "=SUM(A1:A3)", None, 6)
            sums.write_formula("A1", "=Data!A1*2", None, 2)

        return self.workbook(build)

    def drawn(self, sheet: str = "Result", text: str = "hello", **options: object) -> bytes:
        """One sheet with a text."""
        return self.workbook(lambda book: book.add_worksheet(sheet).write("A1", text), **options)

    def rich(self, sheet: str = "Result", more: int = 0) -> bytes:
        """One sheet with everything the package promises to carry."""
        return rich(sheet, more)

    def changed(self, content: bytes, parts: Mapping[str, bytes | None], method: int = 8) -> bytes:
        """The same zip with parts replaced, added, or (None) taken out."""
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", method) as new:
            for name in old.namelist():
                if name not in parts:
                    new.writestr(name, old.read(name))
            for name, part in parts.items():
                if part is not None:
                    new.writestr(name, part)
        return stream.getvalue()

    def replaced(self, content: bytes, part: str, old: str, new: str) -> bytes:
        """The same zip with one text in one part replaced."""
        text = Look().parts(content)[part].decode()
        assert old in text
        return self.changed(content, {part: text.replace(old, new).encode()})


class Look:
    """Looks into workbooks."""

    def parts(self, content: bytes) -> dict[str, bytes]:
        """The parts, unpacked."""
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return {name: file.read(name) for name in file.namelist()}

    def stored(self, content: bytes) -> dict[str, bytes]:
        """The parts, packed as they are stored, in their order."""
        return trial.stored(content)

    def untouched(self, before: bytes, after: bytes) -> set[str]:
        """The parts stored in both with the very same bytes."""
        return trial.untouched(before, after)

    def book(self, content: bytes) -> openpyxl.Workbook:
        """The workbook as openpyxl reads it."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl says which extensions it does not understand
            return openpyxl.load_workbook(io.BytesIO(content))


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def look() -> Look:
    return Look()


@pytest.fixture(scope="session")
def shared() -> Path:
    if not trial.SHARED.is_dir():
        pytest.skip("the shared workbooks are not here")
    return trial.SHARED


@pytest.fixture(scope="session")
def problems() -> trial.Judge:
    """What an independent judge says Excel would repair; nothing where the judge is not here."""
    return trial.judge() or (lambda content, suffix=".xlsx": frozenset())
