"""Replace bytes of a part at known offsets, and write the few tags that are new."""

from __future__ import annotations

import re
from collections.abc import Mapping

from plan_workbook.package.markup import Element
from plan_workbook.patterns import pattern

_TAG_NAME = pattern(rb"</?([^\s/>]+)")
_ATTRIBUTE = pattern(rb"""\s+([^\s=]+)\s*=\s*("[^"]*"|'[^']*')""")
_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_IN_ATTRIBUTE = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;"})


class Splice:
    """Replacements to make in a part; every offset refers to the original part."""

    def __init__(self, content: bytes) -> None:
        """Start with nothing to replace."""
        self.content = content
        self._edits: list[tuple[int, int, bytes]] = []
        self._opened: dict[tuple[int, int], list[bytes]] = {}

    def replace(self, start: int, end: int, new: bytes) -> None:
        """Put ``new`` in place of the bytes from ``start`` up to ``end``."""
        self._edits.append((start, end, new))

    def insert(self, at: int, new: bytes) -> None:
        """Put ``new`` before the byte ``at``; several insertions at one offset keep their order."""
        self._edits.append((at, at, new))

    def append_to(self, element: Element, new: bytes) -> None:
        """Put ``new`` after the last child of an element; ``<a/>`` becomes ``<a>new</a>``."""
        if element.close == element.inner == element.end:
            self._opened.setdefault((element.start, element.end), []).append(new)
        else:
            self.insert(element.close, new)

    def result(self) -> bytes:
        """Return the part with every replacement made."""
        pieces, at = [], 0
        edits = list(self._edits)
        for (start, end), inner in self._opened.items():
            tag = self.content[start:end]
            edits.append((start, end, as_open_tag(tag) + b"".join(inner) + b"</" + tag_name(tag) + b">"))
        for start, end, new in sorted(edits, key=lambda edit: edit[:2]):
            if start < at:
                raise ValueError("two replacements overlap")
            pieces += [self.content[at:start], new]
            at = end
        return b"".join([*pieces, self.content[at:]])


def tag_name(tag: bytes) -> bytes:
    """Return the name of a start or end tag, including its prefix."""
    found = _TAG_NAME.match(tag)
    if found is None:
        raise ValueError("not a tag")
    return found[1]


def start_tag(content: bytes, element: Element) -> bytes:
    """Return the bytes of an element's start tag."""
    return content[element.start : element.inner]


def with_attributes(tag: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """Return a start tag with attributes set, added or, for None, removed; the others stay as written."""
    left = dict(attributes)

    def change(found: re.Match[bytes]) -> bytes:
        name = found[1].decode()
        if name not in left:
            return found[0]
        value = left.pop(name)
        return b"" if value is None else b" " + found[1] + b"=" + quoted(value)

    head = len(b"<" + tag_name(tag))
    body = _ATTRIBUTE.sub(change, tag[head:])
    new = b"".join(b" " + name.encode() + b"=" + quoted(value) for name, value in left.items() if value is not None)
    at = len(body) - (2 if body.endswith(b"/>") else 1)
    return tag[:head] + body[:at].rstrip() + new + body[at:]


def with_declarations(content: bytes, element: Element, prefixes: Mapping[str, str]) -> bytes:
    """Return an element's bytes with the declarations it needs where only ``prefixes`` are in scope."""
    raw = content[element.start : element.end]
    tag = start_tag(content, element)
    declared: dict[str, str | None] = {}
    for prefix, space in element.prefixes.items():
        key = f"xmlns:{prefix}" if prefix else "xmlns"
        used = prefix == "" or (prefix.encode() + b":") in raw
        if used and prefixes.get(prefix) != space and key.encode() + b"=" not in tag:
            declared[key] = space
    return with_attributes(tag, declared) + raw[len(tag) :] if declared else raw


def as_open_tag(tag: bytes) -> bytes:
    """Return the tag as ``<a>``, to be followed by content and an end tag."""
    return tag[:-2].rstrip() + b">" if tag.endswith(b"/>") else tag


def as_empty_tag(tag: bytes) -> bytes:
    """Return the tag as ``<a/>``, which needs no end tag."""
    return tag if tag.endswith(b"/>") else tag[:-1].rstrip() + b"/>"


def prefix_in_tag(content: bytes, element: Element) -> bytes:
    """Return the prefix in an element's tag, including the colon; empty if it has none."""
    prefix, colon, _ = tag_name(start_tag(content, element)).rpartition(b":")
    return prefix + colon


def escaped(text: str) -> bytes:
    """Return a text escaped for use between tags."""
    return text.translate(_IN_TEXT).encode()


def quoted(value: str) -> bytes:
    """Return an attribute's value, escaped and in quotes."""
    return b'"' + value.translate(_IN_ATTRIBUTE).encode() + b'"'
