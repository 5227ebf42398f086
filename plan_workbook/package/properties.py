"""Document properties: who saved a workbook, and when."""

from __future__ import annotations

from typing import NamedTuple

from plan_workbook.package.markup import parse
from plan_workbook.package.safety import open_package


class Saved(NamedTuple):
    """Who saved a workbook last, and when, as its properties say; each is empty if they do not."""

    by: str = ""
    at: str = ""
    """Usually in the form ``2017-12-21T09:30:00Z``."""
    created: str = ""
    """When it was made, in the same form."""


def last_saved(content: bytes) -> Saved:
    """Return who saved a workbook last, and when.

    Raises:
        PackageError: with the reason in a sentence.
    """
    package = open_package(content)
    part = next(iter(package.targets("", "core-properties")), None)
    if part is None:
        return Saved()
    said = {each.name: each.text.strip() for each in parse(package.xml(part), part).children}
    return Saved(said.get("lastModifiedBy", ""), said.get("modified", ""), said.get("created", ""))
