"""Relationship parts: the targets of one part, each with an id and a type."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import unquote

from plan_workbook.package.markup import Element, parse, parse_root
from plan_workbook.package.splice import Splice, prefix_in_tag, quoted
from plan_workbook.patterns import pattern

SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAME = pattern(r"(?i)((?:.*/)?)_rels/([^/]*)\.rels")  #: the folder and the name of the part that one is about
EMPTY = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="%s"></Relationships>' % (
    SPACE.encode()
)


class Relationship(NamedTuple):
    """One arrow from a part to another part, or to something outside the package."""

    id: str
    type: str
    target: str  #: as written: relative to the source's folder, absolute, or a web address
    external: bool

    @property
    def kind(self) -> str:
        """The last word of its type: worksheet, drawing, hyperlink, ..."""
        return self.type.rpartition("/")[2]


def part_of(source: str) -> str:
    """Return the name of the part that holds the relationships of ``source`` ("" for the package itself)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", name + ".rels")


def resolve(source: str, target: str) -> str:
    """Return the part name that a target refers to, without a leading slash."""
    path = unquote(target.split("#")[0])
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(source), path)).lstrip("/")


def relative(source: str, part: str) -> str:
    """Return another part's name as a target in the relationships of ``source``."""
    return posixpath.relpath("/" + part, posixpath.join("/", posixpath.dirname(source)))


def read(content: bytes, part: str) -> list[Relationship]:
    """Return the relationships in the order in which they are written."""
    return [_relationship(each) for each in parse_root(content, part, "Relationships").each("Relationship")]


def _relationship(element: Element) -> Relationship:
    values = element.attributes
    external = values.get("TargetMode", "").lower() == "external"
    return Relationship(values.get("Id", ""), values.get("Type", ""), values.get("Target", ""), external)


def free_id(taken: Iterable[str]) -> str:
    """Return an unused id of the usual form, ``rId1``."""
    ids = {each.lower() for each in taken}
    return next(f"rId{n}" for n in range(1, len(ids) + 2) if f"rid{n}" not in ids)


def with_relationships(
    content: bytes, part: str, new: Iterable[Relationship], gone: Iterable[Relationship] = ()
) -> bytes:
    """Return the part with relationships appended and others removed, which are compared in full as ids may repeat."""
    root = parse(content, part)
    splice = Splice(content)
    prefix = prefix_in_tag(content, root)
    dropped = set(gone)
    for element in root.each("Relationship"):
        if _relationship(element) in dropped:
            splice.replace(element.start, element.end, b"")
    added = b"".join(
        b"<%sRelationship Id=%s Type=%s Target=%s%s/>"
        % (
            prefix,
            quoted(each.id),
            quoted(each.type),
            quoted(each.target),
            b' TargetMode="External"' if each.external else b"",
        )
        for each in new
    )
    if added:
        splice.append_to(root, added)
    return splice.result()
