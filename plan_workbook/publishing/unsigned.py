"""A Word document without the names of those who made it, and without what ties it to their computers.

Word notes who last saved a template, who typed which change and who remarked on it, and the template's own template and
printer by their paths. None of that is for the readers of a report. Changes are taken as accepted, as a reader would
see them.
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree
from markupsafe import escape

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_IS_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
<dc:language>{}</dc:language></cp:coreProperties>"""
_OURS_TO_DROP = frozenset({
    "comments", "commentsExtended", "commentsIds", "commentsExtensible", "people", "customXml", "vbaProject",
    "wordVbaData", "attachedTemplate", "mailMergeSource", "mailMergeHeaderSource", "printerSettings", "recipientData",
    "documenttasks",
})  # fmt: skip
"""What a relationship's type ends in that leads to people, programs or places and not to the report."""
_NOTES = frozenset(map(qn, (
    "w:commentRangeStart", "w:commentRangeEnd", "w:commentReference", "w:annotationRef", "w:moveFromRangeEnd",
    "w:moveToRangeEnd", "w:attachedTemplate", "w:mailMerge", "w:docVars", "w:printerSettings", "w:dataBinding",
)))  # fmt: skip
"""Elements that mark a remark or the end of a moved text, or name such a part."""
_KEPT_CHANGES = frozenset(map(qn, ("w:ins", "w:moveTo")))
_AUTHOR, _DELETED, _OF_ROW = qn("w:author"), qn("w:del"), qn("w:trPr")


def unsign(document: Document) -> None:
    """Take out of a document who made it, remarked on it and changed it, and which template and printer they had."""
    package = document.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype != f"{_OFFICE}/officeDocument":  # properties of three kinds, labels, a small picture
            del package.rels[key]
    for part in list(package.iter_parts()):
        for key, relationship in list(part.rels.items()):
            if relationship.reltype.rpartition("/")[2] in _OURS_TO_DROP:
                del part.rels[key]
        if "wordprocessingml" not in part.content_type:
            continue
        if isinstance(part, XmlPart):
            _unsign(part.element)
        else:  # notes at the foot of pages, which python-docx leaves as they are
            root = parse_xml(part.blob)
            _unsign(root)
            part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def give_properties(document: Document, title: str, subject: str, language: str) -> None:
    """Have an unsigned document say what it is and in which language, and not by whom or when."""
    package = document.part.package
    content = _PROPERTIES.format(escape(title), escape(subject), escape(language)).encode()
    package.relate_to(Part(PackURI("/docProps/core.xml"), _CORE, content, package), _IS_CORE)


def _unsign(root: etree._Element) -> None:
    for each in list(root.iter(etree.Element)):
        parent = each.getparent()
        if parent is None:
            continue
        if each.tag in _NOTES:
            parent.remove(each)
        elif each.get(_AUTHOR) is not None:
            if each.tag in _KEPT_CHANGES:
                for child in list(each):
                    each.addprevious(child)
            row = parent.getparent()
            if each.tag == _DELETED and parent.tag == _OF_ROW and row is not None:
                above = row.getparent()
                if above is not None:
                    above.remove(row)
            else:
                parent.remove(each)
