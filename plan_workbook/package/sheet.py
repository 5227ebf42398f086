"""Worksheet parts: replace our elements of a sheet with those of the drawn sheet, and leave the rest of it.

Some elements of a worksheet are ours (cells, columns, merges, ...), some are people's own (views, comments,
slicers, ...), and some are ours only if the drawn sheet has them (print set-up, protection).
"""

from __future__ import annotations

from collections.abc import Mapping

from plan_workbook.package.markup import Element, parse, parse_root
from plan_workbook.package.relationships import OFFICE
from plan_workbook.package.splice import (
    Splice,
    as_empty_tag,
    as_open_tag,
    start_tag,
    tag_name,
    with_attributes,
    with_declarations,
)

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: CT_Worksheet: Excel offers to repair a sheet whose elements are in another order
ORDER = (
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
)
OURS = {
    "dimension",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "autoFilter",
    "sortState",
    "mergeCells",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "rowBreaks",
    "colBreaks",
    "ignoredErrors",
}
OURS_IF_DRAWN = {"sheetProtection", "printOptions", "pageMargins", "pageSetup", "headerFooter", "drawing"}
_X14_FORMATTING = "{78C0D931-6437-407d-A8EE-F0AAD7539E65}"
_X14_VALIDATION = "{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"
_X14_SPARKLINES = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
_OUR_EXTENSIONS = {_X14_FORMATTING.lower(), _X14_VALIDATION.lower()}
_OUR_EXTENSIONS_IF_DRAWN = {_X14_SPARKLINES.lower()}


class Fragment:
    """Elements of the drawn sheet, as bytes that keep their meaning in the host."""

    def __init__(self, content: bytes, prefixes: Mapping[str, str]) -> None:
        """Read a drawn worksheet; ``prefixes`` are the namespaces in scope where its elements will go."""
        self.content = content
        self.root = parse(content, "the drawn sheet", depth=3, closed="sheetData")
        self._prefixes = prefixes

    def elements(self, name: str) -> list[bytes]:
        """Return the sheet's elements with one name."""
        return [self.raw(each) for each in self.root.each(name)]

    def raw(self, element: Element) -> bytes:
        """Return one element, with the namespace declarations that its new place does not have."""
        return with_declarations(self.content, element, self._prefixes)


def replaced(host: bytes, part: str, drawn: bytes) -> bytes:
    """Return the host's worksheet with our elements replaced by the drawn sheet's, which are in the host's terms."""
    root = parse_root(host, part, "worksheet", depth=3, closed="sheetData")
    fragment = Fragment(drawn, root.prefixes)
    has = {each.name for each in fragment.root.children}
    splice = Splice(host)
    new: dict[str, bytes] = {name: b"".join(fragment.elements(name)) for name in has & (OURS | OURS_IF_DRAWN)}
    if root.first("sheetViews") is None:
        new["sheetViews"] = b"".join(fragment.elements("sheetViews"))
    new["sheetPr"] = _properties(host, root, fragment)
    new["extLst"] = _extensions(host, root, fragment)
    if "pageSetup" in new:
        new["pageSetup"] = _page_setup(root, new["pageSetup"])
    mine = {name for name in ORDER if name in OURS or (name in OURS_IF_DRAWN and name in has)} | {
        "sheetPr",
        "extLst",
    }
    mine |= set(new)
    for name in ORDER:
        if name in mine:
            _replace_all(splice, root, name, new.get(name, b""))
    return splice.result()


def _replace_all(splice: Splice, root: Element, name: str, new: bytes) -> None:
    """Put ``new`` where the elements with that name were, or where the fixed order requires it."""
    old = root.each(name)
    for each in old[1:]:
        splice.replace(each.start, each.end, b"")
    if old:
        splice.replace(old[0].start, old[0].end, new)
    elif new:
        before = set(ORDER[: ORDER.index(name)])
        earlier = [each for each in root.children if each.name in before or _holds(each, before)]
        if root.inner == root.end:
            splice.append_to(root, new)
        else:
            splice.insert(earlier[-1].end if earlier else root.inner, new)


def _holds(element: Element, names: set[str]) -> bool:
    """Tell whether an mc:AlternateContent wraps one of these elements, as it does controls and OLE objects."""
    inside = {each.name for choice in element.children for each in choice.children}
    return element.name == "AlternateContent" and bool(inside & names)


def _properties(host: bytes, root: Element, fragment: Fragment) -> bytes:
    """Return sheetPr: the host's attributes (VBA finds a sheet by its codeName) and the drawn sheet's children."""
    old, new = root.first("sheetPr"), fragment.root.first("sheetPr")
    drawn = {each.name: fragment.raw(each) for each in new.children} if new else {}
    if old is None and new is None:
        return b""
    has_setup = fragment.root.first("pageSetup") is not None
    inner = b""
    for name in ("tabColor", "outlinePr", "pageSetUpPr"):
        kept = old.first(name) if old else None
        if name in drawn:
            inner += drawn[name]
        elif kept is not None and not (name == "pageSetUpPr" and has_setup):
            inner += host[kept.start : kept.end]
    if old is None:
        return (
            (b"<sheetPr>" if root.prefixes.get("") == MAIN else b'<sheetPr xmlns="%s">' % MAIN.encode())
            + inner
            + b"</sheetPr>"
        )
    tag = with_attributes(start_tag(host, old), {"filterMode": None})
    if not inner:
        return host[old.start : old.end] if not old.children else as_empty_tag(tag)
    return as_open_tag(tag) + inner + b"</" + tag_name(tag) + b">"


def _page_setup(root: Element, drawn: bytes) -> bytes:
    """Return the drawn page set-up with the host's printer settings, which are in a separate part."""
    old = root.first("pageSetup")
    identity = old.attributes.get(f"{{{OFFICE}}}id") if old else None
    prefix = old.prefix_of_attributes(OFFICE) if old else None
    if not identity or not prefix:
        return drawn
    extra: dict[str, str | None] = {f"{prefix}:id": identity}
    if root.prefixes.get(prefix) != OFFICE:
        extra[f"xmlns:{prefix}"] = OFFICE
    return with_attributes(drawn, extra)


def _extensions(host: bytes, root: Element, fragment: Fragment) -> bytes:
    """Return extLst with people's extensions (slicers, ...) kept and ours replaced by the drawn sheet's."""
    old, new = root.first("extLst"), fragment.root.first("extLst")
    drawn = {each.attributes.get("uri", "").lower(): fragment.raw(each) for each in new.children} if new else {}
    ours = _OUR_EXTENSIONS | (_OUR_EXTENSIONS_IF_DRAWN & set(drawn))
    kept = [e for e in (old.children if old else ()) if e.attributes.get("uri", "").lower() not in ours]
    inner = b"".join(host[each.start : each.end] for each in kept) + b"".join(drawn.values())
    if not inner:
        return b""
    if old is None:
        head = b"<extLst>" if root.prefixes.get("") == MAIN else b'<extLst xmlns="%s">' % MAIN.encode()
        return head + inner + b"</extLst>"
    if len(kept) == len(old.children) and not drawn:
        return host[old.start : old.end]
    tag = start_tag(host, old)
    return as_open_tag(tag) + inner + b"</" + tag_name(tag) + b">"
