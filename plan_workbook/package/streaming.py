"""One pass of expat over a part, for what is too large to hold as elements."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from plan_workbook.package.ceilings import MOST_IN_STREAM, refuse_long_namespace, refuse_too_many
from plan_workbook.package.errors import UnsafeWorkbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main "
"""The namespace of spreadsheets, as it precedes the names that a `Listener` is told."""


class Listener(Protocol):
    """What a part is told to, element by element."""

    def start(self, name: str, attributes: dict[str, str], /) -> None:
        """Take the beginning of an element; its namespace and name are separated by a space."""

    def end(self, name: str, /) -> None:
        """Take the end of an element."""

    def characters(self, text: str, /) -> None:
        """Take some text."""


def listen(content: bytes, listener: Listener, part: str) -> None:
    """Tell a listener everything in a part.

    The part is given to expat as a whole: in pieces, it would read a long comment again with each piece.

    Raises:
        ExpatError: it is not well-formed.
        UnsafeWorkbook: it has a DOCTYPE, which no spreadsheet program writes and which can expand without limit.
        TooMuchInIt: it has more elements than any real part, or a longer namespace.
    """
    refuse_too_many(content, part, MOST_IN_STREAM)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.characters
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartNamespaceDeclHandler = lambda _, space: refuse_long_namespace(space or "", part)
    parser.Parse(content, True)


def is_on(value: str | None) -> bool:
    """Tell whether an attribute says that something is so; one that is left out does not."""
    return value is not None and value not in ("0", "false", "f", "off")


def _refuse_doctype(*_: object) -> None:
    raise UnsafeWorkbook(detail="a DOCTYPE in a sheet, its texts or its styles")
