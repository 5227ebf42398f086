"""Document properties: who saved a workbook and when, and the language it is written in."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.package.errors import DamagedWorkbook
from plan_workbook.package.markup import parse, parse_root
from plan_workbook.package.safety import open_package
from plan_workbook.package.splice import Splice, escaped

DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"


class Saved(NamedTuple):
    """Who saved a workbook last, and when, as its properties say; each is empty if they do not."""

    by: str = ""
    at: str = ""
    """Usually in the form ``2017-12-21T09:30:00Z``."""
    created: str = ""
    """When it was made, in the same form."""


def last_saved(content: bytes) -> Saved:
    """Return who saved a workbook last, and when.

    Raises:
        PackageError: with the reason in a sentence.
    """
    package = open_package(content)
    part = next(iter(package.targets("", "core-properties")), None)
    if part is None:
        return Saved()
    said = {each.name: each.text.strip() for each in parse(package.xml(part), part).children}
    return Saved(said.get("lastModifiedBy", ""), said.get("modified", ""), said.get("created", ""))


def in_language(content: bytes, language: str) -> bytes:
    """Return a workbook with its language set in the properties; the same bytes if it was already set.

    Screen readers choose their voice from it. Use it for new workbooks only: the properties of an existing one belong
    to its authors.

    Args:
        content: a workbook with core properties, which every workbook made by XlsxWriter has.
        language: a language tag (RFC 5646), such as ``en-GB``.

    Raises:
        PackageError: with the reason in a sentence.
    """
    package = open_package(content)
    part = next(iter(package.targets("", "core-properties")), None)
    if part is None:
        raise DamagedWorkbook(detail="its properties are missing")
    before = package.xml(part)
    root = parse_root(before, part, "coreProperties")
    splice = Splice(before)
    said = [each for each in root.each("language") if each.space == DUBLIN_CORE]
    if [each.text for each in said] == [language]:
        return content
    for each in said:  # a property must not occur twice (ECMA-376-2, core properties)
        splice.replace(each.start, each.end, b"")
    new = b'<dc:language xmlns:dc="%s">%s</dc:language>' % (DUBLIN_CORE.encode(), escaped(language))
    if root.prefixes.get("dc") == DUBLIN_CORE:
        new = b"<dc:language>%s</dc:language>" % escaped(language)
    splice.append_to(root, new)
    package.put(part, splice.result())
    return package.to_bytes()
