"""The XML of a Word document as a tree, and the few words that its elements share."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from plan_workbook.package.errors import DamagedWorkbook

Element = etree._Element
_MAIN = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""What the names of Word's own elements and attributes begin with."""
ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_OFF = frozenset({"0", "false", "off"})
_WRAPPERS = frozenset(W + name for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo"))
"""Elements around rows, cells and paragraphs that do not change what is shown of them."""


def parsed(content: bytes, part: str) -> Element:
    """Return the root of a part; one that is saved as Strict Open XML gets the names that others have.

    Raises:
        DamagedWorkbook: it is not well-formed, or its elements are nested too deeply.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    if _STRICT in content:
        content = content.replace(_STRICT, _MAIN)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        too_deep = "depth" in str(error)
        why = "elements nested too deeply" if too_deep else "XML that is not well-formed"
        raise DamagedWorkbook(detail=f"{part} has {why}") from error


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first of Word's own elements of that name in an element, and in that the next; None if missing."""
    for name in names:
        if element is None:
            return None
        element = element.find(W + name)
    return element


def value(element: Element | None, *names: str) -> str | None:
    """Return what the element at the end of these names has as its value; None if it is missing or has none."""
    return attribute(child(element, *names), "val")


def attribute(element: Element | None, name: str) -> str | None:
    """Return one of Word's own attributes of an element."""
    return None if element is None else element.get(W + name)


def number(text: str | None) -> int | None:
    """Return the whole number that an attribute gives; None if it does not."""
    try:
        return int(text) if text is not None and len(text) < 12 else None
    except ValueError:
        return None


def is_on(element: Element | None) -> bool | None:
    """Tell whether an element switches something on; None if there is no such element."""
    return None if element is None else element.get(W + "val") not in _OFF


def within(element: Element, *names: str) -> Iterator[Element]:
    """Yield Word's own elements with these names in an element, also in the content controls and the like in it."""
    wanted = {W + name for name in names}
    waiting = [*reversed(element)]
    while waiting:
        each = waiting.pop()
        if each.tag in wanted:
            yield each
        elif each.tag in _WRAPPERS:
            waiting.extend(reversed(each))
        elif each.tag == W + "sdt":
            content = child(each, "sdtContent")
            waiting.extend(reversed(content) if content is not None else ())
        elif each.tag == ALTERNATIVES:
            waiting.extend(reversed(chosen(each)))


def chosen(alternatives: Element) -> list[Element]:
    """Return what is in the first alternative that is not empty: the others say the same for older programs."""
    return next(([*each] for each in alternatives if len(each)), [])
