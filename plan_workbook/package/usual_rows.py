"""Rows of a sheet in the form in which spreadsheet programs usually write them, taken apart by patterns.

That takes two thirds of the time of a parser, which says every blank cell and every end. It finds what a parser would:
a sheet with anything else in its rows, well-formed or not, is left to the parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from plan_workbook.package.addresses import Place, place_of
from plan_workbook.package.ceilings import MOST_IN_STREAM, refuse_too_many
from plan_workbook.patterns import pattern

_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_ROW, _END_OF_ROW = b"<row ", b"</row>"
_ADDRESS, _FORMAT = rb"[A-Z]{1,3}[1-9]\d{0,6}", rb'(?: s="(\d{1,5})")?+(?: t="([A-Za-z]{1,9})")?+ ?+'
_BLANK = rb'<c r="(%b)"%b/>' % (_ADDRESS, _FORMAT)
_SPACE = rb'(?: xml:space="preserve")?+'
_FORMULA = rb"(?:<f([^>]*+)(?:(?<=/)>|(?<!/)>([^<]*+)</f>))?+"
_TEXT = rb"([^<>\x00-\x08\x0b-\x1f]*+)"
"""A text without what XML can't hold, and without carriage returns, which a parser reads as other characters."""
_VALUE = rb"(?:<v%b>%b</v>|<v ?+/>|<is><t%b>%b</t></is>)?+" % (_SPACE, _TEXT, _SPACE, _TEXT)
_CELLS = pattern(rb"((?:<c [^>]*+(?<=/)>)++)|<c ([^>]*+)>%b%b</c>" % (_FORMULA, _VALUE))
"""What is in a tag is the same in many cells, so it is looked at by what remembers it, and not by this pattern."""
_END_OF_CELL = b"</c>"
_BLANKS, _ONLY_BLANKS = pattern(_BLANK), pattern(rb"(?:%b)*+" % _BLANK)
_GROUPS = 6
_OF_CELL = pattern(rb'r="([^"]*+)"%b' % _FORMAT)
_OF_FORMULA = pattern(
    rb'(?: t="\w++")?+(?: aca="\w++")?+(?: ref="[A-Z\d:]++")?+(?: ca="\w++")?+(?: si="\d++")?+%b/?+' % _SPACE
)
_ATTRIBUTES = pattern(rb'(?: (?:[A-Za-z]\w*+:)?+[A-Za-z]\w*+="[^"<&\x00-\x1f\x80-\xff]*+")*+ ?+')
_ATTRIBUTE = pattern(rb' ([\w:]++)="([^"]*+)"')
_ROOT, _PREFIX = pattern(rb"<worksheet\s[^<>]*+>"), pattern(rb"\sxmlns:(\w++)=")
_REFERENCE = pattern(r"&(?:(amp|lt|gt|quot|apos)|#([1-9]\d{0,6})|#x([1-9A-Fa-f][0-9A-Fa-f]{0,5}));|&", re.ASCII)
_STANDS_FOR = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_NO_CHARACTER = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_READ_AS_IT_IS = pattern("[\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|]]>")
_Piece = bytes | None
Cell = tuple[bytes, _Piece, _Piece, _Piece, _Piece, _Piece, _Piece]
"""After an empty piece: blank cells next to each other, as they are written, for `places_of_blanks`. Or a cell: its
attributes, for `head_of_cell`; the attributes of its formula, if it has one, and the formula, for `formula_of`; its
value; and the text that it holds itself."""
RowHead = tuple[int | None, bool]
"""The number of a row, None if it has none, and whether it is hidden."""
Row = tuple[RowHead, Iterable[Cell]]


class Unusual(Exception):  # noqa: N818 - what it is, and nothing that is reported
    """Something in the rows is written in another way."""


class Apart(NamedTuple):
    """A worksheet's part, taken apart."""

    rows: Iterator[Row]
    """To go through them raises `Unusual` if one is written in another way, and ValueError if a cell is where no sheet
    has one."""
    root: bytes
    """The tag that the part begins with."""
    before: bytes
    """What comes before the rows, that tag included."""
    after: bytes


def taken_apart(content: bytes) -> Apart | None:
    """Return the rows of a worksheet's part, in UTF-8, and what is around them; None if that can't be told.

    The rows are those of the element ``sheetData``, if there is one such element and it is where it belongs.

    Raises:
        TooMuchInIt: it has more elements than any real part.
    """
    begin = content.find(_BEGIN) + len(_BEGIN)
    end = content.find(_END, begin)
    before = content[:begin]
    root = _ROOT.search(before)
    if begin < len(_BEGIN) or end < 0 or root is None or b"<!" in before or before.rfind(b"<?") > 3:
        return None
    refuse_too_many(content, "a sheet", MOST_IN_STREAM)
    rows = _rows(content[begin:end], b" ".join(_PREFIX.findall(root[0])))
    return Apart(rows, root[0], before, content[end:])


def _rows(written: bytes, prefixes: bytes) -> Iterator[Row]:
    *rows, rest = written.split(_END_OF_ROW)
    for row in rows:
        head, at, is_empty = _begun(row, 0, prefixes)
        while is_empty:
            yield head, ()
            head, at, is_empty = _begun(row, at, prefixes)
        yield head, _cells(row[at:])
    at = 0
    while at < len(rest):
        head, at, is_empty = _begun(rest, at, prefixes)
        if not is_empty:
            raise Unusual
        yield head, ()


def _begun(written: bytes, at: int, prefixes: bytes) -> tuple[RowHead, int, bool]:
    """Return what the tag of the row that begins at a place says, where it ends, and whether the row has no cells."""
    end = written.find(b">", at)
    if end < 0 or not written.startswith(_ROW, at):
        raise Unusual
    is_empty = written[end - 1 : end] == b"/"
    return _head(written[at + len(_ROW) - 1 : end - is_empty], prefixes), end + 1, is_empty


@lru_cache(maxsize=4096)
def _head(written: bytes, prefixes: bytes) -> RowHead:
    """Return what the attributes of a row say; sheets of a workbook have many in common."""
    if _ATTRIBUTES.fullmatch(written) is None or b"xmlns" in written:
        raise Unusual
    found = _ATTRIBUTE.findall(written)
    own = {name.decode(): value.decode() for name, value in found if b":" not in name}
    others = [name.partition(b":")[0] for name, _ in found if b":" in name]
    if len(own) + len(others) < len(found) or len(others) > 1 or not set(others) <= set(prefixes.split()):
        raise Unusual
    return row_head(own)


def row_head(attributes: Mapping[str, str]) -> RowHead:
    """Return what the attributes of a row say, without those that have a prefix.

    Raises:
        ValueError: no row has that number.
    """
    return _row_number(attributes.get("r")), is_hidden(attributes, "ht")


def _row_number(number: str | None) -> int | None:
    if number is None:
        return None
    if number.isascii() and number.isdecimal() and len(number) < 8:
        return int(number)
    exact = float(number)  # some programs write "7.0"
    if not exact.is_integer():
        raise ValueError("no row has that number")
    return int(exact)


def is_hidden(attributes: Mapping[str, str], size: str) -> bool:
    """Tell whether a row or column is hidden, or has no size, which is the attribute of that name."""
    extent = attributes.get(size, "")
    return attributes.get("hidden") in ("1", "true") or (extent != "" and not extent.strip("0."))


def _cells(written: bytes) -> Iterable[Cell]:
    """Return the cells of a row."""
    if _END_OF_CELL not in written:
        return ((b"", written, *[None] * (_GROUPS - 1)),)  # type: ignore[return-value]  # as many as there are groups
    pieces = _CELLS.split(written)
    if any(pieces[:: _GROUPS + 1]):  # what is around cells
        raise Unusual
    return zip(*[iter(pieces)] * (_GROUPS + 1), strict=False)


@lru_cache(maxsize=1 << 14)
def head_of_cell(written: bytes, formats: int) -> tuple[Place, str, int, str]:
    """Return what the attributes of a cell say: its place, its address as Excel writes it, its format and its type.

    Raises:
        Unusual: there are other attributes, or not so many formats.
        ValueError: no sheet has a cell there.
    """
    found = _OF_CELL.fullmatch(written)
    if found is None or (number := int(found[2] or 0)) >= formats:
        raise Unusual
    return *place_of(found[1].decode()), number, (found[3] or b"n").decode()


@lru_cache(maxsize=512)
def formula_of(attributes: bytes, written: bytes | None) -> str:
    """Return the text of a formula that is written so; formulas are long, and sheets have many in common.

    Empty if it shares another cell's.

    Raises:
        Unusual, ValueError: as `text_of` does.
    """
    if _OF_FORMULA.fullmatch(attributes) is None:
        raise Unusual
    text = (written or b"").decode()
    if _NOT_READ_AS_IT_IS.search(text):
        raise Unusual
    return _REFERENCE.sub(_character, text)


def text_of(written: bytes) -> str:
    """Return a text that is written so.

    Raises:
        Unusual: there is something in it that stands for nothing.
        ValueError: it is not UTF-8.
    """
    if written.isascii() and b"&" not in written:
        return written.decode("ascii")
    text = written.decode()
    if "\ufffe" in text or "\uffff" in text:
        raise Unusual
    return _REFERENCE.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    """Return the character that ``&amp;`` or the like stands for."""
    name, number, hexadecimal = found.groups()
    if name:
        return _STANDS_FOR[name]
    code = int(number) if number else int(hexadecimal or "0", 16)
    if not 0 < code <= 0x10FFFF or _NO_CHARACTER.match(chr(code)):
        raise Unusual
    return chr(code)


@lru_cache(maxsize=4096)
def places_of_blanks(written: bytes, styles: int) -> tuple[tuple[Place, int], ...]:
    """Return the places and styles of blank cells next to each other; sheets of a workbook have many in common.

    Raises:
        Unusual: one is written in another way, or there are not so many styles.
        ValueError: no sheet has such a place.
    """
    if _ONLY_BLANKS.fullmatch(written) is None:
        raise Unusual
    found = [(place_of(address.decode())[0], int(style or b"0")) for address, style, _ in _BLANKS.findall(written)]
    if any(style >= styles for _, style in found):
        raise Unusual
    return tuple(found)
