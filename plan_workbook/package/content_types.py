"""``[Content_Types].xml``: what each part is, by its name or by its extension."""

from __future__ import annotations

from plan_workbook.package.markup import Element, parse
from plan_workbook.package.splice import Splice, prefix_in_tag, quoted

PART = "[Content_Types].xml"
RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"


def _extension(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[2].lower()


def _key(element: Element) -> str:
    return "/" + element.attributes.get("PartName", "").lstrip("/").lower()


def type_of(content: bytes, name: str) -> str:
    """Return the content type of a part, "" when none is given. Names compare ignoring case."""
    root = parse(content, PART)
    for element in root.each("Override"):
        if _key(element) == f"/{name.lower()}":
            return element.attributes.get("ContentType", "")
    return next((e.attributes.get("ContentType", "") for e in _defaults(root, name)), "")


def types(content: bytes, names: list[str]) -> dict[str, str]:
    """Return the content type of each of many parts, in one pass."""
    root = parse(content, PART)
    overrides = {_key(e): e.attributes.get("ContentType", "") for e in root.each("Override")}
    defaults = {
        e.attributes.get("Extension", "").lower(): e.attributes.get("ContentType", "") for e in root.each("Default")
    }
    return {name: overrides.get(f"/{name.lower()}") or defaults.get(_extension(name), "") for name in names}


def _defaults(root: Element, name: str) -> list[Element]:
    return [e for e in root.each("Default") if e.attributes.get("Extension", "").lower() == _extension(name)]


def with_type(content: bytes, name: str, kind: str) -> bytes:
    """Return the part with the content type of one more part; unchanged where it is already so.

    Relationship parts and pictures get a default for their extension, as Excel writes them.
    """
    if type_of(content, name) == kind:
        return content
    root = parse(content, PART)
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
    """Return the part without the entry of a part that is no more."""
    splice = Splice(content)
    for element in parse(content, PART).each("Override"):
        if _key(element) == f"/{name.lower()}":
            splice.replace(element.start, element.end, b"")
    return splice.result()
