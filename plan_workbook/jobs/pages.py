"""The pages of the documentation that ship with the program, as they are read without pictures and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from plan_workbook.errors import InputError
from plan_workbook.shipped import Shipped
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import on_one_line

COMMANDS = "commands"
"""The page that has a section for each command."""
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)")
_SECTION = re.compile(r"^## plan-workbook (\S+)\n\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


class Page(NamedTuple):
    """A page of the documentation."""

    name: str
    """What it is asked for by."""
    title: str
    text: str
    """Markdown, with the title as its first line."""


def pages() -> tuple[Page, ...]:
    """Return all pages, by name."""
    paths = sorted(Shipped.PAGES.folder.glob("*.md"))
    names = {path.stem for path in paths}
    return tuple(_page(path.stem, path.read_text(encoding="utf-8"), names) for path in paths)


def page(name: str) -> Page:
    """Return a page by its name, or by the name of its file; by that of a command without one, the command's help.

    Raises:
        InputError: there is no such page.
    """
    wanted = name.strip().casefold().removeprefix("docs/").removesuffix(".md")
    known = {each.name: each for each in pages()}
    known |= {each.name: each for each in _of_commands(known[COMMANDS]) if each.name not in known}
    if wanted in known:
        return known[wanted]
    near = nearest(wanted, known)
    hint = f"did you mean {near}?" if near else "plan-workbook help lists them all."
    raise InputError(f"There is no page {on_one_line(name)!r}: {hint}")


def _page(name: str, text: str, names: set[str]) -> Page:
    def without_link(found: re.Match[str]) -> str:
        said, target = found[1], found[2].removesuffix(".md")
        if target not in names:
            return said
        shown = f"`plan-workbook help {target}`"
        return shown if said.removeprefix("docs/") == found[2] else f"{said} ({shown})"

    plain = _LINK.sub(without_link, _PICTURE.sub(r"(Picture: \1)", _COMMENT.sub("", text)))
    return Page(name, plain.partition("\n")[0].lstrip("# "), plain)


def _of_commands(of_all: Page) -> Iterator[Page]:
    for name, text in _SECTION.findall(of_all.text):
        yield Page(name, f"plan-workbook {name}", text)
