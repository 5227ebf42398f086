"""XML as bytes, with the offsets at which each element starts and ends, so that single elements can be replaced.

No part is ever parsed and serialised again. ElementTree would rename prefixes although ``mc:Ignorable`` still names
the old ones, and Excel refuses such a workbook.
"""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pyexpat import ExpatError, XMLParserType
from xml.parsers import expat

from plan_workbook.package.ceilings import (
    MOST_IN_STREAM,
    MOST_IN_TREE,
    MOST_NAMESPACES,
    refuse_long_namespace,
    refuse_too_many,
)
from plan_workbook.package.errors import DamagedWorkbook, UnsafeWorkbook
from plan_workbook.patterns import pattern

_TAG = pattern(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_DECLARED = pattern(rb"""^(\s*<\?xml[^>]*?\sencoding\s*=\s*["'])([A-Za-z0-9._-]+)(["'])""")
EVERYTHING = 1 << 30
_TAGS = 2  #: of an element with something in it
DEEPEST = 100  #: levels below an element that are compared


@dataclass(slots=True, eq=False, repr=False)
class Element:
    """One element and the byte offsets of its tags.

    In ``<x:a b="c">inner</x:a>``, ``start`` is at the first ``<``, ``inner`` after the first ``>``, ``close`` at ``</``
    and ``end`` after the last ``>``. In ``<a/>`` the last three are equal.
    """

    name: str
    space: str
    attributes: dict[str, str]  #: by local name; "{namespace}local" if the attribute has a namespace
    prefixes: Mapping[str, str]  #: namespaces in scope by prefix, "" for the default one
    start: int
    inner: int
    close: int = -1
    end: int = -1
    text: str = ""
    children: list[Element] = field(default_factory=list)

    def each(self, name: str) -> list[Element]:
        """Return the children with that local name."""
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        """Return the first child with that local name."""
        return next((child for child in self.children if child.name == name), None)

    def walk(self) -> Iterator[Element]:
        """Yield this element and everything below it, in document order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))

    def prefix_of_attributes(self, space: str) -> str | None:
        """Return a prefix that attributes can use for a namespace; the default namespace does not apply to them."""
        return next((prefix for prefix, bound in self.prefixes.items() if bound == space and prefix), None)


def _bracketed(key: str) -> str:
    """Return the key that ``Element.attributes`` uses for an attribute."""
    return "{" + key.replace(" ", "}") if " " in key else key


def utf8(content: bytes) -> bytes:
    """Return an XML part in UTF-8, the encoding that offsets refer to.

    UTF-16 is legal in a package and written by some libraries. A part is stored in the new encoding only if something
    in it had to change.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = content.decode("utf-16")
    elif content.startswith((b"<\0", b"\0<")):
        text = content.decode("utf-16-le" if content[1] == 0 else "utf-16-be")
    else:
        declared = _DECLARED.match(content)
        encoding = declared[2].decode().lower() if declared else "utf-8"
        if encoding in ("utf-8", "utf8", "us-ascii", "ascii"):
            return content
        try:
            text = content.decode(encoding)
        except LookupError as error:
            raise DamagedWorkbook(detail=f"a part in the unknown encoding {encoding}") from error
    return _DECLARED.sub(rb"\g<1>UTF-8\g<3>", text.encode("utf-8"))


def parse(
    content: bytes,
    part: str,
    depth: int = EVERYTHING,
    *,
    closed: str = "",
    rows: Callable[[Element], None] | None = None,
) -> Element:
    """Return the root of UTF-8 XML with its descendants down to ``depth`` levels below it.

    The cells of a sheet take most memory. Elements called ``closed`` are there without what is in them; with ``rows``,
    each row is given to that function as soon as it is read, and is not in the tree.

    Raises:
        DamagedWorkbook: it is not well-formed.
        UnsafeWorkbook: it has a DOCTYPE, which no spreadsheet program writes and which can expand without limit.
        TooMuchInIt: it would have more elements than any real part.
    """
    refuse_too_many(content, part, MOST_IN_STREAM if closed or rows else MOST_IN_TREE)
    return _Reader(content, part, depth, closed, rows).root()


def parse_root(content: bytes, part: str, name: str, depth: int = EVERYTHING, *, closed: str = "") -> Element:
    """Return the root as ``parse`` does, and check its name.

    Raises:
        DamagedWorkbook: it is not well-formed, or the root has another name; anything put into such a part would not
            be found again.
    """
    root = parse(content, part, depth, closed=closed)
    if root.name != name:
        raise DamagedWorkbook(detail=f"{part} does not hold what it should")
    return root


class _Reader:
    """One pass of expat over a part."""

    def __init__(
        self, content: bytes, part: str, depth: int, closed: str, rows: Callable[[Element], None] | None = None
    ) -> None:
        self.content, self.part, self.depth = content, part, depth
        self.rows = rows
        self.closed, self.within = closed, 0  # the level of the closed element that we are in
        self.level = 0
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.top: Element | None = None
        self.declared: dict[str, str] = {}
        self.parser: XMLParserType = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.StartNamespaceDeclHandler = self._declare
        self.parser.StartDoctypeDeclHandler = self._doctype

    def root(self) -> Element:
        try:
            self.parser.Parse(self.content, True)
        except ExpatError as error:
            raise DamagedWorkbook(detail=f"{self.part} is not well-formed XML") from error
        finally:
            del self.parser  # it holds on to this reader, and each to the tree when nobody else does
        if self.top is None:
            raise DamagedWorkbook(detail=f"{self.part} is empty")
        return self.top

    def _doctype(self, *_: object) -> None:
        raise UnsafeWorkbook(detail=f"a DOCTYPE in {self.part}")

    def _declare(self, prefix: str | None, space: str | None) -> None:
        refuse_long_namespace(space or "", self.part)
        self.declared[prefix or ""] = space or ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.level += 1
        if self.within or self.level > self.depth + 1:
            self.declared.clear()
            return
        start = self.parser.CurrentByteIndex
        tag = _TAG.match(self.content, start)
        if tag is None:
            raise DamagedWorkbook(detail=f"{self.part} is not well-formed XML")
        scope: Mapping[str, str] = self.open[-1].prefixes if self.open else {}
        if self.declared:
            scope = {**scope, **self.declared}
            self.declared = {}
            if len(scope) > MOST_NAMESPACES:  # each of the elements inside could hold another copy
                raise UnsafeWorkbook(detail=f"{len(scope):,} namespaces in {self.part}")
        space, _, local = name.rpartition(" ")
        if " " in "".join(attributes):
            attributes = {_bracketed(key): value for key, value in attributes.items()}
        element = Element(local, space, attributes, scope, start, tag.end())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.top = element
        self.open.append(element)
        self.texts.append([])
        if local == self.closed:
            self.within = self.level
            if self.content.count(self.closed.encode()) == _TAGS:
                self._pass_over(name)

    def _pass_over(self, name: str) -> None:
        """Hear nothing of what is in an element until it ends: it is the only one of its name."""
        parser = self.parser

        def end(ended: str) -> None:
            if ended == name:
                parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
                parser.CharacterDataHandler = self._characters
                self.declared.clear()
                self._end(ended)

        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = None, end, None

    def _end(self, _: str) -> None:
        self.level -= 1
        if self.level >= (self.within or self.depth + 1):
            return
        self.within = 0
        element = self.open.pop()
        element.text = "".join(self.texts.pop())
        if self.content[element.inner - 2] == ord("/"):
            element.close = element.end = element.inner
        else:
            element.close = self.parser.CurrentByteIndex
            element.end = self.content.index(b">", element.close) + 1
        if self.rows is not None and element.name == "row" and self.open:
            self.open[-1].children.pop()
            self.rows(element)

    def _characters(self, text: str) -> None:
        if self.open and not self.within and self.level <= self.depth + 1:
            self.texts[-1].append(text)


def canonical(element: Element, sort_children: bool = False, deepest: int = DEEPEST) -> object:
    """Return a value that is equal for elements that differ only in prefixes, quotes or the order of attributes.

    Raises:
        DamagedWorkbook: the elements are nested too deeply.
    """
    if deepest == 0:
        raise DamagedWorkbook(detail=f"{element.name} is nested too deeply")
    children = [canonical(child, deepest=deepest - 1) for child in element.children]
    if sort_children:
        children.sort(key=repr)
    attributes = sorted(
        (key, {"true": "1", "false": "0"}.get(value, value)) for key, value in element.attributes.items()
    )
    return element.space, element.name, tuple(attributes), element.text.strip(), tuple(children)
