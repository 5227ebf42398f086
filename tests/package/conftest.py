"""Builders for the workbooks these tests need, and ways to look into what comes out."""

from __future__ import annotations

import functools
import importlib.util
import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
from xlsxwriter.utility import quote_sheetname

SHARED = Path(__file__).resolve().parents[2].parent / "shared"


class Make:
    """Makes workbooks."""

    def workbook(self, build: Callable[[xlsxwriter.Workbook], object], **options: object) -> bytes:
        """A workbook as bytes, filled by a function."""
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
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

        def build(book: xlsxwriter.Workbook) -> None:
            page, name = book.add_worksheet(sheet), quote_sheetname(sheet)
            bold = book.add_format({"bold": True, "bg_color": "#DDEEFF", "border": 1})
            day = book.add_format({"num_format": "dd mmmm yyyy"})
            page.write("A1", " Title & <more> ", bold)
            page.write_row("A3", ["name", "value", "share"], bold)
            for row in range(5):
                page.write_row(3 + row, 0, [f"r{row}", row * 1.5 + more, row / 5])
            page.write_formula("D4", "=B4+C4", None, more)
            page.write_formula("D5", f"={name}!A1", None, "t")
            page.write_datetime("E1", date(2026, 3, 31), day)
            page.write_rich_string("E2", "plain ", bold, "bold")
            page.write_url("F1", "https://example.org/a?b=1&c=2", string="web")
            page.write_url("F2", f"internal:{name}!B3", string="here")
            page.merge_range("A10:C10", "merged", bold)
            red = book.add_format({"bg_color": "#FFC7CE", "num_format": "0.000"})
            page.conditional_format("B4:B9", {"type": "cell", "criteria": ">", "value": 3, "format": red})
            page.conditional_format("C4:C9", {"type": "data_bar", "data_bar_2010": True, "bar_solid": True})
            page.data_validation("G1", {"validate": "list", "source": ["x", "y"]})
            for kind, cell in (("column", "H2"), ("line", "H20")):
                chart = book.add_chart({"type": kind})
                chart.add_series({"categories": f"={name}!$A$4:$A$8", "values": f"={name}!$B$4:$B$8"})
                page.insert_chart(cell, chart, {"description": "the values"})
            page.set_landscape()
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            page.print_area("A1:P40")
            page.repeat_rows(2)
            page.set_footer("&C&P of &N")
            page.protect()
            page.set_tab_color("#123456")
            page.freeze_panes(3, 0)
            page.set_column("A:A", 30)
            page.set_row(0, 30)

        return self.workbook(build)

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
        found = {}
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            for info in sorted(file.infolist(), key=lambda each: each.header_offset):
                at = info.header_offset
                names = int.from_bytes(content[at + 26 : at + 28], "little")
                extra = int.from_bytes(content[at + 28 : at + 30], "little")
                start = at + 30 + names + extra
                found[info.filename] = content[start : start + info.compress_size]
        return found

    def untouched(self, before: bytes, after: bytes) -> set[str]:
        """The parts stored in both with the very same bytes."""
        old, new = self.stored(before), self.stored(after)
        return {name for name in old if old[name] == new.get(name)}

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
    if not SHARED.is_dir():
        pytest.skip("the shared workbooks are not here")
    return SHARED


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_xlsx", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="session")
def problems(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., frozenset[str]]:
    """What an independent judge says Excel would repair; nothing where the judge is not here."""
    script = SHARED / "bin" / "check_xlsx.py"
    if not script.is_file():
        return lambda content, suffix=".xlsx": frozenset()
    judge = _load(script)
    schema = judge.load_schema(script.parent / "xsd")
    folder = tmp_path_factory.mktemp("judged")

    @functools.cache
    def judged(content: bytes, suffix: str = ".xlsx") -> frozenset[str]:
        path = folder / f"judged{suffix}"
        path.write_bytes(content)
        return frozenset(judge.Checker(str(path), schema).run().problems)

    return judged


@pytest.fixture(scope="session")
def saved_by_libreoffice(tmp_path_factory: pytest.TempPathFactory) -> Callable[[bytes], bytes]:
    """Open and save a workbook with LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not here")
    folder = tmp_path_factory.mktemp("office")

    def saved(content: bytes) -> bytes:
        source, target = folder / "book.xlsx", folder / "out"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (target / "book.xlsx").read_bytes()

    return saved
