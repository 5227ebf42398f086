"""Removes fields from a Word document that show people, computers or its history, with their last results.

Word and LibreOffice work fields out again whenever they open or print a document: a file name would become a path on
the reader's computer, an author whoever saved it. A field's last result is no better, so it goes as well. Fields that
only number, refer to or repeat the report's own text stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from plan_workbook.publishing.word.links import leads_outward

_OUT = frozenset(
    {
        "AUTHOR",
        "LASTSAVEDBY",
        "USERNAME",
        "USERINITIALS",
        "USERADDRESS",
        "COMMENTS",
        "KEYWORDS",
        "FILENAME",
        "FILESIZE",
        "TEMPLATE",
        "INCLUDE",
        "INCLUDETEXT",
        "INCLUDEPICTURE",
        "IMPORT",
        "LINK",
        "DDE",
        "DDEAUTO",
        "DATABASE",
        "RD",
        "DOCVARIABLE",
        "MERGEFIELD",
        "ADDRESSBLOCK",
        "GREETINGLINE",
        "CREATEDATE",
        "SAVEDATE",
        "PRINTDATE",
        "EDITTIME",
        "REVNUM",
    }
)
"""DATE and TIME are not among them: they show the reader's own day, and nothing about who made the template."""
_OF_PROPERTIES = frozenset({"DOCPROPERTY", "INFO"})
_KEPT_PROPERTIES = frozenset(
    {
        "title",
        "subject",
        "pages",
        "words",
        "characters",
        "characterswithspaces",
        "lines",
        "paragraphs",
        "bytes",
        "numpages",
        "numwords",
        "numchars",
    }
)
"""The report has these properties; all others, even a council's own, are dropped with the fields that show them."""
_PROGRAMS = frozenset({"ADDIN", "PRIVATE"})
"""Notes that other programs leave for themselves: the field's result stays, as plain text."""
_ENTRIES = frozenset({"TC", "XE", "TA"})
"""Entries of a table of contents or an index, which Word always hides."""
_KIND = re.compile(r"\s*([A-Za-z]*)")
_WORD = re.compile(r'"((?:\\.|[^"\\])*)"|(\S+)')
_ONE_MORE = frozenset({"\\l", "\\o", "\\t"})
"""Switches of a HYPERLINK that are followed by a word."""
_PARAGRAPH, _RUN, _CELL, _TABLE = qn("w:p"), qn("w:r"), qn("w:tc"), qn("w:tbl")
_MARK, _MARK_TYPE, _CODE = qn("w:fldChar"), qn("w:fldCharType"), qn("w:instrText")
_SIMPLE, _INSTRUCTION, _LOOK, _SECTION = qn("w:fldSimple"), qn("w:instr"), qn("w:rPr"), qn("w:sectPr")
_STORIES = frozenset(map(qn, ("w:txbxContent", "w:footnote", "w:endnote")))
"""A field never reaches beyond one of these."""
_BLOCKS = frozenset({_PARAGRAPH, _TABLE})


@dataclass
class _Field:
    """A field of begin, code, separator, result and end, spread over runs and paragraphs."""

    begin: int
    code: str = ""
    separator: int | None = None
    by_others: bool = False
    """Whether its code is worked out by a field that is removed."""
    end: int | None = None


def drop_fields(root: etree._Element) -> None:
    """Remove such fields from a part of a document, and links to files from fields."""
    for story in [root, *(each for each in root.iter(etree.Element) if each.tag in _STORIES)]:
        _drop_of_story(story)


def _drop_of_story(story: etree._Element) -> None:
    elements = list(_of_story(story))
    open_fields: list[_Field] = []
    done: list[_Field] = []
    simple: list[etree._Element] = []
    for place, each in enumerate(elements):
        now = open_fields[-1] if open_fields else None
        if each.tag == _SIMPLE:
            simple.append(each)
            if now is not None and now.separator is None and _goes(each.get(_INSTRUCTION, "")):
                now.by_others = True
        elif each.tag == _CODE and now is not None and now.separator is None:
            now.code += each.text or ""
        elif each.tag == _MARK:
            kind = each.get(_MARK_TYPE)
            if kind == "begin":
                open_fields.append(_Field(place))
            elif now is not None and kind == "separate":
                now.separator = place
            elif now is not None and kind == "end":
                now.end = place
                done.append(open_fields.pop())
                if open_fields and open_fields[-1].separator is None and (now.by_others or _goes(now.code)):
                    open_fields[-1].by_others = True
    done += open_fields  # without an end: damaged, and shown up to the end of their paragraph
    for each_field in done:
        hidden = _hidden(elements[each_field.begin]) and _parsed(each_field.code)[0] not in _ENTRIES
        if hidden or each_field.by_others or _goes(each_field.code):
            _drop(elements, each_field)
        elif each_field.end is not None and _becomes_text(each_field.code):
            _unlink(elements, each_field)
    for each in simple:
        instruction, parent = each.get(_INSTRUCTION, ""), each.getparent()
        if parent is None or not (_goes(instruction) or _becomes_text(instruction)):
            continue
        if not _goes(instruction):
            for child in list(each):
                each.addprevious(child)
        parent.remove(each)


def _of_story(story: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements of a story in their order, without those of the stories in it."""
    yield story
    for child in story.iterchildren(etree.Element):
        if child.tag not in _STORIES:
            yield from _of_story(child)


def _parsed(code: str) -> tuple[str, list[str]]:
    """Return the kind of a field and the words that follow it, from the field's code."""
    kind = _KIND.match(code)
    assert kind is not None
    return kind[1].upper(), [quoted or plain for quoted, plain in _WORD.findall(code[kind.end() :])]


def _goes(code: str) -> bool:
    """Tell whether a field with this code is removed with its result."""
    kind, words = _parsed(code)
    if kind in _OF_PROPERTIES:
        return not words or words[0].casefold() not in _KEPT_PROPERTIES
    return kind in _OUT


def _becomes_text(code: str) -> bool:
    """Tell whether only the result of a field with this code stays."""
    kind, words = _parsed(code)
    if kind != "HYPERLINK":
        return kind in _PROGRAMS
    rest = iter(words)
    for word in rest:
        if word.casefold() in _ONE_MORE:
            next(rest, None)
        elif not re.fullmatch(r"\\[a-z]", word, re.IGNORECASE):
            return not leads_outward(word)
    return False


def _hidden(mark: etree._Element) -> bool:
    run = mark.getparent()
    return run is not None and is_hidden(run)


def is_hidden(run: etree._Element) -> bool:
    """Tell whether a run is formatted as hidden text; text hidden by a style is not looked for."""
    vanish = run.find(f"{_LOOK}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _drop(elements: list[etree._Element], gone: _Field) -> None:
    """Remove everything from the beginning of a field to its end, with the paragraphs and tables wholly in between."""
    first = elements[gone.begin]
    start = next(first.iterancestors(_PARAGRAPH), None)
    if gone.end is None:
        last_place = next(
            (at - 1 for at in range(gone.begin, len(elements)) if elements[at].tag in _BLOCKS), len(elements) - 1
        )
        around: set[etree._Element] = set()
    else:
        last_place = gone.end
        around = set(elements[last_place].iterancestors())
    runs = []
    for each in elements[gone.begin : last_place + 1]:
        parent = each.getparent()
        if parent is None:
            continue
        if each.tag in _BLOCKS and each not in around and each.find(f".//{_SECTION}") is None:
            if not _only_paragraph(each):
                parent.remove(each)
        elif parent.tag == _RUN and each.tag != _LOOK:
            runs.append(parent)
            parent.remove(each)
    for run in runs:
        drop_if_empty(run)
    end = next((each for each in around if each.tag == _PARAGRAPH), None)
    if end is not None and end is not start and end.find(f".//{_RUN}") is None and not _only_paragraph(end):
        above = end.getparent()
        if above is not None and end.find(f".//{_SECTION}") is None:
            above.remove(end)


def _unlink(elements: list[etree._Element], kept: _Field) -> None:
    """Leave only the result of a field."""
    code_ends = kept.separator if kept.separator is not None else kept.end
    assert code_ends is not None and kept.end is not None
    for each in (*elements[kept.begin : code_ends + 1], elements[kept.end]):
        parent = each.getparent()
        if parent is not None and parent.tag == _RUN and each.tag != _LOOK:
            parent.remove(each)
            drop_if_empty(parent)


def drop_if_empty(run: etree._Element) -> None:
    """Remove a run in which nothing is left."""
    parent = run.getparent()
    if parent is not None and all(child.tag == _LOOK for child in run):
        parent.remove(run)


def _only_paragraph(block: etree._Element) -> bool:
    """Tell whether this is the only paragraph of a cell or of whatever else holds it."""
    parent = block.getparent()
    return block.tag == _PARAGRAPH and parent is not None and len(parent.findall(_PARAGRAPH)) == 1
