"""What the reader of a cell needs of its format: number format, protection, and whether its font is struck through."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from plan_workbook.package.number_formats import BUILT_IN, GENERAL, shows_date, shows_duration
from plan_workbook.package.streaming import MAIN, is_on, listen

_NUMBER_FORMAT, _FONT, _STRIKE, _FORMAT, _PROTECTION = (
    MAIN + name for name in ("numFmt", "font", "strike", "xf", "protection")
)
_FONTS, _FORMATS = MAIN + "fonts", MAIN + "cellXfs"
_CHOICE = "http://schemas.openxmlformats.org/markup-compatibility/2006 Choice"


class CellFormat(NamedTuple):
    """The format that cells refer to by its number, as far as it matters to their content."""

    number_format: str = GENERAL
    locked: bool = True
    struck: bool = False
    """Whether its font is struck through."""
    date: bool = False
    """Whether it shows numbers as dates or times."""
    duration: bool = False


@lru_cache(maxsize=1)  # a workbook that is changed is read again afterwards, with the same styles
def cell_formats(content: bytes) -> tuple[CellFormat, ...]:
    """Return the cell formats of a styles part, or one as in a new workbook if it has none.

    Raises:
        ExpatError, UnsafeWorkbook: as `listen` does.
        ValueError: a number in it is not one.
        IndexError: a font is missing.
    """
    listener = _Styles()
    if content.strip():
        listen(content, listener, "the styles")
    codes = listener.codes
    known: dict[str, tuple[bool, bool]] = {}
    formats = []
    for number, font, locked in listener.formats:
        code = codes[number] if number in codes else BUILT_IN.get(number, GENERAL)
        if code not in known:
            known[code] = shows_date(code), shows_duration(code)
        struck = bool(listener.struck) and listener.struck[font]
        formats.append(CellFormat(code, locked, struck, *known[code]))
    return tuple(formats) or (CellFormat(),)


class _Styles:
    def __init__(self) -> None:
        self.codes: dict[int, str] = {}
        self.struck: list[bool] = []
        self.formats: list[tuple[int, int, bool]] = []
        """Number format, font, and whether cells are locked."""
        self._open: list[str] = []
        self._choices = 0
        """How many alternatives we are in that are for newer programs; what follows them is meant for us."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        path = self._open
        pool = path[1] if len(path) > 1 else ""
        path.append(name)
        if name == _CHOICE:
            self._choices += 1
        if self._choices:
            return
        if name == _NUMBER_FORMAT:
            if len(path) == 3:
                self.codes[int(attributes["numFmtId"])] = attributes.get("formatCode", "")
        elif pool == _FONTS:
            if name == _FONT:
                self.struck.append(False)
            elif name == _STRIKE:
                self.struck[-1] = is_on(attributes.get("val", "1"))
        elif pool == _FORMATS:
            if name == _FORMAT:
                self.formats.append((int(attributes.get("numFmtId", 0)), int(attributes.get("fontId", 0)), True))
            elif name == _PROTECTION and self.formats:
                self.formats[-1] = (*self.formats[-1][:2], is_on(attributes.get("locked", "1")))

    def characters(self, text: str) -> None:
        pass

    def end(self, name: str) -> None:
        self._open.pop()
        self._choices -= name == _CHOICE
