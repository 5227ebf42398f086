"""Cell metadata: the entry that makes an array formula a dynamic array, which spills."""

from __future__ import annotations

from plan_workbook.package.errors import CannotDraw
from plan_workbook.package.markup import Element, parse
from plan_workbook.package.parts import Package
from plan_workbook.package.splice import Splice, prefix_in_tag, start_tag, with_attributes

METADATA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheetMetadata+xml"
_DYNAMIC = "XLDAPR"
_ORDER = (
    "metadataTypes",
    "metadataStrings",
    "mdxMetadata",
    "futureMetadata",
    "cellMetadata",
    "valueMetadata",
    "extLst",
)
_TYPE = (
    b'<%smetadataType name="XLDAPR" minSupportedVersion="120000" copy="1" pasteAll="1" pasteValues="1" merge="1"'
    b' splitFirst="1" rowColShift="1" clearFormats="1" clearComments="1" assign="1" coerce="1" cellMeta="1"/>'
)
_FUTURE = (
    b'<%sfutureMetadata name="XLDAPR" count="1"><%sbk><%sextLst>'
    b'<%sext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties xmlns:xda="http://schemas.microsoft.com/office/spreadsheetml/2017/dynamicarray"'
    b' fDynamic="1" fCollapsed="0"/></%sext></%sextLst></%sbk></%sfutureMetadata>'
)


def only_dynamic(package: Package, part: str) -> None:
    """Raise CannotDraw if a drawn metadata part describes anything other than dynamic arrays."""
    root = parse(package.xml(part), part)
    cells = root.first("cellMetadata")
    if root.first("valueMetadata") or cells is None or len(cells.children) != 1 or not _dynamic_type(root):
        raise CannotDraw(detail="it has cells of an unknown kind")


def dynamic_position(content: bytes, part: str) -> int | None:
    """Return the position of the cell metadata for dynamic arrays, from 1 as in ``cm``; None if there is none."""
    root = parse(content, part)
    cells, kind = root.first("cellMetadata"), str(_dynamic_type(root))
    for position, block in enumerate(cells.each("bk") if cells else (), start=1):
        if [each.attributes.get("t") for each in block.each("rc")] == [kind]:
            return position
    return None


def with_dynamic(content: bytes, part: str) -> bytes:
    """Return a metadata part with an entry for dynamic arrays; the same bytes if it already has one."""
    if dynamic_position(content, part) is not None:
        return content
    root = parse(content, part)
    splice = Splice(content)
    prefix = prefix_in_tag(content, root)
    kind = _dynamic_type(root)
    if not kind:
        kind = _append(splice, root, "metadataTypes", _TYPE % prefix)
        _insert(splice, root, "futureMetadata", _FUTURE % ((prefix,) * 8))
    _append(splice, root, "cellMetadata", b'<%sbk><%src t="%d" v="0"/></%sbk>' % (prefix, prefix, kind, prefix))
    return splice.result()


def _dynamic_type(root: Element) -> int:
    """Return the position, from 1, of the metadata type for dynamic arrays; 0 if there is none."""
    types = root.first("metadataTypes")
    names = [each.attributes.get("name", "") for each in types.children] if types else []
    return names.index(_DYNAMIC) + 1 if _DYNAMIC in names else 0


def _append(splice: Splice, root: Element, name: str, raw: bytes) -> int:
    """Append an entry to one of the lists and return its position, from 1."""
    found = root.first(name)
    prefix = prefix_in_tag(splice.content, root)
    if found is None:
        tag = prefix + name.encode()
        _insert(splice, root, name, b'<%s count="1">%s</%s>' % (tag, raw, tag))
        return 1
    count = len(found.children) + 1
    splice.replace(found.start, found.inner, with_attributes(start_tag(splice.content, found), {"count": str(count)}))
    splice.insert(found.close, raw)
    return count


def _insert(splice: Splice, root: Element, name: str, raw: bytes) -> None:
    before = [each for each in root.children if each.name in _ORDER[: _ORDER.index(name) + 1]]
    splice.insert(before[-1].end if before else root.inner, raw)
