"""Errors of this package; each message says what happened and what to do next.

PackageError
+-- CannotRead                the file cannot be reached
|   +-- FileMissing
|   +-- FileIsFolder
|   +-- FileEmpty
|   +-- FileNotReadable       no permission, a network drive that went away, ...
+-- NotAWorkbook              another kind of file
|   +-- NotAnOfficeFile       a CSV, a web page or other text named .xlsx
|   +-- OldWorkbook           .xls, Excel 97-2003
|   +-- PasswordProtected     encrypted, and no password was given
|   |   +-- WrongPassword
|   +-- RightsProtected       encrypted for certain people, not with a password
|   +-- OtherKindOfFile       .xlsb, .ods, .docx, ... by its content, whatever its name
|   +-- ZippedWorkbook        a zip with a workbook in it
|   +-- EncryptedZip          a zip of workbooks that has a password
|   +-- StrictWorkbook        "Strict Open XML Spreadsheet"
+-- DamagedWorkbook           cut off, bad checksums, broken XML, missing parts
|   +-- DamagedZip            a zip of workbooks that can't be opened
+-- UnsafeWorkbook            built in a way that can do harm when opened
|   +-- TooMuchInIt           more of one thing than can be read in a few seconds
|   +-- UnsafeZip             a zip of workbooks
+-- CannotChange              a sound workbook that must not be changed, or not in this way
|   +-- SignedWorkbook
|   +-- TableInTheWay
|   +-- NoWorksheet
|   +-- NotAWorksheet         the name belongs to a chart sheet or the like
|   +-- BadSheetName
|   +-- NoSuchSheet
|   +-- UnfitCell             a value can't be typed into a cell
|   |   +-- NotACell
|   |   +-- UnfitValue        no cell can hold it
|   |   +-- CoveredByMerge
|   |   +-- PartOfArray       of an array formula, or of what one spills
|   |   +-- PartOfDataTable
|   |   +-- PartOfPivotTable
|   |   +-- PartOfTable       a heading or the totals row
|   |   +-- SharedFormula     other cells share its formula, and it can't be given to them
|   +-- CannotInsertRows
|   |   +-- CutsThrough       something that belongs together: an array formula, a pivot table, ...
|   |   +-- PastTheEnd        content would fall off the end of the sheet
|   |   +-- SeveralSheets     a formula adds up the same cells of several sheets
|   |   +-- RecordsChanges    a shared workbook that records who changed which cell
|   |   +-- NotUnderstood     something unknown may refer to rows
|   +-- TooManyStyles
|   +-- CannotDraw            the drawn sheet holds something that cannot be carried over
|   +-- CannotEncrypt         an encrypted file holds more than a workbook
|       +-- TooSmallToEncrypt
|       +-- PasswordTooLong
|       +-- PasswordNotTypable
+-- CannotWrite
    +-- FileInUse             open in Excel or LibreOffice
    +-- BeingWritten          another plan-workbook command is writing it
    +-- KeepsChanging         somebody else keeps saving it
    +-- NotAllowedToWrite     read-only file or folder
    +-- FolderMissing
    +-- DriveLost             a network drive or USB stick that went away
    +-- DiskFull
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

LONGEST_DETAIL = 200
UNNAMED = "The workbook"
"""What a sentence that begins with a file's name begins with if there is only its content."""


def shown(text: str) -> str:
    """Return text from a file in a form that fits into a sentence: on one line, and cut if it is long."""
    plain = "".join(each if each.isprintable() else " " for each in text)
    return plain if len(plain) <= LONGEST_DETAIL else plain[:LONGEST_DETAIL] + "..."


class PackageError(Exception):
    """Base of everything this package raises.

    Args:
        name: the file's name; empty while it is not known (see ``naming``).
        detail: the text for the gap in the subclass's sentence.
    """

    sentence = "{it} cannot be used{detail}."

    def __init__(self, name: str = "", detail: str = "") -> None:
        """Fill the gaps of the sentence."""
        self.name = name
        self.detail = detail = shown(detail)
        it = f"The file {shown(name)}" if name else UNNAMED
        super().__init__(self.sentence.format(it=it, name=shown(name) or UNNAMED, detail=detail))

    def __reduce__(self) -> tuple[type[PackageError], tuple[str, str]]:
        """Pickle the values of the gaps, so that an error can pass between processes."""
        return type(self), (self.name, self.detail)


class CannotRead(PackageError):  # noqa: N818 - named as the user would say it
    """The file cannot be reached."""


class FileMissing(CannotRead):
    """There is no such file."""

    sentence = "{it} does not exist: check the name and the folder."


class FileIsFolder(CannotRead):
    """The path names a folder."""

    sentence = "{name} is a folder, not a file: give the name of a workbook in it."


class FileEmpty(CannotRead):
    """The file has no bytes."""

    sentence = "{it} is empty: it was probably never saved or only half copied, so get another copy of it."


class FileNotReadable(CannotRead):
    """The system does not let us read the file."""

    sentence = (
        "{it} cannot be read ({detail}): check that you have permission to open it and that its drive is connected, "
        "close it in Excel and try again."
    )


class NotAWorkbook(PackageError):  # noqa: N818 - named as the user would say it
    """The file is not an Excel workbook that can be read."""


class NotAnOfficeFile(NotAWorkbook):
    """Neither a zip nor an old Office file."""

    sentence = "{it} is not an Excel workbook but {detail}: open it in Excel and save it as Excel Workbook (*.xlsx)."


class OldWorkbook(NotAWorkbook):
    """An Excel 97-2003 workbook."""

    sentence = (
        "{it} is in the old format of Excel 97-2003 (.xls): open it in Excel and save it as Excel Workbook (*.xlsx)."
    )


class PasswordProtected(NotAWorkbook):
    """An encrypted workbook: an OLE file with an EncryptedPackage stream."""

    sentence = (
        "{it} is protected with a password: give the password, or open it in Excel, remove the password under "
        "File > Info > Protect Workbook, and save it."
    )


class WrongPassword(PasswordProtected):
    """The password given does not open it."""

    sentence = "{it} cannot be opened with the password given: check its spelling and capital letters, and try again."


class RightsProtected(NotAWorkbook):
    """Encrypted by rights management, as some sensitivity labels do; only Excel can ask the server for the key."""

    sentence = (
        "{it} is encrypted for certain people by a sensitivity label or by rights management, so only Excel can open "
        "it: choose a label without encryption in Excel, or protect it with a password instead, and save it."
    )


class OtherKindOfFile(NotAWorkbook):
    """Another file format, judged by its content and not by its name."""

    sentence = "{it} is {detail}, whatever its name says: save it in Excel as Excel Workbook (*.xlsx)."


class ZippedWorkbook(NotAWorkbook):
    """A zip in which somebody sent workbooks."""

    sentence = "{it} is a zip file that holds {detail}: unpack it, and give the file you want from it."


class StrictWorkbook(NotAWorkbook):
    """Saved as Strict Open XML, in which most programs see no sheets."""

    sentence = "{it} was saved as Strict Open XML Spreadsheet: open it in Excel and save it as Excel Workbook (*.xlsx)."


class DamagedWorkbook(PackageError):  # noqa: N818 - named as the user would say it
    """Cut off, wrong checksums, broken XML, or missing parts."""

    sentence = (
        "{it} is damaged ({detail}): open it in Excel, let Excel repair it, and save it under a new name, "
        "or get another copy of it."
    )


class UnsafeWorkbook(PackageError):  # noqa: N818 - named as the user would say it
    """Built in a way that no spreadsheet program would build it."""

    sentence = (
        "{it} is built in a way that can do harm ({detail}), so it was not opened: ask whoever sent it for "
        "a copy saved by Excel."
    )


class TooMuchInIt(UnsafeWorkbook):
    """It holds more of one thing than can be read in a few seconds."""

    sentence = (
        "{it} was not opened, because it holds far too much ({detail}): in Excel, delete what is not needed, "
        "or copy its sheets into a new workbook, and save it."
    )


class EncryptedZip(NotAWorkbook):
    """A zip of workbooks that has a password."""

    sentence = "{it} is a zip file with a password: unpack it, and give the workbooks in it."


class DamagedZip(DamagedWorkbook):
    """A zip of workbooks that can't be opened."""

    sentence = "{it} is a zip file that cannot be opened ({detail}): get another copy of it."


class UnsafeZip(UnsafeWorkbook):
    """A zip of workbooks, built as no program builds one."""

    sentence = (
        "{it} is a zip file built in a way that can do harm ({detail}), so nothing in it was read: ask whoever sent it "
        "for the workbooks themselves."
    )


class CannotChange(PackageError):  # noqa: N818 - named as the user would say it
    """A sound workbook that must not be changed, or not in the way asked for."""


class SignedWorkbook(CannotChange):
    """It is digitally signed, and any change would break the signature."""

    sentence = (
        "{it} is digitally signed and any change would break the signature: remove the signature in Excel "
        "under File > Info > View Signatures, or work on an unsigned copy."
    )


class TableInTheWay(CannotChange):
    """The sheet that is to be replaced has an Excel table on it."""

    sentence = (
        "{it} has an Excel table on the sheet {detail}, which is about to be replaced: move the table to "
        "another sheet, or turn it into cells under Table Design > Convert to Range."
    )


class NoWorksheet(CannotChange):
    """It has no worksheet."""

    sentence = "{it} has no worksheet: check that it is the right file."


class NotAWorksheet(CannotChange):
    """The sheet of that name is a chart sheet, a dialog sheet or a macro sheet."""

    sentence = "{it} has a sheet {detail} that is not a worksheet: rename that sheet in Excel and try again."


class BadSheetName(CannotChange):
    r"""Excel allows 1 to 31 characters, none of []:*?/\ and no apostrophe at either end."""

    sentence = (
        "{it} cannot have a sheet called {detail}: use 1 to 31 characters, none of them [ ] : * ? / \\, "
        "and do not begin or end the name with an apostrophe."
    )


class NoSuchSheet(CannotChange):
    """It has no sheet of that name."""

    sentence = "{it} has no sheet {detail}: check the name of the sheet; nothing was changed."


class UnfitCell(CannotChange):
    """A cell that a value can't be typed into; the detail is its address, its sheet, and what is in the way."""


class NotACell(UnfitCell):
    """The address is not the address of a cell."""

    sentence = "{it} has no cell {detail}: give addresses such as B12; nothing was changed."


class UnfitValue(UnfitCell):
    """No cell can hold the value."""

    sentence = "{it} cannot hold a value for {detail}: shorten or correct it; nothing was changed."


class CoveredByMerge(UnfitCell):
    """Merged cells cover it, so nobody would see the value."""

    sentence = (
        "{it} cannot take a value in {detail}, because merged cells cover it: unmerge them in Excel "
        "under Home > Merge & Center, and try again; nothing was changed."
    )


class PartOfArray(UnfitCell):
    """An array formula gives its value together with those of other cells."""

    sentence = (
        "{it} cannot take a value in {detail}, because one formula gives the values of all these cells: clear them "
        "in Excel, and try again; nothing was changed."
    )


class PartOfDataTable(UnfitCell):
    """A data table (What-If Analysis) gives its value."""

    sentence = (
        "{it} cannot take a value in {detail}, because a data table gives the values of all these cells: clear them "
        "in Excel, and try again; nothing was changed."
    )


class PartOfPivotTable(UnfitCell):
    """A pivot table gives its value."""

    sentence = (
        "{it} cannot take a value in {detail}, because a pivot table fills these cells: move the pivot table to "
        "another sheet, and try again; nothing was changed."
    )


class PartOfTable(UnfitCell):
    """It is a heading of a table, which formulas refer to, or in its totals row."""

    sentence = (
        "{it} cannot take a value in {detail}, because it is a heading or a total of an Excel table: change it in "
        "Excel, or turn the table into cells under Table Design > Convert to Range; nothing was changed."
    )


class SharedFormula(UnfitCell):
    """Other cells share its formula, and the formula can't be moved to the next of them."""

    sentence = (
        "{it} cannot take a value in {detail}, because other cells share its formula, which cannot be moved: clear "
        "the cell in Excel, save, and try again; nothing was changed."
    )


class CannotInsertRows(CannotChange):
    """Rows can't be inserted into a sheet there; nothing was changed."""


class CutsThrough(CannotInsertRows):
    """The new rows would cut through something that belongs together."""

    sentence = (
        "{it} cannot get new rows {detail}: remove or move that in Excel, or insert the rows elsewhere, and try again; "
        "nothing was changed."
    )


class PastTheEnd(CannotInsertRows):
    """Content would fall off the end of the sheet."""

    sentence = (
        "{it} has no room for new rows on the sheet {detail}, because what is below would fall off its end: in Excel, "
        "press Ctrl+End to see how far down the sheet is used, delete the rows that are not needed, and try again; "
        "nothing was changed."
    )


class SeveralSheets(CannotInsertRows):
    """A formula refers to the same cells of several sheets, and they would move on one of these only."""

    sentence = (
        "{it} cannot get new rows there, because a formula refers to the same cells of several sheets ({detail}), and "
        "they would no longer be the same: refer to each sheet separately, and try again; nothing was changed."
    )


class RecordsChanges(CannotInsertRows):
    """A shared workbook that records changes by the numbers of their rows."""

    sentence = (
        "{it} cannot get new rows, because it is a shared workbook that records who changed which cell: stop sharing "
        "it in Excel under Review > Unshare Workbook, and try again; nothing was changed."
    )


class NotUnderstood(CannotInsertRows):
    """Something that is not known may refer to rows that would move."""

    sentence = (
        "{it} cannot get new rows, because it holds something unknown that may refer to rows ({detail}): insert the "
        "rows in Excel; nothing was changed."
    )


class TooManyStyles(CannotChange):
    """Excel has room for 65,490 cell formats."""

    sentence = (
        "{it} already has as many cell formats as Excel allows: copy its sheets into a new workbook and use that one."
    )


class CannotDraw(CannotChange):
    """The drawn sheet holds something that cannot be carried over."""

    sentence = "{it} was not changed, because the sheet made for it cannot be put in ({detail}): please report this."


class CannotEncrypt(CannotChange):
    """The file holds streams besides the encrypted workbook, which the new file would not have."""

    sentence = (
        "{it} is encrypted and also holds other content ({detail}), which would be lost: open it in Excel, save it "
        "there, and try again."
    )


class TooSmallToEncrypt(CannotEncrypt):
    """Below about 4 kB the encryption library makes files that cannot be opened again."""

    sentence = (
        "{it} is too small to be encrypted reliably: remove the password in Excel under "
        "File > Info > Protect Workbook, and try again."
    )


class PasswordTooLong(CannotEncrypt):
    """A new password that Office would not take when it is typed there."""

    sentence = (
        "{it} was not encrypted, because its password has more than {detail} characters, and Excel and Word take no "
        "more: choose a shorter one."
    )


class PasswordNotTypable(CannotEncrypt):
    """A new password with control characters, which nobody could type to open the file."""

    sentence = (
        "{it} was not encrypted, because its password has characters that nobody can type ({detail}): choose one "
        "without them."
    )


class CannotWrite(PackageError):  # noqa: N818 - named as the user would say it
    """The result cannot be saved."""

    sentence = "{it} cannot be written ({detail}): check the folder and try again; nothing was changed."


class FileInUse(CannotWrite):
    """Another program, nearly always Excel, has the file open."""

    sentence = "{it} is open {detail}; nothing was changed."


class BeingWritten(CannotWrite):
    """Another plan-workbook command holds the lock and has not released it in time."""

    sentence = (
        "{it} is being written by another plan-workbook command: wait until that has finished and try again; "
        "nothing was changed."
    )


class KeepsChanging(CannotWrite):
    """Each time the new file was ready, somebody else had saved the file again."""

    sentence = (
        "{it} was saved by somebody else each time the new version was ready: try again later; nothing was changed."
    )


class NotAllowedToWrite(CannotWrite):
    """The file or its folder is read-only."""

    sentence = (
        "{it} cannot be written because you cannot change {detail}: remove the write protection or save to another "
        "folder; nothing was changed."
    )


class FolderMissing(CannotWrite):
    """The folder to write to does not exist."""

    sentence = "{it} cannot be written because the folder {detail} does not exist: create it first."


class DriveLost(CannotWrite):
    """The drive, usually a network drive, can no longer be reached."""

    sentence = (
        "{it} cannot be written because its drive cannot be reached ({detail}): reconnect it and try again; "
        "the old file on it is intact."
    )


class DiskFull(CannotWrite):
    """There is no space left on the disk."""

    sentence = "{it} cannot be written because the disk is full: free some space and try again; nothing was changed."


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Add the file's name to every PackageError raised inside, and turn other errors of reading into DamagedWorkbook.

    Code deep inside a package knows parts, not files. A workbook whose parts contradict each other can trip it up in
    ways that nobody has listed, hence the second clause; the cause stays chained.
    """
    try:
        yield
    except PackageError as error:
        if error.name or not name:
            raise
        raise type(error)(name, error.detail) from error
    except (ValueError, LookupError, ArithmeticError, RecursionError, MemoryError) as error:
        raise DamagedWorkbook(name, "its parts contradict each other") from error
