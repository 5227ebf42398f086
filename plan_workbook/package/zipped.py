"""A zip file in which somebody sent workbooks: its files, after the same checks that a workbook's parts go through."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.package import content_types
from plan_workbook.package.archive import ENCRYPTED_PART, Entry, read_archive
from plan_workbook.package.errors import DamagedWorkbook, DamagedZip, EncryptedZip, UnsafeWorkbook, UnsafeZip, naming
from plan_workbook.package.safety import refuse_unsafe_entries

MOST_FILES = 2_000  #: in one zip file; people send dozens
_OF_MACOS = "__MACOSX/"


class ZippedFile(NamedTuple):
    """A file in a zip."""

    name: str
    """With its folders."""
    entry: Entry

    def content(self) -> bytes:
        """Return its content.

        Raises:
            DamagedWorkbook: it can't be unpacked, or its checksum is wrong.
        """
        with naming(self.name.rpartition("/")[2]):
            return self.entry.unpack()


def files_in_zip(content: bytes, name: str) -> tuple[ZippedFile, ...] | None:
    """Return the files in a zip, without unpacking any; None if it is itself a workbook, or another Office file.

    Args:
        content: of the zip file.
        name: what errors call it.

    Raises:
        DamagedZip, UnsafeZip, EncryptedZip: with the reason in a sentence.
    """
    try:
        archive = read_archive(content, MOST_FILES)
        refuse_unsafe_entries(archive)
    except UnsafeWorkbook as error:
        if error.detail == ENCRYPTED_PART:
            raise EncryptedZip(name) from error
        raise UnsafeZip(name, error.detail) from error
    except DamagedWorkbook as error:
        raise DamagedZip(name, error.detail) from error
    if any(each.name.lower() == content_types.PART.lower() for each in archive.entries):
        return None
    return tuple(_files(archive.entries))


def _files(entries: tuple[Entry, ...]) -> Iterator[ZippedFile]:
    """Yield the files; not folders, nor what macOS puts next to each file."""
    for each in entries:
        folder, _, last = each.name.rpartition("/")
        if last and not last.startswith("._") and not f"{folder}/".startswith(_OF_MACOS):
            yield ZippedFile(each.name, each)
