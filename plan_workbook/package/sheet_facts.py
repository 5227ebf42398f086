"""What a list of cell values does not show: merged, filled and hidden cells, and links to other files."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from urllib.parse import unquote

from plan_workbook.package.parts import Package
from plan_workbook.package.safety import open_package
from plan_workbook.package.workbook import Workbook

#: A start tag is a few hundred bytes long at most; without that limit a comment full of "<c " would take forever.
_CELL = rb"""<(?:\w{1,20}:)?c\s(?:[^<>]{,300}?\s)?r\s?=\s?["']([A-Z]{1,3}\d{1,7})["'][^<>/]{,300}>\s*+<(?:\w{1,20}:)?"""
_FILLED_CELL = re.compile(_CELL + rb"(?:f|v|is)[\s/>]")
_FORMULA = re.compile(_CELL + rb"f(?:\s[^<>]{,300})?>([^<]{1,9000})<")
_MERGED = re.compile(
    rb"""<(?:\w{1,20}:)?mergeCell\s[^<>]{,300}?ref\s?=\s?["']([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})["']"""
)
_ROW = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s/>])([^<>]{,600})>")
_COLUMNS = re.compile(rb"<(?:\w{1,20}:)?col\s([^<>]{,600})>")
_ATTRIBUTE = re.compile(rb"""([A-Za-z]{1,20})\s?=\s?["']([^"'<>]{,60})["']""")
_OTHER_FILE = re.compile(r"\[\d{1,5}\][^\[\]!]{0,300}!")
"""A reference to a cell or name in another file, by the number of its link: ``[1]Sheet1!A1``."""

Run = tuple[int, int]
"""The first and last of several adjacent rows, or columns; counted from 1."""


@dataclass(frozen=True)
class SheetFacts:
    """Facts about one worksheet, found in its markup when they are needed."""

    markup: bytes = b""

    @cached_property
    def filled(self) -> frozenset[str]:
        """The A1 addresses of the cells that are not empty."""
        return frozenset(found.decode() for found in _FILLED_CELL.findall(self.markup))

    @cached_property
    def merged(self) -> tuple[str, ...]:
        """Its merged ranges."""
        return tuple(found.decode() for found in _MERGED.findall(self.markup))

    @cached_property
    def hidden_rows(self) -> tuple[Run, ...]:
        """Its hidden rows, including those with a height of zero."""
        hidden, number = [], 0
        for tag in _ROW.findall(self.markup):
            values = dict(_ATTRIBUTE.findall(tag))
            number = _whole_number(values.get(b"r")) or number + 1
            if _is_hidden(values, b"ht"):
                hidden.append((number, number))
        return _joined(hidden)

    @cached_property
    def hidden_columns(self) -> tuple[Run, ...]:
        """Its hidden columns, including those with a width of zero."""
        columns = (dict(_ATTRIBUTE.findall(tag)) for tag in _COLUMNS.findall(self.markup))
        return _joined(
            (_whole_number(each.get(b"min")), _whole_number(each.get(b"max")))
            for each in columns
            if _is_hidden(each, b"width")
        )

    @cached_property
    def linked(self) -> tuple[str, ...]:
        """The A1 addresses of the cells whose formulas refer to another file, in the order of the markup."""
        formulas = ((cell.decode(), unescape(text.decode("utf-8", "replace"))) for cell, text in self._formulas)
        return tuple(cell for cell, text in formulas if names_other_file(text))

    @property
    def drop_downs(self) -> bool:
        """Whether it has drop-downs, or other rules about what may be typed."""
        return b"dataValidation " in self.markup

    @property
    def protection(self) -> bool:
        """Whether it is protected."""
        return b"sheetProtection" in self.markup

    @property
    def conditional_formats(self) -> bool:
        """Whether it has conditional formats."""
        return b"conditionalFormatting" in self.markup

    @property
    def _formulas(self) -> list[tuple[bytes, bytes]]:
        return _FORMULA.findall(self.markup)


@dataclass(frozen=True)
class WorkbookFacts:
    """Facts about one workbook."""

    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    """The facts of every worksheet, by its name."""
    linked_files: tuple[str, ...] = ()
    """The names of the files it links to; an empty text for a link without a name."""


def workbook_facts(content: bytes) -> WorkbookFacts:
    """Return the facts of a workbook that `open_safely` let through."""
    package = open_package(content)
    workbook = Workbook(package)
    sheets = {
        each.name: SheetFacts(package.xml(each.part))
        for each in workbook.sheets
        if each.kind == "worksheet" and each.part
    }
    links = package.targets(workbook.part, "externalLink")
    return WorkbookFacts(sheets, tuple(_file_of(package, part) for part in links))


def names_other_file(formula: str) -> bool:
    """Tell whether a formula, as stored, refers to a cell or a name in another file."""
    return "[" in formula and _OTHER_FILE.search(formula) is not None


def _file_of(package: Package, part: str) -> str:
    """Return the name of the file that a link points at, without its folders; empty if the link does not say."""
    arrows = [each for each in package.relationships(part) if each.external]
    target = unquote(arrows[0].target) if arrows else ""
    return target.replace("\\", "/").rstrip("/").rpartition("/")[2]


def _is_hidden(values: dict[bytes, bytes], size: bytes) -> bool:
    extent = values.get(size, b"")
    return values.get(b"hidden") in (b"1", b"true") or (extent != b"" and not extent.strip(b"0."))


def _whole_number(text: bytes | None) -> int:
    return int(text) if text and text.isdigit() and len(text) < 8 else 0


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Join adjacent and overlapping runs."""
    joined: list[Run] = []
    for first, last in sorted(runs):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        elif first:
            joined.append((first, last))
    return tuple(joined)
