"""Makes a Word document anonymous: no names of the people who made it, no traces of their computers.

Word notes who last saved a template, who typed each change and who commented on it, and the paths of the template's own
template and printer. None of that is for the readers of a report. Tracked changes are accepted, as a reader would see
them. `fields` and `links` remove names and paths within the text.
"""

from __future__ import annotations

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from lxml import etree
from markupsafe import escape

from plan_workbook.publishing.word.fields import drop_fields, drop_if_empty, is_hidden
from plan_workbook.publishing.word.links import drop_links, drop_paths, drop_unused, put_back, root_of
from plan_workbook.values.text import on_one_line

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_IS_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_PROPERTIES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
<dc:language>{}</dc:language></cp:coreProperties>"""
_OURS_TO_DROP = frozenset(
    {
        "comments",
        "commentsExtended",
        "commentsIds",
        "commentsExtensible",
        "people",
        "customXml",
        "vbaProject",
        "wordVbaData",
        "attachedTemplate",
        "mailMergeSource",
        "mailMergeHeaderSource",
        "printerSettings",
        "recipientData",
        "documenttasks",
        "glossaryDocument",
        "keyMapCustomizations",
        "intelligence",
    }
)
"""The ends of the types of relationships that lead to people, programs or places and not to the report."""
_NOTES = frozenset(
    map(
        qn,
        (
            "w:commentRangeStart",
            "w:commentRangeEnd",
            "w:commentReference",
            "w:annotationRef",
            "w:moveFromRangeEnd",
            "w:moveToRangeEnd",
            "w:attachedTemplate",
            "w:mailMerge",
            "w:docVars",
            "w:printerSettings",
            "w:dataBinding",
        ),
    )
)
"""Elements that mark a comment or the end of a moved text, or refer to such a part."""
_KEPT_CHANGES = frozenset(map(qn, ("w:ins", "w:moveTo")))
_AUTHOR, _DELETED, _OF_ROW = qn("w:author"), qn("w:del"), qn("w:trPr")
_BOUND, _CONTROL, _CONTENT = qn("w:dataBinding"), qn("w:sdt"), qn("w:sdtContent")
_KEPT_BINDINGS = frozenset({"title", "subject", "Abstract"})
_TAGS = ("{{", "{%", "{#")
_OF_FIELDS = frozenset(map(qn, ("w:rPr", "w:fldChar", "w:instrText")))
_REFERENCES = (qn("w:footnoteReference"), qn("w:endnoteReference"))
_RUNS = (qn("w:r"), qn("m:r"))


def make_anonymous(document: Document) -> None:
    """Remove the names of people who made, changed or commented on a document, and traces of their computers."""
    package = document.part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype != f"{_OFFICE}/officeDocument":  # properties of three kinds, labels, a small picture
            del package.rels[key]
    for part in list(package.iter_parts()):
        for key, relationship in list(part.rels.items()):
            if relationship.reltype.rpartition("/")[2] in _OURS_TO_DROP:
                del part.rels[key]
        drop_links(part)
        root = root_of(part)  # of every part: Word opens no report in which one is damaged
        if root is not None and "wordprocessingml" in part.content_type:
            _empty_bound(root)
            _drop_people(root)
            drop_fields(root)
            drop_paths(root)
            put_back(part, root)


def drop_hidden(document: Document) -> None:
    """Remove hidden text from a document that is filled in, and notes and pictures that are no longer shown.

    Not earlier, because somebody may have hidden the tags that repeat the text between them.
    """
    parts = {
        part: root
        for part in document.part.package.iter_parts()
        if "wordprocessingml" in part.content_type and (root := root_of(part)) is not None
    }
    for root in parts.values():
        for run in [each for each in root.iter(*_RUNS) if is_hidden(each)]:
            for child in list(run):
                if child.tag not in _OF_FIELDS:
                    run.remove(child)
            drop_if_empty(run)
    shown = {(each.tag, each.get(qn("w:id"))) for root in parts.values() for each in root.iter(*_REFERENCES)}
    for part, root in parts.items():
        for kind in ("footnote", "endnote"):
            for note in root.findall(qn(f"w:{kind}")):
                if note.get(qn("w:type")) is None and (qn(f"w:{kind}Reference"), note.get(qn("w:id"))) not in shown:
                    root.remove(note)
        drop_unused(part, root)
        put_back(part, root)


def give_properties(document: Document, title: str, subject: str, language: str) -> None:
    """Give an anonymous document its title, subject and language, and no author or date."""
    package = document.part.package
    content = _PROPERTIES.format(*(escape(on_one_line(each)) for each in (title, subject, language))).encode()
    package.relate_to(Part(PackURI("/docProps/core.xml"), _CORE, content, package), _IS_CORE)


def _empty_bound(root: etree._Element) -> None:
    """Empty the controls that show a property other than title and subject, unless there is a tag in them."""
    for binding in list(root.iter(_BOUND)):
        control = next(binding.iterancestors(_CONTROL), None)
        content = None if control is None else control.find(_CONTENT)
        shows = binding.get(qn("w:xpath"), "").rstrip("/").rpartition("/")[2].partition("[")[0].rpartition(":")[2]
        if content is None or shows in _KEPT_BINDINGS or content.find(f".//{qn('w:drawing')}") is not None:
            continue
        said = "".join(map(str, content.itertext()))
        if any(tag in said for tag in _TAGS):
            continue
        for run in list(content.iter(qn("w:r"))):
            above = run.getparent()
            if above is not None:
                above.remove(run)


def _drop_people(root: etree._Element) -> None:
    """Remove comments and the authors of tracked changes, and accept the changes."""
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
