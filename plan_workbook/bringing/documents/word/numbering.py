"""The numbers and letters that Word writes before paragraphs: ``1.``, ``a)``, ``Recommendation 4:``.

They are in no text of the document: a paragraph names a list and a level, and Word counts. Lists that share an
abstract list go on counting where another one stopped, unless they say from where they start.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from plan_workbook.bringing.documents.word.markup import Element, W, attribute, child, is_on, number, value
from plan_workbook.bringing.documents.word.styles import Styles
from plan_workbook.patterns import pattern

_LEVELS = 9
_PLACE = pattern(r"%([1-9])")
_ROMAN = tuple(zip((1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
                   ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"), strict=True))  # fmt: skip
_WORDS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_WORDS = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
                  "nine": "ninth", "twelve": "twelfth"}  # fmt: skip
_HIGHEST = 32_767  #: that Word counts to


class Label(NamedTuple):
    """What stands before a paragraph of a list."""

    text: str
    """``1.``; empty for a bullet."""
    bullet: bool = False


class _Level(NamedTuple):
    """How a level of a list counts."""

    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool


class Numbering:
    """The lists of a document, and how far each of them has counted."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        """Take the part that declares the lists; None if there is none."""
        self._styles = styles
        found = [*root] if root is not None else []
        self._abstract = {attribute(each, "abstractNumId"): each for each in found if each.tag == W + "abstractNum"}
        self._lists = {attribute(each, "numId"): each for each in found if each.tag == W + "num"}
        self._by_style = {
            name: key for key, each in self._abstract.items() if (name := value(each, "styleLink")) is not None
        }
        self._counts: dict[str | None, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._levels: dict[tuple[str, int], _Level | None] = {}

    def label(self, properties: Element | None, style: str) -> Label | None:
        """Return what stands before a paragraph with these properties, and count it; None if it is in no list."""
        place = self._place(properties, style)
        if place is None:
            return None
        name, at = place
        level = self._level(name, at)
        if level is None:
            return None
        if level.kind == "bullet":
            return Label("", bullet=True)
        counts = self._counted(name, at)
        if level.kind == "none" and "%" not in level.text:
            return Label(level.text.strip()) if level.text.strip() else None

        def shown(found: re.Match[str]) -> str:
            position = int(found[1]) - 1
            of = self._level(name, position)
            if of is None:
                return ""
            count = counts[position] if counts[position] is not None else of.start
            return written(count or 0, "decimal" if level.legal and of.kind != "none" else of.kind)

        text = _PLACE.sub(shown, level.text).strip()
        return Label(text) if text else None

    def _place(self, properties: Element | None, style: str) -> tuple[str, int] | None:
        """Return the list of a paragraph and the level in it."""
        own = child(properties, "numPr")
        name = value(own, "numId")
        at = number(value(own, "ilvl"))
        if name is None:
            found = self._styles.numbering(style)
            if found is None:
                return None
            name, declaring = found
            if at is None:
                at = self._level_of_style(name, declaring)
        if name == "0" or name not in self._lists:  # 0 takes a paragraph out of the list of its style
            return None
        return name, min(max(at or 0, 0), _LEVELS - 1)

    def _level_of_style(self, name: str, style: str) -> int:
        """Return the level that a list gives to paragraphs with a style."""
        said = number(value(self._styles.first(style, "pPr"), "numPr", "ilvl"))
        if said is not None:
            return said
        abstract = self._abstract.get(self._abstract_of(name))
        for each in abstract if abstract is not None else ():
            if each.tag == W + "lvl" and value(each, "pStyle") == style:
                return number(attribute(each, "ilvl")) or 0
        return 0

    def _abstract_of(self, name: str) -> str | None:
        """Return the abstract list of a list, also where that refers to another one by a style."""
        key = value(self._lists.get(name), "abstractNumId")
        for _ in range(5):  # a circle of references comes to an end
            link = value(self._abstract.get(key), "numStyleLink")
            if link is None:
                break
            if link in self._by_style:
                return self._by_style[link]
            found = self._styles.numbering(link)
            key = value(self._lists.get(found[0]), "abstractNumId") if found else key
        return key

    def _level(self, name: str, at: int) -> _Level | None:
        if (name, at) not in self._levels:
            self._levels[name, at] = self._declared(name, at)
        return self._levels[name, at]

    def _declared(self, name: str, at: int) -> _Level | None:
        abstract = self._abstract.get(self._abstract_of(name))
        own = self._override(name, at)
        level = child(own, "lvl")
        if level is None:
            level = _at(abstract, "lvl", at)
        if level is None:
            return None
        start = number(value(own, "startOverride"))
        if start is None:
            start = number(value(level, "start"))
        return _Level(
            min(start, _HIGHEST) if start is not None else (1 if child(level, "start") is None else 0),
            value(level, "numFmt") or "decimal",
            value(level, "lvlText") or "",
            number(value(level, "lvlRestart")),
            bool(is_on(child(level, "isLgl"))),
        )

    def _override(self, name: str, at: int) -> Element | None:
        return _at(self._lists.get(name), "lvlOverride", at)

    def _counted(self, name: str, at: int) -> list[int | None]:
        """Count a paragraph, and return how far each level of its list has come."""
        counts = self._counts.setdefault(self._abstract_of(name), [None] * _LEVELS)
        first = (name, at) not in self._begun
        self._begun.add((name, at))
        level = self._level(name, at)
        start = level.start if level else 1
        if counts[at] is None or (first and child(self._override(name, at), "startOverride") is not None):
            counts[at] = start
        else:
            counts[at] = min((counts[at] or 0) + 1, _HIGHEST)
        for deeper in range(at + 1, _LEVELS):
            below = self._level(name, deeper)
            restart = below.restart if below else None
            if restart is None or (restart and at < restart):
                counts[deeper] = None
        for higher in range(at):  # a level that was skipped is shown as if it had been used once
            if counts[higher] is None:
                above = self._level(name, higher)
                counts[higher] = above.start if above else 1
        return counts


def _at(held: Element | None, name: str, at: int) -> Element | None:
    """Return what a list or an abstract list declares of one level."""
    found = held.iterchildren(W + name) if held is not None else iter(())
    return next((each for each in found if attribute(each, "ilvl") == str(at)), None)


def written(count: int, kind: str) -> str:
    """Return a number as a kind of list writes it: ``4``, ``iv``, ``d``, ``4th``, ``Four``."""
    if kind == "none":
        return ""
    if kind in ("lowerLetter", "upperLetter") and count > 0:
        letter = chr(ord("a") + (count - 1) % 26) * min((count - 1) // 26 + 1, 30)  # z is followed by aa, bb
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in ("lowerRoman", "upperRoman") and count > 0:
        roman = _roman(count)
        return roman if kind == "lowerRoman" else roman.upper()
    if kind == "decimalZero":
        return f"{count:02}"
    if kind == "ordinal":
        ending = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{count}{ending}"
    if kind == "cardinalText" and 0 <= count < 100:
        return _in_words(count).capitalize()
    if kind == "ordinalText" and 0 <= count < 100:
        before, hyphen, last = _in_words(count).rpartition("-")
        last = _ORDINAL_WORDS.get(last) or (last[:-1] + "ieth" if last.endswith("y") else last + "th")
        return (before + hyphen + last).capitalize()
    return str(count)


def _roman(count: int) -> str:
    text = ""
    for worth, sign in _ROMAN:
        text += sign * (count // worth)
        count %= worth
    return text


def _in_words(count: int) -> str:
    if count < len(_WORDS):
        return _WORDS[count]
    tens, ones = divmod(count, 10)
    return _TENS[tens] + (f"-{_WORDS[ones]}" if ones else "")
