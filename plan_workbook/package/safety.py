"""Check a file before opening it: that it is a workbook at all, and that it does no harm when it is opened.

Every check runs before a reader sees a byte of the file: openpyxl, which reads registers, takes a DOCTYPE in a
relationship part without complaint and unpacks whatever it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from plan_workbook.package import content_types, relationships
from plan_workbook.package.archive import Archive, Entry, read_archive
from plan_workbook.package.ceilings import (
    MOST_IN_ALL,
    MOST_IN_MAIN,
    MOST_IN_TREE,
    MOST_SHEETS,
    MOST_XML,
    elements_in,
    refuse_more_than,
    refuse_too_many,
)
from plan_workbook.package.encryption import OLE, is_encrypted
from plan_workbook.package.errors import (
    DamagedWorkbook,
    FileEmpty,
    FileIsFolder,
    FileMissing,
    FileNotReadable,
    NotAnOfficeFile,
    OldWorkbook,
    OtherKindOfFile,
    PasswordProtected,
    StrictWorkbook,
    UnsafeWorkbook,
    ZippedWorkbook,
    naming,
)
from plan_workbook.package.markup import Element, parse, utf8
from plan_workbook.package.parts import Package
from plan_workbook.package.relationships import OFFICE
from plan_workbook.patterns import pattern

MOST_ENTRIES = 20_000  #: the largest honest workbook seen has a few hundred parts
MOST_UNPACKED = 1 << 30  #: bytes in all; Excel itself gives up not far above this
LARGEST_PART = 512 << 20  #: bytes of one part when unpacked
HIGHEST_RATIO = 200  #: unpacked to packed; the largest honest one seen is 140
RATIO_MATTERS_ABOVE = 8 << 20  #: bytes of a part; below this even an extreme ratio does no harm
RATIO_MATTERS_FOR_ALL = 64 << 20  #: bytes of all parts, since a hundred harmless ones can do harm together
LONGEST_TEXT = 2 << 20  #: bytes of a text, a tag or a comment; a cell holds 32,767 characters
MOST_STEPS = 50_000_000  #: of openpyxl's pattern over print areas and titles, which takes the square of their lengths
MOST_BRACKETS = 30  #: in a number format; four sections, each with a colour, a condition and a language, have twelve

_SHORTEST_ELEMENT = 4  #: bytes: <a/>
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = 4096  #: bytes at the start of a part that hold its XML declaration and the first tag of a picture
#: kinds of relationships that lead to pictures and people's own files, which are not read here
_ONLY_SHOWN = {
    "image",
    "customXml",
    "customXmlProps",
    "custom-properties",
    "extended-properties",
    "classificationlabels",
}
#: an SVG picture: its root comes after nothing but a declaration, comments, instructions and a DOCTYPE that is short
_ROOT_OF_A_PICTURE = pattern(
    rb"(?:\s++|<\?(?:(?!\?>).)*+\?>|<!--(?:(?!-->).)*+-->|<!DOCTYPE[^<>\[]*+(?:\[[^\]]*+\]\s*+)?+>)*+"
    rb"<(?:[\w.-]+:)?svg[\s>/]",
    re.DOTALL,
)
_MARKS = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_EBCDIC = b"\x4c\x6f\xa7\x94"  #: "<?xm" in EBCDIC
_DRIVE = pattern(r"^[A-Za-z]:")
_ENCODING = pattern(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([A-Za-z0-9._-]+)""")
#: encodings in which only an ASCII character has its ASCII byte (in UTF-16, with a zero next to it)
_ENCODINGS = pattern(
    rb"(?i)utf-?(8|16)|(us-)?ascii|iso-8859-\d+|windows-125\d|koi8-[ru]|gb(2312|k|18030)|big5|shift_jis|euc-(jp|kr)"
)
_SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".numbers", ".csv", ".zip")
_KINDS = (
    ("sheet.binary", "an Excel Binary Workbook (.xlsb)"),
    ("wordprocessingml", "a Word document"),
    ("ms-word", "a Word document"),
    ("presentationml", "a PowerPoint presentation"),
    ("ms-powerpoint", "a PowerPoint presentation"),
    ("visio", "a Visio drawing"),
)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        CannotRead, UnsafeWorkbook: with the reason in a sentence.
    """
    with naming(path.name or str(path)):
        try:
            if path.is_dir():
                raise FileIsFolder
            if path.exists() and not path.is_file():
                raise FileNotReadable(detail="it is a device, not a file")
            if path.stat().st_size > MOST_UNPACKED:
                raise UnsafeWorkbook(detail="it is far too large")
            return path.read_bytes()
        except (FileNotFoundError, NotADirectoryError, ValueError) as error:  # ValueError: a NUL in the name
            raise FileMissing from error
        except OSError as error:
            raise FileNotReadable(detail=error.strerror or type(error).__name__) from error


def read_if_there(path: Path) -> bytes | None:
    """Return the bytes of a file, or None if there is none.

    Raises:
        CannotRead, UnsafeWorkbook: as for `read_bytes`.
    """
    return read_bytes(path) if path.exists() else None


def open_package(content: bytes) -> Package:
    """Return the parts of a workbook after every check.

    Raises:
        NotAWorkbook, DamagedWorkbook, UnsafeWorkbook: each with the reason in a sentence.
    """
    return _checked(content).as_read()


def open_office_file(content: bytes) -> Package:
    """Return the parts of an Office file of any kind, such as a Word document, after every check of a zip.

    Raises:
        NotAWorkbook, DamagedWorkbook, UnsafeWorkbook: each with the reason in a sentence.
    """
    archive = read_archive(content, MOST_ENTRIES)
    refuse_unsafe_entries(archive)
    return Package(archive, _check_parts(archive, Package(archive)))


@lru_cache(maxsize=2)
def _checked(content: bytes) -> Package:
    """Return the zip after every check; the last two are cached, as a workbook is often read and then changed.

    Its parts that are XML are kept as they were unpacked to be checked; not those of a large one, which take room.
    """
    if not content[:4].startswith((b"PK\3\4", b"PK\5\6")):
        _refuse_other_files(content)
    archive = read_archive(content, MOST_ENTRIES)
    refuse_unsafe_entries(archive)
    package = Package(archive, _check_parts(archive, Package(archive)))
    _check_kind(package)
    return package


def _refuse_other_files(content: bytes) -> None:
    if not content:
        raise FileEmpty
    if content.startswith(OLE):
        if is_encrypted(content):
            raise PasswordProtected
        if any(name.encode("utf-16-le") in content for name in ("Workbook", "Book")):
            raise OldWorkbook
        raise OtherKindOfFile(detail="an old Office file of another kind")
    start = content[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")) or b"<html" in start:
        raise NotAnOfficeFile(detail="a web page")
    if start.startswith(b"%pdf"):
        raise OtherKindOfFile(detail="a PDF")
    if start.startswith(b"<"):
        raise NotAnOfficeFile(detail="an XML file")
    if b"\0" not in start:
        raise NotAnOfficeFile(detail="plain text, perhaps a CSV file")
    raise DamagedWorkbook(detail="it does not start like a workbook")


def refuse_unsafe_entries(archive: Archive) -> None:
    """Refuse a zip whose entries lead outside it, have one name, or are far too large; nothing is unpacked.

    Raises:
        UnsafeWorkbook: it is such a zip.
    """
    _check_names(archive)
    _check_sizes(archive)


def _check_names(archive: Archive) -> None:
    seen: set[str] = set()
    for entry in archive.entries:
        name, key = entry.name, entry.name.lower()
        if "\0" in name or "\\" in name or name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/"):
            raise UnsafeWorkbook(detail="a part whose name points outside the file")
        if key in seen:
            raise UnsafeWorkbook(detail=f"two parts called {name}")
        seen.add(key)


def _check_sizes(archive: Archive) -> None:
    unpacked = sum(entry.size for entry in archive.entries)
    if unpacked > MOST_UNPACKED or (
        unpacked > RATIO_MATTERS_FOR_ALL and unpacked > HIGHEST_RATIO * len(archive.content)
    ):
        raise UnsafeWorkbook(detail="it is far too large when unpacked")
    for entry in archive.entries:
        packed_too_well = entry.size > RATIO_MATTERS_ABOVE and entry.size > HIGHEST_RATIO * len(entry.packed)
        if entry.size > LARGEST_PART or packed_too_well:
            raise UnsafeWorkbook(detail=f"{entry.name} is far too large when unpacked")


def _check_parts(archive: Archive, package: Package) -> dict[str, bytes]:
    """Unpack every part once to verify its checksum, and look for a DOCTYPE in those that are XML.

    Returns those of a workbook that is too small to have too many elements, which need not be counted then.
    """
    if package.find(content_types.PART) is None:
        kind = package.read("mimetype").decode("latin-1") if package.find("mimetype") else ""
        if "opendocument" in kind:
            raise OtherKindOfFile(detail="an OpenDocument file (.ods or the like)")
        if held := workbooks_among(entry.name for entry in archive.entries):
            raise ZippedWorkbook(detail=", ".join(held))
        raise OtherKindOfFile(detail="a zip file that does not hold a workbook")
    small = sum(entry.size for entry in archive.entries) <= MOST_IN_ALL * _SHORTEST_ELEMENT
    parts: dict[str, bytes] = {}
    elements = size = 0
    for entry in archive.entries:
        is_tree = relationships.NAME.fullmatch(entry.name) or entry.name.lower() == content_types.PART.lower()
        kept = BytesIO() if small else None
        is_xml, count = _check_part(entry, package, kept, counts=bool(is_tree) or not small)
        if is_tree:
            refuse_more_than(MOST_IN_TREE, count, f"elements in {entry.name}")  # before it is held as a whole
        if is_xml:
            size += entry.size
            if kept is not None:
                parts[entry.name.lower()] = kept.getvalue()
        elements += count
        refuse_more_than(MOST_XML, size, "bytes of text and formatting in its parts")
        refuse_more_than(MOST_IN_ALL, elements, "elements in its parts")
        if entry.name.lower().endswith("styles.xml"):
            _check_number_formats(entry.name, parts.get(entry.name.lower()) or package.read(entry.name))
    return parts


def workbooks_among(names: Iterable[str]) -> list[str]:
    """Return those of the files in a zip that may be workbooks, or zips again, by their names without folders."""
    files = (name.rpartition("/")[2] for name in names if not name.startswith("__MACOSX/"))
    return [each for each in files if each.lower().endswith(_SPREADSHEETS) and not each.startswith("._")]


def _check_part(entry: Entry, package: Package, kept: BytesIO | None, *, counts: bool) -> tuple[bool, int]:
    """Refuse a part with a DOCTYPE, or with a tag, a text or a comment of two mebibytes or more.

    Everything that starts like XML is searched, whatever its name, because readers follow relationships and not names.
    A parser that is fed in pieces starts again with each piece of such a long text. Pictures and people's own files
    may contain one if nothing says that they are anything else. A part that is XML is written to `kept`.

    Returns whether it is XML, and how many elements there are, nearly; 0 if they are not to be counted.
    """
    elements = 0
    is_xml = is_wide = is_picture = False
    tail = b""
    inside = b""  #: the end mark of the comment or the like that the previous pieces left open
    silent = unended = 0  #: bytes since the last tag, and bytes that still belong to that comment
    for number, chunk in enumerate(entry.chunks()):
        if number == 0:
            start = chunk[:4]
            is_wide = b"\0" in start  # UTF-16 or UTF-32: without the zeros, an ASCII search works
            head = chunk[:_HEAD].replace(b"\0", b"").lstrip(_MARKS)
            is_xml = head.startswith(b"<")
            is_picture = _ROOT_OF_A_PICTURE.match(head) is not None
            declared = _ENCODING.match(head)
            if start == _EBCDIC or (declared and not _ENCODINGS.fullmatch(declared[1])):
                # In UTF-7 or EBCDIC, readers would find a DOCTYPE that this search misses.
                raise UnsafeWorkbook(detail=f"{entry.name} is in an unusual encoding")
        if not is_xml:
            continue
        if kept is not None:
            kept.write(chunk)
        narrow = chunk.replace(b"\0", b"") if is_wide else chunk
        piece = tail + narrow
        if counts:
            elements += elements_in(narrow)
        # SVG pictures usually have a DOCTYPE, which does no harm as long as it defines nothing.
        has_marks = _at_last(piece, b"<!") >= 0  # most parts have none, and are looked through once
        if has_marks and (
            b"<!ENTITY" in piece or (b"<!DOCTYPE" in piece and not (is_picture and _is_only_shown(entry, package)))
        ):
            raise UnsafeWorkbook(detail=f"{entry.name} has a DOCTYPE, which no Office program writes")
        at = chunk.rfind(b"<")
        silent = len(chunk) - at if at >= 0 else silent + len(chunk)
        goes_on = bool(inside) and inside not in piece
        unended = unended + len(chunk) if goes_on else 0
        if not goes_on:
            rest = piece[piece.rfind(inside) + len(inside) :] if inside else piece
            inside = _missing_end_mark(rest, _MARKED if has_marks else _MARKED[-1:])
        if max(silent, unended) >= LONGEST_TEXT and not _is_only_shown(entry, package):
            raise UnsafeWorkbook(detail=f"{entry.name} has a text or a comment that is far too long")
        tail = piece[-len(b"<!DOCTYPE") :]
    return is_xml, elements


def _is_only_shown(entry: Entry, package: Package) -> bool:
    """Tell whether a part is a picture or a file of people's own, and nothing in the package reads it as another part.

    Names and beginnings say what a part wants to be; readers follow the kinds of the relationships that lead to it.
    """
    if relationships.NAME.fullmatch(entry.name) or entry.name.lower() == content_types.PART.lower():
        return False
    kinds = {
        each.kind
        for source in package.sources(entry.name)
        for each in package.relationships(source)
        if package.target(source, each) == entry.name
    }
    return kinds <= _ONLY_SHOWN


_MARKED = ((b"<!--", b"-->"), (b"<![CDATA[", b"]]>"), (b"<?", b"?>"))
"""How comments, CDATA sections and instructions begin and end."""


def _missing_end_mark(piece: bytes, marked: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Return the end mark of a comment, CDATA section or instruction that the piece leaves open; empty if none."""
    for begin, end in marked:
        at = _at_last(piece, begin)
        if at >= 0 and piece.find(end, at) < 0:
            return end
    return b""


def _at_last(piece: bytes, mark: bytes) -> int:
    """Return where a mark is last, or -1; looking for its second character, which is rare, is ten times as quick."""
    at = piece.rfind(mark[1:2])
    return piece.rfind(mark, 0, at - 1 + len(mark)) if at > 0 else -1


def _check_number_formats(name: str, content: bytes) -> None:
    """Refuse a number format with more brackets than real ones have; openpyxl's patterns would never finish."""
    if content.count(b"[") + content.count(b"&#") <= MOST_BRACKETS:
        return
    for element in parse(utf8(content), name, depth=2).walk():
        if element.attributes.get("formatCode", "").count("[") > MOST_BRACKETS:
            raise UnsafeWorkbook(detail=f"a number format in {name} that is far too long")


def _check_kind(package: Package) -> None:
    main = main_part(package)
    kind = package.type_of(main)
    for mark, what in _KINDS:
        if mark in kind:
            raise OtherKindOfFile(detail=what)
    content = package.xml(main)
    refuse_too_many(content, main, MOST_IN_MAIN)
    root = main_tree(content, main)
    if "purl.oclc.org" in root.space:
        raise StrictWorkbook
    if (root.space, root.name) != (_MAIN, "workbook"):  # trial versions of Excel 2007 used another namespace
        raise OtherKindOfFile(detail="a file from another program")
    _check_sheets(package, main, root)
    _check_reserved_names(root)


def _check_sheets(package: Package, main: str, root: Element) -> None:
    """Refuse two sheets that share a part: if there were thousands, the part would be read for each of them."""
    found = root.first("sheets")
    ids = [each.attributes.get(f"{{{OFFICE}}}id", "") for each in (found.each("sheet") if found else ())]
    refuse_more_than(MOST_SHEETS, len(ids), "sheets")
    targets = {each.id: package.target(main, each) for each in package.relationships(main)}
    parts = [part for part in map(targets.get, ids) if part]
    if len(set(parts)) < len(parts):
        raise DamagedWorkbook(detail="two of its sheets share one part")


def _check_reserved_names(root: Element) -> None:
    """Refuse print areas and titles so long that openpyxl's patterns would never finish."""
    found = root.first("definedNames")
    names = [each for each in (found.children if found else ()) if each.attributes.get("name", "").startswith("_xlnm.")]
    if sum(len(each.text) ** 2 for each in names) > MOST_STEPS:
        raise UnsafeWorkbook(detail="print titles or print areas that are far too long")


@lru_cache(maxsize=1)
def main_tree(content: bytes, part: str) -> Element:
    """Return the tree of a workbook part; nothing ever changes one.

    A command opens the same workbook up to ten times, to check it, to read it, to type values, to put sheets in. With
    50,000 defined names, each tree takes a third of a second and 40 MB.
    """
    return parse(content, part, depth=3)


def main_part(package: Package) -> str:
    """Return the name of the workbook part, which need not be ``xl/workbook.xml``."""
    found = package.targets("", "officeDocument")
    if not found:
        raise DamagedWorkbook(detail="it has no workbook part")
    return found[0]
