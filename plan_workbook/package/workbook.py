"""The workbook part: its sheets with their order and parts, defined names, and calculation settings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from plan_workbook.package.errors import BadSheetName, SignedWorkbook
from plan_workbook.package.markup import Element
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE
from plan_workbook.package.safety import main_part, main_tree
from plan_workbook.package.splice import (
    Splice,
    as_open_tag,
    escaped,
    prefix_in_tag,
    quoted,
    start_tag,
    tag_name,
    with_attributes,
)
from plan_workbook.package.styles import EMPTY as NO_STYLES
from plan_workbook.patterns import pattern

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
LARGEST_SHEET_ID = 65_534
LONGEST_SHEET_NAME = 31  #: characters, counted as Excel counts them, in UTF-16
_LEGAL = pattern(r"(?!')[^\[\]:*?/\\\x00-\x1f]+(?<!')")
_ORDER = (
    "fileVersion",
    "fileSharing",
    "workbookPr",
    "workbookProtection",
    "bookViews",
    "sheets",
    "functionGroups",
    "externalReferences",
    "definedNames",
    "calcPr",
)


class Sheet(NamedTuple):
    """One sheet of a workbook, of any kind."""

    name: str
    sheet_id: int
    kind: str  #: last word of its relationship's type: worksheet, chartsheet, ...; "" if it has none
    part: str  #: "" if the part is missing
    position: int  #: from 0, as in localSheetId and activeTab
    state: str = "visible"  #: or hidden, or veryHidden


class Name(NamedTuple):
    """A defined name that belongs to one sheet."""

    name: str
    text: str  #: the formula, without "="
    hidden: bool


class Workbook:
    """The workbook part of a package, as it is now."""

    def __init__(self, package: Package) -> None:
        """Read the workbook part of `package`."""
        self.package = package
        self.part = main_part(package)
        self.content = package.xml(self.part)
        self.root = main_tree(self.content, self.part)
        self.sheets = self._sheets()

    def _sheets(self) -> list[Sheet]:
        arrows = {each.id: each for each in self.package.relationships(self.part)}
        sheets = []
        found = self.root.first("sheets")
        for position, each in enumerate(found.each("sheet") if found else ()):
            arrow = arrows.get(each.attributes.get(f"{{{OFFICE}}}id", ""))
            part = self.package.target(self.part, arrow) if arrow else None
            number = each.attributes.get("sheetId", "0")
            name = each.attributes.get("name", "")
            kind = arrow.kind if arrow else ""
            state = each.attributes.get("state", "visible")
            sheets.append(Sheet(name, _whole_number(number), kind, part or "", position, state))
        return sheets

    def find(self, name: str) -> Sheet | None:
        """Return the sheet of that name, ignoring case as Excel does."""
        return next((each for each in self.sheets if each.name.casefold() == name.casefold()), None)

    @property
    def dates_from_1904(self) -> bool:
        """Whether day 0 is 1 January 1904, as in workbooks first made on older Macs."""
        properties = self.root.first("workbookPr")
        return properties is not None and properties.attributes.get("date1904", "0") in ("1", "true")

    def companion(self, kind: str) -> str | None:
        """Return the part that the workbook points at with a relationship of one kind, such as ``styles``."""
        return next(iter(self.package.targets(self.part, kind)), None)

    def styles(self) -> str:
        """Return the styles part, which is made if there is none."""
        part = self.companion("styles")
        if part is None:
            part = self.package.free_name(self.folder() + "styles{}.xml", alone=True)
            self.package.add(part, NO_STYLES, _STYLES)
            self.package.link(self.part, "styles", part)
        return part

    def refuse_signed(self) -> None:
        """Refuse a workbook that must not be changed.

        Raises:
            SignedWorkbook: it is digitally signed.
        """
        if self.package.targets("", "origin"):
            raise SignedWorkbook

    def folder(self) -> str:
        """Return the folder of the workbook part, with a trailing slash unless it is the root."""
        head, slash, _ = self.part.rpartition("/")
        return head + slash

    def names(self, position: int) -> list[Name]:
        """Return the defined names of the sheet at that position."""
        found = self.root.first("definedNames")
        return [
            Name(each.attributes.get("name", ""), each.text, each.attributes.get("hidden", "0") in ("1", "true"))
            for each in (found.each("definedName") if found else ())
            if each.attributes.get("localSheetId") == str(position)
        ]

    def _store(self, splice: Splice) -> None:
        self.package.put(self.part, splice.result())
        self.content = self.package.xml(self.part)
        self.root = main_tree(self.content, self.part)
        self.sheets = self._sheets()

    def add_sheet(self, name: str, relationship: str) -> None:
        """Append a sheet. It goes last, because otherwise the positions of other sheets would change."""
        check_sheet_name(name)
        splice = Splice(self.content)
        sheets = self.root.first("sheets")
        if sheets is None:
            raise ValueError("no sheets")
        ids = {each.sheet_id for each in self.sheets}
        number = max(ids, default=0) + 1
        if number > LARGEST_SHEET_ID:
            number = min(set(range(1, len(ids) + 2)) - ids)
        prefix = sheets.prefix_of_attributes(OFFICE)
        declared = b"" if prefix else b' xmlns:r="%s"' % OFFICE.encode()
        tag = b"<%ssheet name=%s sheetId=" % (prefix_in_tag(self.content, sheets), quoted(name))
        tag += quoted(str(number)) + declared + b" " + (prefix or "r").encode() + b":id=" + quoted(relationship)
        splice.append_to(sheets, tag + b"/>")
        self._store(splice)

    def set_names(self, wanted: Mapping[int, Sequence[Name]], unwanted: Sequence[str] = ()) -> None:
        """Set names of sheets, given by position; their other names stay, except those listed in `unwanted`."""
        splice = Splice(self.content)
        left = {(str(position), each.name.lower()): each for position, names in wanted.items() for each in names}
        drop = {(str(position), each.lower()) for position in wanted for each in unwanted}
        found = self.root.first("definedNames")
        dropped = 0
        for element in found.each("definedName") if found else ():
            key = element.attributes.get("localSheetId", ""), element.attributes.get("name", "").lower()
            if key in left:
                new = left.pop(key)
                if element.text != new.text:
                    tag = as_open_tag(start_tag(self.content, element))
                    raw = tag + escaped(new.text) + b"</" + tag_name(tag) + b">"
                    splice.replace(element.start, element.end, raw)
            elif key in drop:
                splice.replace(element.start, element.end, b"")
                dropped += 1
        added = b"".join(self._name_tag(each, position, found) for (position, _), each in left.items())
        if found is not None and dropped == len(found.children) and not added:
            splice = Splice(self.content)
            splice.replace(found.start, found.end, b"")
        elif added and found is not None:
            splice.append_to(found, added)
        elif added:
            prefix = prefix_in_tag(self.content, self.root)
            self._insert(splice, "definedNames", b"<%sdefinedNames>%s</%sdefinedNames>" % (prefix, added, prefix))
        self._store(splice)

    def _name_tag(self, name: Name, position: str, among: Element | None) -> bytes:
        prefix = prefix_in_tag(self.content, among or self.root)
        tag = b"<%sdefinedName name=%s localSheetId=%s" % (prefix, quoted(name.name), quoted(position))
        tag += b' hidden="1">' if name.hidden else b">"
        return tag + escaped(name.text) + b"</%sdefinedName>" % prefix

    @property
    def recalculates_on_load(self) -> bool:
        """Whether Excel recalculates everything when it opens the workbook, as it is now."""
        found = self.root.first("calcPr")
        return found is not None and found.attributes.get("fullCalcOnLoad") == "1"

    def recalculate_on_load(self) -> None:
        """Make Excel recalculate everything when it opens the workbook."""
        splice = Splice(self.content)
        found = self.root.first("calcPr")
        if found is None:
            self._insert(splice, "calcPr", b'<%scalcPr fullCalcOnLoad="1"/>' % prefix_in_tag(self.content, self.root))
        else:
            tag = start_tag(self.content, found)
            splice.replace(found.start, found.inner, with_attributes(tag, {"fullCalcOnLoad": "1"}))
        self._store(splice)

    def _insert(self, splice: Splice, name: str, raw: bytes) -> None:
        """Insert an element where the fixed order of the workbook part requires it."""
        before = [each for each in self.root.children if each.name in _ORDER[: _ORDER.index(name)]]
        splice.insert(before[-1].end if before else self.root.inner, raw)


def _whole_number(text: str) -> int:
    """Return a whole number written as Excel writes it; 0 for anything else, such as digits that ``int`` rejects."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


def check_sheet_name(name: str) -> None:
    """Raise BadSheetName unless Excel opens a workbook in which a sheet has that name.

    It lets nobody type ``History``, which was its own sheet for tracked changes once, but opens such a workbook.
    """
    too_long = len(name.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_SHEET_NAME
    if too_long or not _LEGAL.fullmatch(name):
        raise BadSheetName(detail=f'"{name}"')
