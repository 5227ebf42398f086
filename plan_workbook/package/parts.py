"""A package: the parts of a workbook by name, their content types and their relationships."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Mapping
from itertools import chain, count
from types import MappingProxyType

from plan_workbook.package import content_types, relationships
from plan_workbook.package.archive import Archive, packed_entry, write_archive
from plan_workbook.package.errors import DamagedWorkbook
from plan_workbook.package.markup import utf8
from plan_workbook.package.relationships import Relationship
from plan_workbook.patterns import pattern

#: relationship parts and [Content_Types].xml describe parts and can't be the target of a relationship
_NO_TARGET = pattern(r"(?i)(?:.*/)?_rels/[^/]*\.rels|\[content_types\]\.xml")
_RELATIONSHIP_ID = pattern(rb"""["'](rId\d+)["']""", re.IGNORECASE)


class Package:
    """The parts of one workbook, with the changes made so far.

    Part names are compared ignoring case, as Excel does.
    """

    def __init__(self, archive: Archive, unpacked: Mapping[str, bytes] = MappingProxyType({})) -> None:
        """Start from a zip that has been checked.

        Args:
            archive: the zip.
            unpacked: the content of parts that need not be unpacked again, by their names in lower case.
        """
        self._archive = archive
        self._entries = {entry.name.lower(): entry for entry in archive.entries}
        self._read = dict(unpacked)
        self._new: dict[str, tuple[str, bytes]] = {}
        self._gone: set[str] = set()
        self._arrows: dict[str, tuple[bytes, list[Relationship]]] = {}

    def as_read(self) -> Package:
        """Return a package with the same parts, to be changed on its own; what was read of them is not read again."""
        same = Package(self._archive, self._read)
        same._arrows = self._arrows.copy()
        return same

    def find(self, name: str) -> str | None:
        """Return the name of a part as the package writes it, or None if there is no such part."""
        key = name.lower()
        if key in self._new:
            return self._new[key][0]
        return self._entries[key].name if key in self._entries and key not in self._gone else None

    def names(self) -> list[str]:
        """Return the names of all parts."""
        old = [entry.name for key, entry in self._entries.items() if key not in self._gone and entry.name[-1:] != "/"]
        return old + [name for key, (name, _) in self._new.items() if key not in self._entries]

    def read(self, name: str) -> bytes:
        """Return the content of a part as it now is."""
        key = name.lower()
        if key in self._new:
            return self._new[key][1]
        if key not in self._entries or key in self._gone:
            raise DamagedWorkbook(detail=f"{name} is missing")
        if key not in self._read:
            self._read[key] = self._entries[key].unpack()
        return self._read[key]

    def xml(self, name: str) -> bytes:
        """Return the content of an XML part in UTF-8."""
        return utf8(self.read(name))

    def put(self, name: str, content: bytes) -> None:
        """Set the content of a part, new or old. The same XML in another encoding does not count as a change."""
        old = self.find(name)
        if old is not None and content in (self.read(old), _utf8_or_none(self.read(old))):
            return
        self._gone.discard(name.lower())
        self._new[name.lower()] = (old or name, content)

    def add(self, name: str, content: bytes, kind: str) -> None:
        """Add or replace a part of a given content type."""
        self.put(name, content)
        types = self.xml(content_types.PART)
        self.put(content_types.PART, content_types.with_type(types, name, kind))

    def remove(self, name: str) -> None:
        """Remove a part, with its relationships and its content type."""
        for each in (name, relationships.part_of(name)):
            if self.find(each) is not None:
                self._new.pop(each.lower(), None)
                self._gone.add(each.lower())
        types = self.xml(content_types.PART)
        self.put(content_types.PART, content_types.without_type(types, name))

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        return content_types.type_of(self.xml(content_types.PART), name)

    def types(self, names: list[str]) -> dict[str, str]:
        """Return the content types of many parts."""
        return content_types.types(self.xml(content_types.PART), names)

    def free_name(self, pattern: str, alone: bool = False) -> str:
        """Return a part name that is not in use: ``pattern`` with the lowest free number in place of ``{}``.

        Parts that a workbook has only one of (``alone``) carry no number, because some readers know them by that name.
        A name counts as in use if only its relationships are left, or else a new part would take over the targets of
        the old one.
        """
        names = [pattern.format("")] if alone else []
        return next(name for name in chain(names, map(pattern.format, count(1))) if not self._is_taken(name))

    def _is_taken(self, name: str) -> bool:
        return any(self.find(each) is not None for each in (name, relationships.part_of(name)))

    def relationships(self, source: str) -> list[Relationship]:
        """Return the relationships of a part ("" for the package); in real files ids may be repeated or empty."""
        part = self.find(relationships.part_of(source))
        if part is None:
            return []
        content = self.read(part)
        if part not in self._arrows or self._arrows[part][0] is not content:
            self._arrows[part] = content, relationships.read(utf8(content), part)
        return list(self._arrows[part][1])

    def taken_ids(self, source: str) -> list[str]:
        """Return the relationship ids that a new relationship of a part must not use, even ids without a target."""
        named = _RELATIONSHIP_ID.findall(self.xml(source)) if self.find(source) else []
        return [each.id for each in self.relationships(source)] + [each.decode() for each in named]

    def relate(self, source: str, new: Iterable[Relationship], gone: Iterable[Relationship] = ()) -> None:
        """Add relationships to a part and remove others."""
        new, gone = list(new), list(gone)
        if not new and not gone:
            return
        part = self.find(relationships.part_of(source))
        name = part or relationships.part_of(source)
        content = relationships.with_relationships(self.xml(part) if part else relationships.EMPTY, name, new, gone)
        self.add(name, content, content_types.RELATIONSHIPS)

    def link(self, source: str, kind: str, part: str) -> str:
        """Add a relationship of one of Office's kinds from one part to another, and return its id."""
        identity = relationships.free_id(self.taken_ids(source))
        target = relationships.relative(source, part)
        self.relate(source, [Relationship(identity, f"{relationships.OFFICE}/{kind}", target, external=False)])
        return identity

    def target(self, source: str, relationship: Relationship) -> str | None:
        """Return the part that a relationship points at, or None if the target is external or missing."""
        if relationship.external or not relationship.target:
            return None
        literal = posixpath.join("/", posixpath.dirname(source), relationship.target.split("#")[0])
        found = self.find(posixpath.normpath(literal).lstrip("/")) or self.find(
            relationships.resolve(source, relationship.target)
        )
        return None if found is None or _NO_TARGET.fullmatch(found) else found

    def targets(self, source: str, kind: str) -> list[str]:
        """Return the parts that a part points at with relationships of one kind."""
        found = [self.target(source, each) for each in self.relationships(source) if each.kind == kind]
        return [part for part in found if part is not None]

    def sources(self, part: str) -> list[str]:
        """Return the parts, and "" for the package, that point at a part."""
        found = []
        for name in self.names():
            match = relationships.NAME.fullmatch(name)
            if match is not None:
                source = match[1] + match[2]
                if any(self.target(source, each) == part for each in self.relationships(source)):
                    found.append(source)
        return found

    def to_bytes(self) -> bytes:
        """Return the package as a zip; if nothing changed, exactly the bytes it was read from."""
        changed = {key for key, (_, content) in self._new.items() if not self._is_stored(key, content)}
        if not changed and not self._gone:
            return self._archive.content
        entries = [
            packed_entry(entry.name, self._new[key][1]) if key in changed else entry
            for key, entry in self._entries.items()
            if key not in self._gone
        ]
        entries += [packed_entry(*self._new[key]) for key in self._new if key not in self._entries]
        return write_archive(entries, self._archive.comment)

    def _is_stored(self, key: str, content: bytes) -> bool:
        return key in self._entries and self._entries[key].unpack() == content


def _utf8_or_none(content: bytes) -> bytes | None:
    return utf8(content) if content[:2] in (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"<?") else None
