"""Links to a workbook, and to a cell in it: on a drive, or on a page that a browser opens."""

from __future__ import annotations

import re
import sys
from pathlib import Path, PurePath
from typing import Protocol
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from plan_workbook.errors import InputError
from plan_workbook.values.text import on_one_line

_HOST = re.compile(r"[\w.:-]+")


class Links(Protocol):
    """Links into one workbook."""

    @property
    def workbook(self) -> str:
        """The link to the workbook as a whole."""

    def cell(self, sheet: str, cell: str) -> str:
        """Return the link to a cell."""


class NoLinks:
    """No links, for a letter with the workbook attached: the file that its reader opens is not known yet."""

    workbook = ""

    def cell(self, sheet: str, cell: str) -> str:
        """Return an empty text."""
        return ""


class FileLinks:
    """Links to the file itself, for people who have the drive that it is on: ``file:///P:/plan.xlsx#'R15'!F35``."""

    def __init__(self, path: Path) -> None:
        """Take the workbook's path; a relative one starts at the current folder."""
        whole = path.resolve()
        self.workbook = whole.as_uri()
        self.only_here = not is_on_network(whole)
        """Whether the path is one of this computer, so that nobody else can follow the links."""

    def cell(self, sheet: str, cell: str) -> str:
        """Return the link to a cell; Excel takes what follows the ``#`` as a reference."""
        # A fragment may hold these marks as they are (RFC 3986, 3.5).
        return self.workbook + "#" + quote(_reference(sheet, cell), safe="'!")


def is_on_network(path: PurePath) -> bool:
    """Tell whether an absolute path is on a share or a network drive of Windows, which other people may have too.

    No other path says so: what is mounted at a place on one computer is elsewhere on the next.
    """
    return path.drive.startswith("\\\\") or (bool(path.drive) and _drive_type(path.drive) == _REMOTE)


_REMOTE = 4
"""``DRIVE_REMOTE`` of Windows."""


def _drive_type(drive: str) -> int:
    """Return what Windows says that a drive is; 0, unknown, on other systems."""
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(f"{drive}\\"))
    return 0


class WebLinks:
    """Links to a workbook on SharePoint or in Teams, which open it in the browser at a cell."""

    def __init__(self, url: str) -> None:
        """Take the address of the workbook, as "Copy link" gives it.

        Raises:
            InputError: it is not the address of a web page, or contains a user name or a password.
        """
        url = url.strip()
        try:
            parts = urlsplit(url)
            host, has_login = parts.hostname or "", parts.username is not None
        except ValueError:
            parts, host, has_login = urlsplit(""), "", False
        if parts.scheme.casefold() not in ("http", "https") or not _HOST.fullmatch(host) or not url.isprintable():
            raise InputError(
                f"The link '{on_one_line(url)}' is not the address of a web page: give one that begins with https://, "
                "such as the one that Copy link gives in SharePoint."
            )
        if has_login:
            raise InputError("The link contains a user name or a password, which every lead would get: leave it out.")
        path, query, fragment = map(_plain, (parts.path, parts.query, parts.fragment))
        self._parts = parts._replace(path=path, query=query, fragment=fragment)
        self.workbook = urlunsplit(self._parts)

    def cell(self, sheet: str, cell: str) -> str:
        """Return the link to a cell: the address with ``activeCell`` added to its query."""
        others = [each for each in self._parts.query.split("&") if each and not _is_cell(each)]
        query = "&".join([*others, f"activeCell={quote(_reference(sheet, cell), safe='')}"])
        return urlunsplit(self._parts._replace(query=query))


def _reference(sheet: str, cell: str) -> str:
    """Return Excel's reference to a cell of another sheet; quotation marks around a name are always allowed."""
    doubled = sheet.replace("'", "''")
    return f"'{doubled}'!{cell}"


def _is_cell(part: str) -> bool:
    return any(key.casefold() == "activecell" for key, _ in parse_qsl(part, keep_blank_values=True))


def _plain(part: str) -> str:
    """Percent-encode the characters that an address can't contain; those already encoded stay as they are."""
    return quote(part, safe="%/:=&?~#+!$,;'@()*[]")
