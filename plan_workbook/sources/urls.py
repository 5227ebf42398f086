"""The workbooks behind a URL (``s3://``, ``abfs://``, ``sftp://``, ``zip://``), through fsspec: an extra.

What a server needs to let us in comes from where its library looks for it: variables of the environment, files of
settings, the machine itself. A password inside a URL is used, and shown and stored nowhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from plan_workbook.errors import InputError, installing
from plan_workbook.package.errors import UnsafeWorkbook
from plan_workbook.package.safety import MOST_UNPACKED
from plan_workbook.sources.listed import Listed
from plan_workbook.sources.names import why_not_by_name
from plan_workbook.sources.other_files import HIDDEN, WORKBOOKS, why_not_read_in_zip
from plan_workbook.sources.outcomes import Outcome
from plan_workbook.sources.shown import shown
from plan_workbook.values.paths import USER
from plan_workbook.values.text import in_brief

_STAMPS = ("ETag", "etag", "checksum", "md5Hash", "content_settings", "CRC", "version_id")
"""What file systems call a text that changes with the content."""
_TIMES = ("LastModified", "last_modified", "mtime", "modified", "updated", "created", "date_time")


def files_at(url: str) -> Iterator[Listed]:
    """Yield the files behind a URL that may hold a plan: the file itself, or those in the folder and its folders.

    Raises:
        InputError: there is nothing, or it can't be reached; in a sentence.
    """
    system, start = _opened(url)
    try:
        about = system.info(start)
        if about.get("type") == "file":
            yield _of(system, url, about)
            return
        waiting = [start]
        while waiting:
            for each in system.ls(waiting.pop(), detail=True):
                name = str(each["name"])
                if each.get("type") == "directory":
                    if name.rstrip("/") != start.rstrip("/"):
                        waiting.append(name)
                elif found := _listed(system, url, each):
                    yield found
    except Exception as error:
        raise _unreached(url, error) from error


def file_at(url: str) -> Listed:
    """Return the file behind a URL.

    Raises:
        InputError: it can't be reached.
    """
    system, path = _opened(url)
    try:
        return _of(system, url, system.info(path))
    except Exception as error:
        raise _unreached(url, error) from error


def content_of_url(url: str) -> bytes:
    """Return the bytes of the file behind a URL.

    Raises:
        InputError: it can't be read.
        UnsafeWorkbook: it is far too large.
    """
    system, path = _opened(url)
    try:
        with system.open(path, "rb") as file:
            content = bytes(file.read(MOST_UNPACKED + 1))
    except Exception as error:
        raise _unreached(url, error) from error
    if len(content) > MOST_UNPACKED:
        raise UnsafeWorkbook(path.rpartition("/")[2], "it is far too large")
    return content


@lru_cache(maxsize=64)
def _opened(url: str) -> tuple[Any, str]:
    """Return the file system that a URL names, and the path in it.

    Raises:
        InputError: its library is not installed, or there is none for such URLs.
    """
    try:
        import fsspec
    except ImportError:
        raise InputError(
            f"{shown(url)} is a URL, which takes a library that is not installed: install it with "
            f"{installing('cloud')} (plan-workbook help install has uv and pipx)."
        ) from None
    try:
        system, path = fsspec.core.url_to_fs(url, skip_instance_cache=False, use_listings_cache=False)
    except ImportError as error:
        raise InputError(f"{shown(url)} can't be opened: {in_brief(str(error), 200)}.") from error
    except Exception as error:
        raise _unreached(url, error) from error
    return system, str(path)


def _unreached(url: str, error: Exception) -> InputError:
    if isinstance(error, InputError):
        return error
    why = in_brief(shown(str(error)), 200).rstrip(".") or type(error).__name__
    return InputError(f"{shown(url)} can't be read ({why}): check the URL, and that you may read what it names.")


def _listed(system: Any, url: str, about: Mapping[str, Any]) -> Listed | None:
    """Return a file if it may hold a plan."""
    found = _of(system, url, about)
    name = found.name.casefold()
    if name.startswith(HIDDEN):
        return None
    if known := why_not_by_name(found.name):
        return found._replace(outcome=known.outcome, why=known.why)
    if name.endswith(WORKBOOKS):
        return found
    why = why_not_read_in_zip(name)
    return found._replace(outcome=Outcome.REFUSED, why=why) if why else None


def _of(system: Any, url: str, about: Mapping[str, Any]) -> Listed:
    """Return a file of which the file system says so much."""
    path = str(about["name"])
    where = _url_of(system, url, path)
    size = about.get("size")
    modified = next((when for key in _TIMES if (when := _time(about.get(key)))), None)
    marks = [str(about[key]) for key in _STAMPS if about.get(key)]
    stamp = "-".join(map(str, [size, *(marks or ([modified.isoformat()] if modified else []))]))
    sure = bool(marks or modified)
    return Listed(shown(where), path.rpartition("/")[2], size, modified, stamp if sure else None, where)


def _url_of(system: Any, url: str, path: str) -> str:
    """Return the URL of a file in the same file system as another URL."""
    if "::" in url:  # zip://in/it::s3://bucket/file.zip
        first, _, rest = url.partition("::")
        return f"{first.partition('://')[0]}://{path.lstrip('/')}::{rest}"
    user = found[0] if (found := USER.search(url)) else ""
    whole = str(system.unstrip_protocol(path))
    scheme = url.partition("://")[0]
    if scheme in ("sftp", "ssh", "ftp"):  # whose paths are without the server
        server = url.partition("://")[2].partition("/")[0]
        return f"{scheme}://{server}/{path.lstrip('/')}"
    return USER.sub(lambda _: user, whole) if user else whole


def _time(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
    if isinstance(value, tuple) and len(value) == 6:  # in a zip
        try:
            return datetime(*value, tzinfo=UTC)
        except ValueError:
            return None
    if isinstance(value, int | float) and not isinstance(value, bool):
        return datetime.fromtimestamp(value, UTC)
    return None


def put_at_url(local: Path, url: str) -> None:
    """Put a new file where a URL says.

    Raises:
        InputError: it can't be written there; in a sentence.
    """
    system, path = _opened(url)
    try:
        system.put_file(str(local), path)
    except Exception as error:
        why = in_brief(shown(str(error)), 200).rstrip(".") or type(error).__name__
        raise InputError(
            f"{shown(url)} can't be written ({why}): check the URL, and that you may write there."
        ) from error
