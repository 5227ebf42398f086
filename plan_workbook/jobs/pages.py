"""The documentation that ships with the program: pages, read without pictures and links, and files for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from plan_workbook.errors import InputError
from plan_workbook.shipped import ROOT_PAGES, ROOT_TEXTS, Shipped
from plan_workbook.values.nearest import nearest
from plan_workbook.values.text import listed, on_one_line

COMMANDS = "commands"
"""The page that has a section for each command."""
_COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\((?!https?:)([^)#]*)(?:#[^)]*)?\)")
_SHORTEST, _MOST = 3, 3
"""Letters of the shortest word that headings are searched for, and pages that are named for it."""
_SECTION = re.compile(r"^## plan-workbook (\S+)\n\n(.*?)(?=^## |\Z)", re.DOTALL | re.MULTILINE)


class Page(NamedTuple):
    """A page of the documentation."""

    name: str
    """What it is asked for by."""
    title: str
    text: str
    """Markdown, with the title as its first line; of a file for programs, all that is in it, in ASCII."""
    for_people: bool = True
    """Whether it is Markdown, and not a file for programs."""


def pages() -> tuple[Page, ...]:
    """Return all pages, by name."""
    folder = Shipped.PAGES.folder
    at_root = {name: folder.parent / file for name, file in ROOT_PAGES.items()}
    paths = {name: path for name, path in at_root.items() if path.is_file()}  # in a checkout
    paths |= {path.stem: path for path in folder.glob("*.md")}
    names = {*paths, *_files()}
    return tuple(_page(name, paths[name].read_text(encoding="utf-8"), names) for name in sorted(paths))


def page(name: str) -> Page:
    """Return a page by its name, or by the name of its file; by that of a command without one, the command's help.

    Files for programs, such as ``validate-2.json``, are known by their names, with or without their folder.

    Raises:
        InputError: there is no such page.
    """
    wanted = _name_of(name.strip().casefold().removeprefix("docs/"))
    if (file := next((each for name, each in _files().items() if name.casefold() == wanted), None)) is not None:
        return Page(file.name, file.name, file.read_text(encoding="ascii"), for_people=False)
    known = {each.name: each for each in pages()}
    known |= {each.name: each for each in _of_commands(known[COMMANDS]) if each.name not in known}
    if wanted in known:
        return known[wanted]
    speaking = _speaking_of(wanted, pages())
    near = nearest(wanted, known)
    if speaking:
        hint = f"{listed([f'plan-workbook help {each}' for each in speaking], 'or')} has a section about it."
    else:
        hint = f"did you mean {near}?" if near else "plan-workbook help lists them all."
    raise InputError(f"There is no page {on_one_line(name)!r}: {hint}")


def _speaking_of(wanted: str, among: Iterable[Page]) -> list[str]:
    """Return the names of pages with a heading that has a word, or its singular; the first if there are many."""
    singular = wanted.removesuffix("s")
    if len(singular) < _SHORTEST:
        return []
    word = re.compile(rf"^#.*\b{re.escape(singular)}", re.IGNORECASE | re.MULTILINE)
    return [each.name for each in among if each.for_people and word.search(each.text)][:_MOST]


def _files() -> dict[str, Path]:
    """Return the files that go with the pages as they are, by name: the schemas, a notebook, and `ROOT_TEXTS`."""
    folder = Shipped.PAGES.folder
    places = [path for each in ROOT_TEXTS for path in (folder / Path(each).name, folder.parent / each)]
    texts = [path for path in places if path.is_file()]
    return {path.name: path for path in (*folder.glob("schemas/*.json"), *folder.glob("*.ipynb"), *texts)}


def _name_of(target: str) -> str:
    """Return what a page is asked for by, from the path of its file."""
    file = target.rpartition("/")[2]
    at_root = {path: name for name, path in ROOT_PAGES.items()}
    return at_root.get(file, file.removesuffix(".md"))


def _page(name: str, text: str, names: set[str]) -> Page:
    def without_link(found: re.Match[str]) -> str:
        said, target = found[1], _name_of(found[2])
        if target not in names:
            return said
        shown = f"`plan-workbook help {target}`"
        return shown if said.rpartition("/")[2] == found[2].rpartition("/")[2] else f"{said} ({shown})"

    plain = _LINK.sub(without_link, _PICTURE.sub(r"(Picture: \1)", _COMMENT.sub("", text)))
    return Page(name, plain.partition("\n")[0].lstrip("# "), plain)


def _of_commands(of_all: Page) -> Iterator[Page]:
    for name, text in _SECTION.findall(of_all.text):
        yield Page(name, f"plan-workbook {name}", text)
