"""An edition as a Word report, the highlight report, made from a template that a council can edit in Word."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from plan_workbook.board.told import DRAFT
from plan_workbook.errors import InputError, OutputError
from plan_workbook.package.archive import Entry, packed_entry, read_archive, write_archive
from plan_workbook.package.ceilings import elements_in
from plan_workbook.package.encryption import OLE, is_encrypted
from plan_workbook.publishing.edition import Edition, says_draft
from plan_workbook.publishing.templates import names_of, shipped, template_error
from plan_workbook.publishing.word.anonymous import drop_hidden, give_properties, make_anonymous
from plan_workbook.publishing.word.filling import Filling
from plan_workbook.publishing.word.first_page import first_page
from plan_workbook.publishing.worst_first import by_status
from plan_workbook.values.paths import bytes_of
from plan_workbook.values.text import size_in_words
from plan_workbook.writing.worksheets import LANGUAGE

TEMPLATE = "highlight-report.docx"
_MAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = (
    b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    b"application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    b"application/vnd.ms-word.document.macroEnabled.main+xml",
)
"""The type of the main part of .dotx, .dotm and .docm files; a plain document is made from them."""
_TYPES = "[Content_Types].xml"
_SPOKEN = ("w:t", "w:p", "w:tab", "w:br", "w:cr")
"""Text, and what separates words from one another."""
_LARGEST = 32 << 20
"""Bytes of a template; pictures make one large, and a report with more can't be sent by email."""
_MOST_ELEMENTS = 60_000
"""Of all its parts; the one that ships has 6,000, and a report of a hundred pages some 40,000."""
_MOST_XML = 3 << 19
"""Bytes of the parts with elements; the one that ships has 0.2 MB. Each megabyte that is filled in takes 1.3 s and
80 MB of memory."""
MOST_ROWS = 3_000
"""Actions and indicators of a plan; a report of so many is a book, and takes ten seconds and 400 MB to be made."""
_NOT_WORD = "is not a Word document: save it in Word as Word Document (*.docx)."
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
_MOST_PARTS, _MOST_BYTES = 5_000, 64 << 20
"""Of a template; real ones have a few dozen parts, and a few megabytes of pictures. Each byte is held several times."""


def word_report(edition: Edition, template: Path | None = None) -> bytes:
    """Return the report as a .docx; the same edition and template always give the same bytes.

    Args:
        edition: the edition to publish.
        template: a council's own; without it, the one that ships.

    Raises:
        InputError: the template can't be used, or the plan is too large for a report; in a sentence.
    """
    rows = edition.figures.total_actions + edition.figures.total_indicators
    if rows > MOST_ROWS:
        raise InputError(
            f"The plan has {rows:,} actions and indicators, and a Word report or PDF can hold {MOST_ROWS:,}: publish "
            "it as a workbook (.xlsx) or a web page (.html)."
        )
    path = template or shipped(TEMPLATE)
    document = _opened(path)
    filling = Filling(document)
    try:
        filling.fill(_names(edition), edition.figures)
    except OutputError:
        raise
    except Exception as error:  # any error of a template's expression is the template's
        raise template_error(path, error, near=filling.near(error)) from error
    with _refusing_damage(path):
        drop_hidden(document)
        if edition.draft:
            _mark_draft(document)
        give_properties(document, edition.title, edition.period, LANGUAGE)
        return stored(document)


def _names(edition: Edition) -> dict[str, object]:
    """Return what a report's template may use: what every template may, and what only a document with pages needs."""
    measured = [each for group in by_status(edition) for each in group.members]
    return {**names_of(edition), "measured": measured, "first_page": first_page(edition)}


def stored(document: Document) -> bytes:
    """Return a document as the bytes of a file, without the time.

    Raises:
        ValueError: two of its parts have one name, because a part that is filled in, or one that says what the parts
            are, is used by another part as well.
        ExpatError: a part is not sound XML. Word would not open the document.
    """
    parts = [part.partname for part in document.part.package.iter_parts()]
    names = ["/[Content_Types].xml", "/_rels/.rels", *parts, *(part.rels_uri for part in parts)]
    if len({name.casefold() for name in names}) < len(names):
        raise ValueError("two parts have one name")
    content = BytesIO()
    document.save(content)
    stored_parts = {each.name: each.unpack() for each in read_archive(content.getvalue(), _MOST_PARTS).entries}
    for name, part in stored_parts.items():
        if name.lower().endswith((".xml", ".rels")):
            expat.ParserCreate(namespace_separator=" ").Parse(part, True)
    return write_archive(packed_entry(name, part) for name, part in stored_parts.items())


def _opened(path: Path) -> Document:
    """Return a template opened and made anonymous; of one saved as a template or with macros, only the document."""
    try:
        content = bytes_of(path, _LARGEST)
    except OSError as error:
        raise InputError(f"The template {path} can't be read ({error.strerror}): check its name.") from error
    if is_encrypted(content):
        raise InputError(f"The template {path} is protected with a password: save it without one.")
    if content.startswith(OLE):
        raise InputError(f"The template {path} is in an old format of Word: save it as Word Document (*.docx).")
    if not content.startswith(b"PK"):
        raise InputError(f"The template {path} {_NOT_WORD}")
    with _refusing_damage(path):
        archive = read_archive(content, _MOST_PARTS)
        if sum(each.size for each in archive.entries) > _MOST_BYTES:
            raise InputError(
                f"The template {path} is enormous: make its pictures smaller, or start from the one that ships."
            )
        if _is_of_another_kind(archive.entries):
            raise InputError(f"The template {path} {_NOT_WORD}")
        _refuse_too_many(path, archive.entries)
        parts = {each.name: each.unpack() for each in archive.entries}
        for kind in _OTHERS:
            parts[_TYPES] = parts[_TYPES].replace(b'"' + kind + b'"', b'"' + _MAIN + b'"')
        plain = write_archive(packed_entry(name, part) for name, part in parts.items())
        try:
            document = docx.Document(BytesIO(plain))
        except ValueError as error:  # the main part is of another kind
            raise InputError(f"The template {path} {_NOT_WORD}") from error
        make_anonymous(document)
    return document


@contextmanager
def _refusing_damage(path: Path) -> Iterator[None]:
    """Turn whatever goes wrong with the parts of a template into one sentence.

    Raises:
        InputError: they are damaged, or contradict each other.
    """
    try:
        yield
    except InputError:
        raise
    except Exception as error:  # python-docx and lxml raise many kinds; to the user they are the same
        raise InputError(
            f"The template {path} is damaged: open it in Word and save it again, or start from the one that ships."
        ) from error


def _is_of_another_kind(entries: Iterable[Entry]) -> bool:
    """Tell whether a package says that it is a workbook or the like, before it is said to be too large for a report."""
    types = next((each for each in entries if each.name == _TYPES and each.size <= _MOST_XML), None)
    content = types.unpack() if types is not None else _MAIN
    return not any(kind in content for kind in (_MAIN, *_OTHERS))


def _refuse_too_many(path: Path, entries: Iterable[Entry]) -> None:
    """Refuse a template with more elements or text than the longest report has, before any part is held as a whole.

    Raises:
        InputError: it has; the sentence says how much, and how much there may be.
    """
    counts: dict[str, int] = {}
    size = 0
    for each in entries:
        chunks = each.chunks()
        first = next(chunks, b"")
        if first.lstrip(_BEFORE_XML)[:1] in (b"<", b""):
            counts[each.name] = elements_in(first) + sum(map(elements_in, chunks))
            size += each.size
    total = sum(counts.values())
    if total > _MOST_ELEMENTS:
        part = max(counts, key=lambda each: counts[each])
        raise InputError(
            f"The template {path} has {total:,} elements, {counts[part]:,} of them in {part}, but a template may have "
            f"{_MOST_ELEMENTS:,}: delete what the report does not need, or start from the one that ships."
        )
    if size > _MOST_XML:
        raise InputError(
            f"The template {path} has {size_in_words(size)} of text and formatting, but a template may have "
            f"{size_in_words(_MOST_XML)}: delete what the report does not need, or start from the one that ships."
        )


def _mark_draft(document: Document) -> None:
    """Mark every page as a draft, even if the template's header does not."""
    document.element.body.get_or_add_sectPr()  # which programs other than Word may leave out
    first = document.sections[0]
    headers = [first.header]
    if any(section.different_first_page_header_footer for section in document.sections):
        headers.append(first.first_page_header)
    if document.settings.odd_and_even_pages_header_footer:
        headers.append(first.even_page_header)
    for each in headers:
        if each.is_linked_to_previous:  # in the first section this means that there is no such header yet
            each.is_linked_to_previous = False
        if not each.part.content_type.endswith("header+xml"):
            raise ValueError("a reference leads to no header, so that there would be no mark")
    for relationship in document.part.rels.values():
        if relationship.reltype.endswith("/header"):
            header = relationship.target_part.element
            spoken = (text.text or "" if text.tag == qn("w:t") else " " for text in header.iter(*map(qn, _SPOKEN)))
            if not says_draft("".join(spoken)):
                mark = (
                    f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:b/><w:sz w:val="28"/>'
                    f"</w:rPr><w:t>{DRAFT}</w:t></w:r></w:p>"
                )
                header.insert(0, parse_xml(mark))
