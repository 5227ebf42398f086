"""The drawn sheet: the first worksheet of a workbook made by XlsxWriter, put into the host's terms.

Style ids become the host's, shared strings become inline strings, dates move to the host's calendar, and the name
of the sheet becomes its name in the host.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from xml.sax.saxutils import unescape

from plan_workbook.package.errors import CannotDraw, NoWorksheet
from plan_workbook.package.formulas import sheets_named, with_sheet_renamed
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE, Relationship
from plan_workbook.package.safety import open_package
from plan_workbook.package.splice import Splice, escaped, start_tag, with_attributes
from plan_workbook.package.style_translation import StyleTranslation
from plan_workbook.package.styles import EMPTY, Styles
from plan_workbook.package.workbook import Name, Workbook
from plan_workbook.patterns import pattern

DAYS_1900_TO_1904 = 1462
_FORMULAS = {"f", "formula", "formula1", "formula2"}
_IN_ROWS = pattern(
    rb'<c r="([A-Z]{1,3}\d{1,7})"(?: s="(\d++)")?+( [^<>]*?)?'
    rb"(?:/>|>(?:<f([^<>]*+)>([^<]*+)</f>)?+(?:<v>([^<]*+)</v>|(<is>.*?</is>))?+</c>)"
    rb"|(<row [^<>]*+>)|</row>",
    re.DOTALL,
)
"""What XlsxWriter writes inside sheetData: a cell with its address, style, other attributes, formula and value, or the
beginning or the end of a row."""
_STYLE, _METADATA = re.compile(rb'(?<= s=")\d++(?=")'), re.compile(rb'(?<= cm=")\d++(?=")')
_SHARED = b' t="s"'
_AC = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
_GUID = re.compile(r"\{[0-9A-Fa-f-]{36}\}")
_HASH_SPACE = uuid.UUID("6f1ce6c2-5f0e-5d0a-9a58-0f3a6c1c7d10")
_CARRIED = {"hyperlink", "drawing"}


@dataclass(frozen=True, slots=True)
class Terms:
    """The host's names and ids for what the drawn sheet refers to."""

    sheet: str  #: the sheet's name in the host
    sheet_id: int
    styles: StyleTranslation
    relationships: Mapping[str, str]  #: the host's relationship id for each id of the drawn sheet
    sheets: frozenset[str]  #: the names of all the host's sheets, in lower case
    shift: int  #: days to add to dates
    metadata: Mapping[int, int]  #: the host's cell metadata position for each drawn one


class DrawnSheet:
    """The first worksheet of a drawn workbook."""

    def __init__(self, content: bytes) -> None:
        """Read it.

        Raises:
            PackageError: it is not a sound workbook, or has no worksheet.
        """
        self.package: Package = open_package(content)
        self.workbook = Workbook(self.package)
        sheets = [each for each in self.workbook.sheets if each.kind == "worksheet" and each.part]
        if not sheets:
            raise NoWorksheet
        self.sheet = sheets[0]
        self.content = self.package.xml(self.sheet.part)
        styles = self.workbook.companion("styles")
        self.styles = Styles(self.package.xml(styles) if styles else EMPTY, "styles")
        self.relationships: list[Relationship] = self.package.relationships(self.sheet.part)
        self.names: list[Name] = self.workbook.names(self.sheet.position)
        self._dates: dict[int, bool] = {}
        self._strings = self._shared_strings()
        strange = {each.kind for each in self.relationships} - _CARRIED
        if strange:
            raise CannotDraw(detail=f"it has {' and '.join(sorted(strange))}")

    @property
    def dates_from_1904(self) -> bool:
        """Whether its own dates count from 1904."""
        return self.workbook.dates_from_1904

    def _shared_strings(self) -> list[bytes]:
        part = self.workbook.companion("sharedStrings")
        if part is None:
            return []
        content = self.package.xml(part)
        return [content[each.inner : each.close] for each in parse(content, part, depth=1).each("si")]

    def in_terms(self, terms: Terms) -> bytes:
        """Return the sheet's XML as if it had been drawn in the host.

        Its rows are long and all alike, so a pattern takes them apart; the rest is read by the parser.

        Raises:
            CannotDraw: there is something in it that can't be put into another workbook.
        """
        root = parse(self.content, self.sheet.part, closed="sheetData")
        splice = Splice(self.content)
        for element in root.walk():
            if element.name == "sheetData":
                rows = self.content[element.inner : element.close]
                splice.replace(element.inner, element.close, self._rows(rows, terms))
            elif element.name in _FORMULAS:
                self._formula(splice, element, terms)
            else:
                self._other(splice, element, terms)
        return splice.result()

    def _formula(self, splice: Splice, element: Element, terms: Terms) -> None:
        self._check_sheets(element.text, terms)
        if terms.sheet != self.sheet.name and element.text:
            new = with_sheet_renamed(element.text, self.sheet.name, terms.sheet)
            splice.replace(element.inner, element.close, escaped(new))

    def _check_sheets(self, formula: str, terms: Terms) -> None:
        """Refuse a formula that names a sheet the host does not have: Excel would offer to repair the workbook."""
        missing = sheets_named(formula) - terms.sheets - {self.sheet.name.lower()}
        if missing:
            raise CannotDraw(detail=f"a formula names the sheet {min(missing)}, which is not in the workbook")

    def _rows(self, rows: bytes, terms: Terms) -> bytes:
        taken = 0

        def change(found: re.Match[bytes]) -> bytes:
            nonlocal taken
            taken += found.end() - found.start()
            if found[1] is not None:
                return self._cell(found, terms)
            return _STYLE.sub(lambda style: b"%d" % terms.styles.cell_format(int(style[0])), found[0])

        new = _IN_ROWS.sub(change, rows)
        if taken < len(rows):
            raise CannotDraw(detail="its rows are not as XlsxWriter writes them")
        return new

    def _cell(self, found: re.Match[bytes], terms: Terms) -> bytes:
        address, style, more, of_formula, formula, value, inline = found.groups()[:7]
        tag = b'<c r="%b"' % address
        if style is not None:
            tag += b' s="%d"' % terms.styles.cell_format(int(style))
        if more == _SHARED:
            return b'%b t="inlineStr"><is>%b</is></c>' % (tag, self._strings[int(value)])
        if more:
            if b' vm="' in more:
                raise CannotDraw(detail=f"it has a picture in the cell {address.decode()}")
            tag += _METADATA.sub(lambda number: b"%d" % terms.metadata[int(number[0])], more)
        inner = inline or b""
        if formula is not None:
            inner += b"<f%b>%b</f>" % (of_formula, self._in_cell(formula, terms))
        if value is not None:
            is_moved = terms.shift and b' t="' not in (more or b"") and self._shows_dates(int(style or b"0"))
            inner += b"<v>%b</v>" % (self._moved(value, terms.shift) if is_moved else value)
        return b"%b>%b</c>" % (tag, inner) if inner else tag + b"/>"

    def _in_cell(self, formula: bytes, terms: Terms) -> bytes:
        if b"!" not in formula:
            return formula
        text = unescape(formula.decode())
        self._check_sheets(text, terms)
        return (
            formula
            if terms.sheet == self.sheet.name
            else escaped(with_sheet_renamed(text, self.sheet.name, terms.sheet))
        )

    def _moved(self, value: bytes, days: int) -> bytes:
        moved = float(value) + days
        return _number(moved) if moved >= 0 else value  # Excel has no dates before its first day

    def _shows_dates(self, style: int) -> bool:
        if style not in self._dates:
            self._dates[style] = self.styles.shows_dates(style)
        return self._dates[style]

    def _other(self, splice: Splice, element: Element, terms: Terms) -> None:
        values = element.attributes
        changes: dict[str, str | None] = {}
        if f"{{{_AC}}}dyDescent" in values:
            changes["x14ac:dyDescent"] = None  # only a display hint, and its prefix may not be declared in the host
        if element.name == "col" and "style" in values:
            changes["style"] = str(terms.styles.cell_format(int(values["style"])))
        elif element.name == "cfRule" and "dxfId" in values:
            changes["dxfId"] = str(terms.styles.difference(int(values["dxfId"])))
        elif element.name == "sheetView":
            changes["tabSelected"] = None  # Excel groups selected sheets: text typed into one goes into both
        elif element.name == "hyperlink" and "location" in values:
            changes["location"] = with_sheet_renamed(values["location"], self.sheet.name, terms.sheet)
        if element.name == "cfRule" and _GUID.fullmatch(values.get("id", "")):
            changes["id"] = _own_id(values["id"], terms)
        elif element.name == "id" and _GUID.fullmatch(element.text):
            splice.replace(element.inner, element.close, _own_id(element.text, terms).encode())
        identity = values.get(f"{{{OFFICE}}}id")
        if identity is not None:
            prefix = element.prefix_of_attributes(OFFICE)
            changes[f"{prefix}:id"] = terms.relationships[identity]
        changes = {key: new for key, new in changes.items() if new != values.get(key, "")}
        if changes:
            splice.replace(element.start, element.inner, with_attributes(start_tag(self.content, element), changes))


def _own_id(drawn: str, terms: Terms) -> str:
    """Return an id for a data bar that no other sheet has: XlsxWriter counts from 1 in each workbook."""
    return f"{{{uuid.uuid5(_HASH_SPACE, f'{terms.sheet_id}/{drawn}')}}}".upper()


def _number(value: float) -> bytes:
    return f"{value:.17G}".encode() if value != int(value) else str(int(value)).encode()
