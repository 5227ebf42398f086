"""What sort of file it is, by its content: nobody can trust the ending of a name."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from plan_workbook.bringing.documents.refusals import AZip, NotADocument, OtherDocument
from plan_workbook.package import content_types
from plan_workbook.package.archive import Archive, read_archive
from plan_workbook.package.encryption import OLE, is_encrypted
from plan_workbook.package.errors import DamagedWorkbook, FileEmpty, OldWorkbook, PasswordProtected, RightsProtected
from plan_workbook.package.parts import Package
from plan_workbook.package.safety import MOST_ENTRIES, refuse_unsafe_entries
from plan_workbook.values.text import listed_in_part

_HEAD = 2048  #: bytes that tell what a file is
_MARKS = b"\xef\xbb\xbf \t\r\n"
_AS_WORD = "open it in Word and save it as Word Document (*.docx)"
_AS_EXCEL = "open it in Excel and save it as Excel Workbook (*.xlsx)"
_AS_EITHER = "open it in Word or Excel and save it as Word Document (*.docx) or Excel Workbook (*.xlsx)"
_IN_OLE = (
    ("WordDocument", f"a document in the old format of Word 97-2003 (.doc): {_AS_WORD}"),
    ("PowerPoint Document", "an old PowerPoint presentation (.ppt): copy its tables into Word, and save that"),
    ("__nameid_version1.0", "an Outlook message (.msg): save the document attached to it, and give that"),
)
"""Old Office files list their streams by name, in UTF-16."""
_PICTURES = {
    b"\x89PNG": "a picture (PNG)",
    b"\xff\xd8\xff": "a picture (JPEG)",
    b"GIF8": "a picture (GIF)",
    b"BM": "a picture (BMP)",
    b"II*\0": "a picture or a scan (TIFF)",
    b"MM\0*": "a picture or a scan (TIFF)",
}
_WHERE_HEIC_IS = slice(4, 12)
_OPEN_DOCUMENT = {
    "opendocument.text": f"an OpenDocument text (.odt): {_AS_WORD}",
    "opendocument.spreadsheet": f"an OpenDocument spreadsheet (.ods): {_AS_EXCEL}",
    "opendocument.presentation": "an OpenDocument presentation (.odp): copy its tables into a document, and save that",
}
_OFFICE = (
    ("sheet.binary", f"an Excel Binary Workbook (.xlsb): {_AS_EXCEL}"),
    ("presentationml", "a PowerPoint presentation: copy its tables into Word, and save that"),
    ("ms-powerpoint", "a PowerPoint presentation: copy its tables into Word, and save that"),
    ("visio", "a Visio drawing: copy its tables into Word, and save that"),
)
_BEGINNINGS = (
    (b"{\\rtf", f"a document in Rich Text Format (.rtf): {_AS_WORD}"),
    (b"%!ps", "a PostScript file: save the document that it was made from as PDF"),
    (b"<!doctype html", f"a web page: {_AS_EITHER}"),
    (b"<html", f"a web page: {_AS_EITHER}"),
    (b"mime-version:", f"a web archive or an email: {_AS_EITHER}"),
    (b"from:", "an email: save the document attached to it, and give that"),
    (b"received:", "an email: save the document attached to it, and give that"),
    (b"return-path:", "an email: save the document attached to it, and give that"),
)
"""What a text begins with, in small letters, and what it is."""


class Sort(Enum):
    """The sorts of file that are read."""

    WORD = "Word"
    EXCEL = "Excel"
    PDF = "PDF"
    TEXT = "text"


def sort_of(content: bytes) -> Sort:
    """Return what sort of file it is.

    Raises:
        FileEmpty, PasswordProtected, RightsProtected, OldWorkbook, OtherDocument, AZip, NotADocument, DamagedWorkbook:
            it is a file that is not read; each says what to do.
    """
    if not content:
        raise FileEmpty
    if content.startswith((b"PK\3\4", b"PK\5\6")):
        return _in_zip(content)
    if content.startswith(OLE):
        _refuse_old(content)
    start = content[:_HEAD].lstrip(_MARKS)
    if start.startswith(b"%PDF") or b"%PDF-" in content[:1024]:  # some programs write something before it
        return Sort.PDF
    _refuse_pictures(content)
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Sort.TEXT
    lower = start.lower()
    for beginning, what in _BEGINNINGS:
        if lower.startswith(beginning):
            raise OtherDocument(detail=what)
    if lower.startswith(b"<"):
        raise OtherDocument(detail=f"{'a web page' if b'<html' in lower else 'an XML file'}: {_AS_EITHER}")
    if b"\0" in content[:_HEAD] and not is_wide(content):
        raise NotADocument(detail="of a kind that is not known")
    return Sort.TEXT


def is_wide(content: bytes) -> bool:
    """Tell whether a text without a mark has two bytes for each character: half of its first bytes are zeros."""
    head = content[:_HEAD]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return len(head) > 1 and max(even, odd) > 0.3 * len(head) and min(even, odd) <= 0.02 * len(head)


def _refuse_old(content: bytes) -> None:
    """Refuse an old Office file, or one with a password."""
    if "DRMEncrypted".encode("utf-16-le") in content:
        raise RightsProtected
    if is_encrypted(content):
        raise PasswordProtected
    for name, what in _IN_OLE:
        if name.encode("utf-16-le") in content:
            raise OtherDocument(detail=what)
    if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
        raise OldWorkbook
    raise NotADocument(detail="an old Office file of another kind")


def _refuse_pictures(content: bytes) -> None:
    kind = next((what for magic, what in _PICTURES.items() if content.startswith(magic)), None)
    if kind is None and content[_WHERE_HEIC_IS] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        kind = "a picture (HEIC)"
    if kind is not None:
        raise NotADocument(detail=kind)


def _in_zip(content: bytes) -> Sort:
    archive = read_archive(content, MOST_ENTRIES)
    refuse_unsafe_entries(archive)
    package = Package(archive)
    if package.find(content_types.PART) is None:
        _refuse_zip(archive, package)
    main = package.targets("", "officeDocument")
    if not main:
        raise DamagedWorkbook(detail="it has no main part")
    kind = package.type_of(main[0])
    for mark, what in _OFFICE:
        if mark in kind:
            raise OtherDocument(detail=what)
    if "wordprocessingml" in kind or "ms-word" in kind:
        return Sort.WORD
    if "spreadsheetml" in kind or "ms-excel" in kind:
        return Sort.EXCEL
    return Sort.WORD if main[0].casefold().startswith("word/") else Sort.EXCEL


def _refuse_zip(archive: Archive, package: Package) -> None:
    """Refuse a zip that is not an Office file, with what it is."""
    names = [entry.name for entry in archive.entries]
    kind = package.read("mimetype")[:100].decode("latin-1") if package.find("mimetype") else ""
    for mark, what in _OPEN_DOCUMENT.items():
        if mark in kind:
            raise OtherDocument(detail=what)
    if any(name.casefold().endswith(".iwa") for name in names):
        raise OtherDocument(detail="a document of Pages or Numbers: export it to Word or Excel, and give that file")
    if held := _files(names):
        raise AZip(detail=listed_in_part(held))
    raise NotADocument(detail="a zip file without a document")


def _files(names: Iterable[str]) -> list[str]:
    """Return the names of the files in a zip without their folders."""
    files = (name.rpartition("/")[2] for name in names if not name.startswith("__MACOSX/"))
    return [each for each in files if each and not each.startswith(".")]
