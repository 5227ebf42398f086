"""``[Content_Types].xml``: the content type of each part, given for its name or for its extension."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from plan_workbook.package.errors import DamagedWorkbook
from plan_workbook.package.markup import Element, parse_root
from plan_workbook.package.splice import Splice, prefix_in_tag, quoted

MOST_TYPES = 20_000
PART = "[Content_Types].xml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"


def _extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def _key(element: Element) -> str:
    return "/" + element.attributes.get("PartName", "").lstrip("/").lower()


@lru_cache(maxsize=4)
def _root(content: bytes) -> Element:
    """Return the root of the part; cached, because it is needed many times.

    Raises:
        DamagedWorkbook: it does not hold content types, or lists more parts than any real package has.
    """
    root = parse_root(content, PART, "Types")
    if len(root.children) > MOST_TYPES:
        raise DamagedWorkbook(detail=f"{PART} lists {len(root.children):,} parts")
    return root


def type_of(content: bytes, name: str) -> str:
    """Return the content type of a part, or "" if none is given. Names are compared ignoring case."""
    root = _root(content)
    for element in root.each("Override"):
        if _key(element) == f"/{name.lower()}":
            return element.attributes.get("ContentType", "")
    return next((e.attributes.get("ContentType", "") for e in _defaults(root, name)), "")


def types(content: bytes, names: list[str]) -> dict[str, str]:
    """Return the content types of several parts, in one pass."""
    overrides, defaults = _declared(content)
    return {name: overrides.get(f"/{name.lower()}") or defaults.get(_extension(name), "") for name in names}


@lru_cache(4)  # asked for each sheet of a workbook, which has a line for each
def _declared(content: bytes) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the content types of parts by their names, and those of extensions."""
    root = _root(content)
    overrides = {_key(e): e.attributes.get("ContentType", "") for e in root.each("Override")}
    defaults = {
        e.attributes.get("Extension", "").lower(): e.attributes.get("ContentType", "") for e in root.each("Default")
    }
    return overrides, defaults


def _defaults(root: Element, name: str) -> list[Element]:
    return [e for e in root.each("Default") if e.attributes.get("Extension", "").lower() == _extension(name)]


def with_type(content: bytes, name: str, kind: str) -> bytes:
    """Return ``[Content_Types].xml`` with a part's content type set; unchanged if it was already set.

    Relationship parts and pictures get a default for their extension, as Excel writes them.
    """
    if type_of(content, name) == kind:
        return content
    root = _root(content)
    splice = Splice(content)
    prefix = prefix_in_tag(content, root)
    by_extension = kind == RELATIONSHIPS or kind.startswith("image/")
    for element in root.each("Override"):
        if _key(element) == f"/{name.lower()}":
            splice.replace(element.start, element.end, b"")
    if by_extension and not _defaults(root, name):
        new = b"<%sDefault Extension=%s ContentType=%s/>" % (prefix, quoted(_extension(name)), quoted(kind))
        if root.close == root.inner == root.end:
            splice.append_to(root, new)
        else:
            splice.insert(root.inner, new)
    else:
        new = b"<%sOverride PartName=%s ContentType=%s/>" % (prefix, quoted("/" + name), quoted(kind))
        splice.append_to(root, new)
    return splice.result()


def without_type(content: bytes, name: str) -> bytes:
    """Return ``[Content_Types].xml`` without the entry of a part that was removed."""
    splice = Splice(content)
    for element in _root(content).each("Override"):
        if _key(element) == f"/{name.lower()}":
            splice.replace(element.start, element.end, b"")
    return splice.result()
