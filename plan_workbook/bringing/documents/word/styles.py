"""What the styles of a Word document say of its paragraphs, texts and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from plan_workbook.bringing.documents.word.markup import Element, attribute, child, is_on, number, value
from plan_workbook.patterns import pattern

_HEADING = pattern(r"heading ?([1-9])", re.IGNORECASE)
_TITLE = "title"
_CONTENTS = pattern(r"(toc|table of figures)( ?\d| ?heading)?", re.IGNORECASE)
_BODY_TEXT = 9  #: the outline level of paragraphs that are not headings
_USUAL_SIZE = 20  #: half points, if nothing says another size
_MOST_STEPS = 20  #: from a style to those that it is based on; Word allows eleven


class Styles:
    """The styles of a document, each with those that it is based on."""

    def __init__(self, root: Element | None) -> None:
        """Take the part that declares them; None if there is none."""
        styles = [*root.iter(f"{root.tag[: root.tag.index('}') + 1]}style")] if root is not None else []
        self._styles = {attribute(each, "styleId") or "": each for each in styles}
        self._usual = {
            attribute(each, "type") or "": attribute(each, "styleId") or ""
            for each in styles
            if attribute(each, "default") in ("1", "true", "on")
        }
        sizes = [value(each, "rPrDefault", "rPr", "sz") for each in (root if root is not None else ())]
        self._size = next((size for each in sizes if (size := number(each))), _USUAL_SIZE)
        self.chain = cache(self._chain)
        self.level = cache(self._level)
        self.first = cache(self._first)
        self.numbering = cache(self._numbering)
        self.is_contents = cache(self._is_contents)

    def of_paragraph(self, properties: Element | None) -> str:
        """Return the style of a paragraph, by its id."""
        return value(properties, "pStyle") or self._usual.get("paragraph", "")

    def of_table(self, properties: Element | None) -> str:
        """Return the style of a table, by its id."""
        return value(properties, "tblStyle") or self._usual.get("table", "")

    def _chain(self, style: str) -> tuple[Element, ...]:
        """Return a style and those that it is based on, nearest first; circles end where they begin again."""
        found: list[Element] = []
        while style in self._styles and len(found) < _MOST_STEPS:
            element = self._styles[style]
            if element in found:
                break
            found.append(element)
            style = value(element, "basedOn") or ""
        return tuple(found)

    def _names(self, style: str) -> Iterator[str]:
        """Yield its name and those of the styles that it is based on; its id, if nothing declares it."""
        chain = self.chain(style)
        yield from ((value(each, "name") or attribute(each, "styleId") or "") for each in chain)
        if not chain:
            yield style

    def _level(self, style: str) -> int | None:
        """Return the level of headings with a style, 0 for the title; None if it is not a style of headings."""
        for name in self._names(style):
            if name.casefold() == _TITLE:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
        for each in self.chain(style):
            level = number(value(each, "pPr", "outlineLvl"))
            if level is not None:
                return level + 1 if 0 <= level < _BODY_TEXT else None
        return None

    def _is_contents(self, style: str) -> bool:
        """Tell whether it is the style of a line of a table of contents."""
        return any(_CONTENTS.fullmatch(name) for name in self._names(style))

    def level_of(self, properties: Element | None) -> int | None:
        """Return the level of a heading, 0 for the title; None for another paragraph."""
        level = number(value(properties, "outlineLvl"))
        if level is not None:
            return level + 1 if 0 <= level < _BODY_TEXT else None
        return self.level(self.of_paragraph(properties))

    def _first(self, style: str, *names: str) -> Element | None:
        """Return the element at the end of these names in a style or the nearest it is based on, or None."""
        return next((found for each in self.chain(style) if (found := child(each, *names)) is not None), None)

    def _numbering(self, style: str) -> tuple[str, str] | None:
        """Return the list that a style numbers its paragraphs in, and the style that says so; None if there is none."""
        for each in self.chain(style):
            found = value(each, "pPr", "numPr", "numId")
            if found is not None:
                return found, attribute(each, "styleId") or ""
        return None

    def switches(self, run: Element | None, paragraph_style: str, name: str) -> bool:
        """Tell whether something is on in a text with these properties: itself, its style, or that of its paragraph."""
        own = is_on(child(run, name))
        if own is None:
            own = is_on(self.first(value(run, "rStyle") or "", "rPr", name))
        if own is None:
            own = is_on(self.first(paragraph_style, "rPr", name))
        return bool(own)

    def size(self, run: Element | None, paragraph_style: str) -> int:
        """Return the size of a text with these properties, in half points."""
        own = number(value(run, "sz"))
        if own is None:
            own = number(attribute(self.first(value(run, "rStyle") or "", "rPr", "sz"), "val"))
        if own is None:
            own = number(attribute(self.first(paragraph_style, "rPr", "sz"), "val"))
        return own or self._size

    def first_row(self, style: str, *names: str) -> Element | None:
        """Return what a style of tables says of their first row; None if it says nothing."""
        for each in self.chain(style):
            for part in each.iterfind(f"{each.tag[: each.tag.index('}') + 1]}tblStylePr"):
                if attribute(part, "type") == "firstRow" and (found := child(part, *names)) is not None:
                    return found
        return None
