"""Read a file of a source, wherever it is."""

from __future__ import annotations

from pathlib import Path

from plan_workbook.package.safety import read_bytes
from plan_workbook.sources.shown import is_url


def content_of(where: str) -> bytes:
    """Return the bytes of a file.

    Args:
        where: a path of this machine, or a URL.

    Raises:
        PackageError, InputError: it can't be read; in a sentence.
    """
    if is_url(where):
        from plan_workbook.sources.urls import content_of_url  # loads fsspec, which is an extra

        return content_of_url(where)
    return read_bytes(Path(where))


def put_file(local: Path, url: str) -> None:
    """Put a new file where a URL says.

    Raises:
        InputError: it can't be written there; in a sentence.
    """
    from plan_workbook.sources.urls import put_at_url  # likewise

    put_at_url(local, url)
