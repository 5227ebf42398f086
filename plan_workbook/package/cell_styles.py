"""Cell formats for typed values: a cell's own, or a copy of it with another number format."""

from __future__ import annotations

from plan_workbook.package.errors import TooManyStyles
from plan_workbook.package.markup import Element, canonical
from plan_workbook.package.number_formats import BUILT_IN, GENERAL
from plan_workbook.package.row_heights import SIZE, Look
from plan_workbook.package.splice import with_attributes, with_declarations
from plan_workbook.package.streaming import is_on
from plan_workbook.package.styles import (
    FIRST_ENTRIES,
    MAIN,
    MOST_FORMATS,
    NumberFormats,
    Styles,
    entry,
)
from plan_workbook.package.typed_values import Content

_CURRENCIES = {*range(5, 9), *range(41, 45)}
"""Built-in formats that show the currency of whoever opens the workbook, whatever sign their code has."""
_BY_CODE = {code: number for number, code in BUILT_IN.items() if number not in _CURRENCIES}


class CellStyles:
    """The cell formats of a workbook by number, with those that typed values need and the workbook has not yet."""

    def __init__(self, host: Styles) -> None:
        """Start from the formats of the styles part."""
        self._host = host
        self._numbers = NumberFormats(host)
        self._first_entries = {pool: [first] for pool, first in FIRST_ENTRIES.items() if not host.pool(pool)}
        self._formats = [self._standing_alone(each) for each in host.pool("cellXfs")] or [FIRST_ENTRIES["cellXfs"]]
        self.added: list[bytes] = []
        """The new formats."""
        self._by_look: dict[object, int] = {}
        self._looks: dict[int, Look] = {}

    def _standing_alone(self, element: Element) -> bytes:
        return with_declarations(self._host.content, element, {"": MAIN})

    def number_format(self, index: int) -> str:
        """Return the code of a cell format's number format.

        Raises:
            IndexError: there is no such cell format.
        """
        number = int(entry(self._formats[index]).attributes.get("numFmtId", "0"))
        return self._host.formats.get(number, BUILT_IN.get(number, GENERAL))

    def look(self, index: int) -> Look:
        """Return what the height of a cell in this format depends on."""
        if index not in self._looks:
            format_, fonts = entry(self._formats[index]), self._host.pool("fonts")
            alignment, number = format_.first("alignment"), int(format_.attributes.get("fontId", "0"))
            size = fonts[number].first("sz") if number < len(fonts) else None
            said = alignment.attributes if alignment is not None else {}
            self._looks[index] = Look(
                is_on(said.get("wrapText")),
                said.get("textRotation", "0") != "0",
                float(size.attributes.get("val", SIZE)) if size is not None else SIZE,
                int(said.get("indent", "0")),
            )
        return self._looks[index]

    def style_for(self, content: Content, index: int) -> int:
        """Return the cell format for what goes into a cell that has a format now: the same one if it fits."""
        own = self.number_format(index)
        changes: dict[str, str | None] = {}
        if not content.fits(own):
            own = content.number_format
            changes = {"numFmtId": str(self._number(own)), "applyNumberFormat": "1"}
        raw = self._formats[index]
        element = entry(raw)
        marked = is_on(element.attributes.get("quotePrefix"))
        if content.kind and marked != content.needs_mark(own):
            changes["quotePrefix"] = None if marked else "1"
        if not changes:
            return index
        length = element.inner - element.start
        return self._place(with_attributes(raw[:length], changes) + raw[length:])

    def result(self) -> bytes:
        """Return the styles part with the new formats appended; the same bytes if there are none."""
        if not self.added:
            return self._host.content
        added = {**self._first_entries, "cellXfs": [*self._first_entries.get("cellXfs", []), *self.added]}
        if self._numbers.added:
            added["numFmts"] = self._numbers.added
        return self._host.with_entries(added)

    def _number(self, code: str) -> int:
        number = _BY_CODE.get(code)
        return self._numbers.number(code) if number is None or number in self._host.formats else number

    def _place(self, raw: bytes) -> int:
        if not self._by_look:
            for at, each in enumerate(self._formats):
                self._by_look.setdefault(canonical(entry(each)), at)
        look = canonical(entry(raw))
        if look not in self._by_look:
            if len(self._formats) >= MOST_FORMATS:
                raise TooManyStyles
            self._by_look[look] = len(self._formats)
            self._formats.append(raw)
            self.added.append(raw)
        return self._by_look[look]
