"""Documents that a council might bring in: Word files with values that make no sense, and texts with columns."""

from __future__ import annotations

import re
from random import Random

import nasty
from part_mutations import Parts, mutate
from xml_mutations import escaped, mutated
from zip_mutations import flipped, zipped

_VALUE = re.compile(
    r'(<w:(?:gridSpan|vMerge|hMerge|gridBefore|gridAfter|numId|ilvl|abstractNumId|basedOn|pStyle|tblStyle|rStyle|start|'
    r'numFmt|lvlText|lvlRestart|startOverride|outlineLvl|styleLink|numStyleLink|shd|color|highlight|sym|fldChar|name|'
    r'gridCol|footnoteReference|sdt|vanish|result)\b[^>]*? w:\w+=")([^"]*)(")'
)  # fmt: skip
_WORD_VALUES = (
    "0", "1", "2", "8", "9", "-1", "63", "200", "32767", "1000000000", "restart", "continue", "bullet", "none",
    "upperRoman", "lowerLetter", "ordinalText", "%1", "%1%2%3%4%5%6%7%8%9", "%9", "%0", "%", "Heading1", "Title",
    "Normal", "TableGrid", "begin", "separate", "end", "solid", "pct50", "FF0000", "auto", "red", "F0FC", "Wingdings",
    "true", "off", "toc 1",
)  # fmt: skip
_WRAPS = (
    "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>", "<w:ins>{}</w:ins>", "<w:del>{}</w:del>",
    "<w:customXml>{}</w:customXml>", "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", "<w:tr>{}</w:tr>",
    "<w:tc>{}</w:tc>", "<w:r>{}</w:r>", "<w:txbxContent>{}</w:txbxContent>", "<w:drawing>{}</w:drawing>",
    "<w:hyperlink>{}</w:hyperlink>",
    '<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>',
)  # fmt: skip
_ELEMENT = re.compile(r"<w:(p|r|tc|tr|tbl|t)>.*?</w:\1>|<w:(p|tc|tr)/>", re.DOTALL)
_SEPARATORS = (",", ";", "\t", "|", " ", ":")
_ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "cp037")
_BEGINNINGS = (
    "",
    "",
    "",
    "sep=;\r\n",
    "sep=|\n",
    "sep=",
    "\n\n",
    "Improvement plan\n\n",
    "\x00",
    "<",
    "PK\3\4",
    "%PDF",
)


def spoilt_document(rng: Random, content: bytes, parts: Parts) -> bytes:
    """Return a Word document with something wrong in it."""
    way = rng.random()
    if way < 0.03:
        return flipped(rng, content)
    if way < 0.06:
        return zipped(parts, rng)
    for _ in range(rng.choice((1, 1, 2, 3))):
        if rng.random() < 0.25:
            mutate(rng, parts)
        else:
            _spoil_part(rng, parts)
    return zipped(parts)


def _spoil_part(rng: Random, parts: Parts) -> None:
    names = [name for name in parts if name.startswith("word/") and name.endswith(".xml")]
    if not names:
        return
    name = rng.choice([*names, *[each for each in names if each.endswith(("document.xml", "numbering.xml"))] * 4])
    way = rng.random()
    if way < 0.3:
        parts[name] = mutated(rng, parts[name])
        return
    text = parts[name].decode("utf-8", "replace")
    text = _with_values(rng, text) if way < 0.7 else _wrapped(rng, text)
    parts[name] = text.encode("utf-8", "surrogatepass")


def _with_values(rng: Random, text: str) -> str:
    """Give some of Word's elements other values, or one of them to all with that name."""
    chance = rng.choice((0.01, 0.1, 0.5))

    def new(found: re.Match[str]) -> str:
        if rng.random() > chance:
            return found[0]
        made = rng.choice(_WORD_VALUES) if rng.random() < 0.8 else escaped(nasty.value(rng, "val"))
        return found[1] + made[:100_000] + found[3]

    return _VALUE.sub(new, text)


def _wrapped(rng: Random, text: str) -> str:
    """Put something around an element, several times, or repeat the element."""
    found = list(_ELEMENT.finditer(text))
    if not found:
        return text
    one = rng.choice(found)
    inside = one[0]
    for _ in range(rng.choice((1, 1, 2, 10, 60, 300))):
        if len(inside) > 200_000:
            break
        wrap = rng.choice(_WRAPS)
        inside = wrap.format(inside) if rng.random() < 0.9 else wrap.format(inside) + inside
    if rng.random() < 0.1:
        inside = one[0] * min(rng.choice((100, 20_000)), 2_000_000 // len(one[0]) + 1)
    return text[: one.start()] + inside + text[one.end() :]


def spoilt_text(rng: Random) -> bytes:
    """Return a text with columns, more or less."""
    separator = rng.choice(_SEPARATORS)
    width = rng.choice((1, 3, 5, 9, 300))
    lines = []
    for _ in range(rng.choice((0, 1, 5, 30, 300))):
        cells = [_cell(rng) for _ in range(width if rng.random() < 0.9 else rng.randrange(width + 3))]
        lines.append(separator.join(cells) if rng.random() < 0.9 else rng.choice(("", separator * width, _cell(rng))))
    text = rng.choice(_BEGINNINGS) + rng.choice(("\n", "\r\n", "\r")).join(lines)
    content = text.encode(rng.choice(_ENCODINGS), "replace")
    return flipped(rng, content) if content and rng.random() < 0.1 else content


def _cell(rng: Random) -> str:
    way = rng.random()
    if way < 0.5:
        return rng.choice(("Action", "Ref", "a", "Jo Hart", "Mar 2018", "G", "", "31/12/2017", "41%", "Lead"))
    text = nasty.value(rng)[:2_000]
    if way < 0.6:
        return '"' + text.replace('"', '""') + rng.choice(('"', "", '"x'))
    return text
