"""Reads a Word document: its body, then what is in its notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterator

from plan_workbook.bringing.documents.document import MOST_CELLS, Document, Passage, Table
from plan_workbook.bringing.documents.word import remarks
from plan_workbook.bringing.documents.word.headings import with_levels
from plan_workbook.bringing.documents.word.markup import Element, W, attribute, child, parsed
from plan_workbook.bringing.documents.word.numbering import Numbering
from plan_workbook.bringing.documents.word.remarks import Remarks
from plan_workbook.bringing.documents.word.story import EDGES, Story
from plan_workbook.bringing.documents.word.styles import Styles
from plan_workbook.package.ceilings import refuse_more_than, refuse_too_many
from plan_workbook.package.errors import DamagedWorkbook
from plan_workbook.package.parts import Package
from plan_workbook.package.safety import open_office_file
from plan_workbook.values.text import counted

MOST_IN_A_STORY = 400_000
"""Elements of the body, or of another part that is read as a tree; a report of 60 pages has some 20,000."""
_NOTES = {"footnote": "footnotes", "endnote": "endnotes"}


def read_word(content: bytes, file: str) -> Document:
    """Return the tables of a Word document and the texts between them.

    Headers, footers, footnotes and endnotes come at the end, each text once.

    Args:
        content: of a ``.docx`` or ``.docm``; a macro is never run, and no link is followed.
        file: its name, for places.

    Raises:
        DamagedWorkbook, UnsafeWorkbook, OtherKindOfFile: it can't be read, with the reason in a sentence.
    """
    package = open_office_file(content)
    main = _main_part(package)
    seen = Remarks()
    styles = Styles(_related(package, main, "styles"))
    numbering = Numbering(_related(package, main, "numbering"), styles)
    story = Story(file, styles, numbering, seen)
    root = _root(package, main)
    body = child(root, "body")
    if body is None:
        raise DamagedWorkbook(detail=f"{main} has no text")
    refuse_more_than(MOST_CELLS, _filled(body), "cells and paragraphs")
    blocks = with_levels([*story.blocks(body)], story.runs)
    blocks += _notes(package, main, story)
    blocks += _edges(package, main, story)
    comments = _related(package, main, "comments")
    if comments is not None and len(comments):
        seen.add(remarks.COMMENTS, counted(len(comments), "comment"))
    return Document(file, tuple(blocks), seen.sentences())


def _main_part(package: Package) -> str:
    found = package.targets("", "officeDocument")
    if not found:
        raise DamagedWorkbook(detail="it has no main part")
    return found[0]


def _filled(body: Element) -> int:
    """Return how many cells, and paragraphs outside tables, have a text, before any of them is read."""
    paragraphs = {next(text.iterancestors(W + "p"), body) for text in body.iter(W + "t") if (text.text or "").strip()}
    return len({next(each.iterancestors(W + "tc"), each) for each in paragraphs})


def _root(package: Package, part: str) -> Element:
    content = package.xml(part)
    refuse_too_many(content, part, MOST_IN_A_STORY)
    return parsed(content, part)


def _related(package: Package, main: str, kind: str) -> Element | None:
    """Return the root of the part that the document has for one thing; None if it has none."""
    found = package.targets(main, kind)
    return _root(package, found[0]) if found else None


def _notes(package: Package, main: str, story: Story) -> Iterator[Passage | Table]:
    """Yield the footnotes and endnotes that are referred to."""
    wanted = [*story.notes]
    for kind, plural in _NOTES.items():
        referred = [identity for of, identity, _ in wanted if of == kind]
        root = _related(package, main, plural) if referred else None
        notes = {attribute(each, "id"): each for each in root.iterfind(W + kind)} if root is not None else {}
        for nth, identity in enumerate(dict.fromkeys(referred), 1):
            if identity in notes:
                yield from story.passages(notes[identity], f"{kind} {nth}")


def _edges(package: Package, main: str, story: Story) -> Iterator[Passage | Table]:
    """Yield the texts of headers and footers, each once: sections usually repeat those before them."""
    texts: set[str] = set()
    for kind in EDGES:
        for nth, part in enumerate(dict.fromkeys(package.targets(main, kind)), 1):
            place = kind if nth == 1 else f"{kind} {nth}"
            for each in story.passages(_root(package, part), place):
                if isinstance(each, Passage) and each.text not in texts:
                    texts.add(each.text)
                    yield each
