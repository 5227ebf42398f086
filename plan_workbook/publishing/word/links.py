"""Removes links to files from a part of a Word document, and files embedded in it.

A link to somebody's folder gives its name away and is of no use to a reader; links to the web and email addresses are
up to the council. A workbook behind a chart, or a document behind a picture of it, has its own properties with names:
the picture stays, and the file behind it goes.
"""

from __future__ import annotations

import re

from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

_KEPT = re.compile(r"\s*(https?|ftps?|mailto|tel):|\s*#", re.IGNORECASE)
_PATH = re.compile(r"\s*(file:|[A-Za-z]:[\\/]|\\\\|/)", re.IGNORECASE)
_FILES_WITHIN = frozenset({"package", "oleObject", "control", "aFChunk", "subDocument"})
"""The ends of the types of relationships to other files: behind a chart or a picture, or in place of some paragraphs
(``altChunk``), which Word would take in when it opens the report."""
_SHOWN = frozenset({"image", "hyperlink", "chart"})
"""Relationships that go once nothing in the part refers to them, because what showed them was removed."""
_IN_RELATIONSHIPS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_VML_HREF = frozenset({"href", "{urn:schemas-microsoft-com:office:office}href"})
_PICTURES = frozenset(map(qn, ("w:drawing", "w:pict", "w:object")))
_SHOWS = ("{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata")
_LINK = qn("w:hyperlink")
_DESCRIBED = frozenset({"name", "descr", "title", "alt", "{urn:schemas-microsoft-com:office:office}title"})


def leads_outward(target: str) -> bool:
    """Tell whether a link leads to the web, to an email address or within the document, and not to a file."""
    return _KEPT.match(target) is not None


def drop_links(part: Part) -> None:
    """Remove from a part its links to files, and the files embedded in it."""
    gone = {
        key
        for key, relationship in part.rels.items()
        if (relationship.is_external and not leads_outward(relationship.target_ref))
        or relationship.reltype.rpartition("/")[2] in _FILES_WITHIN
    }
    if gone:
        root = root_of(part)
        if root is not None:
            for each in list(root.iter(etree.Element)):
                _unlink(each, gone)
            put_back(part, root)
    for key in gone:
        del part.rels[key]


def drop_paths(root: etree._Element) -> None:
    """Remove paths from drawings, where they are in links and in the names that Word gave to pictures."""
    for each in root.iter(etree.Element):
        for name, value in list(each.attrib.items()):
            if name in _VML_HREF and not leads_outward(str(value)):
                del each.attrib[name]
            elif name in _DESCRIBED and _PATH.match(str(value)):
                each.set(name, re.split(r"[\\/]", str(value))[-1])


def drop_unused(part: Part, root: etree._Element) -> None:
    """Drop pictures and links that a part no longer shows."""
    named = {value for each in root.iter(etree.Element) for value in each.attrib.values()}
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rpartition("/")[2] in _SHOWN and key not in named:
            del part.rels[key]


def root_of(part: Part) -> etree._Element | None:
    """Return the markup of a part, or None if it has none."""
    if isinstance(part, XmlPart):
        root: etree._Element = part.element
        return root
    return parse_xml(part.blob) if part.content_type.endswith("xml") else None


def put_back(part: Part, root: etree._Element) -> None:
    """Put changed markup back into its part."""
    if not isinstance(part, XmlPart):  # such as footnotes, which python-docx does not parse
        part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _unlink(each: etree._Element, gone: set[str]) -> None:
    """Remove a link from an element, or the element itself, whichever keeps what is shown."""
    names = [name for name in each.attrib if str(name).startswith(_IN_RELATIONSHIPS) and each.get(name) in gone]
    parent = each.getparent()
    if not names or parent is None:
        return
    if each.tag == _LINK:
        for child in list(each):
            each.addprevious(child)
        parent.remove(each)
    elif each.tag in _SHOWS:
        for name in names:
            del each.attrib[name]
        if not any(str(name).startswith(_IN_RELATIONSHIPS) for name in each.attrib):
            picture = next((above for above in each.iterancestors() if above.tag in _PICTURES), None)
            holder = None if picture is None else picture.getparent()
            if picture is not None and holder is not None:
                holder.remove(picture)
    else:
        parent.remove(each)
