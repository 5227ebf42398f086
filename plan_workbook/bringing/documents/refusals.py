"""Why a file can't be brought in, each in a sentence that says what to do instead.

What is wrong with a workbook is said by `plan_workbook.package.errors`; these say it of a document of any kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from plan_workbook.package.errors import (
    DamagedWorkbook,
    FileEmpty,
    FileIsFolder,
    FileNotReadable,
    NotAWorkbook,
    PackageError,
    PasswordProtected,
    RightsProtected,
    TooMuchInIt,
    UnsafeWorkbook,
    naming,
)


class NotADocument(NotAWorkbook):
    """It is a file of another kind; the detail says of which."""

    sentence = (
        "{it} is {detail}, which is not read: give the Word document (.docx), Excel workbook (.xlsx), PDF or CSV file "
        "that has the plan."
    )


class OtherDocument(NotAWorkbook):
    """A document of another program or an older one, which can be saved as one that is read."""

    sentence = "{it} is {detail}."


class AZip(NotAWorkbook):
    """A zip file with other files in it."""

    sentence = "{it} is a zip file that holds {detail}: unpack it, and give the documents you want from it."


class DocumentIsFolder(FileIsFolder):
    """The path names a folder."""

    sentence = "{name} is a folder, not a file: give the names of the documents in it."


class DocumentEmpty(FileEmpty):
    """The file has no bytes."""


class DocumentNotReadable(FileNotReadable):
    """The system does not let us read the file."""

    sentence = (
        "{it} cannot be read ({detail}): check that you have permission to open it and that its drive is connected, "
        "close it in other programs and try again."
    )


class DocumentProtected(PasswordProtected):
    """An encrypted document."""

    sentence = (
        "{it} is protected with a password: give the password, or open it in Word or Excel, remove the password under "
        "File > Info, and save it."
    )


class DocumentRightsProtected(RightsProtected):
    """Encrypted by rights management."""

    sentence = (
        "{it} is encrypted for certain people by a sensitivity label or by rights management: choose a label without "
        "encryption in Word or Excel, and save it."
    )


class DamagedDocument(DamagedWorkbook):
    """Cut off, wrong checksums, broken XML, or missing parts."""

    sentence = (
        "{it} is damaged ({detail}): open it in the program that made it, save it under a new name, and give that file."
    )


class UnsafeDocument(UnsafeWorkbook):
    """Built as no program would build it."""

    sentence = (
        "{it} is built in a way that can do harm ({detail}), so it was not opened: ask whoever sent it for a copy "
        "saved by Word or Excel."
    )


class TooMuchInDocument(TooMuchInIt):
    """It holds more of one thing than can be read in a few seconds."""

    sentence = (
        "{it} was not opened, because it holds far too much ({detail}): copy the part with the plan into a new file, "
        "and give that."
    )


_OF_DOCUMENTS: dict[type[PackageError], type[PackageError]] = {
    FileIsFolder: DocumentIsFolder,
    FileEmpty: DocumentEmpty,
    FileNotReadable: DocumentNotReadable,
    PasswordProtected: DocumentProtected,
    RightsProtected: DocumentRightsProtected,
    DamagedWorkbook: DamagedDocument,
    UnsafeWorkbook: UnsafeDocument,
    TooMuchInIt: TooMuchInDocument,
}


@contextmanager
def of_a_document(name: str) -> Iterator[None]:
    """Have what is wrong with a file said of a document, and with its name.

    Args:
        name: the file's name.
    """
    try:
        with naming(name):
            yield
    except PackageError as error:
        kind = _OF_DOCUMENTS.get(type(error))
        if kind is None:
            raise
        raise kind(error.name, error.detail) from error
